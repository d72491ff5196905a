import fc from 'fast-check';
import { linearRegression } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { pearson } from './correlation.js';
import { leastSquaresLine } from './least-squares.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { cars, mtcars } from './reference-data.test-data.js';

describe('reference values (R 4.2.2)', () => {
  it('cars', () => {
    const line = valueOf(leastSquaresLine(cars.speed, cars.dist));
    expectDigits(line.intercept, -17.57909489051, 13);
    expectDigits(line.slope, 3.93240875912, 12);
    expectDigits(line.slopeStandardError, 0.415512776657, 12);
    expectDigits(valueOf(line.rSquared), 0.651079380758, 12);
    const logs = valueOf(leastSquaresLine(cars.speed.map(Math.log10), cars.dist.map(Math.log10)));
    expectDigits(logs.slope, 1.60239120644, 12);
  });

  it('HC3 of log(mpg) on log(wt)', () => {
    const line = valueOf(leastSquaresLine(mtcars.wt.map(Math.log), mtcars.mpg.map(Math.log)));
    expectDigits(line.slope, -0.841815640626, 12);
    expectDigits(valueOf(line.hc3).slopeStandardError, 0.0870110640203, 12);
  });
});

describe('laws', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), { minLength: 4, maxLength: 40 })
    .filter((all) => new Set(all.map(([x]) => x)).size > 2 && new Set(all.map(([, y]) => y)).size > 1);

  it('agrees with simple-statistics, and R² is the square of r', () => {
    fc.assert(fc.property(rows, (all) => {
      const x = all.map(([a]) => a);
      const y = all.map(([, b]) => b);
      const line = valueOf(leastSquaresLine(x, y));
      const other = linearRegression(all.map(([a, b]) => [a, b]));
      expect(line.slope).toBeCloseTo(other.m, 9);
      expect(line.intercept).toBeCloseTo(other.b, 9);
      expect(valueOf(line.rSquared)).toBeCloseTo(valueOf(pearson(x, y)).coefficient ** 2, 10);
      // Moving x moves the intercept only.
      const moved = valueOf(leastSquaresLine(x.map((a) => a + 1000), y));
      expect(moved.slope).toBeCloseTo(line.slope, 8);
      expect(moved.slopeStandardError).toBeCloseTo(line.slopeStandardError, 8);
    }), { seed: 9 });
  });

  it('the slope interval holds the slope', () => {
    const { slopeInterval, slope } = valueOf(leastSquaresLine(cars.speed, cars.dist, { level: 0.99 }));
    expect(slopeInterval.low).toBeLessThan(slope);
    expect(slopeInterval.high).toBeGreaterThan(slope);
    expect(slopeInterval.level).toBe(0.99);
  });
});

describe('what cannot be computed', () => {
  it('gives the reason', () => {
    expectReason(leastSquaresLine([], []), 'empty');
    expectReason(leastSquaresLine([1, 2], [1, 2]), 'too few values');
    expectReason(leastSquaresLine([1, 1, 1], [1, 2, 3]), 'constant');
    expectReason(leastSquaresLine([1, 2, 1e300], [1, 2, 1e300]), 'not finite');
  });

  it('keeps the line where only a part has no value', () => {
    const flat = valueOf(leastSquaresLine([1, 2, 3], [5, 5, 5]));
    expect(flat).toMatchObject({ slope: 0, intercept: 5 });
    expectReason(flat.rSquared, 'constant');
    const lever = valueOf(leastSquaresLine([0, 0, 0, 1], [1, 2, 3, 9]));
    expect(lever.slope).toBeCloseTo(7, 12);
    expectReason(lever.hc3, 'boundary');
  });
});
