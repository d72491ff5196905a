import { studentTQuantile, studentTSurvival } from './distributions.js';
import { assignGroups } from './group-jackknife.js';
import { leaveGroupsOut } from './leave-groups-out.js';
import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { readSample, requireLevel, requireWhole } from './sample.js';
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
  /** Groups of clusters that were left out, one at a time. */
  readonly groups: number;
  /** 0 where one sample lies wholly above the other. */
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly interval: Interval;
  /** Two-sided p of δ = 0: one less the level whose interval ends at 0. */
  readonly p: number;
}

/** Fewer clusters say too little about how much clusters differ. */
const fewestClusters = 5;

/** A sample dealt into groups, each ascending. */
interface Dealt {
  readonly all: Float64Array;
  readonly byGroup: readonly Float64Array[];
}

/**
 * Cliff's δ of x over y where values of one cluster are alike (models of one owner), and a cluster may have values in both samples. The standard error
 * is that of a jackknife that leaves out groups of whole clusters: clusters in order of their names are dealt by a seeded shuffle into `mostGroups` groups,
 * or one each where they are fewer (Kott 2001). The interval is the asymmetric one of Cliff 1996 (Feng & Cliff 2004), which stays within −1 and 1, with
 * Student's t; its degrees of freedom are one less than the groups in which the rarer sample occurs. The variance is at least (1 − δ²) / (c·d − 1) for
 * c and d clusters, as Cliff has it for values. For a δ of 1 or −1 see `intervalOfSeparation`, of as many pairs as the smaller sample has clusters.
 * A level outside 0 to 1 and columns of different length raise `UsageError`. Not computable: a sample with fewer than five clusters, or in one group.
 */
export function clusteredDelta(
  x: ClusteredValues, y: ClusteredValues, options: { readonly level?: number; readonly mostGroups?: number; readonly seed?: number } = {},
): Outcome<ClusteredDelta> {
  const { level = 0.95, mostGroups = 50, seed = 1 } = options;
  requireLevel(level, 'clusteredDelta');
  requireWhole(mostGroups, 2, 'groups of clusters');
  const [first, second] = [readClustered(x, 'first group'), readClustered(y, 'second group')];
  if (!first.computable) return first;
  if (!second.computable) return second;
  const [clustersX, clustersY] = [new Set(x.clusters).size, new Set(y.clusters).size];
  const fewest = Math.min(clustersX, clustersY);
  if (fewest < fewestClusters) {
    return notComputable('too few values', `an interval over clusters needs ${fewestClusters} clusters in each group, got ${clustersX} and ${clustersY}`);
  }
  const names = [...new Set([...x.clusters, ...y.clusters])].sort();
  const groups = Math.min(mostGroups, names.length);
  const assigned = assignGroups(names.length, groups, seed);
  const groupOf = new Map(names.map((name, index) => [name, assigned[index]!]));
  const [dealtX, dealtY] = [deal(first.value, x.clusters, groupOf, groups), deal(second.value, y.clusters, groupOf, groups)];
  const score = dominance(dealtX.all, dealtY.all);
  const delta = score / (dealtX.all.length * dealtY.all.length);
  const shared = { delta, clustersX, clustersY, groups };
  const degreesOfFreedom = Math.min(...[dealtX, dealtY].map((one) => one.byGroup.filter((values) => values.length > 0).length)) - 1;
  if (Math.abs(delta) === 1) {
    // The score test behind Wilson's interval: all of n pairs alike lie √n standard errors from a half.
    const p = 2 * studentTSurvival(Math.sqrt(fewest), fewest - 1);
    return computed({ ...shared, standardError: 0, degreesOfFreedom: fewest - 1, interval: intervalOfSeparation(delta, fewest, level), p });
  }
  const spread = leaveGroupsOut(delta, withoutEach(dealtX, dealtY, score));
  if (!spread.computable) return spread;
  const variance = Math.max(spread.value.standardError ** 2, (1 - delta * delta) / (clustersX * clustersY - 1));
  return computed({
    ...shared, degreesOfFreedom, standardError: Math.sqrt(variance),
    interval: asymmetricInterval(delta, variance, studentTQuantile((1 - level) / 2, degreesOfFreedom, 'upper'), level),
    p: Math.min(1, 2 * studentTSurvival(distanceOfZero(delta, variance), degreesOfFreedom)),
  });
}

function readClustered({ values, clusters }: ClusteredValues, what: string): Outcome<Float64Array> {
  if (values.length !== clusters.length) throw new UsageError(`stats: clusters of the ${what}; expected ${values.length}, got ${clusters.length}`);
  return readSample(values, what);
}

function deal(values: Float64Array, clusters: readonly string[], groupOf: ReadonlyMap<string, number>, groups: number): Dealt {
  const byGroup: number[][] = Array.from({ length: groups }, () => []);
  values.forEach((value, index) => byGroup[groupOf.get(clusters[index]!)!]!.push(value));
  return { all: values.slice().sort(), byGroup: byGroup.map((one) => Float64Array.from(one).sort()) };
}

/** Pairs in which x is above y less those in which it is below, of ascending values. */
function dominance(x: Float64Array, y: Float64Array): number {
  let [score, below, upTo] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i]!;
    while (below < y.length && y[below]! < value) below += 1;
    while (upTo < y.length && y[upTo]! <= value) upTo += 1;
    score += below - (y.length - upTo);
  }
  return score;
}

/** δ without each group: what its members had with all others goes, what they had with each other went twice. Null where nothing is left of a sample. */
function withoutEach(x: Dealt, y: Dealt, score: number): (number | null)[] {
  return x.byGroup.map((ofX, group) => {
    const ofY = y.byGroup[group]!;
    const pairs = (x.all.length - ofX.length) * (y.all.length - ofY.length);
    return pairs === 0 ? null : (score - dominance(ofX, y.all) - dominance(x.all, ofY) + dominance(ofX, ofY)) / pairs;
  });
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
