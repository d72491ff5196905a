/** What of one snapshot a later one still lists. */
export interface SurvivalRow {
  /** Instant of the snapshot whose packages are followed, and of the one in which they are looked for, ISO 8601 UTC. */
  readonly cohortAt: string;
  readonly seenAt: string;
  readonly cohortKey: number;
  readonly seenKey: number;
  /** Months of 30.4375 days between them. */
  readonly months: number;
  /** Packages of the later snapshot. */
  readonly listedLater: number;
  /** Packages of the cohort that are still listed; all packages of the cohort. */
  readonly numerator: number;
  readonly denominator: number;
  /** numerator / denominator; null for an empty cohort. */
  readonly share: number | null;
  /** 95 % Wilson interval of the share. */
  readonly low: number | null;
  readonly high: number | null;
  /** Share of the cohort that leaves in a month, if leaving were steady: 1 − share^(1/months). */
  readonly monthlyLoss: number | null;
}
