export type CsvCell = string | number | boolean | null;

/** What stands for an unknown value: known as missing to R and pandas by default, and neither blank nor 0. */
export const csvUnknown = 'NA';

/**
 * One cell. Text that a spreadsheet would run as a formula, because it begins with `=`, `+`, `-`, `@` (or their
 * full-width forms), a tab or a line break, gets an apostrophe in front: spreadsheets then show it as text. The price
 * is that such a name is one character longer here than in `results.json`, which has the exact one. Numbers are never
 * touched, so −1 stays a number.
 */
function cellText(cell: CsvCell): string {
  if (cell === null) return csvUnknown;
  if (typeof cell !== 'string') return String(cell);
  const guarded = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(guarded) || guarded !== guarded.trim() ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A CSV file after RFC 4180: header line, comma, CRLF at the end of each line, quotes doubled; UTF-8 without a mark. */
export function csvText(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}
