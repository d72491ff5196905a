import type { DuckDBConnection } from '@duckdb/node-api';
import { fields, type Field } from '../core/field.js';
import { newestValues } from './field-values.js';
import { historyTable } from './history-tables.js';
import { momentTable, type SnapshotPlace } from './merge-timeline.js';
import { runCounted, selectOne } from './rows.js';

/** The values that a snapshot shows of one field. */
export interface ShownValues {
  /** SQL of a relation with package_key and the field. */
  readonly staged: string;
  /** Relation with the package_key of all packages that are compared. */
  readonly among: string;
  /**
   * Where not all of `among` are in `staged`: SQL of a relation with the package_key of those that are, and of those
   * whose values hold though they are not. The others are shown without value.
   */
  readonly unless?: string | undefined;
  /** Whether nothing was known before. */
  readonly first: boolean;
}

/**
 * Writes the values of one field into its history: only those that differ from what was known just before. Where
 * later snapshots are already in the store, the next one that lists the package and states the field gets a row with
 * the value it has been showing, if it has none yet: otherwise the new value would run on past it.
 *
 * Gives the number of values that changed.
 */
export async function mergeField(connection: DuckDBConnection, place: SnapshotPlace, field: Field, shown: ShownValues): Promise<number> {
  const table = historyTable(field);
  const { staged } = shown;
  if (shown.first) {
    return runCounted(
      connection,
      `insert into ${table} select package_key, ${place.snapshotKey}, ${field} from ${staged} where ${field} is not null`,
    );
  }
  const { earlier, later } = place.around(field);
  const changes = changesSql(field, shown, place, earlier);
  if (later.length === 0) {
    return runCounted(connection, `insert into ${table} select package_key, ${place.snapshotKey}, value from (${changes}) order by package_key`);
  }
  await connection.run(`create or replace temp table field_change as ${changes}`);
  const { n } = await selectOne<{ n: number }>(connection, 'select count(*) as n from field_change');
  if (n === 0) return 0;
  await pinNext(connection, table, place, later);
  await connection.run(`insert into ${table} select package_key, ${place.snapshotKey}, value from field_change order by package_key`);
  return n;
}

function changesSql(field: Field, { staged, among, unless }: ShownValues, place: SnapshotPlace, earlier: readonly number[]): string {
  if (earlier.length === 0) {
    // Typed, because a table of its own would make an untyped null a number, which is no list.
    return `select package_key, ${field} as value, null::${fields[field].type} as before from ${staged} where ${field} is not null`;
  }
  const values = newestValues(field, {
    moments: `(select snapshot_key, position from ${momentTable} where position < ${place.position})`,
    only: earlier.length === 1 ? earlier[0] : undefined,
    among,
  });
  return `
    with earlier as (${values})
    select staged.package_key, staged.${field} as value, earlier.value as before
    from ${staged} as staged
    left join earlier using (package_key)
    where staged.${field} is distinct from earlier.value
    ${unless === undefined ? '' : `
    union all
    select package_key, null, value
    from earlier
    where value is not null and package_key not in (select package_key from ${unless})`}`;
}

/**
 * Gives the next snapshot that lists each changed package and states the field a row with the value it has been showing,
 * unless it has one. A package is listed from a row of `listing` until the next row of the same series, by an answer about
 * single packages at that snapshot alone; the first later snapshot within such a run is found by one as-of join, however
 * many snapshots there are.
 */
async function pinNext(connection: DuckDBConnection, table: string, place: SnapshotPlace, later: readonly number[]): Promise<void> {
  await connection.run(`
    insert into ${table}
    with
    later_moment as (
      select snapshot_key, series, scope, position from ${momentTable} where snapshot_key in (${later.join(', ')})
    ),
    run as (
      select
        listing.package_key,
        moment.series,
        moment.scope,
        listing.listed,
        moment.position as from_position,
        case
          when moment.scope = 'packages' then moment.position + 1
          else lead(moment.position) over (partition by listing.package_key, moment.series, moment.scope order by moment.position)
        end as until_position
      from listing
      semi join field_change using (package_key)
      join ${momentTable} as moment using (snapshot_key)
    ),
    listed_run as (
      select package_key, series, scope, greatest(from_position, ${place.position + 1}) as from_position, until_position
      from run
      where listed
    ),
    next_listing as (
      select listed_run.package_key, arg_min(later_moment.snapshot_key, later_moment.position) as snapshot_key
      from listed_run
      asof join later_moment
        on later_moment.series = listed_run.series and later_moment.scope = listed_run.scope and listed_run.from_position <= later_moment.position
      where listed_run.until_position is null or later_moment.position < listed_run.until_position
      group by listed_run.package_key
    )
    select field_change.package_key, next_listing.snapshot_key, field_change.before
    from field_change
    join next_listing using (package_key)
    anti join ${table} as stated
      on stated.package_key = next_listing.package_key and stated.snapshot_key = next_listing.snapshot_key`);
}
