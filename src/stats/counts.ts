import { buildDesign, unscaleCoefficients, unscaleCovariance } from './design-matrix.js';
import type { Design, Predictor } from './design-matrix.js';
import { normalQuantile, normalSurvival } from './distributions.js';
import { countDeviance, fitLogLinear } from './iterative-fit.js';
import type { LogLinearFit } from './iterative-fit.js';
import { computedIfFinite, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { estimateTheta, negativeBinomialLogLikelihood, tabulateCounts, thetaStandardError } from './overdispersion.js';
import { readNonNegative, requireLevel } from './sample.js';
import type { Values } from './sample.js';
import { logGamma } from './special-functions.js';

export interface Coefficient {
  /** `(intercept)` or the name of the predictor. */
  readonly name: string;
  /** On the scale of the logarithm of the expected count. */
  readonly estimate: number;
  /** From the expected information; the model's variance function is believed. */
  readonly standardError: number;
  /** From Huber and White's sandwich (HC0); holds for any variance as long as the means are right. */
  readonly robustStandardError: number;
  readonly z: number;
  /** Two-sided, of the estimate over `standardError`. */
  readonly p: number;
  /** estimate ± z·standardError. */
  readonly interval: Interval;
}

export interface CountRegression {
  readonly n: number;
  /** The intercept first, then the predictors in the order given. */
  readonly coefficients: readonly Coefficient[];
  readonly logLikelihood: number;
  /** −2ℓ + 2·(number of coefficients, plus 1 for θ). */
  readonly aic: number;
  readonly deviance: number;
  /**
   * Σ (y − μ)²/V(μ) over n − coefficients; about 1 where the variance function fits; null with no degrees of freedom.
   */
  readonly pearsonDispersion: number | null;
  readonly iterations: number;
}

export interface NegativeBinomialRegression extends CountRegression {
  /** Variance is μ + μ²/θ: the smaller, the more the counts are scattered. */
  readonly theta: number;
  /** From the observed information; null where the likelihood is too flat to say. */
  readonly thetaStandardError: number | null;
}

export interface CountOptions {
  /** Confidence level of the intervals, default 0.95. */
  readonly level?: number;
  /**
   * α of the variance function μ + αμ² of the first fit of a negative binomial regression, from which θ is sought. Default 0, a Poisson
   * regression, which counts that spread over many powers of ten can keep from settling; with 1 they settle at once.
   */
  readonly startAlpha?: number;
}

const mostRounds = 200;

function readCounts(y: Values, coefficients: number): Outcome<Float64Array> {
  const counts = readNonNegative(y, 'counts', coefficients);
  if (!counts.computable) return counts;
  let positive = false;
  for (let i = 0; i < y.length; i += 1) {
    const value = counts.value[i]!;
    if (!Number.isInteger(value)) return notComputable('not a count', `counts: value ${i} is ${value}`);
    positive ||= value > 0;
  }
  return positive ? counts : notComputable('zero total', 'all counts are zero, the intercept has no bound');
}

/** (XᵀWX)⁻¹ Σ u² x xᵀ (XᵀWX)⁻¹ with score residuals u = (y − μ)/(1 + αμ). */
function sandwich(design: Design, y: Float64Array, fit: LogLinearFit, alpha: number): Float64Array {
  const { rows, n, width: k } = design;
  const result = new Float64Array(k * k);
  const influence = new Float64Array(k);
  for (let i = 0; i < n; i += 1) {
    const residual = (y[i]! - fit.means[i]!) / (1 + alpha * fit.means[i]!);
    influence.fill(0);
    for (let j = 0; j < k; j += 1) {
      for (let s = 0; s < k; s += 1) influence[j]! += fit.covariance[j * k + s]! * rows[i * k + s]! * residual;
    }
    for (let j = 0; j < k; j += 1) for (let s = 0; s < k; s += 1) result[j * k + s]! += influence[j]! * influence[s]!;
  }
  return result;
}

function describe(
  design: Design,
  y: Float64Array,
  fit: LogLinearFit,
  alpha: number,
  logLikelihood: number,
  level: number,
): CountRegression {
  const k = design.width;
  const estimates = unscaleCoefficients(design, fit.coefficients);
  const covariance = unscaleCovariance(design, fit.covariance);
  const robust = unscaleCovariance(design, sandwich(design, y, fit, alpha));
  const reach = normalQuantile((1 - level) / 2, 'upper');
  let pearson = 0;
  for (let i = 0; i < y.length; i += 1) {
    const mu = fit.means[i]!;
    pearson += (y[i]! - mu) ** 2 / (mu * (1 + alpha * mu));
  }
  const coefficients = design.names.map((name, j) => {
    const estimate = estimates[j]!;
    const standardError = Math.sqrt(covariance[j * k + j]!);
    const z = estimate / standardError;
    return {
      name,
      estimate,
      standardError,
      robustStandardError: Math.sqrt(Math.max(0, robust[j * k + j]!)),
      z,
      p: Math.min(1, 2 * normalSurvival(Math.abs(z))),
      interval: { low: estimate - reach * standardError, high: estimate + reach * standardError, level },
    };
  });
  return {
    n: y.length,
    coefficients,
    logLikelihood,
    aic: -2 * logLikelihood + 2 * (k + (alpha > 0 ? 1 : 0)),
    deviance: fit.deviance,
    pearsonDispersion: y.length > k ? pearson / (y.length - k) : null,
    iterations: fit.iterations,
  };
}

function poissonLogLikelihood(y: Float64Array, means: Float64Array): number {
  let total = 0;
  for (let i = 0; i < y.length; i += 1) total += y[i]! * Math.log(means[i]!) - means[i]! - logGamma(y[i]! + 1);
  return total;
}

/**
 * Poisson regression with log link of counts on an intercept and any predictors (none: the mean), by iteratively
 * reweighted least squares. Needs at least as many rows as coefficients. Not computable: values that are no counts, all
 * zero, dependent predictors, coefficients that do not settle (a predictor that singles out zeros). Columns of
 * different length raise `UsageError`. Look at `pearsonDispersion`: far above 1 the standard errors are too small.
 */
export function poissonRegression(
  y: Values,
  predictors: readonly Predictor[],
  options: CountOptions = {},
): Outcome<CountRegression> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'poissonRegression');
  const counts = readCounts(y, predictors.length + 1);
  if (!counts.computable) return counts;
  const design = buildDesign(predictors, y.length);
  if (!design.computable) return design;
  const fit = fitLogLinear(design.value, counts.value, 0);
  if (!fit.computable) return fit;
  const logLikelihood = poissonLogLikelihood(counts.value, fit.value.means);
  return computedIfFinite(describe(design.value, counts.value, fit.value, 0, logLikelihood, level), 'Poisson regression');
}

