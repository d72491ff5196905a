import { UsageError } from '../core/errors.js';
import { studentTQuantile, studentTSurvival } from './distributions.js';
import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { requireLevel, requireWhole } from './sample.js';

/**
 * A share of items that come in clusters (children of one base), by sums over the clusters of their sizes n and their counts k: whole
 * numbers, so that they are the same in whatever order they were added.
 */
export interface ClusterSums {
  /** Clusters with at least one item. */
  readonly clusters: number;
  readonly n: number;
  readonly k: number;
  readonly nn: number;
  readonly nk: number;
  readonly kk: number;
}

/** Sums over the clusters that two shares have in common: products of the first share's n and k with the second's. */
export interface JointSums {
  readonly nn: number;
  readonly nk: number;
  readonly kn: number;
  readonly kk: number;
}

export interface ClusteredShare {
  readonly share: number;
  readonly interval: Interval;
  readonly clusters: number;
  /** How many independent items would make an interval as wide. */
  readonly effectiveSize: number;
}

export interface ClusteredDifference {
  /** First share less second share, −1 to 1. */
  readonly difference: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  /** Simultaneous for as many comparisons as were told. */
  readonly interval: Interval;
  /** Two-sided p of no difference, times the comparisons, at most 1. */
  readonly p: number;
}

/** Σ e² of the linearised share, e = (k − R·n)/N of a cluster; rounding cannot make it negative. */
function squaredResiduals({ n, k, nn, nk, kk }: ClusterSums): number {
  const share = k / n;
  return Math.max(0, kk - 2 * share * nk + share * share * nn) / (n * n);
}

function requireSums(sums: ClusterSums): void {
  requireWhole(sums.clusters, 0, 'clusters of a share');
  requireWhole(sums.k, 0, 'numerator of a clustered share');
  requireWhole(sums.n, 0, 'denominator of a clustered share');
  if (sums.k > sums.n) throw new UsageError(`stats: numerator of a clustered share; expected at most ${sums.n}, got ${sums.k}`);
}

/**
 * A share with an interval that takes whole clusters for the independent units: the variance of the ratio estimator by linearisation
 * (Cochran 1977, section 9A; with G/(G − 1) for G clusters) gives the size of a simple sample of the same variance, and Wilson's score interval
 * for that size the limits (Korn & Graubard 1998), with t of G − 1 degrees of freedom for z. Where all or none count the clusters take the place of
 * that size. Not computable: no items, or a single cluster.
 */
export function clusteredShare(sums: ClusterSums, options: { readonly level?: number } = {}): Outcome<ClusteredShare> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'clusteredShare');
  requireSums(sums);
  const { n, k, clusters } = sums;
  if (n === 0) return notComputable('empty', 'a share of nothing: the denominator is zero');
  if (clusters < 2) return notComputable('too few values', 'all items are of one cluster, nothing tells how much clusters differ');
  const share = k / n;
  const variance = squaredResiduals(sums) * (clusters / (clusters - 1));
  const effectiveSize = share === 0 || share === 1 ? Math.min(n, clusters) : variance === 0 ? n : Math.min(n, (share * (1 - share)) / variance);
  const z = studentTQuantile((1 - level) / 2, clusters - 1, 'upper');
  const scale = 1 + (z * z) / effectiveSize;
  const middle = share + (z * z) / (2 * effectiveSize);
  const reach = z * Math.sqrt((share * (1 - share)) / effectiveSize + ((z / effectiveSize) * z) / (4 * effectiveSize));
  return computed({
    share, clusters, effectiveSize,
    interval: { low: share === 0 ? 0 : Math.max(0, (middle - reach) / scale), high: share === 1 ? 1 : Math.min(1, (middle + reach) / scale), level },
  });
}

/**
 * The difference of two shares over the same or overlapping clusters: the variance of the difference of the linearised residuals, their
 * covariance in shared clusters included, and Student's t with one degree of freedom less than the share of fewer clusters has. Where the second share was chosen out
 * of several, `comparisons` says out of how many: the interval and p then hold for all of them together (Bonferroni). Not computable: a share
 * of nothing, a single cluster, no variation at all.
 */
export function clusteredDifference(
  first: ClusterSums,
  second: ClusterSums,
  joint: JointSums,
  options: { readonly level?: number; readonly comparisons?: number } = {},
): Outcome<ClusteredDifference> {
  const { level = 0.95, comparisons = 1 } = options;
  requireLevel(level, 'clusteredDifference');
  requireWhole(comparisons, 1, 'comparisons');
  requireSums(first);
  requireSums(second);
  if (first.n === 0 || second.n === 0) return notComputable('empty', 'a share of nothing: a denominator is zero');
  const clusters = Math.min(first.clusters, second.clusters);
  if (clusters < 2) return notComputable('too few values', 'all items of a share are of one cluster, nothing tells how much clusters differ');
  const [r, s] = [first.k / first.n, second.k / second.n];
  const covariance = (joint.kk - s * joint.kn - r * joint.nk + r * s * joint.nn) / (first.n * second.n);
  const squares = squaredResiduals(first) + squaredResiduals(second) - 2 * covariance;
  // Of two equal terms only rounding is left.
  const negligible = 1e-12 * (squaredResiduals(first) + squaredResiduals(second));
  if (squares <= negligible) return notComputable('constant', 'the difference is the same in every cluster, so it has no variance');
  const standardError = Math.sqrt(squares * (clusters / (clusters - 1)));
  const degreesOfFreedom = clusters - 1;
  const difference = r - s;
  const reach = standardError * studentTQuantile((1 - level) / 2 / comparisons, degreesOfFreedom, 'upper');
  return computed({
    difference, standardError, degreesOfFreedom,
    interval: { low: Math.max(-1, difference - reach), high: Math.min(1, difference + reach), level },
    p: Math.min(1, 2 * studentTSurvival(Math.abs(difference) / standardError, degreesOfFreedom) * comparisons),
  });
}
