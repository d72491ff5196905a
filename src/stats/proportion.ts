import { UsageError } from '../core/errors.js';
import { normalQuantile } from './distributions.js';
import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { requireLevel, requireWhole } from './sample.js';

export interface Proportion {
  readonly share: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly interval: Interval;
}

/**
 * A share with Wilson's score interval (Wilson 1927), which stays within 0 and 1 and is usable for none and for all.
 * Both numbers are whole; numerator ≤ denominator, otherwise `UsageError`. Not computable: a denominator of zero.
 */
export function proportion(
  numerator: number,
  denominator: number,
  options: { readonly level?: number } = {},
): Outcome<Proportion> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'proportion');
  requireWhole(numerator, 0, 'numerator of a proportion');
  requireWhole(denominator, 0, 'denominator of a proportion');
  if (numerator > denominator) {
    throw new UsageError(`stats: numerator of a proportion; expected at most ${denominator}, got ${numerator}`);
  }
  if (denominator === 0) return notComputable('empty', 'a share of nothing: the denominator is zero');
  const z = normalQuantile((1 - level) / 2, 'upper');
  const share = numerator / denominator;
  const scale = 1 + (z * z) / denominator;
  const middle = share + (z * z) / (2 * denominator);
  const reach = z * Math.sqrt((share * (1 - share)) / denominator + ((z / denominator) * z) / (4 * denominator));
  return computed({
    share,
    numerator,
    denominator,
    interval: {
      // Exact at the ends, where the difference of equal terms would leave a rounding error.
      low: numerator === 0 ? 0 : (middle - reach) / scale,
      high: numerator === denominator ? 1 : (middle + reach) / scale,
      level,
    },
  });
}
