/** One step of the curve of time in the top: where the estimate puts exits, and how many are still in the top afterwards. */
export interface TopSurvivalRow {
  readonly registry: string;
  /** Months of 30.4375 days since the package came into the top. The exits of this step lie after the one and by the other; nobody can say where within. */
  readonly afterMonths: number;
  /** null: later than the snapshots reach. */
  readonly byMonths: number | null;
  /** Share of all spells that end within the step. */
  readonly mass: number;
  /** Share of spells that last longer than the step; of an open last step 0 is no finding, it is null. */
  readonly survival: number | null;
  /** Stability interval over packages, or the pointwise interval of Kaplan–Meier; null where it has none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Spells under watch just before and exits at that time; null for interval-censored times, where neither has one instant. */
  readonly atRisk: number | null;
  readonly exits: number | null;
}
