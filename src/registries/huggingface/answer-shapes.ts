import type { Field } from '../../core/field.js';
import type { AnswerShape } from '../../core/registry.js';

/**
 * The keys of Hugging Face's answers that we read, with the type the engine reads them as. Scalars are read as text
 * and cast afterwards, so that a value of the wrong type is seen and set aside instead of silently becoming null.
 */
const listingKeys = {
  _id: 'VARCHAR',
  id: 'VARCHAR',
  likes: 'VARCHAR',
  private: 'VARCHAR',
  downloads: 'VARCHAR',
  tags: ['VARCHAR'],
  pipeline_tag: 'VARCHAR',
  library_name: 'VARCHAR',
  createdAt: 'VARCHAR',
  trendingScore: 'VARCHAR',
} as const;

const detailKeys = {
  ...listingKeys,
  modelId: 'VARCHAR',
  author: 'VARCHAR',
  sha: 'VARCHAR',
  lastModified: 'VARCHAR',
  gated: 'VARCHAR',
  disabled: 'VARCHAR',
  downloadsAllTime: 'VARCHAR',
  usedStorage: 'VARCHAR',
  siblings: [{ rfilename: 'VARCHAR' }],
  config: { architectures: ['VARCHAR'], model_type: 'VARCHAR', peft: { base_model_name_or_path: 'VARCHAR' } },
  safetensors: { total: 'VARCHAR' },
  gguf: { total: 'VARCHAR', architecture: 'VARCHAR' },
  cardData: 'JSON',
} as const;

/** The light properties that a listing is asked for. */
const expandedKeys = {
  ...listingKeys,
  author: 'VARCHAR',
  sha: 'VARCHAR',
  lastModified: 'VARCHAR',
  gated: 'VARCHAR',
  disabled: 'VARCHAR',
  downloadsAllTime: 'VARCHAR',
} as const;

type AnswerKey = keyof typeof detailKeys;

/** SQL types of the keys, for those that a shape does not have. */
const sqlTypes: Readonly<Record<AnswerKey, string>> = {
  _id: 'varchar', id: 'varchar', likes: 'varchar', private: 'varchar', downloads: 'varchar', tags: 'varchar[]',
  pipeline_tag: 'varchar', library_name: 'varchar', createdAt: 'varchar', trendingScore: 'varchar', modelId: 'varchar',
  author: 'varchar', sha: 'varchar', lastModified: 'varchar', gated: 'varchar', disabled: 'varchar',
  downloadsAllTime: 'varchar', usedStorage: 'varchar', siblings: 'struct(rfilename varchar)[]',
  config: 'struct(architectures varchar[], model_type varchar, peft struct(base_model_name_or_path varchar))',
  safetensors: 'struct(total varchar)', gguf: 'struct(total varchar, architecture varchar)', cardData: 'json',
};

/**
 * `listing` is the default projection of the list route; `expanded` the light properties that a harvest asks for; `detail` is what the detail route answers, and the list
 * route in its older generations or when asked for more (`full`, `config`, `cardData`). Reading the longer shape from
 * listing answers would cost a quarter more time and find nothing.
 */
export const answerShapes: Readonly<Record<'listing' | 'expanded' | 'detail', AnswerShape>> = {
  listing: {
    structure: JSON.stringify(listingKeys),
    columns: columnsFrom(listingKeys),
    lacks: [
      'author', 'revision', 'modified_at', 'downloads_all_time', 'architectures', 'model_type', 'files', 'parameters',
      'storage_bytes', 'gated', 'disabled', 'has_card', 'co2_grams',
    ],
    why: 'the default projection of the list route leaves it out',
  },
  expanded: {
    structure: JSON.stringify(expandedKeys),
    columns: columnsFrom(expandedKeys),
    lacks: ['architectures', 'model_type', 'files', 'parameters', 'storage_bytes', 'has_card', 'co2_grams'],
    why: 'not among the properties that the listing was asked for',
  },
  detail: { structure: JSON.stringify(detailKeys), columns: columnsFrom(detailKeys), lacks: [], why: '' },
};

/**
 * What the list shows of every package, where it shows it at all, and the fields it fills. A key that no element of a
 * listing carries was not stated by it.
 */
export const propertyFields: Readonly<Record<string, readonly Field[]>> = {
  author: ['author'], createdAt: ['created_at'], disabled: ['disabled'], downloads: ['downloads'], downloadsAllTime: ['downloads_all_time'],
  gated: ['gated'], lastModified: ['modified_at'], likes: ['likes'], private: ['private'], sha: ['revision'], trendingScore: ['trending_score'],
};

/** SQL that lays out an element `e` in the columns normalise.sql reads; keys that a shape does not have as null. */
function columnsFrom(keys: Partial<Record<AnswerKey, unknown>>): string {
  return (Object.keys(sqlTypes) as AnswerKey[])
    .map((key) => (key in keys ? `e."${key}" as "${key}"` : `null::${sqlTypes[key]} as "${key}"`))
    .join(',\n    ');
}
