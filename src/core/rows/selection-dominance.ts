/** How much of the variance of selection one group of predictors explains. */
export interface SelectionDominanceRow {
  readonly group: 'popularity' | 'maintenance' | 'quality';
  /** Share of variance: mean over all orders of the groups, alone, and added to both others. */
  readonly general: number;
  readonly low: number;
  readonly high: number;
  readonly alone: number;
  readonly last: number;
  /** What it is made of. */
  readonly predictors: readonly string[];
  /** Models that it rests on, and those of them that were selected by at least one other. */
  readonly models: number;
  readonly selected: number;
}
