import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';

import { blocksFromHtml } from './html-blocks.js';
import { headingKey, plainLines, plainText } from './inline-text.js';

interface Place {
  /** First and last line in the file, from 1. */
  readonly line: number;
  readonly lastLine: number;
}

/**
 * What a card consists of, in document order, out of all lists and quotations. `source` is the Markdown as written, `text`
 * the words that a reader sees, line by line as in the source; `key` is a heading as `headingKey` makes it.
 */
export type Block = Place & (
  | { readonly kind: 'heading'; readonly depth: number; readonly source: string; readonly text: string; readonly key: string }
  | { readonly kind: 'text'; readonly source: string; readonly text: string; readonly inList: boolean }
  | { readonly kind: 'code'; readonly source: string; readonly language: string | null }
  /** Cells as the words that a reader sees; the first row is the header where the table has one. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
);

/** `truncated`: something was left out because of the limits below, so an absent section may be there after all. */
export interface BlockList {
  readonly blocks: readonly Block[];
  readonly truncated: boolean;
}

/** What is parsed of one card. The longest of 16,241 cards of February 2022 has 433,000 characters, the next 184,000. */
export const parseLimits = {
  characters: 500_000,
  lines: 25_000,
  /** Lists and quotations inside one another. */
  nesting: 30,
} as const;

/** Depth given to headings that are only bold text or a label: below the six levels of Markdown. */
export const labelDepth = 7;

/**
 * Only the block constructs are parsed (decision 0014): tables of GitHub's extensions beside CommonMark; no definitions,
 * which would hide addresses. The words inside blocks are taken by `inline-text.ts`.
 */
const parser = new MarkdownIt('commonmark', { html: true, maxNesting: parseLimits.nesting }).enable('table').disable('reference');

/**
 * Reads Markdown into a flat list of blocks. Bounded: what exceeds `parseLimits` is cut and reported; never throws.
 * `firstLine` is the line number of the first line of `markdown` in its file.
 */
export function readBlocks(markdown: string, firstLine = 1): BlockList {
  const { text, cut } = withinLimits(markdown);
  const tokens: Token[] = [];
  parser.block.parse(text, parser, {}, tokens);
  const blocks: Block[] = [];
  let listDepth = 0;
  let deepest = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    deepest = Math.max(deepest, token.level);
    const place = { line: (token.map?.[0] ?? 0) + firstLine, lastLine: lastLineOf(token) + firstLine };
    if (token.type === 'list_item_open') listDepth += 1;
    else if (token.type === 'list_item_close') listDepth -= 1;
    else if (token.type === 'heading_open') {
      blocks.push(headingBlock(Number(token.tag.slice(1)), tokens[at + 1]?.content ?? '', place));
    } else if (token.type === 'paragraph_open') blocks.push(...blocksFromLines(tokens[at + 1]?.content ?? '', listDepth > 0, place.line));
    else if (token.type === 'fence' || token.type === 'code_block') {
      blocks.push({ kind: 'code', source: token.content, language: languageOf(token.info), ...place });
    } else if (token.type === 'html_block') blocks.push(...blocksFromHtml(token.content, place.line));
    else if (token.type === 'table_open') blocks.push({ kind: 'table', rows: rowsFrom(tokens, at), ...place });
  }
  return { blocks, truncated: cut || deepest >= parseLimits.nesting - 1 };
}

/** A heading from its Markdown. */
export function headingBlock(depth: number, source: string, place: Place): Block {
  const text = plainText(source);
  return { kind: 'heading', depth, source, text, key: headingKey(text), line: place.line, lastLine: place.lastLine };
}

function withinLimits(markdown: string): { text: string; cut: boolean } {
  let text = markdown.slice(0, parseLimits.characters);
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (text.includes('\0')) text = text.replaceAll('\0', '\ufffd');
  let end = -1;
  for (let line = 0; line < parseLimits.lines; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return { text, cut: markdown.length > parseLimits.characters };
  }
  return { text: text.slice(0, end), cut: true };
}

function lastLineOf(token: Token): number {
  const [first, after] = token.map ?? [0, 1];
  return Math.max(first, after - 1);
}

function languageOf(info: string): string | null {
  return /^[\w+#.-]{1,30}/.exec(info.trim())?.[0].toLowerCase() ?? null;
}

function rowsFrom(tokens: readonly Token[], start: number): string[][] {
  const rows: string[][] = [];
  for (let at = start + 1; at < tokens.length && tokens[at]?.type !== 'table_close'; at += 1) {
    const token = tokens[at];
    if (token?.type === 'tr_open') rows.push([]);
    else if (token?.type === 'inline') rows.at(-1)?.push(plainText(token.content));
  }
  return rows;
}

/** Cuts a paragraph before every line that is a heading without its blank or wholly bold; neither needs a blank line. */
function blocksFromLines(source: string, inList: boolean, line: number): Block[] {
  if (!/\n(?:#|\*\*|__)/.test(source)) return blocksFromParagraph(source, inList, line);
  const lines = source.split('\n');
  const opens = /^(?:#{1,6}[^\s#!]|(?:\*\*|__)[^*]{1,120}(?:\*\*|__):?\s*$)/;
  const starts = lines.flatMap((text, at) => (at === 0 || opens.test(text) ? [at] : []));
  return starts.flatMap((start, index) =>
    blocksFromParagraph(lines.slice(start, starts[index + 1]).join('\n'), inList, line + start));
}

/**
 * A paragraph may open with what its writer meant as a heading: `##Usage` without the blank, a line in bold, a bold label
 * (`**Limitations:** none known`), a line that ends in a colon. That part becomes a heading, the rest text.
 */
function blocksFromParagraph(source: string, inList: boolean, line: number): Block[] {
  const end = source.indexOf('\n');
  const first = end < 0 ? source : source.slice(0, end);
  const rest = end < 0 ? '' : source.slice(end + 1);
  const tight = /^(#{1,6})(?=[^\s#!])(.{1,200})$/u.exec(first);
  if (tight?.[1] !== undefined) {
    return [headingBlock(tight[1].length, tight[2] ?? '', { line, lastLine: line }), ...textBlocks(rest, inList, line + 1)];
  }
  const bold = /^(?:\*\*\*?|___?)([^*\n]{1,120}?)(?:\*\*\*?|___?)(:?)(.*)$/u.exec(first);
  if (bold?.[1] !== undefined) {
    const after = (bold[3] ?? '').trim();
    if (after === '' || bold[2] === ':' || bold[1].endsWith(':')) {
      const heading = headingBlock(labelDepth, bold[1], { line, lastLine: line });
      return after === '' ? [heading, ...textBlocks(rest, inList, line + 1)] : [heading, ...textBlocks(`${after}\n${rest}`, inList, line)];
    }
  }
  if (!inList && /^[^:]{2,60}:[ \t]*$/.test(first)) {
    return [headingBlock(labelDepth, first, { line, lastLine: line }), ...textBlocks(rest, inList, line + 1)];
  }
  return textBlocks(source, inList, line);
}

function textBlocks(source: string, inList: boolean, line: number): Block[] {
  if (source.trim() === '') return [];
  const lines = source.trimEnd().split('\n').length;
  return [{ kind: 'text', source, text: plainLines(source), inList, line, lastLine: line + lines - 1 }];
}
