import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { bootstrapInterval } from './bootstrap.js';
import { clusteredDifference, clusteredShare, type ClusterSums, type JointSums } from './clustered-shares.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { seededGenerator } from './random.js';

type Cluster = readonly [n: number, k: number];

function total(clusters: readonly Cluster[], of: (cluster: Cluster) => number): number {
  return clusters.reduce((sum, cluster) => sum + of(cluster), 0);
}

function sumsOf(clusters: readonly Cluster[]): ClusterSums {
  return {
    clusters: clusters.filter(([n]) => n > 0).length, n: total(clusters, ([n]) => n), k: total(clusters, ([, k]) => k),
    nn: total(clusters, ([n]) => n * n), nk: total(clusters, ([n, k]) => n * k), kk: total(clusters, ([, k]) => k * k),
  };
}

function jointOf(first: readonly Cluster[], second: readonly Cluster[]): JointSums {
  function product(of: 0 | 1, with_: 0 | 1): number {
    return first.reduce((sum, cluster, index) => sum + cluster[of] * (second[index]?.[with_] ?? 0), 0);
  }
  return { nn: product(0, 0), nk: product(0, 1), kn: product(1, 0), kk: product(1, 1) };
}

/** Clusters of unequal size that differ in what they keep, in two shares that go together. */
function drawPair(count: number, seed: number): { first: Cluster[]; second: Cluster[] } {
  const generator = seededGenerator(seed);
  const [first, second]: [Cluster[], Cluster[]] = [[], []];
  for (let i = 0; i < count; i += 1) {
    const n = 1 + generator.below(12);
    const level = generator.below(100);
    const m = generator.below(3) === 0 ? 0 : n;
    let [k, l] = [0, 0];
    for (let item = 0; item < n; item += 1) {
      if (generator.below(100) < level) k += 1;
      if (item < m && generator.below(100) < level * 0.6) l += 1;
    }
    first.push([n, k]);
    second.push([m, l]);
  }
  return { first, second };
}

describe('share in clusters', () => {
  it('has the linearised variance, computed by hand', () => {
    // R = 6/10; k − R·n of the three clusters: 0.8, −1.8, 1.
    const found = valueOf(clusteredShare(sumsOf([[2, 2], [3, 0], [5, 4]])));
    expectDigits(found.share, 0.6, 14);
    const squares = (0.64 + 3.24 + 1) / 100;
    expectDigits(found.effectiveSize, 0.24 / (squares * 1.5), 12);
  });

  it('is Wilson’s but for t where each item is its own cluster, and wider where clusters are alike inside', () => {
    const alone = Array.from({ length: 400 }, (_, i): Cluster => [1, i % 4 === 0 ? 1 : 0]);
    const { effectiveSize } = valueOf(clusteredShare(sumsOf(alone)));
    expect(effectiveSize).toBeCloseTo(399, 6);
    const tens = Array.from({ length: 40 }, (_, i): Cluster => [10, i % 4 === 0 ? 10 : 0]);
    expect(valueOf(clusteredShare(sumsOf(tens))).effectiveSize).toBeCloseTo(39, 6);
  });

  it('counts clusters where all or none count, and is not computable in one cluster or none', () => {
    const none = valueOf(clusteredShare(sumsOf([[50, 0], [50, 0], [3, 0]])));
    expect(none).toMatchObject({ share: 0, effectiveSize: 3, interval: { low: 0 } });
    expect(none.interval.high).toBeGreaterThan(0.5);
    expect(valueOf(clusteredShare(sumsOf([[4, 4], [5, 5]]))).interval.high).toBe(1);
    expectReason(clusteredShare(sumsOf([[9, 4]])), 'too few values');
    expectReason(clusteredShare(sumsOf([])), 'empty');
    expect(() => clusteredShare({ clusters: 1, n: 1, k: 2, nn: 1, nk: 2, kk: 4 })).toThrow(UsageError);
  });

  it('stays within 0 and 1 around the share', () => {
    const cluster = fc.integer({ min: 1, max: 30 }).chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n })));
    fc.assert(fc.property(fc.array(cluster, { minLength: 2, maxLength: 30 }), (clusters) => {
      const { share, interval } = valueOf(clusteredShare(sumsOf(clusters)));
      expect(interval.low).toBeGreaterThanOrEqual(0);
      expect(interval.high).toBeLessThanOrEqual(1);
      expect(interval.low).toBeLessThanOrEqual(share);
      expect(interval.high).toBeGreaterThanOrEqual(share);
    }), { seed: 3 });
  });
});

describe('difference of shares in clusters', () => {
  it('agrees with a bootstrap of whole clusters', () => {
    const { first, second } = drawPair(300, 8);
    const found = valueOf(clusteredDifference(sumsOf(first), sumsOf(second), jointOf(first, second)));
    const drawn = valueOf(bootstrapInterval(300, (rows) => {
      let [n, k, m, l] = [0, 0, 0, 0];
      for (const row of rows) { n += first[row]![0]; k += first[row]![1]; m += second[row]![0]; l += second[row]![1]; }
      return m === 0 ? null : k / n - l / m;
    }, { seed: 4 }));
    expect(found.difference).toBeCloseTo(drawn.estimate, 12);
    expect(found.standardError / drawn.standardError).toBeGreaterThan(0.93);
    expect(found.standardError / drawn.standardError).toBeLessThan(1.07);
    expect(Math.abs(found.interval.low - drawn.interval.low)).toBeLessThan(0.25 * drawn.standardError);
    expect(Math.abs(found.interval.high - drawn.interval.high)).toBeLessThan(0.25 * drawn.standardError);
  });

  it('mirrors, and widens with the number of comparisons', () => {
    const { first, second } = drawPair(60, 2);
    const forth = valueOf(clusteredDifference(sumsOf(first), sumsOf(second), jointOf(first, second)));
    const back = valueOf(clusteredDifference(sumsOf(second), sumsOf(first), jointOf(second, first)));
    expect(back.interval.low).toBeCloseTo(-forth.interval.high, 12);
    expect(back.p).toBeCloseTo(forth.p, 12);
    const many = valueOf(clusteredDifference(sumsOf(first), sumsOf(second), jointOf(first, second), { comparisons: 9 }));
    expect(many.interval.high).toBeGreaterThan(forth.interval.high);
    expectDigits(many.p, Math.min(1, 9 * forth.p), 12);
  });

  it('covers a difference of nought about as often as it says', () => {
    let misses = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const { first } = drawPair(40, seed);
      const { first: second } = drawPair(40, seed + 10_000);
      const { interval } = valueOf(clusteredDifference(sumsOf(first), sumsOf(second), jointOf(first, second)));
      if (interval.low > 0 || interval.high < 0) misses += 1;
    }
    expect(misses).toBeLessThanOrEqual(26);
    expect(misses).toBeGreaterThanOrEqual(5);
  });

  it('is not computable for an empty share, one cluster, or without variation', () => {
    const some: readonly Cluster[] = [[2, 1], [3, 1]];
    expectReason(clusteredDifference(sumsOf(some), sumsOf([]), jointOf(some, [])), 'empty');
    expectReason(clusteredDifference(sumsOf(some), sumsOf([[2, 1]]), jointOf(some, [[2, 1]])), 'too few values');
    expectReason(clusteredDifference(sumsOf(some), sumsOf(some), jointOf(some, some)), 'constant');
  });
});
