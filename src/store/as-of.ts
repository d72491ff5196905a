import type { DuckDBConnection } from '@duckdb/node-api';
import type { Field } from '../core/field.js';
import { historyTable } from './history-tables.js';
import { selectOne, selectRows } from './rows.js';

/** A place on the timeline of a registry and kind. */
export interface TimelinePlace {
  readonly registryKey: number;
  readonly kind: string;
  /** The newest snapshot that counts. */
  readonly position: number;
}

/**
 * SQL of the values (package_key, value) that packages had at a place in time: of each the newest row not after it.
 * `packages` is a relation with package_key; packages without any row do not come out.
 */
export function valuesAsOf(field: Field, place: TimelinePlace, packages: string): string {
  const table = historyTable(field);
  const scope = `select snapshot_key, position from timeline
      where registry_key = ${place.registryKey} and kind = '${place.kind.replaceAll("'", "''")}' and position <= ${place.position}`;
  // Positions first and the values by a join: grouping lists and texts is what costs.
  return `
    select history.package_key, history.value
    from ${table} as history
    join (${scope}) as scope using (snapshot_key)
    join (
      select package_key, max(position) as position
      from ${table}
      join (${scope}) as scope using (snapshot_key)
      where package_key in (select package_key from ${packages})
      group by package_key
    ) as newest
      on newest.package_key = history.package_key and newest.position = scope.position`;
}

/** How many packages declare one of these names as a parent, by the newest record of each at a place in time. */
export async function countDescendants(connection: DuckDBConnection, place: TimelinePlace, names: readonly string[]): Promise<number> {
  const mentioned = `(
    select distinct package_key from history_base_models
    join package using (package_key)
    where registry_key = ${place.registryKey} and kind = '${place.kind.replaceAll("'", "''")}'
      and list_has_any(list_transform(value, lambda parent: parent.base), from_json($names, '["VARCHAR"]')))`;
  const { n } = await selectOne<{ n: number }>(
    connection,
    `select count(distinct identity_key) as n
     from (${valuesAsOf('base_models', place, mentioned)}) as latest
     join package_identity using (package_key)
     where list_has_any(list_transform(value, lambda parent: parent.base), from_json($names, '["VARCHAR"]'))`,
    { names: JSON.stringify(names) },
  );
  return n;
}

/** Which of these names the store knows as a package of the registry and kind, now or once. */
export async function knownNames(connection: DuckDBConnection, place: TimelinePlace, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await selectRows<{ name: string }>(
    connection,
    `with wanted as (select unnest(from_json($names, '["VARCHAR"]')) as name),
     borne as (
       select package_key, value as name from history_name
       union
       select package_key, name from alias
     )
     select distinct wanted.name
     from wanted join borne using (name) join package using (package_key)
     where registry_key = $registry_key and kind = $kind`,
    { names: JSON.stringify(names), registry_key: place.registryKey, kind: place.kind },
  );
  return new Set(rows.map((one) => one.name));
}
