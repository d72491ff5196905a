import { normalQuantile } from '../stats/distributions.js';

const level = 0.95;

/** A member of a cluster, and whether it is one of those that are counted. */
export interface ClusterMember {
  readonly cluster: string;
  readonly counted: boolean;
}

/** A share whose interval knows that members of one cluster are alike. */
export interface ClusteredShare {
  readonly numerator: number;
  readonly denominator: number;
  /** Null where the denominator is 0, as the interval and the design effect. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  readonly clusters: number;
  /** Variance of the share over clusters, in units of that of as many independent members; at least 1. */
  readonly designEffect: number | null;
}

/**
 * Share of the members that are counted. The variance is that of a ratio over clusters (Taylor, with C/(C − 1) for C clusters); the
 * design effect (Kish 1965) divides the number of members, and the interval is Wilson's at that number. An effect below 1 is taken for
 * 1, and that of a share of 0 or 1, or of one cluster, cannot be told and is 1 too.
 */
export function clusteredShare(members: readonly ClusterMember[]): ClusteredShare {
  const counts = new Map<string, [counted: number, all: number]>();
  for (const { cluster, counted } of members) {
    const found = counts.get(cluster) ?? [0, 0];
    counts.set(cluster, [found[0] + (counted ? 1 : 0), found[1] + 1]);
  }
  const denominator = members.length;
  const clusters = counts.size;
  if (denominator === 0) return { numerator: 0, denominator, share: null, low: null, high: null, level, clusters, designEffect: null };
  const numerator = members.filter((one) => one.counted).length;
  const share = numerator / denominator;
  let squares = 0;
  for (const [counted, all] of counts.values()) squares += (counted - share * all) ** 2;
  const variance = clusters < 2 ? 0 : ((clusters / (clusters - 1)) * squares) / denominator ** 2;
  const independent = (share * (1 - share)) / denominator;
  const designEffect = independent === 0 ? 1 : Math.max(1, variance / independent);
  return { numerator, denominator, share, ...wilson(share, denominator / designEffect), level, clusters, designEffect };
}

/** Wilson's score interval (Wilson 1927) of a share of n members, where n need not be whole. */
function wilson(share: number, n: number): { readonly low: number; readonly high: number } {
  const z = normalQuantile((1 - level) / 2, 'upper');
  const middle = share + (z * z) / (2 * n);
  const reach = z * Math.sqrt((share * (1 - share)) / n + ((z / n) * z) / (4 * n));
  const scale = 1 + (z * z) / n;
  return { low: share === 0 ? 0 : Math.max(0, (middle - reach) / scale), high: share === 1 ? 1 : Math.min(1, (middle + reach) / scale) };
}

/** Two independent estimates, each with its interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Product of two estimates, with the interval that squares and adds the distances to their limits (MOVER, Zou & Donner 2008). */
export function productOf(one: Estimate, other: Estimate): Estimate {
  const value = one.value * other.value;
  return {
    value,
    low: value - Math.hypot(other.value * (one.value - one.low), one.value * (other.value - other.low)),
    high: value + Math.hypot(other.value * (one.high - one.value), one.value * (other.high - other.value)),
  };
}
