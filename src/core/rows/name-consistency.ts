/** What the names of models say of one aspect beside what their records say of it. */
export interface NameConsistencyRow {
  /** One of the aspects of names, or `any` for all of them together. */
  readonly aspect: string;
  /** Models of which name and record both speak of it: agreement + contradiction + undecided. */
  readonly comparable: number;
  readonly agreement: number;
  /** Name and record exclude each other; of `any`: in at least one aspect. */
  readonly contradiction: number;
  /** Both speak, and it cannot be said whether they agree; of `any`: there is no contradiction, and no aspect agrees. */
  readonly undecided: number;
  /** Models whose name speaks of it and whose record has the field, empty. */
  readonly recordSilent: number;
  /** Models whose name speaks of it and whose record has no such field in this snapshot. */
  readonly notKnown: number;
  /** Models whose name does not speak of it. */
  readonly nameSilent: number;
  /** contradiction / comparable; null when comparable is 0. */
  readonly share: number | null;
  /** 95 % Wilson interval of the share at the number of models that the clusters of owners leave. */
  readonly low: number | null;
  readonly high: number | null;
  /** Owners among the comparable models. */
  readonly owners: number;
}
