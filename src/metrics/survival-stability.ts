import { survivalAt, turnbull, type CensoredTime } from '../stats/interval-censored.js';
import { quantileOfSorted } from '../stats/quantiles.js';
import { seededGenerator } from '../stats/random.js';

const resamples = 100;
const seed = 20240711;

/** Two ends of a stability interval at 95 %. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/**
 * Stability intervals (95 %) of the survival at some times: packages, with all their stays, are drawn anew 100 times with replacement (seeded), and
 * Turnbull's estimate is made of each draw, to within 1e-4 of its likelihood per stay. null where a draw has no value.
 */
export function survivalStability(stays: readonly { readonly key: string | number; readonly duration: CensoredTime }[], times: readonly number[]): (Limits | null)[] {
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
  const draws = times.map(() => new Float64Array(resamples));
  const lost = new Set<number>();
  for (let b = 0; b < resamples; b += 1) {
    const weights = new Float64Array(durations.length);
    for (let i = 0; i < all.length; i += 1) for (const kind of all[generator.below(all.length)]!) weights[kind]! += 1;
    const drawn = durations.flatMap((duration, kind): CensoredTime[] => (weights[kind]! > 0 ? [{ ...duration, weight: weights[kind]! }] : []));
    const estimate = turnbull(drawn, { iterations: 400, tolerance: 1e-4 });
    for (const [i, time] of times.entries()) {
      const value = estimate.computable ? survivalAt(estimate.value, time) : null;
      if (value === null) lost.add(i);
      else draws[i]![b] = value;
    }
  }
  return draws.map((values, i) => {
    if (lost.has(i)) return null;
    const sorted = values.sort();
    return { low: quantileOfSorted(sorted, 0.025), high: quantileOfSorted(sorted, 0.975) };
  });
}
