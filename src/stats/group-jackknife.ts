import { pool, without, type CrossProducts } from './cross-products.js';
import { studentTQuantile } from './distributions.js';
import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { seededGenerator } from './random.js';
import { requireLevel, requireWhole } from './sample.js';

/** One estimate with what leaving out groups says of it. */
export interface GroupEstimate {
  readonly estimate: number;
  /** Of the estimate, as far as the groups tell: to be taken off it. */
  readonly bias: number;
  readonly standardError: number;
  /** estimate ± Student's t with one degree of freedom less than there are groups, times the standard error. */
  readonly interval: Interval;
}

export interface GroupJackknife {
  /** Groups with rows. */
  readonly groups: number;
  readonly rows: number;
  /** In the order of the statistic's values. */
  readonly estimates: readonly GroupEstimate[];
}

/**
 * A group for each of n rows or clusters: the same for the same seed, as even as can be, in random order (the seed shuffles 0, 1, …,
 * groups − 1, 0, 1, …).
 */
export function assignGroups(n: number, groups: number, seed: number): Uint32Array {
  requireWhole(n, 0, 'rows to assign');
  requireWhole(groups, 1, 'groups');
  const assigned = Uint32Array.from({ length: n }, (_, i) => i % groups);
  const generator = seededGenerator(seed);
  for (let i = n - 1; i > 0; i -= 1) {
    const other = generator.below(i + 1);
    const kept = assigned[i]!;
    assigned[i] = assigned[other]!;
    assigned[other] = kept;
  }
  return assigned;
}

/**
 * Delete-a-group jackknife of functions of pooled cross products, for groups of unequal size (Busing, Meijer & van der Leeden 1999;
 * for groups of one row it is the ordinary jackknife). Where clusters of rows that hang together lie in one group each, the intervals
 * allow for that. `statistic` gives as many finite values each time, or null where it has none. Not computable: fewer than two groups
 * with rows, or no value for the whole or without one of the groups.
 */
export function groupJackknife(
  parts: readonly CrossProducts[],
  statistic: (products: CrossProducts) => readonly number[] | null,
  { level = 0.95 }: { readonly level?: number } = {},
): Outcome<GroupJackknife> {
  requireLevel(level, 'groupJackknife');
  const filled = parts.filter((part) => part.n > 0);
  const g = filled.length;
  if (g < 2) return notComputable('too few values', `the jackknife needs two groups with rows, got ${g}`);
  const whole = pool(filled);
  const estimates = valuesOf(statistic(whole));
  if (estimates === null) return notComputable('statistic not computable', 'the statistic has no value for all groups');
  const left: (readonly number[])[] = [];
  for (const [index, part] of filled.entries()) {
    const values = valuesOf(statistic(without(whole, part)));
    if (values === null) return notComputable('statistic not computable', `the statistic has no value without group ${index + 1} of ${g}`);
    left.push(values);
  }
  const reach = studentTQuantile((1 - level) / 2, g - 1, 'upper');
  return computed({
    groups: g,
    rows: whole.n,
    estimates: estimates.map((estimate, j): GroupEstimate => {
      // Pseudo-values h·θ − (h − 1)·θ₋, h = n/m the number of groups of this size that the whole would make.
      const corrected = filled.reduce((total, part, i) => total - (1 - part.n / whole.n) * left[i]![j]!, g * estimate);
      const variance = filled.reduce((total, part, i) => {
        const h = whole.n / part.n;
        return total + (h * estimate - (h - 1) * left[i]![j]! - corrected) ** 2 / (h - 1);
      }, 0) / g;
      const standardError = Math.sqrt(variance);
      return {
        estimate, bias: estimate - corrected, standardError,
        interval: { low: estimate - reach * standardError, high: estimate + reach * standardError, level },
      };
    }),
  });
}

function valuesOf(values: readonly number[] | null): readonly number[] | null {
  return values === null || values.some((value) => !Number.isFinite(value)) ? null : values;
}
