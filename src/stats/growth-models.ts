import { UsageError } from '../core/errors.js';
import { fitCurve, type Curve, type CurveFit } from './fit-curve.js';
import { computed, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';
import { mean, readNonNegative } from './sample.js';
import type { Values } from './sample.js';

/**
 * How the number of new items in a period grows with the number of periods t: exponential A·e^(rt), linear A + Bt, power A·(t + s)^p with
 * s ≥ 0, logistic K/(1 + e^(−r(t − m))). An exponential rate is an exponential total. The power and the logistic curve have the exponential
 * one as their limit (s → ∞, m → ∞), the linear one does not.
 */
export const growthModels = ['exponential', 'linear', 'power', 'logistic'] as const;

export type GrowthModel = (typeof growthModels)[number];

export interface GrowthFit {
  readonly model: GrowthModel;
  /** Items per period that the curve gives, one per period. */
  readonly fitted: readonly number[];
  /** Sum of squared residuals of ln(count + ½). */
  readonly squares: number;
  /** Estimated numbers, that of the scatter included. */
  readonly parameters: number;
  readonly aicc: number;
  /** Akaike weight among the four. */
  readonly weight: number;
}

export interface Growth {
  readonly n: number;
  /** In the order of `growthModels`. */
  readonly fits: readonly GrowthFit[];
  /** The one with the least AICc; of equals the first. */
  readonly best: GrowthModel;
  /** r of the exponential curve, per period; the total doubles in ln 2/r periods. */
  readonly rate: number;
}

/** A curve of three parameters has to leave some residuals to judge it by. */
export const fewestPeriods = 8;
/** Residuals below a thousandth of a thousandth are rounding: no likelihood may be infinite. */
const leastVariance = 1e-12;
/** Periods beyond which an origin, or a midpoint, makes no difference to the curve any more, as a power of e of the window. */
const farthest = 9;

const width = { exponential: 2, linear: 2, power: 3, logistic: 3 } as const satisfies Record<GrowthModel, number>;

function within(value: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, value));
}

/** ln of the rate over x in [0, 1], the window; parameters as the comments say. */
const curves: Readonly<Record<GrowthModel, Curve>> = {
  // a + b·x
  exponential: { width: width.exponential, at: exponentialAt },
  // a + ln(1 + (e^v − 1)·x): v is the log of the last rate over the first, so that no rate of the window is negative
  linear: { width: width.linear, at: linearAt },
  // a + b·s·ln(1 + x/s) with s = e^q: tends to a + b·x as s grows, where A·(x + s)^p would run away
  power: { width: width.power, at: powerAt },
  // a + r·x − ln(1 + e^(c + r·x)): tends to a + r·x as c falls
  logistic: { width: width.logistic, at: logisticAt },
};

function exponentialAt(x: number, parameters: Float64Array, slopes: Float64Array): number {
  slopes[0] = 1;
  slopes[1] = x;
  return parameters[0]! + parameters[1]! * x;
}

function linearAt(x: number, parameters: Float64Array, slopes: Float64Array): number {
  const ratio = Math.exp(within(parameters[1]!, 50));
  const rate = 1 + (ratio - 1) * x;
  slopes[0] = 1;
  slopes[1] = (ratio * x) / rate;
  return parameters[0]! + Math.log(rate);
}

function powerAt(x: number, parameters: Float64Array, slopes: Float64Array): number {
  const shift = Math.exp(within(parameters[2]!, farthest));
  const rise = Math.log1p(x / shift);
  slopes[0] = 1;
  slopes[1] = shift * rise;
  slopes[2] = parameters[1]! * (shift * rise - (x * shift) / (x + shift));
  return parameters[0]! + parameters[1]! * shift * rise;
}

function logisticAt(x: number, parameters: Float64Array, slopes: Float64Array): number {
  const [level = 0, rate = 0, brake = 0] = parameters;
  const exponent = brake + rate * x;
  const share = 1 / (1 + Math.exp(-exponent));
  slopes[0] = 1;
  slopes[1] = (1 - share) * x;
  slopes[2] = -share;
  return level + rate * x - (exponent > 0 ? exponent + Math.log1p(Math.exp(-exponent)) : Math.log1p(Math.exp(exponent)));
}

/** Places from which the curves with three parameters are looked for, given the straight line through the logarithms. */
function startsOf(model: GrowthModel, level: number, slope: number): readonly (readonly number[])[] {
  switch (model) {
    case 'exponential': return [[level, slope]];
    case 'linear': return [[level, within(slope, 10)]];
    case 'power': return [[level, slope, -2], [level, slope, 1]];
    case 'logistic': return [[level, slope, -3], [level, 4 * slope, -2 * slope]];
  }
}

