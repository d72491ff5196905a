import type { Interval } from './outcome.js';
import { proportion } from './proportion.js';
import { requireWhole } from './sample.js';
import { UsageError } from '../core/errors.js';

/**
 * Interval of a Cliff's δ of 1 or −1, in the units of δ. All of one group lie above all of the other, so every variance of δ is 0 and would give an
 * interval without width. Instead: as many pairs as the smaller group has independent members (`pairs`, at least 1) are independent of each other, and
 * all fell out alike; Wilson's interval for that share (Wilson 1927), times 2 less 1. A δ that is neither raises `UsageError`.
 */
export function intervalOfSeparation(delta: number, pairs: number, level = 0.95): Interval {
  if (Math.abs(delta) !== 1) throw new UsageError(`stats: delta of separated groups; expected 1 or -1, got ${delta}`);
  requireWhole(pairs, 1, 'independent pairs of separated groups');
  const share = proportion(delta > 0 ? pairs : 0, pairs, { level });
  if (!share.computable) return { low: -1, high: 1, level };
  return { low: 2 * share.value.interval.low - 1, high: 2 * share.value.interval.high - 1, level };
}
