import type { SnapshotReference } from '../core/measurement.js';
import { csvText, csvUnknown } from './csv.js';
import type { CsvCell } from './csv.js';
import { columnNames, listTables } from './tables.js';
import type { FigureName, StudyMeasurements } from './study-results.js';

/**
 * Columns before those of the figure: which variant and rule made the row, from which snapshots, and whether they are
 * real.
 */
const provenance = ['variant', 'rule', 'snapshots', 'simulated_seed', 'not_measurable'] as const;

/**
 * The data of one figure in one file: all variants under each other, each row with its provenance. A variant that is
 * not measurable has one row, which gives the reason; the cells of its numbers, like all unknown values, are `NA`. In
 * `simulated_seed` and `not_measurable`, `no` stands for real and for measured.
 */
export function figureCsv(figure: FigureName, measurements: StudyMeasurements): string {
  const columns = columnNames(figure);
  const rows = listTables(figure, measurements).flatMap(({ measurement, cells }): readonly (readonly CsvCell[])[] => {
    const seeds = [...new Set(measurement.snapshots.flatMap((snapshot) => (snapshot.simulated === null ? [] : [snapshot.simulated])))];
    const prefix = [measurement.variant, measurement.rule, nameSnapshots(measurement.snapshots), seeds.length === 0 ? 'no' : seeds.join(' ')];
    if (!measurement.measurable) return [[...prefix, measurement.why, ...columns.map(() => csvUnknown)]];
    return cells.map((row) => [...prefix, 'no', ...row]);
  });
  return csvText([...provenance, ...columns], rows);
}

/** Most snapshots that each row names one by one; `results.json` names them all. */
const namedSnapshots = 6;

function nameSnapshots(snapshots: readonly SnapshotReference[]): string {
  const names = snapshots.map((snapshot) => `${snapshot.registry}#${snapshot.key}@${snapshot.takenAt}`);
  if (names.length === 0) return 'none';
  return names.length <= namedSnapshots ? names.join(' ') : `${names[0] ?? ''} to ${names.at(-1) ?? ''} (${names.length} snapshots)`;
}
