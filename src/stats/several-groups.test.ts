import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { jackknife, statisticOfValues } from './bootstrap.js';
import { brunnerMunzelTest } from './brunner-munzel.js';
import { kruskalWallis } from './kruskal-wallis.js';
import { mannWhitneyTest } from './mann-whitney.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { mucociliary, ozoneAugust, ozoneJuly, ozoneJune, ozoneMay, ozoneSeptember, painN, painY, sleep1 } from './reference-data.test-data.js';
import { mean } from './sample.js';

const group = fc.array(fc.integer({ min: -4, max: 8 }), { minLength: 2, maxLength: 25 });

describe('Kruskal–Wallis (R kruskal.test)', () => {
  it('mucociliary efficiency, and ozone by month with ties', () => {
    const lungs = valueOf(kruskalWallis(mucociliary));
    expectDigits(lungs.h, 0.771428571429, 12);
    expectDigits(lungs.p, 0.679964773579, 12);
    expect(lungs).toMatchObject({ df: 2, n: 14 });
    expectDigits(lungs.epsilonSquared, 0.771428571429 / ((14 ** 2 - 1) / 15), 12);
    const ozone = valueOf(kruskalWallis([ozoneMay, ozoneJune, ozoneJuly, ozoneAugust, ozoneSeptember]));
    expectDigits(ozone.h, 29.2665763061, 12);
    expectDigits(ozone.p, 6.90071411855e-6, 12);
    expect(ozone.df).toBe(4);
  });

  it('of two groups is the square of the rank sum test, and sees ranks only', () => {
    fc.assert(fc.property(group, group, (x, y) => {
      fc.pre(new Set([...x, ...y]).size > 1);
      const test = valueOf(kruskalWallis([x, y]));
      expectDigits(valueOf(kruskalWallis([y.map(Math.exp), x.map(Math.exp)])).h + 1, test.h + 1, 10);
      const normal = valueOf(mannWhitneyTest(x, y, { method: 'normal', continuity: false }));
      expect(test.p).toBeCloseTo(normal.p, 9);
      expect(test.epsilonSquared).toBeGreaterThanOrEqual(0);
      expect(test.epsilonSquared).toBeLessThanOrEqual(1);
    }), { seed: 37 });
  });

  it('says what it cannot take', () => {
    expectReason(kruskalWallis([[1], []]), 'empty');
    expectReason(kruskalWallis([[1, 1], [1]]), 'constant');
    expectReason(kruskalWallis([[1, 1], [Infinity]]), 'not finite');
    expect(() => kruskalWallis([[1, 2]])).toThrow(UsageError);
  });
});

describe('Brunner–Munzel (R lawstat)', () => {
  it('pain scores', () => {
    // The package's first group is our second: its P̂ is that of Y below N.
    const test = valueOf(brunnerMunzelTest(painN, painY));
    expectDigits(test.t, 3.13746748230295, 14);
    expectDigits(test.df, 17.68284197948155, 14);
    expectDigits(test.p, 0.00578620866615, 12);
    expectDigits(test.superiority, 0.78896103896104, 14);
    expect(test.interval.low).toBeGreaterThan(0.5);
  });

  it('mirrors with the groups, and its effect is that of the rank sum', () => {
    fc.assert(fc.property(group, group, (x, y) => {
      const forth = brunnerMunzelTest(x, y);
      if (!forth.computable) return;
      const back = valueOf(brunnerMunzelTest(y, x));
      expect(back.t).toBeCloseTo(-forth.value.t, 9);
      expect(back.p).toBeCloseTo(forth.value.p, 12);
      expect(back.superiority + forth.value.superiority).toBeCloseTo(1, 12);
      expect(forth.value.superiority).toBeCloseTo(valueOf(mannWhitneyTest(x, y)).superiority, 12);
    }), { seed: 38 });
  });

  it('says what it cannot take', () => {
    expectReason(brunnerMunzelTest([1, 2], [3, 4]), 'boundary');
    expectReason(brunnerMunzelTest([2, 2], [2, 2]), 'boundary');
    expectReason(brunnerMunzelTest([1], [3, 4]), 'too few values');
    expectReason(brunnerMunzelTest([1, NaN], [3, 4]), 'not finite');
  });
});

it('the acceleration of the bias-corrected bootstrap, mean of sleep', () => {
  const left = valueOf(jackknife(sleep1.length, statisticOfValues(Float64Array.from(sleep1), mean)));
  expectDigits(left.acceleration, 0.0258186966107, 11);
});
