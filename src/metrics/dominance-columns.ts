import type { Field } from '../core/field.js';
import type { SelectionDominanceRow } from '../core/rows/selection-dominance.js';
import type { CrossProducts } from '../stats/cross-products.js';
import { evaluationTest } from './selection-columns.js';

export type SelectionGroup = SelectionDominanceRow['group'];

/** A whole number of a model, as SQL; an outcome, a predictor of a group, or its age. */
export interface ModelColumn {
  readonly of: 'outcome' | SelectionGroup | 'age';
  readonly name: string;
  readonly sql: string;
}

/** Models of one class: their number, the sums of the columns, and of the products of each column with those up to it, row by row. */
export interface ModelClass {
  readonly owner_group: number;
  readonly selected: boolean;
  /** Whether a program wrote the card; null where that cannot be told. */
  readonly generated: boolean | null;
  readonly n: number;
  readonly sums: readonly number[];
  readonly products: readonly number[];
}

/** Names of the two outcomes. */
export const outcomes = { all: 'descendants', changed: 'descendants other than quantized copies and adapters' } as const;

function logarithm(value: string): string {
  return `round(1000 * ln(1 + greatest(${value}, 0)))::bigint`;
}

function days(from: string, to: string): string {
  return `date_diff('second', ${from}, ${to}) / 86400.0`;
}

/** The columns that a snapshot with these fields, taken at an instant, can state. `withCards`: whether the cards of its models are known. */
export function modelColumns(covered: ReadonlySet<Field>, takenAt: string, withCards: boolean): ModelColumn[] {
  const now = `timestamp '${takenAt.slice(0, 19).replace('T', ' ')}'`;
  const fields = new Set([...covered].filter((field) => withCards || !['card_attributes', 'card_values', 'card_sections', 'has_card'].includes(field)));
  function test(name: string, expression: string | null): ModelColumn[] {
    return expression === null ? [] : [{ of: 'quality', name, sql: `coalesce(${expression}, false)::bigint` }];
  }
  function stated(field: Field, name: string): ModelColumn[] {
    return test(name, fields.has(field) ? `len(${field}) > 0` : null);
  }
  const created = fields.has('created_at');
  return [
    { of: 'outcome', name: outcomes.all, sql: logarithm('coalesce(descendants, 0)') },
    { of: 'outcome', name: outcomes.changed, sql: logarithm('coalesce(changed, 0)') },
    { of: 'popularity', name: 'downloads', sql: logarithm('record.downloads') },
    ...(fields.has('likes') ? [{ of: 'popularity', name: 'likes', sql: logarithm('coalesce(likes, 0)') } as const] : []),
    { of: 'maintenance', name: 'days since the last change', sql: logarithm(days('record.modified_at', now)) },
    ...(created ? [{ of: 'maintenance', name: 'days from creation to the last change', sql: logarithm(`coalesce(${days('created_at', 'record.modified_at')}, 0)`) } as const] : []),
    ...stated('licences', 'licence declared'),
    ...test('evaluation reported', evaluationTest(fields)),
    ...stated('datasets', 'training data named'),
    ...stated('papers', 'paper named'),
    ...stated('languages', 'language declared'),
    ...(fields.has('card_sections') ? [{ of: 'quality', name: 'sections of the card', sql: 'coalesce(len(card_sections), 0)::bigint' } as const] : test('card', fields.has('has_card') ? 'has_card' : null)),
    ...(created ? [{ of: 'age', name: 'age', sql: logarithm(`coalesce(${days('created_at', now)}, 0)`) } as const] : []),
  ];
}

/** The lists of the SQL: the columns, their sums, and the sums of their products, each with those up to it. */
export function columnLists(columns: readonly ModelColumn[]): { readonly columns: string; readonly sums: string; readonly products: string } {
  const places = columns.map((_, place) => place);
  return {
    columns: columns.map((one, place) => `${one.sql} as c${place}`).join(', '),
    sums: places.map((a) => `sum(c${a})::double`).join(', '),
    products: places.flatMap((a) => places.slice(0, a + 1).map((b) => `sum(c${a} * c${b})::double`)).join(', '),
  };
}

/** The cross products of each group of owners, over some of the classes. */
export function productsOfClasses(classes: readonly ModelClass[], columns: readonly ModelColumn[]): CrossProducts[] {
  const names = columns.map((one) => one.name);
  const k = names.length;
  const groups = new Map<number, { n: number; names: readonly string[]; sums: Float64Array; products: Float64Array }>();
  for (const one of classes) {
    let group = groups.get(one.owner_group);
    if (group === undefined) groups.set(one.owner_group, group = { n: 0, names, sums: new Float64Array(k), products: new Float64Array(k * k) });
    group.n += one.n;
    for (let a = 0; a < k; a += 1) {
      group.sums[a]! += one.sums[a]!;
      for (let b = 0; b <= a; b += 1) {
        const value = one.products[(a * (a + 1)) / 2 + b]!;
        group.products[a * k + b]! += value;
        if (a !== b) group.products[b * k + a]! += value;
      }
    }
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}
