import { invertPositive } from './design-matrix.js';
import type { Design } from './design-matrix.js';
import { computed, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';

/** A log-linear fit of counts for the scaled design, at a fixed variance function μ + αμ². */
export interface LogLinearFit {
  readonly coefficients: Float64Array;
  readonly means: Float64Array;
  /** Inverse of the expected information XᵀWX, row-major. */
  readonly covariance: Float64Array;
  readonly deviance: number;
  readonly iterations: number;
}

const mostIterations = 100;
const mostHalvings = 30;
/** Newton's steps square the error, so one below this leaves only rounding errors. */
const settledStep = 1e-9;

/** Deviance of counts with variance μ + αμ² (α = 0: Poisson). */
export function countDeviance(y: Float64Array, means: Float64Array, alpha: number): number {
  let total = 0;
  for (let i = 0; i < y.length; i += 1) {
    const value = y[i]!;
    const mu = means[i]!;
    const ratio = value > 0 ? value * Math.log(value / mu) : 0;
    total += alpha === 0
      ? ratio - (value - mu)
      : ratio - (value + 1 / alpha) * Math.log1p((alpha * (value - mu)) / (1 + alpha * mu));
  }
  return 2 * total;
}

/** μ = exp(Xβ) into `means`; false where a mean leaves the range of positive doubles. */
function predict(design: Design, coefficients: Float64Array, means: Float64Array): boolean {
  const { rows, n, width } = design;
  for (let i = 0; i < n; i += 1) {
    let eta = 0;
    for (let j = 0; j < width; j += 1) eta += rows[i * width + j]! * coefficients[j]!;
    const mu = Math.exp(eta);
    if (!(mu > 0 && mu < Infinity)) return false;
    means[i] = mu;
  }
  return true;
}

/**
 * XᵀWX and XᵀWz for the weights W and the working response z = η + score/W, score = (y − μ)/(1 + αμ). Of the expected information
 * W = μ/(1 + αμ), of the observed W = μ(1 + αy)/(1 + αμ)²: with that the steps are Newton's, which settle where counts a thousandfold
 * their mean throw Fisher's to and fro. The two are the same for α = 0.
 */
function normalEquations(design: Design, y: Float64Array, means: Float64Array, alpha: number, of: 'expected' | 'observed') {
  const { rows, n, width } = design;
  const information = new Float64Array(width * width);
  const right = new Float64Array(width);
  for (let i = 0; i < n; i += 1) {
    const mu = means[i]!;
    const weight = (mu / (1 + alpha * mu)) * (of === 'observed' ? (1 + alpha * y[i]!) / (1 + alpha * mu) : 1);
    const working = Math.log(mu) + (y[i]! - mu) / (1 + alpha * mu) / weight;
    for (let j = 0; j < width; j += 1) {
      const weighted = weight * rows[i * width + j]!;
      right[j]! += weighted * working;
      for (let s = 0; s <= j; s += 1) information[j * width + s]! += weighted * rows[i * width + s]!;
    }
  }
  for (let j = 0; j < width; j += 1) for (let s = 0; s < j; s += 1) information[s * width + j] = information[j * width + s]!;
  return { information, right };
}

const singular = notComputable('singular design', 'a predictor is a combination of the others, or all weight lies on too few rows');

/**
 * Iteratively reweighted least squares (McCullagh & Nelder 1989) with log link and Newton's steps, halving one that makes the deviance
 * worse. Settled means that the coefficients stand still, not only the deviance: with a group of zeros only, the
 * deviance settles while a coefficient runs to minus infinity, and that must be reported, not returned.
 */
export function fitLogLinear(design: Design, y: Float64Array, alpha: number, start?: LogLinearFit): Outcome<LogLinearFit> {
  const k = design.width;
  let means = start?.means ?? y.map((value) => value + 0.1);
  let coefficients = start?.coefficients ?? null;
  let deviance = start === undefined ? Infinity : countDeviance(y, means, alpha);
  for (let iteration = 1; iteration <= mostIterations; iteration += 1) {
    const { information, right } = normalEquations(design, y, means, alpha, 'observed');
    const covariance = invertPositive(information, k);
    if (covariance === null) return coefficients === null ? singular : runaway(iteration);
    let proposal = new Float64Array(k);
    for (let j = 0; j < k; j += 1) for (let s = 0; s < k; s += 1) proposal[j]! += covariance[j * k + s]! * right[s]!;
    const nextMeans = new Float64Array(y.length);
    let nextDeviance: number;
    for (let halving = 0; ; halving += 1) {
      if (halving > mostHalvings) return runaway(iteration);
      nextDeviance = predict(design, proposal, nextMeans) ? countDeviance(y, nextMeans, alpha) : NaN;
      if (nextDeviance <= deviance + 1e-9 * (1 + Math.abs(deviance))) break;
      if (coefficients === null && !Number.isNaN(nextDeviance)) break;
      const from: Float64Array = coefficients ?? Float64Array.from({ length: k }, (_, j) => (j === 0 ? Math.log(average(y)) : 0));
      proposal = proposal.map((value, j) => (value + from[j]!) / 2);
    }
    const before = coefficients;
    let moved = before === null ? Infinity : 0;
    if (before !== null) for (let j = 0; j < k; j += 1) moved = Math.max(moved, Math.abs(proposal[j]! - before[j]!));
    coefficients = proposal;
    means = nextMeans;
    deviance = nextDeviance;
    if (moved < settledStep * (1 + Math.abs(coefficients[0]!))) {
      const final = invertPositive(normalEquations(design, y, means, alpha, 'expected').information, k);
      if (final === null) return runaway(iteration);
      return computed({ coefficients, means, covariance: final, deviance: Math.max(0, deviance), iterations: iteration });
    }
  }
  return runaway(mostIterations);
}

function average(y: Float64Array): number {
  return y.reduce((total, value) => total + value, 0) / y.length;
}

function runaway(iterations: number) {
  return notComputable(
    'not converged',
    `the coefficients did not settle within ${iterations} steps; a predictor may single out rows whose counts are all zero`,
  );
}
