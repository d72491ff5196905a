import { UsageError } from '../core/errors.js';
import { chiSquareSurvival } from './distributions.js';
import { computedIfFinite, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';
import { midRanksOf } from './ranks.js';
import { readSample } from './sample.js';
import type { Values } from './sample.js';

export interface KruskalWallis {
  /** Corrected for ties. */
  readonly h: number;
  readonly df: number;
  readonly p: number;
  /** Effect size ε² = H/((n² − 1)/(n + 1)), 0 to 1 (Tomczak & Tomczak 2014). */
  readonly epsilonSquared: number;
  readonly n: number;
  readonly meanRanks: readonly number[];
}

/**
 * The Kruskal–Wallis rank test of two or more groups with mid-ranks and tie correction (R's `kruskal.test`). Fewer than two groups
 * raise `UsageError`. Not computable: an empty group, a value that is not finite, all values the same.
 */
export function kruskalWallis(groups: readonly Values[]): Outcome<KruskalWallis> {
  if (groups.length < 2) throw new UsageError(`stats: groups of the Kruskal–Wallis test; expected at least 2, got ${groups.length}`);
  const samples: Float64Array[] = [];
  for (const [i, group] of groups.entries()) {
    const sample = readSample(group, `group ${i}`);
    if (!sample.computable) return sample;
    samples.push(sample.value);
  }
  const n = samples.reduce((total, sample) => total + sample.length, 0);
  const all = new Float64Array(n);
  let start = 0;
  for (const sample of samples) {
    all.set(sample, start);
    start += sample.length;
  }
  const { ranks, ties } = midRanksOf(all);
  const correction = 1 - ties.cubes / (n ** 3 - n);
  if (!(correction > 0)) return notComputable('constant', 'all values are the same, no group differs');
  start = 0;
  let between = 0;
  const meanRanks = samples.map((sample) => {
    const mean = ranks.subarray(start, start + sample.length).reduce((a, b) => a + b, 0) / sample.length;
    start += sample.length;
    between += sample.length * (mean - (n + 1) / 2) ** 2;
    return mean;
  });
  const h = ((12 / (n * (n + 1))) * between) / correction;
  const df = groups.length - 1;
  return computedIfFinite({ h, df, p: chiSquareSurvival(h, df), epsilonSquared: Math.min(1, h / (n - 1)), n, meanRanks }, 'Kruskal–Wallis test');
}
