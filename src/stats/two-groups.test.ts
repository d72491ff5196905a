import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { cliffsDelta, magnitudeOfDelta } from './cliffs-delta.js';
import { mannWhitneyTest } from './mann-whitney.js';
import { benjaminiHochberg, holm } from './multiplicity.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import {
  mtcars, ozoneAugust, ozoneMay, permeabilityEarly, permeabilityTerm, sleep1, sleep2,
} from './reference-data.test-data.js';
import { standardisedDifference } from './standardised-difference.js';
import { welchTest } from './welch.js';

const group = fc.array(fc.integer({ min: -4, max: 8 }), { minLength: 2, maxLength: 30 });

describe('Welch', () => {
  it('sleep, two-sided and one-sided at 99 %', () => {
    const both = valueOf(welchTest(sleep1, sleep2));
    expectDigits(both.t, -1.8608134674869, 13);
    expectDigits(both.df, 17.7764735161785, 13);
    expectDigits(both.p, 0.0793941401874, 11);
    expectDigits(both.interval.low, -3.3654832307117, 13);
    expectDigits(both.interval.high, 0.2054832307117, 12);
    const greater = valueOf(welchTest(sleep1, sleep2, { alternative: 'greater', level: 0.99 }));
    expectDigits(greater.p, 0.960302929906, 12);
    expectDigits(greater.interval.low, -3.749833651414, 12);
    expect(greater.interval.high).toBeNull();
    const less = valueOf(welchTest(sleep1, sleep2, { alternative: 'less' }));
    expect(less.p + greater.p).toBeCloseTo(1, 13);
    expect(less.interval.low).toBeNull();
  });

  it('mtcars, automatic against manual', () => {
    const test = valueOf(welchTest(mtcars.mpg.filter((_, i) => mtcars.am[i] === 0), mtcars.mpg.filter((_, i) => mtcars.am[i] === 1)));
    expectDigits(test.t, -3.76712314514493, 13);
    expectDigits(test.df, 18.33225163840046, 14);
    expectDigits(test.p, 0.00137363833307, 12);
  });

  it('mirrors with the groups, and knows when it has no value', () => {
    const forth = valueOf(welchTest(ozoneMay, ozoneAugust));
    const back = valueOf(welchTest(ozoneAugust, ozoneMay));
    expect(back.t).toBeCloseTo(-forth.t, 12);
    expect(back.p).toBe(forth.p);
    expectReason(welchTest([], [1, 2]), 'empty');
    expectReason(welchTest([1], [1, 2]), 'too few values');
    expectReason(welchTest([0.1, 0.1, 0.1], [0.2, 0.2]), 'constant');
    expect(valueOf(welchTest([1, 1, 1], [1, 2, 3])).df).toBeCloseTo(2, 12);
    expect(() => welchTest([1, 2], [3, 4], { level: 1 })).toThrow(UsageError);
  });
});

