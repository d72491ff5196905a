import type { DescendantsRow, DocumentationRow, Measurement, PreservationRow, TurnoverRow } from '../core/measurement.js';
import { formatCount, formatNumber, formatShare, unknownWord } from '../figures/format-number.js';
import type { CsvCell } from './csv.js';
import type { FigureName, StudyMeasurements } from './study-results.js';

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

function word<Row>(name: string, title: string, cell: (row: Row) => string): Column<Row> {
  return { name, title, cell, text: cell, numeric: false };
}

function count<Row>(name: string, title: string, cell: (row: Row) => number | null): Column<Row> {
  return { name, title, cell, text: (row) => formatCount(cell(row)), numeric: true };
}

function number<Row>(name: string, title: string, cell: (row: Row) => number | null): Column<Row> {
  return { name, title, cell, text: (row) => formatNumber(cell(row)), numeric: true };
}

/** A share prints as a percentage; `of` says of what, so that no percentage stands alone. */
function share<Row>(name: string, title: string, cell: (row: Row) => number | null, of?: (row: Row) => string): Column<Row> {
  return {
    name, title, cell, numeric: true,
    text: (row) => (of === undefined || cell(row) === null ? formatShare(cell(row)) : `${formatShare(cell(row))} (${of(row)})`),
  };
}

const preservation: readonly Column<PreservationRow>[] = [
  word('library', 'Library', (row) => row.library),
  share('share', 'Preserved', (row) => row.share, (row) => `${formatCount(row.numerator)} of ${formatCount(row.denominator)}`),
  {
    name: 'low', title: '95\u00a0% interval', cell: (row) => row.low, numeric: true,
    text: (row) => (row.low === null || row.high === null ? formatShare(null) : `${formatShare(row.low)} to ${formatShare(row.high)}`),
  },
  { ...share<PreservationRow>('high', '', (row) => row.high), onPage: false },
  { ...count<PreservationRow>('numerator', '', (row) => row.numerator), onPage: false },
  { ...count<PreservationRow>('denominator', '', (row) => row.denominator), onPage: false },
  count('bases', 'Bases', (row) => row.bases),
  count('users', 'Models that use it', (row) => row.users),
];

/**
 * The first snapshot has none before it to be compared with; that is why these are absent there, and the page says
 * so.
 */
function afterFirst(column: Column<TurnoverRow>): Column<TurnoverRow> {
  return { ...column, text: (row) => (row.months === null ? 'first snapshot' : column.text(row)) };
}

const turnover: readonly Column<TurnoverRow>[] = [
  word('registry', 'Registry', (row) => row.registry),
  { name: 'taken_at', title: 'Taken on', cell: (row) => row.takenAt, text: (row) => row.takenAt.slice(0, 10), numeric: false },
  count('snapshot_key', 'Snapshot', (row) => row.snapshotKey),
  count('size', 'Top', (row) => row.size),
  { ...count<TurnoverRow>('remained', '', (row) => row.remained), onPage: false },
  count('returning', 'Returning', (row) => row.returning),
  count('newcomers', 'Newcomers', (row) => row.newcomers),
  count('left', 'Left', (row) => row.left),
  count('union', 'Ever in the top', (row) => row.union),
  afterFirst({ ...number<TurnoverRow>('months', 'Months since', (row) => row.months), text: (row) => row.months?.toFixed(1) ?? unknownWord }),
  afterFirst(share('share_remained', 'Remained', (row) => row.shareRemained, (row) => `${formatCount(row.remained)} of ${formatCount(row.remained + row.left)}`)),
  afterFirst(share('monthly_turnover', 'Leave in a month', (row) => row.monthlyTurnover)),
  afterFirst(number('jaccard', 'Jaccard', (row) => row.jaccard)),
  count('cut', 'Popularity at the cut', (row) => row.cut),
  count('tied_outside', 'Tied outside', (row) => row.tiedOutside),
  count('population', 'Population', (row) => row.population),
];

const descendants: readonly Column<DescendantsRow>[] = [
  word('base', 'Base model', (row) => row.base),
  count('descendants', 'Direct descendants', (row) => row.descendants),
  count('downloads', 'Own downloads', (row) => row.downloads),
  count('children_downloads', 'Downloads of the descendants', (row) => row.childrenDownloads),
];

const documentation: readonly Column<DocumentationRow>[] = [
  word('popularity', 'Popularity', (row) => row.popularity),
  word('group', 'Group', (row) => row.group),
  word('name', 'Model', (row) => row.name),
  count('value', 'Its value', (row) => row.value),
  {
    name: 'sections', title: 'Sections of the card', cell: (row) => row.sections, numeric: true,
    text: (row) => (row.sections === null ? unknownWord : `${formatCount(row.sections)} of 5`),
  },
  {
    name: 'attributes', title: 'Attributes', cell: (row) => row.attributes, numeric: true,
    text: (row) => `${formatCount(row.attributes)} of ${formatCount(row.attributesPossible)}`,
  },
  { ...count<DocumentationRow>('attributes_possible', '', (row) => row.attributesPossible), onPage: false },
  number('quality', 'Quality', (row) => row.quality),
];

/** The table of one measurement, already as text: for the page. */
export interface PageTable {
  readonly header: readonly { readonly title: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** The columns of the figure's measurements with the rows, for whichever figure it is. */
export interface FigureTable {
  readonly measurement: Measurement<unknown>;
  readonly header: readonly string[];
  /** All rows, for the CSV; empty when not measurable. */
  readonly cells: readonly (readonly CsvCell[])[];
  /** The first `limit` rows, for the page. */
  readonly page: (limit: number) => PageTable;
}

function tablesOf<Row>(measurements: readonly Measurement<Row>[], columns: readonly Column<Row>[]): readonly FigureTable[] {
  const shown = columns.filter((column) => column.onPage !== false);
  return measurements.map((measurement) => {
    const rows = measurement.measurable ? measurement.rows : [];
    return {
      measurement,
      header: columns.map((column) => column.name),
      cells: rows.map((row) => columns.map((column) => column.cell(row))),
      page: (limit) => ({
        header: shown.map(({ title, numeric }) => ({ title, numeric })),
        rows: rows.slice(0, limit).map((row) => shown.map((column) => column.text(row))),
      }),
    };
  });
}

/** The tables of a figure, one per measurement. */
export function listTables(figure: FigureName, measurements: StudyMeasurements): readonly FigureTable[] {
  switch (figure) {
    case 'figure-5':
      return tablesOf(measurements[figure], preservation);
    case 'figure-6':
      return tablesOf(measurements[figure], turnover);
    case 'figure-7':
      return tablesOf(measurements[figure], descendants);
    case 'figure-8':
      return tablesOf(measurements[figure], documentation);
  }
}

/** Column names of a figure's CSV beyond provenance; also known when nothing was measured. */
export function columnNames(figure: FigureName): readonly string[] {
  const columns = { 'figure-5': preservation, 'figure-6': turnover, 'figure-7': descendants, 'figure-8': documentation }[figure];
  return columns.map((column) => column.name);
}
