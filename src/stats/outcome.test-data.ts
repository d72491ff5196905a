import { expect } from 'vitest';
import type { Outcome, Reason } from './outcome.js';

/** The value, or a failed test that names the reason. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.computable) throw new Error(`not computable (${outcome.reason}): ${outcome.detail}`);
  return outcome.value;
}

/** Expects that there is no value, for this reason, and that the detail says something. */
export function expectReason(outcome: Outcome<unknown>, reason: Reason): void {
  expect(outcome).toMatchObject({ computable: false, reason });
  if (!outcome.computable) expect(outcome.detail.length).toBeGreaterThan(10);
}

/** Expects agreement to a number of significant digits. */
export function expectDigits(actual: number | null, expected: number, digits = 10): void {
  expect(actual).not.toBeNull();
  expect(Math.abs(actual! - expected), `${actual} is not ${expected} to ${digits} digits`)
    .toBeLessThanOrEqual(Math.abs(expected) * 0.51 * 10 ** (1 - digits));
}