function straightLine(x: Float64Array, y: Float64Array): readonly [level: number, slope: number] {
  const middleX = mean(x);
  const middleY = mean(y);
  let along = 0;
  let spread = 0;
  for (let i = 0; i < x.length; i += 1) {
    along += (x[i]! - middleX) * (y[i]! - middleY);
    spread += (x[i]! - middleX) ** 2;
  }
  return [middleY - (along / spread) * middleX, along / spread];
}

function fitOne(model: GrowthModel, x: Float64Array, y: Float64Array, [level, slope]: readonly [number, number]): CurveFit {
  const line: CurveFit = { parameters: Float64Array.of(level, slope, model === 'power' ? 2 * farthest : -40), squares: squaresOfLine(x, y, level, slope) };
  if (model === 'exponential') return line;
  const found = startsOf(model, level, slope).map((start) => fitCurve(curves[model], x, y, start)).filter((fit) => fit !== null);
  // The exponential curve is the limit of these two: they are never worse than it.
  const candidates = model === 'linear' ? found : [line, ...found];
  return candidates.reduce((best, fit) => (fit.squares < best.squares ? fit : best), candidates[0] ?? line);
}

function squaresOfLine(x: Float64Array, y: Float64Array, level: number, slope: number): number {
  let total = 0;
  for (let i = 0; i < x.length; i += 1) total += (y[i]! - level - slope * x[i]!) ** 2;
  return total;
}

/**
 * AICc of a normal fit: n·ln(2πe·σ²) + 2k + 2k(k + 1)/(n − k − 1), σ² the mean square and k with it (Hurvich & Tsai 1989; Burnham &
 * Anderson 2002, 2.4).
 */
function correctedCriterion(squares: number, n: number, parameters: number): number {
  const variance = Math.max(squares / n, leastVariance);
  return n * Math.log(2 * Math.PI * Math.E * variance) + 2 * parameters + (2 * parameters * (parameters + 1)) / (n - parameters - 1);
}

/** The counts as the curves see them: ln(count + ½) at equal steps over [0, 1]. Shared with the bootstrap. */
export function growthScale(counts: Float64Array): { readonly x: Float64Array; readonly y: Float64Array } {
  return { x: counts.map((_, i) => i / (counts.length - 1)), y: counts.map((count) => Math.log(count + 0.5)) };
}

/** The four fits of logarithms of counts; the steps x are equal. */
export function fitLogarithms(x: Float64Array, y: Float64Array): Growth {
  const line = straightLine(x, y);
  const n = x.length;
  const slopes = new Float64Array(3);
  const raw = growthModels.map((model) => {
    const { parameters, squares } = fitOne(model, x, y, line);
    const fitted = Array.from(x, (at) => Math.max(0, Math.exp(within(curves[model].at(at, parameters, slopes), 700)) - 0.5));
    return { model, fitted, squares, parameters: width[model] + 1, aicc: correctedCriterion(squares, n, width[model] + 1) };
  });
  const least = Math.min(...raw.map((one) => one.aicc));
  const likelihoods = raw.map((one) => Math.exp((least - one.aicc) / 2));
  const total = likelihoods.reduce((a, b) => a + b, 0);
  return {
    n,
    fits: raw.map((one, index) => ({ ...one, weight: likelihoods[index]! / total })),
    best: raw.find((one) => one.aicc === least)?.model ?? 'exponential',
    rate: line[1] / (n - 1),
  };
}

/**
 * Fits four curves of growth to counts of new items in equal, successive periods by least squares of ln(count + ½), and compares them by
 * AICc. The law is normal on the logarithms: the scatter of such counts grows with their level (a negative binomial with a constant θ,
 * whose variance is μ + μ²/θ, says the same of counts that are not small), and a closed form makes thousands of refits cheap, which the
 * interval of a difference of criteria needs. ½ is added so that an empty period has a logarithm (Anscombe 1948 adds as much); counts
 * below about five are pulled up a little by it. Not computable: fewer than 8 periods, values below zero or not finite, all the same.
 */
export function compareGrowth(counts: Values): Outcome<Growth> {
  const sample = readNonNegative(counts, 'counts per period', fewestPeriods);
  if (!sample.computable) return sample;
  if (sample.value.every((value) => value === sample.value[0])) return notComputable('constant', 'all periods have the same count');
  const { x, y } = growthScale(sample.value);
  return computed(fitLogarithms(x, y));
}

/** By how much the exponential curve's AICc is below the best of some rivals'; negative where one of them is better. */
export function exponentialMargin({ fits }: Growth, rivals: readonly Exclude<GrowthModel, 'exponential'>[]): number {
  if (rivals.length === 0) throw new UsageError('stats: rivals (exponentialMargin); expected at least one, got none');
  const aiccOf = new Map(fits.map((one) => [one.model, one.aicc]));
  return Math.min(...rivals.map((rival) => aiccOf.get(rival) ?? Infinity)) - (aiccOf.get('exponential') ?? Infinity);
}
