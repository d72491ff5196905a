import type { RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

import { plainText, withoutComments } from './inline-text.js';

/** What a card consists of, in document order, out of all lists and quotations. `line` counts from 1. */
export type Block =
  | { readonly kind: 'heading'; readonly depth: number; readonly source: string; readonly line: number }
  | { readonly kind: 'text'; readonly source: string; readonly inList: boolean; readonly line: number }
  | { readonly kind: 'code'; readonly source: string; readonly line: number }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[]; readonly line: number };

/** `truncated`: something was left out because of the limits below, so an absent section may be there after all. */
export interface BlockList {
  readonly blocks: readonly Block[];
  readonly truncated: boolean;
}

/** What is parsed of one card. Of 16,241 cards of February 2022, 11 are longer than the first and 4 than the second. */
export const parseLimits = {
  characters: 100_000,
  lines: 5000,
  /** List markers opened on one line. */
  markers: 12,
  /** Blanks in a row: the depth of lists that nest line by line is half of it. */
  blanks: 40,
} as const;

/** Depth given to headings that are only bold text or a label: below the six levels of Markdown. */
export const labelDepth = 7;

/**
 * Inline constructs are switched off (see `inline-text.ts`), and so are definitions, which hide addresses. Of GitHub's
 * extensions only tables matter here. Measured on every 16th card (2 shared cores, median / p99): everything on 3.3 / 29 ms,
 * plain CommonMark 1.9 / 17 ms, block constructs 1.3 / 8 ms, block constructs with tables 2.0 / 15 ms; hence tables are
 * switched on only for a card that has a delimiter row.
 */
const blocksOnly = {
  disable: {
    null: [
      'attention', 'labelStartLink', 'labelStartImage', 'labelEnd', 'autolink', 'htmlText', 'codeText', 'characterEscape',
      'characterReference', 'hardBreakEscape', 'definition',
    ],
  },
};
const tableSyntax = { flow: gfm().flow ?? {} };
const tableNodes = gfmFromMarkdown().filter((extension) => 'table' in (extension.enter ?? {}));

/**
 * Reads Markdown into a flat list of blocks. Bounded: what exceeds `parseLimits` is cut and reported; never throws.
 * `firstLine` is the line number of the first line of `markdown` in its file.
 */
export function readBlocks(markdown: string, firstLine = 1): BlockList {
  const tamed = tameMarkdown(markdown);
  const blocks: Block[] = [];
  const top = parse(tamed.text).map((node) => ({ node, inList: false }));
  const pending: { node: RootContent; inList: boolean }[] = top.reverse();
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { node, inList } = item;
    const line = (node.position?.start.line ?? 1) + firstLine - 1;
    if (node.type === 'heading') blocks.push({ kind: 'heading', depth: node.depth, source: sourceOf(node.children), line });
    else if (node.type === 'paragraph') blocks.push(...blocksFromLines(sourceOf(node.children), inList, line));
    else if (node.type === 'code') blocks.push({ kind: 'code', source: node.value, line });
    else if (node.type === 'table') blocks.push({ kind: 'table', rows: rowsOf(node), line });
    else if (node.type === 'html') blocks.push(...blocksFromHtml(node.value, line));
    else if ('children' in node) {
      const below = inList || node.type === 'listItem';
      for (const child of node.children.toReversed()) pending.push({ node: child, inList: below });
    }
  }
  return { blocks, truncated: tamed.truncated };
}

function parse(text: string): RootContent[] {
  const hasTable = /^[ \t]*(?:(?:[-+*]|\d+[.)])[ \t]+)?(?:\|[ \t]*:?-+:?[ \t]*(?:\||$)|:?-+:?[ \t]*\|)/m.test(text);
  return hasTable
    ? fromMarkdown(text, { extensions: [tableSyntax, blocksOnly], mdastExtensions: tableNodes }).children
    : fromMarkdown(text, { extensions: [blocksOnly] }).children;
}

/**
 * Makes Markdown harmless without moving a line: cuts what exceeds the limits, and removes the marks of quotations, whose
 * words stay (nested and lazily continued quotations are what the parser needs quadratic time for).
 */
