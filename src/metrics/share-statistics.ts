import type { Statistic } from '../core/measurement.js';
import { proportionDifference, type Counted } from '../stats/proportion-difference.js';
import { proportion } from '../stats/proportion.js';
import { of } from './descendants-statistics.js';

type NamedShare = readonly [group: string, counted: Counted];

/**
 * The shares of two groups with Wilson intervals (`share<Group>:<name>`), their difference with Newcombe's
 * (`shareDifference:<name>`), and the p value of the score test of equal shares.
 */
export function shareStatistics(name: string, first: NamedShare, second: NamedShare): Statistic[] {
  const difference = proportionDifference(first[1], second[1]);
  const n = first[1].denominator + second[1].denominator;
  return [
    ...[first, second].map(([group, counted]) => of(proportion(counted.numerator, counted.denominator), `share${group}:${name}`, counted.denominator, (one) => ({
      value: one.share, low: one.interval.low, high: one.interval.high, level: one.interval.level,
    }))),
    of(difference, `shareDifference:${name}`, n, (one) => ({ value: one.difference, low: one.interval.low, high: one.interval.high, level: one.interval.level })),
    of(difference, `p:${name}`, n, (one) => ({ value: one.p })),
  ];
}
