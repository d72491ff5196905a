import fc from 'fast-check';
import { quantile as otherQuantile } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { normalQuantile } from './distributions.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { proportion } from './proportion.js';
import { boxPlot, quantile, quantiles } from './quantiles.js';
import { jaccard, stayShare } from './sets.js';

describe('proportion', () => {
  it('has the published interval of licence inconsistency in PeaTMOSS: 54 of 22,474', () => {
    const { interval, share } = valueOf(proportion(54, 22_474));
    expectDigits(share, 54 / 22_474, 15);
    expectDigits(interval.low, 0.001842154083134, 13);
    expectDigits(interval.high, 0.003133477541708, 13);
  });

  it('holds the shares whose score test accepts the count', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
      const k = Math.floor(part * n);
      const { interval, share } = valueOf(proportion(k, n, { level: 0.9 }));
      expect(interval.low).toBeGreaterThanOrEqual(0);
      expect(interval.high).toBeLessThanOrEqual(1);
      expect(interval.low).toBeLessThanOrEqual(share);
      expect(interval.high).toBeGreaterThanOrEqual(share);
      for (const end of [interval.low, interval.high]) {
        if (end > 0 && end < 1) expect(Math.abs(share - end) / Math.sqrt((end * (1 - end)) / n)).toBeCloseTo(normalQuantile(0.95), 8);
      }
      const mirrored = valueOf(proportion(n - k, n, { level: 0.9 })).interval;
      expect(mirrored.low).toBeCloseTo(1 - interval.high, 12);
    }), { seed: 22 });
  });

  it('is usable for none and all, and is not for nothing', () => {
    expect(valueOf(proportion(0, 20)).interval.low).toBe(0);
    expect(valueOf(proportion(20, 20)).interval.high).toBe(1);
    expectReason(proportion(0, 0), 'empty');
    expect(() => proportion(3, 2)).toThrow(UsageError);
    expect(() => proportion(-1, 2)).toThrow(UsageError);
    expect(() => proportion(1.5, 2)).toThrow(UsageError);
  });
});

describe('quantiles', () => {
  it('interpolate as R type 7', () => {
    // quantile(c(1, 3, 4, 10), c(0, .1, .25, .5, .9, 1)) by the definition: position 1 + p(n − 1)
    const expected = [1, 1.6, 2.5, 3.5, 8.2, 10];
    for (const [i, value] of valueOf(quantiles([10, 1, 4, 3], [0, 0.1, 0.25, 0.5, 0.9, 1])).entries()) expect(value).toBeCloseTo(expected[i]!, 13);
    expect(valueOf(quantile([5], 0.3))).toBe(5);
    expectReason(quantile([], 0.5), 'empty');
    expect(() => quantile([1], 1.01)).toThrow(UsageError);
  });

  it('stay within the data, in order, and do not see the order of values', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -1e300, max: 1e300, noNaN: true }), { minLength: 1, maxLength: 50 }), (all) => {
      const result = valueOf(quantiles(all, [0, 0.25, 0.5, 0.75, 1]));
      expect(result[0]).toBe(Math.min(...all) + 0);
      expect(result[4]).toBe(Math.max(...all) + 0);
      for (let i = 1; i < 5; i += 1) expect(result[i]! - result[i - 1]!).toBeGreaterThanOrEqual(-1e-12 * Math.abs(result[i]!));
      expect(valueOf(quantiles([...all].reverse(), [0, 0.25, 0.5, 0.75, 1]))).toEqual(result);
    }), { seed: 23 });
    expect(valueOf(quantile([3, 1, 2, 9], 0.5))).toBe(otherQuantile([3, 1, 2, 9], 0.5));
  });
});

describe('box plot', () => {
  it('puts whiskers on the last values within 1.5 interquartile ranges', () => {
    const box = valueOf(boxPlot([1, 2, 3, 4, 5, 6, 7, 8, 100, -50]));
    expect(box).toMatchObject({ n: 10, lowerQuartile: 2.25, median: 4.5, upperQuartile: 6.75, lowerWhisker: 1, upperWhisker: 8 });
    expect(Array.from(box.outliers)).toEqual([-50, 100]);
    const flat = valueOf(boxPlot([2, 2, 2, 2, 2, 9]));
    expect(flat).toMatchObject({ lowerWhisker: 2, upperWhisker: 2 });
    expect(Array.from(flat.outliers)).toEqual([9]);
    expectReason(boxPlot([]), 'empty');
  });

  it('loses no value', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 50 }), (all) => {
      const box = valueOf(boxPlot(all));
      const inside = all.filter((x) => x >= box.lowerWhisker && x <= box.upperWhisker).length;
      expect(inside + box.outliers.length).toBe(all.length);
      expect(all).toContain(box.lowerWhisker);
      expect(all).toContain(box.upperWhisker);
    }), { seed: 24 });
  });
});

describe('sets', () => {
  it('counts what is shared', () => {
    expect(valueOf(jaccard(new Set('abcdefg'), new Set('zcavwxy')))).toEqual({ share: 1 / 6, numerator: 2, denominator: 12 });
    expect(valueOf(stayShare(new Set('abcd'), new Set('bcdxyz')))).toEqual({ share: 0.75, numerator: 3, denominator: 4 });
    expect(valueOf(stayShare(new Set('ab'), new Set<string>())).share).toBe(0);
  });

  it('has no value for empty sets', () => {
    expectReason(jaccard(new Set(), new Set()), 'empty');
    expectReason(stayShare(new Set(), new Set([1])), 'empty');
  });

  it('Jaccard is symmetric, and 1 only for equal sets', () => {
    const set = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 10 }).map((all) => new Set(all));
    fc.assert(fc.property(set, set, (a, b) => {
      const forth = valueOf(jaccard(a, b));
      expect(forth).toEqual(valueOf(jaccard(b, a)));
      expect(forth.share === 1).toBe(a.size === b.size && [...a].every((x) => b.has(x)));
      expect(forth.share).toBeLessThanOrEqual(valueOf(stayShare(a, b)).share);
    }), { seed: 25 });
  });
});
