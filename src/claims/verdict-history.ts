import { claimIds, type ClaimId, type Verdict, type VerdictWord } from '../core/claim.js';
import type { SnapshotReference } from '../core/measurement.js';
import { recordOf, type VerdictRecord } from '../core/verdict-record.js';

/** A verdict that is not what it was on the snapshot before. */
export interface VerdictChange {
  readonly claim: ClaimId;
  readonly from: VerdictRecord;
  readonly to: VerdictRecord;
  /** Whether the rule is another one too: then the change may come from the rule and not from the data. */
  readonly ruleChanged: boolean;
}

/** How long the present verdict of a claim stands. */
export interface VerdictStreak {
  readonly verdict: VerdictWord;
  /** Time of the first snapshot of the run, ISO 8601 UTC. */
  readonly since: string;
  /** Snapshots in a row with this verdict, and all that could decide the claim. */
  readonly snapshots: number;
  readonly of: number;
}

/**
 * What a snapshot may be compared with: whole lists of one registry and kind with each other, a part of it with the same part only, and
 * nothing real with anything simulated.
 */
function worldOf({ registry, kind, simulated, complete, series }: SnapshotReference): string {
  return [registry, kind, simulated ?? 'real', complete ? 'whole' : series].join(' ');
}

/** A list that cannot decide a claim says nothing about it: it neither changes a verdict nor ends its run. */
function isSaid({ verdict }: VerdictRecord): boolean {
  return verdict !== 'not measurable' && verdict !== 'error';
}

function compareRecords(a: VerdictRecord, b: VerdictRecord): number {
  const byClaim = claimIds.indexOf(a.claim) - claimIds.indexOf(b.claim);
  if (byClaim !== 0) return byClaim;
  if (a.takenAt !== b.takenAt) return a.takenAt < b.takenAt ? -1 : 1;
  const [one, other] = [`${worldOf(a.snapshot)} ${a.snapshot.series}`, `${worldOf(b.snapshot)} ${b.snapshot.series}`];
  return one < other ? -1 : one > other ? 1 : a.snapshot.key - b.snapshot.key;
}

/**
 * The history with the present verdicts in it, in the order of claims and time. A present verdict takes the place of what was kept about
 * the same claim and snapshot; verdicts without a snapshot have no place in time and are left out.
 */
export function mergeHistory(history: readonly VerdictRecord[], verdicts: readonly Verdict[]): readonly VerdictRecord[] {
  const byPlace = new Map<string, VerdictRecord>();
  const present = verdicts.map(recordOf).filter((record) => record !== null);
  for (const record of [...history, ...present]) {
    const { claim, takenAt, snapshot } = record;
    byPlace.set([claim, worldOf(snapshot), snapshot.series, takenAt].join(' '), record);
  }
  return [...byPlace.values()].sort(compareRecords);
}

/** Records of one claim in the world of a snapshot (null: in all), oldest first. */
export function historyOf(history: readonly VerdictRecord[], claim: ClaimId, snapshot: SnapshotReference | null): readonly VerdictRecord[] {
  return history.filter((one) => one.claim === claim && (snapshot === null || worldOf(one.snapshot) === worldOf(snapshot))).sort(compareRecords);
}

/** Every change of a verdict against the snapshot before, in the order of claims and time. */
export function changesOf(history: readonly VerdictRecord[]): readonly VerdictChange[] {
  const ordered = history.filter(isSaid).sort(compareRecords);
  return ordered.flatMap((record) => {
    const last = ordered.findLast((one) => one.claim === record.claim && one.takenAt < record.takenAt && worldOf(one.snapshot) === worldOf(record.snapshot));
    return last === undefined || last.verdict === record.verdict
      ? [] : [{ claim: record.claim, from: last, to: record, ruleChanged: last.rule !== record.rule }];
  });
}

/** What changed with the snapshots that are judged now: the changes that lead to one of these verdicts. */
export function presentChanges(history: readonly VerdictRecord[], verdicts: readonly Verdict[]): readonly VerdictChange[] {
  return changesOf(mergeHistory(history, verdicts)).filter(({ claim, to }) => verdicts.some((verdict) =>
    verdict.claim === claim && verdict.snapshot !== null && verdict.snapshot.takenAt === to.takenAt && worldOf(verdict.snapshot) === worldOf(to.snapshot)));
}

/** Since when the last verdict of a claim's records stands without a break; null without records. */
export function streakOf(records: readonly VerdictRecord[]): VerdictStreak | null {
  const said = records.filter(isSaid);
  const ordered = (said.length > 0 ? [...said] : [...records]).sort(compareRecords);
  const last = ordered.at(-1);
  if (last === undefined) return null;
  const other = ordered.findLastIndex((record) => record.verdict !== last.verdict);
  const run = ordered.slice(other + 1);
  return { verdict: last.verdict, since: run[0]?.takenAt ?? last.takenAt, snapshots: run.length, of: ordered.length };
}
