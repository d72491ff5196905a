import { normalQuantile, normalSurvival, studentTSurvival } from './distributions.js';
import { kendallCdf, spearmanCdf } from './exact-rank-laws.js';
import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { ascendingOrder, midRanksOf, tieSumsOfSorted } from './ranks.js';
import { crossDeviations, isConstant, mean, readPairs, requireLevel } from './sample.js';
import type { Values } from './sample.js';

export interface Correlation {
  readonly n: number;
  /** Pearson's r or Spearman's ρ, −1 to 1. */
  readonly coefficient: number;
  /** r √((n − 2)/(1 − r²)); null where |r| is 1 and the ratio has no bound. */
  readonly t: number | null;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
  /** `t`: Student's t with n − 2 degrees of freedom; `exact`: all orders counted. */
  readonly pMethod: 't' | 'exact';
  /** Not computable for fewer than four rows, or where |r| is 1 and the formula collapses to a point. */
  readonly interval: Outcome<Interval>;
}

export interface KendallCorrelation {
  readonly n: number;
  /** τ_b, −1 to 1. */
  readonly coefficient: number;
  /** Concordant less discordant pairs, S. */
  readonly score: number;
  /** S over its standard deviation without association, ties counted in; no continuity correction. */
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
  readonly pMethod: 'normal' | 'exact';
}

export interface CorrelationOptions {
  /** Confidence level of the interval, default 0.95. */
  readonly level?: number;
}

/** R's limits for exact counting, kept so that results agree with it. */
const exactKendallBelow = 50;
const exactSpearmanUpTo = 9;

function withoutVariation(x: Float64Array, y: Float64Array): 'x' | 'y' | null {
  return isConstant(x) ? 'x' : isConstant(y) ? 'y' : null;
}

/** Within this of ±1 a correlation cannot be told from ±1: the rounding of the sums is as large. */
const roundingOfOne = 8 * Number.EPSILON;

/** Pearson's r; NaN where the sums of squares leave the range of doubles. */
function productMoment(x: Float64Array, y: Float64Array): number {
  const meanX = mean(x);
  const meanY = mean(y);
  const squaresX = crossDeviations(x, x, meanX, meanX);
  const squaresY = crossDeviations(y, y, meanY, meanY);
  if (!(squaresX > 0 && squaresY > 0 && squaresX < Infinity && squaresY < Infinity)) return NaN;
  const r = crossDeviations(x, y, meanX, meanY) / Math.sqrt(squaresX) / Math.sqrt(squaresY);
  return Math.abs(r) > 1 - roundingOfOne ? Math.sign(r) : r;
}

/** tanh(atanh r ± z·se), `variance` being that of atanh r. */
function transformedInterval(r: number, variance: number, n: number, level: number): Outcome<Interval> {
  if (n < 4) return notComputable('too few values', `an interval for a correlation needs 4 rows, got ${n}`);
  if (Math.abs(r) === 1) return notComputable('boundary', `the correlation is ${r}; its interval would be a point`);
  const reach = normalQuantile((1 - level) / 2, 'upper') * Math.sqrt(variance);
  return computed({ low: Math.tanh(Math.atanh(r) - reach), high: Math.tanh(Math.atanh(r) + reach), level });
}

function describe(r: number, n: number, variance: number, level: number): Correlation {
  const df = n - 2;
  const t = Math.abs(r) === 1 ? null : r * Math.sqrt(df / ((1 - r) * (1 + r)));
  return {
    n,
    coefficient: r,
    t,
    df,
    p: t === null ? 0 : Math.min(1, 2 * studentTSurvival(Math.abs(t), df)),
    pMethod: 't',
    interval: transformedInterval(r, variance, n, level),
  };
}

/**
 * Pearson's r of paired columns with Fisher's interval (variance of atanh r: 1/(n − 3)) and the t test of no
 * correlation. Needs three rows; not computable where a column is constant. Columns of different length raise
 * `UsageError`.
 */
export function pearson(x: Values, y: Values, options: CorrelationOptions = {}): Outcome<Correlation> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'pearson');
  const pairs = readPairs(x, y, 'pearson', 3);
  if (!pairs.computable) return pairs;
  const still = withoutVariation(...pairs.value);
  if (still !== null) return notComputable('constant', `${still} has one value only`);
  const n = x.length;
  const r = productMoment(...pairs.value);
  if (Number.isNaN(r)) return notComputable('not finite', 'the sums of squares leave the range of doubles');
  return computed(describe(r, n, 1 / (n - 3), level));
}

