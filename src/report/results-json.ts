import { InputError } from '../core/errors.js';
import { listClaimEntries, listRecords } from './claim-entries.js';
import type { Study, StudyResults } from './study-results.js';

/** Layout of `results.json`; goes up when a reader of the one before would misread it. */
export const resultsLayout = 1;

/**
 * Everything a study found, exactly: each measurement with its rows (numerators and denominators), statistics,
 * snapshots, rule and notes; each verdict with all its readings, the history of verdicts, the review. Unknown is null.
 * @throws InputError for a number that is not finite: JSON would silently write it as null, which means unknown.
 */
export function resultsJson(study: Study, results: StudyResults): string {
  const { generatedAt, hubscopeVersion, snapshots, measurements, review } = results;
  const claims = results.verdicts === undefined ? {} : {
    claims: listClaimEntries(results).map(({ verdict, sentence, declared }) => ({ ...verdict, claimed: sentence, standIn: declared?.standIn ?? null })),
    verdictHistory: listRecords(results),
  };
  const content = { layout: resultsLayout, generatedAt, hubscopeVersion, study, snapshots, figures: measurements, ...claims, ...(review === undefined ? {} : { review }) };
  return `${JSON.stringify(content, refuseInfinite, 1)}\n`;
}

function refuseInfinite(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InputError(`report: number cannot be written (${key}); expected a finite number or null, got ${value}`);
  }
  return value;
}
