import { perceptionFamilies } from '../cards/names/perception-families.js';
import { chatFamilies, textFamilies } from '../cards/names/architecture-families.js';
import type { Field } from '../core/field.js';
import { groupSql, ownerSql } from './owner-of-name.js';

/** The four kinds of attributes that claim S1 names. */
export const blocks = ['architecture', 'performance', 'reproducibility', 'portability'] as const;
export type Block = (typeof blocks)[number];

/** A yes-or-no attribute of a model, as SQL over `record_detail`. */
export interface DesignColumn {
  readonly block: Block | 'age';
  readonly name: string;
  readonly test: string;
}

/** Owners are dealt into this many groups; leaving out one at a time tells how far a number rests on some owners. */
export const ownerGroups = 32;

/** SQL of the group of a model's owner, from its name: all models of one owner are in one group. */
export function ownerGroup(name: string): string {
  return groupSql(ownerSql(name), ownerGroups);
}

/** SQL of whether a record, or its card where that is known, reports an evaluation; null where neither could. */
export function evaluationTest(covered: ReadonlySet<Field>): string | null {
  return anyOf([
    covered.has('tags') ? `list_contains(tags, 'model-index')` : null,
    covered.has('card_attributes') && covered.has('card_values') ? `list_contains(card_attributes, 'evaluation')` : null,
  ]);
}

/** SQL that is true where one of the tests is; null where there is none. */
function anyOf(tests: readonly (string | null)[]): string | null {
  const known = tests.filter((one) => one !== null);
  return known.length === 0 ? null : known.map((one) => `coalesce(${one}, false)`).join(' or ');
}

function tagged(...tags: readonly string[]): string {
  return `list_has_any(tags, [${tags.map(quote).join(', ')}])`;
}

function taggedWith(prefix: string): string {
  return `len(list_filter(tags, tag -> starts_with(tag, '${prefix}'))) > 0`;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "''")}'`;
}

const frameworks = ['pytorch', 'tf', 'jax', 'keras', 'tf-keras', 'tensorflow', 'flax', 'paddlepaddle', 'rust'];
const otherFormats = ['tflite', 'coreml', 'openvino', 'mlx', 'transformers.js', 'ctranslate2', 'mlc-llm', 'tensorrt', 'executorch'];

/** Half-open ranges of a number, by what they are called. */
function ranges(block: DesignColumn['block'], value: string, bounds: readonly (readonly [name: string, from: number, to: number])[]): DesignColumn[] {
  return bounds.map(([name, from, to]) => ({ block, name, test: `${value} >= ${from}${Number.isFinite(to) ? ` and ${value} < ${to}` : ''}` }));
}

/** The hub's floor: it states this for everything older. */
const before = `created_at <= timestamp '2022-03-02 23:29:05'`;

/** The attributes that a snapshot with these fields can state; for model families see `familySql`. */
export function possibleColumns(covered: ReadonlySet<Field>, takenAt: string): DesignColumn[] {
  const tags = covered.has('tags');
  const cards = covered.has('card_attributes') && covered.has('card_values');
  const months = `(case when not (${before}) then date_diff('day', created_at, timestamp '${takenAt.slice(0, 10)}') / 30.4375 end)`;
  function column(block: Block, name: string, test: string | null): DesignColumn[] {
    return test === null ? [] : [{ block, name, test }];
  }
  return [
    ...column('performance', 'evaluation reported', evaluationTest(covered)),
    ...column('reproducibility', 'training data named', anyOf([tags ? taggedWith('dataset:') : null])),
    ...column('reproducibility', 'paper named', anyOf([tags ? `(${taggedWith('arxiv:')} or ${taggedWith('doi:')})` : null])),
    ...column('reproducibility', 'emissions declared', anyOf([tags ? tagged('co2_eq_emissions') : null, covered.has('co2_grams') ? 'co2_grams is not null' : null])),
    ...column('reproducibility', 'hyper-parameters told', anyOf([cards ? `list_contains(card_attributes, 'hyperParameter')` : null])),
    ...column('portability', 'safetensors', tags ? tagged('safetensors') : null),
    ...column('portability', 'gguf', tags ? tagged('gguf', 'ggml') : null),
    ...column('portability', 'onnx', tags ? tagged('onnx') : null),
    ...column('portability', 'other portable format', tags ? tagged(...otherFormats) : null),
    ...column('portability', 'several frameworks', tags ? `len(list_intersect(tags, [${frameworks.map(quote).join(', ')}])) >= 2` : null),
    ...(covered.has('parameters') ? ranges('portability', 'parameters', [
      ['under 0.1 billion parameters', 0, 1e8], ['0.1 to 1 billion parameters', 1e8, 1e9], ['1 to 10 billion parameters', 1e9, 1e10], ['10 billion parameters or more', 1e10, Infinity],
    ]) : []),
    ...(covered.has('created_at') ? [
      ...ranges('age', months, [
        // The hub's clock may be a day ahead of the list's.
        ['age under 1 month', -100, 1], ['age 1 to 2 months', 1, 2], ['age 2 to 4 months', 2, 4], ['age 4 to 8 months', 4, 8],
        ['age 16 to 32 months', 16, 32], ['age 32 months or more', 32, Infinity],
      ]),
      { block: 'age', name: 'older than the registry keeps', test: before } as const,
    ] : []),
  ];
}

const knownTypes = [...new Set(
  [textFamilies, chatFamilies, perceptionFamilies].flatMap((families) => Object.values(families)).flatMap((family) => family.types.split(' ')).filter((type) => type !== ''),
)].sort();

/**
 * SQL of a relation (package_key, family) over `model`: the type that the configuration states, else the first tag that is the name of a
 * known type (the hub tags models with their type), else, where nothing better is stated, the task. Null where none can be told.
 */
export function familySql(covered: ReadonlySet<Field>): { readonly sql: string; readonly from: string } | null {
  if (covered.has('model_type')) return { sql: 'select package_key, model_type as family from model where model_type is not null', from: 'the model type of the configuration' };
  if (covered.has('tags')) {
    return {
      sql: `select package_key, arg_min(tag, place) as family
  from (select package_key, unnest(tags) as tag, generate_subscripts(tags, 1) as place from model)
  where tag in (${knownTypes.map(quote).join(', ')})
  group by package_key`,
      from: 'the first tag that names a known model type',
    };
  }
  return covered.has('task')
    ? { sql: `select package_key, task as family from model where task <> 'unknown'`, from: 'the task, which stands in for the architecture' }
    : null;
}
