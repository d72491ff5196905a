import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { survivalAt, turnbull, type CensoredTime } from './interval-censored.js';
import { expectReason, valueOf } from './outcome.test-data.js';
import { amlMaintained, amlNot, cosmesis } from './reference-data.test-data.js';
import { survivalCurve } from './survival.js';

const intervals = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 6 }), fc.boolean()).map(([after, width, open]): CensoredTime => ({ after, by: open ? null : after + width })),
  { minLength: 1, maxLength: 25 },
);

function logLikelihood(times: readonly CensoredTime[], masses: readonly { after: number; by: number | null; mass: number }[]): number {
  return times.reduce((total, time) => total + Math.log(masses.filter((one) =>
    (time.after === time.by ? one.after === time.after && one.by === time.by
      : (one.after > time.after || (one.after === time.after && one.by !== one.after)) && (one.by ?? Infinity) <= (time.by ?? Infinity)))
    .reduce((sum, one) => sum + one.mass, 0)), 0);
}

describe('Turnbull', () => {
  it('has the published estimate of the cosmesis data', () => {
    expect(cosmesis.length).toBe(46);
    const estimate = valueOf(turnbull(cosmesis.map(([after, by]) => ({ after, by }))));
    expect(estimate.converged).toBe(true);
    // R's package interval, icfit.
    expect(estimate.masses.map(({ after, by, mass }) => [after, by, mass.toFixed(4)])).toEqual([
      [4, 5, '0.0463'], [6, 7, '0.0334'], [7, 8, '0.0887'], [11, 12, '0.0708'], [24, 25, '0.0926'], [33, 34, '0.0818'], [38, 40, '0.1209'], [46, 48, '0.4656'],
    ]);
    expect(estimate.median).toEqual({ after: 38, by: 40 });
  });

  it('is Kaplan–Meier where times are known', () => {
    for (const group of [amlMaintained, amlNot]) {
      const { steps, median } = valueOf(survivalCurve(group));
      const estimate = valueOf(turnbull(group.times.map((after, i) => ({ after, by: group.events[i] === true ? after : null })), { tolerance: 1e-13 }));
      for (const step of steps) expect(survivalAt(estimate, step.time)).toBeCloseTo(step.survival, 10);
      expect(estimate.median).toEqual({ after: median.median, by: median.median });
    }
  });

  it('of disjoint intervals is the shares of the counts', () => {
    const estimate = valueOf(turnbull([{ after: 0, by: 1, weight: 3 }, { after: 1, by: 2 }, { after: 2, by: null }, { after: 2, by: 5 }]));
    expect(estimate.n).toBe(6);
    expect(estimate.masses.map(({ after, by, mass, survival }) => [after, by, Number(mass.toFixed(9)), Number(survival.toFixed(9))])).toEqual([
      [0, 1, 0.5, 0.5], [1, 2, 0.166666667, 0.333333333], [2, 5, 0.333333333, 0],
    ]);
    expect(estimate.median).toEqual({ after: 0, by: 1 });
    expect(survivalAt(estimate, 0.5)).toBeCloseTo(0.75, 9);
  });

  it('has a median without an end where fewer than half are known to be over', () => {
    expect(valueOf(turnbull([{ after: 0, by: 1 }, { after: 4, by: null }, { after: 6, by: null }])).median).toEqual({ after: 6, by: null });
    expect(survivalAt(valueOf(turnbull([{ after: 0, by: 1 }, { after: 4, by: null }])), 9)).toBeNull();
  });

  it('stands at the maximum: no other distribution of its masses is likelier, weights are repeats, order does not matter', () => {
    fc.assert(fc.property(intervals, fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 60, maxLength: 60 }), (times, other) => {
      const estimate = valueOf(turnbull(times));
      expect(estimate.converged).toBe(true);
      const { masses } = estimate;
      expect(masses.reduce((sum, one) => sum + one.mass, 0)).toBeCloseTo(1, 10);
      const best = logLikelihood(times, masses);
      expect(best).toBeCloseTo(estimate.logLikelihood, 5);
      const total = masses.reduce((sum, _, j) => sum + other[j]!, 0);
      expect(logLikelihood(times, masses.map((one, j) => ({ ...one, mass: other[j]! / total })))).toBeLessThanOrEqual(best + 1e-6);
      const doubled = valueOf(turnbull([...times, ...times].reverse()));
      const weighted = valueOf(turnbull(times.map((one) => ({ ...one, weight: 2 }))));
      expect(weighted.logLikelihood).toBeCloseTo(doubled.logLikelihood, 6);
      for (const time of [1, 4, 8]) {
        const [a, b] = [survivalAt(estimate, time), survivalAt(estimate, time + 1)];
        if (a !== null && b !== null) expect(b).toBeLessThanOrEqual(a + 1e-12);
      }
    }), { seed: 34, numRuns: 150 });
  });

  it('says when its iterations did not suffice', () => {
    const estimate = valueOf(turnbull(cosmesis.map(([after, by]) => ({ after, by })), { iterations: 1 }));
    expect(estimate).toMatchObject({ iterations: 1, converged: false });
    expect(estimate.gap).toBeGreaterThan(0.001);
  });

  it('says what it cannot take', () => {
    expectReason(turnbull([]), 'empty');
    expectReason(turnbull([{ after: 1, by: 2, weight: 0 }]), 'empty');
    expectReason(turnbull([{ after: NaN, by: null }]), 'not finite');
    expectReason(turnbull([{ after: -1, by: null }]), 'negative value');
    expect(() => turnbull([{ after: 3, by: 2 }])).toThrow(UsageError);
  });
});
