import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect } from '../core/aspect.js';
import { quoted } from './history-tables.js';
import { selectRows } from './rows.js';

/** Whether anybody ever looked at each of these aspects, of any package. */
export async function isLookedAt(connection: DuckDBConnection, aspects: readonly Aspect[]): Promise<boolean> {
  if (aspects.length === 0) return true;
  const rows = await selectRows<{ aspect: Aspect }>(connection, `select distinct aspect from look where aspect in (${aspects.map(quoted).join(', ')})`);
  return rows.length === new Set(aspects).size;
}

/**
 * Makes the temporary tables `looked` and `item_shown` of some aspects of the packages of `record`, as the looks up to and including
 * each snapshot left them: of a package and aspect the newest look, of an item the newest row, unless that says it is gone. Answers how
 * many packages were seen per aspect, over all of the snapshots; makes nothing where no aspect is asked for.
 */
export async function createItemsShown(connection: DuckDBConnection, snapshotKeys: readonly number[], aspects: readonly Aspect[]): Promise<ReadonlyMap<Aspect, number>> {
  if (aspects.length === 0) return new Map();
  const asked = aspects.map(quoted).join(', ');
  await connection.run('create or replace temp table looked (snapshot_key integer, package_key integer, aspect varchar, outcome varchar)');
  await connection.run('create or replace temp table item_shown (snapshot_key integer, package_key integer, aspect varchar, name varchar, place integer, value varchar)');
  for (const key of snapshotKeys) {
    const moments = `(
      select other.snapshot_key, other.position
      from timeline as this
      join timeline as other using (registry_key, kind)
      where this.snapshot_key = ${key} and other.position <= this.position
    )`;
    await connection.run(`
      insert into looked
      select ${key}, package_key, aspect, arg_max(outcome, position)
      from look
      join ${moments} as moments using (snapshot_key)
      semi join (from record where snapshot_key = ${key}) as member using (package_key)
      where aspect in (${asked})
      group by package_key, aspect`);
    await connection.run(`
      insert into item_shown
      select ${key}, package_key, aspect, name, place, value
      from (
        select item.*
        from item
        join ${moments} as moments using (snapshot_key)
        semi join (from looked where snapshot_key = ${key}) as member using (package_key, aspect)
        where aspect in (${asked})
        qualify row_number() over (partition by package_key, aspect, name order by moments.position desc) = 1
      )
      where value is not null`);
  }
  const rows = await selectRows<{ aspect: Aspect; n: number }>(
    connection,
    `select aspect, count(distinct package_key) as n from looked where outcome = 'seen' group by aspect`,
  );
  return new Map(aspects.map((aspect) => [aspect, rows.find((row) => row.aspect === aspect)?.n ?? 0]));
}
