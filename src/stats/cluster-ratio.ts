import { UsageError } from '../core/errors.js';
import { studentTQuantile, studentTSurvival } from './distributions.js';
import { computedIfFinite, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { proportion } from './proportion.js';
import { readPairs, requireLevel, sum } from './sample.js';
import type { Values } from './sample.js';

export interface ClusterRatio {
  /** Σ numerators / Σ denominators. */
  readonly ratio: number;
  readonly standardError: number;
  readonly interval: Interval;
  /** Two-sided p of a ratio of zero, by t with clusters − 1 degrees of freedom; null where nothing varies. */
  readonly p: number | null;
  readonly clusters: number;
  /** (Σ n)²/Σ n²: how many clusters of equal size would say as much. */
  readonly effectiveClusters: number;
}

/**
 * A ratio of totals over clusters (pairs of one base model are a cluster) by linearisation: variance m/(m − 1)·Σ(aᵢ − R·nᵢ)²/(Σn)², interval by
 * t with m − 1 degrees of freedom (Cochran 1977, 6.3; Särndal, Swensson & Wretman 1992, 5.7). `numerators` may be negative, with |aᵢ| ≤ nᵢ,
 * for a difference of two shares. Where the clusters all agree the variance is 0 and would say that one knows exactly; the interval then
 * reaches at least as far as Wilson's for none in so many effective clusters. Not computable: fewer than two clusters, a denominator that is not above zero.
 */
export function clusterRatio(numerators: Values, denominators: Values, options: { readonly level?: number } = {}): Outcome<ClusterRatio> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'clusterRatio');
  const pairs = readPairs(numerators, denominators, 'clusterRatio', 2);
  if (!pairs.computable) return pairs;
  const [a, n] = pairs.value;
  const m = a.length;
  for (let i = 0; i < m; i += 1) {
    if (!(n[i]! > 0)) return notComputable('zero total', `cluster ${i} has a denominator of ${n[i]!}`);
    if (Math.abs(a[i]!) > n[i]!) throw new UsageError(`stats: numerator of cluster ${i} (clusterRatio); expected at most ${n[i]!}, got ${a[i]!}`);
  }
  const total = sum(n);
  const ratio = sum(a) / total;
  const shares = n.map((size) => size / total);
  const effectiveClusters = 1 / sum(shares.map((share) => share * share));
  const squares = sum(a.map((value, i) => ((value - ratio * n[i]!) / total) ** 2));
  const standardError = Math.sqrt((m / (m - 1)) * squares);
  const least = proportion(0, Math.max(1, Math.floor(effectiveClusters)), { level });
  const floor = standardError > 0 || !least.computable ? 0 : least.value.interval.high;
  const reach = Math.max(studentTQuantile((1 - level) / 2, m - 1, 'upper') * standardError, floor);
  return computedIfFinite({
    ratio, standardError, clusters: m, effectiveClusters,
    interval: { low: Math.max(-1, ratio - reach), high: Math.min(1, ratio + reach), level },
    p: standardError > 0 ? Math.min(1, 2 * studentTSurvival(Math.abs(ratio) / standardError, m - 1)) : null,
  }, 'ratio of clusters');
}

/** Sums of pairs by cluster, in the order in which the clusters first appear; `pick` gives what a row adds to the numerator. */
export function sumByCluster<Row extends { readonly cluster: number; readonly pairs: number }>(rows: readonly Row[], pick: (row: Row) => number) {
  const places = new Map<number, number>();
  const numerators: number[] = [];
  const denominators: number[] = [];
  for (const row of rows) {
    const place = places.get(row.cluster) ?? places.size;
    places.set(row.cluster, place);
    numerators[place] = (numerators[place] ?? 0) + pick(row) * row.pairs;
    denominators[place] = (denominators[place] ?? 0) + row.pairs;
  }
  return { numerators, denominators };
}
