import { normalSurvival } from './distributions.js';
import { computed } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { proportion } from './proportion.js';
import type { Proportion } from './proportion.js';

/** A share as it was counted: both numbers whole. */
export interface Counted {
  readonly numerator: number;
  readonly denominator: number;
}

export interface ProportionDifference {
  readonly first: Proportion;
  readonly second: Proportion;
  /** First share less second share, −1 to 1. */
  readonly difference: number;
  readonly interval: Interval;
  /** Of the score test of equal shares; null where all or none of both groups count, so that there is no variance. */
  readonly z: number | null;
  /** Two-sided; 1 where `z` is null. */
  readonly p: number;
}

/**
 * The difference of two independent shares with the hybrid score interval of Newcombe 1998 (Statistics in Medicine 17, 873–890,
 * his method 10: p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²) … p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²) with the Wilson limits l and u of
 * each share), and the score test of equal shares (z with the pooled share; z² is Pearson's χ² of the 2×2 table, R's `prop.test`
 * without correction). Not computable: a denominator of zero. Wrong counts raise `UsageError` as in `proportion`.
 */
export function proportionDifference(
  first: Counted,
  second: Counted,
  options: { readonly level?: number } = {},
): Outcome<ProportionDifference> {
  const one = proportion(first.numerator, first.denominator, options);
  if (!one.computable) return one;
  const two = proportion(second.numerator, second.denominator, options);
  if (!two.computable) return two;
  const difference = one.value.share - two.value.share;
  const down = Math.hypot(one.value.share - one.value.interval.low, two.value.interval.high - two.value.share);
  const up = Math.hypot(one.value.interval.high - one.value.share, two.value.share - two.value.interval.low);
  const pooled = (first.numerator + second.numerator) / (first.denominator + second.denominator);
  const variance = pooled * (1 - pooled) * (1 / first.denominator + 1 / second.denominator);
  const z = variance > 0 ? difference / Math.sqrt(variance) : null;
  return computed({
    first: one.value,
    second: two.value,
    difference,
    // The limits lie within −1 and 1 but for rounding.
    interval: { low: Math.max(-1, difference - down), high: Math.min(1, difference + up), level: one.value.interval.level },
    z,
    p: z === null ? 1 : Math.min(1, 2 * normalSurvival(Math.abs(z))),
  });
}
