import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { parseInstant } from './instants.js';

describe('instants', () => {
  it.each([
    ['2024-07-11', '2024-07-11T23:59:59.999Z'],
    ['2024-02-29', '2024-02-29T23:59:59.999Z'],
    ['2024-07-11T08:00', '2024-07-11T08:00:00.000Z'],
    ['2024-07-11 08:00:01', '2024-07-11T08:00:01.000Z'],
    ['2024-07-11T08:00:00Z', '2024-07-11T08:00:00.000Z'],
    ['2024-07-11T08:00:00+02:00', '2024-07-11T06:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });
  it.each(['', 'yesterday', '2024', '2024-13-01', '2024-02-30', '2023-02-29', '11.07.2024', '2024-07-11T25:00:00Z', '20240711', '2024-07-11; drop'])('refuses %s', (text) => {
    expect(() => parseInstant(text)).toThrow(UsageError);
  });
});