describe('Mann–Whitney', () => {
  it('airquality, with ties', () => {
    const corrected = valueOf(mannWhitneyTest(ozoneMay, ozoneAugust));
    expect(corrected.u).toBe(127.5);
    expectDigits(corrected.sigma, 54.6237576697, 12);
    expectDigits(corrected.z, -3.84448102728, 12);
    expectDigits(corrected.p, 1.20807830769e-4, 12);
    expect(corrected.pMethod).toBe('normal');
    expectDigits(valueOf(mannWhitneyTest(ozoneMay, ozoneAugust, { continuity: false })).p, 1.16377260044e-4, 12);
  });

  it('permeability, counted exactly', () => {
    const greater = valueOf(mannWhitneyTest(permeabilityTerm, permeabilityEarly, { alternative: 'greater' }));
    expect(greater).toMatchObject({ u: 35, superiority: 0.7, pMethod: 'exact' });
    expectDigits(greater.p, 0.127206127206, 12);
    expectDigits(valueOf(mannWhitneyTest(permeabilityTerm, permeabilityEarly)).p, 0.254412254412, 12);
    expectDigits(valueOf(mannWhitneyTest(permeabilityTerm, permeabilityEarly, { method: 'normal' })).p, 0.244623605127, 12);
  });

  it('counts the far tail exactly: one order of all of them', () => {
    const low = Array.from({ length: 12 }, (_, i) => i);
    const high = low.map((value) => value + 100);
    // 1 / (24 choose 12)
    expectDigits(valueOf(mannWhitneyTest(low, high, { alternative: 'less' })).p, 1 / 2704156, 13);
  });

  it('the two orders of the groups share out all pairs, and only ranks matter', () => {
    fc.assert(fc.property(group, group, (x, y) => {
      fc.pre(new Set([...x, ...y]).size > 1);
      const forth = valueOf(mannWhitneyTest(x, y));
      const back = valueOf(mannWhitneyTest(y, x));
      expect(forth.u + back.u).toBe(x.length * y.length);
      expect(back.p).toBeCloseTo(forth.p, 12);
      const stretched = valueOf(mannWhitneyTest(x.map(Math.exp), y.map(Math.exp)));
      expect(stretched.p).toBe(forth.p);
      expect(valueOf(mannWhitneyTest([...x].reverse(), y)).p).toBe(forth.p);
    }), { seed: 10 });
  });

  it('has no value where nothing differs', () => {
    expectReason(mannWhitneyTest([3, 3], [3]), 'constant');
    expectReason(mannWhitneyTest([], [3]), 'empty');
    expectReason(mannWhitneyTest([NaN], [3]), 'not finite');
  });
});

describe("Cliff's delta", () => {
  it('has the published values', () => {
    const sleep = valueOf(cliffsDelta(sleep1, sleep2));
    expectDigits(sleep.delta, -0.49, 14);
    expect(sleep.magnitude).toBe('large');
    const spread = valueOf(sleep.spread);
    expectDigits(spread.variance, 0.0489888889, 9);
    expectDigits(spread.interval.low, -0.79310644894642, 13);
    expectDigits(spread.interval.high, 0.00762939181864, 11);
    const ozone = valueOf(cliffsDelta(ozoneMay, ozoneAugust));
    expectDigits(ozone.delta, -0.622781065088757, 14);
    expectDigits(valueOf(ozone.spread).variance, 0.014592349707643, 13);
    expectDigits(valueOf(ozone.spread).interval.low, -0.80309275378936, 13);
    expectDigits(valueOf(ozone.spread).interval.high, -0.33797797367771, 13);
    expectDigits(valueOf(cliffsDelta(permeabilityTerm, permeabilityEarly)).delta, 0.4, 14);
  });

  it('is the count of all pairs, antisymmetric, and a matter of U', () => {
    fc.assert(fc.property(group, group, (x, y) => {
      fc.pre(new Set([...x, ...y]).size > 1);
      let score = 0;
      for (const a of x) for (const b of y) score += Math.sign(a - b);
      const forth = valueOf(cliffsDelta(x, y));
      const back = valueOf(cliffsDelta(y, x));
      expect(forth.delta).toBeCloseTo(score / (x.length * y.length), 13);
      expect(back.delta).toBeCloseTo(-forth.delta, 13);
      expect(forth.delta).toBeCloseTo(2 * valueOf(mannWhitneyTest(x, y)).superiority - 1, 12);
      if (!forth.spread.computable) {
        expect(Math.abs(forth.delta)).toBe(1);
        return;
      }
      const { interval } = forth.spread.value;
      const mirrored = valueOf(back.spread).interval;
      expect(mirrored.low).toBeCloseTo(-interval.high, 10);
      expect(mirrored.high).toBeCloseTo(-interval.low, 10);
      expect(interval.low).toBeGreaterThanOrEqual(-1);
      expect(interval.high).toBeLessThanOrEqual(1);
      expect(interval.low).toBeLessThanOrEqual(forth.delta);
      expect(interval.high).toBeGreaterThanOrEqual(forth.delta);
    }), { seed: 11 });
  });

  it('never takes the variance below its floor, (1 − δ²)/(nm − 1): all tied is not certainty', () => {
    const tied = valueOf(cliffsDelta([0, 0], [0, 0]));
    expect(tied).toMatchObject({ delta: 0, tiedPairs: 4 });
    expectDigits(valueOf(tied.spread).variance, 1 / 3, 14);
  });

  it('states why there is no interval', () => {
    expectReason(valueOf(cliffsDelta([1, 2], [3, 4])).spread, 'boundary');
    expectReason(valueOf(cliffsDelta([1], [3, 0])).spread, 'too few values');
    expectReason(cliffsDelta([], [1]), 'empty');
  });

  it('has the conventional bands', () => {
    expect([0.1, -0.147, 0.2, 0.33, 0.4, 0.474, -1].map(magnitudeOfDelta))
      .toEqual(['negligible', 'small', 'small', 'medium', 'medium', 'large', 'large']);
  });
});

