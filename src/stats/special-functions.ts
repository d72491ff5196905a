import { UsageError } from '../core/errors.js';

const halfLogTwoPi = 0.9189385332046728;
/** Relative change at which a continued fraction is taken as settled. */
const settled = 1e-15;
/** No argument of a real study needs more terms: the count grows as the square root of the parameters. */
const mostTerms = 10_000_000;
const tiny = 1e-300;

/** Both tails of a distribution; each is computed without subtracting the other from 1 where it is small. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

function requirePositive(value: number, where: string): void {
  if (!(value > 0) || value === Infinity) {
    throw new UsageError(`stats: argument (${where}); expected a positive finite number, got ${value}`);
  }
}

/** Stirling's series, ln Γ(z) − (z − ½) ln z + z − ½ ln 2π, for z ≥ 10: the first term left out is below 1e-18. */
function stirlingSeries(z: number): number {
  const w = 1 / (z * z);
  return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188
    - w * (691 / 360360 - w * (1 / 156 - w * (3617 / 122400)))))))) / z;
}

/**
 * Natural logarithm of the gamma function for x > 0, absolute error about 1e-14 (relative 1e-15 for large x).
 * Stirling's series after moving the argument above 10 by Γ(x+1) = xΓ(x). Raises `UsageError` for x ≤ 0.
 */
export function logGamma(x: number): number {
  requirePositive(x, 'logGamma');
  let product = 1;
  let z = x;
  while (z < 10) {
    product *= z;
    z += 1;
  }
  return (z - 0.5) * Math.log(z) - z + halfLogTwoPi + stirlingSeries(z) - Math.log(product);
}

/** Derivative of `logGamma`, x > 0 (Abramowitz & Stegun 6.3.18 after moving the argument above 10). */
export function digamma(x: number): number {
  requirePositive(x, 'digamma');
  let shift = 0;
  let z = x;
  while (z < 10) {
    shift += 1 / z;
    z += 1;
  }
  const w = 1 / (z * z);
  return Math.log(z) - 0.5 / z - shift
    - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - w * (691 / 32760 - w / 12))))));
}

/** Second derivative of `logGamma`, x > 0 (Abramowitz & Stegun 6.4.12 after moving the argument above 10). */
export function trigamma(x: number): number {
  requirePositive(x, 'trigamma');
  let shift = 0;
  let z = x;
  while (z < 10) {
    shift += 1 / (z * z);
    z += 1;
  }
  const w = 1 / (z * z);
  return shift + 0.5 * w
    + (1 + w * (1 / 6 - w * (1 / 30 - w * (1 / 42 - w * (1 / 30 - w * (5 / 66 - w * (691 / 2730 - w * 7 / 6))))))) / z;
}

/** ln Γ(z+1) − (z + ½) ln z + z − ½ ln 2π: what Stirling's formula misses (Loader 2000). */
function stirlingError(z: number): number {
  return z >= 10 ? stirlingSeries(z) : logGamma(z + 1) - (z + 0.5) * Math.log(z) + z - halfLogTwoPi;
}

/**
 * x ln(x/m) + m − x without cancellation near x = m (Loader 2000, "Fast and accurate computation of binomial
 * probabilities").
 */
function devianceTerm(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let total = (x - m) * v;
  let power = 2 * x * v;
  for (let j = 1; ; j += 1) {
    power *= v * v;
    const next = total + power / (2 * j + 1);
    if (next === total) return total;
    total = next;
  }
}

function notSettled(where: string): never {
  throw new UsageError(`stats: arguments beyond what is computed (${where}); expected settling within ${mostTerms} terms, got none`);
}

/**
 * Regularised incomplete gamma function, lower P(a, x) and upper Q(a, x), a > 0, x ≥ 0: power series below a + 1,
 * Lentz's continued fraction above. Relative error about 1e-14 in the smaller tail, far tail included.
 */
export function incompleteGamma(a: number, x: number): Tails {
  requirePositive(a, 'incompleteGamma');
  if (!(x >= 0)) throw new UsageError(`stats: argument (incompleteGamma); expected zero or more, got ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  // x^a e^−x / Γ(a + 1)
  const factor = Math.exp(-stirlingError(a) - devianceTerm(a, x)) / Math.sqrt(2 * Math.PI * a);
  if (x < a + 1) {
    let term = 1;
    let total = 1;
    for (let i = 1; i < mostTerms; i += 1) {
      term *= x / (a + i);
      total += term;
      if (term < total * 1e-17) return { lower: Math.min(1, factor * total), upper: Math.max(0, 1 - factor * total) };
    }
    return notSettled('incompleteGamma');
  }
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < mostTerms; i += 1) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < settled) {
      const upper = factor * a * fraction;
      return { lower: 1 - upper, upper };
    }
  }
  return notSettled('incompleteGamma');
}

/** Continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let fraction = d;
  for (let m = 1; m < mostTerms; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < settled) return fraction;
  }
  return notSettled('incompleteBeta');
}

/**
 * Regularised incomplete beta function I_x(a, b) (`lower`) and its complement (`upper`), a, b > 0, 0 ≤ x ≤ 1. `y` is 1
 * − x; pass it where it is known better than the subtraction gives. Relative error in the smaller tail about 1e-14,
 * growing with the larger parameter to 1e-11 at a million.
 */
export function incompleteBeta(x: number, a: number, b: number, y = 1 - x): Tails {
  requirePositive(a, 'incompleteBeta');
  requirePositive(b, 'incompleteBeta');
  if (!(x >= 0 && x <= 1)) throw new UsageError(`stats: argument (incompleteBeta); expected 0 to 1, got ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  const n = a + b;
  // x^a y^b / B(a, b)
  const factor = Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(
    stirlingError(n) - stirlingError(a) - stirlingError(b) - devianceTerm(a, n * x) - devianceTerm(b, n * y),
  );
  if (x < (a + 1) / (n + 2)) {
    const lower = Math.min(1, (factor * betaFraction(x, a, b)) / a);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, (factor * betaFraction(y, b, a)) / b);
  return { lower: 1 - upper, upper };
}
