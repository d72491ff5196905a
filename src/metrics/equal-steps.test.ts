import fc from 'fast-check';
import { expect, it } from 'vitest';
import { longestChain, stepTolerance } from './equal-steps.js';

it('takes the longest chain of equal intervals, of equally long ones the closest', () => {
  expect(longestChain([0, 1, 2, 12, 13, 24], 12)).toEqual([0, 3, 5]);
  expect(longestChain([0, 7.9, 15.4, 36.7], 8)).toEqual([0, 1, 2]);
  expect(longestChain([0, 7.9, 15.4, 36.7], 1)).toEqual([]);
  expect(longestChain([0, 15.4, 24.8, 36.7], 12)).toEqual([0, 1, 2, 3]);
  expect(longestChain([], 12)).toEqual([]);
  expect(longestChain([3], 12)).toEqual([]);
});

it('keeps to the tolerance, whatever the instants', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { maxLength: 20 }), fc.integer({ min: 1, max: 12 }), (drawn, step) => {
    const instants = drawn.sort((a, b) => a - b);
    const chain = longestChain(instants, step);
    for (let i = 1; i < chain.length; i += 1) {
      expect(Math.abs(instants[chain[i]!]! - instants[chain[i - 1]!]! - step)).toBeLessThanOrEqual(stepTolerance * step + 1e-6);
    }
    expect(chain.length).not.toBe(1);
  }), { seed: 52 });
});
