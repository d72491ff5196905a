import type { DuckDBConnection } from '@duckdb/node-api';
import { momentTable, type SnapshotPlace } from './merge-timeline.js';
import { runCounted, selectOne } from './rows.js';

type FactTable = { readonly table: string; readonly key: 'staged_row' | 'fact_row' };

/** What is carried along for each record while its package is looked up: one pass over `staged` for all. */
export interface Carried {
  /** SQL of expressions over `staged`. */
  readonly columns: string;
  /**
   * Where they are compared with the image of a snapshot: the columns of `latest` that are needed, under names of their
   * own, and expressions over them and the columns above.
   */
  readonly compared: { readonly snapshotKey: number; readonly image: string; readonly columns: string } | null;
}

/** Packages that are looked up in one go: some 200 MB of the engine's memory, beside the records themselves. */
const lookedUpAtOnce = 1_300_000;

/** Where the merge finds the packages of the staged records. */
export interface MatchedPackages {
  /** SQL of a relation with `staged_row` (the rowid of the record), `package_key` and what was carried. */
  readonly keys: string;
  /** SQL of a relation with the staged columns and `package_key`. */
  readonly staged: string;
  /** The same for a table of facts beside the records, for those that have a row in it. */
  beside(derived: FactTable): string;
  readonly newPackages: number;
  /** Packages known by name only that got their identifier here. */
  readonly adopted: number;
  /** Whether the registry and kind had no package before: then nothing needs to be compared. */
  readonly first: boolean;
}

/**
 * Finds for every record of the temporary table `staged` (columns registry_id, name, …; one row per package) the
 * package it describes, and makes the missing ones.
 *
 * A record with the registry's own identifier is the package with that identifier, whatever its name. Otherwise the
 * name decides: the package that bore it at that time, or, if no package is known that early, the first to bear it. A
 * package known by name only is adopted by the first record that brings its identifier.
 */
export async function matchPackages(connection: DuckDBConnection, place: SnapshotPlace, carried: Carried | null = null): Promise<MatchedPackages> {
  const scope = { registry_key: place.registryKey, kind: place.kind };
  const { known, unnamed, next, without_id } = await selectOne<{ known: number; unnamed: number; next: number; without_id: number }>(
    connection,
    `select *
     from (
       select
         count(*) filter (registry_key = $registry_key and kind = $kind) as known,
         count(*) filter (registry_key = $registry_key and kind = $kind and registry_id is null) as unnamed,
         coalesce(max(package_key), 0) + 1 as next
       from package
     ),
     (select count(*) - count(registry_id) as without_id from staged)`,
    scope,
  );
  if (known === 0) {
    // Nothing to match: the row's own number becomes the key, without writing the records a second time. Rows that were set
    // aside leave holes in these numbers, which harm nobody.
    const newPackages = await runCounted(
      connection,
      `insert into package select (rowid + ${next})::integer, $registry_key, $kind, registry_id from staged`,
      scope,
    );
    return {
      keys: `(select staged.rowid as staged_row, (staged.rowid + ${next})::integer as package_key ${carried === null ? '' : `, ${carried.columns}`} from staged)`,
      staged: `(select (rowid + ${next})::integer as package_key, * from staged)`,
      beside: (derived) => `(select (staged_row + ${next})::integer as package_key, facts.* from ${rowsOf(derived)})`,
      newPackages,
      adopted: 0,
      first: true,
    };
  }
  await matchByIdentifier(connection, scope, carried, known);
  const { newPackages, adopted } = await matchByName(connection, place, { next, possible: without_id > 0 || unnamed > 0 });
  return {
    keys: 'staged_key',
    staged: '(select staged_key.package_key, staged.* from staged join staged_key on staged_key.staged_row = staged.rowid)',
    beside: (derived) => `(select staged_key.package_key, facts.* from staged_key join (select * from ${rowsOf(derived)}) as facts using (staged_row))`,
    newPackages,
    adopted,
    first: known === 0,
  };
}

