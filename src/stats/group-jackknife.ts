import { UsageError } from '../core/errors.js';
import { pool, without, type CrossProducts } from './cross-products.js';
import { studentTQuantile } from './distributions.js';
import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { seededGenerator } from './random.js';
import { requireLevel, requireWhole } from './sample.js';

/** What leaving out groups says of an estimate. */
export interface GroupSpread {
  readonly standardError: number;
  /** estimate ± Student's t with one degree of freedom less than there are groups, times the standard error. */
  readonly interval: Interval;
}

/** One estimate with its spread. */
export interface GroupEstimate extends GroupSpread {
  readonly estimate: number;
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
 * Delete-a-group jackknife of one estimate for groups of unequal size (Busing, Meijer & van der Leeden 1999): `without[i]` is the estimate without group i,
 * which has `sizes[i]` rows; with equal sizes it is √((g − 1)/g · Σ(θ₋ᵢ − θ̄)²) (Kott 2001), with groups of one row the ordinary jackknife. Groups are to be
 * made without regard to the values (by a hash of the key). The interval is kept within `range`, in the estimate's own units, where it has one. Raises
 * `UsageError` for as many sizes as estimates not given. Not computable: fewer than two groups, or no finite value for the whole or without one of them.
 */
export function groupSpread(
  sizes: readonly number[], estimate: number, without: readonly (number | null)[],
  { level = 0.95, range = [-Infinity, Infinity] }: { readonly level?: number; readonly range?: readonly [number, number] } = {},
): Outcome<GroupSpread> {
  requireLevel(level, 'groupSpread');
  const g = sizes.length;
  if (without.length !== g) throw new UsageError(`stats: estimates without a group; expected one for each of ${g} groups, got ${without.length}`);
  if (g < 2) return notComputable('too few values', `the jackknife needs two groups with rows, got ${g}`);
  const left = without.filter((one): one is number => one !== null && Number.isFinite(one));
  if (left.length < g || !Number.isFinite(estimate)) return notComputable('statistic not computable', `without ${g - left.length} of ${g} groups the statistic has no value`);
  const rows = sizes.reduce((total, size) => total + size, 0);
  // Pseudo-values h·θ − (h − 1)·θ₋, h = n/m the number of groups of this size that the whole would make.
  const corrected = sizes.reduce((total, size, i) => total - (1 - size / rows) * left[i]!, g * estimate);
  const variance = sizes.reduce((total, size, i) => {
    const h = rows / size;
    return total + (h * estimate - (h - 1) * left[i]! - corrected) ** 2 / (h - 1);
  }, 0) / g;
  const standardError = Math.sqrt(variance);
  const reach = studentTQuantile((1 - level) / 2, g - 1, 'upper') * standardError;
  return computed({ standardError, interval: { low: Math.max(range[0], estimate - reach), high: Math.min(range[1], estimate + reach), level } });
}

/**
 * Delete-a-group jackknife (`groupSpread`) of functions of pooled cross products. Where clusters of rows that hang together lie in one group each, the intervals
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
  const told: GroupEstimate[] = [];
  for (const [j, estimate] of estimates.entries()) {
    const spread = groupSpread(filled.map((part) => part.n), estimate, left.map((values) => values[j] ?? null), { level });
    if (!spread.computable) return spread;
    told.push({ estimate, ...spread.value });
  }
  return computed({ groups: g, rows: whole.n, estimates: told });
}

function valuesOf(values: readonly number[] | null): readonly number[] | null {
  return values === null || values.some((value) => !Number.isFinite(value)) ? null : values;
}
