import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError } from '../core/errors.js';
import { fields, type Field } from '../core/field.js';
import { identifier, quoted } from '../store/history-tables.js';
import { selectRows } from '../store/rows.js';
import { requireFile, wholeGzip } from './check-files.js';
import { columnOf, type ColumnMapping, type TableMapping } from './source-mapping.js';

/**
 * Reads the files of a table source into the temporary table `source_row`: registry_id, the mapped fields, taken_at
 * (null where the mapping fixes it) and problem. Errors: InputError that names file, column and expectation.
 */
export async function stageTable(connection: DuckDBConnection, mapping: TableMapping, files: readonly string[], folder: string): Promise<void> {
  for (const file of files) await wholeGzip(file, null);
  await connection.run(`set variable source_files = [${files.map(quoted).join(', ')}]`);
  await readRaw(connection, mapping, files);
  if (mapping.lookup !== undefined) await joinLookup(connection, mapping.lookup, folder);
  if (mapping.unpivot !== undefined) await unpivot(connection, mapping.unpivot);
  await requireColumns(connection, mapping, files);
  const mapped = Object.entries(mapping.fields).map(([field, column]) => ({ field: field as Field, ...columnOf(column) }));
  const json = isJson(mapping);
  const identity = mapping.identifier === undefined ? 'null::varchar' : converted(columnOf(mapping.identifier), json);
  const takenAt = 'column' in mapping.taken_at ? converted(mapping.taken_at, json) : 'null::timestamp';
  await connection.run(`
    create or replace temp table source_row as
    select
      ${identity} as registry_id,
      ${mapped.map((one) => `${valueOf(one, json)} as ${one.field}`).join(',\n      ')},
      ${takenAt} as taken_at,
      ${problems(mapping, mapped, json)} as problem
    from raw_row`);
  await connection.run('drop table raw_row');
}

function isJson({ format }: TableMapping): boolean {
  return format === 'jsonl' || format === 'json';
}

/** Lists that are sets: written in a stable order, and null rather than empty, as the registries' own SQL does. */
const sets: readonly Field[] = ['libraries', 'licences', 'languages', 'datasets', 'papers', 'base_models', 'files'];

async function readRaw(connection: DuckDBConnection, mapping: TableMapping, files: readonly string[]): Promise<void> {
  const reader = {
    csv: `select * from read_csv(getvariable('source_files'), header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', max_line_size = 16777216)`,
    jsonl: `select json as raw from read_json(getvariable('source_files'), format = 'newline_delimited', records = false, columns = {'json': 'JSON'}, maximum_object_size = 16777216)`,
    json: `select json as raw from read_json(getvariable('source_files'), format = 'array', records = false, columns = {'json': 'JSON'}, maximum_object_size = 16777216)`,
    parquet: `select columns(*)::varchar from read_parquet(getvariable('source_files'))`,
  }[mapping.format];
  try {
    await connection.run(`create or replace temp table raw_row as ${reader}`);
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const where = /line:?\s*(\d+)/i.exec(error instanceof Error ? error.message : '')?.[1];
    throw new InputError(
      `${mapping.slug}: cannot be read (${files.join(', ')}${where === undefined ? '' : `, line ${where}`}); expected ${mapping.format}, got: ${first}`,
    );
  }
}

async function joinLookup(connection: DuckDBConnection, lookup: NonNullable<TableMapping['lookup']>, folder: string): Promise<void> {
  const file = path.join(folder, lookup.file);
  requireFile(file, 'lookup');
  await wholeGzip(file, null);
  const source =
    lookup.format === 'csv'
      ? `select ${identifier(lookup.from)} as key, ${identifier(lookup.value)} as value from read_csv(${quoted(file)}, header = true, all_varchar = true)`
      : `select json ->> ${quoted(`$.${lookup.from}`)} as key, json ->> ${quoted(`$.${lookup.value}`)} as value
         from read_json(${quoted(file)}, format = 'newline_delimited', records = false, columns = {'json': 'JSON'})`;
  await connection.run(`
    create or replace temp table raw_row as
    select raw_row.*, found.value as ${identifier(lookup.as)}
    from raw_row
    left join (${source}) as found on found.key = raw_row.${identifier(lookup.key)}`);
}

async function unpivot(connection: DuckDBConnection, spec: NonNullable<TableMapping['unpivot']>): Promise<void> {
  await connection.run(`
    create or replace temp table raw_row as
    unpivot raw_row on columns(lambda heading: regexp_full_match(heading, ${quoted(spec.columns)}))
    into name ${identifier(spec.name)} value ${identifier(spec.value)}`);
}

