import { describe, expect, it } from 'vitest';
import { cliffsDelta, intervalOfDelta } from './cliffs-delta.js';
import { clusteredDelta, type ClusteredValues } from './clustered-delta.js';
import { normalQuantile } from './distributions.js';
import { jackknife } from './bootstrap.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { seededGenerator, type Generator } from './random.js';

/** Values each of which is a cluster of its own. */
function alone(values: readonly number[], prefix: string): ClusteredValues {
  return { values, clusters: values.map((_, index) => `${prefix}${index}`) };
}

/** Normal values of clusters, alike to the intraclass correlation: sizes are 1 to `largest`. */
function invent(generator: Generator, prefix: string, clusters: number, largest: number, icc: number, shift: number): ClusteredValues {
  function normal(): number {
    return normalQuantile((generator.next() + 0.5) / 0x1_0000_0000);
  }
  const [values, names]: [number[], string[]] = [[], []];
  for (let c = 0; c < clusters; c += 1) {
    const common = Math.sqrt(icc) * normal();
    const size = 1 + generator.below(largest);
    for (let i = 0; i < size; i += 1) {
      values.push(shift + common + Math.sqrt(1 - icc) * normal());
      names.push(`${prefix}${c}`);
    }
  }
  return { values, clusters: names };
}

/** δ where clusters are drawn with replacement: percentiles and standard deviation of many such draws. */
function bootstrapClusters(x: ClusteredValues, y: ClusteredValues, draws: number): number {
  const generator = seededGenerator(9);
  const names = [...new Set([...x.clusters, ...y.clusters])];
  const members = new Map(names.map((name) => [name, [x, y].map((one) => Array.from(one.values).filter((_, i) => one.clusters[i] === name))]));
  const found = Array.from({ length: draws }, () => {
    const drawn: [number[], number[]] = [[], []];
    for (let i = 0; i < names.length; i += 1) members.get(names[generator.below(names.length)]!)!.forEach((values, at) => drawn[at]!.push(...values));
    return valueOf(cliffsDelta(drawn[0], drawn[1])).delta;
  });
  const mean = found.reduce((a, b) => a + b, 0) / draws;
  return Math.sqrt(found.reduce((total, one) => total + (one - mean) ** 2, 0) / (draws - 1));
}

