import { normalQuantile } from './distributions.js';
import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { readSample, requireLevel } from './sample.js';
import type { Values } from './sample.js';
import { intervalOfSeparation } from './separated-groups.js';

/** Bands of |δ| by Romano et al. 2006: below 0.147, 0.33, 0.474, and above. A convention, not a finding. */
export type Magnitude = 'negligible' | 'small' | 'medium' | 'large';

export interface CliffsDelta {
  readonly nX: number;
  readonly nY: number;
  /** (pairs with x above y − pairs with x below y) / all pairs, −1 to 1. */
  readonly delta: number;
  readonly magnitude: Magnitude;
  /** Pairs in which the values are equal. */
  readonly tiedPairs: number;
  /** Not computable with fewer than two values in a group, or where one group lies wholly above the other. */
  readonly spread: Outcome<{ readonly variance: number; readonly interval: Interval }>;
}

/** The conventional word for a size of δ; ends of bands belong to the upper one. */
export function magnitudeOfDelta(delta: number): Magnitude {
  const size = Math.abs(delta);
  return size < 0.147 ? 'negligible' : size < 0.33 ? 'small' : size < 0.474 ? 'medium' : 'large';
}

/** For each value of `own` (ascending), values of `other` (ascending) below it less those above it; and the ties. */
function dominances(own: Float64Array, other: Float64Array): { readonly scores: Float64Array; readonly ties: number } {
  const scores = new Float64Array(own.length);
  let ties = 0;
  let below = 0;
  let upTo = 0;
  for (let i = 0; i < own.length; i += 1) {
    const value = own[i]!;
    while (below < other.length && other[below]! < value) below += 1;
    while (upTo < other.length && other[upTo]! <= value) upTo += 1;
    scores[i] = below - (other.length - upTo);
    ties += upTo - below;
  }
  return { scores, ties };
}

/** Σ (score/size − δ)². */
function squaredDeviations(scores: Float64Array, size: number, delta: number): number {
  let total = 0;
  for (let i = 0; i < scores.length; i += 1) total += (scores[i]! / size - delta) ** 2;
  return total;
}

/**
 * Cliff's δ of x over y with the asymmetric interval of Cliff 1996 (Feng & Cliff 2004) and normal quantiles, in O(N log
 * N): the squares of the N×M matrix of signs sum to the number of untied pairs, so the matrix is never built. Needs one
 * value in each group for δ, two for its spread.
 */
export function cliffsDelta(x: Values, y: Values, options: { readonly level?: number } = {}): Outcome<CliffsDelta> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'cliffsDelta');
  const first = readSample(x, 'first group');
  if (!first.computable) return first;
  const second = readSample(y, 'second group');
  if (!second.computable) return second;
  const n = x.length;
  const m = y.length;
  const sortedX = first.value.slice().sort();
  const sortedY = second.value.slice().sort();
  const ofX = dominances(sortedX, sortedY);
  const ofY = dominances(sortedY, sortedX);
  let score = 0;
  for (let i = 0; i < n; i += 1) score += ofX.scores[i]!;
  const delta = score / (n * m);
  function spread(): CliffsDelta['spread'] {
    if (n < 2 || m < 2) {
      return notComputable('too few values', `an interval needs two values in each group, got ${n} and ${m}`);
    }
    if (Math.abs(delta) === 1) {
      return notComputable('boundary', `the groups do not overlap (delta ${delta}), the variance would be 0`);
    }
    // The column scores are those of y over x; those of x over y have the other sign.
    const rows = squaredDeviations(ofX.scores, m, delta);
    const columns = squaredDeviations(ofY.scores, n, -delta);
    const cells = n * m - ofX.ties - n * m * delta * delta;
    const unbiased = (m * m * rows + n * n * columns - cells) / (n * m * (n - 1) * (m - 1));
    const variance = Math.max(unbiased, (1 - delta * delta) / (n * m - 1));
    const z = normalQuantile((1 - level) / 2, 'upper');
    const middle = delta - delta ** 3;
    const reach = z * Math.sqrt(variance) * Math.sqrt((1 - delta * delta) ** 2 + z * z * variance);
    const scale = 1 - delta * delta + z * z * variance;
    return computed({ variance, interval: { low: (middle - reach) / scale, high: (middle + reach) / scale, level } });
  }
  return computed({ nX: n, nY: m, delta, magnitude: magnitudeOfDelta(delta), tiedPairs: ofX.ties, spread: spread() });
}

/**
 * The 95 % interval of a δ whatever its size: Cliff's where it has a width, else that of groups wholly apart (`intervalOfSeparation`), of as many pairs
 * as the smaller group has values. Null where there are too few values for either.
 */
export function intervalOfDelta({ delta, nX, nY, spread }: CliffsDelta): Interval | null {
  if (spread.computable) return spread.value.interval;
  return Math.abs(delta) === 1 ? intervalOfSeparation(delta, Math.min(nX, nY)) : null;
}
