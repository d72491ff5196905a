import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fiveNumbers } from './five-numbers.js';

describe('fiveNumbers', () => {
  it('has the quartiles of R\'s quantile() of type 7, Tukey\'s whiskers and the values beyond', () => {
    expect(fiveNumbers([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual(
      { n: 10, lower: 1, quartile1: 3.25, median: 5.5, quartile3: 7.75, upper: 10, outliers: [] });
    expect(fiveNumbers([1, 2, 3, 4, 5, 50, 50])).toMatchObject({ median: 4, upper: 50, outliers: [] });
    expect(fiveNumbers([1, 2, 3, 4, 5, 6, 7, 50, 50])).toMatchObject({ upper: 7, outliers: [{ value: 50, times: 2 }] });
  });

  it('is absent for no values and flat for one', () => {
    expect(fiveNumbers([])).toBeNull();
    expect(fiveNumbers([0.4])).toEqual({ n: 1, lower: 0.4, quartile1: 0.4, median: 0.4, quartile3: 0.4, upper: 0.4, outliers: [] });
  });

  it('is in order and loses no value', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (values) => {
      const summary = fiveNumbers(values);
      if (summary === null) throw new Error('no summary');
      const { lower, quartile1, median, quartile3, upper, outliers } = summary;
      const order = [lower, quartile1, median, quartile3, upper];
      expect([...order].sort((a, b) => a - b)).toEqual(order);
      const inside = values.filter((value) => value >= lower && value <= upper).length;
      expect(inside + outliers.reduce((sum, outlier) => sum + outlier.times, 0)).toBeGreaterThanOrEqual(values.length);
    }));
  });
});
