import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { jackknife } from './bootstrap.js';
import { crossProductsOf, explainedVariance, type CrossProducts } from './cross-products.js';
import { assignGroups, groupJackknife, groupSpread } from './group-jackknife.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { cars, sleep1 } from './reference-data.test-data.js';
import { meanAndVariance } from './sample.js';

function meanOf({ n, sums }: CrossProducts): readonly number[] {
  return [sums[0]! / n];
}

function fitOf(products: CrossProducts): readonly number[] | null {
  const fit = explainedVariance(products, 1, [0]);
  return fit.computable ? [fit.value.rSquared] : null;
}

describe('assignment to groups', () => {
  it('is even, the same for the same seed, another for another', () => {
    const assigned = assignGroups(103, 10, 7);
    expect(assigned).toEqual(assignGroups(103, 10, 7));
    expect(assigned).not.toEqual(assignGroups(103, 10, 8));
    const sizes = Array.from({ length: 10 }, (_, g) => assigned.filter((one) => one === g).length);
    expect(sizes).toEqual([11, 11, 11, 10, 10, 10, 10, 10, 10, 10]);
    expect(assignGroups(0, 3, 1)).toEqual(new Uint32Array(0));
  });
});

function ones(groups: number): number[] {
  return Array.from({ length: groups }, () => 1);
}

describe('delete-a-group jackknife of estimates', () => {
  it('of groups of one is the standard error of the mean', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 30 }), (values) => {
      const mean = values.reduce((a, b) => a + b) / values.length;
      const without = values.map((value) => (mean * values.length - value) / (values.length - 1));
      const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1);
      expect(valueOf(groupSpread(ones(without.length), mean, without)).standardError).toBeCloseTo(Math.sqrt(variance / values.length), 9);
    }), { seed: 42 });
  });

  it('has Student\'s interval, kept within the range', () => {
    // R: t.test(sleep$extra[1:10]) has 95 % from −0.5297804 to 2.0297804.
    const mean = 0.75;
    const without = sleep1.map((value) => (mean * 10 - value) / 9);
    const { interval } = valueOf(groupSpread(ones(without.length), mean, without));
    expectDigits(interval.low, -0.5297804, 7);
    expectDigits(interval.high, 2.0297804, 7);
    expect(valueOf(groupSpread(ones(without.length), mean, without, { range: [0, 1] })).interval).toMatchObject({ low: 0, high: 1 });
  });

  it('says what it cannot take', () => {
    expectReason(groupSpread([1, 1], 1, [1, null]), 'statistic not computable');
    expectReason(groupSpread([1, 1], 1, [1, NaN]), 'statistic not computable');
    expectReason(groupSpread([1, 1], NaN, [1, 1]), 'statistic not computable');
    expectReason(groupSpread([1], 1, [1]), 'too few values');
    expect(() => groupSpread([1, 1], 1, [1])).toThrow(UsageError);
  });

  it('weighs groups by their size', () => {
    // Of a mean of rows: a group that is larger is farther from the whole when left out, and its pseudo-value is still its own mean.
    const groups = [[1, 2, 3], [10], [4, 6]];
    const all = groups.flat();
    function meanOfRows(rows: readonly number[]): number {
      return rows.reduce((a, b) => a + b, 0) / rows.length;
    }
    const without = groups.map((_, left) => meanOfRows(groups.filter((__, i) => i !== left).flat()));
    const mean = meanOfRows(all);
    // Pseudo-values are the groups' means 2, 10, 5, around the mean of rows 26/6; 1/(h − 1) are 1, 1/5, 1/2.
    const variance = ((2 - mean) ** 2 + (10 - mean) ** 2 / 5 + (5 - mean) ** 2 / 2) / 3;
    expectDigits(valueOf(groupSpread([3, 1, 2], mean, without)).standardError, Math.sqrt(variance));
  });
});

