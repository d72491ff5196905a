import type { Statistic } from '../core/measurement.js';
import { cliffsDelta, intervalOfDelta } from '../stats/cliffs-delta.js';
import { clusteredDelta, type ClusteredValues } from '../stats/clustered-delta.js';
import { of } from './descendants-statistics.js';

/** A value with the name of the package that it is of. */
export interface NamedValue {
  readonly name: string;
  readonly value: number;
}

/** The owner of a package, as the part of its name before the slash; a name without one is an owner of its own, whom nobody else can be. */
export function ownerIn(name: string): string {
  const slash = name.indexOf('/');
  return slash > 0 ? name.slice(0, slash) : `/${name}`;
}

/** Of these packages the values that are known. */
export function namedValues<One>(members: readonly One[], nameOf: (member: One) => string, read: (member: One) => number | null): NamedValue[] {
  return members.flatMap((one) => {
    const value = read(one);
    return value === null ? [] : [{ name: nameOf(one), value }];
  });
}

/** Cliff's delta with the interval that takes each value for independent, under the given name. */
export function deltaStatistic(name: string, x: Float64Array, y: Float64Array): Statistic {
  return of(cliffsDelta(x, y), name, x.length + y.length, (one) => ({ value: one.delta, ...intervalOfDelta(one) }));
}

/**
 * Cliff's delta where only owners are independent: `clusteredDelta:<name>` with its interval, and `p:clusteredDelta:<name>` of no difference. n is the
 * number of values. Without an interval there is no value either, and `why` says what lacks.
 */
export function clusteredStatistics(name: string, x: readonly NamedValue[], y: readonly NamedValue[]): Statistic[] {
  const found = clusteredDelta(clustered(x), clustered(y));
  const n = x.length + y.length;
  return [
    of(found, `clusteredDelta:${name}`, n, (one) => ({ value: one.delta, ...one.interval })),
    of(found, `p:clusteredDelta:${name}`, n, (one) => ({ value: one.p })),
  ];
}

/** The same two statistics where the groups could not be formed. */
export function noClusteredStatistics(name: string, why: string): Statistic[] {
  return [`clusteredDelta:${name}`, `p:clusteredDelta:${name}`].map((one) => ({ name: one, value: null, n: 0, why }));
}

function clustered(values: readonly NamedValue[]): ClusteredValues {
  return { values: Float64Array.from(values, (one) => one.value), clusters: values.map((one) => ownerIn(one.name)) };
}
