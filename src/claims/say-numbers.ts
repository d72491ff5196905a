import { formatCount, formatDecimals } from '../core/number-words.js';

type Told = number | null | undefined;

/** A count in a finding, with thousands separators: `119,278`; `unknown` where there is none. */
export function sayCount(count: Told): string {
  return formatCount(count ?? null);
}

/**
 * A share in per cent, `83.1 %`: one decimal, below 1 % three significant digits (`0.0417 %`). What is not quite all does not round to it.
 * Differences of R² may be negative: `−0.0120 %`.
 */
export function sayShare(share: Told): string {
  if (share === null || share === undefined) return 'an unknown share';
  const percent = 100 * share;
  const size = Math.abs(percent);
  if (percent < 100 && percent >= 99.95) return '>99.9 %';
  if (size === 0 || size >= 1) return `${formatDecimals(percent, 1)} %`;
  if (size < 0.001) return percent < 0 ? '>−0.001 %' : '<0.001 %';
  return `${percent.toPrecision(3).replace('-', '−')} %`;
}

/** A difference of two shares in percentage points, `−6.4`; the word `points` is the sentence's. */
export function sayPoints(difference: Told): string {
  return difference === null || difference === undefined ? unknownNumber : formatDecimals(100 * difference, 1);
}

/** Any other number, such as Cliff's delta or a correlation, with so many decimals: `−0.13`. */
export function sayNumber(value: Told, decimals = 2): string {
  return value === null || value === undefined ? unknownNumber : formatDecimals(value, decimals);
}

/** The limits of an interval, each said in the given way: `58.0 % to 66.2 %`. */
export function sayInterval(found: { readonly low?: number; readonly high?: number } | undefined, say: (value: Told) => string): string {
  return `${say(found?.low)} to ${say(found?.high)}`;
}

const unknownNumber = 'an unknown number';
