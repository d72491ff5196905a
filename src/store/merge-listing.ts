import type { DuckDBConnection } from '@duckdb/node-api';
import { momentTable, type SnapshotPlace } from './merge-timeline.js';

/**
 * Writes who is listed into the change-only table `listing`. Within a series a snapshot is total: a package that it
 * does not list is absent from it. Answers about single packages say of those alone that they were there, at that
 * snapshot. `staged` is a relation with package_key.
 */
export async function mergeListing(connection: DuckDBConnection, place: SnapshotPlace, staged: string): Promise<void> {
  const { snapshotKey, seriesBefore, seriesNext } = place;
  if (place.scope === 'packages') {
    await connection.run(`insert into listing select package_key, ${snapshotKey}, true from ${staged}`);
    return;
  }
  if (seriesBefore.length === 0) {
    await connection.run(`insert into listing select package_key, ${snapshotKey}, true from ${staged}`);
    if (seriesNext === undefined) return;
    // The next snapshot was the first of the series: what it lists is already there; what it does not, is not yet.
    await connection.run(
      `insert into listing
       select package_key, ${seriesNext}, false from ${staged} as staged
       anti join (select package_key from listing where snapshot_key = ${seriesNext}) as stated using (package_key)`,
    );
    return;
  }
  const changes = `
    with
    earlier as (
      select package_key, arg_max(listed, position) as listed
      from listing
      join ${momentTable} as moment using (snapshot_key)
      where moment.position < ${place.position} and moment.scope = 'list'
        and moment.series = (select series from ${momentTable} where snapshot_key = ${snapshotKey})
      group by package_key
    )
    select
      coalesce(earlier.package_key, staged.package_key) as package_key,
      staged.package_key is not null as listed
    from (select package_key from ${staged}) as staged
    full join earlier on earlier.package_key = staged.package_key
    where (staged.package_key is not null) is distinct from coalesce(earlier.listed, false)`;
  if (seriesNext === undefined) {
    await connection.run(`insert into listing select package_key, ${snapshotKey}, listed from (${changes})`);
    return;
  }
  await connection.run(`create or replace temp table listing_change as ${changes}`);
  // Who changes here and is not mentioned by the next snapshot was there as before: the next must say so now.
  await connection.run(
    `insert into listing
     select package_key, ${seriesNext}, not listed from listing_change
     anti join (select package_key from listing where snapshot_key = ${seriesNext}) as stated using (package_key)`,
  );
  await connection.run(`insert into listing select package_key, ${snapshotKey}, listed from listing_change`);
}

/** SQL of the packages that a snapshot lists, with the one column package_key. */
export function listedIn(snapshotKey: number): string {
  return `(
    select package_key
    from (
      select listing.package_key, arg_max(listing.listed, snapshot.taken_at) as listed
      from snapshot as this
      join snapshot
        on snapshot.registry_key = this.registry_key and snapshot.kind = this.kind
        and snapshot.series = this.series and snapshot.taken_at <= this.taken_at
        -- Answers about single packages list those and no others; and they are no part of the list's history.
        and (snapshot.snapshot_key = this.snapshot_key or (this.scope = 'list' and snapshot.scope = 'list'))
      join listing on listing.snapshot_key = snapshot.snapshot_key
      where this.snapshot_key = ${snapshotKey}
      group by listing.package_key
    )
    where listed
  )`;
}
