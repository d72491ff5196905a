import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import {
  chiSquareCdf, chiSquareQuantile, chiSquareSurvival, normalCdf, normalQuantile, normalSurvival, studentTCdf, studentTQuantile,
  studentTSurvival,
} from './distributions.js';
import { noncentralTCdf, noncentralityInterval } from './noncentral-t.js';
import { expectDigits } from './outcome.test-data.js';
import { incompleteBeta, logGamma } from './special-functions.js';

// Expected tails: series and finite sums evaluated with up to 420 decimal digits.

describe('normal distribution', () => {
  it('keeps its digits in the far tail', () => {
    expectDigits(normalSurvival(1), 0.15865525393145705, 14);
    expectDigits(normalSurvival(5), 2.866515718791939e-7, 13);
    expectDigits(normalSurvival(10), 7.619853024160525e-24, 13);
    expectDigits(normalSurvival(20), 2.7536241186062337e-89, 12);
    expectDigits(normalCdf(-10), 7.619853024160525e-24, 13);
    expect(normalCdf(0)).toBe(0.5);
    expect(normalSurvival(Infinity)).toBe(0);
    expect(normalSurvival(-Infinity)).toBe(1);
  });

  it('has the quantiles of the tables, in either tail', () => {
    expectDigits(normalQuantile(0.975), 1.9599639845400543, 15);
    expectDigits(normalQuantile(0.005, 'upper'), 2.575829303548901, 15);
    expectDigits(normalQuantile(7.619853024160525e-24), -10, 14);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('inverts itself', () => {
    fc.assert(fc.property(fc.double({ min: -300, max: Math.log10(0.5), noNaN: true }), (exponent) => {
      const p = 10 ** exponent;
      expectDigits(normalSurvival(normalQuantile(p, 'upper')), p, 11);
      expectDigits(normalCdf(normalQuantile(p)), p, 11);
    }), { seed: 3 });
  });
});

describe("Student's t", () => {
  it('agrees with the closed forms for whole degrees of freedom', () => {
    expectDigits(studentTSurvival(2, 3), 0.0696629842794216, 13);
    expectDigits(studentTSurvival(1.5, 4), 0.104, 13);
    expectDigits(studentTSurvival(12, 10), 1.4607044123849935e-7, 13);
    expectDigits(studentTSurvival(60, 51), 2.8149625737078953e-49, 12);
    expectDigits(studentTSurvival(40, 100), 1.2310538010700354e-63, 12);
    expectDigits(studentTSurvival(0.001, 7), 0.4996150086224994, 14);
    expectDigits(studentTSurvival(1e8, 5), 9.490167245562351e-40, 13);
    expectDigits(studentTCdf(-40, 100), 1.2310538010700354e-63, 12);
    // Cauchy: 1/(π t) to first order
    expectDigits(studentTSurvival(1e200, 1), 1 / (Math.PI * 1e200), 13);
  });

  it('has the quantiles of the closed forms for one and two degrees of freedom', () => {
    expectDigits(studentTQuantile(0.975, 1), Math.tan(Math.PI * 0.475), 12);
    expectDigits(studentTQuantile(0.01, 2), -0.98 / Math.sqrt(2 * 0.01 * 0.99), 13);
    expect(studentTQuantile(0.5, 3)).toBe(0);
  });

  it('inverts itself and tends to the normal', () => {
    fc.assert(fc.property(
      fc.double({ min: -60, max: Math.log10(0.49), noNaN: true }), fc.double({ min: 0.5, max: 1e6, noNaN: true }),
      (exponent, df) => {
        const p = 10 ** exponent;
        expectDigits(studentTSurvival(studentTQuantile(p, df, 'upper'), df), p, 10);
        expect(studentTQuantile(p, df, 'upper')).toBeGreaterThanOrEqual(normalQuantile(p, 'upper') * (1 - 1e-9));
      },
    ), { seed: 4 });
    expectDigits(studentTSurvival(3, 1e12), normalSurvival(3), 10);
    // Two methods meet at a million degrees of freedom; the tails differ there by a factor of about 1 + t⁴/(4 df²).
    for (const t of [0.5, 3, 12, 30]) expectDigits(studentTSurvival(t, 999_999.99), studentTSurvival(t, 1e6), 8);
  });
});

describe('chi-square', () => {
  it('agrees with the finite sums for even degrees of freedom', () => {
    expectDigits(chiSquareSurvival(50, 4), 3.610865404890645e-10, 13);
    expectDigits(chiSquareSurvival(1400, 10), 9.920391479800145e-295, 12);
    expectDigits(chiSquareSurvival(2200, 2000), 0.0010593232539299773, 12);
    expectDigits(chiSquareCdf(0.5, 6), 0.0021614966897625125, 13);
    expectDigits(chiSquareCdf(100, 100), 0.5188083154720433, 13);
    expect(chiSquareSurvival(-1, 3)).toBe(1);
    expect(chiSquareCdf(0, 3)).toBe(0);
  });

  it('has known quantiles and inverts itself', () => {
    expectDigits(chiSquareQuantile(0.95, 1), 1.9599639845400543 ** 2, 13);
    expectDigits(chiSquareQuantile(1e-20, 2, 'upper'), -2 * Math.log(1e-20), 13);
    fc.assert(fc.property(
      fc.double({ min: -50, max: Math.log10(0.5), noNaN: true }), fc.double({ min: 1, max: 1e4, noNaN: true }),
      (exponent, df) => {
        const p = 10 ** exponent;
        expectDigits(chiSquareSurvival(chiSquareQuantile(p, df, 'upper'), df), p, 10);
        expectDigits(chiSquareCdf(chiSquareQuantile(p, df), df), p, 10);
      },
    ), { seed: 5 });
  });
});

describe('noncentral t', () => {
  /** Lenth's series (1989), which serves for moderate noncentrality: another way to the same number. */
  function series(t: number, df: number, delta: number): number {
    const half = (delta * delta) / 2;
    const x = (t * t) / (t * t + df);
    let total = 0;
    for (let j = 0; j < 2000; j += 1) {
      const p = Math.exp(-half + j * Math.log(half) - logGamma(j + 1));
      const q = (delta / Math.SQRT2) * Math.exp(-half + j * Math.log(half) - logGamma(j + 1.5));
      total += p * incompleteBeta(x, j + 0.5, df / 2).lower + q * incompleteBeta(x, j + 1, df / 2).lower;
    }
    return normalCdf(-delta) + total / 2;
  }

  it.each([[2, 10, 1], [0.3, 1, 2], [5, 3, 4], [1.5, 200, 0.7], [12, 18, 9], [3, 2.5, -1], [30, 5, 6], [40, 900, 35], [3, 900, 1]])('agrees with the series at t %d, df %d, delta %d', (t, df, delta) => {
    expect(Math.abs(noncentralTCdf(t, df, delta) - series(t, df, delta))).toBeLessThan(1e-12);
  });

  it('is the central t without noncentrality, and mirrors', () => {
    for (const [t, df] of [[-3, 1], [0.5, 2], [2, 30], [1, 5000]] as const) {
      expect(Math.abs(noncentralTCdf(t, df, 0) - studentTCdf(t, df))).toBeLessThan(1e-12);
      expect(Math.abs(noncentralTCdf(t, df, 1.3) + noncentralTCdf(-t, df, -1.3) - 1)).toBeLessThan(1e-12);
    }
  });

  it('gives limits that put the observed value at the tails, also for samples of thousands', () => {
    for (const [t, df] of [[-1.86, 18], [0, 4], [80, 20_000], [7, 1], [1e6, 3], [-1e12, 40]] as const) {
      const { low, high } = noncentralityInterval(t, df, 0.99);
      expect(low).toBeLessThan(high);
      expectDigits(1 - noncentralTCdf(t, df, low), 0.005, 9);
      expectDigits(noncentralTCdf(t, df, high), 0.005, 9);
    }
  });
});

it('refuses arguments outside the domain', () => {
  expect(() => normalQuantile(0)).toThrow(UsageError);
  expect(() => normalSurvival(NaN)).toThrow(UsageError);
  expect(() => studentTSurvival(1, 0)).toThrow(UsageError);
  expect(() => studentTQuantile(1, 3)).toThrow(UsageError);
  expect(() => chiSquareQuantile(-0.1, 3)).toThrow(UsageError);
  expect(() => noncentralTCdf(1, -1, 0)).toThrow(UsageError);
});
