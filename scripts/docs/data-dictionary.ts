import type { DuckDBConnection } from '@duckdb/node-api';
import { fieldNames, fields } from '../../src/core/field.js';
import { createSchema } from '../../src/store/create-schema.js';
import { historyTable } from '../../src/store/history-tables.js';
import { openScratch } from '../../src/store/open-scratch.js';
import { selectRows } from '../../src/store/rows.js';
import { code, page, prose, table, type Page } from './markdown.js';

export interface StoreColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string | null;
}

/** A table or a view as the catalogue of a store describes it. */
export interface StoreRelation {
  readonly name: string;
  readonly view: boolean;
  readonly comment: string | null;
  readonly columns: readonly StoreColumn[];
}

/** What the catalogue of an empty store says about its tables and views, in order of name. */
export async function describeStore(): Promise<StoreRelation[]> {
  const scratch = await openScratch();
  try {
    await createSchema(scratch.connection);
    return await readCatalogue(scratch.connection);
  } finally {
    scratch.close();
  }
}

async function readCatalogue(connection: DuckDBConnection): Promise<StoreRelation[]> {
  const relations = await selectRows<{ name: string; view: boolean; comment: string | null }>(
    connection,
    `select table_name as name, false as view, comment from duckdb_tables() where not internal
     union all
     select view_name, true, comment from duckdb_views() where not internal
     order by name`,
  );
  const columns = await selectRows<StoreColumn & { relation: string }>(
    connection,
    `select table_name as relation, column_name as name, lower(data_type) as type, comment
     from duckdb_columns() where not internal
     order by table_name, column_index`,
  );
  return relations.map((relation) => ({
    ...relation,
    columns: columns.filter((one) => one.relation === relation.name).map(({ name, type, comment }) => ({ name, type, comment })),
  }));
}

/** The page of every table, view and column of the store, and of every field of a record. */
export async function renderDataDictionary(): Promise<Page> {
  const relations = await describeStore();
  const histories = new Set(fieldNames.map(historyTable));
  const tables = relations.filter((one) => !one.view && !histories.has(one.name));
  const views = relations.filter((one) => one.view);
  return page('data-dictionary.md', 'Data dictionary', [
    'A store is one DuckDB file. `hubscope query` asks it in SQL; any DuckDB of version 1.5 or newer reads it as well. The comments below stand in the file ' +
      'itself: `hubscope query "select table_name, column_name, comment from duckdb_columns() where not internal"`. ' +
      'Views lead in most cases: [how](../src/store/views.sql) and [why this shape](decisions/0001-history-tables.md).',
    '## Fields of a record',
    'A record is our description of one package at one time. Each field has a table of its history, see below. Null means that the package has no such value ' +
      'only where the snapshot states the field (`snapshot_field`); elsewhere nobody could tell.',
    table(['Field', 'Type', 'Meaning'], fieldNames.map((name) => [code(name), code(fields[name].type), prose(fields[name].meaning)])),
    '## Views',
    ...views.flatMap(describeRelation),
    '## Tables',
    ...tables.flatMap(describeRelation),
    '## Tables of history',
    ...describeHistories(relations.filter((one) => histories.has(one.name))),
  ]);
}

function describeRelation(relation: StoreRelation): string[] {
  return [
    `### ${relation.name}`,
    prose(relation.comment ?? 'Not described.'),
    table(['Column', 'Type', 'Meaning'], relation.columns.map(columnRow)),
  ];
}

function columnRow(column: StoreColumn): string[] {
  return [code(column.name), code(column.type), prose(column.comment ?? 'Not described.')];
}

/** All history tables have one shape but for the type of the value. */
function describeHistories(relations: readonly StoreRelation[]): string[] {
  const keys = relations.map((one) => JSON.stringify(one.columns.filter(({ name }) => name !== 'value')));
  if (new Set(keys).size !== 1) throw new Error('docs: the history tables differ; expected one shape, got several');
  const shared = relations[0]?.columns.filter(({ name }) => name !== 'value') ?? [];
  return [
    `One table for every field, ${relations.length} in all. A row is written where a snapshot shows another value than the ones before; no row means no value so far.`,
    table(['Column of each', 'Type', 'Meaning'], [...shared.map(columnRow), ['`value`', 'see below', 'Value of the field.']]),
    table(
      ['Table', 'Type of `value`', 'Meaning of `value`'],
      relations.map((one) => {
        const value = one.columns.find(({ name }) => name === 'value');
        return [code(one.name), code(value?.type ?? ''), prose(value?.comment ?? 'Not described.')];
      }),
    ),
  ];
}
