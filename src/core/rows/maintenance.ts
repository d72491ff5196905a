/** One line about maintenance: how many commits are of a kind, or how the well-maintained models compare with the others. */
export interface MaintenanceRow {
  readonly part: 'commits' | 'comparison';
  /** A kind of commit (perfective, corrective, adaptive, unclassified, automatic, initial); or what is compared: downloads, size, documentation. */
  readonly name: string;
  /** Commits of the kind, of all commits; of a comparison null. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly share: number | null;
  /** Cliff's delta of the well-maintained over the others, −1 to 1; null for commits, and where it cannot be computed. */
  readonly delta: number | null;
  /** 95 % interval of delta; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Models with a value in each group; null for commits. */
  readonly wellMaintained: number | null;
  readonly others: number | null;
}
