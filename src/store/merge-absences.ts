import type { DuckDBConnection } from '@duckdb/node-api';
import { borneSql } from './match-packages.js';
import type { SnapshotPlace } from './merge-timeline.js';
import { runCounted, selectOne } from './rows.js';

/**
 * Writes the rows of the temporary table `staged_absence(registry_id, name, verdict, status, evidence)` into `absence`:
 * what direct requests told of packages that are not in `staged`. A package is found by its identifier, else by the name
 * it bore at that time. Rows of packages that the store does not know, or that the snapshot itself shows, say nothing
 * and are counted as unmatched. `keys` is a relation with the package_key of the staged records.
 */
export async function mergeAbsences(
  connection: DuckDBConnection,
  place: SnapshotPlace,
  keys: string,
): Promise<{ readonly absences: number; readonly unmatchedAbsences: number }> {
  const { told } = await selectOne<{ told: number }>(connection, 'select count(*) as told from staged_absence');
  const absences = await runCounted(
    connection,
    `insert into absence
     with

     known as (
       select package_key, registry_id
       from package
       where registry_key = $registry_key and kind = $kind
     ),

     ${borneSql('staged_absence')},

     by_id as (
       select told.rowid as told_row, known.package_key
       from staged_absence as told
       join known on known.registry_id = told.registry_id
     ),

     by_name as (
       select
         told.rowid as told_row,
         arg_max(known.package_key, (coalesce(borne.since, -known.package_key), known.package_key)) as package_key
       from staged_absence as told
       anti join by_id on by_id.told_row = told.rowid
       join borne on borne.name = told.name
       join known on known.package_key = borne.package_key
       -- Two identifiers are two packages, whatever they are called.
       where told.registry_id is null or known.registry_id is null
       group by told.rowid
     ),

     matched as (
       select told_row, package_key from by_id
       union all
       select told_row, package_key from by_name
     )

     select matched.package_key, $snapshot_key, told.verdict, told.status, told.evidence
     from matched
     join staged_absence as told on told.rowid = matched.told_row
     anti join ${keys} as shown on shown.package_key = matched.package_key
     qualify row_number() over (partition by matched.package_key order by matched.told_row) = 1`,
    { registry_key: place.registryKey, kind: place.kind, position: place.position, snapshot_key: place.snapshotKey },
  );
  return { absences, unmatchedAbsences: told - absences };
}
