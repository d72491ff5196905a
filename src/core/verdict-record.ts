import type { ClaimId, Verdict, VerdictWord } from './claim.js';
import type { SnapshotReference } from './measurement.js';

/** What a claim came to on one snapshot, as it is kept: the history of a claim is a list of these. */
export interface VerdictRecord {
  readonly claim: ClaimId;
  /** Time of the snapshot that was judged, ISO 8601 UTC; not the time of the judgement. */
  readonly takenAt: string;
  readonly snapshot: SnapshotReference;
  readonly verdict: VerdictWord;
  /** `<slug>@<version>` of the claim. */
  readonly rule: string;
  /** The effect that decides, its scale and its threshold; null where nothing was estimated. */
  readonly effect: string | null;
  readonly scale: string | null;
  readonly threshold: number | null;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A verdict as a line of its history; null for one that judged no snapshot. */
export function recordOf({ claim, snapshot, verdict, rule, effect }: Verdict): VerdictRecord | null {
  if (snapshot === null) return null;
  const { takenAt } = snapshot;
  return {
    claim, takenAt, snapshot, verdict, rule,
    effect: effect?.effect ?? null, scale: effect?.scale ?? null, threshold: effect?.threshold ?? null,
    estimate: effect?.estimate ?? null, low: effect?.low ?? null, high: effect?.high ?? null,
  };
}
