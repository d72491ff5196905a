import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { fieldNames, fields, type Field, type Standing } from '../core/field.js';
import type { SnapshotDescription, SnapshotScope } from '../core/snapshot.js';
import { createSchema } from './create-schema.js';
import { historyTable } from './history-tables.js';
import type { ImageRule } from './latest-image.js';
import { mergeSnapshot } from './merge-snapshot.js';
import { selectRows } from './rows.js';

/** The fields that the small worlds have: a text, a number and a list, which the engine types differently. */
export const worldFields = ['task', 'downloads', 'tags'] as const satisfies readonly Field[];
export type WorldField = (typeof worldFields)[number];

/** One package of one small snapshot. A field that the snapshot does not cover is left out. */
export interface WorldRecord {
  readonly id: string | null;
  readonly name: string;
  readonly task?: string | null;
  readonly downloads?: number | null;
  readonly tags?: readonly string[] | null;
}

/** One small snapshot, as a test writes it down. */
export interface WorldSnapshot {
  readonly series: string;
  /** list where it is not given. */
  readonly scope?: SnapshotScope;
  /** Day of January 2024 on which it was taken. */
  readonly day: number;
  readonly covers: readonly WorldField[];
  readonly records: readonly WorldRecord[];
}

/** An empty store in memory. */
export async function openEmptyStore(): Promise<{ connection: DuckDBConnection; close(): void }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await createSchema(connection);
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Empties a store: cheaper than to make its tables anew for every order of import. */
export async function emptyStore(connection: DuckDBConnection): Promise<void> {
  const histories = (['name', ...worldFields] as const).map(historyTable);
  for (const table of ['registry', 'package', 'snapshot', 'snapshot_field', 'set_aside', 'listing', 'alias', 'absence', 'look', 'look_part', 'item', 'latest', ...histories]) {
    await connection.run(`delete from ${table}`);
  }
}

/** What a small snapshot says of itself. */
export function describeWorld({ series, scope = 'list', day, covers }: WorldSnapshot, content = `${series}-${day}`): SnapshotDescription {
  const standings = Object.fromEntries(
    fieldNames.map((field): [Field, Standing] => [
      field,
      field === 'name' || covers.some((one) => one === field)
        ? { standing: 'stated', where: 'the test' }
        : { standing: 'not collected', why: 'the test leaves it out' },
    ]),
  ) as Record<Field, Standing>;
  return {
    registry: 'huggingface', registryTitle: 'Hugging Face Hub', kind: 'model', series, title: series,
    takenAt: instantOf(day), scope, incompleteWhy: null, simulated: null, popularity: null, rankBy: null,
    contentSha256: content, origin: 'test', rule: 'test@1', standings,
  };
}

/** Midnight of a day of January 2024, ISO 8601 UTC. */
export function instantOf(day: number): string {
  return `2024-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;
}

/** Lays the records of a small snapshot down as the temporary table `staged`. */
export async function stageWorld(connection: DuckDBConnection, { covers, records }: WorldSnapshot): Promise<void> {
  const columns = ['registry_id', 'name', ...covers] as const;
  const types = columns.map((column) => `${column} ${column === 'registry_id' ? 'varchar' : fields[column].type}`);
  await connection.run(`create or replace temp table staged (${types.join(', ')})`);
  if (records.length === 0) return;
  const rows = records.map((one) => `(${columns.map((column) => literal(column === 'registry_id' ? one.id : one[column])).join(', ')})`);
  await connection.run(`insert into staged values ${rows.join(', ')}`);
}

/** Keeps images of lists of any size, and uses them however much differs. */
export const anyImage: ImageRule = { from: 0, largestShare: 1 };

/** Stages a small snapshot and merges it; with `anyImage` in the way of large lists. */
export async function mergeWorld(connection: DuckDBConnection, snapshot: WorldSnapshot, content?: string, image?: ImageRule) {
  await stageWorld(connection, snapshot);
  return mergeSnapshot(connection, {
    description: describeWorld(snapshot, content),
    setAside: [], derived: [], recordedAt: '2026-01-01T00:00:00Z', aliasesSql: null,
    ...(image === undefined ? {} : { image }),
  });
}

function literal(value: string | number | readonly string[] | null | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : `[${value.map(literal).join(', ')}]::varchar[]`;
}

/** All rows of every table of the store, in a stable order: two dumps are equal when nothing has changed. */
export async function dumpStore(connection: DuckDBConnection): Promise<Record<string, unknown[]>> {
  const tables = await selectRows<{ name: string }>(
    connection,
    'select table_name as name from duckdb_tables() where not temporary order by table_name',
  );
  const dump: Record<string, unknown[]> = {};
  for (const { name } of tables) dump[name] = await selectRows(connection, `select * from ${name} order by all`);
  return dump;
}
