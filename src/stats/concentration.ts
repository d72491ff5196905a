import { UsageError } from '../core/errors.js';
import { computed, computedIfFinite, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';
import { readNonNegative, requireWhole, sum } from './sample.js';
import type { Values } from './sample.js';

/**
 * How unequally a total is shared out (downloads over models). All functions take the amounts, zero or more, of every
 * item of the population, in any order; zeros count as items. A missing amount is not zero: leave it out and say so.
 * Not computable: empty, negative, not finite, total of zero.
 */

/** A share with what it was made of. */
export interface TopShare {
  readonly share: number;
  /** Sum of the amounts of the k largest items. */
  readonly numerator: number;
  /** Sum of all amounts. */
  readonly denominator: number;
  /** Number of items counted: the k asked for, or n where there are fewer. */
  readonly k: number;
  readonly n: number;
  /**
   * Items left out whose amount equals that of the last one counted; above zero, the choice of items is arbitrary (the
   * share is not).
   */
  readonly tiedOutside: number;
}

export interface Gini {
  readonly gini: number;
  /** gini · n/(n − 1); null for a single item. */
  readonly unbiased: number | null;
  readonly n: number;
}

export interface Diversity {
  readonly n: number;
  /** Herfindahl–Hirschman index Σs², 1/n to 1. */
  readonly herfindahl: number;
  /** 1/HHI: how many items of equal size would be as concentrated. */
  readonly effectiveNumber: number;
  /** −Σ s ln s, in nats. */
  readonly shannon: number;
  /** Shannon over ln n; null for a single item. */
  readonly shannonNormalised: number | null;
  /** Theil's T, (1/n) Σ (x/μ) ln(x/μ), 0 to ln n. */
  readonly theil: number;
}

/** A point of the Lorenz curve: the smallest `populationShare` of the items hold `valueShare` of the total. */
export interface LorenzPoint {
  readonly populationShare: number;
  readonly valueShare: number;
}

interface Ordered {
  readonly ascending: Float64Array;
  readonly total: number;
}

function order(amounts: Values): Outcome<Ordered> {
  const sample = readNonNegative(amounts, 'population');
  if (!sample.computable) return sample;
  const total = sum(sample.value);
  if (total === 0) return notComputable('zero total', 'all amounts are zero, there is nothing to share');
  if (!Number.isFinite(total)) return notComputable('not finite', 'the total leaves the range of doubles');
  return computed({ ascending: sample.value.slice().sort(), total });
}

/** Share of the total that the k largest items hold, for each k asked, sorting once. k must be whole and at least 1. */
export function topShares(amounts: Values, ks: readonly number[]): Outcome<TopShare[]> {
  for (const k of ks) requireWhole(k, 1, 'topShares');
  const ordered = order(amounts);
  if (!ordered.computable) return ordered;
  const { ascending, total } = ordered.value;
  const n = ascending.length;
  return computed(ks.map((asked) => {
    const k = Math.min(asked, n);
    const numerator = k === n ? total : sum(ascending.subarray(n - k));
    let tiedOutside = 0;
    for (let i = n - k - 1; i >= 0 && ascending[i] === ascending[n - k]; i -= 1) tiedOutside += 1;
    return { share: Math.min(1, numerator / total), numerator, denominator: total, k, n, tiedOutside };
  }));
}

/** Share of the total that the k largest items hold. k must be whole and at least 1. */
export function topShare(amounts: Values, k: number): Outcome<TopShare> {
  const shares = topShares(amounts, [k]);
  return shares.computable ? computed(shares.value[0]!) : shares;
}

/**
 * Share of the total that the largest `fraction` of the items hold, rounded up to whole items (the top 1 % of 150 are
 * 2).
 */
export function topFractionShare(amounts: Values, fraction: number): Outcome<TopShare> {
  requireShare(fraction, 'topFractionShare');
  // 0.1 · 30 is 3.0000000000000004: take off the rounding before rounding up.
  return topShare(amounts, Math.max(1, Math.ceil(fraction * amounts.length * (1 - 4 * Number.EPSILON))));
}

/** Gini coefficient 2Σ i·x(i)/(nΣx) − (n + 1)/n over ascending amounts; 0 is equality, (n − 1)/n one item with all. */
export function gini(amounts: Values): Outcome<Gini> {
  const ordered = order(amounts);
  if (!ordered.computable) return ordered;
  const { ascending, total } = ordered.value;
  const n = ascending.length;
  // Σ (2i − n − 1) x(i) is the same sum without taking the difference of two large numbers.
  const weighted = new Float64Array(n);
  for (let i = 0; i < n; i += 1) weighted[i] = (2 * (i + 1) - n - 1) * (ascending[i]! / total);
  const coefficient = Math.max(0, sum(weighted) / n);
  return computed({ gini: coefficient, unbiased: n > 1 ? (coefficient * n) / (n - 1) : null, n });
}

/** HHI, effective number, Shannon entropy and Theil index of the shares. */
export function diversity(amounts: Values): Outcome<Diversity> {
  const ordered = order(amounts);
  if (!ordered.computable) return ordered;
  const { ascending, total } = ordered.value;
  const n = ascending.length;
  const squares = new Float64Array(n);
  const surprise = new Float64Array(n);
  const inequality = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    const share = ascending[i]! / total;
    if (share === 0) continue;
    squares[i] = share * share;
    surprise[i] = -share * Math.log(share);
    inequality[i] = share * Math.log(share * n);
  }
  const herfindahl = sum(squares);
  const shannon = Math.max(0, sum(surprise));
  return computedIfFinite({
    n,
    herfindahl,
    effectiveNumber: 1 / herfindahl,
    shannon,
    shannonNormalised: n > 1 ? shannon / Math.log(n) : null,
    theil: Math.max(0, sum(inequality)),
  }, 'diversity');
}

