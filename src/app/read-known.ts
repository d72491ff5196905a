import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect } from '../core/aspect.js';
import { lookAsOf, itemsAsOf } from '../store/looks.js';
import { selectRows } from '../store/rows.js';

/** Positions beyond any: all that the store knows. */
const everything = 2_147_483_647;

/** What the newest look at an aspect of a package left in the store: the revision it saw, and the items by name. */
export async function readKnown(
  connection: DuckDBConnection,
  registry: string,
  kind: string,
  subject: { readonly id: string | null; readonly name: string },
  aspect: Aspect,
): Promise<{ readonly revision: string | null; readonly items: ReadonlyMap<string, string> }> {
  const [found] = await selectRows<{ package_key: number; registry_key: number }>(
    connection,
    subject.id === null
      ? `select package_key, registry_key from package join registry using (registry_key) join package_name using (package_key)
         where slug = $registry and kind = $kind and package_name.name = $word and registry_id is null`
      : `select package_key, registry_key from package join registry using (registry_key)
         where slug = $registry and kind = $kind and registry_id = $word`,
    { registry, kind, word: subject.id ?? subject.name },
  );
  if (found === undefined) return { revision: null, items: new Map() };
  const place = { registryKey: found.registry_key, kind, position: everything };
  const look = await lookAsOf(connection, place, found.package_key, aspect);
  const items = look === null ? [] : await itemsAsOf(connection, place, found.package_key, aspect);
  return { revision: look?.outcome === 'seen' ? look.revision : null, items: new Map(items.map((one) => [one.name, one.value])) };
}
