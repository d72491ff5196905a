import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { expectDigits } from './outcome.test-data.js';
import { digamma, incompleteBeta, incompleteGamma, logGamma, trigamma } from './special-functions.js';

// Expected values: closed forms (factorials, half-integers, finite sums) summed with 60 to 160 decimal digits.

describe('gamma function and its derivatives', () => {
  it('agrees with factorials and half-integers', () => {
    expectDigits(logGamma(0.5), 0.5723649429247001, 14);
    expectDigits(logGamma(3.5), 1.2009736023470743, 14);
    expectDigits(logGamma(30.5), 72.9534711841694, 15);
    expectDigits(logGamma(1000), 5905.220423209181, 15);
    expect(Math.abs(logGamma(1))).toBeLessThan(1e-14);
    expect(Math.abs(logGamma(2))).toBeLessThan(1e-14);
  });

  it('has the known values of digamma and trigamma', () => {
    expectDigits(digamma(1), -0.5772156649015329, 14);
    expectDigits(digamma(10.5), 2.3030010342976865, 14);
    expectDigits(trigamma(1), 1.6449340668482264, 14);
  });

  it('satisfies the recurrences everywhere', () => {
    fc.assert(fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (x) => {
      expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(1e-13 * (1 + Math.abs(logGamma(x))));
      expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-13 * (1 + 1 / x));
      expect(Math.abs(trigamma(x) - trigamma(x + 1) - 1 / (x * x))).toBeLessThan(1e-13 * (1 + 1 / (x * x)));
    }), { seed: 1 });
  });

  it('refuses what is outside the domain', () => {
    for (const x of [0, -1, NaN, Infinity]) expect(() => logGamma(x)).toThrow(UsageError);
  });
});

describe('incomplete functions', () => {
  it('incomplete beta agrees with binomial sums in both tails', () => {
    expectDigits(incompleteBeta(0.3, 2, 5).lower, 0.579825, 13);
    expectDigits(incompleteBeta(0.3, 2, 5).upper, 0.420175, 13);
    expectDigits(incompleteBeta(0.01, 20, 30).lower, 2.1426730857043645e-27, 12);
    expectDigits(incompleteBeta(0.9, 3, 40, 0.1).upper, 7.012e-38, 12);
    expectDigits(incompleteBeta(0.5, 500, 520).upper, 0.2654934228488468, 12);
  });

  it('is symmetric and sums to one', () => {
    fc.assert(fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.05, max: 1e5, noNaN: true }), fc.double({ min: 0.05, max: 1e5, noNaN: true }),
      (x, a, b) => {
        const forth = incompleteBeta(x, a, b, 1 - x);
        const back = incompleteBeta(1 - x, b, a, x);
        expect(Math.abs(forth.lower + forth.upper - 1)).toBeLessThan(1e-12);
        expect(Math.abs(forth.lower - back.upper)).toBeLessThan(1e-11);
      },
    ), { seed: 2 });
  });

  it('incomplete gamma has the ends 0 and 1 and refuses the rest', () => {
    expect(incompleteGamma(3, 0)).toEqual({ lower: 0, upper: 1 });
    expect(incompleteGamma(3, Infinity)).toEqual({ lower: 1, upper: 0 });
    expect(() => incompleteGamma(3, -1)).toThrow(UsageError);
    expect(() => incompleteBeta(1.5, 1, 1)).toThrow(UsageError);
  });
});
