import { studentTQuantile, studentTSurvival } from './distributions.js';
import { groupSpread } from './group-jackknife.js';
import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { readSample, requireLevel } from './sample.js';
import type { Values } from './sample.js';
import { intervalOfSeparation } from './separated-groups.js';
import { UsageError } from '../core/errors.js';

/** Values with the cluster that each belongs to, in the same order. */
export interface ClusteredValues {
  readonly values: Values;
  readonly clusters: readonly string[];
}

export interface ClusteredDelta {
  /** As `cliffsDelta`: (pairs with x above y − pairs with x below y) / all pairs, −1 to 1. */
  readonly delta: number;
  readonly clustersX: number;
  readonly clustersY: number;
  /** 0 where one sample lies wholly above the other. */
  readonly standardError: number;
  /** One less than the clusters of the sample that has fewer. */
  readonly degreesOfFreedom: number;
  readonly interval: Interval;
  /** Two-sided p of δ = 0: one less the level whose interval ends at 0; of samples wholly apart the score test of their share, by Student's t. */
  readonly p: number;
}

/** Fewer clusters say too little about how much clusters differ. */
const fewestClusters = 5;

/** What a cluster has in both samples, and Σ over its x of the y below less those above, and the like over its y. */
interface Cluster {
  readonly x: number[];
  readonly y: number[];
  ofX: number;
  ofY: number;
}

/**
 * Cliff's δ of x over y where values of one cluster are alike (models of one owner), and a cluster may have values in both samples. The standard error
 * is that of the jackknife that leaves out one cluster at a time (Kott 2001, with a group for each cluster): with large clusters, fewer groups of many
 * would make it depend on how they are dealt. The interval is the asymmetric one of Cliff 1996 (Feng & Cliff 2004), which stays within −1 and 1, with
 * Student's t. The variance is at least (1 − δ²) / (c·d − 1) for c and d clusters, as Cliff has it for values. For a δ of 1 or −1 see
 * `intervalOfSeparation`, of as many pairs as the sample with fewer clusters has. In O(N log N). A level outside 0 to 1 and columns of different length
 * raise `UsageError`. Not computable: a sample without values, with values that are not finite, or with fewer than five clusters.
 */
export function clusteredDelta(x: ClusteredValues, y: ClusteredValues, options: { readonly level?: number } = {}): Outcome<ClusteredDelta> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'clusteredDelta');
  const [first, second] = [readClustered(x, 'first group'), readClustered(y, 'second group')];
  if (!first.computable) return first;
  if (!second.computable) return second;
  const [clustersX, clustersY] = [new Set(x.clusters).size, new Set(y.clusters).size];
  const fewest = Math.min(clustersX, clustersY);
  if (fewest < fewestClusters) {
    return notComputable('too few values', `an interval over clusters needs ${fewestClusters} clusters in each group, got ${clustersX} and ${clustersY}`);
  }
  const [n, m] = [first.value.length, second.value.length];
  const clusters = clustersOf(first.value, x.clusters, second.value, y.clusters);
  const score = clusters.reduce((total, one) => total + one.ofX, 0);
  const delta = score / (n * m);
  const shared = { delta, clustersX, clustersY, degreesOfFreedom: fewest - 1 };
  if (Math.abs(delta) === 1) {
    // Of n pairs all alike a share of 1 lies √n standard errors from a half; Student's t, because with few clusters the normal law promises too much.
    return computed({ ...shared, standardError: 0, interval: intervalOfSeparation(delta, fewest, level), p: 2 * studentTSurvival(Math.sqrt(fewest), fewest - 1) });
  }
  // What a cluster had with all others goes; what its own values had with each other would go twice.
  const without = clusters.map((one) => (score - one.ofX - one.ofY + dominance(one.x, one.y)) / ((n - one.x.length) * (m - one.y.length)));
  const spread = groupSpread(clusters.map(() => 1), delta, without);
  if (!spread.computable) return spread;
  const variance = Math.max(spread.value.standardError ** 2, (1 - delta * delta) / (clustersX * clustersY - 1));
  return computed({
    ...shared, standardError: Math.sqrt(variance),
    interval: asymmetricInterval(delta, variance, studentTQuantile((1 - level) / 2, fewest - 1, 'upper'), level),
    p: Math.min(1, 2 * studentTSurvival(distanceOfZero(delta, variance), fewest - 1)),
  });
}

function readClustered({ values, clusters }: ClusteredValues, what: string): Outcome<Float64Array> {
  if (values.length !== clusters.length) throw new UsageError(`stats: clusters of the ${what}; expected ${values.length}, got ${clusters.length}`);
  return readSample(values, what);
}

/** Clusters in order of their names, so that sums over them do not depend on the order of the values. */
function clustersOf(x: Float64Array, namesX: readonly string[], y: Float64Array, namesY: readonly string[]): Cluster[] {
  const found = new Map([...new Set([...namesX, ...namesY])].sort().map((name): [string, Cluster] => [name, { x: [], y: [], ofX: 0, ofY: 0 }]));
  const [sortedX, sortedY] = [x.slice().sort(), y.slice().sort()];
  x.forEach((value, index) => {
    const cluster = found.get(namesX[index]!)!;
    cluster.x.push(value);
    cluster.ofX += standing(value, sortedY);
  });
  y.forEach((value, index) => {
    const cluster = found.get(namesY[index]!)!;
    cluster.y.push(value);
    cluster.ofY -= standing(value, sortedX);
  });
  return [...found.values()];
}

/** Values below this one less those above it. */
function standing(value: number, sorted: Float64Array): number {
  return firstFrom(sorted, (one) => one >= value) + firstFrom(sorted, (one) => one > value) - sorted.length;
}

/** How many values come before the first that meets the condition, which all after it meet too. */
function firstFrom(sorted: Float64Array, meets: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (meets(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Pairs in which x is above y less those in which it is below. */
function dominance(x: readonly number[], y: readonly number[]): number {
  const sorted = Float64Array.from(y).sort();
  return x.reduce((total, value) => total + standing(value, sorted), 0);
}

function asymmetricInterval(delta: number, variance: number, t: number, level: number): Interval {
  const middle = delta - delta ** 3;
  const reach = t * Math.sqrt(variance) * Math.sqrt((1 - delta * delta) ** 2 + t * t * variance);
  const scale = 1 - delta * delta + t * t * variance;
  return { low: Math.max(-1, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale), level };
}

/** The t at which the asymmetric interval ends at 0: (δ − δ³)² = t²v((1 − δ²)² + t²v), solved for t. */
function distanceOfZero(delta: number, variance: number): number {
  const squared = (1 - delta * delta) ** 2;
  // In this form no digits are lost for small δ.
  return Math.sqrt((2 * delta * delta * squared) / (squared + Math.sqrt(squared * squared + 4 * delta * delta * squared)) / variance);
}
