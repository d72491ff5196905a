import { claims } from '../claims/index.js';
import { historyOf, mergeHistory, presentChanges, type VerdictChange } from '../claims/verdict-history.js';
import { claimIds, type Verdict } from '../core/claim.js';
import { findReviewedClaim, type ReviewedClaim } from '../core/review.js';
import type { VerdictRecord } from '../core/verdict-record.js';
import type { ClaimDeclaration, StudyResults } from './study-results.js';

/** A verdict with all that is known of its claim. */
export interface ClaimEntry {
  readonly verdict: Verdict;
  /** Null for a claim that the program does not declare. */
  readonly declared: ClaimDeclaration | null;
  /** Null where the study shows no review, or the review lacks the claim. */
  readonly reviewed: ReviewedClaim | null;
  /** Its verdicts on the same list of snapshots, oldest first, this one included. */
  readonly records: readonly VerdictRecord[];
  /** The claim in words, from its declaration or else the review. */
  readonly sentence: string;
  /** Name of its section and of its files: `claim-t1`. */
  readonly anchor: string;
}

/** Name of the section and the files of a claim: `claim-t1`. */
export function claimAnchor(id: string): string {
  return `claim-${id.toLowerCase()}`;
}

/** The verdicts of a study with what is known of their claims, in the order of the review. */
export function listClaimEntries({ verdicts = [], verdictHistory = [], claims: declarations = claims, review }: StudyResults): readonly ClaimEntry[] {
  const history = mergeHistory(verdictHistory, verdicts);
  return [...verdicts].sort((a, b) => claimIds.indexOf(a.claim) - claimIds.indexOf(b.claim)).map((verdict) => {
    const declared = declarations.find((one) => one.id === verdict.claim) ?? null;
    const reviewed = review === undefined ? null : (findReviewedClaim(review, verdict.claim) ?? null);
    return {
      verdict, declared, reviewed,
      records: historyOf(history, verdict.claim, verdict.snapshot),
      sentence: declared?.sentence ?? reviewed?.statement ?? `Claim ${verdict.claim}`,
      anchor: claimAnchor(verdict.claim),
    };
  });
}

/** All verdicts of a study, kept and present, each once. */
export function listRecords({ verdicts = [], verdictHistory = [] }: StudyResults): readonly VerdictRecord[] {
  return mergeHistory(verdictHistory, verdicts);
}

/** Verdicts of a study that are not what they were on the snapshot before. */
export function listChanges({ verdicts = [], verdictHistory = [] }: StudyResults): readonly VerdictChange[] {
  return presentChanges(verdictHistory, verdicts);
}
