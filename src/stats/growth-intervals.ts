import { UsageError } from '../core/errors.js';
import { compareGrowth, exponentialMargin, fitLogarithms, growthModels, growthScale, type Growth, type GrowthModel } from './growth-models.js';
import { computed } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { quantileOfSorted } from './quantiles.js';
import { seededGenerator, type Generator } from './random.js';
import { mean, requireLevel, requireWhole } from './sample.js';
import type { Values } from './sample.js';

/** Rivals whose limit the exponential curve is: at best they are as good as it, and never much worse. */
const nesting = ['power', 'logistic'] as const;

export interface GrowthIntervals {
  readonly growth: Growth;
  /** r of the exponential curve per period. */
  readonly rate: Interval & { readonly value: number };
  /** ln 2/r in periods; null where r is not above zero; `high` null where the interval of r reaches zero. */
  readonly doubling: { readonly value: number; readonly low: number; readonly high: number | null; readonly level: number } | null;
  /** AICc of the linear curve less that of the exponential one. */
  readonly overLinear: Interval & { readonly value: number };
  /** AICc of the better of power and logistic less that of the exponential one. */
  readonly overNesting: Interval & { readonly value: number };
  readonly blockLength: number;
  readonly resamples: number;
  readonly seed: number;
}

export interface GrowthOptions {
  readonly seed: number;
  /** Series drawn, default 200. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly level?: number;
}

/** Residuals about a fit, centred, and enlarged by √(n/(n − k)) for what the fit took of them. */
function residualsOf(y: Float64Array, growth: Growth, model: GrowthModel) {
  const fit = growth.fits.find((one) => one.model === model) ?? growth.fits[0]!;
  const middle = Float64Array.from(fit.fitted, (value) => Math.log(value + 0.5));
  const raw = y.map((value, i) => value - middle[i]!);
  const centre = mean(raw);
  const enlarged = Math.sqrt(y.length / (y.length - fit.parameters + 1));
  return { middle, residuals: raw.map((value) => (value - centre) * enlarged) };
}

/** A series about a curve with residuals drawn in blocks of neighbours, which keeps what neighbours have in common (Künsch 1989). */
function drawSeries(middle: Float64Array, residuals: Float64Array, length: number, generator: Generator): Float64Array {
  const n = middle.length;
  const series = middle.slice();
  for (let from = 0; from < n; from += length) {
    const start = generator.below(n - length + 1);
    for (let i = 0; i < length && from + i < n; i += 1) series[from + i]! += residuals[start + i]!;
  }
  return series;
}

function percentiles(values: Float64Array, level: number): Interval {
  const sorted = values.slice().sort();
  return { low: quantileOfSorted(sorted, (1 - level) / 2), high: quantileOfSorted(sorted, (1 + level) / 2), level };
}

/**
 * The growth of counts per period with intervals from a moving block bootstrap of residuals: series are drawn about the exponential
 * curve for its rate, and about the curve of least AICc for the margins, all curves fitted anew to each. Blocks of n^⅓ periods (Hall,
 * Horowitz & Jing 1995). The same seed gives the same intervals. Not computable as `compareGrowth`; a level that the resamples cannot
 * show raises `UsageError`.
 */
export function growthIntervals(counts: Values, options: GrowthOptions): Outcome<GrowthIntervals> {
  const { seed, resamples = 200, level = 0.95 } = options;
  requireLevel(level, 'growthIntervals');
  requireWhole(resamples, 1, 'bootstrap samples');
  if (resamples * (1 - level) < 2 - 1e-9) throw new UsageError(`stats: bootstrap samples (growthIntervals); expected at least ${Math.ceil(2 / (1 - level))}, got ${resamples}`);
  const compared = compareGrowth(counts);
  if (!compared.computable) return compared;
  const growth = compared.value;
  const { x, y } = growthScale(Float64Array.from(counts));
  const blockLength = Math.max(1, Math.round(Math.cbrt(y.length)));
  const generator = seededGenerator(seed);
  const aboutExponential = residualsOf(y, growth, growthModels[0]);
  const aboutBest = residualsOf(y, growth, growth.best);
  const rates = new Float64Array(resamples);
  const overLinear = new Float64Array(resamples);
  const overNesting = new Float64Array(resamples);
  for (let b = 0; b < resamples; b += 1) {
    rates[b] = slopeOf(x, drawSeries(aboutExponential.middle, aboutExponential.residuals, blockLength, generator)) / (y.length - 1);
    const refitted = fitLogarithms(x, drawSeries(aboutBest.middle, aboutBest.residuals, blockLength, generator));
    overLinear[b] = exponentialMargin(refitted, ['linear']);
    overNesting[b] = exponentialMargin(refitted, nesting);
  }
  const rate = { value: growth.rate, ...percentiles(rates, level) };
  return computed({
    growth, rate, blockLength, resamples, seed,
    doubling: rate.value > 0 && rate.high > 0
      ? { value: Math.LN2 / rate.value, low: Math.LN2 / rate.high, high: rate.low > 0 ? Math.LN2 / rate.low : null, level } : null,
    overLinear: { value: exponentialMargin(growth, ['linear']), ...percentiles(overLinear, level) },
    overNesting: { value: exponentialMargin(growth, nesting), ...percentiles(overNesting, level) },
  });
}

function slopeOf(x: Float64Array, y: Float64Array): number {
  const middle = mean(x);
  let along = 0;
  let spread = 0;
  for (let i = 0; i < x.length; i += 1) {
    along += (x[i]! - middle) * y[i]!;
    spread += (x[i]! - middle) ** 2;
  }
  return along / spread;
}
