import { describe, expect, it } from 'vitest';
import { sayCount, sayInterval, sayNumber, sayPoints, sayShare } from './say-numbers.js';

describe('numbers of a finding', () => {
  it('separates thousands', () => {
    expect([119_278, 0, null, undefined].map(sayCount)).toEqual(['119,278', '0', 'unknown', 'unknown']);
  });

  it('says shares with one decimal, and small ones with three significant digits', () => {
    expect([0.621, 0.01, 0.00417, 0.000417, 0.000001, 0, 1, 0.9999, -0.00012, -0.0000001, null].map(sayShare)).toEqual(
      ['62.1 %', '1.0 %', '0.417 %', '0.0417 %', '<0.001 %', '0.0 %', '100.0 %', '>99.9 %', '−0.0120 %', '>−0.001 %', 'an unknown share']);
  });

  it('says differences in points, with a real minus and no sign at what rounds to nothing', () => {
    expect([-0.0637, 0.15, -0.0001, undefined].map(sayPoints)).toEqual(['−6.4', '15.0', '0.0', 'an unknown number']);
  });

  it('says other numbers with as many decimals as asked', () => {
    expect([sayNumber(-0.134), sayNumber(0.5, 3), sayNumber(-1234.56, 1), sayNumber(null)]).toEqual(['−0.13', '0.500', '−1,234.6', 'an unknown number']);
  });

  it('says the limits of an interval', () => {
    expect(sayInterval({ low: -0.092, high: -0.034 }, sayPoints)).toBe('−9.2 to −3.4');
    expect(sayInterval({}, sayShare)).toBe('an unknown share to an unknown share');
  });
});
