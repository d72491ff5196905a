import { streakOf, type VerdictChange } from '../claims/verdict-history.js';
import type { AbsentReading, Claim, EffectTest, JudgedReading, Verdict } from '../core/claim.js';
import { formatDecimals } from '../core/number-words.js';
import type { VerdictRecord } from '../core/verdict-record.js';
import { formatCount, formatInstant } from './format.js';
import { renderTable } from './table.js';
import { visible } from './terminal-text.js';

/** The parts of a context that texts need. */
export interface TextFrame {
  readonly width: number | undefined;
  readonly bold: (text: string) => string;
}

/** Each claim in one line: what it came to, the effect that decides, and on what. */
export function verdictTable(verdicts: readonly Verdict[], frame: TextFrame): string {
  const columns = [
    { title: 'claim' }, { title: 'verdict' }, { title: 'effect', flexible: true }, { title: 'estimate and interval' }, { title: 'claimed' },
    { title: 'n', align: 'right' }, { title: 'p (Holm)', align: 'right' }, { title: 'snapshot' },
  ] as const;
  return renderTable(columns, verdicts.map(({ claim, verdict, effect, pHolm, snapshot, why, missing }) => [
    claim, verdict, effect?.effect ?? lackOf(missing, why),
    effect === null ? '' : intervalText(effect), effect === null ? '' : `${effect.claimed} ${numberText(effect.threshold)}`,
    effect === null ? '' : formatCount(effect.n), pText(pHolm), snapshotText(snapshot),
  ]), frame.width, frame.bold);
}

function lackOf(missing: readonly string[], why: string | null): string {
  return missing.length > 0 ? `not stated: ${missing.join(', ')}` : (why ?? '');
}

/** All that is known of one claim and its verdict. */
export function verdictDetail(claim: Claim, verdict: Verdict, frame: TextFrame): string {
  const readings = verdict.main === null ? [] : [{ ...verdict.main, choice: `main: ${verdict.main.choice}` }, ...verdict.sensitivity];
  return [
    `${frame.bold(`${claim.id}  ${visible(claim.sentence)}`)}`,
    `  ${frame.bold(verdict.verdict)} on ${snapshotText(verdict.snapshot)}, rule ${visible(verdict.rule)}`,
    `  ${visible(verdict.sentence)}`,
    ...(claim.standIn === null ? [] : [`  Stand-in: ${visible(claim.standIn)}`]),
    `  Holds if: ${visible(claim.threshold)}`,
    `  Against it: ${visible(claim.against)}`,
    ...(readings.length === 0 ? [] : ['', readingTable(readings, frame), '']),
    ...verdict.notes.map((note) => `  Note: ${visible(note)}`),
    ...claim.threats.map((threat) => `  Threat: ${visible(threat)}`),
    ...(verdict.snapshots.length > 1 ? [`  Measured on: ${verdict.snapshots.map(snapshotText).join('; ')}`] : []),
  ].join('\n');
}

function readingTable(readings: readonly (JudgedReading | AbsentReading)[], frame: TextFrame): string {
  const columns = [{ title: 'reading', flexible: true }, { title: 'effect', flexible: true }, { title: 'estimate and interval' }, { title: 'n', align: 'right' }, { title: 'alone' }] as const;
  const rows = readings.flatMap((reading) => ('tests' in reading
    ? reading.tests.map((test, index) => [
      index === 0 ? reading.choice : '', test.effect, intervalText(test), formatCount(test.n), index === 0 ? `${reading.verdict}${reading.flips ? ', flips' : ''}` : '',
    ])
    : [[reading.choice, `not measurable: ${reading.why}`, '', '', '']]));
  return renderTable(columns, rows, frame.width, frame.bold);
}

/** Verdicts of each claim through time, and since when the last one stands. */
export function historyText(history: readonly VerdictRecord[], frame: TextFrame): string {
  const ids = [...new Set(history.map((one) => one.claim))];
  const rows = ids.flatMap((id) => {
    const own = history.filter((one) => one.claim === id);
    const streak = streakOf(own);
    return own.map((one, index) => [
      index === 0 ? id : '', snapshotText(one.snapshot), one.verdict, recordText(one),
      index === own.length - 1 && streak !== null ? `since ${formatInstant(streak.since)}, ${streak.snapshots} of ${streak.of} snapshots` : '',
    ]);
  });
  return renderTable([{ title: 'claim' }, { title: 'snapshot', flexible: true }, { title: 'verdict' }, { title: 'estimate and interval' }, { title: 'so' }], rows, frame.width, frame.bold);
}

function recordText({ estimate, low, high }: VerdictRecord): string {
  return estimate === null || low === null || high === null ? '' : intervalText({ estimate, low, high });
}

/** One line for each claim that came to something else than before. */
export function changeLines(changes: readonly VerdictChange[]): string[] {
  return changes.map(({ claim, from, to, ruleChanged }) =>
    `${claim}: ${from.verdict} on ${formatInstant(from.takenAt)}, ${to.verdict} on ${formatInstant(to.takenAt)}${ruleChanged ? ' (by another rule)' : ''}`);
}

function snapshotText(snapshot: Verdict['snapshot']): string {
  if (snapshot === null) return 'none';
  return visible(`${snapshot.key} ${snapshot.series}, ${formatInstant(snapshot.takenAt)}${snapshot.complete ? '' : ', not whole'}${snapshot.simulated === null ? '' : `, SIMULATED with seed ${snapshot.simulated}`}`);
}

function intervalText({ estimate, low, high }: Pick<EffectTest, 'estimate' | 'low' | 'high'>): string {
  return `${numberText(estimate)} [${numberText(low)}, ${numberText(high)}]`;
}

function numberText(value: number): string {
  return formatDecimals(value, Math.abs(value) < 100 ? 3 : 0);
}

function pText(p: number | null): string {
  return p === null ? '' : p < 0.001 ? '< 0.001' : p.toFixed(3);
}
