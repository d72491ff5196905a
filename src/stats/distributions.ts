import { UsageError } from '../core/errors.js';
import { findRoot } from './root.js';
import { incompleteBeta, incompleteGamma, logGamma } from './special-functions.js';

/** Which tail a probability counts: `upper` keeps its digits where 1 − p would round to 1. */
export type Tail = 'lower' | 'upper';

function requireNumber(value: number, where: string): void {
  if (Number.isNaN(value)) throw new UsageError(`stats: argument (${where}); expected a number, got NaN`);
}

function requireProbability(p: number, where: string): void {
  if (!(p > 0 && p < 1)) throw new UsageError(`stats: probability (${where}); expected more than 0 and less than 1, got ${p}`);
}

function requireDegrees(df: number, where: string): void {
  if (!(df > 0) || df === Infinity) throw new UsageError(`stats: degrees of freedom (${where}); expected more than 0, got ${df}`);
}

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/**
 * P(Z > z), standard normal; about 13 correct digits down to the smallest double (z near 38). Infinities are allowed.
 */
export function normalSurvival(z: number): number {
  requireNumber(z, 'normalSurvival');
  const tails = incompleteGamma(0.5, 0.5 * z * z);
  return z >= 0 ? 0.5 * tails.upper : 0.5 + 0.5 * tails.lower;
}

/** P(Z ≤ z), standard normal; as accurate in the lower tail as `normalSurvival` in the upper. */
export function normalCdf(z: number): number {
  return normalSurvival(-z);
}

/** The z with P(Z ≤ z) = p (or P(Z > z) = p for the upper tail), 0 < p < 1. Raises `UsageError` outside. */
export function normalQuantile(p: number, tail: Tail = 'lower'): number {
  requireProbability(p, 'normalQuantile');
  const sign = (p < 0.5) === (tail === 'lower') ? -1 : 1;
  const q = p < 0.5 ? p : 1 - p;
  if (q === 0.5) return 0;
  // Start: Abramowitz & Stegun 26.2.23 (error below 4.5e-4); each Halley step cubes the error.
  const t = Math.sqrt(-2 * Math.log(q));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let i = 0; i < 3; i += 1) {
    const density = normalDensity(z);
    if (density === 0) break;
    const error = (normalSurvival(z) - q) / density;
    z += error / (1 - 0.5 * z * error);
  }
  return sign * z;
}

/**
 * P(T > t) of Student's t with `df` > 0 degrees of freedom (whole or not); keeps its digits in the far tail (1e-63 and
 * beyond).
 */
export function studentTSurvival(t: number, df: number): number {
  requireNumber(t, 'studentTSurvival');
  requireDegrees(df, 'studentTSurvival');
  if (t < 0) return 1 - studentTSurvival(-t, df);
  if (t === Infinity) return 0;
  const ratio = t / Math.sqrt(df);
  if (ratio > 1e100) {
    // The square of the ratio would leave the range of doubles; the first term of the series is exact here.
    const logBeta = logGamma(df / 2) + logGamma(0.5) - logGamma((df + 1) / 2);
    return Math.exp(-df * Math.log(ratio) - logBeta) / df;
  }
  const square = ratio * ratio;
  if (df >= 1e6) {
    // The continued fraction loses digits to cancellation here, and Hill's expansion (1970, ACM algorithm 395) is exact to 1e-15.
    const a = df - 0.5;
    const z = Math.sqrt(a * Math.log1p(square));
    return normalSurvival(z * (1 + (z * z + 3) / (48 * a * a)));
  }
  return 0.5 * incompleteBeta(1 / (1 + square), df / 2, 0.5, square / (1 + square)).lower;
}

/** P(T ≤ t) of Student's t with `df` degrees of freedom. */
export function studentTCdf(t: number, df: number): number {
  return studentTSurvival(-t, df);
}

/** The t with P(T ≤ t) = p (or P(T > t) = p for the upper tail), 0 < p < 1, df > 0. Raises `UsageError` outside. */
export function studentTQuantile(p: number, df: number, tail: Tail = 'lower'): number {
  requireProbability(p, 'studentTQuantile');
  requireDegrees(df, 'studentTQuantile');
  const sign = (p < 0.5) === (tail === 'lower') ? -1 : 1;
  const q = p < 0.5 ? p : 1 - p;
  if (q === 0.5) return 0;
  function excess(logT: number): number {
    return Math.log(studentTSurvival(Math.exp(logT), df)) - Math.log(q);
  }
  // t has heavier tails than the normal, so the normal quantile is a lower bound. On log scales the tail is a line.
  const low = Math.log(normalQuantile(q, 'upper'));
  if (!(excess(low) > 0)) return sign * Math.exp(low);
  let step = 0.125;
  while (excess(low + step) > 0) step *= 2;
  return sign * Math.exp(findRoot(excess, low, low + step));
}

/** P(X > x) of the chi-square distribution, df > 0; 1 for x ≤ 0. */
export function chiSquareSurvival(x: number, df: number): number {
  requireNumber(x, 'chiSquareSurvival');
  requireDegrees(df, 'chiSquareSurvival');
  return x <= 0 ? 1 : incompleteGamma(df / 2, x / 2).upper;
}

/** P(X ≤ x) of the chi-square distribution, df > 0; 0 for x ≤ 0. */
export function chiSquareCdf(x: number, df: number): number {
  requireNumber(x, 'chiSquareCdf');
  requireDegrees(df, 'chiSquareCdf');
  return x <= 0 ? 0 : incompleteGamma(df / 2, x / 2).lower;
}

/**
 * The x with P(X ≤ x) = p (or P(X > x) = p for the upper tail), 0 < p < 1, df > 0. Raises `UsageError` outside. A
 * quantile too small for a double (tiny df and p) is 0.
 */
export function chiSquareQuantile(p: number, df: number, tail: Tail = 'lower'): number {
  requireProbability(p, 'chiSquareQuantile');
  requireDegrees(df, 'chiSquareQuantile');
  const counted = p > 0.5 ? (tail === 'lower' ? 'upper' : 'lower') : tail;
  const q = p > 0.5 ? 1 - p : p;
  function excess(logX: number): number {
    const x = Math.exp(logX);
    return counted === 'lower'
      ? Math.log(chiSquareCdf(x, df) || Number.MIN_VALUE) - Math.log(q)
      : Math.log(q) - Math.log(chiSquareSurvival(x, df) || Number.MIN_VALUE);
  }
  const start = Math.log(df);
  let below = 0.5;
  while (excess(start - below) > 0) {
    below *= 2;
    if (start - below < -745) return 0;
  }
  let above = 0.5;
  while (excess(start + above) < 0) above *= 2;
  return Math.exp(findRoot(excess, start - below, start + above));
}
