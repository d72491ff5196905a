/**
 * One number of the comparison of registries at equal intervals. `turnover`: of the packages in the top at `from`, those still there at
 * `to`. `concentration`: of the downloads of the top at `to`, those of its first hundredth. `survival`: of the packages that had been in the top
 * for `age` steps at `from`, those that were gone at `to`.
 * `cohort`: of the packages of the top at `from` that were still there after `age` steps, those that were gone at `to`, one step later; with these of several
 * registries, begun at nearly the same time, a log-rank test can be made.
 */
export interface RegistryComparisonRow {
  readonly registry: string;
  readonly series: string;
  readonly measure: 'turnover' | 'concentration' | 'survival' | 'cohort';
  /** The interval asked for, in months of 30.4375 days. */
  readonly step: number;
  /** ISO 8601 UTC; null of a concentration, which is of one instant. */
  readonly from: string | null;
  readonly to: string | null;
  /** The interval that the two snapshots have. */
  readonly months: number | null;
  /** Steps for which the packages had been in the top; 0: they came with the snapshot at `from`. null for measures without age. */
  readonly age: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of a turnover: share of the top that leaves in a month, if leaving were steady. */
  readonly monthly: number | null;
  /** Why there is no number; null where there is one. */
  readonly why: string | null;
}
