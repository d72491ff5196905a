import { UsageError } from '../core/errors.js';
import { normalCdf, normalQuantile } from './distributions.js';
import { computed, computedIfFinite, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { quantileOfSorted } from './quantiles.js';
import { seededGenerator } from './random.js';
import { crossDeviations, mean, readSample, requireLevel, requireWhole } from './sample.js';
import type { Values } from './sample.js';

/**
 * A number computed from some of the rows of a table, given by their indices (with repeats in a bootstrap sample). Null
 * where it cannot be computed from these rows. The array is reused between calls: do not keep it.
 */
export type RowStatistic = (rows: Uint32Array) => number | null;

export interface Jackknife {
  /** The statistic without row i. */
  readonly values: Float64Array;
  readonly mean: number;
  /** (n − 1)·(mean − estimate). */
  readonly bias: number;
  readonly standardError: number;
  /**
   * Acceleration a of the BCa interval, Σ(θ̄ − θ(i))³ / (6 (Σ(θ̄ − θ(i))²)^1.5); null where all values are the same.
   */
  readonly acceleration: number | null;
}

export interface BootstrapOptions {
  readonly seed: number;
  /**
   * `percentile` for shares and Gini; `bca` is bias-corrected and accelerated and costs one evaluation more per row.
   */
  readonly method?: 'percentile' | 'bca';
  /** Number of bootstrap samples B, default 2000. */
  readonly resamples?: number;
  /** Confidence level, default 0.95. */
  readonly level?: number;
}

export interface BootstrapInterval {
  /** The statistic of all rows. */
  readonly estimate: number;
  readonly interval: Interval;
  readonly method: 'percentile' | 'bca';
  readonly standardError: number;
  readonly resamples: number;
  readonly seed: number;
}

function identityRows(n: number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, i) => i);
}

function evaluate(statistic: RowStatistic, rows: Uint32Array, which: string): Outcome<number> {
  const value = statistic(rows);
  return value !== null && Number.isFinite(value)
    ? computed(value)
    : notComputable('statistic not computable', `the statistic has no value for ${which}`);
}

/** Turns a statistic of values into one of rows; the gathered array is reused between calls of the same length. */
export function statisticOfValues(values: Float64Array, statistic: (sample: Float64Array) => number | null): RowStatistic {
  let gathered = new Float64Array(values.length);
  return (rows) => {
    if (gathered.length !== rows.length) gathered = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i += 1) gathered[i] = values[rows[i]!]!;
    return statistic(gathered);
  };
}

/** The statistic with each of n rows left out once (n evaluations of n − 1 rows). Needs two rows. */
export function jackknife(n: number, statistic: RowStatistic): Outcome<Jackknife> {
  requireWhole(n, 0, 'rows of the jackknife');
  if (n < 2) return notComputable('too few values', `the jackknife needs two rows, got ${n}`);
  const whole = evaluate(statistic, identityRows(n), 'all rows');
  if (!whole.computable) return whole;
  const values = new Float64Array(n);
  for (let left = 0; left < n; left += 1) {
    // Filled anew each time: the statistic may sort its rows.
    const rows = Uint32Array.from({ length: n - 1 }, (_, i) => (i < left ? i : i + 1));
    const value = evaluate(statistic, rows, `the rows without row ${left}`);
    if (!value.computable) return value;
    values[left] = value.value;
  }
  const average = mean(values);
  const squares = crossDeviations(values, values, average, average);
  // In units of the largest deviation, so that third powers neither overflow nor vanish.
  const unit = values.reduce((largest, value) => Math.max(largest, Math.abs(average - value)), 0);
  const deviations = values.map((value) => (average - value) / unit);
  const scaledSquares = deviations.reduce((total, deviation) => total + deviation ** 2, 0);
  const cubes = deviations.reduce((total, deviation) => total + deviation ** 3, 0);
  return computedIfFinite({
    values,
    mean: average,
    bias: (n - 1) * (average - whole.value),
    standardError: Math.sqrt(((n - 1) / n) * squares),
    acceleration: unit > 0 ? cubes / (6 * scaledSquares ** 1.5) : null,
  }, 'jackknife');
}