describe('delete-a-group jackknife', () => {
  it('of a mean, with groups of one, is the standard error of the mean', () => {
    const found = valueOf(groupJackknife(sleep1.map((value) => crossProductsOf({ value: [value] })), meanOf)).estimates[0]!;
    const { mean, variance } = meanAndVariance(Float64Array.from(sleep1));
    expectDigits(found.estimate, mean);
    expectDigits(found.standardError, Math.sqrt(variance / 10));
    // t with 9 degrees of freedom at 97.5 %: 2.2621571628.
    expectDigits(found.interval.high - mean, 2.2621571628 * Math.sqrt(variance / 10), 9);
  });

  it('of an R², with groups of one, is the ordinary jackknife', () => {
    const n = cars.speed.length;
    const ordinary = valueOf(jackknife(n, (rows) => fitOf(crossProductsOf({ speed: Array.from(rows, (i) => cars.speed[i]!), dist: Array.from(rows, (i) => cars.dist[i]!) }))?.[0] ?? null));
    const grouped = valueOf(groupJackknife(cars.speed.map((speed, i) => crossProductsOf({ speed: [speed], dist: [cars.dist[i]!] })), fitOf)).estimates[0]!;
    expectDigits(grouped.standardError, ordinary.standardError, 8);
  });

  it('with groups of several rows is near the ordinary one', () => {
    const assigned = assignGroups(cars.speed.length, 10, 3);
    const parts = Array.from({ length: 10 }, (_, g) => crossProductsOf({
      speed: cars.speed.filter((_value, i) => assigned[i] === g), dist: cars.dist.filter((_value, i) => assigned[i] === g),
    }));
    const { estimates: [found], groups, rows } = valueOf(groupJackknife(parts, fitOf));
    expect([groups, rows]).toEqual([10, 50]);
    expect(found!.estimate).toBeCloseTo(0.651079380758, 10);
    const ordinary = valueOf(groupJackknife(cars.speed.map((speed, i) => crossProductsOf({ speed: [speed], dist: [cars.dist[i]!] })), fitOf)).estimates[0]!;
    expect(found!.standardError / ordinary.standardError).toBeGreaterThan(0.5);
    expect(found!.standardError / ordinary.standardError).toBeLessThan(2);
  });

  it('covers the mean of unequal groups of rows that hang together', () => {
    // Rows of a group are copies: their number says nothing, the groups are what was drawn.
    const parts = sleep1.map((value) => crossProductsOf({ value: [value, value, value] }));
    const once = valueOf(groupJackknife(sleep1.map((value) => crossProductsOf({ value: [value] })), meanOf)).estimates[0]!;
    expectDigits(valueOf(groupJackknife(parts, meanOf)).estimates[0]!.standardError, once.standardError);
  });

  it('leaves out groups without rows and says why there is no interval', () => {
    const [a, b, none] = [crossProductsOf({ value: [1, 2] }), crossProductsOf({ value: [4] }), crossProductsOf({ value: [] })];
    expect(valueOf(groupJackknife([a, none, b], meanOf)).groups).toBe(2);
    expectReason(groupJackknife([a, none], meanOf), 'too few values');
    expectReason(groupJackknife([a, b], () => null), 'statistic not computable');
    expectReason(groupJackknife([a, b], ({ n }) => (n < 3 ? [Number.NaN] : [1])), 'statistic not computable');
    expect(() => groupJackknife([a, b], meanOf, { level: 95 })).toThrow('confidence level');
  });

  it('knows no order of the groups', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 6 }), { minLength: 3, maxLength: 9 }), (drawn) => {
      const parts = drawn.map((value) => crossProductsOf({ value }));
      const [one, other] = [parts, [...parts].reverse()].map((each) => valueOf(groupJackknife(each, meanOf)).estimates[0]!);
      expect(other!.standardError).toBeCloseTo(one!.standardError, 9);
      expect(other!.estimate).toBeCloseTo(one!.estimate, 12);
    }), { seed: 13, numRuns: 50 });
  });
});
