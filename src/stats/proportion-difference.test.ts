import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { proportionDifference } from './proportion-difference.js';

/** Newcombe 1998, Table II, method 10: x/m, y/n, and the limits as printed. */
const published = [
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
] as const;

function differenceOf(x: number, m: number, y: number, n: number) {
  return valueOf(proportionDifference({ numerator: x, denominator: m }, { numerator: y, denominator: n }));
}

describe('difference of shares', () => {
  it.each(published)('has the published limits for %i/%i and %i/%i', (x, m, y, n, low, high) => {
    const { interval } = differenceOf(x, m, y, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('tests with the pooled share: z² is Pearson\'s χ² of the four counts', () => {
    const { z, p, difference } = differenceOf(56, 70, 48, 80);
    // χ² = N (ad − bc)² / (rows · columns) = 150 (56·32 − 14·48)² / (70·80·104·46)
    expectDigits((z ?? 0) ** 2, (150 * (56 * 32 - 14 * 48) ** 2) / (70 * 80 * 104 * 46), 12);
    expectDigits(p, 0.008045081368196568, 12);
    expectDigits(difference, 0.2, 12);
  });

  it('has no z, and p 1, where all or none count in both groups', () => {
    expect(differenceOf(0, 10, 0, 20)).toMatchObject({ difference: 0, z: null, p: 1 });
    expect(differenceOf(10, 10, 20, 20)).toMatchObject({ difference: 0, z: null, p: 1 });
  });

  it('mirrors with the groups, holds the difference, and stays within −1 and 1', () => {
    const counts = fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(fc.property(counts, counts, ([x, m], [y, n]) => {
      const forth = differenceOf(x, m, y, n);
      const back = differenceOf(y, n, x, m);
      expect(forth.interval.low).toBeCloseTo(-back.interval.high, 12);
      expect(forth.p).toBeCloseTo(back.p, 12);
      expect(forth.interval.low).toBeGreaterThanOrEqual(-1);
      expect(forth.interval.high).toBeLessThanOrEqual(1);
      expect(forth.interval.low).toBeLessThanOrEqual(forth.difference + 1e-12);
      expect(forth.interval.high).toBeGreaterThanOrEqual(forth.difference - 1e-12);
      for (const number of [forth.p, forth.interval.low, forth.interval.high]) expect(Number.isFinite(number)).toBe(true);
    }), { seed: 27 });
  });

  it('is not computable for an empty group, and refuses counts that are none', () => {
    expectReason(proportionDifference({ numerator: 0, denominator: 0 }, { numerator: 1, denominator: 2 }), 'empty');
    expectReason(proportionDifference({ numerator: 1, denominator: 2 }, { numerator: 0, denominator: 0 }), 'empty');
    expect(() => differenceOf(3, 2, 1, 2)).toThrow(UsageError);
    expect(() => differenceOf(1, 2, 0.5, 2)).toThrow(UsageError);
  });
});
