import type { DuckDBConnection } from '@duckdb/node-api';
import { momentTable, type SnapshotPlace } from './merge-timeline.js';
import { runCounted, selectOne } from './rows.js';

type FactTable = { readonly table: string; readonly key: 'staged_row' | 'fact_row' };

/** Where the merge finds the packages of the staged records. */
export interface MatchedPackages {
  /** SQL of a relation with `staged_row` (the rowid of the record) and `package_key`. */
  readonly keys: string;
  /** SQL of a relation with the staged columns and `package_key`. */
  readonly staged: string;
  /**
   * The same for a table of facts beside the records: one row per staged package, null where the table has none. The
   * packages of the relation `held` that the table has no row for are left out.
   */
  beside(derived: FactTable, held: string | null): string;
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
export async function matchPackages(connection: DuckDBConnection, place: SnapshotPlace): Promise<MatchedPackages> {
  const { known, next, dense, with_id } = await selectOne<{ known: number; next: number; dense: boolean; with_id: number }>(
    connection,
    `select *
     from (
       select count(*) filter (registry_key = $registry_key and kind = $kind) as known, coalesce(max(package_key), 0) + 1 as next
       from package
     ),
     (select coalesce(max(rowid) + 1 = count(*), true) as dense, count(registry_id) as with_id from staged)`,
    { registry_key: place.registryKey, kind: place.kind },
  );
  if (known === 0 && dense) {
    // Nothing to match: the row's own number becomes the key, without writing the records a second time.
    const newPackages = await runCounted(
      connection,
      `insert into package select (rowid + ${next})::integer, $registry_key, $kind, registry_id from staged`,
      { registry_key: place.registryKey, kind: place.kind },
    );
    return {
      keys: `(select rowid as staged_row, (rowid + ${next})::integer as package_key from staged)`,
      staged: `(select (rowid + ${next})::integer as package_key, * from staged)`,
      // Nothing was known before, so packages without facts need no row that says null.
      beside: (derived) => `(select (staged_row + ${next})::integer as package_key, facts.* from ${rowsOf(derived)})`,
      newPackages,
      adopted: 0,
      first: true,
    };
  }
  await connection.run(matchSql(with_id > 0), { registry_key: place.registryKey, kind: place.kind, position: place.position, next });
  const adopted =
    with_id === 0
      ? 0
      : await runCounted(
          connection,
          `update package set registry_id = staged.registry_id
           from staged_key join staged on staged.rowid = staged_key.staged_row
           where package.package_key = staged_key.package_key
             and package.registry_id is null and staged.registry_id is not null`,
        );
  const newPackages = await runCounted(
    connection,
    `insert into package
     select package_key, $registry_key, $kind, staged.registry_id
     from staged_key join staged on staged.rowid = staged_key.staged_row
     where is_new`,
    { registry_key: place.registryKey, kind: place.kind },
  );
  return {
    keys: 'staged_key',
    staged: '(select staged_key.package_key, staged.* from staged join staged_key on staged_key.staged_row = staged.rowid)',
    beside: (derived, held) => `(
      select staged_key.package_key, facts.*
      from staged_key
      left join (select * from ${rowsOf(derived)}) as facts using (staged_row)
      ${held === null ? '' : `where facts.staged_row is not null or staged_key.package_key not in (select package_key from ${held})`})`,
    newPackages,
    adopted,
    first: known === 0,
  };
}

/** SQL of the rows of a table of facts as `facts`, with the staged_row each is of. */
function rowsOf({ table, key }: FactTable): string {
  return key === 'staged_row' ? `${table} as facts` : `${table} as facts join staged_fact using (fact_row)`;
}

/**
 * SQL of `borne` (package_key, name, since), to stand in a `with`: the name each package that can be meant by a name of a
 * relation bore at the place in time `$position`; before its first record, its first name.
 */
export function borneSql(named: string): string {
  return `
candidate as (
  -- Only a package that once bore one of the names can be meant.
  select distinct package_key
  from history_name
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
)`;
}

/** Finding packages by identifier is left out where no record has one: most lists have names only. */
function matchSql(withIdentifiers: boolean): string {
  const byIdentifier = `
by_id as (
  select staged.rowid as staged_row, known.package_key
  from staged
  join known on known.registry_id = staged.registry_id
),
`;
  return `
create or replace temp table staged_key as
with

known as (
  select package_key, registry_id
  from package
  where registry_key = $registry_key and kind = $kind
),

${borneSql('staged')},
${withIdentifiers ? byIdentifier : ''}
by_name as (
  select
    staged.rowid as staged_row,
    arg_max(known.package_key, (coalesce(borne.since, -known.package_key), known.package_key)) as package_key
  from staged
  ${withIdentifiers ? 'anti join by_id on by_id.staged_row = staged.rowid' : ''}
  join borne on borne.name = staged.name
  join known on known.package_key = borne.package_key
  ${withIdentifiers ? 'where (staged.registry_id is null or known.registry_id is null) and known.package_key not in (select package_key from by_id)' : ''}
  group by staged.rowid
),

matched as (
  ${withIdentifiers ? 'select staged_row, package_key from by_id union all' : ''}
  select staged_row, package_key from by_name
)

select
  staged.rowid as staged_row,
  coalesce(
    matched.package_key,
    $next + row_number() over (partition by matched.package_key is null order by staged.rowid) - 1
  )::integer as package_key,
  matched.package_key is null as is_new
from staged
left join matched on matched.staged_row = staged.rowid`;
}
