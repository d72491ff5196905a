import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { clusterRatio, sumByCluster } from './cluster-ratio.js';
import { expectReason, valueOf } from './outcome.test-data.js';

describe('a ratio over clusters', () => {
  it('has the linearised variance', () => {
    // R = 4/10; residuals a − R·n: 0.8, −0.6, −0.2; variance 3/2·(0.64 + 0.36 + 0.04)/100.
    const found = valueOf(clusterRatio([2, 1, 1], [3, 4, 3]));
    expect(found.ratio).toBeCloseTo(0.4, 14);
    expect(found.standardError).toBeCloseTo(Math.sqrt((1.5 * 1.04) / 100), 14);
    // t at 97.5 % with 2 degrees of freedom is 4.302653.
    expect(found.interval.high).toBeCloseTo(0.4 + 4.302653 * found.standardError, 5);
    expect(found.effectiveClusters).toBeCloseTo(100 / 34, 12);
  });

  it('is that of a sample mean where clusters are of one', () => {
    const values = [1, 0, 0, 1, 1, 0, 1, 0, 0, 0];
    const { standardError } = valueOf(clusterRatio(values, values.map(() => 1)));
    expect(standardError).toBeCloseTo(Math.sqrt((0.4 * 0.6) / 9), 14);
  });

  it('never knows exactly', () => {
    const { interval, p } = valueOf(clusterRatio([0, 0, 0, 0], [5, 5, 5, 5]));
    // Wilson for none of four: up to z²/(4 + z²).
    expect(interval.high).toBeCloseTo(3.8415 / 7.8415, 4);
    expect(interval.low).toBe(-interval.high);
    expect(p).toBeNull();
  });

  it('is finite, or says why not', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.double({ min: -1, max: 1, noNaN: true })), { minLength: 2 }), (clusters) => {
      const found = valueOf(clusterRatio(clusters.map(([n, share]) => n * share), clusters.map(([n]) => n)));
      expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/);
      expect(found.interval.low).toBeLessThanOrEqual(found.ratio + 1e-12);
      expect(found.interval.high).toBeGreaterThanOrEqual(found.ratio - 1e-12);
    }), { seed: 4 });
    expectReason(clusterRatio([1], [2]), 'too few values');
    expectReason(clusterRatio([0, 0], [1, 0]), 'zero total');
    expect(() => clusterRatio([3, 0], [2, 1])).toThrow(UsageError);
  });

  it('sums pairs by cluster', () => {
    const rows = [{ cluster: 7, pairs: 2, x: 1 }, { cluster: 3, pairs: 1, x: 0 }, { cluster: 7, pairs: 3, x: -1 }];
    expect(sumByCluster(rows, (row) => row.x)).toEqual({ numerators: [-1, 0], denominators: [5, 1] });
  });
});
