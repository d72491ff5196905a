import { cutTo, visible, widthOf } from './terminal-text.js';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Takes what is left of the width, and is cut first; others keep their width as long as possible. */
  readonly flexible?: boolean;
}

const gap = '  ';
const narrowest = 8;

/**
 * A table as lines of text, cells made safe to show. Where it is wider than `width` the flexible columns are cut,
 * then the widest; undefined leaves it as wide as it is.
 */
export function renderTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[], width: number | undefined, bold: (text: string) => string = (text) => text): string {
  const cells = rows.map((row) => row.map(visible));
  const widths = columns.map((column, index) => Math.max(widthOf(column.title), ...cells.map((row) => widthOf(row[index] ?? ''))));
  if (width !== undefined) shrink(columns, widths, width);
  function line(row: readonly string[], style: (text: string) => string = (text) => text): string {
    const parts = row.map((cell, index) => {
      const room = widths[index] ?? 0;
      const cut = cutTo(cell, room);
      const pad = ' '.repeat(Math.max(0, room - widthOf(cut)));
      if (columns[index]?.align === 'right') return pad + style(cut);
      return index === row.length - 1 ? style(cut) : style(cut) + pad;
    });
    return parts.join(gap).trimEnd();
  }
  return [line(columns.map((column) => column.title), bold), ...cells.map((row) => line(row))].join('\n');
}

function shrink(columns: readonly TableColumn[], widths: number[], width: number): void {
  function total(): number {
    return widths.reduce((sum, one) => sum + one, 0) + gap.length * (widths.length - 1);
  }
  for (const pass of ['flexible', 'all'] as const) {
    while (total() > width) {
      const [widest] = widths
        .map((one, index) => ({ one, index }))
        .filter(({ one, index }) => one > narrowest && (pass === 'all' || columns[index]?.flexible === true))
        .sort((left, right) => right.one - left.one);
      if (widest === undefined) break;
      widths[widest.index] = Math.max(narrowest, widest.one - (total() - width), widest.one - 20);
    }
  }
}

/** Name and value in two columns, one pair per line. */
export function renderPairs(pairs: readonly (readonly [string, string])[], width: number | undefined): string {
  const room = Math.max(...pairs.map(([name]) => widthOf(name)));
  return pairs
    .map(([name, value]) => {
      const line = `${name}${' '.repeat(room - widthOf(name))}${gap}${visible(value)}`;
      return (width === undefined ? line : cutTo(line, width)).trimEnd();
    })
    .join('\n');
}
