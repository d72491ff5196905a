import { readFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError, UsageError } from '../core/errors.js';
import type { Field } from '../core/field.js';
import type { AnswerReader, Registry } from '../core/registry.js';
import type { DerivedTable, SetAside } from '../store/merge-snapshot.js';
import { identifier, quoted } from '../store/history-tables.js';
import { selectOne, selectRows } from '../store/rows.js';
import { explainBadLine, findBadLine, wholeGzip } from './check-files.js';

/**
 * How the answers lie in the files: `pages` one list answer per line; `lines` one package per line; `document` one
 * list per file; `answers` the lines of our own archive, with the answer under `body`.
 */
export type AnswerContainer = 'pages' | 'lines' | 'document' | 'answers';

/** What staging left in the temporary tables `staged` and those of `derived`. */
export interface StagedAnswers {
  readonly records: number;
  readonly setAside: readonly SetAside[];
  /** Records that a later answer of the same source made out of date. */
  readonly superseded: number;
}

/** Files of answers, and how they are to be read. */
export interface AnswerSource {
  readonly files: readonly string[];
  readonly container: AnswerContainer;
  readonly shape: string;
  /** Of our own archive: answers about single packages (one element each), which are later than the lists. */
  readonly recordFiles?: readonly string[];
  /** Whether it may be that none of the answers has a record: single packages may all be gone. */
  readonly mayBeEmpty?: boolean;
}

/** Longest line that is read. A page of 1,000 full answers with all their files stays under a tenth of it. */
const longestLineBytes = 16 * 1024 * 1024;

/**
 * Turns raw answers into the temporary table `staged` and the tables of derived facts, by the registry's SQL. Errors:
 * InputError that names file and line where a file is not what it should be.
 */
export async function stageAnswers(
  connection: DuckDBConnection,
  registry: Registry,
  source: AnswerSource,
): Promise<StagedAnswers> {
  const reader = registry.answers;
  const shape = reader?.shapes[source.shape];
  if (reader === null || shape === undefined) {
    const known = Object.keys(reader?.shapes ?? {}).join(', ') || 'none';
    throw new UsageError(`${registry.slug}: no such shape of answers (${source.shape}); expected one of: ${known}`);
  }
  const allFiles = [...source.files, ...(source.recordFiles ?? [])];
  const recordFiles = source.recordFiles ?? [];
  await connection.run(`set variable answer_files = [${source.files.map(quoted).join(', ')}]`);
  await connection.run(`set variable record_files = [${recordFiles.map(quoted).join(', ')}]`);
  await connection.run('drop table if exists staged');
  const normalise = readFileSync(reader.normaliseSql, 'utf8');
  const create = `
      create temp table staged as
      with ${entries(source, shape.structure)},
      element as (select ${shape.columns}, e is not null as is_object, page, observed from entry)
      select ${columnsBut(shape.lacks)} from (
      ${normalise}
      )`;
  try {
    await runOnFewerThreadsIfNeeded(connection, create);
  } catch (error) {
    throw await explainBadLine(allFiles, source.container, error);
  }
  await requireWhole(connection, allFiles, source.container);
  const { setAside, superseded } = await takeAside(connection, source);
  // Nobody reads them any more, and where the engine has no memory left each column costs a day's merge some of it.
  for (const column of ['page', 'observed', 'problem']) await connection.run(`alter table staged drop column ${column}`);
  await stageDerived(connection, reader);
  const [{ records } = { records: 0 }] = await selectRows<{ records: number }>(connection, 'select count(*) as records from staged');
  if (records === 0 && source.mayBeEmpty !== true) {
    const why = setAside.map((one) => `${one.count} × ${one.reason}`).join('; ') || 'an empty listing';
    const where = `${source.files[0] ?? 'no file'}${source.files.length > 1 ? ` and ${source.files.length - 1} more` : ''}`;
    throw new InputError(`${registry.slug}: no usable record (${where}); expected at least one ${source.shape} answer, got ${why}`);
  }
  return { records, setAside, superseded };
}

/** SQL of all columns but some: a column of nulls takes as much memory as any other, 16 bytes a record for a text. */
function columnsBut(fields: readonly Field[]): string {
  return fields.length === 0 ? '*' : `columns(lambda name: name not in (${fields.map(quoted).join(', ')}))`;
}

/**
 * Each thread takes the lines of a file apart at once, so files of many long pages take much memory: where two at a time are
 * too many, one at a time is tried.
 */
async function runOnFewerThreadsIfNeeded(connection: DuckDBConnection, sql: string): Promise<void> {
  try {
    await connection.run(sql);
  } catch (error) {
    if (!(error instanceof Error) || !/out of memory/i.test(error.message)) throw error;
    const { threads } = await selectOne<{ threads: number }>(connection, `select current_setting('threads')::integer as threads`);
    await connection.run('set threads = 1');
    try {
      await connection.run(sql);
    } finally {
      await connection.run(`set threads = ${threads}`);
    }
  }
}

/**
 * SQL that gives `entry`: one row per element `e`; the first element of each line also carries what `page` it is of.
 * `observed` orders what the same source told of one package at several times; null where it tells of each once.
 */
