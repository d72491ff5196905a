/**
 * SQL that writes the properties of a hub answer as JSON, over a row of a world. The engine writes them because it is
 * faster than carrying 1,000 rows of columns into JavaScript, and because null then means what it should: `concat_ws`
 * leaves out what is null, so that a fact that is not known is no key at all, and never a zero.
 */
const values = {
  modelId: 'to_json(name)',
  author: 'to_json(author)',
  sha: 'to_json(revision)',
  lastModified: instant('modified_at'),
  createdAt: instant('created_at'),
  private: 'private::varchar',
  gated: `case gated when 'false' then 'false' else to_json(gated) end`,
  disabled: 'disabled::varchar',
  downloads: 'downloads::varchar',
  downloadsAllTime: 'downloads_all_time::varchar',
  likes: 'likes::varchar',
  trendingScore: 'case when trending_score = trunc(trending_score) then trending_score::bigint::varchar else to_json(trending_score) end',
  library_name: 'to_json(library)',
  pipeline_tag: 'to_json(task)',
  tags: 'tags',
  usedStorage: 'storage_bytes::varchar',
  // The store keeps one count of parameters, safetensors before GGUF; only where there are no safetensors is it the GGUF's.
  gguf: `case when parameters is not null and contains(tags, '"gguf"') and not contains(tags, '"safetensors"') then '{"total":' || parameters || '}' end`,
  // Datasets of the hub have it, always empty.
  key: `'""'`,
  // Ours: says that the identifier was derived by the mirror because no source states one.
  hubscopeDerivedId: `case when derived_id then 'true' end`,
} as const;

/** A property that a world has a column for. */
export type WorldProperty = keyof typeof values;

/** All properties that a world has a column for. */
export const worldProperties = Object.keys(values) as readonly WorldProperty[];

/** Tells whether a property is written from the columns of a world; others need the texts and items of the package. */
export function isWorldProperty(word: string): word is WorldProperty {
  return Object.hasOwn(values, word);
}

function instant(column: string): string {
  return `'"' || strftime(${column}, '%Y-%m-%dT%H:%M:%S.%g') || 'Z"'`;
}

/** SQL of a row as a JSON object: `_id`, `id` and the properties that are known, in this order. */
export function rowJson(properties: Iterable<WorldProperty>): string {
  const keys = [...new Set<WorldProperty>([...properties, 'hubscopeDerivedId'])];
  const parts = keys.map((key) => `'"${key}":' || (${values[key]})`);
  return `'{' || concat_ws(',', '"_id":' || to_json(_id), '"id":' || to_json(name), ${parts.join(', ')}) || '}'`;
}
