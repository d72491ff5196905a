import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { leaveGroupsOut } from './leave-groups-out.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { sleep1 } from './reference-data.test-data.js';

it('of groups of one is the standard error of the mean', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 30 }), (values) => {
    const mean = values.reduce((a, b) => a + b) / values.length;
    const without = values.map((value) => (mean * values.length - value) / (values.length - 1));
    const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1);
    expect(valueOf(leaveGroupsOut(mean, without)).standardError).toBeCloseTo(Math.sqrt(variance / values.length), 9);
  }), { seed: 42 });
});

it('has Student\'s interval, kept within the range', () => {
  // R: t.test(sleep$extra[1:10]) has 95 % from −0.5297804 to 2.0297804.
  const mean = 0.75;
  const without = sleep1.map((value) => (mean * 10 - value) / 9);
  const { interval } = valueOf(leaveGroupsOut(mean, without));
  expectDigits(interval.low, -0.5297804, 7);
  expectDigits(interval.high, 2.0297804, 7);
  expect(valueOf(leaveGroupsOut(mean, without, { range: [0, 1] })).interval).toMatchObject({ low: 0, high: 1 });
});

it('says what it cannot take', () => {
  expectReason(leaveGroupsOut(1, [1, null]), 'statistic not computable');
  expectReason(leaveGroupsOut(1, [1, NaN]), 'statistic not computable');
  expect(() => leaveGroupsOut(1, [1])).toThrow(UsageError);
});
