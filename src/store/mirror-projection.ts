/** A row of a world, as it is read. */
export interface WorldRow {
  readonly place: number;
  readonly package_key: number;
  readonly popular_at: number | null;
  readonly _id: string;
  readonly derived_id: boolean;
  readonly name: string;
  readonly author: string | null;
  readonly revision: string | null;
  readonly created_at: string | null;
  readonly modified_at: string | null;
  readonly downloads: number | null;
  readonly downloads_all_time: number | null;
  readonly likes: number | null;
  readonly trending_score: number | null;
  readonly task: string | null;
  readonly library: string | null;
  /** JSON text of a list. */
  readonly tags: string | null;
  readonly parameters: number | null;
  readonly storage_bytes: number | null;
  readonly gated: string | null;
  readonly private: boolean | null;
  readonly disabled: boolean | null;
}

interface Projection {
  /** SQL of the value as JSON text; null where it is not known. */
  readonly sql: string;
  readonly of: (row: WorldRow) => unknown;
}

/**
 * How the properties of a hub answer follow from a row of a world. For lists the engine writes them as JSON: it is faster
 * than carrying 1,000 rows of columns into JavaScript, and null then means what it should: `concat_ws` leaves out what is
 * null, so that a fact that is not known is no key at all, and never a zero. For a single row it is the other way about:
 * measured, to prepare these expressions takes the engine longer (1.3 ms) than to read the row.
 */
const projections = {
  modelId: { sql: 'to_json(name)', of: (row) => row.name },
  author: { sql: 'to_json(author)', of: (row) => row.author },
  sha: { sql: 'to_json(revision)', of: (row) => row.revision },
  lastModified: { sql: instant('modified_at'), of: (row) => row.modified_at },
  createdAt: { sql: instant('created_at'), of: (row) => row.created_at },
  private: { sql: 'private::varchar', of: (row) => row.private },
  gated: { sql: `case gated when 'false' then 'false' else to_json(gated) end`, of: (row) => (row.gated === 'false' ? false : row.gated) },
  disabled: { sql: 'disabled::varchar', of: (row) => row.disabled },
  downloads: { sql: 'downloads::varchar', of: (row) => row.downloads },
  downloadsAllTime: { sql: 'downloads_all_time::varchar', of: (row) => row.downloads_all_time },
  likes: { sql: 'likes::varchar', of: (row) => row.likes },
  trendingScore: {
    sql: 'case when trending_score = trunc(trending_score) then trending_score::bigint::varchar else to_json(trending_score) end',
    of: (row) => row.trending_score,
  },
  library_name: { sql: 'to_json(library)', of: (row) => row.library },
  pipeline_tag: { sql: 'to_json(task)', of: (row) => row.task },
  tags: { sql: 'tags', of: (row): unknown => (row.tags === null ? null : JSON.parse(row.tags)) },
  usedStorage: { sql: 'storage_bytes::varchar', of: (row) => row.storage_bytes },
  // The store keeps one count of parameters, safetensors before GGUF; only where there are no safetensors is it the GGUF's.
  gguf: {
    sql: `case when parameters is not null and contains(tags, '"gguf"') and not contains(tags, '"safetensors"') then '{"total":' || parameters || '}' end`,
    of: (row) => (row.parameters !== null && row.tags?.includes('"gguf"') === true && !row.tags.includes('"safetensors"') ? { total: row.parameters } : null),
  },
  // Datasets of the hub have it, always empty.
  key: { sql: `'""'`, of: () => '' },
  // Ours: says that the identifier was derived by the mirror because no source states one.
  hubscopeDerivedId: { sql: `case when derived_id then 'true' end`, of: (row) => (row.derived_id ? true : null) },
} as const satisfies Record<string, Projection>;

/** A property that a world has a column for. */
export type WorldProperty = keyof typeof projections;

/** Tells whether a property is written from the columns of a world; others need the texts and items of the package. */
export function isWorldProperty(word: string): word is WorldProperty {
  return Object.hasOwn(projections, word);
}

function instant(column: string): string {
  return `'"' || strftime(${column}, '%Y-%m-%dT%H:%M:%S.%g') || 'Z"'`;
}

/** SQL of a row as a JSON object: `_id`, `id` and the properties that are known, in this order. */
export function rowJson(properties: Iterable<WorldProperty>): string {
  const keys = [...new Set<WorldProperty>([...properties, 'hubscopeDerivedId'])];
  const parts = keys.map((key) => `'"${key}":' || (${projections[key].sql})`);
  return `'{' || concat_ws(',', '"_id":' || to_json(_id), '"id":' || to_json(name), ${parts.join(', ')}) || '}'`;
}

/** The same of one row that was read: what the columns say of each of these properties, null where it is not known. */
export function propertyOf(row: WorldRow, property: WorldProperty): unknown {
  return projections[property].of(row);
}
