import type { DuckDBConnection } from '@duckdb/node-api';
import { valuesAsOf, type TimelinePlace } from './as-of.js';
import { listedIn } from './merge-listing.js';
import { selectRows } from './rows.js';

/** Which list is meant. */
export interface ListedSeries {
  readonly registry: string;
  readonly kind: string;
  readonly series: string;
}

/** A package as a list names it. */
export interface ListedPackage {
  readonly registryId: string | null;
  readonly name: string;
}

/**
 * Makes the temporary table `listed_now(package_key, registry_id)`: the packages that the newest snapshot of a series
 * lists. They may be millions, so they stay in the engine. Gives the place of that snapshot in time, or null, with an empty
 * table, where the series has none. The store may be open for reading only.
 */
export async function createListedNow(connection: DuckDBConnection, series: ListedSeries): Promise<TimelinePlace | null> {
  const newest = await findNewest(connection, series);
  await connection.run(`
    create or replace temp table listed_now as
    select package_key, registry_id
    from package
    ${newest === undefined ? 'where false' : `semi join ${listedIn(newest.snapshot_key)} as listed using (package_key)`}`);
  return newest === undefined ? null : { registryKey: newest.registry_key, kind: series.kind, position: newest.position };
}

/**
 * The packages that the newest snapshot of a series lists and the temporary table `staged` (registry_id, name) does not,
 * by the name they had then, in order of name. A package is told by its identifier; where it or all records with its name
 * lack one, by its name.
 */
export async function missingFromListing(connection: DuckDBConnection, series: ListedSeries): Promise<ListedPackage[]> {
  const place = await createListedNow(connection, series);
  if (place === null) return [];
  await connection.run(`
    create or replace temp table missing_now as
    select package_key, registry_id
    from listed_now
    where registry_id is null or registry_id not in (select registry_id from staged where registry_id is not null)`);
  return selectRows<ListedPackage>(
    connection,
    `select missing_now.registry_id as "registryId", named.value as name
     from missing_now
     join (${valuesAsOf('name', place, 'missing_now')}) as named using (package_key)
     anti join staged
       on staged.name = named.value and (staged.registry_id is null or missing_now.registry_id is null)
     order by name`,
  );
}

interface NewestSnapshot {
  readonly snapshot_key: number;
  readonly registry_key: number;
  readonly position: number;
}

async function findNewest(connection: DuckDBConnection, { registry, kind, series }: ListedSeries): Promise<NewestSnapshot | undefined> {
  const [newest] = await selectRows<NewestSnapshot>(
    connection,
    `select snapshot_key, registry_key, position
     from timeline
     join registry using (registry_key)
     where slug = $registry and kind = $kind and series = $series and scope = 'list'
     order by position desc
     limit 1`,
    { registry, kind, series },
  );
  return newest;
}
