import type { DuckDBConnection } from '@duckdb/node-api';
import { byNameSql } from './match-packages.js';
import type { SnapshotPlace } from './merge-timeline.js';
import { runCounted, selectOne } from './rows.js';

/** A name that is told absent is that of its last bearer, even where the snapshot shows that one. */
const nobody = '(select null::integer as package_key)';

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
  const scope = { registry_key: place.registryKey, kind: place.kind };
  const { told } = await selectOne<{ told: number }>(connection, 'select count(*) as told from staged_absence');
  await connection.run(
    `create or replace temp table absent as
     select told.rowid as told_row, told.name, told.registry_id, package.package_key
     from staged_absence as told
     left join package on package.registry_id = told.registry_id and registry_key = $registry_key and kind = $kind`,
    scope,
  );
  await connection.run('create or replace temp table absent_unknown as select told_row, name, registry_id from absent where package_key is null');
  await connection.run(`create or replace temp table absent_named as ${byNameSql('absent_unknown', nobody)}`, { ...scope, position: place.position });
  const absences = await runCounted(
    connection,
    `insert into absence
     with matched as (
       select told_row, package_key from absent where package_key is not null
       union all
       select told_row, package_key from absent_named join absent_unknown on absent_unknown.rowid = named_row
     )
     select matched.package_key, $snapshot_key, told.verdict, told.status, told.evidence
     from matched
     join staged_absence as told on told.rowid = matched.told_row
     anti join ${keys} as shown on shown.package_key = matched.package_key
     qualify row_number() over (partition by matched.package_key order by matched.told_row) = 1`,
    { snapshot_key: place.snapshotKey },
  );
  return { absences, unmatchedAbsences: told - absences };
}
