import { openLast, survivalBracket, turnbull, type CensoredTime } from '../stats/interval-censored.js';
import { quantileOfSorted } from '../stats/quantiles.js';
import { seededGenerator } from '../stats/random.js';

const resamples = 100;
const seed = 20240711;

/** Two ends of a stability interval at 95 %. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** Stability of both ends of the bracket that a survival lies in. Of a survival that is one number the interval goes from `least.low` to `most.high`. */
export interface BracketLimits {
  readonly least: Limits;
  readonly most: Limits;
}

/**
 * Stability intervals (95 %) of the survival at some times: packages, with all their stays, are drawn anew 100 times with replacement (seeded), and
 * Turnbull's estimate is made of each draw, to within 1e-4 of its likelihood per stay. Where a draw has a bracket its two ends are taken. null for
 * fewer than two packages, or where a draw has no estimate.
 */
export function survivalStability(stays: readonly { readonly key: string | number; readonly duration: CensoredTime }[], times: readonly number[]): (BracketLimits | null)[] {
  const kinds = new Map<string, number>();
  const durations: CensoredTime[] = [];
  const packages = new Map<string | number, number[]>();
  for (const { key, duration } of stays) {
    const name = `${duration.after} ${duration.by ?? 'later'}`;
    const kind = kinds.get(name) ?? durations.push(duration) - 1;
    kinds.set(name, kind);
    packages.set(key, [...(packages.get(key) ?? []), kind]);
  }
  const all = [...packages.values()];
  if (all.length < 2) return times.map(() => null);
  const generator = seededGenerator(seed);
  const draws = times.map(() => ({ least: new Float64Array(resamples), most: new Float64Array(resamples) }));
  for (let b = 0; b < resamples; b += 1) {
    const weights = new Float64Array(durations.length);
    for (let i = 0; i < all.length; i += 1) for (const kind of all[generator.below(all.length)]!) weights[kind]! += 1;
    const drawn = durations.flatMap((duration, kind): CensoredTime[] => (weights[kind]! > 0 ? [{ ...duration, weight: weights[kind]! }] : []));
    const estimate = turnbull(drawn, { iterations: 400, tolerance: 1e-4 });
    if (!estimate.computable) return times.map(() => null);
    const opened = openLast(estimate.value, drawn);
    for (const [i, time] of times.entries()) {
      const { low, high } = survivalBracket(opened, time);
      draws[i]!.least[b] = low;
      draws[i]!.most[b] = high;
    }
  }
  return draws.map(({ least, most }) => ({ least: limitsOf(least), most: limitsOf(most) }));
}

function limitsOf(values: Float64Array): Limits {
  const sorted = values.toSorted();
  return { low: quantileOfSorted(sorted, 0.025), high: quantileOfSorted(sorted, 0.975) };
}