async function requireColumns(connection: DuckDBConnection, mapping: TableMapping, files: readonly string[]): Promise<void> {
  if (isJson(mapping)) return;
  const there = (await selectRows<{ column_name: string }>(connection, 'describe raw_row')).map((one) => one.column_name);
  const wanted = [...Object.values(mapping.fields), mapping.identifier, 'column' in mapping.taken_at ? mapping.taken_at.column : undefined];
  for (const one of wanted) {
    if (one === undefined) continue;
    const { column } = columnOf(one);
    if (!there.includes(column)) {
      throw new InputError(`${mapping.slug}: no column ${column} (${files.join(', ')}); expected it by the mapping, got: ${there.join(', ')}`);
    }
  }
}

/** SQL of a column's text. A JSON path is bound as a literal of the mapping file, which is the operator's own. */
function textOf(column: string, json: boolean): string {
  return json ? `nullif(raw ->> ${quoted(`$.${column}`)}, '')` : `nullif(${identifier(column)}, '')`;
}

function valueOf(one: ColumnMapping & { readonly field: Field }, json: boolean): string {
  const value = `${converted(one, json)}::${fields[one.field].type}`;
  return sets.includes(one.field) ? `nullif(list_sort(list_distinct(${value})), [])` : value;
}

function converted({ column, as }: ColumnMapping, json: boolean): string {
  const text = textOf(column, json);
  switch (as) {
    case 'text':
      return text;
    case 'integer':
      return `try_cast(${text} as bigint)`;
    case 'number':
      return `try_cast(${text} as double)`;
    case 'boolean':
      return `try_cast(${text} as boolean)`;
    case 'instant':
      return `try_cast(${text} as timestamp)`;
    case 'git instant':
      // As git writes dates for people, in the zone of whoever committed: Thu Mar 16 08:26:04 2023 +0100.
      return `(try_strptime(${text}, '%a %b %-d %H:%M:%S %Y %z') at time zone 'UTC')`;
    case 'month end':
      return `(last_day(try_cast(${text} || '-01' as date)) + interval 1 day)::timestamp`;
    case 'json list':
      return json ? `try_cast(from_json(raw -> ${quoted(`$.${column}`)}, '["VARCHAR"]') as varchar[])` : `try_cast(from_json(${text}, '["VARCHAR"]') as varchar[])`;
    case 'python list':
      // repr() writes '…', and "…" only where the text has an apostrophe.
      return `list_transform(regexp_extract_all(${text}, '''[^'']*''|"[^"]*"'), lambda item: item[2:-2])`;
    case 'one':
      return `case when ${text} is not null then [${text}] end`;
    case 'parents':
      return `list_transform(${json ? `raw ->> ${quoted(`$.${column}`)}` : `from_json(${text}, '["VARCHAR"]')`}, lambda base: {'base': base, 'relation': 'unknown'})`;
    case 'parent':
      return `case when ${text} is not null then [{'base': ${text}, 'relation': 'unknown'}] end`;
  }
}

/** SQL that says why a row cannot become a record; null when it can. A value that is there must be readable. */
function problems(mapping: TableMapping, mapped: readonly (ColumnMapping & { field: Field })[], json: boolean): string {
  const checks = mapped
    .filter((one) => ['integer', 'number', 'boolean', 'instant', 'git instant', 'month end'].includes(one.as))
    .map((one) => `when ${textOf(one.column, json)} is not null and ${converted(one, json)} is null then '${one.column.replaceAll("'", "''")} is no ${one.as}'`);
  const name = mapping.fields['name'];
  if (name !== undefined) {
    const text = converted(columnOf(name), json);
    checks.unshift(
      `when ${text} is null then 'has no name'`,
      // The longest name ever seen has 257.
      `when length(${text}) > 500 then 'name is longer than 500 characters'`,
      `when regexp_matches(${text}, '[\\x00-\\x1f\\x7f]') then 'name has control characters'`,
    );
  }
  if ('column' in mapping.taken_at) {
    checks.push(`when ${converted(mapping.taken_at, json)} is null then 'has no date (column ${mapping.taken_at.column.replaceAll("'", "''")})'`);
  }
  return checks.length === 0 ? 'null::varchar' : `case ${checks.join('\n        ')} end`;
}

/** Reads the SQL of a registry that stands beside its declaration. */
export function sqlOf(url: URL): string {
  return readFileSync(url, 'utf8');
}