/**
 * Spearman's ρ (Pearson's r of mid-ranks) with the interval of Bonett & Wright 2000 (variance of atanh ρ:
 * (1 + ρ²/2)/(n − 3)). The p value counts all orders for up to 9 rows without ties, otherwise it is that of the t
 * approximation. Needs three rows; not computable where a column is constant.
 */
export function spearman(x: Values, y: Values, options: CorrelationOptions = {}): Outcome<Correlation> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'spearman');
  const pairs = readPairs(x, y, 'spearman', 3);
  if (!pairs.computable) return pairs;
  const still = withoutVariation(...pairs.value);
  if (still !== null) return notComputable('constant', `${still} has one value only`);
  const n = x.length;
  const ranksX = midRanksOf(pairs.value[0]);
  const ranksY = midRanksOf(pairs.value[1]);
  const rho = productMoment(ranksX.ranks, ranksY.ranks);
  const result = describe(rho, n, (1 + (rho * rho) / 2) / (n - 3), level);
  if (n > exactSpearmanUpTo || ranksX.ties.groups > 0 || ranksY.ties.groups > 0) return computed(result);
  const most = (n * n * n - n) / 3;
  const squares = Math.round(((1 - rho) * most) / 2);
  // The law of Σ d² is symmetric about half its maximum.
  const p = Math.min(1, 2 * spearmanCdf(Math.min(squares, most - squares), n));
  return computed({ ...result, p, pMethod: 'exact' });
}

/** Sorts `values` in place and counts the pairs that stood in the wrong order (equal ones do not count), by merging. */
function countInversions(values: Float64Array): number {
  const n = values.length;
  let from: Float64Array = values;
  let into: Float64Array = new Float64Array(n);
  let inversions = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(start + 2 * width, n);
      let left = start;
      let right = middle;
      for (let k = start; k < end; k += 1) {
        if (left < middle && (right >= end || from[left]! <= from[right]!)) {
          into[k] = from[left]!;
          left += 1;
        } else {
          into[k] = from[right]!;
          right += 1;
          inversions += middle - left;
        }
      }
    }
    [from, into] = [into, from];
  }
  if (from !== values) values.set(from);
  return inversions;
}

/**
 * Kendall's τ_b in O(n log n) (Knight 1966), with z and two-sided p: exact below 50 rows without ties, otherwise normal
 * with the variance for ties (Kendall 1970; R's `cor.test`). Needs two rows; not computable where a column is constant.
 */
export function kendall(x: Values, y: Values): Outcome<KendallCorrelation> {
  const pairs = readPairs(x, y, 'kendall', 2);
  if (!pairs.computable) return pairs;
  const [first, second] = pairs.value;
  const still = withoutVariation(first, second);
  if (still !== null) return notComputable('constant', `${still} has one value only`);
  const n = first.length;
  const order = ascendingOrder(first, ascendingOrder(second));
  const sortedX = new Float64Array(n);
  const sortedY = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    sortedX[i] = first[order[i]!]!;
    sortedY[i] = second[order[i]!]!;
  }
  let tiedInBoth = 0;
  for (let i = 1, run = 1; i < n; i += 1) {
    run = sortedX[i] === sortedX[i - 1] && sortedY[i] === sortedY[i - 1] ? run + 1 : 1;
    tiedInBoth += run - 1;
  }
  const tiesX = tieSumsOfSorted(sortedX);
  const discordant = countInversions(sortedY);
  const tiesY = tieSumsOfSorted(sortedY);
  const allPairs = (n * (n - 1)) / 2;
  const score = allPairs - tiesX.pairs - tiesY.pairs + tiedInBoth - 2 * discordant;
  const scale = Math.sqrt(allPairs - tiesX.pairs) * Math.sqrt(allPairs - tiesY.pairs);
  const variance = (n * (n - 1) * (2 * n + 5) - tiesX.kendall - tiesY.kendall) / 18
    + (2 * tiesX.pairs * tiesY.pairs) / (n * (n - 1))
    + (n > 2 ? (tiesX.triples * tiesY.triples) / (9 * n * (n - 1) * (n - 2)) : 0);
  const z = score / Math.sqrt(variance);
  const coefficient = Math.max(-1, Math.min(1, score / scale));
  if (n >= exactKendallBelow || tiesX.groups > 0 || tiesY.groups > 0) {
    return computed({ n, coefficient, score, z, p: Math.min(1, 2 * normalSurvival(Math.abs(z))), pMethod: 'normal' });
  }
  const p = Math.min(1, 2 * kendallCdf(Math.min(discordant, allPairs - discordant), n));
  return computed({ n, coefficient, score, z, p, pMethod: 'exact' });
}
