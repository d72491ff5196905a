import type { DocumentationRow, Measured, Measurement, Statistic } from '../core/measurement.js';
import { formatDay, formatVariant } from './format-number.js';

/** Measurements of the same models, which differ in their statistics only. */
export interface DocumentationSet {
  /** Behind the titles of its panels: the day where there are several snapshots, and what is left out. */
  readonly suffix: string;
  /** Whether no model was left out because of its card. */
  readonly whole: boolean;
  readonly rows: readonly DocumentationRow[];
  readonly statistics: readonly Statistic[];
}

/** A measurement that gave nothing to draw; those with the same reason are one. */
export interface AbsentDocumentation {
  readonly measurement: Measurement<DocumentationRow>;
  readonly title: string;
}

const leftOut: Readonly<Record<string, string>> = {
  'left out of the groups': ', generated cards left out',
  'left out of the population': ', generated cards left out before the groups were formed',
};

function keyOf(measurement: Measured<DocumentationRow>): string {
  return JSON.stringify([measurement.snapshots.map((one) => [one.registry, one.key]), measurement.parameters]);
}

function dayOf(measurement: Measurement<DocumentationRow>, several: boolean): string {
  const days = [...new Set(measurement.snapshots.map((one) => formatDay(one.takenAt)))];
  return several && days.length > 0 ? `, ${days.join(', ')}` : '';
}

/** Puts measurements of the same groups together, in the order of their first; and those without anything to draw by their reason. */
export function groupDocumentation(measurements: readonly Measurement<DocumentationRow>[]): { readonly sets: readonly DocumentationSet[]; readonly absent: readonly AbsentDocumentation[] } {
  const several = new Set(measurements.map((one) => one.snapshots.map((snapshot) => `${snapshot.registry} ${snapshot.key}`).join())).size > 1;
  const sets = new Map<string, DocumentationSet>();
  const absent = new Map<string, AbsentDocumentation>();
  for (const measurement of measurements) {
    if (!measurement.measurable || measurement.rows.length === 0) {
      const day = dayOf(measurement, several);
      const why = `${day} ${measurement.measurable ? measurement.variant : measurement.why}`;
      const before = absent.get(why);
      const title = formatVariant(measurement.variant);
      absent.set(why, { measurement, title: before === undefined ? `${title}${day}` : `${before.title}; ${title.toLowerCase()}${day}` });
      continue;
    }
    const generated = String(measurement.parameters['generatedCards'] ?? 'kept');
    const key = keyOf(measurement);
    const before = sets.get(key);
    sets.set(key, {
      suffix: `${dayOf(measurement, several)}${leftOut[generated] ?? ''}`,
      whole: leftOut[generated] === undefined,
      rows: measurement.rows,
      // The same statistic of a second variant is the same number: the first is kept.
      statistics: [...(before?.statistics ?? []), ...measurement.statistics],
    });
  }
  return { sets: [...sets.values()], absent: [...absent.values()] };
}