function entries({ container, files, recordFiles = [] }: AnswerSource, structure: string): string {
  const line = `line as (select column0 as text, filename from ${linesOf('answer_files')})`;
  // An empty list gives no element but the one that only carries its page.
  const page = `{'file': filename, 'bytes': strlen(text), 'elements': len(elements)}`;
  const unobserved = 'null::varchar as observed';
  switch (container) {
    case 'pages':
      return `${line},
        list as (select from_json(text, ${quoted(`[${structure}]`)}) as elements, text, filename from line),
        entry as (select unnest(elements) as e, unnest([${page}]) as page, ${unobserved} from list)`;
    case 'lines':
      return `${line}, entry as (select from_json(text, ${quoted(structure)}) as e, {'file': filename, 'bytes': strlen(text), 'elements': 1} as page, ${unobserved} from line)`;
    case 'answers': {
      // Records of single packages are read apart: what is read once needs not be held in memory for a second reader.
      const lists = `
          select
            -- An answer that says no has no elements; a line that is no answer at all is found out by having none to count.
            case when answer.status = 200 then answer.body when answer is not null then [] end as elements, text, filename,
            case when parse_filename(filename) not like 'list-%' then answer.at else '' end as observed
          from (select from_json(column0, ${quoted(`{"at":"VARCHAR","status":"INTEGER","body":[${structure}]}`)}) as answer, column0 as text, filename from ${linesOf('answer_files')})`;
      const records = `
          select [answer.body] as elements, text, filename, answer.at as observed
          from (select from_json(column0, ${quoted(`{"at":"VARCHAR","status":"INTEGER","body":${structure}}`)}) as answer, column0 as text, filename from ${linesOf('record_files')})
          where answer.status = 200`;
      const sources = [...(files.length > 0 ? [lists] : []), ...(recordFiles.length > 0 ? [records] : [])];
      return `list as (${sources.join('\nunion all')}),
        entry as (select unnest(elements) as e, unnest([${page}]) as page, observed from list)`;
    }
    case 'document':
      return `document as (
          select json as element, filename
          from read_json(getvariable('answer_files'), format = 'array', records = false, columns = {'json': 'JSON'}, filename = true, maximum_object_size = ${longestLineBytes})
        ),
        entry as (select from_json(element, ${quoted(structure)}) as e, {'file': filename, 'bytes': null::bigint, 'elements': 1} as page, ${unobserved} from document)`;
  }
}

/**
 * SQL of the lines of the files that a variable names, as column0, with the file each is from. By itself the engine takes
 * buffers of sixteen of the longest lines, 256 MB for each file that is read at the moment.
 */
function linesOf(variable: string): string {
  return `read_csv(getvariable('${variable}'), header = false, delim = '\\0', quote = '', escape = '',
      columns = {'column0': 'VARCHAR'}, max_line_size = ${longestLineBytes}, buffer_size = ${2 * longestLineBytes}, auto_detect = false, filename = true)`;
}

/**
 * The engine reads a cut-off gzip file as if it ended there. The length that the file itself states in its last bytes
 * tells; where it disagrees (several members, odd line ends), the file is read through once more to be sure.
 */
async function requireWhole(connection: DuckDBConnection, files: readonly string[], container: AnswerContainer): Promise<void> {
  const lengths = await selectRows<{ file: string; bytes: number | null; n_lines: number }>(
    connection,
    'select page.file as file, sum(page.bytes)::bigint as bytes, count(*) as n_lines from staged where page is not null group by all',
  );
  const byFile = new Map(lengths.map((one) => [one.file, one]));
  for (const file of files) {
    const read = byFile.get(file);
    const expected = container === 'document' || read === undefined || read.bytes === null ? null : { bytes: read.bytes, lines: read.n_lines };
    await wholeGzip(file, expected);
  }
}

/** Moves the rows with a problem out of `staged`, counts them by reason, and sets repeated packages aside. */
async function takeAside(connection: DuckDBConnection, source: AnswerSource): Promise<{ setAside: SetAside[]; superseded: number }> {
  await connection.run('delete from staged where page.elements = 0');
  const superseded = source.container === 'answers' ? await dropSuperseded(connection) : 0;
  const problems = await selectRows<SetAside & { whole_line: boolean }>(
    connection,
    `select problem as reason, count(*) as count, min(coalesce(name, registry_id)) as sample,
       bool_or(page is not null) as whole_line
     from staged where problem is not null group by problem order by problem`,
  );
  if (problems.some((one) => one.reason === 'not an object' && one.whole_line)) {
    const bad = await findBadLine(source.files, source.container);
    if (bad !== null) throw bad;
  }
  if (problems.length > 0) await connection.run('delete from staged where problem is not null');
  const setAside = [...problems.map(({ reason, count, sample }) => ({ reason, count, sample })), ...(await takeRepeatedAside(connection))];
  return { setAside, superseded };
}