export function tameMarkdown(markdown: string): { readonly text: string; readonly truncated: boolean } {
  let truncated = markdown.length > parseLimits.characters;
  const lines = markdown.slice(0, parseLimits.characters).split(/\r\n|\r|\n/);
  if (lines.length > parseLimits.lines) {
    truncated = true;
    lines.length = parseLimits.lines;
  }
  const tamed = lines.map((line) => {
    const head = /^(?:[ \t]|>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))+/.exec(line)?.[0];
    if (head === undefined) return line;
    const quoted = head.includes('>') ? head.replace(/>[ \t]?/g, '') : head;
    const markers = quoted.match(/[-+*]|\d+[.)]/g)?.length ?? 0;
    const blanks = quoted.replace(/\t/g, '    ').replace(/ {41,}/g, ' '.repeat(parseLimits.blanks));
    if (markers <= parseLimits.markers) return blanks + line.slice(head.length);
    // A rule is a row of markers too (`- - - -`), and is nothing to a reader of sections.
    truncated ||= line.length > head.length;
    return line.slice(head.length);
  });
  return { text: tamed.join('\n'), truncated };
}

function sourceOf(children: readonly { readonly type: string; readonly value?: string }[]): string {
  return children.map((child) => child.value ?? '\n').join('');
}

function rowsOf(table: Table): string[][] {
  return table.children.map((row) => row.children.map((cell) => plainText(sourceOf(cell.children))));
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
  const [first = '', ...others] = source.split('\n');
  const rest = others.join('\n');
  function text(words: string, at: number): Block[] {
    return words.trim() === '' ? [] : [{ kind: 'text', source: words, inList, line: at }];
  }
  const tight = /^(#{1,6})(?=[^\s#!])(.{1,200})$/u.exec(first);
  if (tight?.[1] !== undefined) {
    return [{ kind: 'heading', depth: tight[1].length, source: tight[2] ?? '', line }, ...text(rest, line + 1)];
  }
  const bold = /^(?:\*\*\*?|___?)([^*\n]{1,120}?)(?:\*\*\*?|___?)(:?)(.*)$/u.exec(first);
  if (bold?.[1] !== undefined) {
    const after = (bold[3] ?? '').trim();
    if (after === '' || bold[2] === ':' || bold[1].endsWith(':')) {
      const heading: Block = { kind: 'heading', depth: labelDepth, source: bold[1], line };
      return after === '' ? [heading, ...text(rest, line + 1)] : [heading, ...text(`${after}\n${rest}`, line)];
    }
  }
  if (/^[^:]{2,60}:[ \t]*$/.test(first) && !inList) {
    return [{ kind: 'heading', depth: labelDepth, source: first, line }, ...text(rest, line + 1)];
  }
  return text(source, line);
}

/** HTML blocks: headings, preformatted code and tables are taken for what they are, the rest for text. */
function blocksFromHtml(html: string, line: number): Block[] {
  const shown = withoutComments(html).replace(/<(style|script)\b[^<>]{0,1000}>[\s\S]*?(?:<\/\1>|$)/gi, ' ');
  const blocks: Block[] = [];
  const parts = shown.split(/<(h[1-6]|pre|table)\b[^<>]{0,1000}>/i);
  blocks.push(...htmlText(parts[0] ?? '', line));
  for (let at = 1; at < parts.length; at += 2) {
    const name = (parts[at] ?? '').toLowerCase();
    const content = parts[at + 1] ?? '';
    const close = content.search(new RegExp(`</${name}\\s{0,10}>`, 'i'));
    const inside = close < 0 ? content : content.slice(0, close);
    if (name === 'pre') blocks.push({ kind: 'code', source: plainText(inside), line });
    else if (name === 'table') {
      const rows = inside.split(/<tr\b/i).slice(1).map((row) => row.split(/<t[hd]\b/i).slice(1));
      blocks.push({ kind: 'table', rows: rows.map((row) => row.map((cell) => plainText(`<td${cell}`))), line });
    } else blocks.push({ kind: 'heading', depth: Number(name.slice(1)), source: inside, line });
    if (close >= 0) blocks.push(...htmlText(content.slice(close), line));
  }
  return blocks;
}

function htmlText(html: string, line: number): Block[] {
  return plainText(html) === '' ? [] : [{ kind: 'text', source: html, inList: false, line }];
}
