import type { DuckDBConnection } from '@duckdb/node-api';
import { fields, isField, type Field } from '../core/field.js';
import type { SnapshotReference } from '../core/measurement.js';
import type { SnapshotScope } from '../core/snapshot.js';
import { newestValues, type NewestFrom } from './field-values.js';
import { listedIn } from './merge-listing.js';
import { selectRows } from './rows.js';

/** A snapshot as metrics choose it, with what it can say. */
export interface StoredSnapshot extends SnapshotReference {
  /** packages: answers about single packages, which are no list and say nothing of others. */
  readonly scope: SnapshotScope;
  readonly popularity: 'downloads' | 'rank' | null;
  readonly rankBy: string | null;
  readonly setAside: number;
  readonly origin: string;
  readonly recordedAt: string;
  /** Fields that it states or lets us derive. */
  readonly covered: readonly Field[];
}

/** All snapshots of the store, by registry, kind and time. */
export async function listSnapshots(connection: DuckDBConnection): Promise<StoredSnapshot[]> {
  const rows = await selectRows<Omit<StoredSnapshot, 'covered'> & { covered: string[] | null }>(
    connection,
    `select
       snapshot_key as key, registry.slug as registry, kind, series, scope, snapshot.title, taken_at as "takenAt", complete,
       incomplete_why as "incompleteWhy", simulated, n_records as records, popularity, rank_by as "rankBy",
       n_set_aside as "setAside", origin, recorded_at as "recordedAt",
       (select list(field order by field) from snapshot_field where snapshot_field.snapshot_key = snapshot.snapshot_key
          and standing in ('stated', 'derived')) as covered
     from snapshot
     join registry using (registry_key)
     order by registry.slug, kind, taken_at, series`,
  );
  return rows.map((row) => ({ ...row, covered: (row.covered ?? []).filter(isField) }));
}

/**
 * Lays out `record` of the chosen snapshots, a temporary view that `showRecords` narrows: one row per package that the snapshot lists, with the
 * values it showed. A field that a snapshot does not cover is null there: a value carried over from an older snapshot is
 * not what this one says. Names are in the view `record_name(snapshot_key, package_key, name)` beside it: most
 * questions need a few of them, and laying out all would be the dearest column.
 */
export async function createRecords(connection: DuckDBConnection, snapshotKeys: readonly number[], wanted: readonly Field[]): Promise<void> {
  await connection.run(`
    create or replace temp table record_laid_out (snapshot_key integer, package_key integer, identity_key integer ${columnsOf(wanted)})`);
  await showRecords(connection, wanted);
  const names: string[] = [];
  for (const key of snapshotKeys) {
    const covering = await coveringSnapshots(connection, key);
    const { values, joins } = valuesAt(covering, key, wanted);
    if (!wanted.includes('name')) names.push(`select ${key} as snapshot_key, package_key, value as name from (${newestValues('name', newestFrom(key, covering.get('name') ?? [key]))})`);
    await connection.run(`
      insert into record_laid_out
      select ${key}, listed.package_key, coalesce(alias.package_key, listed.package_key) ${values}
      from ${await listedPackages(connection, key)} as listed
      left join (select former_package_key, package_key from alias where former_package_key is not null) as alias
        on alias.former_package_key = listed.package_key
      ${joins}`);
  }
  if (wanted.includes('name')) await connection.run('create or replace temp view record_name as select snapshot_key, package_key, name from record_laid_out');
  else await createNames(connection, names);
}

/**
 * Shows of what is laid out these fields only. What a question is asked of must not depend on what was laid out for others: a column that it
 * joins from elsewhere would be there twice.
 */
export async function showRecords(connection: DuckDBConnection, fields: readonly Field[]): Promise<void> {
  await connection.run(`create or replace temp view record as select ${['snapshot_key', 'package_key', 'identity_key', ...fields].join(', ')} from record_laid_out`);
}

/** Up to here names are laid out: a view over many snapshots would be planned anew, with all of them, for each question. */
const fewRecords = 250_000;

async function createNames(connection: DuckDBConnection, names: readonly string[]): Promise<void> {
  const [{ n } = { n: 0 }] = await selectRows<{ n: number }>(connection, 'select count(*) as n from record');
  if (n > fewRecords) {
    await connection.run(`create or replace temp view record_name as ${names.join(' union all ')}`);
    return;
  }
  await connection.run('create or replace temp table name_laid_out (snapshot_key integer, package_key integer, name varchar)');
  for (const one of names) await connection.run(`insert into name_laid_out ${one}`);
  await connection.run('create or replace temp view record_name as select * from name_laid_out');
}

/** SQL of the packages a snapshot lists; simpler where it stands alone: the first list of its series, which most are, or answers about single packages. */
async function listedPackages(connection: DuckDBConnection, snapshotKey: number): Promise<string> {
  const [earlier] = await selectRows<{ n: number }>(
    connection,
    `select count(*) as n
     from snapshot as this
     join snapshot as other using (registry_key, kind, series)
     where this.snapshot_key = $key and other.taken_at < this.taken_at and this.scope = 'list' and other.scope = 'list'`,
    { key: snapshotKey },
  );
  return earlier?.n === 0 ? `(select package_key from listing where snapshot_key = ${snapshotKey} and listed)` : listedIn(snapshotKey);
}

