import fc from 'fast-check';
import { expect, it } from 'vitest';
import { equalSteps, stepTolerance } from './equal-steps.js';

it('takes the best chain of nearly equal intervals', () => {
  expect(equalSteps([0, 1, 2, 12, 13, 24], 12)).toEqual([0, 3, 5]);
  expect(equalSteps([0, 7.9, 15.4, 36.7], 8)).toEqual([0, 1, 2]);
  expect(equalSteps([0, 7.9, 15.4, 36.7], 1)).toEqual([]);
  expect(equalSteps([0, 15.4, 24.8, 36.7], 12)).toEqual([0, 1, 2, 3]);
  // Four intervals of nine months are no better than three of twelve, though they are more.
  expect(equalSteps([0, 9, 12, 18, 24, 27, 36], 12)).toEqual([0, 2, 4, 6]);
  expect(equalSteps([], 12)).toEqual([]);
  expect(equalSteps([3], 12)).toEqual([]);
});

it('keeps to the tolerance, whatever the instants', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { maxLength: 20 }), fc.integer({ min: 1, max: 12 }), (drawn, step) => {
    const instants = drawn.sort((a, b) => a - b);
    const chain = equalSteps(instants, step);
    for (let i = 1; i < chain.length; i += 1) {
      expect(Math.abs(instants[chain[i]!]! - instants[chain[i - 1]!]! - step)).toBeLessThanOrEqual(stepTolerance * step + 1e-6);
    }
    expect(chain.length).not.toBe(1);
  }), { seed: 52 });
});
