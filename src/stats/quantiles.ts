import { UsageError } from '../core/errors.js';
import { computed } from './outcome.js';
import type { Outcome } from './outcome.js';
import { readSample } from './sample.js';
import type { Values } from './sample.js';

export interface BoxPlot {
  readonly n: number;
  /** Least value not below lowerQuartile − 1.5 IQR. */
  readonly lowerWhisker: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  /** Largest value not above upperQuartile + 1.5 IQR. */
  readonly upperWhisker: number;
  /** Values beyond the whiskers, ascending, each as often as it occurs. */
  readonly outliers: Float64Array;
}

/** Type 7 quantile of values already in ascending order (at least one), 0 ≤ p ≤ 1. */
export function quantileOfSorted(ascending: Float64Array, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new UsageError(`stats: probability (quantile); expected 0 to 1, got ${p}`);
  const position = p * (ascending.length - 1);
  const below = Math.floor(position);
  const low = ascending[below]!;
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!;
  // As a weighted mean: the difference of two huge values of opposite sign would overflow.
  return low === high ? low : low * (1 - (position - below)) + high * (position - below);
}

/**
 * Quantiles by linear interpolation between order statistics (Hyndman & Fan's type 7, the default of R and NumPy),
 * sorting once.
 */
export function quantiles(values: Values, ps: readonly number[]): Outcome<number[]> {
  const sample = readSample(values, 'sample');
  if (!sample.computable) return sample;
  const ascending = sample.value.slice().sort();
  return computed(ps.map((p) => quantileOfSorted(ascending, p)));
}

/** One quantile, type 7, 0 ≤ p ≤ 1 (p = 0.5: the median). */
export function quantile(values: Values, p: number): Outcome<number> {
  const all = quantiles(values, [p]);
  return all.computable ? computed(all.value[0]!) : all;
}

/**
 * The numbers of a Tukey box plot with type 7 quartiles and whiskers to the last value within 1.5 interquartile ranges
 * (as Matplotlib and ggplot2 draw it; R's `boxplot` takes hinges instead of quartiles, which differ for small n).
 */
export function boxPlot(values: Values): Outcome<BoxPlot> {
  const sample = readSample(values, 'sample');
  if (!sample.computable) return sample;
  const ascending = sample.value.slice().sort();
  const n = ascending.length;
  const lowerQuartile = quantileOfSorted(ascending, 0.25);
  const upperQuartile = quantileOfSorted(ascending, 0.75);
  const reach = 1.5 * (upperQuartile - lowerQuartile);
  let first = 0;
  while (ascending[first]! < lowerQuartile - reach) first += 1;
  let last = n - 1;
  while (ascending[last]! > upperQuartile + reach) last -= 1;
  const outliers = new Float64Array(first + n - 1 - last);
  outliers.set(ascending.subarray(0, first));
  outliers.set(ascending.subarray(last + 1), first);
  return computed({
    n,
    lowerWhisker: ascending[first]!,
    lowerQuartile,
    median: quantileOfSorted(ascending, 0.5),
    upperQuartile,
    upperWhisker: ascending[last]!,
    outliers,
  });
}
