import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossProductsOf, explainedVariance, pool, without } from './cross-products.js';
import { dominanceAnalysis, type DominanceAnalysis } from './dominance-analysis.js';
import { leastSquaresLine } from './least-squares.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { cars, mtcars, swiss } from './reference-data.test-data.js';

const predictors = ['agriculture', 'examination', 'education', 'catholic', 'infantMortality'] as const;

function analyse(columns: Readonly<Record<string, readonly number[]>>, groups: readonly (readonly number[])[], always: readonly number[] = []): DominanceAnalysis {
  return valueOf(dominanceAnalysis(crossProductsOf(columns), 0, groups.map((places, g) => ({ name: `g${g}`, columns: places })), { always }));
}

describe('explained variance', () => {
  it('is R\'s for one and for several predictors', () => {
    // statistics.md, D2: lm(dist ~ speed, cars).
    expectDigits(valueOf(explainedVariance(crossProductsOf(cars), 1, [0])).rSquared, 0.651079380758);
    // As printed by R: summary(lm(mpg ~ wt, mtcars)), summary(lm(mpg ~ wt + cyl, mtcars)).
    const { mpg, wt, cyl } = mtcars;
    const one = valueOf(explainedVariance(crossProductsOf({ mpg, wt }), 0, [1]));
    expect([one.rSquared.toFixed(7), one.adjusted.toFixed(4)]).toEqual(['0.7528328', '0.7446']);
    const two = valueOf(explainedVariance(crossProductsOf({ mpg, wt, cyl }), 0, [1, 2]));
    expect([two.rSquared.toFixed(4), two.adjusted.toFixed(4)]).toEqual(['0.8302', '0.8185']);
    // As printed by R: summary(lm(Fertility ~ ., swiss)): Multiple R-squared 0.7067, adjusted 0.671.
    const all = valueOf(explainedVariance(crossProductsOf(swiss), 0, [1, 2, 3, 4, 5]));
    expect([all.rSquared.toFixed(4), all.adjusted.toFixed(3), all.rank]).toEqual(['0.7067', '0.671', 5]);
  });

  it('drops constant columns and combinations of others, and says which', () => {
    const { fertility, education, catholic } = swiss;
    const plain = valueOf(explainedVariance(crossProductsOf({ fertility, education, catholic }), 0, [1, 2]));
    const products = crossProductsOf({ fertility, education, catholic, tenth: fertility.map(() => 0.1), both: education.map((value, i) => 3 * value - catholic[i]!) });
    const fit = valueOf(explainedVariance(products, 0, [3, 1, 2, 4]));
    expect(fit.dropped).toEqual(['tenth', 'both']);
    expectDigits(fit.rSquared, plain.rSquared, 10);
    expectDigits(fit.adjusted, plain.adjusted, 10);
  });

  it('says why there is none', () => {
    expectReason(explainedVariance(crossProductsOf({ y: [0.1, 0.1, 0.1, 0.1], x: [1, 2, 3, 4] }), 0, [1]), 'constant');
    expectReason(explainedVariance(crossProductsOf({ y: [1, 2], x: [1, 3] }), 0, [1]), 'too few values');
    expectReason(explainedVariance(crossProductsOf({ y: [1e200, 2e200, 5e200], x: [1, 3, 2] }), 0, [1]), 'not finite');
    expect(() => crossProductsOf({ y: [1, 2], x: [1] })).toThrow('column x (cross products); expected 2 values, got 1');
    expect(() => pool([])).toThrow('expected at least one part');
    expect(() => without(crossProductsOf({ y: [1] }), crossProductsOf({ x: [1] }))).toThrow('expected y, got x');
  });

  it('of one predictor is that of the least-squares line', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), { minLength: 4, maxLength: 20 });
    fc.assert(fc.property(rows, (drawn) => {
      const [x, y] = [drawn.map(([a]) => a), drawn.map(([, b]) => b)];
      const line = leastSquaresLine(x, y);
      if (!line.computable || !line.value.rSquared.computable) return;
      expect(valueOf(explainedVariance(crossProductsOf({ y, x }), 0, [1])).rSquared).toBeCloseTo(line.value.rSquared.value, 9);
    }), { seed: 11 });
  });
});

