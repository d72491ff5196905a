import type { Block } from './markdown-blocks.js';
import { headingKey, plainLines, plainText, withoutComments } from './inline-text.js';

/**
 * The blocks of a piece of HTML: headings, preformatted code and tables are taken for what they are, the rest for text.
 * By bounded regular expressions: embedded HTML is fragments that seldom are whole.
 */
export function blocksFromHtml(html: string, line: number): Block[] {
  const shown = withoutComments(html).replace(/<(style|script)\b[^<>]{0,1000}>[\s\S]*?(?:<\/\1>|$)/gi, onlyLineEnds);
  const blocks: Block[] = [];
  const parts = shown.split(/<(h[1-6]|pre|table)\b([^<>]{0,1000})>/i);
  let at = line;
  function add(text: string): void {
    blocks.push(...htmlText(text, at));
    at += lineEnds(text);
  }
  add(parts[0] ?? '');
  for (let part = 1; part < parts.length; part += 3) {
    const name = (parts[part] ?? '').toLowerCase();
    at += lineEnds(parts[part + 1] ?? '');
    const content = parts[part + 2] ?? '';
    const close = content.toLowerCase().indexOf(`</${name}`);
    const inside = close < 0 ? content : content.slice(0, close);
    blocks.push(elementBlock(name, inside, { line: at, lastLine: at + lineEnds(inside) }));
    at += lineEnds(inside);
    if (close >= 0) add(content.slice(close));
  }
  return blocks;
}

function elementBlock(name: string, inside: string, place: { line: number; lastLine: number }): Block {
  if (name === 'pre') return { kind: 'code', source: plainText(inside), language: null, ...place };
  if (name === 'table') {
    const rows = inside.split(/<tr\b/i).slice(1).map((row) => row.split(/<t[hd]\b/i).slice(1));
    return { kind: 'table', rows: rows.map((row) => row.map((cell) => plainText(`<td${cell}`))), ...place };
  }
  const text = plainText(inside);
  return { kind: 'heading', depth: Number(name.slice(1)), source: inside, text, key: headingKey(text), ...place };
}

function htmlText(html: string, line: number): Block[] {
  const text = plainLines(html);
  if (text.trim() === '') return [];
  return [{ kind: 'text', source: html, text, inList: false, line, lastLine: line + lineEnds(html.trimEnd()) }];
}

function onlyLineEnds(removed: string): string {
  return ` ${'\n'.repeat(lineEnds(removed))}`;
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
