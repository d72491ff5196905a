import type { ClaimId, Verdict, VerdictWord } from '../core/claim.js';

/** A claim that came to something else than on the snapshot before. */
export interface ClaimChange {
  readonly claim: ClaimId;
  readonly from: VerdictWord;
  readonly to: VerdictWord;
  /** Instants of the two snapshots, ISO 8601 UTC. */
  readonly before: string;
  readonly after: string;
  /** Whether the rule of the claim is another as well: then it may be the rule that changed its mind, and not the registry. */
  readonly ruleChanged: boolean;
}

/** Whether two snapshots show the same world: one registry and kind, both real or both of one simulation. */
function isSameWorld(one: Verdict, other: Verdict): boolean {
  const [a, b] = [one.snapshot, other.snapshot];
  return a !== null && b !== null && a.registry === b.registry && a.kind === b.kind && a.simulated === b.simulated;
}

/** The verdict on the newest snapshot before that of this one; undefined where there is none. */
export function verdictBefore<Known extends Verdict>(verdict: Verdict, known: readonly Known[]): Known | undefined {
  return known
    .filter((one) => one.claim === verdict.claim && isSameWorld(one, verdict) && (one.snapshot?.takenAt ?? '') < (verdict.snapshot?.takenAt ?? ''))
    .sort((a, b) => (a.snapshot?.takenAt ?? '').localeCompare(b.snapshot?.takenAt ?? ''))
    .at(-1);
}

/** Which of these verdicts differ from the verdict on the snapshot before. */
export function claimChanges(verdicts: readonly Verdict[], known: readonly Verdict[]): ClaimChange[] {
  return verdicts.flatMap((verdict) => {
    const before = verdictBefore(verdict, known);
    if (before === undefined || before.verdict === verdict.verdict) return [];
    return [{
      claim: verdict.claim, from: before.verdict, to: verdict.verdict, before: before.snapshot?.takenAt ?? '', after: verdict.snapshot?.takenAt ?? '',
      ruleChanged: before.rule !== verdict.rule,
    }];
  });
}

/** Since when a claim has come to what it comes to now, by its verdicts in order of time: the first of the unbroken run at the end, in one world. */
export function sinceWhen<Known extends Verdict>(history: readonly Known[]): Known | undefined {
  const last = history.at(-1);
  let first = last;
  for (let at = history.length - 2; at >= 0; at -= 1) {
    const one = history[at];
    if (one === undefined || last === undefined || one.verdict !== last.verdict || !isSameWorld(one, last)) break;
    first = one;
  }
  return first;
}