/** Makes the temporary table `record_detail`: more fields of those packages of `record` that meet a condition. */
export async function createDetails(
  connection: DuckDBConnection,
  snapshotKeys: readonly number[],
  wanted: readonly Field[],
  where: string,
): Promise<void> {
  await connection.run(`create or replace temp table record_detail (snapshot_key integer, package_key integer ${columnsOf(wanted)})`);
  for (const key of snapshotKeys) {
    await connection.run(
      `create or replace temp table detailed as select package_key from record where snapshot_key = ${key} and (${where})`,
    );
    // The histories are cut down first: else each join would hold the whole of one in memory.
    const { values, joins } = valuesAt(await coveringSnapshots(connection, key), key, wanted, 'detailed');
    await connection.run(`
      insert into record_detail
      select ${key}, listed.package_key ${values}
      from detailed as listed
      ${joins}`);
  }
}

function columnsOf(wanted: readonly Field[]): string {
  return wanted.map((field) => `, ${field} ${fields[field].type}`).join('');
}

/** SQL of the values of some fields as one snapshot shows them, for a relation `listed`. */
function valuesAt(
  covering: ReadonlyMap<Field, number[]>,
  snapshotKey: number,
  wanted: readonly Field[],
  among?: string,
): { values: string; joins: string } {
  return {
    values: wanted.map((field) => (covering.has(field) ? `, ${field}_value.value` : ', null')).join(''),
    joins: wanted
      .filter((field) => covering.has(field))
      .map((field) => `left join (${newestValues(field, newestFrom(snapshotKey, covering.get(field) ?? [], among))}) as ${field}_value on ${field}_value.package_key = listed.package_key`)
      .join('\n'),
  };
}

/** All snapshots up to and including one; the covering ones tell when there is only one to look at. */
function newestFrom(snapshotKey: number, covering: readonly number[], among?: string): NewestFrom {
  return {
    moments: `(
      select other.snapshot_key, other.position
      from timeline as this
      join timeline as other using (registry_key, kind)
      where this.snapshot_key = ${snapshotKey} and other.position <= this.position
    )`,
    only: covering.length === 1 ? covering[0] : undefined,
    among,
  };
}

/** For each field that a snapshot covers, itself and the earlier snapshots that can say something about it. */
async function coveringSnapshots(connection: DuckDBConnection, snapshotKey: number): Promise<Map<Field, number[]>> {
  const rows = await selectRows<{ field: string; keys: number[] }>(
    connection,
    `select field, list(other.snapshot_key) as keys
     from timeline as this
     join timeline as other using (registry_key, kind)
     join snapshot_field on snapshot_field.snapshot_key = other.snapshot_key
     where this.snapshot_key = $key and other.position <= this.position and standing in ('stated', 'derived')
     group by field
     having bool_or(other.snapshot_key = $key)`,
    { key: snapshotKey },
  );
  return new Map(rows.flatMap((row): [Field, number[]][] => (isField(row.field) ? [[row.field, row.keys]] : [])));
}

/**
 * Makes the temporary table `edge` from the base_models of `record`: one row per child and declared parent.
 * `resolved_by` tells how the parent was found among the packages that the snapshot lists: `name` its name of that
 * snapshot, `former name` a name it bore before; null where it was not found. A package that declares itself is left in,
 * with base_key equal to child_key.
 */
export async function createEdges(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace temp table edge as
    with
    declared as (
      select distinct snapshot_key, package_key as child_key, parent.base as base, parent.relation as relation
      from (select snapshot_key, package_key, unnest(base_models) as parent from record where base_models is not null)
    ),
    current_name as (
      select record.snapshot_key, record_name.name as base, min(record.package_key) as base_key
      from record_name
      semi join declared on declared.snapshot_key = record_name.snapshot_key and declared.base = record_name.name
      join record on record.snapshot_key = record_name.snapshot_key and record.package_key = record_name.package_key
      group by all
    ),
    former_name as (
      select record.snapshot_key, former.base, arg_max(record.package_key, (former.position, record.package_key)) as base_key
      from (
        select value as base, package_key, position
        from history_name
        semi join declared on declared.base = history_name.value
        join timeline using (snapshot_key)
        union
        -- An alias is told without a date; names of before the first identifiers are older than any snapshot with them.
        select name, package_key, 0 from alias semi join declared on declared.base = alias.name
      ) as former
      join record on record.package_key = former.package_key
      join timeline as here on here.snapshot_key = record.snapshot_key
      -- A name that the package took later is not one it bore before.
      where former.position < here.position
      group by all
    )
    select
      declared.snapshot_key,
      declared.child_key,
      declared.base,
      coalesce(current_name.base_key, former_name.base_key) as base_key,
      case when current_name.base_key is not null then 'name' when former_name.base_key is not null then 'former name' end as resolved_by,
      declared.relation
    from declared
    left join current_name using (snapshot_key, base)
    left join former_name using (snapshot_key, base)`);
}