/** Leaves of each package what was observed last, where lists were read again for what changed meanwhile. */
async function dropSuperseded(connection: DuckDBConnection): Promise<number> {
  const [{ n } = { n: 0 }] = await selectRows<{ n: number }>(connection, `select count(*) as n from staged where observed <> ''`);
  if (n === 0) return 0;
  const told = (await selectRows<{ column_name: string }>(connection, 'describe staged'))
    .map((one) => one.column_name)
    .filter((column) => column !== 'page' && column !== 'observed');
  await connection.run(`
    create or replace temp table superseded as
    select older.rowid as staged_row, (${told.map((column) => `older.${identifier(column)}`).join(', ')}) is distinct from (${told.map((column) => `newest.${identifier(column)}`).join(', ')}) as differs
    from staged as older
    join (
      select *, rowid as newest_row from staged where observed <> '' and registry_id is not null and problem is null
      qualify row_number() over (partition by registry_id order by observed desc, rowid) = 1
    ) as newest using (registry_id)
    where older.rowid <> newest.newest_row and older.observed <= newest.observed`);
  await connection.run('delete from staged where rowid in (select staged_row from superseded)');
  return (await selectOne<{ n: number }>(connection, 'select count(*) as n from superseded where differs')).n;
}

/**
 * A package that moved between two pages while they were fetched stands in both. The record with more downloads is
 * kept, then the better rank, then the later by its text: a choice that does not depend on the order of reading.
 */
export async function takeRepeatedAside(connection: DuckDBConnection): Promise<SetAside[]> {
  // Where there is an identifier it decides; names are compared among the others only, which saves most of the work.
  const [counts] = await selectRows<{ n: number; n_distinct: number }>(
    connection,
    `select count(*) as n, count(distinct registry_id) + count(distinct case when registry_id is null then name end) as n_distinct
     from staged`,
  );
  if (counts === undefined || counts.n === counts.n_distinct) return [];
  const columns = (await selectRows<{ column_name: string }>(connection, 'describe staged')).map((one) => one.column_name);
  const order = [
    ...(columns.includes('downloads') ? ['downloads desc nulls last'] : []),
    ...(columns.includes('rank') ? ['rank nulls last'] : []),
    `[${columns.filter((column) => column !== 'page').map((column) => `${identifier(column)}::varchar`).join(', ')}] desc`,
  ];
  const aside: SetAside[] = [];
  const told = columns.filter((column) => column !== 'page' && column !== 'observed').map(identifier).join(', ');
  for (const [key, scope] of [['registry_id', 'registry_id is not null'], ['name', 'registry_id is null']]) {
    await connection.run(`
      create or replace temp table repeated as
      select rowid as staged_row, ${key} as sample
      from staged
      semi join (select ${key} from staged where ${scope} group by ${key} having count(*) > 1) as twice using (${key})
      where ${scope}
      qualify row_number() over (partition by ${key} order by ${order.join(', ')}) > 1`);
    // A record that says the same twice is one record; only where they differ is something set aside.
    const { count } = await selectOne<{ count: number }>(
      connection,
      `select count(distinct (${told})) - count(distinct ${key}) as count
       from staged semi join (select distinct sample from repeated) as twice on twice.sample = staged.${key} where ${scope}`,
    );
    await connection.run('delete from staged where rowid in (select staged_row from repeated)');
    if (count === 0) continue;
    const { sample } = await selectOne<{ sample: string }>(connection, 'select min(sample) as sample from repeated');
    aside.push({ reason: `listed more than once (same ${key})`, count, sample });
  }
  return aside;
}

/** The tables that stageDerived makes, as the merge takes them. */
export function derivedTables(reader: AnswerReader | null): DerivedTable[] {
  return (reader?.derived ?? []).map(({ table, fields }) => ({ table, fields, key: 'fact_row' }));
}

/**
 * Makes the tables of facts that the registry derives from tags and library. Most packages share both with others (in
 * July 2024 there were seven packages to a combination), so each combination is looked at once: `fact_source` holds
 * them, and `staged_fact` says which one each staged record has.
 */
export async function stageDerived(connection: DuckDBConnection, reader: AnswerReader): Promise<void> {
  await connection.run('create or replace temp table tag_word (tag varchar, meaning varchar, value varchar)');
  await connection.run(
    `insert into tag_word
     select one.tag, one.meaning, one.value
     from (select unnest(from_json($words, '[{"tag":"VARCHAR","meaning":"VARCHAR","value":"VARCHAR"}]')) as one)`,
    { words: JSON.stringify(reader.listTagWords()) },
  );
  await connection.run('create or replace temp table fact_source as select tags, library, peft_base from staged group by all');
  await connection.run(
    `create or replace temp table staged_fact as
     select staged.rowid as staged_row, fact_source.rowid as fact_row
     from staged
     join fact_source
       on fact_source.tags is not distinct from staged.tags
       and fact_source.library is not distinct from staged.library
       and fact_source.peft_base is not distinct from staged.peft_base`,
  );
  for (const { table, sql } of reader.derived) {
    await connection.run(`create or replace temp table ${table} as ${readFileSync(sql, 'utf8')}`);
  }
}
