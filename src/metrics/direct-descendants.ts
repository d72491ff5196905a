import { readFileSync } from 'node:fs';
import type { DescendantsRow, Measurement, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import { describeEdges } from './library-preservation.js';
import { notMeasurable } from './not-measurable.js';
import { paperStatistics, rankAndCountStatistics } from './descendants-statistics.js';

const sql = readFileSync(new URL('./direct-descendants.sql', import.meta.url), 'utf8');

/** Why the count model describes and does not decide. */
const noteOfCounts = 'Only bases with a descendant are counted: counts begin at 1, which neither the line nor the count models know.';

interface Variant {
  readonly variant: string;
  readonly reading: string;
  /** Which downloads stand on the x axis. */
  readonly x: 'childrenDownloads' | 'downloads';
  readonly resolved: boolean;
}

const variants: readonly Variant[] = [
  { variant: 'paper', reading: 'Bases by the name as written; x is the sum of the children\'s downloads (so x and y are tied by construction); repeated pairs dropped before the line is fitted.', x: 'childrenDownloads', resolved: false },
  { variant: 'own downloads', reading: 'Bases that the snapshot lists, also under former names; x is the base model\'s own downloads; every base counts once.', x: 'downloads', resolved: true },
];

/** Metric 3 of the study: whether models with more downloads have more direct descendants. */
export const directDescendants: Metric<DescendantsRow> = {
  slug: 'direct-descendants',
  title: 'Direct descendants against popularity',
  question: 'Do models with more downloads have more direct descendants?',
  figure: 'figure-7',
  needs: ['base_models', 'downloads'],
  uses: [],
  over: 'one snapshot',
  variants: variants.map((one) => one.variant),
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<DescendantsRow>[]> {
  const blocked = notMeasurable(directDescendants, context, directDescendants.variants);
  if (blocked !== null) return blocked;
  const edges = await describeEdges(context);
  const measurements: Measurement<DescendantsRow>[] = [];
  for (const variant of variants) {
    const rows = await readRows(context, variant.resolved);
    measurements.push({
      measurable: true,
      metric: directDescendants.slug,
      variant: variant.variant,
      reading: variant.reading,
      rule: `${directDescendants.slug}/${variant.variant}@1`,
      snapshots: context.snapshots,
      parameters: { x: variant.x },
      rows,
      statistics: variant.x === 'childrenDownloads' ? paperStatistics(rows) : [...rankAndCountStatistics(rows), ...(await coverage(context, rows))],
      notes: [edges.note, variant.resolved ? noteOfCounts : 'A parent written in several ways counts as several bases.'],
    });
  }
  return measurements;
}

async function readRows(context: MetricContext, resolved: boolean): Promise<DescendantsRow[]> {
  const text = sql
    .replaceAll('{{base}}', resolved ? 'edge.base_key' : 'edge.base')
    .replaceAll('{{name}}', resolved ? 'record_name.name' : 'counted.base_id')
    // By its written name a base is the one package that bears it, not one that once did.
    .replaceAll('{{own}}', resolved ? 'edge.base_key' : `case when edge.resolved_by = 'name' then edge.base_key end`);
  const rows = await context.select<{ base: string; descendants: number; downloads: number | null; children_downloads: number | null }>(text);
  return rows.map((row) => ({
    base: row.base,
    descendants: row.descendants,
    downloads: row.downloads,
    childrenDownloads: row.children_downloads,
  }));
}

/** How many of the listed models have a descendant at all: the line is drawn through these only. */
async function coverage(context: MetricContext, rows: readonly DescendantsRow[]): Promise<Statistic[]> {
  const [total] = await context.select<{ n: number }>('select count(*) as n from record');
  return [{ name: 'shareOfModelsWithDescendants', value: total === undefined || total.n === 0 ? null : rows.length / total.n, n: total?.n ?? 0 }];
}
