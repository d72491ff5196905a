/** What became of a package that left the top. `not told`: it is not in the next list, which shows only a part of the registry. */
export type ExitFate = 'fell in rank' | 'renamed' | 'said to be removed' | 'no longer listed' | 'not told';

/** By what a package of the new top may be called the successor of one that left, strongest first. */
export type SuccessorEvidence = 'child' | 'sibling' | 'parent' | 'task';

/** One package that was in the top of a snapshot and is not in that of the next. */
export interface TopExitsRow {
  readonly registry: string;
  readonly package: string;
  /** Instants of the last snapshot with it in the top and of the next, ISO 8601 UTC. */
  readonly lastSeen: string;
  readonly missingAt: string;
  readonly months: number;
  /** Place in its last top, 1 is first. */
  readonly rankBefore: number;
  readonly fate: ExitFate;
  /** Place in the next snapshot; null where it is not listed there or states no popularity. */
  readonly rankAfter: number | null;
  /** The best-ranked candidate of the strongest evidence; null where there is none, or where nothing could be looked at. */
  readonly successor: string | null;
  readonly evidence: SuccessorEvidence | null;
  /** Newcomers of the next top with each evidence; null where the snapshots do not state the fields. */
  readonly children: number | null;
  readonly siblings: number | null;
  readonly parents: number | null;
  readonly sameTask: number | null;
}
