/** A line of the benchmark's table. */
export interface BenchLine {
  readonly figure: string;
  readonly value: string;
  /** To the peer that is measured in the same run. */
  readonly ratio: string;
  readonly limit: string;
  readonly kept: boolean;
}
