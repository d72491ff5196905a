import { normalQuantile } from '../../stats/distributions.js';

/** Normal scores (Blom 1958): the quantile of (rank − 3/8)/(n + 1/4), so that no value is further out than its rank; ties in their order. */
export function normalScores(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  const scores: number[] = new Array<number>(values.length).fill(0);
  for (const [rank, at] of order.entries()) scores[at] = normalQuantile((rank + 0.625) / (values.length + 0.25));
  return scores;
}
