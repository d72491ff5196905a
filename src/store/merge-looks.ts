import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect } from '../core/aspect.js';
import { InputError } from '../core/errors.js';
import { quoted } from './history-tables.js';
import type { MatchedPackages } from './match-packages.js';
import { momentTable, type SnapshotPlace } from './merge-timeline.js';
import { runCounted, selectOne } from './rows.js';

/**
 * Writes what was looked at of single packages. The temporary tables are
 * `staged_look(staged_row, aspect, revision, outcome, whole)`, at most one row per record and aspect, and
 * `staged_item(staged_row, aspect, name, place, value)`, one row per item that a look showed; `staged_row` is the rowid
 * of the record in `staged`. An item without value is shown as gone. `keys` is a relation with staged_row and package_key.
 *
 * Items are written where they differ from what the looks before told. A look that is `whole`, and came to `seen` or
 * `none`, shows everything: what was known before and is not among its items gets a row with null. Any other look says
 * nothing of items it does not show; those it shows as they were known are named in `look_part`.
 *
 * If later looks are in the store already, the next that tells of a changed item gets a row with what it has been
 * telling, unless it has one: otherwise the change would run on past it. Errors: InputError when items have no look, or
 * a look or an item is there twice.
 */
export async function mergeLooks(
  connection: DuckDBConnection,
  place: SnapshotPlace,
  keys: string,
): Promise<{ readonly looks: number; readonly changedItems: number }> {
  await requireSound(connection);
  await connection.run(`
    create or replace temp table looked as
    select keys.package_key, staged_look.* exclude (staged_row)
    from staged_look
    join ${keys} as keys using (staged_row)`);
  const looks = await runCounted(
    connection,
    `insert into look select package_key, ${place.snapshotKey}, aspect, revision, outcome from looked order by package_key`,
  );
  await connection.run(`
    create or replace temp table item_shown as
    select keys.package_key, staged_item.* exclude (staged_row)
    from staged_item
    join ${keys} as keys using (staged_row)`);
  await connection.run(`create or replace temp table item_change as ${changesSql(place)}`);
  await connection.run(`
    insert into look_part
    select looked.package_key, ${place.snapshotKey}, looked.aspect, coalesce(list(shown.name order by shown.name) filter (shown.name is not null), [])
    from looked
    left join (from item_shown anti join item_change using (package_key, aspect, name)) as shown using (package_key, aspect)
    where not ${isTotal('looked.whole', 'looked.outcome')}
    group by looked.package_key, looked.aspect`);
  await pinNext(connection, place);
  const changedItems = await runCounted(
    connection,
    `insert into item select package_key, ${place.snapshotKey}, aspect, name, place, value from item_change order by package_key, aspect, place, name`,
  );
  return { looks, changedItems };
}

/** Whether a look shows everything there is: only then what it does not show is gone. */
function isTotal(whole: string, outcome: string): string {
  return `(${whole} and ${outcome} in ('seen', 'none'))`;
}

async function requireSound(connection: DuckDBConnection): Promise<void> {
  const { twice, orphans, repeated } = await selectOne<{ twice: number; orphans: number; repeated: number }>(
    connection,
    `select
       (select count(*) - count(distinct (staged_row, aspect)) from staged_look) as twice,
       (select count(*) from staged_item anti join staged_look using (staged_row, aspect)) as orphans,
       (select count(*) - count(distinct (staged_row, aspect, name)) from staged_item) as repeated`,
  );
  if (twice > 0) throw new InputError(`store: looks at the same aspect of a package twice (${twice}); expected one in a snapshot`);
  if (orphans > 0) throw new InputError(`store: items that no look showed (${orphans}); expected a row of staged_look for each package and aspect`);
  if (repeated > 0) throw new InputError(`store: items shown twice by one look (${repeated}); expected one row per name`);
}

/** SQL of the items that differ from what was known just before, with that. */
function changesSql(place: SnapshotPlace): string {
  return `
    with

    moments as (
      select snapshot_key, position from ${momentTable} where position < ${place.position}
    ),

    earlier as (
      select package_key, aspect, name, max(position) as position
      from item
      join moments using (snapshot_key)
      semi join looked using (package_key, aspect)
      group by all
    ),

    known as (
      select earlier.package_key, earlier.aspect, earlier.name, item.place, item.value
      from item
      join moments using (snapshot_key)
      join earlier
        on earlier.package_key = item.package_key and earlier.aspect = item.aspect
        and earlier.name = item.name and earlier.position = moments.position
      where item.value is not null
    ),

    gone as (
      select known.*
      from known
      join looked using (package_key, aspect)
      anti join item_shown using (package_key, aspect, name)
      where ${isTotal('looked.whole', 'looked.outcome')}
    )

    select
      shown.package_key, shown.aspect, shown.name,
      case when shown.value is not null then shown.place end as place, shown.value,
      known.place as place_before, known.value as value_before
    from item_shown as shown
    left join known using (package_key, aspect, name)
    where shown.value is distinct from known.value
      or (shown.value is not null and shown.place is distinct from known.place)
    union all
    select package_key, aspect, name, null, null, place, value from gone`;
}

/** A look tells of an item where it is total or names it as restated; where it has a row of its own, all is said. */
async function pinNext(connection: DuckDBConnection, place: SnapshotPlace): Promise<void> {
  await connection.run(`
    insert into item
    with

    moments as (
      select snapshot_key, position from ${momentTable} where position > ${place.position}
    ),

    telling as (
      select item_change.package_key, item_change.aspect, item_change.name, min(moments.position) as position
      from item_change
      join look using (package_key, aspect)
      join moments using (snapshot_key)
      left join look_part
        on look_part.package_key = look.package_key and look_part.aspect = look.aspect and look_part.snapshot_key = look.snapshot_key
      where look_part.package_key is null or list_contains(look_part.restated, item_change.name)
      group by all
    ),

    stated as (
      select item.package_key, item.aspect, item.name, min(moments.position) as position
      from item
      join moments using (snapshot_key)
      semi join item_change using (package_key, aspect, name)
      group by all
    )

    select telling.package_key, moments.snapshot_key, telling.aspect, telling.name, item_change.place_before, item_change.value_before
    from telling
    join item_change using (package_key, aspect, name)
    join moments using (position)
    left join stated using (package_key, aspect, name)
    where stated.position is null or stated.position > telling.position`);
}

/**
 * Makes a temporary table of the staged packages whose newest look of an aspect was of the revision that `staged` states
 * for them now, and gives its name; null where `staged` states no revisions. Only looks before this snapshot count.
 */
export async function heldPackages(
  connection: DuckDBConnection,
  place: SnapshotPlace,
  aspect: Aspect,
  matched: MatchedPackages,
): Promise<string | null> {
  const { n } = await selectOne<{ n: number }>(
    connection,
    `select count(*) as n from duckdb_columns() where table_name = 'staged' and column_name = 'revision'`,
  );
  if (n === 0 || matched.first) return null;
  const table = `held_${aspect}`;
  await connection.run(`
    create or replace temp table ${table} as
    select staged.package_key
    from ${matched.staged} as staged
    join (
      -- Not arg_max, which passes over nulls: a newer look of an unknown revision is the newest all the same.
      select package_key, arg_max_null(revision, position) as revision
      from look
      join ${momentTable} using (snapshot_key)
      where aspect = ${quoted(aspect)} and position < ${place.position}
      group by package_key
    ) as newest using (package_key)
    where newest.revision = staged.revision`);
  return table;
}
