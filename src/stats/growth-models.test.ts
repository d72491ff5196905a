import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { negativeBinomialRegression } from './counts.js';
import { growthIntervals } from './growth-intervals.js';
import { compareGrowth, exponentialMargin, growthModels, type Growth } from './growth-models.js';
import { expectReason, valueOf } from './outcome.test-data.js';
import { seededGenerator } from './random.js';

/** Counts about a curve with scatter of about a given share, the same for each seed. */
function scattered(curve: (t: number) => number, n: number, share: number, seed: number): number[] {
  const generator = seededGenerator(seed);
  return Array.from({ length: n }, (_, t) => {
    let normal = -6;
    for (let i = 0; i < 12; i += 1) normal += generator.next() / 2 ** 32;
    return Math.max(0, Math.round(curve(t) * Math.exp(share * normal)));
  });
}

function fitOf(growth: Growth, model: string) {
  return growth.fits.find((one) => one.model === model)!;
}

const curves = {
  exponential: (t: number) => 2000 * Math.exp(0.09 * t),
  linear: (t: number) => 1000 + 900 * t,
  logistic: (t: number) => 40_000 / (1 + Math.exp(-0.4 * (t - 14))),
  power: (t: number) => 300 * (t + 1) ** 1.6,
};

describe('growth curves', () => {
  it('recover the rate of an exponential curve', () => {
    fc.assert(fc.property(fc.double({ min: -0.2, max: 0.3, noNaN: true }), fc.double({ min: 100, max: 1e5, noNaN: true }), fc.integer({ min: 8, max: 60 }), (rate, level, n) => {
      fc.pre(Math.abs(rate) > 0.005 && level * Math.exp(rate * n) > 50);
      const growth = valueOf(compareGrowth(Array.from({ length: n }, (_, t) => level * Math.exp(rate * t) - 0.5)));
      expect(growth.rate).toBeCloseTo(rate, 8);
      expect(growth.best).toBe('exponential');
    }), { seed: 1, numRuns: 200 });
  });

  it.each(['linear', 'logistic', 'power'] as const)('tell a %s curve and follow it', (model) => {
    const counts = Array.from({ length: 40 }, (_, t) => curves[model](t));
    const growth = valueOf(compareGrowth(counts));
    const fit = fitOf(growth, model);
    // The linear curve is a power of one, with one number less.
    expect(growth.best).toBe(model);
    for (const [t, count] of counts.entries()) expect(fit.fitted[t]! / count).toBeCloseTo(1, 2);
    expect(exponentialMargin(growth, ['linear', 'logistic', 'power'])).toBeLessThan(-10);
  });

  it('are compared by AICc, weights add up to one', () => {
    const growth = valueOf(compareGrowth(scattered(curves.exponential, 30, 0.1, 3)));
    expect(growth.fits.map((one) => one.model)).toEqual([...growthModels]);
    expect(growth.fits.reduce((total, one) => total + one.weight, 0)).toBeCloseTo(1, 12);
    const { squares, aicc, parameters } = fitOf(growth, 'exponential');
    // k = 3: n ln(2πe·SSE/n) + 6 + 24/26.
    expect(parameters).toBe(3);
    expect(aicc).toBeCloseTo(30 * (Math.log((2 * Math.PI * squares) / 30) + 1) + 6 + 24 / 26, 9);
  });

  it('are never worse than their limit', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 8, maxLength: 40 }), (counts) => {
      const outcome = compareGrowth(counts);
      if (!outcome.computable) return;
      const limit = fitOf(outcome.value, 'exponential').squares;
      for (const model of ['power', 'logistic']) expect(fitOf(outcome.value, model).squares).toBeLessThanOrEqual(limit);
    }), { seed: 2, numRuns: 200 });
  });

  it('give the rate that a negative binomial regression gives', () => {
    const counts = scattered(curves.exponential, 36, 0.12, 9);
    const binomial = valueOf(negativeBinomialRegression(counts, [{ name: 't', values: counts.map((_, t) => t) }]));
    expect(valueOf(compareGrowth(counts)).rate).toBeCloseTo(binomial.coefficients[1]!.estimate, 2);
  });

  it('say why they are not computable', () => {
    expectReason(compareGrowth([1, 2, 3, 4, 5, 6, 7]), 'too few values');
    expectReason(compareGrowth([]), 'empty');
    expectReason(compareGrowth(Array.from({ length: 9 }, () => 4)), 'constant');
    expectReason(compareGrowth([1, 2, 3, 4, -5, 6, 7, 8]), 'negative value');
    expectReason(compareGrowth([1, 2, 3, 4, NaN, 6, 7, 8]), 'not finite');
    expect(() => growthIntervals([1, 2, 3, 4, 5, 6, 7, 9], { seed: 1, resamples: 10 })).toThrow(UsageError);
    expect(() => exponentialMargin(valueOf(compareGrowth([1, 2, 3, 4, 5, 6, 7, 9])), [])).toThrow(UsageError);
  });
});

