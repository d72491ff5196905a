import type { Alternative } from './alternative.js';
import { tailProbability } from './alternative.js';
import { normalSurvival } from './distributions.js';
import { mannWhitneyCdf } from './exact-rank-laws.js';
import { computed, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';
import { midRanksOf } from './ranks.js';
import { readSample } from './sample.js';
import type { Values } from './sample.js';

export interface MannWhitneyTest {
  readonly alternative: Alternative;
  readonly nX: number;
  readonly nY: number;
  /** Pairs in which x is larger, ties counted half: R's W. */
  readonly u: number;
  /** U over nX·nY: the chance that a value of x exceeds one of y, ties counted half (Vargha & Delaney's Â12). */
  readonly superiority: number;
  /** Standard deviation of U when the groups do not differ, ties counted in. */
  readonly sigma: number;
  /** Of the normal approximation, with the continuity correction where it was asked for. */
  readonly z: number;
  readonly p: number;
  readonly pMethod: 'exact' | 'normal';
}

export interface MannWhitneyOptions {
  readonly alternative?: Alternative;
  /** `auto` counts exactly where both groups have fewer than 50 values and nothing is tied. */
  readonly method?: 'auto' | 'normal';
  /** Move U half a step towards its mean in the normal approximation, default true. */
  readonly continuity?: boolean;
}

const exactBelow = 50;

/**
 * Mann–Whitney U test (Wilcoxon rank sum; R's `wilcox.test`) by mid-ranks. Needs one value in each group; not
 * computable where all values of both groups are the same.
 */
export function mannWhitneyTest(x: Values, y: Values, options: MannWhitneyOptions = {}): Outcome<MannWhitneyTest> {
  const { alternative = 'two-sided', method = 'auto', continuity = true } = options;
  const first = readSample(x, 'first group');
  if (!first.computable) return first;
  const second = readSample(y, 'second group');
  if (!second.computable) return second;
  const nX = x.length;
  const nY = y.length;
  const n = nX + nY;
  const both = new Float64Array(n);
  both.set(first.value);
  both.set(second.value, nX);
  const { ranks, ties } = midRanksOf(both);
  if (ties.cubes === n * n * n - n) return notComputable('constant', 'all values of both groups are the same');
  // Sums of mid-ranks are exact in doubles up to 10^7 values, so no compensation is needed.
  let rankSum = 0;
  for (let i = 0; i < nX; i += 1) rankSum += ranks[i]!;
  const u = rankSum - (nX * (nX + 1)) / 2;
  const sigma = Math.sqrt(((nX * nY) / 12) * (n + 1 - ties.cubes / (n * (n - 1))));
  const away = u - (nX * nY) / 2;
  const correction = !continuity ? 0
    : alternative === 'two-sided' ? Math.sign(away) * 0.5 : alternative === 'greater' ? 0.5 : -0.5;
  const z = (away - correction) / sigma;
  const exact = method === 'auto' && nX < exactBelow && nY < exactBelow && ties.groups === 0;
  return computed({
    alternative,
    nX,
    nY,
    u,
    superiority: u / (nX * nY),
    sigma,
    z,
    p: exact ? exactProbability(u, nX, nY, alternative) : tailProbability(z, alternative, normalSurvival),
    pMethod: exact ? 'exact' : 'normal',
  });
}

/** The law of U is symmetric, so P(U ≥ u) = P(U ≤ nm − u): every tail is a lower tail and keeps its digits. */
function exactProbability(u: number, nX: number, nY: number, alternative: Alternative): number {
  const mirrored = nX * nY - u;
  if (alternative === 'greater') return mannWhitneyCdf(mirrored, nX, nY);
  if (alternative === 'less') return mannWhitneyCdf(u, nX, nY);
  return Math.min(1, 2 * mannWhitneyCdf(Math.min(u, mirrored), nX, nY));
}
