import { UsageError } from '../core/errors.js';
import { computed, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';

/** Numbers a statistic reads; it never changes them. */
export type Values = readonly number[] | Float64Array;

/**
 * The values as a typed array, checked: at least `atLeast` of them (default 1), all finite. A `Float64Array` is
 * returned as it is, not copied: whoever sorts must copy. `what` names the sample in the reason.
 */
export function readSample(values: Values, what: string, atLeast = 1): Outcome<Float64Array> {
  const n = values.length;
  if (n === 0) return notComputable('empty', `${what} has no values`);
  if (n < atLeast) return notComputable('too few values', `${what} has ${n} values, needs at least ${atLeast}`);
  const sample = values instanceof Float64Array ? values : new Float64Array(values);
  for (let i = 0; i < n; i += 1) {
    if (!Number.isFinite(sample[i])) return notComputable('not finite', `${what}: value ${i} is ${String(values[i])}`);
  }
  return computed(sample);
}

/** As `readSample`, and no value is below zero. */
export function readNonNegative(values: Values, what: string, atLeast = 1): Outcome<Float64Array> {
  const sample = readSample(values, what, atLeast);
  if (!sample.computable) return sample;
  for (let i = 0; i < sample.value.length; i += 1) {
    if (sample.value[i]! < 0) return notComputable('negative value', `${what}: value ${i} is ${sample.value[i]!}`);
  }
  return sample;
}

/** Two columns of the same rows, both checked by `readSample`. Raises `UsageError` where the lengths differ. */
export function readPairs(
  x: Values,
  y: Values,
  what: string,
  atLeast: number,
): Outcome<readonly [Float64Array, Float64Array]> {
  if (x.length !== y.length) {
    throw new UsageError(`stats: columns of different length (${what}); expected ${x.length}, got ${y.length}`);
  }
  const first = readSample(x, 'x', atLeast);
  if (!first.computable) return first;
  const second = readSample(y, 'y', atLeast);
  return second.computable ? computed([first.value, second.value] as const) : second;
}

/** Raises `UsageError` unless 0 < level < 1. */
export function requireLevel(level: number, where: string): void {
  if (!(level > 0 && level < 1)) {
    throw new UsageError(`stats: confidence level (${where}); expected more than 0 and less than 1, got ${level}`);
  }
}

/** Raises `UsageError` unless the number is whole and at least `least`. */
export function requireWhole(value: number, least: number, where: string): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new UsageError(`stats: whole number (${where}); expected at least ${least}, got ${value}`);
  }
}

/**
 * Whether all values are the same. Asked before dividing by a variance: the mean of ten times 0.1 is not exactly 0.1,
 * so a constant column can have a variance of 1e-33 and give a correlation made of rounding errors.
 */
export function isConstant(sample: Float64Array): boolean {
  const first = sample[0]!;
  for (let i = 1; i < sample.length; i += 1) if (sample[i] !== first) return false;
  return true;
}

/** Sum with Neumaier's compensation, so that the error does not grow with n. */
export function sum(sample: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < sample.length; i += 1) {
    const value = sample[i]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Arithmetic mean of at least one value. */
export function mean(sample: Float64Array): number {
  return sum(sample) / sample.length;
}

/** Sum of products of the deviations from the means (two passes); with one column twice, the sum of squares. */
export function crossDeviations(x: Float64Array, y: Float64Array, meanX: number, meanY: number): number {
  let total = 0;
  for (let i = 0; i < x.length; i += 1) total += (x[i]! - meanX) * (y[i]! - meanY);
  return total;
}

/** Mean and unbiased variance (n − 1) of at least two values. */
export function meanAndVariance(sample: Float64Array): { readonly mean: number; readonly variance: number } {
  const average = mean(sample);
  return { mean: average, variance: crossDeviations(sample, sample, average, average) / (sample.length - 1) };
}
