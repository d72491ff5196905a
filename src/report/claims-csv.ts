import { csvText } from './csv.js';
import type { CsvCell } from './csv.js';
import { listClaimEntries, type ClaimEntry } from './claim-entries.js';
import type { StudyResults } from './study-results.js';

const columns: readonly (readonly [string, (entry: ClaimEntry) => CsvCell])[] = [
  ['claim', ({ verdict }) => verdict.claim],
  ['sentence', ({ sentence }) => sentence],
  ['verdict', ({ verdict }) => verdict.verdict],
  ['why', ({ verdict }) => verdict.why],
  ['missing', ({ verdict }) => (verdict.missing.length === 0 ? null : verdict.missing.join(' '))],
  ['effect', ({ verdict }) => verdict.effect?.effect ?? null],
  ['scale', ({ verdict }) => verdict.effect?.scale ?? null],
  ['estimate', ({ verdict }) => verdict.effect?.estimate ?? null],
  ['low', ({ verdict }) => verdict.effect?.low ?? null],
  ['high', ({ verdict }) => verdict.effect?.high ?? null],
  ['level', ({ verdict }) => verdict.effect?.level ?? null],
  ['claimed', ({ verdict }) => verdict.effect?.claimed ?? null],
  ['threshold', ({ verdict }) => verdict.effect?.threshold ?? null],
  ['n', ({ verdict }) => verdict.effect?.n ?? null],
  ['unit', ({ verdict }) => verdict.effect?.unit ?? null],
  ['p', ({ verdict }) => verdict.effect?.p ?? null],
  ['p_holm', ({ verdict }) => verdict.pHolm],
  ['family', ({ verdict }) => verdict.family],
  ['readings', ({ verdict }) => verdict.sensitivity.filter((reading) => 'tests' in reading).length],
  ['flipped_by', ({ verdict }) => verdict.sensitivity.flatMap((reading) => ('tests' in reading && reading.flips ? [reading.choice] : [])).join('; ') || null],
  ['snapshot', ({ verdict }) => (verdict.snapshot === null ? null : `${verdict.snapshot.registry}#${verdict.snapshot.key}`)],
  ['taken_at', ({ verdict }) => verdict.snapshot?.takenAt ?? null],
  ['simulated_seed', ({ verdict }) => verdict.snapshot?.simulated ?? 'no'],
  ['rule', ({ verdict }) => verdict.rule],
  ['measured_by', ({ verdict }) => verdict.effect?.rule ?? null],
];

/**
 * The verdicts of a study, one row per claim with the effect that decides; unknown is `NA`. The other readings are in `results.json`.
 */
export function claimsCsv(results: StudyResults): string {
  return csvText(columns.map(([name]) => name), listClaimEntries(results).map((entry) => columns.map(([, cell]) => cell(entry))));
}
