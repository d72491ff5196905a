import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { diversity, gini, itemsToReach, lorenzCurve, topFractionShare, topShare, topShares } from './concentration.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { seededGenerator } from './random.js';
import { incomes } from './reference-data.test-data.js';

const amounts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 60 }).filter((all) => all.some((x) => x > 0));

describe('reference values', () => {
  it('incomes (R package ineq)', () => {
    const inequality = valueOf(gini(incomes));
    expectDigits(inequality.gini, 0.46209113026762, 13);
    expectDigits(inequality.unbiased, 0.51343458918625, 13);
    const spread = valueOf(diversity(incomes));
    expectDigits(spread.herfindahl, 0.18408123091549, 13);
    expectDigits(spread.shannon, 1.9402438506502, 13);
    expectDigits(spread.theil, 0.36234124234389, 13);
  });

  it('small populations worked by hand', () => {
    expectDigits(valueOf(gini([1, 2, 3, 4, 5])).gini, 4 / 15, 14);
    expect(valueOf(gini([7, 7, 7, 7])).gini).toBe(0);
    expect(valueOf(gini([0, 0, 0, 1]))).toEqual({ gini: 0.75, unbiased: 1, n: 4 });
    expect(valueOf(gini([5]))).toEqual({ gini: 0, unbiased: null, n: 1 });
    expect(valueOf(diversity([3, 3]))).toMatchObject({ herfindahl: 0.5, effectiveNumber: 2, shannonNormalised: 1, theil: 0 });
    expect(valueOf(diversity([3])).shannonNormalised).toBeNull();
    expect(valueOf(itemsToReach([5, 3, 1, 1], 0.5))).toBe(1);
    expect(valueOf(itemsToReach([5, 3, 1, 1], 0.51))).toBe(2);
    expect(valueOf(itemsToReach([5, 3, 1, 1, 0], 1))).toBe(4);
    expect(valueOf(lorenzCurve([1, 3], 2))).toEqual([
      { populationShare: 0, valueShare: 0 }, { populationShare: 0.5, valueShare: 0.25 }, { populationShare: 1, valueShare: 1 },
    ]);
  });

  it('states what a share was made of, and ties at the cut', () => {
    expect(valueOf(topShare([4, 2, 2, 2], 2))).toEqual({ share: 0.6, numerator: 6, denominator: 10, k: 2, n: 4, tiedOutside: 2 });
    expect(valueOf(topShare([4, 2], 1000))).toMatchObject({ share: 1, k: 2, n: 2, tiedOutside: 0 });
    expect(valueOf(topFractionShare(new Array<number>(30).fill(1), 0.1)).k).toBe(3);
    expect(valueOf(topFractionShare(new Array<number>(150).fill(1), 0.01)).k).toBe(2);
    expect(valueOf(topFractionShare([1, 2, 3], 1)).share).toBe(1);
  });
});

describe('laws', () => {
  it('neither order nor scale nor copying the population changes inequality', () => {
    fc.assert(fc.property(amounts, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (all, scale) => {
      const { gini: coefficient } = valueOf(gini(all));
      expect(valueOf(gini([...all].reverse())).gini).toBe(coefficient);
      expect(valueOf(gini(all.map((x) => x * scale))).gini).toBeCloseTo(coefficient, 12);
      expect(valueOf(gini([...all, ...all])).gini).toBeCloseTo(coefficient, 12);
      const { theil, herfindahl, shannon } = valueOf(diversity(all));
      const scaled = valueOf(diversity(all.map((x) => x * scale)));
      expect(scaled.theil).toBeCloseTo(theil, 11);
      expect(scaled.herfindahl).toBeCloseTo(herfindahl, 12);
      expect(theil + shannon).toBeCloseTo(Math.log(all.length), 11);
      expect(coefficient).toBeLessThanOrEqual(1 - 1 / all.length + 1e-12);
    }), { seed: 14 });
  });

  it('Gini is half the relative mean difference', () => {
    fc.assert(fc.property(amounts, (all) => {
      let differences = 0;
      let total = 0;
      for (const a of all) {
        total += a;
        for (const b of all) differences += Math.abs(a - b);
      }
      expect(valueOf(gini(all)).gini).toBeCloseTo(differences / (2 * all.length * total), 12);
    }), { seed: 15 });
  });

  it('a gift from poor to rich raises it', () => {
    fc.assert(fc.property(amounts, (all) => {
      const sorted = [...all].sort((a, b) => a - b);
      fc.pre(sorted[0]! > 0);
      const after = [sorted[0]! - 1, ...sorted.slice(1, -1), sorted.at(-1)! + 1];
      expect(valueOf(gini(after)).gini).toBeGreaterThan(valueOf(gini(all)).gini);
    }), { seed: 16 });
  });

  it('top shares, items to reach and the Lorenz curve say the same', () => {
    fc.assert(fc.property(amounts, (all) => {
      const shares = valueOf(topShares(all, all.map((_, i) => i + 1)));
      const curve = valueOf(lorenzCurve(all, 10_000));
      for (const [i, top] of shares.entries()) {
        if (i > 0) expect(top.share).toBeGreaterThanOrEqual(shares[i - 1]!.share);
        const point = curve.find(({ populationShare }) => Math.abs(populationShare - (1 - top.k / all.length)) < 1e-9);
        expect(point!.valueShare).toBeCloseTo(1 - top.share, 11);
      }
      for (const share of [0.2, 0.5, 0.9]) {
        const k = valueOf(itemsToReach(all, share));
        expect(shares[k - 1]!.share).toBeGreaterThanOrEqual(share - 1e-12);
        if (k > 1) expect(shares[k - 2]!.share).toBeLessThan(share);
      }
    }), { seed: 17 });
  });

  it('the thinned curve keeps its shape: its area gives the Gini coefficient', () => {
    const generator = seededGenerator(5);
    const heavy = Float64Array.from({ length: 200_000 }, () => Math.floor((generator.next() / 2 ** 32 + 1e-9) ** -1.2));
    const curve = valueOf(lorenzCurve(heavy, 500));
    expect(curve.length).toBeLessThan(1010);
    let area = 0;
    for (let i = 1; i < curve.length; i += 1) {
      area += (curve[i]!.populationShare - curve[i - 1]!.populationShare) * (curve[i]!.valueShare + curve[i - 1]!.valueShare) / 2;
    }
    expect(Math.abs(1 - 2 * area - valueOf(gini(heavy)).gini)).toBeLessThan(1e-4);
  });
});

describe('what cannot be computed', () => {
  it('gives the reason, never a number', () => {
    for (const measure of [gini, diversity, lorenzCurve, (all: readonly number[]) => topShare(all, 1), (all: readonly number[]) => itemsToReach(all, 0.5)]) {
      expectReason(measure([]), 'empty');
      expectReason(measure([0, 0]), 'zero total');
      expectReason(measure([1, -1]), 'negative value');
      expectReason(measure([1, NaN]), 'not finite');
      expectReason(measure([1e308, 1e308]), 'not finite');
    }
  });

  it('refuses wrong arguments', () => {
    expect(() => topShare([1], 0)).toThrow(UsageError);
    expect(() => topShare([1], 1.5)).toThrow(UsageError);
    expect(() => topFractionShare([1], 1.1)).toThrow(UsageError);
    expect(() => itemsToReach([1], 0)).toThrow(UsageError);
  });
});
