import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { amlMaintained, amlNot } from './reference-data.test-data.js';
import { lifeTable, logRank, logRankOfTables, survivalCurve, type Followed } from './survival.js';

const subjects = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean(), fc.integer({ min: 0, max: 11 })), { minLength: 1, maxLength: 30 });

function followed(rows: readonly (readonly [number, boolean, ...unknown[]])[]): Followed {
  return { times: rows.map(([time]) => time), events: rows.map(([, event]) => event) };
}

describe('Kaplan–Meier (R survival 3, aml)', () => {
  it('has the published steps, and the medians', () => {
    const curve = valueOf(survivalCurve(amlMaintained));
    const published = [[9, 0.90909091], [13, 0.81818182], [18, 0.71590909], [23, 0.61363636], [31, 0.49090909], [34, 0.36818182], [48, 0.18409091]] as const;
    expect(curve.steps.map((step) => step.time)).toEqual(published.map(([time]) => time));
    for (const [i, [, survival]] of published.entries()) expectDigits(curve.steps[i]!.survival, survival, 8);
    expect(curve.median.median).toBe(31);
    expect(valueOf(survivalCurve(amlNot)).median.median).toBe(23);
  });

  it('has Greenwood\'s error and both intervals as they are defined', () => {
    // At 13: 11 at risk with 1 event, then 10 with 1: S = 9/11, Σ d/(n(n − d)) = 1/110 + 1/90.
    const spread = Math.sqrt(1 / 110 + 1 / 90);
    const z = 1.959963984540054;
    const [log, loglog] = (['log', 'log-log'] as const).map((interval) => valueOf(survivalCurve(amlMaintained, { interval })).steps[1]!);
    expectDigits(log!.standardError, (9 / 11) * spread, 14);
    expectDigits(log!.low, (9 / 11) * Math.exp(-z * spread), 13);
    expect(log!.high).toBe(1);
    expectDigits(loglog!.low, (9 / 11) ** Math.exp((z * spread) / -Math.log(9 / 11)), 13);
    expectDigits(loglog!.high, (9 / 11) ** Math.exp((z * spread) / Math.log(9 / 11)), 13);
  });

  it('has no interval where nobody is left, and no median that was not reached', () => {
    const all = valueOf(survivalCurve({ times: [2, 4], events: [true, true] }));
    expect(all.steps.at(-1)).toMatchObject({ survival: 0, standardError: null, low: null, high: null });
    expect(valueOf(survivalCurve({ times: [2, 4, 4], events: [true, false, false] })).median).toMatchObject({ median: null, high: null });
    expect(valueOf(survivalCurve({ times: [1, 2], events: [false, false] })).steps).toEqual([]);
  });

  it('counts who is at risk between entry and end only', () => {
    const table = valueOf(lifeTable({ times: [5, 8, 6, 9, 3], events: [true, false, true, true, true], entries: [0, 0, 2, 5, 0] }));
    // At 5 the fourth is only just coming: at risk in (5, 9].
    expect(table).toEqual([
      { time: 3, atRisk: 4, events: 1 }, { time: 5, atRisk: 3, events: 1 }, { time: 6, atRisk: 3, events: 1 }, { time: 9, atRisk: 1, events: 1 },
    ]);
  });

  it('without censoring is the share that is left, whatever the order of the subjects', () => {
    fc.assert(fc.property(subjects, (rows) => {
      const everybody = rows.map(([time]) => [time, true] as const);
      for (const step of valueOf(survivalCurve(followed(everybody))).steps) {
        expect(step.survival).toBeCloseTo(rows.filter(([time]) => time > step.time).length / rows.length, 12);
      }
      const forth = valueOf(survivalCurve(followed(rows)));
      expect(valueOf(survivalCurve(followed([...rows].reverse()))).steps).toEqual(forth.steps);
      let last = 1;
      for (const { survival, low, high } of forth.steps) {
        expect(survival).toBeLessThanOrEqual(last);
        last = survival;
        if (low === null || high === null) continue;
        expect(low).toBeLessThanOrEqual(survival);
        expect(high).toBeGreaterThanOrEqual(survival);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }
    }), { seed: 31 });
  });

  it('entries at 0 change nothing', () => {
    fc.assert(fc.property(subjects, (rows) => {
      const plain = followed(rows);
      expect(survivalCurve({ ...plain, entries: rows.map(() => 0) })).toEqual(survivalCurve(plain));
    }), { seed: 32 });
  });

  it('says what it cannot take', () => {
    expectReason(survivalCurve({ times: [], events: [] }), 'empty');
    expectReason(survivalCurve({ times: [1, NaN], events: [true, true] }), 'not finite');
    expectReason(survivalCurve({ times: [-1], events: [true] }), 'negative value');
    expectReason(survivalCurve({ times: [3], events: [true], entries: [3] }), 'negative value');
    expect(() => survivalCurve({ times: [1], events: [] })).toThrow(UsageError);
    expect(() => survivalCurve({ times: [1], events: [true], entries: [] })).toThrow(UsageError);
  });
});