/** The statistic of `resamples` samples of n rows drawn with replacement, in the order drawn. */
export function bootstrapReplicates(n: number, statistic: RowStatistic, resamples: number, seed: number): Outcome<Float64Array> {
  requireWhole(n, 0, 'rows of the bootstrap');
  requireWhole(resamples, 1, 'bootstrap samples');
  if (n < 2) return notComputable('too few values', `the bootstrap needs two rows, got ${n}`);
  const generator = seededGenerator(seed);
  const rows = new Uint32Array(n);
  const replicates = new Float64Array(resamples);
  for (let b = 0; b < resamples; b += 1) {
    for (let i = 0; i < n; i += 1) rows[i] = generator.below(n);
    const value = evaluate(statistic, rows, `bootstrap sample ${b + 1} of ${resamples}`);
    if (!value.computable) return value;
    replicates[b] = value.value;
  }
  return computed(replicates);
}

/**
 * Bootstrap interval of a statistic of n rows (Efron 1979; BCa: Efron 1987). The interval is the pair of type 7
 * quantiles of the replicates at the nominal (percentile) or adjusted (BCa) probabilities. The same seed gives the same
 * interval. A level that the number of samples cannot show, (1 − level)/2 · B < 1, raises `UsageError`. Not computable:
 * fewer than two rows, a statistic without value for some sample, BCa where the estimate lies outside all replicates or
 * no row matters.
 */
export function bootstrapInterval(n: number, statistic: RowStatistic, options: BootstrapOptions): Outcome<BootstrapInterval> {
  const { seed, method = 'percentile', resamples = 2000, level = 0.95 } = options;
  requireLevel(level, 'bootstrapInterval');
  const tail = (1 - level) / 2;
  if (!(resamples * tail >= 1 - 1e-9)) {
    throw new UsageError(`stats: bootstrap samples (level ${level}); expected at least ${Math.ceil(1 / tail)}, got ${resamples}`);
  }
  const drawn = bootstrapReplicates(n, statistic, resamples, seed);
  if (!drawn.computable) return drawn;
  const whole = evaluate(statistic, identityRows(n), 'all rows');
  if (!whole.computable) return whole;
  const estimate = whole.value;
  const replicates = drawn.value.sort();
  const probabilities = method === 'bca'
    ? correctedProbabilities(n, statistic, replicates, estimate, tail)
    : computed([tail, 1 - tail] as const);
  if (!probabilities.computable) return probabilities;
  const [lower, upper] = probabilities.value;
  const average = mean(replicates);
  return computedIfFinite({
    estimate,
    interval: { low: quantileOfSorted(replicates, lower), high: quantileOfSorted(replicates, upper), level },
    method,
    standardError: resamples > 1 ? Math.sqrt(crossDeviations(replicates, replicates, average, average) / (resamples - 1)) : 0,
    resamples,
    seed,
  }, 'bootstrap interval');
}

function correctedProbabilities(
  n: number,
  statistic: RowStatistic,
  replicates: Float64Array,
  estimate: number,
  tail: number,
): Outcome<readonly [number, number]> {
  const below = replicates.reduce((count, value) => (value < estimate ? count + 1 : count), 0) / replicates.length;
  if (below === 0 || below === 1) {
    return notComputable('boundary', `${below * 100} % of the replicates lie below the estimate, the bias has no bound`);
  }
  const left = jackknife(n, statistic);
  if (!left.computable) return left;
  const a = left.value.acceleration;
  if (a === null) return notComputable('constant', 'leaving out any row gives the same value, there is no acceleration');
  const bias = normalQuantile(below);
  function corrected(z: number): number {
    return normalCdf(bias + (bias + z) / (1 - a! * (bias + z)));
  }
  const z = normalQuantile(tail, 'upper');
  return computed([corrected(-z), corrected(z)]);
}

/**
 * The percentile interval of a statistic of a whole population, default 2000 samples. A snapshot is not a sample, so
 * this is no confidence interval: it says how far the number would move if the items were other ones of the same kind.
 */
export function stabilityInterval(
  values: Values,
  statistic: (sample: Float64Array) => number | null,
  options: Omit<BootstrapOptions, 'method'>,
): Outcome<BootstrapInterval> {
  const sample = readSample(values, 'population', 2);
  if (!sample.computable) return sample;
  return bootstrapInterval(sample.value.length, statisticOfValues(sample.value, statistic), { ...options, method: 'percentile' });
}
