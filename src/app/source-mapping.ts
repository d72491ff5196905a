import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../core/errors.js';
import { fieldNames, isCardField, isField, type Field, type Standing } from '../core/field.js';
import type { Registry } from '../core/registry.js';

/** How the text of a column becomes a value. The list is closed: a mapping file names a conversion, it is not SQL. */
export const conversions = [
  'text', 'integer', 'number', 'boolean', 'instant', 'git instant', 'month end', 'json list', 'python list', 'one', 'parent', 'parents',
] as const;

const Column = z.union([
  z.string(),
  z.strictObject({
    /** Name of the column; for JSON a dotted path. */
    column: z.string(),
    as: z.enum(conversions).default('text'),
  }),
]);

const Absent = z.record(z.string(), z.string());

const Common = {
  /** Name of the source, as in the command. */
  slug: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  registry: z.string(),
  kind: z.enum(['model', 'dataset', 'library']).default('model'),
  /** Snapshots of one series are the same list at several times. */
  series: z.string().regex(/^[a-z0-9-]+$/),
  /** Files relative to the folder that the command names; `*` stands for any characters but `/`. */
  files: z.array(z.string()).min(1),
  /** Why the snapshot is not the whole registry; `false` when it is whole. */
  incomplete: z.union([z.literal(false), z.string()]),
  popularity: z.enum(['downloads', 'rank']).nullable().default(null),
  rank_by: z.string().nullable().default(null),
  /** Where the instant comes from: measured and written here, or a column (one file may hold many snapshots). */
  taken_at: z.union([
    z.strictObject({ fixed: z.iso.datetime(), why: z.string() }),
    z.strictObject({ column: z.string(), as: z.enum(['instant', 'month end']).default('instant'), why: z.string() }),
  ]),
  /** Fields that the source does not have, and why; `otherwise` speaks for all that are not named. */
  absent: Absent.default({}),
  otherwise: z.string(),
  /**
   * Cards that lie in a file of their own, one JSON object per line. Where a table states `has_card` itself, that speaks for
   * packages whose card is not in the file.
   */
  cards: z.strictObject({
    file: z.string(),
    name: z.string(),
    text: z.string(),
    /** Without it every line is a card. */
    has_card: z.string().optional(),
    /** Character that stands for `/` in the names of cards (and may stand in them itself): they are sought among the listed names. */
    slash: z.string().length(1).optional(),
    /** Which cards the file does not have, and why, where it has not all. */
    lacks: z.string().optional(),
  }).optional(),
};

const Table = z.strictObject({
  ...Common,
  /** `jsonl`: one object per line; `json`: one list of objects per file. */
  format: z.enum(['csv', 'jsonl', 'json', 'parquet']),
  /** A wide table with a column per instant is turned into rows first. */
  unpivot: z.strictObject({ columns: z.string(), name: z.string(), value: z.string() }).optional(),
  /** A column looked up in another file of the source. */
  lookup: z.strictObject({ file: z.string(), format: z.enum(['csv', 'jsonl']), key: z.string(), from: z.string(), value: z.string(), as: z.string() }).optional(),
  identifier: Column.optional(),
  fields: z.record(z.string(), Column),
});

const Answers = z.strictObject({
  ...Common,
  format: z.literal('answers'),
  container: z.enum(['pages', 'lines', 'document', 'answers']),
  shape: z.string(),
});

const SourceMappingSchema = z.discriminatedUnion('format', [Table, Answers]);

/** What one foreign source is and how its columns become fields. */
export type SourceMapping = z.infer<typeof SourceMappingSchema>;
export type TableMapping = z.infer<typeof Table>;
export type AnswersMapping = z.infer<typeof Answers>;
export type ColumnMapping = { readonly column: string; readonly as: (typeof conversions)[number] };

/** Reads a mapping file. Errors: UsageError that names the file, the key and what was expected. */
export function readMapping(file: string): SourceMapping {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`mapping: cannot be read (${file}); expected YAML, got: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
  const result = SourceMappingSchema.safeParse(content);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new UsageError(`mapping: not a mapping (${file}, ${issue?.path.join('.') || 'top level'}); ${issue?.message ?? 'unknown problem'}`);
  }
  const words = [...Object.keys(result.data.absent), ...('fields' in result.data ? Object.keys(result.data.fields) : [])];
  const unknown = words.find((word) => !isField(word));
  if (unknown !== undefined) {
    throw new UsageError(`mapping: no such field (${file}, ${unknown}); expected one of: ${fieldNames.join(', ')}`);
  }
  return result.data;
}

/** The mappings that come with the program, by slug. */
export function listMappings(folder: string): { slug: string; file: string; mapping: SourceMapping }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const file = path.join(folder, name);
      const mapping = readMapping(file);
      return { slug: mapping.slug, file, mapping };
    });
}

/** A column mapping written short or long. */
export function columnOf(mapping: z.infer<typeof Column>): ColumnMapping {
  return typeof mapping === 'string' ? { column: mapping, as: 'text' } : mapping;
}

/** What the snapshots of a source can say about each field. `derived` are those that the registry's SQL computes. */
export function standingsOf(mapping: SourceMapping, registry: Registry, derived: readonly Field[]): Record<Field, Standing> {
  const entries = fieldNames.map((field): [Field, Standing] => {
    if (mapping.cards !== undefined && isCardField(field)) {
      const { file, lacks } = mapping.cards;
      return [field, { standing: field === 'card' ? 'stated' : 'derived', where: lacks === undefined ? file : `${file}, which lacks ${lacks}` }];
    }
    if (mapping.format === 'answers') return [field, answerStanding(mapping, registry, field)];
    const column = mapping.fields[field];
    if (column !== undefined) return [field, { standing: 'stated', where: `column ${columnOf(column).column}` }];
    if (derived.includes(field)) return [field, registry.fields[field]];
    return [field, { standing: 'not collected', why: mapping.absent[field] ?? mapping.otherwise }];
  });
  return Object.fromEntries(entries) as Record<Field, Standing>;
}

function answerStanding(mapping: AnswersMapping, registry: Registry, field: Field): Standing {
  const shape = registry.answers?.shapes[mapping.shape];
  const absent = mapping.absent[field];
  if (absent !== undefined) return { standing: 'not collected', why: absent };
  if (shape?.lacks.includes(field)) return { standing: 'not collected', why: shape.why };
  if (isCardField(field) && field !== 'has_card') return { standing: 'not collected', why: mapping.otherwise };
  return registry.fields[field];
}
