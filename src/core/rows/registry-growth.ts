/** New packages of one period, as counted and as the curves of growth give them. */
export interface GrowthRow {
  /** First day of the period, ISO 8601. */
  readonly from: string;
  /** Length of the period in months. */
  readonly months: number;
  /** Packages of the snapshot that were created in the period. */
  readonly created: number;
  readonly exponential: number;
  readonly linear: number;
  readonly power: number;
  readonly logistic: number;
}
