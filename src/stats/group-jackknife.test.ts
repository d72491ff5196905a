import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jackknife } from './bootstrap.js';
import { crossProductsOf, explainedVariance, type CrossProducts } from './cross-products.js';
import { assignGroups, groupJackknife } from './group-jackknife.js';
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
    expectDigits(grouped.bias, ordinary.bias, 6);
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
