import { UsageError } from '../core/errors.js';
import { studentTQuantile } from './distributions.js';
import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { requireLevel } from './sample.js';

export interface GroupSpread {
  readonly standardError: number;
  readonly interval: Interval;
}

/**
 * Delete-a-group jackknife: √((G − 1)/G · Σ(θ(g) − θ̄)²) with θ(g) the statistic without group g, and Student's interval around the estimate
 * with G − 1 degrees of freedom, kept within `range` where the statistic has one (Kott 2001). Groups are to be made without regard to the
 * values (by a hash of the key). Fewer than two groups raise `UsageError`. Not computable: a statistic that has no value without some group.
 */
export function leaveGroupsOut(
  estimate: number, without: readonly (number | null)[], options: { readonly level?: number; readonly range?: readonly [number, number] } = {},
): Outcome<GroupSpread> {
  const { level = 0.95, range = [-Infinity, Infinity] } = options;
  requireLevel(level, 'leaveGroupsOut');
  const groups = without.length;
  if (groups < 2) throw new UsageError(`stats: groups of the jackknife; expected at least 2, got ${groups}`);
  const values = without.filter((one): one is number => one !== null && Number.isFinite(one));
  if (values.length < groups || !Number.isFinite(estimate)) return notComputable('statistic not computable', `without ${groups - values.length} of ${groups} groups the statistic has no value`);
  const mean = values.reduce((a, b) => a + b, 0) / groups;
  const standardError = Math.sqrt(((groups - 1) / groups) * values.reduce((total, value) => total + (value - mean) ** 2, 0));
  const reach = studentTQuantile((1 - level) / 2, groups - 1, 'upper') * standardError;
  return computed({ standardError, interval: { low: Math.max(range[0], estimate - reach), high: Math.min(range[1], estimate + reach), level } });
}
