import { InputError } from '../core/errors.js';
import type { Study, StudyResults } from './study-results.js';

/** Layout of `results.json`; goes up when a reader of the one before would misread it. */
export const resultsLayout = 1;

/**
 * Everything a study found, exactly: each measurement with its rows (numerators and denominators), statistics,
 * snapshots, rule and notes. Unknown is null.
 * @throws InputError for a number that is not finite: JSON would silently write it as null, which means unknown.
 */
export function resultsJson(study: Study, results: StudyResults): string {
  const { generatedAt, hubscopeVersion, snapshots, measurements } = results;
  const content = { layout: resultsLayout, generatedAt, hubscopeVersion, study, snapshots, figures: measurements };
  return `${JSON.stringify(content, refuseInfinite, 1)}\n`;
}

function refuseInfinite(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InputError(`report: number cannot be written (${key}); expected a finite number or null, got ${value}`);
  }
  return value;
}
