import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { rankBiasedOverlap, rankWeight } from './rank-overlap.js';
import { jaccard } from './sets.js';

const [first, second] = [[...'abcdefg'], [...'zcavwxy']];
const ranking = fc.shuffledSubarray([...'abcdefghij'], { minLength: 1 });

describe('rank-biased overlap (Webber, Moffat & Zobel 2010)', () => {
  it('has the reference values', () => {
    const ninety = valueOf(rankBiasedOverlap(first, second, 0.9));
    expectDigits(ninety.averageOverlap, 0.31224489795918, 13);
    expectDigits(ninety.extrapolated, 0.28821728571429, 13);
    expectDigits(ninety.min, 0.2216855762209, 12);
    expectDigits(ninety.truncated, 0.15156102857143, 13);
    expectDigits(valueOf(rankBiasedOverlap(first, second, 0.98)).extrapolated, 0.288720160362667, 13);
    expectDigits(rankWeight(0.9, 10), 0.85558544674735, 13);
    expect(rankWeight(0.998, 1000)).toBeCloseTo(0.963, 3);
    // Two of twelve different letters.
    expectDigits(valueOf(jaccard(new Set(first), new Set(second))).share, 1 / 6, 14);
  });

  it('is 1 for a ranking and itself, 0 at least for two without a shared item', () => {
    const same = valueOf(rankBiasedOverlap(first, first, 0.9));
    expect(same).toMatchObject({ shared: 7, averageOverlap: 1 });
    expect(same.extrapolated).toBeCloseTo(1, 12);
    expect(same.min + same.residual).toBeCloseTo(1, 12);
    const apart = valueOf(rankBiasedOverlap([...'abc'], [...'xyz'], 0.9));
    expect(apart).toMatchObject({ extrapolated: 0, min: 0, truncated: 0, averageOverlap: 0 });
    // All that the next ranks could bring; at depth 6 at the latest each list can have shown the other's items.
    expect(apart.residual).toBeGreaterThan(0.5);
    expect(apart.residual).toBeLessThan(1);
  });

  it('lies between its bounds, does not see the order of the lists, and the bounds hold however the lists go on', () => {
    fc.assert(fc.property(ranking, ranking, fc.integer({ min: 1, max: 99 }), ranking, (a, b, percent, more) => {
      const p = percent / 100;
      const forth = valueOf(rankBiasedOverlap(a, b, p));
      const back = valueOf(rankBiasedOverlap(b, a, p));
      expect(back.extrapolated).toBeCloseTo(forth.extrapolated, 12);
      expect(back.residual).toBeCloseTo(forth.residual, 12);
      expect(forth.min).toBeLessThanOrEqual(forth.extrapolated + 1e-12);
      expect(forth.extrapolated).toBeLessThanOrEqual(forth.min + forth.residual + 1e-12);
      expect(forth.truncated).toBeLessThanOrEqual(forth.min + 1e-12);
      const longer = more.filter((item) => !a.includes(item));
      const next = valueOf(rankBiasedOverlap([...a, ...longer], b, p));
      expect(next.min).toBeGreaterThanOrEqual(forth.min - 1e-12);
      expect(next.min + next.residual).toBeLessThanOrEqual(forth.min + forth.residual + 1e-12);
    }), { seed: 35 });
  });

  it('weights grow to 1 with the depth', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 97 }), fc.integer({ min: 1, max: 200 }), (percent, d) => {
      const [here, next] = [rankWeight(percent / 100, d), rankWeight(percent / 100, d + 1)];
      expect(next).toBeGreaterThanOrEqual(here - 1e-12);
      expect(here).toBeGreaterThan(0);
      expect(next).toBeLessThanOrEqual(1 + 1e-12);
    }), { seed: 36 });
  });

  it('says what it cannot take', () => {
    expectReason(rankBiasedOverlap([], first, 0.9), 'empty');
    expect(() => rankBiasedOverlap([...'aa'], first, 0.9)).toThrow(UsageError);
    expect(() => rankBiasedOverlap(first, second, 1)).toThrow(UsageError);
    expect(() => rankWeight(0.9, 0)).toThrow(UsageError);
  });
});
