import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { cohensKappa } from './cohens-kappa.js';
import { valueOrNull } from './outcome.js';

describe('published values', () => {
  // Printed by SAS PROC FREQ, as statsmodels checks itself against them: kappa, standard error, ends of the interval.
  it.each([
    [[[0, 4, 1], [0, 8, 0], [0, 1, 5]], 0.4842, 0.138, 0.2137, 0.7547],
    // The first answer is never given by the first rater.
    [[[0, 0, 0], [5, 16, 3], [8, 12, 28]], 0.3333, 0.0814, 0.1738, 0.4929],
  ])('%j', (table, kappa, standardError, low, high) => {
    const value = valueOrNull(cohensKappa(table));
    expect(value?.kappa).toBeCloseTo(kappa, 4);
    expect(value?.standardError).toBeCloseTo(standardError, 4);
    expect(value?.interval?.low).toBeCloseTo(low, 4);
    expect(value?.interval?.high).toBeCloseTo(high, 4);
  });

  // The examples by which textbooks show that kappa falls with unequal frequencies though agreement is the same.
  it.each([
    [[[20, 5], [10, 15]], 0.7, 0.5, 0.4],
    [[[45, 15], [25, 15]], 0.6, 0.54, 0.1304],
    [[[25, 35], [5, 35]], 0.6, 0.46, 0.2593],
  ])('%j', (table, observed, expected, kappa) => {
    const value = valueOrNull(cohensKappa(table));
    expect(value?.observed).toBeCloseTo(observed, 12);
    expect(value?.expected).toBeCloseTo(expected, 12);
    expect(value?.kappa).toBeCloseTo(kappa, 4);
  });
});

describe('edges', () => {
  it('is not computable, never NaN, without items and where both are constant and the same', () => {
    expect(cohensKappa([[0, 0], [0, 0]])).toMatchObject({ computable: false, reason: 'empty' });
    expect(cohensKappa([])).toMatchObject({ computable: false, reason: 'empty' });
    expect(cohensKappa([[7, 0], [0, 0]])).toMatchObject({ computable: false, reason: 'constant', detail: expect.stringContaining('7') as string });
    expect(cohensKappa([[0, 0], [0, 7]])).toMatchObject({ computable: false, reason: 'constant' });
  });

  it('is 0 where one is constant, or both are and differ', () => {
    expect(valueOrNull(cohensKappa([[5, 0], [3, 0]]))).toMatchObject({ kappa: 0, observed: 5 / 8 });
    expect(valueOrNull(cohensKappa([[0, 4], [0, 0]]))).toMatchObject({ kappa: 0, observed: 0, interval: null });
  });

  it('has no interval where they agree on everything', () => {
    expect(valueOrNull(cohensKappa([[9, 0], [0, 11]]))).toMatchObject({ kappa: 1, standardError: 0, interval: null, n: 20 });
    expect(valueOrNull(cohensKappa([[0, 10], [10, 0]]))).toMatchObject({ kappa: -1, interval: null });
  });

  it('refuses what is no table of counts', () => {
    for (const table of [[[1, 2]], [[1, 2], [3]], [[1, -1], [0, 0]], [[0.5, 0], [0, 1]], [[NaN, 0], [0, 1]]]) {
      expect(() => cohensKappa(table)).toThrow(UsageError);
    }
    expect(() => cohensKappa([[1, 0], [0, 1]], { level: 95 })).toThrow(UsageError);
  });
});

it('is finite, within its bounds, the same with the raters swapped, and 1 only where they agree on everything', () => {
  const count = fc.integer({ min: 0, max: 50 });
  fc.assert(fc.property(count, count, count, count, (a, b, c, d) => {
    const outcome = cohensKappa([[a, b], [c, d]]);
    if (!outcome.computable) {
      expect(a + b + c + d === 0 || a === a + b + c + d || d === a + b + c + d).toBe(true);
      return;
    }
    const { kappa, interval, standardError } = outcome.value;
    for (const value of [kappa, standardError, interval?.low ?? 0, interval?.high ?? 0]) expect(Number.isFinite(value)).toBe(true);
    expect(kappa).toBeGreaterThanOrEqual(-1 - 1e-12);
    expect(kappa >= 1 - 1e-12).toBe(b + c === 0);
    if (interval !== null) expect(interval.low <= kappa && kappa <= interval.high).toBe(true);
    expect(valueOrNull(cohensKappa([[a, c], [b, d]]))?.kappa).toBeCloseTo(kappa, 12);
  }), { seed: 60, numRuns: 500 });
});
