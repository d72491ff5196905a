import type { DuckDBConnection } from '@duckdb/node-api';
import { fields, type Field } from '../core/field.js';
import { newestValues } from './field-values.js';
import { historyTable } from './history-tables.js';
import { listedIn } from './merge-listing.js';
import { momentTable, type SnapshotPlace } from './merge-timeline.js';
import { runCounted, selectOne } from './rows.js';

/**
 * Writes the values of one field into its history: only those that differ from what was known just before. Where
 * later snapshots are already in the store, the next one that lists the package and states the field gets a row with
 * the value it has been showing, if it has none yet: otherwise the new value would run on past it.
 *
 * `staged` is a relation with package_key and the field. Gives the number of values that changed.
 */
export async function mergeField(
  connection: DuckDBConnection,
  place: SnapshotPlace,
  field: Field,
  staged: string,
  first: boolean,
): Promise<number> {
  const table = historyTable(field);
  if (first) {
    return runCounted(
      connection,
      `insert into ${table} select package_key, ${place.snapshotKey}, ${field} from ${staged} where ${field} is not null`,
    );
  }
  const { earlier, later } = place.around(field);
  const changes = changesSql(field, staged, place, earlier);
  if (later.length === 0) {
    return runCounted(connection, `insert into ${table} select package_key, ${place.snapshotKey}, value from (${changes})`);
  }
  await connection.run(`create or replace temp table field_change as ${changes}`);
  const { n } = await selectOne<{ n: number }>(connection, 'select count(*) as n from field_change');
  if (n === 0) return 0;
  await pinNext(connection, table, later);
  await connection.run(`insert into ${table} select package_key, ${place.snapshotKey}, value from field_change`);
  return n;
}

function changesSql(field: Field, staged: string, place: SnapshotPlace, earlier: readonly number[]): string {
  if (earlier.length === 0) {
    // Typed, because a table of its own would make an untyped null a number, which is no list.
    return `select package_key, ${field} as value, null::${fields[field].type} as before from ${staged} where ${field} is not null`;
  }
  const values = newestValues(field, {
    moments: `(select snapshot_key, position from ${momentTable} where position < ${place.position})`,
    only: earlier.length === 1 ? earlier[0] : undefined,
    among: 'staged_key',
  });
  return `
    with earlier as (${values})
    select staged.package_key, staged.${field} as value, earlier.value as before
    from ${staged} as staged
    left join earlier using (package_key)
    where staged.${field} is distinct from earlier.value`;
}

async function pinNext(connection: DuckDBConnection, table: string, later: readonly number[]): Promise<void> {
  await connection.run('create or replace temp table unpinned as select package_key, before from field_change');
  for (const snapshotKey of later) {
    await connection.run(
      `create or replace temp table listed_later as
       select package_key from unpinned semi join ${listedIn(snapshotKey)} as listed using (package_key)`,
    );
    await connection.run(
      `insert into ${table}
       select package_key, ${snapshotKey}, before from unpinned
       semi join listed_later using (package_key)
       anti join (select package_key from ${table} where snapshot_key = ${snapshotKey}) as stated using (package_key)`,
    );
    await connection.run('delete from unpinned where package_key in (select package_key from listed_later)');
    const { n } = await selectOne<{ n: number }>(connection, 'select count(*) as n from unpinned');
    if (n === 0) return;
  }
}
