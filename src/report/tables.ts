import type { Measurement } from '../core/measurement.js';
import type { Column } from './columns.js';
import type { CsvCell } from './csv.js';
import { reportedFigures } from './reported/index.js';
import type { FigureName, StudyMeasurements } from './study-results.js';

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
export function listTables<Name extends FigureName>(figure: Name, measurements: StudyMeasurements): readonly FigureTable[] {
  return tablesOf(measurements[figure], reportedFigures[figure].columns);
}

/** Column names of a figure's CSV beyond provenance; also known when nothing was measured. */
export function columnNames(figure: FigureName): readonly string[] {
  return reportedFigures[figure].columns.map((column) => column.name);
}
