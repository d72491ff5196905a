import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from './csv.js';

/** Reads a CSV after RFC 4180, for the round trip. */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
    const [, cell = '', end] = match;
    line.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') {
      lines.push(line);
      line = [];
    }
  }
  return lines;
}

describe('csvText', () => {
  it('doubles quotes, quotes commas and line breaks, ends lines with CRLF', () => {
    expect(csvText(['a', 'b'], [['x,y', 'say "hi"'], ['two\nlines', 3]])).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",3\r\n');
  });

  it('writes unknown as NA, neither blank nor 0', () => {
    expect(csvText(['n'], [[null], [0]])).toBe('n\r\nNA\r\n0\r\n');
  });

  it.each(['=cmd()', '+1', '-1+2', '@SUM(A1)', '\tx', '\r=1', '＝cmd()'])('guards the text %j against being run as a formula', (text) => {
    const cell = parseCsv(csvText(['t'], [[text]]))[1]?.[0];
    expect(cell).toBe(`'${text}`);
  });

  it('leaves negative numbers numbers', () => {
    expect(csvText(['n'], [[-1.5]])).toBe('n\r\n-1.5\r\n');
  });

  it('gives every text back, but for the guard', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1 }), (rows) => {
      const read = parseCsv(csvText(['a', 'b'], rows)).slice(1);
      expect(read.map((cells) => cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, '')))).toEqual(
        rows.map((cells) => cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, ''))));
    }));
  });
});
