import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from '../../src/app/measure.js';
import { makePracticeStore } from '../../src/app/practice-store.js';
import { withReader } from '../../src/app/with-store.js';
import type { Metric } from '../../src/core/metric.js';
import { metrics } from '../../src/metrics/index.js';
import { code, codes, page, prose, table, type Page } from './markdown.js';

/** Names of statistics that are listed one by one. */
const mostNames = 40;

/** What each variant of each metric says it does, by rule. */
type Readings = ReadonlyMap<string, { readonly rule: string; readonly reading: string; readonly statistics: readonly string[] }>;

/** The page of all metrics: the question, what it needs, and each variant's reading as the metric itself states it. */
export async function renderMetrics(): Promise<Page> {
  const readings = await collectReadings();
  return page('metrics.md', 'Metrics', [
    'A metric is one question with its rule: a query over the records of the chosen snapshots, and the statistics on top. The variant `paper` follows the study step by step; the others say what they ' +
      'correct ([why both](decisions/0008-paper-and-corrected-variants.md)). Where a snapshot does not tell a field that is needed, the metric is *not measurable*, never 0.',
    table(
      ['Metric', 'Question', 'Figure'],
      metrics.map((one) => [`[${prose(one.title)}](#${one.slug})`, prose(one.question), figureOf(one)]),
    ),
    'Run one with `hubscope measure <metric>`; run several on named snapshots with `hubscope study run <file> --out <folder>`.',
    ...metrics.flatMap((one) => describeMetric(one, readings)),
  ]);
}

function figureOf(metric: Metric<unknown>): string {
  if (metric.figure === null) return 'none';
  return metric.figure.startsWith('figure-') ? `Figure ${metric.figure.replace('figure-', '')} of the study` : 'its own';
}

function describeMetric(metric: Metric<unknown>, readings: Readings): string[] {
  const { details } = metric;
  return [
    `## ${metric.slug}`,
    `**${prose(metric.question)}**`,
    [
      `- **Figure:** ${figureOf(metric)}`,
      `- **Over:** ${metric.over}${metric.kind === undefined ? '' : `, of kind ${metric.kind}`}`,
      `- **Needs:** ${metric.over === 'several snapshots' && metric.needs.length === 0 ? 'downloads or a rank in each snapshot' : codes(metric.needs, 'nothing but the listing')}`,
      `- **Uses where there:** ${codes(metric.uses, 'nothing more')}`,
      ...(details === undefined ? [] : [`- **For packages where ${code(details.where)}, where there:** ${codes(details.fields, '')}`]),
      `- **Query:** [${metric.slug}.sql](../src/metrics/${metric.slug}.sql); **statistics:** [${metric.slug}.ts](../src/metrics/${metric.slug}.ts)`,
    ].join('\n'),
    table(
      ['Variant', 'Rule', 'Reading'],
      metric.variants.map((variant) => {
        const found = readings.get(`${metric.slug} ${variant}`);
        if (found === undefined) throw new Error(`docs: no measurement (${metric.slug}, ${variant}); expected one from the practice store`);
        return [code(variant), code(found.rule), prose(found.reading)];
      }),
    ),
    ...describeStatistics(metric, readings),
  ];
}

function describeStatistics(metric: Metric<unknown>, readings: Readings): string[] {
  const rows = metric.variants.flatMap((variant) => {
    const names = readings.get(`${metric.slug} ${variant}`)?.statistics ?? [];
    return names.length === 0 ? [] : [`- ${code(variant)}: ${codes(shorten(names), '')}`];
  });
  return rows.length === 0 ? [] : [['Statistics beside the rows:', '', ...rows].join('\n')];
}

/** Names of statistics; of long lists only what stands before the colon, once. */
function shorten(names: readonly string[]): readonly string[] {
  if (names.length <= mostNames) return names;
  return [...new Set(names.map((name) => (name.includes(':') ? `${name.split(':')[0] ?? ''}:…` : name)))];
}

/**
 * A metric states its reading with a result, so each is measured on a small simulated registry; no number is kept. Where that cannot be,
 * because the registry has no such packages, the metric declares its readings.
 */
async function collectReadings(): Promise<Readings> {
  const folder = mkdtempSync(join(tmpdir(), 'hubscope-docs-'));
  try {
    const store = await makePracticeStore({ seed: 1, models: 200, cards_above_downloads: 50, folder, progress: { step: () => undefined } });
    return await withReader(store, undefined, async (connection) => {
      const readings = new Map<string, { rule: string; reading: string; statistics: string[] }>();
      for (const metric of metrics as readonly Metric<unknown>[]) {
        for (const one of await measure({ connection, metric: metric.slug, k: 10 })) {
          if (!one.measurable) {
            const reading = metric.readings?.[one.variant];
            if (reading === undefined) throw new Error(`docs: not measurable on the practice store (${metric.slug}): ${one.why}; expected a declared reading`);
            readings.set(`${metric.slug} ${one.variant}`, { rule: one.rule, reading, statistics: [] });
            continue;
          }
          readings.set(`${metric.slug} ${one.variant}`, { rule: one.rule, reading: one.reading, statistics: [...new Set(one.statistics.map(({ name }) => name))] });
        }
      }
      return readings;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
