import { tailProbability } from './alternative.js';
import type { Alternative } from './alternative.js';
import { studentTQuantile, studentTSurvival } from './distributions.js';
import { computedIfFinite, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';
import { isConstant, meanAndVariance, readSample, requireLevel } from './sample.js';
import type { Values } from './sample.js';

export interface WelchTest {
  readonly alternative: Alternative;
  readonly nX: number;
  readonly nY: number;
  readonly meanX: number;
  readonly meanY: number;
  /** meanX − meanY. */
  readonly difference: number;
  readonly standardError: number;
  readonly t: number;
  /** Welch's degrees of freedom, not whole. */
  readonly df: number;
  readonly p: number;
  /** Of the difference; an end is null where a one-sided interval has no bound. */
  readonly interval: { readonly low: number | null; readonly high: number | null; readonly level: number };
}

export interface WelchOptions {
  readonly alternative?: Alternative;
  /** Confidence level of the interval, default 0.95. */
  readonly level?: number;
}

/**
 * Welch's t test of two means without assuming one variance (Welch 1947; R's `t.test`). Needs two values in each group;
 * not computable where both groups are constant.
 */
export function welchTest(x: Values, y: Values, options: WelchOptions = {}): Outcome<WelchTest> {
  const { alternative = 'two-sided', level = 0.95 } = options;
  requireLevel(level, 'welchTest');
  const first = readSample(x, 'first group', 2);
  if (!first.computable) return first;
  const second = readSample(y, 'second group', 2);
  if (!second.computable) return second;
  if (isConstant(first.value) && isConstant(second.value)) return notComputable('constant', 'neither group varies');
  const nX = x.length;
  const nY = y.length;
  const momentsX = meanAndVariance(first.value);
  const momentsY = meanAndVariance(second.value);
  const shareX = momentsX.variance / nX;
  const shareY = momentsY.variance / nY;
  const standardError = Math.sqrt(shareX + shareY);
  // In shares of the sum, so that squares of very small variances do not underflow.
  const a = shareX / (shareX + shareY);
  const b = shareY / (shareX + shareY);
  const df = 1 / ((a * a) / (nX - 1) + (b * b) / (nY - 1));
  const difference = momentsX.mean - momentsY.mean;
  const t = difference / standardError;
  if (!Number.isFinite(t) || !Number.isFinite(df)) return notComputable('not finite', 'the variances leave the range of doubles');
  const reach = standardError * studentTQuantile(alternative === 'two-sided' ? (1 - level) / 2 : 1 - level, df, 'upper');
  return computedIfFinite({
    alternative,
    nX,
    nY,
    meanX: momentsX.mean,
    meanY: momentsY.mean,
    difference,
    standardError,
    t,
    df,
    p: tailProbability(t, alternative, (value) => studentTSurvival(value, df)),
    interval: {
      low: alternative === 'less' ? null : difference - reach,
      high: alternative === 'greater' ? null : difference + reach,
      level,
    },
  }, 'Welch test');
}