describe('clustered Cliff\'s delta', () => {
  const x = [3, 5, 8, 8, 9, 12, 4];
  const y = [1, 3, 6, 8, 2, 7];

  it('is Cliff\'s delta, with the error of the jackknife over clusters', () => {
    const found = valueOf(clusteredDelta(alone(x, 'x'), alone(y, 'y')));
    expectDigits(found.delta, valueOf(cliffsDelta(x, y)).delta);
    const all = [...x, ...y];
    const ordinary = valueOf(jackknife(all.length, (rows) => {
      const kept = Array.from(rows);
      return valueOf(cliffsDelta(kept.filter((i) => i < x.length).map((i) => all[i]!), kept.filter((i) => i >= x.length).map((i) => all[i]!))).delta;
    }));
    expectDigits(found.standardError, ordinary.standardError, 10);
    expect(found).toMatchObject({ clustersX: 7, clustersY: 6, degreesOfFreedom: 5 });
  });

  it('leaves out what a cluster has in both samples', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const found = valueOf(clusteredDelta({ values: x, clusters: names }, { values: y, clusters: names.slice(0, 6) }));
    const without = names.map((_, out) => valueOf(cliffsDelta(x.filter((_value, i) => i !== out), y.filter((_value, i) => i !== out))).delta);
    const mean = without.reduce((a, b) => a + b, 0) / 7;
    expectDigits(found.standardError, Math.sqrt((6 / 7) * without.reduce((total, one) => total + (one - mean) ** 2, 0)), 10);
  });

  it('does not depend on the order of the values, and mirrors', () => {
    const [a, b] = [invent(seededGenerator(1), 'x', 12, 4, 0.3, 0.4), invent(seededGenerator(2), 'x', 15, 4, 0.3, 0)];
    const found = valueOf(clusteredDelta(a, b));
    expect(valueOf(clusteredDelta({ values: Array.from(a.values).reverse(), clusters: [...a.clusters].reverse() }, b))).toEqual(found);
    const mirrored = valueOf(clusteredDelta(b, a));
    expectDigits(mirrored.interval.low, -found.interval.high, 10);
    expectDigits(mirrored.p, found.p, 10);
  });

  it('has a p that is one less the level whose interval ends at 0', () => {
    for (const shift of [0.1, 0.5, 1]) {
      const [a, b] = [invent(seededGenerator(3), 'x', 20, 3, 0.3, shift), invent(seededGenerator(4), 'y', 25, 3, 0.3, 0)];
      const { p, delta } = valueOf(clusteredDelta(a, b));
      const { interval } = valueOf(clusteredDelta(a, b, { level: 1 - p }));
      expect(delta > 0 ? interval.low : interval.high).toBeCloseTo(0, 8);
    }
  });

  it('agrees with the bootstrap of clusters', () => {
    const [a, b] = [invent(seededGenerator(5), 'x', 60, 8, 0.3, 0.4), invent(seededGenerator(6), 'x', 80, 8, 0.3, 0)];
    expect(Math.abs(valueOf(clusteredDelta(a, b)).standardError / bootstrapClusters(a, b, 400) - 1)).toBeLessThan(0.15);
  });

  it('covers about 95 % where clusters are alike, which the interval of independent values does not', () => {
    const generator = seededGenerator(7);
    // δ of two normals half a deviation apart: 2Φ(0.5/√2) − 1.
    const truth = 0.2763263902;
    const runs = 600;
    let [clustered, independent] = [0, 0];
    for (let run = 0; run < runs; run += 1) {
      const [a, b] = [invent(generator, 'x', 40, 15, 0.3, 0.5), invent(generator, 'y', 40, 15, 0.3, 0)];
      const { low, high } = valueOf(clusteredDelta(a, b)).interval;
      const other = intervalOfDelta(valueOf(cliffsDelta(a.values, b.values)))!;
      clustered += Number(low <= truth && truth <= high);
      independent += Number(other.low <= truth && truth <= other.high);
    }
    expect(clustered / runs).toBeGreaterThan(0.925);
    expect(clustered / runs).toBeLessThan(0.975);
    expect(independent / runs).toBeLessThan(0.75);
  });

  it('has an interval and a p where the samples do not overlap, of as many pairs as clusters', () => {
    const found = valueOf(clusteredDelta(alone([10, 11, 12, 13, 14, 15], 'x'), alone([1, 2, 3, 4, 5], 'y')));
    expect(found).toMatchObject({ delta: 1, standardError: 0 });
    // Wilson for five of five: from 5/(5 + z²) on, twice that less one.
    expectDigits(found.interval.low, 10 / (5 + 1.959963984540054 ** 2) - 1, 10);
    expect(found.interval.high).toBe(1);
    expect(found.p).toBeGreaterThan(0.05);
    expect(valueOf(clusteredDelta(alone([1, 2, 3, 4, 5], 'y'), alone([10, 11, 12, 13, 14, 15], 'x')))).toMatchObject({ delta: -1, interval: { low: -1 } });
    expect(intervalOfDelta(valueOf(cliffsDelta([10, 11], [1, 2])))!.high).toBe(1);
  });

  it('has an interval with a width where all values are the same', () => {
    const found = valueOf(clusteredDelta(alone(Array<number>(10).fill(1), 'x'), alone(Array<number>(10).fill(1), 'y')));
    expect(found).toMatchObject({ delta: 0, p: 1 });
    expect(found.interval.high).toBeGreaterThan(0.1);
  });

  it('says why there is none', () => {
    expectReason(clusteredDelta(alone([1, 2, 3, 4], 'x'), alone(y, 'y')), 'too few values');
    expectReason(clusteredDelta({ values: x, clusters: x.map(() => 'a') }, alone(y, 'y')), 'too few values');
    expectReason(clusteredDelta(alone([], 'x'), alone(y, 'y')), 'empty');
    expectReason(clusteredDelta(alone([1, 2, 3, 4, Number.NaN], 'x'), alone(y, 'y')), 'not finite');
    expect(() => clusteredDelta({ values: x, clusters: [] }, alone(y, 'y'))).toThrow('clusters of the first group; expected 7, got 0');
    expect(() => clusteredDelta(alone(x, 'x'), alone(y, 'y'), { level: 95 })).toThrow('confidence level');
  });
});
