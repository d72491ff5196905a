import { readFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { measure, type MeasureRequest } from '../app/measure.js';
import { fieldNames, fields, type Field, type Standing } from '../core/field.js';
import type { Measured, Measurement, NotMeasurable } from '../core/measurement.js';
import type { Kind } from '../core/registry.js';
import { findRegistry } from '../registries/index.js';
import { mergeSnapshot } from '../store/merge-snapshot.js';
import { openEmptyStore } from '../store/worlds.test-data.js';

/** A declared parent: its name as written, and the relation where the tag states one. */
export type InventedParent = string | readonly [base: string, relation: string];

/** One package of an invented snapshot; a field that is left out is null, which is not the same as not covered. */
export interface InventedRecord {
  readonly id?: string;
  readonly name: string;
  readonly base_models?: readonly InventedParent[];
  readonly [field: string]: string | number | boolean | null | undefined | readonly string[] | readonly InventedParent[];
}

/** One invented snapshot. */
export interface InventedSnapshot {
  /** Day on which it was taken. */
  readonly on: string;
  /** Fields beside the name that it states. */
  readonly covers: readonly Field[];
  readonly records: readonly InventedRecord[];
  readonly registry?: 'huggingface' | 'npm' | 'pypi';
  readonly kind?: Kind;
  readonly series?: string;
  readonly incompleteWhy?: string;
  readonly simulated?: string;
}

/** An empty store in memory, for one test. */
export const openInventedStore = openEmptyStore;

/** Merges an invented snapshot by the way all snapshots take, and gives its key. */
export async function addSnapshot(connection: DuckDBConnection, snapshot: InventedSnapshot): Promise<number> {
  const { on, covers, records, kind = 'model', incompleteWhy = null, simulated = null } = snapshot;
  const registry = findRegistry(snapshot.registry ?? 'huggingface');
  const series = snapshot.series ?? `${registry.slug}-all`;
  const columns: readonly Field[] = ['name', ...covers];
  await connection.run(`create or replace temp table staged (registry_id varchar, ${columns.map((field) => `${field} ${fields[field].type}`).join(', ')})`);
  if (records.length > 0) {
    const rows = records.map((one) => `(${[one.id, ...columns.map((field) => one[field])].map(literal).join(', ')})`);
    await connection.run(`insert into staged values ${rows.join(', ')}`);
  }
  const standings = Object.fromEntries(
    fieldNames.map((field): [Field, Standing] => [
      field, columns.includes(field) ? { standing: 'stated', where: 'the test' } : { standing: 'not collected', why: 'the test leaves it out' },
    ]),
  ) as Record<Field, Standing>;
  const outcome = await mergeSnapshot(connection, {
    description: {
      registry: registry.slug, registryTitle: registry.title, kind, series, title: `List ${series}`, takenAt: `${on}T00:00:00.000Z`,
      scope: 'list', incompleteWhy, simulated, popularity: covers.includes('downloads') ? 'downloads' : covers.includes('rank') ? 'rank' : null,
      rankBy: covers.includes('rank') ? 'downloads' : null, contentSha256: `${series} ${on}`, origin: 'test', rule: 'test@1', standings,
    },
    setAside: [], derived: [], recordedAt: '2026-01-01T00:00:00Z',
    aliasesSql: registry.aliasesSql === null ? null : readFileSync(registry.aliasesSql, 'utf8'),
  });
  return outcome.snapshotKey;
}

function literal(value: InventedRecord[string]): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return `[${value.map((one) => (typeof one === 'string' ? literal(one) : parent(one))).join(', ')}]`;
}

function parent([base, relation]: readonly [string, string]): string {
  return `{'base': ${literal(base)}, 'relation': ${literal(relation)}}`;
}

/** Parents as the store holds them, where the relation is not what a test is about. */
export function parentsOf(...names: readonly string[]): readonly InventedParent[] {
  return names.map((name) => [name, 'unknown'] as const);
}

/** One variant of a metric that can be measured; fails where it cannot. */
export async function measureVariant<Row>(request: MeasureRequest & { readonly variant: string }): Promise<Measured<Row>> {
  const [measurement] = (await measure(request)) as Measurement<Row>[];
  if (measurement?.measurable !== true) throw new Error(`not measurable: ${measurement?.why ?? 'no such variant'}`);
  return measurement;
}

/** The reasons why none of the variants can be measured; fails where one can. */
export async function measureNothing(request: MeasureRequest): Promise<NotMeasurable[]> {
  return (await measure(request)).map((one) => {
    if (one.measurable) throw new Error(`measurable: ${one.variant}`);
    return one;
  });
}
