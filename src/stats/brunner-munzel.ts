import { tailProbability } from './alternative.js';
import type { Alternative } from './alternative.js';
import { studentTQuantile, studentTSurvival } from './distributions.js';
import { computedIfFinite, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { midRanksOf } from './ranks.js';
import { readSample, requireLevel } from './sample.js';
import type { Values } from './sample.js';

export interface BrunnerMunzel {
  readonly alternative: Alternative;
  readonly nX: number;
  readonly nY: number;
  /** P(X > Y) + P(X = Y)/2. */
  readonly superiority: number;
  /** Of the superiority, by Student's t; may reach beyond 0 and 1. */
  readonly interval: Interval;
  /** Above 0 where X tends to be larger. */
  readonly t: number;
  readonly df: number;
  readonly p: number;
}

/**
 * The Brunner–Munzel test of whether values of one group tend to be larger, which allows unequal spreads (Brunner & Munzel 2000; R's
 * `lawstat`, whose first group is our second). Needs two values in each group. Not computable where the groups do not overlap or
 * ranks do not vary within them: then the variance is 0.
 */
export function brunnerMunzelTest(x: Values, y: Values, options: { readonly alternative?: Alternative; readonly level?: number } = {}): Outcome<BrunnerMunzel> {
  const { alternative = 'two-sided', level = 0.95 } = options;
  requireLevel(level, 'brunnerMunzelTest');
  const first = readSample(x, 'first group', 2);
  if (!first.computable) return first;
  const second = readSample(y, 'second group', 2);
  if (!second.computable) return second;
  const [n, m] = [first.value.length, second.value.length];
  const both = new Float64Array(n + m);
  both.set(first.value);
  both.set(second.value, n);
  const joint = midRanksOf(both).ranks;
  const [placesX, varianceX] = placements(joint.subarray(0, n), midRanksOf(first.value).ranks);
  const [, varianceY] = placements(joint.subarray(n), midRanksOf(second.value).ranks);
  const superiority = placesX / m;
  // Variances of the placements, each over the size of its own group and the square of the other's.
  const [a, b] = [varianceX / (n * m * m), varianceY / (m * n * n)];
  if (!(a + b > 0)) return notComputable('boundary', 'the groups do not overlap, or all values are tied: the ranks have no variance');
  const standardError = Math.sqrt(a + b);
  const df = (a + b) ** 2 / (a ** 2 / (n - 1) + b ** 2 / (m - 1));
  const t = (superiority - 0.5) / standardError;
  const reach = standardError * studentTQuantile((1 - level) / 2, df, 'upper');
  return computedIfFinite({
    alternative, nX: n, nY: m, superiority, interval: { low: superiority - reach, high: superiority + reach, level },
    t, df, p: tailProbability(t, alternative, (value) => studentTSurvival(value, df)),
  }, 'Brunner–Munzel test');
}

/** Mean and variance of the placements: how many of the other group lie below each value (ties half). */
function placements(joint: Float64Array, own: Float64Array): readonly [mean: number, variance: number] {
  const places = joint.map((rank, i) => rank - own[i]!);
  const mean = places.reduce((a, b) => a + b, 0) / places.length;
  return [mean, places.reduce((total, place) => total + (place - mean) ** 2, 0) / (places.length - 1)];
}
