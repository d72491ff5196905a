import { noncentralityInterval } from './noncentral-t.js';
import { computedIfFinite, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { isConstant, meanAndVariance, readSample, requireLevel } from './sample.js';
import type { Values } from './sample.js';
import { logGamma } from './special-functions.js';

export interface StandardisedDifference {
  readonly nX: number;
  readonly nY: number;
  readonly pooledStandardDeviation: number;
  /** Cohen's d: difference of means over the pooled standard deviation. */
  readonly d: number;
  /** Large-sample variance of d, (n + m)/nm + d²/(2(n + m)) (Hedges & Olkin 1985). */
  readonly dVariance: number;
  /** Exact under normality, by the noncentral t distribution. */
  readonly dInterval: Interval;
  /** Small-sample correction J = Γ(ν/2)/(√(ν/2) Γ((ν − 1)/2)), ν = n + m − 2. */
  readonly correction: number;
  /** Hedges' g = J·d. */
  readonly g: number;
  /** The interval of d times J. */
  readonly gInterval: Interval;
}

/**
 * Cohen's d (pooled, as `lsr::cohensD`) and Hedges' g of two groups, with exact intervals. Needs two values in each
 * group; not computable where neither group varies.
 */
export function standardisedDifference(
  x: Values,
  y: Values,
  options: { readonly level?: number } = {},
): Outcome<StandardisedDifference> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'standardisedDifference');
  const first = readSample(x, 'first group', 2);
  if (!first.computable) return first;
  const second = readSample(y, 'second group', 2);
  if (!second.computable) return second;
  if (isConstant(first.value) && isConstant(second.value)) return notComputable('constant', 'neither group varies');
  const n = x.length;
  const m = y.length;
  const df = n + m - 2;
  const momentsX = meanAndVariance(first.value);
  const momentsY = meanAndVariance(second.value);
  const pooledStandardDeviation = Math.sqrt(((n - 1) * momentsX.variance + (m - 1) * momentsY.variance) / df);
  const d = (momentsX.mean - momentsY.mean) / pooledStandardDeviation;
  if (!(pooledStandardDeviation < Infinity && Math.abs(d) < 1e100)) {
    return notComputable('not finite', 'the values are too large, or the variances too small, to divide by');
  }
  const correction = Math.exp(logGamma(df / 2) - logGamma((df - 1) / 2)) / Math.sqrt(df / 2);
  const scale = Math.sqrt((n * m) / (n + m));
  const delta = noncentralityInterval(d * scale, df, level);
  const dInterval: Interval = { low: delta.low / scale, high: delta.high / scale, level };
  return computedIfFinite({
    nX: n,
    nY: m,
    pooledStandardDeviation,
    d,
    dVariance: (n + m) / (n * m) + (d * d) / (2 * (n + m)),
    dInterval,
    correction,
    g: correction * d,
    gInterval: { low: correction * dInterval.low, high: correction * dInterval.high, level },
  }, 'standardised difference');
}
