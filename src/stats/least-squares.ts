import { studentTQuantile } from './distributions.js';
import { computed, computedIfFinite, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { crossDeviations, isConstant, mean, readPairs, requireLevel } from './sample.js';
import type { Values } from './sample.js';

export interface Line {
  readonly n: number;
  readonly slope: number;
  readonly intercept: number;
  /** Share of the variance of y on the line; not computable where y is constant. */
  readonly rSquared: Outcome<number>;
  readonly residualStandardError: number;
  /** Classical, for errors of one variance. */
  readonly slopeStandardError: number;
  readonly interceptStandardError: number;
  /** Of the slope, by Student's t with n − 2 degrees of freedom and the classical standard error. */
  readonly slopeInterval: Interval;
  /** For errors of unequal variance; not computable where one row alone decides the line. */
  readonly hc3: Outcome<{ readonly slopeStandardError: number; readonly interceptStandardError: number }>;
}

/**
 * The least-squares line of y on x, with classical and HC3 standard errors (MacKinnon & White 1985: residual over
 * 1 − leverage, squared). Needs three rows and an x that varies; columns of different length raise `UsageError`.
 */
export function leastSquaresLine(x: Values, y: Values, options: { readonly level?: number } = {}): Outcome<Line> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'leastSquaresLine');
  const pairs = readPairs(x, y, 'leastSquaresLine', 3);
  if (!pairs.computable) return pairs;
  const [xs, ys] = pairs.value;
  if (isConstant(xs)) return notComputable('constant', 'x has one value only, a line has no slope');
  const n = xs.length;
  const meanX = mean(xs);
  const meanY = mean(ys);
  const squaresX = crossDeviations(xs, xs, meanX, meanX);
  const squaresY = crossDeviations(ys, ys, meanY, meanY);
  const slope = crossDeviations(xs, ys, meanX, meanY) / squaresX;
  const intercept = meanY - slope * meanX;
  if (!(squaresX < Infinity && squaresY < Infinity)) {
    return notComputable('not finite', 'the sums of squares leave the range of doubles');
  }
  let residualSquares = 0;
  // Meat of the sandwich, in deviations of x from its mean: sums of u², u²·dx, u²·dx² with u = residual/(1 − leverage).
  let plain = 0;
  let mixed = 0;
  let squared = 0;
  let leastFreedom = 1;
  for (let i = 0; i < n; i += 1) {
    const dx = xs[i]! - meanX;
    const residual = ys[i]! - meanY - slope * dx;
    const freedom = 1 - 1 / n - (dx * dx) / squaresX;
    leastFreedom = Math.min(leastFreedom, freedom);
    const weight = (residual / freedom) ** 2;
    residualSquares += residual * residual;
    plain += weight;
    mixed += weight * dx;
    squared += weight * dx * dx;
  }
  const variance = residualSquares / (n - 2);
  const slopeStandardError = Math.sqrt(variance / squaresX);
  const reach = studentTQuantile((1 - level) / 2, n - 2, 'upper') * slopeStandardError;
  const interceptVariance = plain / (n * n) - (2 * meanX * mixed) / (n * squaresX)
    + (meanX * meanX * squared) / (squaresX * squaresX);
  return computedIfFinite({
    n,
    slope,
    intercept,
    rSquared: isConstant(ys)
      ? notComputable('constant', 'y has one value only, there is no variance to explain')
      : computed(Math.max(0, 1 - residualSquares / squaresY)),
    residualStandardError: Math.sqrt(variance),
    slopeStandardError,
    interceptStandardError: Math.sqrt(variance * (1 / n + (meanX * meanX) / squaresX)),
    slopeInterval: { low: slope - reach, high: slope + reach, level },
    hc3: leastFreedom < 1e-12
      ? notComputable('boundary', 'one row has leverage 1: its residual is zero whatever its error')
      : computed({
        slopeStandardError: Math.sqrt(squared) / squaresX,
        interceptStandardError: Math.sqrt(Math.max(0, interceptVariance)),
      }),
  }, 'line');
}
