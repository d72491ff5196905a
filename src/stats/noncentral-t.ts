import { UsageError } from '../core/errors.js';
import { normalCdf, normalDensity, normalQuantile } from './distributions.js';
import { findRoot } from './root.js';
import { incompleteGamma } from './special-functions.js';

/**
 * ∫ Φ(t s − δ) f(s) ds over the density of s = √(χ²/df), by the trapezoidal rule in u = ln s: the integrand is analytic
 * and falls off at both ends, so the rule converges faster than any power of the step.
 */
function overScale(t: number, df: number, delta: number, step: number): number {
  let weights = 1;
  let total = normalCdf(t - delta);
  for (const direction of [-1, 1]) {
    for (let i = 1; ; i += 1) {
      const u = direction * i * step;
      // Logarithm of the density of u relative to its mode at u = 0.
      const logWeight = df * (u - 0.5 * Math.expm1(2 * u));
      if (logWeight < -42) break;
      const weight = Math.exp(logWeight);
      weights += weight;
      total += weight * normalCdf(t * Math.exp(u) - delta);
    }
  }
  return total / weights;
}

const nodes = [-0.906179845938664, -0.5384693101056831, 0, 0.5384693101056831, 0.906179845938664] as const;
const nodeWeights = [0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665, 0.2369268850561891] as const;

/**
 * The same with the other variable first, Φ(−δ) + ∫ φ(z) P(s ≥ (z + δ)/t) dz over z > −δ, t > 0, by Gauss and
 * Legendre's rule on short panels: for t large beside the spread of s the probability changes slowly in z, where Φ(t s
 * − δ) is nearly a step in s.
 */
function overNormal(t: number, df: number, delta: number): number {
  const from = Math.max(-9, -delta);
  let total = normalCdf(-delta);
  if (from >= 9) return total;
  function panel(start: number, end: number): number {
    const half = (end - start) / 2;
    let area = 0;
    for (const [i, node] of nodes.entries()) {
      const z = start + half + node * half;
      const s = (z + delta) / t;
      area += half * nodeWeights[i]! * normalDensity(z) * incompleteGamma(df / 2, (df / 2) * s * s).upper;
    }
    return area;
  }
  const panels = Math.ceil((9 - from) / 0.2);
  const width = (9 - from) / panels;
  for (let i = 1; i < panels; i += 1) total += panel(from + i * width, from + (i + 1) * width);
  // At z = −δ the probability starts as a power df of the distance, not a smooth function: panels halve towards it.
  let end = from + width;
  for (let halving = 1; halving <= 24; halving += 1) {
    const start = from + width * 2 ** -halving;
    total += panel(start, end);
    end = start;
  }
  total += panel(from, end);
  return Math.min(1, total);
}

/**
 * P(T ≤ t) of the noncentral t distribution, T = (Z + δ)/√(χ²_df/df), df > 0, absolute error below 1e-12. By
 * quadrature, which unlike the usual series (Lenth 1989, AS 243) does not underflow for δ above 37, and samples of
 * thousands reach that.
 */
export function noncentralTCdf(t: number, df: number, noncentrality: number): number {
  if (!(df > 0) || !Number.isFinite(t) || !Number.isFinite(noncentrality) || df === Infinity) {
    throw new UsageError(`stats: argument (noncentralTCdf); expected finite numbers and df > 0, got ${t}, ${df}, ${noncentrality}`);
  }
  const spread = 1 / Math.sqrt(2 * df);
  const step = Math.min(spread / 6, 0.08);
  // Φ(t s − δ) has a width of about 1/t in u; once that asks for shorter steps than the density, turn the integral round.
  if (4 + 4 * Math.abs(t) <= 1 / step) return overScale(t, df, noncentrality, step);
  return t > 0 ? overNormal(t, df, noncentrality) : 1 - overNormal(-t, df, -noncentrality);
}

/**
 * Exact two-sided confidence limits of the noncentrality given one observed t (Steiger & Fouladi 1997): the δ that put
 * the observed t at the upper and at the lower α/2 point.
 */
export function noncentralityInterval(t: number, df: number, level: number): { readonly low: number; readonly high: number } {
  const tail = (1 - level) / 2;
  const reach = normalQuantile(tail, 'upper') * Math.sqrt(1 + (t * t) / (2 * df));
  function limit(probability: number, direction: -1 | 1): number {
    function excess(delta: number): number {
      return noncentralTCdf(t, df, delta) - probability;
    }
    let step = reach;
    // The CDF falls with δ: at the far end its excess has the sign opposite to the direction.
    while (direction * excess(t + direction * step) > 0) step *= 2;
    return findRoot(excess, t + direction * step, t - direction * reach);
  }
  return { low: limit(1 - tail, -1), high: limit(tail, 1) };
}
