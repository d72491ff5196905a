import fc from 'fast-check';
import { sampleCorrelation, sampleRankCorrelation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { kendall, pearson, spearman } from './correlation.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { ascendingOrder, midRanks } from './ranks.js';
import { mtcars, tunaLightness, tunaPanel } from './reference-data.test-data.js';
import { seededGenerator } from './random.js';

/** Small whole numbers, so that ties are common. */
const columns = fc.array(fc.tuple(fc.integer({ min: -3, max: 6 }), fc.integer({ min: 0, max: 9 })), { minLength: 4, maxLength: 60 });

function varying(rows: readonly (readonly [number, number])[]): boolean {
  return new Set(rows.map(([x]) => x)).size > 1 && new Set(rows.map(([, y]) => y)).size > 1;
}

describe('ranks', () => {
  it('shares ranks among equals and counts ties', () => {
    const { ranks, ties } = valueOf(midRanks([10, 20, 10, -0, 0, 20, 20]));
    expect(Array.from(ranks)).toEqual([3.5, 6, 3.5, 1.5, 1.5, 6, 6]);
    expect(ties).toEqual({ groups: 3, pairs: 5, triples: 6, cubes: 36, kendall: 18 + 18 + 66 });
  });

  it('orders large columns as a comparison does, stably, negative and fractional numbers included', () => {
    const generator = seededGenerator(11);
    const values = Float64Array.from({ length: 5000 }, () => {
      const word = generator.next();
      return word % 3 === 0 ? word % 50 : (word - 2 ** 31) / 2 ** (word % 40);
    });
    values[7] = -0;
    values[3] = 0;
    const expected = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
    expect(Array.from(ascendingOrder(values))).toEqual(expected);
    const start = Uint32Array.from(expected).reverse();
    const kept = start.slice();
    const reversedTies = Array.from(values.keys()).reverse().sort((a, b) => values[a]! - values[b]!);
    const reversed = Uint32Array.from(values.keys()).reverse();
    expect(Array.from(ascendingOrder(values, reversed))).toEqual(reversedTies);
    ascendingOrder(values, start);
    expect(start).toEqual(kept);
  });

  it('has none for an empty column', () => {
    expectReason(midRanks([]), 'empty');
    expectReason(midRanks([1, NaN]), 'not finite');
  });
});

describe('reference values (R 4.2.2, cor.test)', () => {
  it('tuna: Pearson, Spearman and Kendall, the last two counted exactly', () => {
    const r = valueOf(pearson(tunaLightness, tunaPanel));
    expectDigits(r.t, 1.841082638115, 12);
    expectDigits(r.coefficient, 0.571181557564, 12);
    expectDigits(valueOf(r.interval).low, -0.149742633037, 11);
    expectDigits(valueOf(r.interval).high, 0.895579461839, 12);
    const rho = valueOf(spearman(tunaLightness, tunaPanel));
    expectDigits(rho.coefficient, 0.6, 14);
    expectDigits(rho.p, 0.0967978395062, 12);
    expect(rho.pMethod).toBe('exact');
    const tau = valueOf(kendall(tunaLightness, tunaPanel));
    expectDigits(tau.coefficient, 0.444444444444, 12);
    expect((tau.score + 36) / 2).toBe(26);
    expectDigits(tau.p, 0.119438932981, 12);
    expect(tau.pMethod).toBe('exact');
  });

  it('mtcars: ties in both columns', () => {
    expectDigits(valueOf(spearman(mtcars.mpg, mtcars.wt)).coefficient, -0.88642203327, 12);
    expectDigits(valueOf(spearman(mtcars.cyl, mtcars.gear)).coefficient, -0.564310474702, 12);
    const first = valueOf(kendall(mtcars.mpg, mtcars.wt));
    expectDigits(first.coefficient, -0.727832149528, 12);
    expectDigits(first.z, -5.79813189498, 12);
    expectDigits(first.p, 6.7057704056e-9, 11);
    const second = valueOf(kendall(mtcars.cyl, mtcars.gear));
    expectDigits(second.coefficient, -0.512543485971, 12);
    expectDigits(second.z, -3.15511856306, 12);
    expectDigits(second.p, 0.00160432894624, 12);
  });
});

describe('laws', () => {
  it('agree with simple-statistics', () => {
    fc.assert(fc.property(columns.filter(varying), (rows) => {
      const x = rows.map(([a]) => a);
      const y = rows.map(([, b]) => b);
      expect(valueOf(pearson(x, y)).coefficient).toBeCloseTo(sampleCorrelation(x, y), 12);
      expect(valueOf(spearman(x, y)).coefficient).toBeCloseTo(sampleRankCorrelation(x, y), 12);
    }), { seed: 6 });
  });

  it('Kendall agrees with counting all pairs', () => {
    fc.assert(fc.property(columns.filter(varying), (rows) => {
      let score = 0;
      let untiedX = 0;
      let untiedY = 0;
      for (const [i, [x, y]] of rows.entries()) {
        for (const [x2, y2] of rows.slice(0, i)) {
          score += Math.sign(x - x2) * Math.sign(y - y2);
          untiedX += x === x2 ? 0 : 1;
          untiedY += y === y2 ? 0 : 1;
        }
      }
      const tau = valueOf(kendall(rows.map(([x]) => x), rows.map(([, y]) => y)));
      expect(tau.score).toBe(score);
      expect(tau.coefficient).toBeCloseTo(score / Math.sqrt(untiedX * untiedY), 12);
    }), { seed: 7 });
  });

  it('do not depend on the order of rows, change sign with a column, and ranks see no monotone change', () => {
    fc.assert(fc.property(columns.filter(varying), fc.integer(), (rows, seed) => {
      const generator = seededGenerator(Math.abs(seed));
      const shuffled = rows.map((row) => ({ row, key: generator.next() })).sort((a, b) => a.key - b.key).map(({ row }) => row);
      const x = rows.map(([a]) => a);
      const y = rows.map(([, b]) => b);
      const coefficients = [pearson, spearman, kendall].map((measure) => (a: readonly number[], b: readonly number[]): number => {
        const outcome = measure(a, b);
        return outcome.computable ? outcome.value.coefficient : Number.NaN;
      });
      for (const measure of coefficients) {
        const value = measure(x, y);
        expect(measure(shuffled.map(([a]) => a), shuffled.map(([, b]) => b))).toBeCloseTo(value, 12);
        expect(measure(x.map((a) => -a), y)).toBeCloseTo(-value, 12);
        expect(measure(y, x)).toBeCloseTo(value, 12);
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }
      const stretched = x.map((a) => Math.exp(2 * a));
      expect(valueOf(spearman(stretched, y)).coefficient).toBe(valueOf(spearman(x, y)).coefficient);
      expect(valueOf(kendall(stretched, y)).coefficient).toBe(valueOf(kendall(x, y)).coefficient);
    }), { seed: 8 });
  });

  it('the interval holds the estimate and grows with the level', () => {
    const narrow = valueOf(valueOf(spearman(mtcars.mpg, mtcars.wt, { level: 0.9 })).interval);
    const wide = valueOf(valueOf(spearman(mtcars.mpg, mtcars.wt, { level: 0.99 })).interval);
    expect(wide.low).toBeLessThan(narrow.low);
    expect(narrow.low).toBeLessThan(-0.886422);
    expect(narrow.high).toBeGreaterThan(-0.886422);
    expect(wide.high).toBeGreaterThan(narrow.high);
  });
});

describe('what cannot be computed', () => {
  it('gives the reason', () => {
    for (const measure of [pearson, spearman, kendall]) {
      expectReason(measure([], []), 'empty');
      expectReason(measure([1], [2]), 'too few values');
      expectReason(measure(new Array<number>(10).fill(0.1), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 'constant');
      expectReason(measure([1, 2, Infinity], [1, 2, 3]), 'not finite');
      expect(() => measure([1, 2, 3], [1, 2])).toThrow(UsageError);
    }
    expectReason(pearson([1e200, -1e200, 3], [1, 2, 3]), 'not finite');
    expect(() => pearson([1, 2, 3], [1, 2, 4], { level: 95 })).toThrow(UsageError);
  });

  it('states no interval at the boundary or for three rows', () => {
    const perfect = valueOf(pearson([1, 2, 3, 4], [2, 4, 6, 8]));
    expect(perfect).toMatchObject({ coefficient: 1, t: null, p: 0 });
    expectReason(perfect.interval, 'boundary');
    expect(valueOf(pearson([0.1, 0.2, 0.7, 0.9], [-0.3, -0.6, -2.1, -2.7])).coefficient).toBe(-1);
    expectReason(valueOf(spearman([1, 2, 3], [1, 3, 2])).interval, 'too few values');
  });
});

it('handles 300,000 rows at once', () => {
  const generator = seededGenerator(3);
  const x = Float64Array.from({ length: 300_000 }, () => generator.below(1000));
  const y = x.map((value) => value + generator.below(2000));
  const rho = valueOf(spearman(x, y)).coefficient;
  const tau = valueOf(kendall(x, y)).coefficient;
  // Monotone association of two sums: both clear, τ the smaller.
  expect(rho).toBeGreaterThan(0.4);
  expect(tau).toBeGreaterThan(0.25);
  expect(tau).toBeLessThan(rho);
});
