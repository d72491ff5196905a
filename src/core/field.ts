/**
 * The fields of a record: our normalised description of one package at one time. This is the one place that names
 * them; the store's tables, the data dictionary, the mapping files and the field maps of the registries are checked
 * against it.
 */

/** DuckDB types a field can have. Lists are sets written in a stable order. */
export type FieldType =
  | 'varchar'
  | 'bigint'
  | 'integer'
  | 'double'
  | 'boolean'
  | 'timestamp'
  | 'varchar[]'
  | 'struct(base varchar, relation varchar)[]'
  | 'struct(attribute varchar, "value" varchar, source varchar, standing varchar)[]';

export interface FieldDeclaration {
  readonly type: FieldType;
  /** What the value says, with its unit; it becomes the comment of the column. */
  readonly meaning: string;
}

export const fields = {
  name: { type: 'varchar', meaning: 'Full name under which the registry lists the package (owner/name where it has owners); changes when the package is renamed.' },
  author: { type: 'varchar', meaning: 'Owner as the source states it (an account, an organisation).' },
  revision: { type: 'varchar', meaning: 'Identifier of the newest revision (a commit hash, a version number).' },
  created_at: { type: 'timestamp', meaning: 'When the package was created, by the registry. Hugging Face states 2022-03-02T23:29:04 for everything older.' },
  modified_at: { type: 'timestamp', meaning: 'When the package last changed, by the registry.' },
  downloads: { type: 'bigint', meaning: 'Downloads over the last 30 days.' },
  downloads_all_time: { type: 'bigint', meaning: 'Downloads since the package exists.' },
  likes: { type: 'bigint', meaning: 'Likes (stars, hearts) at that moment.' },
  rank: { type: 'integer', meaning: 'Place in the source\'s own list of the most popular, 1 is first; the snapshot says by what.' },
  trending_score: { type: 'double', meaning: 'The registry\'s own score of recent attention; its formula is not public.' },
  task: { type: 'varchar', meaning: 'Task the model is for, in the registry\'s vocabulary (pipeline tag).' },
  library: { type: 'varchar', meaning: 'Library the registry names for loading the package.' },
  libraries: { type: 'varchar[]', meaning: 'All libraries the package supports, of the vocabulary of libraries, sorted.' },
  tags: { type: 'varchar[]', meaning: 'Tags as the registry lists them, in its order.' },
  licences: { type: 'varchar[]', meaning: 'Declared licences, in the registry\'s spelling, sorted.' },
  languages: { type: 'varchar[]', meaning: 'Declared natural languages, ISO 639 codes in the registry\'s spelling, sorted.' },
  datasets: { type: 'varchar[]', meaning: 'Datasets the package declares to be trained on, sorted.' },
  papers: { type: 'varchar[]', meaning: 'Papers the package refers to, as arxiv:<id> or doi:<id>, sorted.' },
  base_models: { type: 'struct(base varchar, relation varchar)[]', meaning: 'Declared parents: the name as written, and the relation (finetune, adapter, quantized, merge, distilled, unknown), sorted by name.' },
  architectures: { type: 'varchar[]', meaning: 'Architecture classes named in the configuration, in its order.' },
  model_type: { type: 'varchar', meaning: 'Model type named in the configuration.' },
  files: { type: 'varchar[]', meaning: 'Names of the files in the repository, sorted.' },
  parameters: { type: 'bigint', meaning: 'Number of parameters.' },
  storage_bytes: { type: 'bigint', meaning: 'Size of the repository in bytes, as the registry counts it.' },
  gated: { type: 'varchar', meaning: 'Whether access must be asked for: false, auto or manual.' },
  private: { type: 'boolean', meaning: 'Whether the package is private.' },
  disabled: { type: 'boolean', meaning: 'Whether the registry took the package down (still listed, not to be had).' },
  removed: { type: 'boolean', meaning: 'Whether the source itself says that the package is gone.' },
  co2_grams: { type: 'double', meaning: 'Declared emissions of training, grams of CO2 equivalent.' },
  has_card: { type: 'boolean', meaning: 'Whether the package has a card (README).' },
  card: { type: 'varchar', meaning: 'Text of the card, front matter included.' },
  card_sections: { type: 'varchar[]', meaning: 'Of the five sections of the documentation score, those the card has content for, sorted.' },
  card_unread: { type: 'varchar[]', meaning: 'Of the five sections, those that could not be judged (a language without vocabulary, a card that was cut), sorted: neither present nor absent.' },
  card_attributes: { type: 'varchar[]', meaning: 'Metadata attributes found in the card, sorted.' },
  card_values: { type: 'struct(attribute varchar, "value" varchar, source varchar, standing varchar)[]', meaning: 'Values of those attributes in normal form (of hyper-parameters and results name=value), at most 50 of an attribute, each with its source (front matter, model-index, tag, config, table, code, text) and its standing (declared, inferred), sorted.' },
  card_generator: { type: 'varchar', meaning: 'Program whose marks the card still bears: it was written by it, and nobody took them out. null: a person wrote it, as far as can be seen.' },
  card_language: { type: 'varchar', meaning: 'Language in which the card is written, ISO 639-1; und where it has too few words to tell.' },
  card_rules: { type: 'varchar', meaning: 'Version of the rules by which the card was read.' },
} as const satisfies Record<string, FieldDeclaration>;

export type Field = keyof typeof fields;

/** Fields that come from the card alone: known only of packages whose card somebody asked for, which `has_card` tells. */
export const cardFields = [
  'has_card', 'card', 'card_sections', 'card_unread', 'card_attributes', 'card_values', 'card_generator', 'card_language', 'card_rules',
] as const satisfies readonly Field[];

/** Tells whether a field comes from the card alone. */
export function isCardField(field: Field): boolean {
  return (cardFields as readonly Field[]).includes(field);
}

export const fieldNames = Object.keys(fields) as readonly Field[];

/**
 * How a registry stands to a field. `stated`: it says so itself; `derived`: we compute it from what it states;
 * `not stated`: the registry has no such fact; `not collected`: it has, we do not ask.
 */
export type Standing =
  | { readonly standing: 'stated'; readonly where: string }
  | { readonly standing: 'derived'; readonly where: string }
  | { readonly standing: 'not stated'; readonly why: string }
  | { readonly standing: 'not collected'; readonly why: string };

/** Total on purpose: a new field does not compile until every registry has answered for it. */
export type FieldMap = Readonly<Record<Field, Standing>>;

/** Tells whether a word is the name of a field. */
export function isField(word: string): word is Field {
  return Object.hasOwn(fields, word);
}