describe('dominance analysis', () => {
  it('agrees with the published shares of the swiss data', () => {
    // Grömping (2006), relaimpo, method lmg (the same as general dominance) on Fertility ~ ., as its help page prints them.
    const { groups, together } = analyse(swiss, [[1], [2], [3], [4], [5]]);
    expect(groups.map((one) => one.general.toFixed(8))).toEqual(['0.05709122', '0.17117303', '0.26013468', '0.10557015', '0.11276592']);
    expect(together).toBeCloseTo(0.706735, 6);
    expect(predictors.length).toBe(groups.length);
  });

  it('of two predictors is half of what each adds first and last, and the stronger dominates', () => {
    const { mpg, wt, cyl } = mtcars;
    const { groups: [byWeight, byCylinders], complete, together } = analyse({ mpg, wt, cyl }, [[1], [2]]);
    // r² of wt 0.75283279, of cyl 0.72618000, of both 0.83022745.
    expect(byWeight?.conditional.map((value) => value.toFixed(6))).toEqual(['0.752833', '0.104047']);
    expect(byCylinders?.conditional.map((value) => value.toFixed(6))).toEqual(['0.726180', '0.077395']);
    expect(byWeight!.general + byCylinders!.general).toBeCloseTo(together, 12);
    expect(complete).toEqual([['g0', 'g1']]);
  });

  it('leaves what is always in to itself', () => {
    const { always, together, groups } = analyse(swiss, [[1, 2], [4]], [3, 5]);
    const controls = valueOf(explainedVariance(crossProductsOf(swiss), 0, [3, 5])).rSquared;
    expect(always).toBeCloseTo(controls, 12);
    expect(always + together).toBeCloseTo(0.706735, 6);
    expect(groups[0]!.general + groups[1]!.general).toBeCloseTo(together, 12);
  });

  it('gives nothing to a group without variance, and ties where two groups say the same', () => {
    const { fertility, education, catholic } = swiss;
    const columns = { fertility, education, twice: education.map((value) => 2 * value), flat: education.map(() => 7), catholic };
    const { groups, complete, dropped } = analyse(columns, [[1], [2], [3]]);
    expect(groups[2]!.general).toBeCloseTo(0, 12);
    expect(groups[0]!.general).toBeCloseTo(groups[1]!.general, 12);
    expect(complete).toEqual([['g0', 'g2'], ['g1', 'g2']]);
    expect(dropped).toEqual(['twice', 'flat']);
  });

  it('takes no more than twelve groups', () => {
    expect(() => dominanceAnalysis(crossProductsOf({ y: [1] }), 0, Array.from({ length: 13 }, (_, g) => ({ name: `${g}`, columns: [] })))).toThrow('at most 12, got 13');
  });

  it('sums to what all explain, whatever the data, and knows neither order nor scale', () => {
    const row = fc.tuple(...Array.from({ length: 5 }, () => fc.integer({ min: -9, max: 9 })));
    fc.assert(fc.property(fc.array(row, { minLength: 8, maxLength: 25 }), fc.integer({ min: 1, max: 1000 }), (rows, scale) => {
      const [y, a, b, c, d] = [0, 1, 2, 3, 4].map((j) => rows.map((one) => one[j]!)) as [number[], number[], number[], number[], number[]];
      const first = dominanceAnalysis(crossProductsOf({ y, a, b, c, d }), 0, [{ name: 'one', columns: [1, 2] }, { name: 'two', columns: [3] }, { name: 'three', columns: [4] }]);
      if (!first.computable) return;
      const { groups, together } = first.value;
      expect(groups.reduce((total, one) => total + one.general, 0)).toBeCloseTo(together, 10);
      for (const one of groups) for (const value of one.conditional) expect(value).toBeGreaterThan(-1e-9);
      const moved = crossProductsOf({ d: d.map((value) => value / scale), b, y: y.map((value) => value * scale), c: c.map((value) => scale - value), a });
      const second = valueOf(dominanceAnalysis(moved, 2, [{ name: 'three', columns: [0] }, { name: 'one', columns: [4, 1] }, { name: 'two', columns: [3] }]));
      for (const one of groups) expect(second.groups.find((other) => other.name === one.name)?.general).toBeCloseTo(one.general, 8);
    }), { seed: 12, numRuns: 60 });
  });
});