describe('intervals of growth', () => {
  it('are the same for the same seed', () => {
    const counts = scattered(curves.exponential, 27, 0.15, 5);
    expect(growthIntervals(counts, { seed: 7 })).toEqual(growthIntervals(counts, { seed: 7 }));
  });

  it('cover the rate about as often as they say', () => {
    const seeds = Array.from({ length: 60 }, (_, seed) => seed);
    const covered = seeds.filter((seed) => {
      const { rate } = valueOf(growthIntervals(scattered(curves.exponential, 27, 0.15, seed), { seed: 1, resamples: 60 }));
      return rate.low <= 0.09 && 0.09 <= rate.high;
    });
    expect(covered.length).toBeGreaterThanOrEqual(50);
  });

  it.each([
    ['exponential', 'beyond', 'beyond'],
    ['linear', 'short', 'short'],
    ['logistic', 'anywhere', 'short'],
  ] as const)('place the margins of a %s series', (model, linear, nesting) => {
    const places = Array.from({ length: 10 }, (_, seed) => {
      const { overLinear, overNesting } = valueOf(growthIntervals(scattered(curves[model], 36, 0.1, seed), { seed: 1, resamples: 100 }));
      return {
        linear: overLinear.low > 2 ? 'beyond' : overLinear.high < 2 ? 'short' : 'across',
        nesting: overNesting.low > -2 ? 'beyond' : overNesting.high < -2 ? 'short' : 'across',
      };
    });
    if (linear !== 'anywhere') expect(places.filter((one) => one.linear === linear).length).toBeGreaterThanOrEqual(8);
    // The margin over curves whose limit is the truth is at most about 2.5 and falls below now and then: never short, sometimes across.
    expect(places.filter((one) => one.nesting === nesting).length).toBeGreaterThanOrEqual(6);
    expect(places.filter((one) => one.nesting === (nesting === 'short' ? 'beyond' : 'short'))).toEqual([]);
  });

  it('double in ln 2 over the rate, and never where nothing grows', () => {
    const { rate, doubling } = valueOf(growthIntervals(scattered(curves.exponential, 27, 0.05, 2), { seed: 3 }));
    expect(doubling!.value).toBeCloseTo(Math.LN2 / rate.value, 12);
    expect(doubling!.low).toBeLessThan(doubling!.high!);
    expect(valueOf(growthIntervals([90, 80, 70, 60, 50, 40, 30, 20, 10], { seed: 3 })).doubling).toBeNull();
  });

  it('are finite whatever the counts', () => {
    const wild = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 1e9, 1e150, Number.MAX_VALUE, 5e-324), fc.double({ min: 0 }));
    fc.assert(fc.property(fc.array(wild, { maxLength: 14 }), (counts) => {
      const outcome = growthIntervals(counts, { seed: 1, resamples: 40 });
      if (outcome.computable) expect(JSON.stringify(outcome.value)).not.toMatch(/:null(?!,"overLinear)(?!,"level)|NaN|Infinity/);
    }), { seed: 5, numRuns: 150 });
  });
});
