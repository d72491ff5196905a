import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gini, topFractionShare } from './concentration.js';
import { countedConcentration } from './counted-concentration.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { incomes } from './reference-data.test-data.js';

it('has the reference value', () => {
  const counted = valueOf(countedConcentration([...incomes].reverse().map((amount) => ({ amount, items: 1 })), 0.1));
  expectDigits(counted.gini, 0.46209113026762, 13);
  expect(counted).toMatchObject({ topSum: 22261, topItems: 1, items: 10 });
});

it('is what the items one by one give', () => {
  const amounts = fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 20 });
  fc.assert(fc.property(amounts, fc.integer({ min: 1, max: 100 }), (pairs, percent) => {
    const distinct = [...new Map(pairs)].map(([amount, items]) => ({ amount, items })).sort((a, b) => b.amount - a.amount);
    const items = distinct.flatMap(({ amount, items: count }) => new Array<number>(count).fill(amount));
    const counted = countedConcentration(distinct, percent / 100);
    if (!counted.computable) {
      expectReason(gini(items), 'zero total');
      return;
    }
    expect(counted.value.gini).toBeCloseTo(valueOf(gini(items)).gini, 12);
    const top = valueOf(topFractionShare(items, percent / 100));
    expect([counted.value.topSum, counted.value.topItems]).toEqual([top.numerator, top.k]);
  }), { seed: 41 });
});

it('says what it cannot take', () => {
  expectReason(countedConcentration([], 0.1), 'empty');
  expectReason(countedConcentration([{ amount: 0, items: 3 }], 0.1), 'zero total');
  expectReason(countedConcentration([{ amount: -1, items: 3 }], 0.1), 'negative value');
  expectReason(countedConcentration([{ amount: NaN, items: 3 }], 0.1), 'not finite');
  expectReason(countedConcentration([{ amount: 1, items: 1 }, { amount: 2, items: 1 }], 0.1), 'not a count');
});