describe('log-rank (R survdiff)', () => {
  it('aml by maintenance', () => {
    const test = valueOf(logRank([amlMaintained, amlNot]));
    expectDigits(test.chiSquare, 3.3963886989776, 13);
    expectDigits(test.p, 0.0653393220405, 11);
    expect(test.observed).toEqual([7, 11]);
    expectDigits(test.expected[0]!, 10.6893359923, 12);
    expectDigits(test.expected[1]!, 7.3106640077, 11);
    expectDigits(test.variance[0]![0]!, 4.00755074594, 12);
    expect(test.df).toBe(1);
  });

  it('of three groups does not depend on their order, and splitting a group at random is not a third truth', () => {
    const third = { times: [3, 9, 20, 50, 60], events: [true, true, false, true, false] };
    const forth = valueOf(logRank([amlMaintained, amlNot, third]));
    const back = valueOf(logRank([third, amlNot, amlMaintained]));
    expectDigits(back.chiSquare, forth.chiSquare, 12);
    expect(forth.df).toBe(2);
    expect(forth.observed.reduce((a, b) => a + b) - forth.expected.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
    for (const row of forth.variance) expect(row.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
  });

  it('sees equal groups as equal, and does not see the scale of time', () => {
    fc.assert(fc.property(subjects, subjects, (one, other) => {
      const groups = [followed(one), followed(other)];
      const test = logRank(groups);
      if (!test.computable) return;
      const stretched = groups.map(({ times, events }) => ({ times: Array.from(times, (time) => time ** 2), events }));
      expect(valueOf(logRank(stretched)).chiSquare).toBeCloseTo(test.value.chiSquare, 10);
      const twins = logRank([groups[0]!, groups[0]!]);
      if (twins.computable) expect(twins.value.chiSquare).toBeCloseTo(0, 12);
      expect(test.value.p).toBeGreaterThanOrEqual(0);
      expect(test.value.p).toBeLessThanOrEqual(1);
    }), { seed: 33 });
  });

  it('comes out the same from life tables that name all times', () => {
    const times = [...new Set([...amlMaintained.times, ...amlNot.times])];
    const tables = [amlMaintained, amlNot].map((group) => times.map((time) => ({
      time, atRisk: group.times.filter((one) => one >= time).length,
      events: group.times.filter((one, i) => one === time && group.events[i] === true).length,
    })));
    expectDigits(valueOf(logRankOfTables(tables, [11, 12])).chiSquare, 3.3963886989776, 13);
  });

  it('knows when there is nothing to compare', () => {
    expectReason(logRank([{ times: [1], events: [false] }, { times: [2], events: [false] }]), 'empty');
    expectReason(logRank([{ times: [1], events: [true] }, { times: [5], events: [true], entries: [2] }]), 'singular design');
    expectReason(logRank([{ times: [1], events: [true] }, { times: [], events: [] }]), 'empty');
    expect(() => logRank([amlNot])).toThrow(UsageError);
  });
});
