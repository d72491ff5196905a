import type { DuckDBConnection } from '@duckdb/node-api';
import type { Field } from '../core/field.js';
import { historyTable } from './history-tables.js';
import type { ImageSource } from './latest-image.js';
import type { Carried, MatchedPackages } from './match-packages.js';
import { mergeField } from './merge-field.js';
import { momentTable, type SnapshotPlace } from './merge-timeline.js';
import { runCounted, selectOne } from './rows.js';

/** What `staged_key` must carry for the comparison with the image of a snapshot: flags, which are small. */
export function comparedWithImage(before: number, { counters }: ImageSource): NonNullable<Carried['compared']> {
  return {
    snapshotKey: before,
    image: ['latest.digest as image_digest', ...counters.map((field) => `latest.${field} as image_${field}`)].join(', '),
    columns: [
      'image_digest is null as is_newcomer',
      'image_digest is distinct from digest as differs',
      ...counters.map((field) => `image_${field} is distinct from staged.${field} as ${field}_differs`),
    ].join(', '),
  };
}

/**
 * Sorts out, with the image of the list's snapshot before, what must be looked at closely, and makes two temporary tables
 * (staged_row, package_key): `image_fresh` those that the image says nothing of (not in that snapshot, or another snapshot
 * since has told something of them), `image_differing` these and those whose digest is another. Gives whether it is worth
 * while. `staged_key` must carry what comparedWithImage tells.
 */
export async function compareWithImage(connection: DuckDBConnection, place: SnapshotPlace, before: number, source: ImageSource, largestShare: number): Promise<boolean> {
  const since = place.since(before);
  const fields = [...source.counters, ...source.digested, ...source.facts.flatMap((one) => one.fields)]
    .filter((field) => place.around(field).earlier.some((key) => since.includes(key)));
  const told = fields.map((field) => `select package_key from ${historyTable(field)} where snapshot_key in (${since.join(', ')})`);
  await connection.run(`
    create or replace temp table image_fresh as
    select staged_row, package_key from staged_key
    where is_newcomer ${told.length === 0 ? '' : `or package_key in (${told.join(' union ')})`}`);
  await connection.run(`
    create or replace temp table image_differing as
    from image_fresh
    union
    select staged_row, package_key from staged_key where differs`);
  const { n, n_differing } = await selectOne<{ n: number; n_differing: number }>(
    connection,
    'select (select count(*) from staged_key) as n, (select count(*) from image_differing) as n_differing',
  );
  return n_differing <= n * largestShare;
}

/**
 * Merges the fields of the image: those that differ by digest are compared one by one with their histories, among the
 * packages that differ only; counters are compared with the image itself. Gives the values that changed, by field.
 */
export async function mergeWithImage(
  connection: DuckDBConnection,
  place: SnapshotPlace,
  before: number,
  source: ImageSource,
  matched: MatchedPackages,
): Promise<Map<Field, number>> {
  const changed = new Map<Field, number>();
  for (const field of source.counters) {
    // Only where the snapshot before covered it too is what the image has the newest that was known.
    const direct = place.around(field).earlier.includes(before);
    const staged = direct ? '(from staged_key semi join image_fresh using (package_key))' : matched.keys;
    const told = await mergeField(connection, place, field, { staged, among: direct ? 'image_fresh' : 'staged_key', first: false });
    changed.set(field, told + (direct ? await insertCounter(connection, place, field) : 0));
  }
  await connection.run(`
    create or replace temp table staged_differing as
    select image_differing.package_key, ${source.digested.map((field) => `staged.${field}`).join(', ')}
    from staged
    join image_differing on image_differing.staged_row = staged.rowid`);
  for (const field of source.digested) {
    changed.set(field, await mergeField(connection, place, field, { staged: 'staged_differing', among: 'image_differing', first: false }));
  }
  for (const facts of source.facts) {
    await connection.run('create or replace temp table fact_differing as select fact_row, package_key from staged_fact join image_differing using (staged_row)');
    await connection.run(`create or replace temp table facts_differing as select package_key, facts.* from ${facts.table} as facts join fact_differing using (fact_row)`);
    for (const field of facts.fields) {
      changed.set(field, await mergeField(connection, place, field, { staged: 'facts_differing', among: 'image_differing', unless: 'facts_differing', first: false }));
    }
  }
  return changed;
}

function insertCounter(connection: DuckDBConnection, place: SnapshotPlace, field: Field): Promise<number> {
  return runCounted(
    connection,
    `insert into ${historyTable(field)}
     select package_key, ${place.snapshotKey}, ${field}
     from staged_key
     anti join image_fresh using (package_key)
     where ${field}_differs
     order by package_key`,
  );
}

/** Writes who is listed: the image has exactly the packages that the snapshot before lists. */
export async function mergeListingWithImage(connection: DuckDBConnection, place: SnapshotPlace, before: number): Promise<void> {
  await connection.run(`
    insert into listing
    with
    newcomer as (
      select package_key from staged_key where is_newcomer
    ),
    earlier as (
      select package_key, arg_max(listed, position) as listed
      from listing
      semi join newcomer using (package_key)
      join ${momentTable} as moment using (snapshot_key)
      where moment.position < ${place.position} and moment.scope = 'list'
        and moment.series = (select series from ${momentTable} where snapshot_key = ${place.snapshotKey})
      group by package_key
    )
    select package_key, ${place.snapshotKey}, true
    from newcomer
    left join earlier using (package_key)
    where not coalesce(earlier.listed, false)
    union all
    select package_key, ${place.snapshotKey}, false
    from latest
    anti join staged_key using (package_key)
    where latest.snapshot_key = ${before}
    order by package_key`);
}
