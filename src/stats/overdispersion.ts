import { digamma, logGamma, trigamma } from './special-functions.js';
import { computed, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';
import { findRoot } from './root.js';

/**
 * The distinct counts in ascending order and how often each occurs: functions of y alone are summed once per distinct
 * count.
 */
export interface CountTable {
  readonly distinct: Float64Array;
  readonly frequency: Float64Array;
}

/** Gaps up to this are summed term by term, which loses no digits however large θ is. */
const shortGap = 64;
/** Beyond this θ a negative binomial cannot be told from a Poisson by any data that fit in memory. */
const largestTheta = 1e8;

/** Tabulates whole numbers, zero or more. */
export function tabulateCounts(y: Float64Array): CountTable {
  const sorted = y.slice().sort();
  const distinct: number[] = [];
  const frequency: number[] = [];
  for (const value of sorted) {
    if (value === distinct.at(-1)) frequency[frequency.length - 1]! += 1;
    else {
      distinct.push(value);
      frequency.push(1);
    }
  }
  return { distinct: Float64Array.from(distinct), frequency: Float64Array.from(frequency) };
}

/** Σ over all counts of F(θ + y) − F(θ), where F(z + 1) − F(z) = step(z). */
function summedRise(table: CountTable, theta: number, whole: (z: number) => number, step: (z: number) => number): number {
  let total = 0;
  let rise = 0;
  let from = 0;
  for (let i = 0; i < table.distinct.length; i += 1) {
    const y = table.distinct[i]!;
    if (y - from > shortGap) rise += whole(theta + y) - whole(theta + from);
    else for (let value = from; value < y; value += 1) rise += step(theta + value);
    from = y;
    total += table.frequency[i]! * rise;
  }
  return total;
}

/** Negative binomial log-likelihood of counts with means μ and variance μ + μ²/θ. */
export function negativeBinomialLogLikelihood(y: Float64Array, table: CountTable, means: Float64Array, theta: number): number {
  let total = summedRise(table, theta, logGamma, Math.log);
  for (let i = 0; i < table.distinct.length; i += 1) total -= table.frequency[i]! * logGamma(table.distinct[i]! + 1);
  for (let i = 0; i < y.length; i += 1) {
    const mu = means[i]!;
    total += y[i]! * Math.log(mu / (mu + theta)) - theta * Math.log1p(mu / theta);
  }
  return total;
}

/**
 * Derivative of the log-likelihood in θ at given means, times θ (which keeps it comparable over many powers of ten).
 */
function score(y: Float64Array, table: CountTable, means: Float64Array, theta: number): number {
  let total = summedRise(table, theta, digamma, (z) => 1 / z);
  for (let i = 0; i < y.length; i += 1) {
    const mu = means[i]!;
    total += (mu - y[i]!) / (mu + theta) - Math.log1p(mu / theta);
  }
  return total * theta;
}

/** Standard error of θ from the observed information at given means; null where the likelihood is too flat. */
export function thetaStandardError(y: Float64Array, table: CountTable, means: Float64Array, theta: number): number | null {
  let information = -summedRise(table, theta, trigamma, (z) => -1 / (z * z));
  for (let i = 0; i < y.length; i += 1) {
    const mu = means[i]!;
    // −1/θ + 2/(μ + θ) − (y + θ)/(μ + θ)², the first two terms over a common denominator
    information += (mu - y[i]!) / (mu + theta) ** 2 - mu / (theta * (mu + theta));
  }
  return information > 0 ? 1 / Math.sqrt(information) : null;
}

/**
 * The θ of greatest likelihood at given means, a root of the score on the scale of ln θ (safeguarded, so that no start
 * can throw it out). Where the counts vary no more about their means than a Poisson's, θ has no finite estimate.
 */
export function estimateTheta(y: Float64Array, table: CountTable, means: Float64Array, start?: number): Outcome<number> {
  let excess = 0;
  let relative = 0;
  for (let i = 0; i < y.length; i += 1) {
    const mu = means[i]!;
    excess += (y[i]! - mu) ** 2 - y[i]!;
    relative += (y[i]! / mu - 1) ** 2;
  }
  // Twice the derivative of the log-likelihood in 1/θ at 1/θ = 0.
  if (excess <= 0) return noOverdispersion;
  function scoreOfLog(logTheta: number): number {
    return score(y, table, means, Math.exp(logTheta));
  }
  const first = Math.log(start ?? Math.min(largestTheta / 10, Math.max(1e-6, y.length / relative)));
  let low = first;
  let high = first;
  let reach = start === undefined ? 0.5 : 0.01;
  if (scoreOfLog(first) > 0) {
    do {
      low = high;
      high += reach;
      reach *= 2;
      if (high > Math.log(largestTheta)) return noOverdispersion;
    } while (scoreOfLog(high) > 0);
  } else {
    do {
      high = low;
      low -= reach;
      reach *= 2;
      if (low < -690) return notComputable('not converged', 'theta falls towards zero without end');
    } while (scoreOfLog(low) <= 0);
  }
  return computed(Math.exp(findRoot(scoreOfLog, low, high)));
}

const noOverdispersion = notComputable(
  'no overdispersion',
  'the counts vary no more about their means than Poisson counts do, theta grows without bound; use the Poisson regression',
);