/** Makes `staged_key`: each record with the package of its identifier, or null. */
async function matchByIdentifier(
  connection: DuckDBConnection,
  scope: { registry_key: number; kind: string },
  carried: Carried | null,
  known: number,
): Promise<void> {
  const compared = carried?.compared ?? null;
  const parts = carried === null ? 1 : Math.ceil(known / lookedUpAtOnce);
  for (let part = 0; part < parts; part += 1) {
    function ofPart(column: string): string {
      return parts === 1 ? 'true' : `hash(${column}) % ${parts} = ${part}`;
    }
    await connection.run(
      `${part === 0 ? 'create or replace temp table staged_key as' : 'insert into staged_key'}
       with known as (
         select package.package_key, registry_id ${compared === null ? '' : `, ${compared.image}`}
         from package
         ${compared === null ? '' : `left join (from latest where snapshot_key = ${compared.snapshotKey}) as latest using (package_key)`}
         where registry_key = $registry_key and kind = $kind and ${ofPart('registry_id')}
       )
       select
         staged.rowid as staged_row, known.package_key
         ${carried === null ? '' : `, ${carried.columns}`} ${compared === null ? '' : `, ${compared.columns}`}
       from staged
       left join known on known.registry_id = staged.registry_id
       where ${ofPart('staged.registry_id')}`,
      scope,
    );
  }
}

/** SQL of the rows of a table of facts as `facts`, with the staged_row each is of. */
function rowsOf({ table, key }: FactTable): string {
  return key === 'staged_row' ? `${table} as facts` : `${table} as facts join staged_fact using (fact_row)`;
}

/** Fills in the package of the rows of `staged_key` whose identifier is not known: by name, else a new one. */
async function matchByName(
  connection: DuckDBConnection,
  place: SnapshotPlace,
  { next, possible }: { readonly next: number; readonly possible: boolean },
): Promise<{ readonly newPackages: number; readonly adopted: number }> {
  const scope = { registry_key: place.registryKey, kind: place.kind };
  await connection.run(
    `create or replace temp table staged_unknown as
     select staged.rowid as staged_row, staged.name, staged.registry_id
     from staged
     join staged_key on staged_key.staged_row = staged.rowid
     where staged_key.package_key is null`,
  );
  await connection.run(
    `create or replace temp table staged_named as ${possible ? byNameSql('staged_unknown', 'staged_key') : 'select null::bigint as named_row, null::integer as package_key where false'}`,
    possible ? { ...scope, position: place.position } : {},
  );
  await connection.run(
    `create or replace temp table staged_found as
     select
       staged_row,
       registry_id,
       coalesce(named.package_key, ${next} + row_number() over (partition by named.package_key is null order by staged_row) - 1)::integer as package_key,
       named.package_key is null as is_new
     from staged_unknown
     left join staged_named as named on named.named_row = staged_unknown.rowid`,
  );
  await connection.run('update staged_key set package_key = found.package_key from staged_found as found where found.staged_row = staged_key.staged_row');
  const adopted = await runCounted(
    connection,
    `update package set registry_id = found.registry_id
     from staged_found as found
     where package.package_key = found.package_key and not is_new and package.registry_id is null and found.registry_id is not null`,
  );
  const newPackages = await runCounted(
    connection,
    'insert into package select package_key, $registry_key, $kind, registry_id from staged_found where is_new',
    scope,
  );
  return { newPackages, adopted };
}

/**
 * SQL that finds the packages that are meant by the names of a table (name, registry_id) at the place in time
 * `$position`: a row (named_row: its rowid, package_key) for each name somebody bore. It is the name that the package bore
 * then; before its first record, its first name. Two identifiers are two packages, whatever they are called; packages of
 * the relation `taken` are somebody else.
 */
export function byNameSql(named: string, taken: string): string {
  return `
    with

    known as (
      -- Only a package without identifier can be meant by a name with one.
      select package_key, registry_id
      from package
      where registry_key = $registry_key and kind = $kind
        and (registry_id is null or exists (from ${named} where registry_id is null))
        and package_key not in (select package_key from ${taken} where package_key is not null)
    ),

    candidate as (
      -- Only a package that once bore one of the names can be meant.
      select distinct history_name.package_key
      from history_name
      semi join known using (package_key)
      semi join ${named} as named on named.name = history_name.value
    ),

    borne as (
      select
        history_name.package_key,
        coalesce(
          arg_max(value, position) filter (position <= $position),
          arg_min(value, position)
        ) as name,
        max(position) filter (position <= $position) as since
      from history_name
      semi join candidate using (package_key)
      join ${momentTable} using (snapshot_key)
      where value is not null
      group by history_name.package_key
    )

    select
      named.rowid as named_row,
      arg_max(known.package_key, (coalesce(borne.since, -known.package_key), known.package_key)) as package_key
    from ${named} as named
    join borne using (name)
    join known on known.package_key = borne.package_key
    where named.registry_id is null or known.registry_id is null
    group by named.rowid`;
}
