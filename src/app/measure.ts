import type { DuckDBConnection } from '@duckdb/node-api';
import { UsageError } from '../core/errors.js';
import { fieldNames, type Field } from '../core/field.js';
import type { Measurement } from '../core/measurement.js';
import type { Metric, MetricContext, MetricParameters } from '../core/metric.js';
import { findMetric, metrics } from '../metrics/index.js';
import { createItemsShown, isLookedAt } from '../store/items-shown.js';
import { createDetails, createEdges, createRecords, listSnapshots, type StoredSnapshot } from '../store/records.js';
import { selectRows } from '../store/rows.js';

export interface MeasureRequest extends MetricParameters {
  readonly connection: DuckDBConnection;
  /** Slug of the metric. */
  readonly metric: string;
  /**
   * Keys of the snapshots. By default the newest that the metric can be measured on; for a metric over several, those
   * that list a whole registry, or where there are not two, the list with most snapshots.
   */
  readonly snapshots?: readonly number[];
  readonly registry?: string;
  readonly kind?: string;
  /** Only this variant. */
  readonly variant?: string;
}

/** What the program can measure, for help and documentation. */
export function listMetrics(): { slug: string; title: string; question: string; needs: readonly string[]; variants: readonly string[] }[] {
  return metrics.map(({ slug, title, question, needs, variants }) => ({ slug, title, question, needs, variants }));
}

/**
 * Measures one metric on snapshots of the store. Errors: UsageError for an unknown metric, variant or snapshot, for
 * snapshots of several registries or of real and simulated ones, and for several where the metric looks at one.
 */
export async function measure(request: MeasureRequest): Promise<Measurement<unknown>[]> {
  const metric: Metric<unknown> = findMetric(request.metric);
  if (request.variant !== undefined && !metric.variants.includes(request.variant)) {
    throw new UsageError(`${metric.slug}: unknown variant (${request.variant}); expected one of: ${metric.variants.join(', ')}`);
  }
  const chosen = chooseSnapshots(await listSnapshots(request.connection), metric, request);
  const context = await prepare(request.connection, metric, chosen, request);
  const measurements = await metric.measure(context);
  return request.variant === undefined ? measurements : measurements.filter((one) => one.variant === request.variant);
}

/** The snapshots a metric is measured on, oldest first. */
function chooseSnapshots(all: readonly StoredSnapshot[], metric: Metric<unknown>, request: MeasureRequest): StoredSnapshot[] {
  if (request.snapshots !== undefined) {
    const chosen = [...new Set(request.snapshots)].map((key) => {
      const found = all.find((one) => one.key === key);
      if (found === undefined) throw new UsageError(`snapshot: unknown (${key}); expected one of: ${all.map((one) => one.key).join(', ') || 'none, the store is empty'}`);
      return found;
    });
    const places = new Set(chosen.map((one) => `${one.registry} ${one.kind}`));
    if (places.size > 1) throw new UsageError(`snapshot: of several registries (${[...places].join(', ')}); expected snapshots of one registry and kind`);
    const worlds = new Set(chosen.map((one) => one.simulated));
    if (worlds.size > 1) throw new UsageError(`snapshot: of several worlds (${[...worlds].map((one) => (one === null ? 'real' : `simulated with seed ${one}`)).join(', ')}); expected one`);
    if (metric.over === 'one snapshot' && chosen.length > 1) {
      throw new UsageError(`${metric.slug}: several snapshots (${chosen.map((one) => one.key).join(', ')}); expected one, it does not compare them`);
    }
    return chosen.sort((a, b) => a.takenAt.localeCompare(b.takenAt) || a.series.localeCompare(b.series));
  }
  const kind = request.kind ?? metric.kind;
  const scoped = all.filter((one) => (request.registry === undefined || one.registry === request.registry) && (kind === undefined || one.kind === kind));
  // A metric that needs no field in particular still has to find one that it can speak of.
  const anyOf = metric.needs.length === 0 ? (metric.details?.fields ?? []) : [];
  const able = scoped.filter(
    ({ covered }) => metric.needs.every((field) => covered.includes(field)) && (anyOf.length === 0 || anyOf.some((field) => covered.includes(field))),
  );
  if (metric.over === 'one snapshot') {
    const newest = [...able].sort((a, b) => b.takenAt.localeCompare(a.takenAt));
    return [newest.find((one) => one.complete) ?? newest[0] ?? scoped.at(-1)].filter((one) => one !== undefined);
  }
  const ranked = able.filter((one) => one.popularity !== null);
  const first = ranked[0];
  if (first === undefined) return scoped.filter((one) => one.registry === scoped[0]?.registry && one.kind === scoped[0].kind);
  const alike = ranked.filter(
    (one) => one.registry === first.registry && one.kind === first.kind && one.rankBy === first.rankBy && one.simulated === first.simulated,
  );
  const whole = alike.filter((one) => one.complete);
  if (whole.length >= 2) return whole;
  // Lists that leave out different packages would show turnover where there is none.
  const sizes = alike.map((one) => alike.filter((other) => other.series === one.series).length);
  const longest = alike[sizes.indexOf(Math.max(...sizes))];
  return alike.filter((one) => one.series === longest?.series);
}

/** Lays out the relations that the metric reads, with the fields it needs or uses and the snapshots can state. */
async function prepare(
  connection: DuckDBConnection,
  metric: Metric<unknown>,
  chosen: readonly StoredSnapshot[],
  parameters: MetricParameters,
): Promise<MetricContext> {
  const covered = new Set<Field>(fieldNames.filter((field) => chosen.length > 0 && chosen.every((one) => one.covered.includes(field))));
  const ranks: Field[] = metric.over === 'several snapshots' ? ['downloads', 'rank'] : [];
  const stated = new Set(chosen.flatMap((one) => one.covered));
  const wanted = [...new Set<Field>([...metric.needs, ...metric.uses])].filter((field) => covered.has(field));
  // What cannot be measured needs no relations laid out: on a whole registry that would take seconds.
  const able = metric.needs.every((field) => covered.has(field)) && (await isLookedAt(connection, metric.aspects ?? []));
  const laidOut = able ? chosen.map((one) => one.key) : [];
  await createRecords(connection, laidOut, [...wanted, ...ranks.filter((field) => stated.has(field))]);
  if (wanted.includes('base_models')) await createEdges(connection);
  const lookedAt = await createItemsShown(connection, laidOut, metric.aspects ?? []);
  // Its condition speaks of fields that the metric needs.
  if (metric.details !== undefined && metric.needs.every((field) => covered.has(field))) {
    const details = metric.details.fields.filter((field) => covered.has(field));
    await createDetails(connection, laidOut, details, metric.details.where);
  }
  return {
    snapshots: chosen.map(({ key, registry, kind, series, title, takenAt, complete, incompleteWhy, simulated, records }) => ({
      key, registry, kind, series, title, takenAt, complete, incompleteWhy, simulated, records,
    })),
    covered,
    lookedAt,
    popularity: new Map(chosen.flatMap((one) => (one.popularity === null ? [] : [[one.key, one.popularity] as const]))),
    parameters: {
      ...(parameters.k === undefined ? {} : { k: parameters.k }),
      ...(parameters.share === undefined ? {} : { share: parameters.share }),
    },
    select: (sql, values) => selectRows(connection, sql, values),
  };
}
