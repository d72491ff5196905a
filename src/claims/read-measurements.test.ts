import { describe, expect, it } from 'vitest';
import type { AskedMeasurements } from '../core/claim.js';
import type { Measured, NotMeasurable, Statistic } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, variantOf, type StatisticTest } from './read-measurements.js';

function measured(statistics: readonly Statistic[]): Measured<unknown> {
  return { measurable: true, metric: 'm', variant: 'paper', reading: 'as the paper', rule: 'm/paper@1', snapshots: [], parameters: {}, rows: [], statistics, notes: [] };
}

const absent: NotMeasurable = { measurable: false, metric: 'm', variant: 'paper', rule: 'm/paper@1', snapshots: [], why: 'the snapshot does not state likes', missing: ['likes'] };
const test: StatisticTest = { statistic: 'share', effect: 'share of something', scale: 'share', unit: 'models', threshold: 0.5, claimed: 'above', p: { statistic: 'p:share', test: 'share is a half' } };

describe('a reading of statistics', () => {
  it('takes estimate, interval, n and p from the measurement, and its rule', () => {
    const reading = readingOf('main', measured([{ name: 'share', value: 0.7, low: 0.6, high: 0.8, level: 0.99, n: 12 }, { name: 'p:share', value: 0.01 }]), [test]);
    expect(reading).toEqual({
      choice: 'main',
      tests: [{ effect: 'share of something', scale: 'share', estimate: 0.7, low: 0.6, high: 0.8, level: 0.99, n: 12, unit: 'models', threshold: 0.5, claimed: 'above', p: 0.01, test: 'share is a half', rule: 'm/paper@1' }],
    });
  });

  it('is absent, with the reason, where there is no measurement, no value or no interval', () => {
    expect(readingOf('likes', absent, [test])).toEqual({ choice: 'likes', why: 'the snapshot does not state likes' });
    expect(readingOf('x', measured([{ name: 'share', value: null, why: 'there are no owners' }]), [test])).toEqual({ choice: 'x', why: 'there are no owners' });
    expect(readingOf('x', measured([]), [test])).toEqual({ choice: 'x', why: 'share of something was not computed' });
    const bare = readingOf('x', measured([{ name: 'share', value: 0.7 }]), [test]);
    expect(bare).toEqual({ choice: 'x', why: 'share of something has no interval' });
    expect(isReading(bare)).toBe(false);
  });

  it('has no p where none was computed', () => {
    expect(readingOf('x', measured([{ name: 'share', value: 0.7, low: 0.6, high: 0.8 }]), [test])).toMatchObject({ tests: [{ p: null, test: null, level: 0.95, n: 0 }] });
  });
});

describe('the measurements of an ask', () => {
  const asked: AskedMeasurements = { ask: { metric: 'm' }, measurements: [absent] };

  it('are found by variant, and a variant that there is not is a mistake', () => {
    expect(variantOf(asked, 'paper')).toBe(absent);
    expect(() => variantOf(asked, 'other')).toThrow('no variant other of m; expected one of: paper');
    expect(() => variantOf(undefined, 'paper')).toThrow(RangeError);
  });

  it('that cannot be had are no evidence, with the field that lacks', () => {
    expect(notMeasurableBy(absent)).toEqual({ measurable: false, why: 'the snapshot does not state likes', missing: ['likes'] });
  });
});
