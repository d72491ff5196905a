import type { Measured, Measurement } from '../core/measurement.js';
import type { FigureOptions } from '../figures/frame.js';
import type { SvgElement } from '../figures/svg-document.js';
import type { Column } from './columns.js';

/** All that the report shows of one figure. A new figure is one of these, in the list. */
export interface ReportedFigure<Row> {
  /** Its number in the paper; null where the paper has no such figure. */
  readonly number: string | null;
  readonly title: string;
  /** What is computed, for a reader who has neither the paper nor the program. */
  readonly rule: string;
  readonly terms: readonly (readonly [string, string])[];
  /** Columns of its table, on the page and in the CSV. */
  readonly columns: readonly Column<Row>[];
  /** What a measurement with rows found, in one sentence without the variant's name. */
  readonly finding: (measurement: Measured<Row>) => string;
  readonly draw: (measurements: readonly Measurement<Row>[], options: FigureOptions) => SvgElement;
}