/**
 * The Lorenz curve from (0, 0) to (1, 1), thinned for drawing: a point is kept when either axis has moved on by
 * 1/resolution since the last, so at most about 2·resolution points, and the steep end of a very unequal population
 * keeps its shape.
 */
export function lorenzCurve(amounts: Values, resolution = 200): Outcome<LorenzPoint[]> {
  requireWhole(resolution, 1, 'lorenzCurve');
  const ordered = order(amounts);
  if (!ordered.computable) return ordered;
  const { ascending, total } = ordered.value;
  const n = ascending.length;
  const points: LorenzPoint[] = [{ populationShare: 0, valueShare: 0 }];
  let last = points[0]!;
  let held = 0;
  for (let i = 0; i < n - 1; i += 1) {
    held += ascending[i]!;
    const point = { populationShare: (i + 1) / n, valueShare: Math.min(1, held / total) };
    const moved = Math.max(point.populationShare - last.populationShare, point.valueShare - last.valueShare);
    if (moved < (1 - 1e-12) / resolution) continue;
    points.push(point);
    last = point;
  }
  points.push({ populationShare: 1, valueShare: 1 });
  return computed(points);
}

/** The least number of items that together hold at least `share` (more than 0, at most 1) of the total. */
export function itemsToReach(amounts: Values, share: number): Outcome<number> {
  requireShare(share, 'itemsToReach');
  const ordered = order(amounts);
  if (!ordered.computable) return ordered;
  const { ascending, total } = ordered.value;
  const n = ascending.length;
  // Whole amounts are summed exactly; for others, a share missed by a rounding error counts as reached.
  const needed = share * total * (1 - 4 * Number.EPSILON);
  let held = 0;
  for (let k = 1; k <= n; k += 1) {
    held += ascending[n - k]!;
    if (held >= needed) return computed(k);
  }
  return computed(n);
}

function requireShare(share: number, where: string): void {
  if (!(share > 0 && share <= 1)) {
    throw new UsageError(`stats: share (${where}); expected more than 0 and at most 1, got ${share}`);
  }
}
