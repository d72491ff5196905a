import { formatCount, formatNumber, formatShare } from '../figures/format-number.js';
import type { CsvCell } from './csv.js';

/** One column of a figure's table: its machine name and value for the CSV, its words and text for the page. */
export interface Column<Row> {
  readonly name: string;
  readonly title: string;
  readonly cell: (row: Row) => CsvCell;
  readonly text: (row: Row) => string;
  readonly numeric: boolean;
  /** False for columns that are only in the CSV, because another column of the page has the number already. */
  readonly onPage?: boolean;
}

/** Words as they are. */
export function word<Row>(name: string, title: string, cell: (row: Row) => string): Column<Row> {
  return { name, title, cell, text: cell, numeric: false };
}

/** A count; null is unknown. */
export function count<Row>(name: string, title: string, cell: (row: Row) => number | null): Column<Row> {
  return { name, title, cell, text: (row) => formatCount(cell(row)), numeric: true };
}

/** A number of any size. */
export function number<Row>(name: string, title: string, cell: (row: Row) => number | null): Column<Row> {
  return { name, title, cell, text: (row) => formatNumber(cell(row)), numeric: true };
}

/** A share in [0, 1], which prints as a percentage; `of` says of what, so that no percentage stands alone. */
export function share<Row>(name: string, title: string, cell: (row: Row) => number | null, of?: (row: Row) => string): Column<Row> {
  return {
    name, title, cell, numeric: true,
    text: (row) => (of === undefined || cell(row) === null ? formatShare(cell(row)) : `${formatShare(cell(row))} (${of(row)})`),
  };
}
