import type { DuckDBConnection } from '@duckdb/node-api';
import { fieldNames, type Field } from '../core/field.js';
import type { SnapshotReference } from '../core/measurement.js';
import type { Metric, MetricContext, MetricParameters } from '../core/metric.js';
import { createItemsShown, isLookedAt } from '../store/items-shown.js';
import { createDetails, createEdges, createRecords, showRecords, type StoredSnapshot } from '../store/records.js';
import { selectRows } from '../store/rows.js';

/**
 * What is laid out in the connection: metrics that look at the same snapshots share it, because laying out is most of what a
 * metric costs. It holds as long as nothing else makes these relations.
 */
export interface Layout {
  keys: readonly number[];
  fields: readonly Field[];
  edges: boolean;
}

/** A layout in which nothing is laid out yet. */
export function emptyLayout(): Layout {
  return { keys: [], fields: [], edges: false };
}

/** The fields that all of some snapshots state or let us derive. */
export function coveredBy(chosen: readonly StoredSnapshot[]): ReadonlySet<Field> {
  return new Set(fieldNames.filter((field) => chosen.length > 0 && chosen.every((one) => one.covered.includes(field))));
}

/** Whether the snapshots state all that a metric needs of their lists. */
export function canMeasure(metric: Metric<unknown>, chosen: readonly StoredSnapshot[]): boolean {
  const covered = coveredBy(chosen);
  return chosen.length > 0 && metric.needs.every((field) => covered.has(field));
}

/** The fields of a metric that are to be laid out for these snapshots. */
export function fieldsOf(metric: Metric<unknown>, chosen: readonly StoredSnapshot[]): Field[] {
  const covered = coveredBy(chosen);
  const ranks: Field[] = metric.over === 'several snapshots' ? ['downloads', 'rank'] : [];
  const stated = new Set(chosen.flatMap((one) => one.covered));
  const wanted = [...new Set<Field>([...metric.needs, ...metric.uses])].filter((field) => covered.has(field));
  return [...new Set([...wanted, ...ranks.filter((field) => stated.has(field))])];
}

/** Lays out the records of some snapshots with these fields, and their edges where parents are among them; nothing where they are already. */
export async function layOut(connection: DuckDBConnection, layout: Layout, keys: readonly number[], wanted: readonly Field[]): Promise<void> {
  const same = keys.length > 0 && layout.keys.join() === keys.join();
  if (!same || wanted.some((field) => !layout.fields.includes(field))) {
    const fields = [...new Set([...(same ? layout.fields : []), ...wanted])];
    // What breaks off half-way must not be taken for laid out.
    Object.assign(layout, emptyLayout());
    await createRecords(connection, keys, fields);
    Object.assign(layout, { keys, fields });
  }
  if (wanted.includes('base_models') && !layout.edges) {
    await showRecords(connection, ['base_models']);
    await createEdges(connection);
    layout.edges = true;
  }
}

/** What a metric works with on these snapshots, oldest first. */
export async function prepareContext(
  connection: DuckDBConnection,
  metric: Metric<unknown>,
  chosen: readonly StoredSnapshot[],
  parameters: MetricParameters,
  layout: Layout = emptyLayout(),
): Promise<MetricContext> {
  const covered = coveredBy(chosen);
  const keys = chosen.map((one) => one.key);
  // What cannot be measured needs no relations laid out: on a whole registry that would take seconds.
  const able = canMeasure(metric, chosen) && (await isLookedAt(connection, metric.aspects ?? []));
  if (able) {
    await layOut(connection, layout, keys, fieldsOf(metric, chosen));
    await showRecords(connection, fieldsOf(metric, chosen));
  }
  const lookedAt = await createItemsShown(connection, able ? keys : [], metric.aspects ?? []);
  // Its condition speaks of fields that the metric needs.
  if (able && metric.details !== undefined) {
    await createDetails(connection, keys, metric.details.fields.filter((field) => covered.has(field)), metric.details.where);
  }
  return {
    snapshots: chosen.map(referenceOf),
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

/** What is published of a snapshot with each number. */
export function referenceOf({ key, registry, kind, series, title, takenAt, complete, incompleteWhy, simulated, records }: StoredSnapshot): SnapshotReference {
  return { key, registry, kind, series, title, takenAt, complete, incompleteWhy, simulated, records };
}
