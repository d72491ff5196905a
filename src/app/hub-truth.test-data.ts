import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect } from '../core/aspect.js';
import type { Truth } from '../practice/truth.js';
import type { PackageKind } from '../practice/world.js';
import { findRegistry } from '../registries/index.js';
import { createSecretRemover } from '../harvest/secrets.js';
import { createRecords } from '../store/records.js';
import { selectOne, selectRows } from '../store/rows.js';

/** The fields of a record that the list states, under the names that the hub gives them. */
const stated = {
  author: 'author', created_at: 'createdAt', disabled: 'disabled', downloads: 'downloads', downloads_all_time: 'downloadsAllTime', gated: 'gated',
  modified_at: 'lastModified', likes: 'likes', private: 'private', revision: 'sha', tags: 'tags', trending_score: 'trendingScore',
} as const;
const ofModels = { library: 'library_name', task: 'pipeline_tag' } as const;

type Row = Readonly<Record<string, unknown>>;

function fieldsOf(kind: PackageKind): Readonly<Record<string, string>> {
  return kind === 'model' ? { ...stated, ...ofModels } : stated;
}

/** The properties that a sync asks the list for. */
export function lightProperties(kind: PackageKind): readonly string[] {
  return findRegistry('huggingface').harvest?.properties[kind].light ?? [];
}

/** A row of the hub as a record of ours: absent is null, `gated` is text. */
function recordOf(kind: PackageKind, row: Row): Row {
  return Object.fromEntries([
    ['name', row['id']],
    ...Object.entries(fieldsOf(kind)).map(([field, key]) => [field, key === 'gated' ? String(row[key]) : (row[key] ?? null)]),
  ]) as Row;
}

/** What the hub shows now, by identifier, as records of ours. */
export function trueRecords(truth: Truth, kind: PackageKind): Map<string, Row> {
  return new Map(truth.rows(kind, lightProperties(kind) as Parameters<Truth['rows']>[1]).map((row) => [String(row['_id']), recordOf(kind, row)]));
}

/** What the newest list of a kind in the store shows, by identifier. */
export async function storedRecords(connection: DuckDBConnection, kind: PackageKind, series = `huggingface-sync-${kind}`): Promise<Map<string, Row>> {
  const { key } = await selectOne<{ key: number }>(connection, 'select max_by(snapshot_key, taken_at) as key from snapshot where series = $series', { series });
  const fields = Object.keys(fieldsOf(kind));
  await createRecords(connection, [key], fields as Parameters<typeof createRecords>[2]);
  const rows = await selectRows<Row>(
    connection,
    `select registry_id, record_name.name, ${fields.join(', ')} from record join record_name using (snapshot_key, package_key) join package using (package_key)`,
  );
  return new Map(rows.map(({ registry_id: id, ...record }) => [String(id), record]));
}

/** The aspects of a package as the hub has them, in the form in which the store keeps items: name to JSON. */
export function trueItems(truth: Truth, kind: PackageKind, id: string, aspect: Exclude<Aspect, 'cards'>): Map<string, unknown> {
  switch (aspect) {
    case 'files':
      return new Map(truth.tree(kind, id).map(({ lastCommit: _commit, securityFileStatus: _status, ...entry }) => [entry.path, entry]));
    case 'commits':
      return new Map(truth.commits(kind, id).map((commit) => [commit.id, commit]));
    case 'refs':
      return new Map(Object.entries(truth.refs(kind, id) ?? {}).flatMap(([group, refs]) => (refs as { ref: string }[]).map((ref): [string, unknown] => [ref.ref, { ...ref, kind: group }])));
    case 'discussions':
      return new Map(truth.discussions(kind, id).map((one) => [String(one.num), one]));
    case 'security':
      return new Map([['scan', truth.scan(kind, id)]]);
    case 'config':
      return new Map(truth.texts(kind, id));
  }
}

/** The items that the store holds now of an aspect of each package, parsed where they are JSON. */
export async function storedItems(connection: DuckDBConnection, kind: PackageKind, aspect: Aspect): Promise<Map<string, Map<string, unknown>>> {
  const rows = await selectRows<{ id: string; name: string; value: string | null }>(
    connection,
    `select registry_id as id, item.name, arg_max_null(value, position) as value
     from item join package using (package_key) join timeline using (snapshot_key)
     where package.kind = $kind and aspect = $aspect group by all`,
    { kind, aspect },
  );
  const items = new Map<string, Map<string, unknown>>();
  for (const { id, name, value } of rows) {
    if (value === null) continue;
    const own = items.get(id) ?? new Map<string, unknown>();
    own.set(name, aspect === 'config' ? value : (JSON.parse(value) as unknown));
    items.set(id, own);
  }
  return items;
}

/** The newest looks at each package: `<id> <aspect>` to outcome. */
export async function storedLooks(connection: DuckDBConnection, kind: PackageKind): Promise<Map<string, string>> {
  const rows = await selectRows<{ look: string; outcome: string }>(
    connection,
    `select registry_id || ' ' || aspect as look, arg_max(outcome, position) as outcome
     from look join package using (package_key) join timeline using (snapshot_key) where package.kind = $kind group by all`,
    { kind },
  );
  return new Map(rows.map(({ look, outcome }) => [look, outcome]));
}

/** Whether each package has a card as the store knows it now, and its text; null where nobody could see. */
export async function storedCards(connection: DuckDBConnection, kind: PackageKind): Promise<Map<string, { readonly hasCard: boolean | null; readonly card: string | null }>> {
  const rows = await selectRows<{ id: string; has_card: boolean | null; card: string | null }>(
    connection,
    `with has as (select package_key, arg_max_null(value, position) as has_card from history_has_card join timeline using (snapshot_key) group by all),
     -- The engine's JavaScript client drops a byte order mark at the beginning of a text: something is put before it.
     told as (select package_key, '|' || arg_max_null(value, position) as card from history_card join timeline using (snapshot_key) group by all)
     select registry_id as id, has_card, card from package join has using (package_key) left join told using (package_key) where kind = $kind`,
    { kind },
  );
  return new Map(rows.map(({ id, has_card: hasCard, card }) => [id, { hasCard, card: card?.slice(1) ?? null }]));
}

/** A text as an archive keeps it: without what looks like a token. */
export const withoutTokens = createSecretRemover([]);
