import { readFileSync } from 'node:fs';
import type { Measurement, SnapshotReference, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import { monthsBetween } from '../core/months.js';
import type { SurvivalRow } from '../core/rows/package-survival.js';
import { leastSquaresLine } from '../stats/least-squares.js';
import { valueOrNull } from '../stats/outcome.js';
import { proportion } from '../stats/proportion.js';
import { of } from './descendants-statistics.js';
import { notMeasurable } from './not-measurable.js';

const sql = readFileSync(new URL('./package-survival.sql', import.meta.url), 'utf8');

interface PairCount {
  readonly cohort_key: number;
  readonly seen_key: number;
  readonly listed: number;
  readonly listed_later: number;
  readonly kept: number;
}

interface Variant {
  readonly variant: string;
  readonly reading: string;
  readonly relation: string;
  readonly key: string;
}

/** The names of a snapshot are known of packages that it does not list any more, too. */
const listedNames = '(select snapshot_key, record_name.name from record join record_name using (snapshot_key, package_key))';

const variants: readonly Variant[] = [
  { variant: 'renames resolved', reading: 'A package that was renamed is still listed, as far as the store knows of the rename.', relation: 'record', key: 'identity_key' },
  { variant: 'by name', reading: 'A package is still listed where its name is: a renamed one counts as gone.', relation: listedNames, key: 'name' },
];

/** How many packages of one snapshot the next ones still list, and how the number of records grows. */
export const packageSurvival: Metric<SurvivalRow> = {
  slug: 'package-survival',
  title: 'Survival of packages',
  question: 'How many packages of one snapshot are still listed in later ones?',
  figure: null,
  needs: [],
  uses: [],
  over: 'several snapshots',
  variants: variants.map((one) => one.variant),
  readings: Object.fromEntries(variants.map((one) => [one.variant, one.reading])),
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<SurvivalRow>[]> {
  const blocked = notMeasurable(packageSurvival, context, packageSurvival.variants);
  if (blocked !== null) return blocked;
  const whole = context.snapshots.filter((one) => one.complete);
  const measurements: Measurement<SurvivalRow>[] = [];
  for (const variant of variants) measurements.push(await measureVariant(context, whole, variant));
  return measurements;
}

async function measureVariant(context: MetricContext, whole: readonly SnapshotReference[], variant: Variant): Promise<Measurement<SurvivalRow>> {
  const shared = { metric: packageSurvival.slug, variant: variant.variant, rule: `${packageSurvival.slug}/${variant.variant}@1`, snapshots: context.snapshots };
  if (whole.length < 2) {
    const why = `it takes two snapshots of the whole registry, and ${whole.length === 0 ? 'there is none' : 'there is one'}: what a partial list does not show may still be there`;
    return { ...shared, measurable: false, why, missing: [] };
  }
  const text = sql.replaceAll('{{relation}}', variant.relation).replaceAll('{{key}}', variant.key).replaceAll('{{snapshots}}', whole.map((one) => one.key).join(', '));
  const counts = await context.select<PairCount>(text);
  const rows = whole.flatMap((cohort, index) => whole.slice(index + 1).map((seen) => rowOf(cohort, seen, counts.find((one) => one.cohort_key === cohort.key && one.seen_key === seen.key))));
  const left = context.snapshots.length - whole.length;
  return {
    ...shared, measurable: true, reading: variant.reading, parameters: {}, rows,
    statistics: [...lossStatistics(rows), recordsStatistic(whole)],
    notes: [
      'A package that is not listed may be deleted, made private, disabled or renamed: the lists do not say which.',
      'Cohorts mix packages of all ages, so the shares are no life table of new packages.',
      ...(left === 0 ? [] : [`${left} snapshots that are not of the whole registry are left out.`]),
    ],
  };
}

function rowOf(cohort: SnapshotReference, seen: SnapshotReference, counted: PairCount | undefined): SurvivalRow {
  const numerator = counted?.kept ?? 0;
  const denominator = counted?.listed ?? 0;
  const share = valueOrNull(proportion(numerator, denominator));
  const months = monthsBetween(cohort.takenAt, seen.takenAt);
  return {
    cohortAt: cohort.takenAt, seenAt: seen.takenAt, cohortKey: cohort.key, seenKey: seen.key, months, listedLater: counted?.listed_later ?? 0,
    numerator, denominator, share: share?.share ?? null, low: share?.interval.low ?? null, high: share?.interval.high ?? null,
    monthlyLoss: share === null || months <= 0 ? null : 1 - share.share ** (1 / months),
  };
}

/** Of each snapshot and the next: the share that is still listed. */
function lossStatistics(rows: readonly SurvivalRow[]): Statistic[] {
  const steps = rows.filter((row, index) => rows.findIndex((one) => one.cohortKey === row.cohortKey) === index);
  return steps.flatMap((row): Statistic[] => {
    const step = `${row.cohortAt.slice(0, 10)} to ${row.seenAt.slice(0, 10)}`;
    const n = row.denominator;
    if (row.share === null || row.low === null || row.high === null) return [{ name: `survival:${step}`, value: null, n, why: 'the earlier snapshot lists nothing' }];
    return [{ name: `survival:${step}`, value: row.share, low: row.low, high: row.high, level: 0.95, n }, { name: `monthlyLoss:${step}`, value: row.monthlyLoss, n, ...(row.monthlyLoss === null ? { why: 'no time lies between' } : {}) }];
  });
}

/** Rate per month at which the number of records grows: slope of its logarithm over time, with the t interval of so few points. */
function recordsStatistic(whole: readonly SnapshotReference[]): Statistic {
  const first = whole[0]?.takenAt ?? '';
  const months = Float64Array.from(whole, (one) => monthsBetween(first, one.takenAt));
  const line = leastSquaresLine(months, Float64Array.from(whole, (one) => Math.log(Math.max(1, one.records))));
  return of(line, 'recordsGrowthRate', whole.length, (fit) => ({ value: fit.slope, low: fit.slopeInterval.low, high: fit.slopeInterval.high, level: fit.slopeInterval.level }));
}
