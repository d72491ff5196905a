import { readFileSync } from 'node:fs';
import type { Field } from '../core/field.js';
import type { Measurement, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { GrowthRow } from '../core/rows/registry-growth.js';
import { growthIntervals, type GrowthIntervals } from '../stats/growth-intervals.js';
import { readMonths, wholeQuarters, type CreatedMonth, type Period, type ReadableMonths } from './growth-periods.js';
import { notMeasurable } from './not-measurable.js';

const sql = readFileSync(new URL('./registry-growth.sql', import.meta.url), 'utf8');

/** Hugging Face states this minute for everything older than its column. */
const floor = '2022-03-02T23:29:00';
const floorMonth = '2022-03-01';
const seed = 20_220_302;
const recentMonths = 18;

interface Variant {
  readonly variant: string;
  readonly reading: string;
  readonly months: number;
  readonly withoutGone: boolean;
  readonly choose: (months: readonly Period[]) => readonly Period[];
}

const variants: readonly Variant[] = [
  { variant: 'months', reading: 'New packages per calendar month, by the instant of creation that the registry states; whole months only.', months: 1, withoutGone: false, choose: (months) => months },
  { variant: 'quarters', reading: 'New packages per calendar quarter; whole quarters only.', months: 3, withoutGone: false, choose: wholeQuarters },
  { variant: 'last 18 months', reading: 'New packages per calendar month, of the last 18 whole months only: another start of the curves.', months: 1, withoutGone: false, choose: lastMonths },
  { variant: 'without the removed', reading: 'New packages per calendar month without those that the source itself calls removed or disabled.', months: 1, withoutGone: true, choose: (months) => months },
];

function lastMonths(months: readonly Period[]): readonly Period[] {
  return months.slice(-recentMonths);
}

/** Claim U1 of the review: how the number of new packages grows, and by which curve. */
export const registryGrowth: Metric<GrowthRow> = {
  slug: 'registry-growth',
  title: 'Growth of the registry',
  question: 'Does the number of new packages grow exponentially, and how long does it take to double?',
  figure: 'registry-growth',
  needs: ['created_at'],
  uses: ['removed', 'disabled'],
  over: 'one snapshot',
  variants: variants.map((one) => one.variant),
  readings: Object.fromEntries(variants.map((one) => [one.variant, one.reading])),
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<GrowthRow>[]> {
  const blocked = notMeasurable(registryGrowth, context, registryGrowth.variants);
  if (blocked !== null) return blocked;
  const [snapshot] = context.snapshots;
  if (snapshot === undefined) return [];
  if (!snapshot.complete) {
    const why = `the snapshot states created_at, but it is not the whole registry (${snapshot.incompleteWhy ?? 'it says so'}), so that it is not known how many packages were created; a whole list is needed`;
    return variants.map((variant) => absent(context, variant, why, []));
  }
  const marks = (['removed', 'disabled'] as const).filter((field) => context.covered.has(field));
  const gone = marks.length === 0 ? 'false' : marks.map((field) => `coalesce(${field}, false)`).join(' or ');
  const counted = await context.select<CreatedMonth>(sql.replaceAll('{{gone}}', gone), { floor });
  return variants.map((variant): Measurement<GrowthRow> => {
    if (variant.withoutGone && marks.length === 0) return absent(context, variant, 'the snapshot does not tell which packages are removed or disabled', ['removed', 'disabled']);
    const readable = readMonths(counted, snapshot.takenAt, floorMonth, variant.withoutGone);
    const periods = variant.choose(readable.months);
    const fitted = growthIntervals(periods.map((one) => one.created), { seed });
    if (!fitted.computable) return absent(context, variant, `the snapshot states created_at, but no curve can be fitted to its ${periods.length} whole ${variant.months === 1 ? 'months' : 'quarters'}: ${fitted.detail}`, []);
    return {
      measurable: true, metric: registryGrowth.slug, variant: variant.variant, reading: variant.reading, rule: ruleOf(variant), snapshots: context.snapshots,
      parameters: { seed, resamples: fitted.value.resamples, blockLength: fitted.value.blockLength },
      rows: rowsOf(periods, variant, fitted.value),
      statistics: statisticsOf(fitted.value, variant.months),
      notes: notesOf(readable, fitted.value),
    };
  });
}

function ruleOf({ variant }: Variant): string {
  return `${registryGrowth.slug}/${variant}@1`;
}

function absent(context: MetricContext, variant: Variant, why: string, missing: readonly Field[]): Measurement<GrowthRow> {
  return { measurable: false, metric: registryGrowth.slug, variant: variant.variant, rule: ruleOf(variant), snapshots: context.snapshots, why, missing };
}

function rowsOf(periods: readonly Period[], { months }: Variant, { growth }: GrowthIntervals): GrowthRow[] {
  const fittedBy = new Map(growth.fits.map((one) => [one.model, one.fitted]));
  return periods.map(({ from, created }, index): GrowthRow => ({
    from, months, created,
    exponential: fittedBy.get('exponential')?.[index] ?? 0, linear: fittedBy.get('linear')?.[index] ?? 0,
    power: fittedBy.get('power')?.[index] ?? 0, logistic: fittedBy.get('logistic')?.[index] ?? 0,
  }));
}

/** The growth rate per month (ln, not per cent), the doubling time in months, the margins, and of each curve AICc and Akaike weight. */
function statisticsOf({ growth, rate, doubling, overLinear, overNesting }: GrowthIntervals, months: number): Statistic[] {
  const { n } = growth;
  return [
    { name: 'growthRate', value: rate.value / months, low: rate.low / months, high: rate.high / months, level: rate.level, n },
    doubling === null
      ? { name: 'doublingTime', value: null, n, why: 'the number of new packages does not grow' }
      : { name: 'doublingTime', value: doubling.value * months, low: doubling.low * months, ...(doubling.high === null ? {} : { high: doubling.high * months }), level: doubling.level, n },
    { name: 'aiccMargin:linear', value: overLinear.value, low: overLinear.low, high: overLinear.high, level: overLinear.level, n },
    { name: 'aiccMargin:power or logistic', value: overNesting.value, low: overNesting.low, high: overNesting.high, level: overNesting.level, n },
    ...growth.fits.flatMap(({ model, aicc, weight }): Statistic[] => [{ name: `aicc:${model}`, value: aicc, n }, { name: `akaikeWeight:${model}`, value: weight, n }]),
  ];
}

function notesOf(readable: ReadableMonths, { growth, blockLength, resamples }: GrowthIntervals): string[] {
  const left: string[] = [];
  if (readable.atFloor > 0) {
    left.push(`${readable.atFloor} packages whose stated instant stands for everything older`);
    left.push(`${readable.besideFloor} of the month of that instant and before`);
  }
  if (readable.early > 0) left.push(`${readable.early} of the first months, before each had at least ten`);
  if (readable.afterLast > 0) left.push(`${readable.afterLast} of the month in which the snapshot was taken, which is not whole`);
  if (readable.undated > 0) left.push(`${readable.undated} without an instant of creation`);
  return [
    ...(left.length === 0 ? [] : [`Left out: ${left.join('; ')}.`]),
    'Packages that were deleted before the snapshot are in no month of it. If a steady share is lost each month, the rate comes out larger by that share, and the shape stays the same; package-survival measures the loss.',
    `Least AICc: ${growth.best}. The power and the logistic curve have the exponential one as their limit, so its margin over them is at most the penalty for their one number more; below −2 it loses to them.`,
    `Intervals: moving block bootstrap of residuals, blocks of ${blockLength}, ${resamples} series, about the exponential curve for the rate and about the curve of least AICc for the margins.`,
  ];
}
