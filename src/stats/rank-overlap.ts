import { UsageError } from '../core/errors.js';
import { computed, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';
import { requireWhole } from './sample.js';

/** Rank-biased overlap of two rankings seen to some depth (Webber, Moffat & Zobel 2010). All in [0, 1]. */
export interface RankOverlap {
  /** Extrapolated: as if the agreement at the end of the lists went on. */
  readonly extrapolated: number;
  /** Least that the whole rankings can have. */
  readonly min: number;
  /** How much more they can have: the most is min + residual. */
  readonly residual: number;
  /** The sum as far as the lists go, (1 − p) Σ p^(d−1) X_d/d. */
  readonly truncated: number;
  /** Mean of the overlap X_d/d over the depths of the shorter list (Fagin, Kumar & Sivakumar 2003). */
  readonly averageOverlap: number;
  /** Items in both lists. */
  readonly shared: number;
  /** Depths of the shorter and of the longer list. */
  readonly depths: readonly [number, number];
}

function requireDistinct(ranking: readonly unknown[], which: string): void {
  if (new Set(ranking).size !== ranking.length) throw new UsageError(`stats: ranking (${which}); expected each item once, got some twice`);
}

function requirePersistence(p: number): void {
  if (!(p > 0 && p < 1)) throw new UsageError(`stats: persistence of rank-biased overlap; expected more than 0 and less than 1, got ${p}`);
}

/**
 * Rank-biased overlap of two rankings, best first, without ties, of any two lengths; p is the chance that a reader goes on to the next
 * rank. Formulas 11 and 32 of Webber, Moffat & Zobel (2010); the residual is counted out from how far each depth can still agree. An item twice in a list raises `UsageError`. Not computable: an
 * empty list.
 */
export function rankBiasedOverlap<T>(first: readonly T[], second: readonly T[], p: number): Outcome<RankOverlap> {
  requirePersistence(p);
  requireDistinct(first, 'first');
  requireDistinct(second, 'second');
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  const [s, l] = [short.length, long.length];
  if (s === 0) return notComputable('empty', 'a ranking has no items');
  const [seenShort, seenLong] = [new Set<T>(), new Set<T>()];
  const overlaps = new Float64Array(l + 1);
  for (let d = 1; d <= l; d += 1) {
    let overlap = overlaps[d - 1]!;
    const [a, b] = [d <= s ? short[d - 1] : undefined, long[d - 1]];
    if (d <= s) {
      if (a === b) overlap += 1;
      else overlap += (seenLong.has(a as T) ? 1 : 0) + (seenShort.has(b as T) ? 1 : 0);
      seenShort.add(a as T);
    } else if (seenShort.has(b as T)) overlap += 1;
    seenLong.add(b as T);
    overlaps[d] = overlap;
  }
  const [xs, xl] = [overlaps[s]!, overlaps[l]!];
  const odds = (1 - p) / p;
  // Σ p^d/d from 1 without end is −ln(1 − p).
  const endless = -Math.log1p(-p);
  let [sum, least, extra, average] = [0, 0, 0, 0];
  for (let d = 1; d <= l; d += 1) {
    const power = p ** d;
    sum += (overlaps[d]! / d) * power;
    least += ((overlaps[d]! - xl) * power) / d;
    if (d > s) extra += ((xs * (d - s)) / (s * d)) * power;
    if (d <= s) average += overlaps[d]! / d;
  }
  const f = l + s - xl;
  let [tailShort, tailLong, reached] = [0, 0, 0];
  for (let d = 1; d <= f; d += 1) {
    const power = p ** d / d;
    reached += power;
    if (d > s) tailShort += (d - s) * power;
    if (d > l) tailLong += (d - l) * power;
  }
  return computed({
    extrapolated: odds * (sum + extra) + ((xl - xs) / l + xs / s) * p ** l,
    min: odds * (least + xl * endless),
    // From depth f on every item can be shared: odds · Σ_{d>f} p^d = p^f.
    residual: Math.max(0, p ** f + odds * (tailShort + tailLong - xl * (endless - reached))),
    truncated: odds * sum,
    averageOverlap: average / s,
    shared: xl,
    depths: [s, l] as const,
  });
}

/**
 * Weight of the first d ranks in rank-biased overlap, 1 − p^(d−1) + ((1 − p)/p)·d·(ln(1/(1 − p)) − Σ_{i<d} p^i/i): how much of the number
 * is about the top of the lists. d whole and at least 1.
 */
export function rankWeight(p: number, d: number): number {
  requirePersistence(p);
  requireWhole(d, 1, 'ranks');
  let sum = 0;
  for (let i = 1; i < d; i += 1) sum += p ** i / i;
  return 1 - p ** (d - 1) + ((1 - p) / p) * d * (-Math.log1p(-p) - sum);
}