/**
 * Negative binomial regression (NB2: variance μ + μ²/θ) with log link, θ by maximum likelihood: coefficients at fixed θ
 * and θ at fixed means in turn until both stand still (as `MASS::glm.nb`; Venables & Ripley 2002, 7.4). The standard
 * errors take θ as known, which is right for large samples because the two are orthogonal. Rules as for
 * `poissonRegression`; without overdispersion the reason is `no overdispersion`.
 */
export function negativeBinomialRegression(
  y: Values,
  predictors: readonly Predictor[],
  options: CountOptions = {},
): Outcome<NegativeBinomialRegression> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'negativeBinomialRegression');
  const read = readCounts(y, predictors.length + 1);
  if (!read.computable) return read;
  const built = buildDesign(predictors, y.length);
  if (!built.computable) return built;
  const counts = read.value;
  const design = built.value;
  const table = tabulateCounts(counts);
  const first = fitLogLinear(design, counts, options.startAlpha ?? 0);
  if (!first.computable) return first;
  let fit = first.value;
  let iterations = fit.iterations;
  let theta: number | undefined;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = estimateTheta(counts, table, fit.means, theta);
    if (!next.computable) return next;
    const moved = theta === undefined ? Infinity : Math.abs(Math.log(next.value / theta));
    theta = next.value;
    const refit = fitLogLinear(design, counts, 1 / theta, fit);
    if (!refit.computable) return refit;
    fit = refit.value;
    iterations += fit.iterations;
    if (moved > 1e-10) continue;
    const logLikelihood = negativeBinomialLogLikelihood(counts, table, fit.means, theta);
    const deviance = Math.max(0, countDeviance(counts, fit.means, 1 / theta));
    return computedIfFinite({
      ...describe(design, counts, { ...fit, deviance }, 1 / theta, logLikelihood, level),
      iterations,
      theta,
      thetaStandardError: thetaStandardError(counts, table, fit.means, theta),
    }, 'negative binomial regression');
  }
  return notComputable('not converged', `theta did not settle within ${mostRounds} rounds`);
}
