import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { openLast, survivalBracket, turnbull, type CensoredTime } from './interval-censored.js';
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
      for (const step of steps) {
        const { low, high } = survivalBracket(estimate, step.time);
        expect(low).toBeCloseTo(step.survival, 10);
        expect(high).toBe(low);
      }
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
    expect(survivalBracket(estimate, 1.5).low).toBeCloseTo(1 / 3, 9);
    expect(survivalBracket(estimate, 1.5).high).toBeCloseTo(0.5, 9);
  });

  it('has a median without an end where fewer than half are known to be over', () => {
    expect(valueOf(turnbull([{ after: 0, by: 1 }, { after: 4, by: null }, { after: 6, by: null }])).median).toEqual({ after: 6, by: null });
    expect(survivalBracket(valueOf(turnbull([{ after: 0, by: 1 }, { after: 4, by: null }])), 9)).toMatchObject({ low: 0, high: expect.closeTo(0.5, 9) as number });
  });

  it('has a bracket within a mass interval, in which every curve fits equally well, and one number elsewhere', () => {
    const times: CensoredTime[] = [{ after: 2, by: 6, weight: 3 }, { after: 8, by: 8 }];
    const estimate = valueOf(turnbull(times));
    // Cutting the interval anywhere leaves the same likelihood, whatever share is put before the cut.
    const [after, by] = [2, 6];
    for (const early of [0, 0.3, 0.75]) {
      const cut = [{ after, by: 4, mass: early }, { after: 4, by, mass: 0.75 - early }, { after: 8, by: 8, mass: 0.25 }];
      expect(logLikelihood([times[0]!, times[0]!, times[0]!, times[1]!], cut)).toBeCloseTo(estimate.logLikelihood, 6);
    }
    expect([2, 2.1, 5.9, 6, 7.9, 8].map((time) => survivalBracket(estimate, time)).map(({ low, high }) => [low.toFixed(6), high.toFixed(6)])).toEqual([
      ['1.000000', '1.000000'], ['0.250000', '1.000000'], ['0.250000', '1.000000'], ['0.250000', '0.250000'], ['0.250000', '0.250000'], ['0.000000', '0.000000'],
    ]);
  });

  it('is open at the end where times go on from before the last mass', () => {
    const times: CensoredTime[] = [{ after: 0, by: 1 }, { after: 2, by: 4 }, { after: 2, by: null }];
    const estimate = openLast(valueOf(turnbull(times)), times);
    expect(estimate.masses.at(-1)).toMatchObject({ after: 2, by: null, survival: 0 });
    expect(estimate.median).toEqual({ after: 2, by: null });
    expect(survivalBracket(estimate, 9)).toMatchObject({ low: 0, high: expect.closeTo(2 / 3, 6) as number });
    const over = times.slice(0, 2);
    expect(openLast(valueOf(turnbull(over)), over).masses.at(-1)).toMatchObject({ by: 4 });
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
        const [a, b] = [survivalBracket(estimate, time), survivalBracket(estimate, time + 1)];
        expect(a.low).toBeLessThanOrEqual(a.high);
        expect(b.low).toBeLessThanOrEqual(a.low + 1e-12);
        expect(b.high).toBeLessThanOrEqual(a.high + 1e-12);
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