describe("Cohen's d and Hedges' g", () => {
  it('sleep', () => {
    const effect = valueOf(standardisedDifference(sleep1, sleep2));
    expectDigits(effect.d, -0.8321810813495, 13);
    expectDigits(effect.correction, 0.9576464270237, 13);
    expectDigits(effect.g, -0.7969352391911, 13);
    expectDigits(effect.dVariance, 0.2173131338039, 12);
    // The reference inverts another implementation's CDF by a root finder of its own tolerance: 11 digits.
    expectDigits(effect.dInterval.low, -1.7388168991034, 11);
    expectDigits(effect.dInterval.high, 0.0954503982114, 11);
    expectDigits(effect.gInterval.high / effect.dInterval.high, effect.correction, 13);
  });

  it('does not see scale or position, and changes sign with the groups', () => {
    fc.assert(fc.property(group, group, fc.integer({ min: 1, max: 1000 }), (x, y, scale) => {
      fc.pre(new Set(x).size > 1 || new Set(y).size > 1);
      const forth = valueOf(standardisedDifference(x, y));
      const moved = valueOf(standardisedDifference(x.map((v) => v * scale + 5), y.map((v) => v * scale + 5)));
      expect(moved.d).toBeCloseTo(forth.d, 9);
      const back = valueOf(standardisedDifference(y, x));
      expect(back.g).toBeCloseTo(-forth.g, 12);
      expect(back.dInterval.low).toBeCloseTo(-forth.dInterval.high, 8);
      expect(forth.dInterval.low).toBeLessThan(forth.d);
      expect(forth.dInterval.high).toBeGreaterThan(forth.d);
    }), { seed: 12, numRuns: 40 });
  });

  it('has no value without variation', () => {
    expectReason(standardisedDifference([0.1, 0.1, 0.1], [0.3, 0.3, 0.3]), 'constant');
    expectReason(standardisedDifference([1], [1, 2]), 'too few values');
    expectReason(standardisedDifference([1e200, 3], [1, 2]), 'not finite');
    expectReason(welchTest([1e200, 3], [1, 2]), 'not finite');
  });
});

describe('families of tests', () => {
  it('has the values of R p.adjust', () => {
    const ps = [0.01, 0.04, 0.03, 0.005, 0.02];
    for (const [i, p] of [0.04, 0.06, 0.06, 0.025, 0.06].entries()) expectDigits(holm(ps)[i]!, p, 13);
    for (const [i, p] of [0.025, 0.04, 0.0375, 0.025, 0.0333333333333333].entries()) expectDigits(benjaminiHochberg(ps)[i]!, p, 13);
    expect(holm([])).toEqual([]);
    expect(benjaminiHochberg([0.3])).toEqual([0.3]);
  });

  it('never lowers a p value, keeps the order of tests, and Holm is the stricter', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (ps) => {
      const strict = holm(ps);
      const mild = benjaminiHochberg(ps);
      for (const [i, p] of ps.entries()) {
        expect(strict[i]).toBeGreaterThanOrEqual(mild[i]! * (1 - 1e-12));
        expect(mild[i]).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        expect(strict[i]).toBeLessThanOrEqual(1);
        for (const [j, other] of ps.entries()) if (p < other) {
          expect(strict[i]).toBeLessThanOrEqual(strict[j]!);
          expect(mild[i]).toBeLessThanOrEqual(mild[j]!);
        }
      }
    }), { seed: 13 });
  });

  it('refuses what is no probability', () => {
    expect(() => holm([0.1, 1.2])).toThrow(UsageError);
    expect(() => benjaminiHochberg([NaN])).toThrow(UsageError);
  });
});
