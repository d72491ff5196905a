import { existsSync, readFileSync } from 'node:fs';
import { Option } from 'commander';
import { UsageError } from '../../core/errors.js';
import { csvText, type CsvCell } from '../../report/csv.js';
import { queryStore, type QueryAnswer } from '../../store/query.js';
import type { CommandContext } from '../command-context.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatCount } from '../format.js';
import { numberOption, positiveNumber, textOption, wholeNumber } from '../option-values.js';
import { renderTable } from '../table.js';
import { visible, visibleJson } from '../terminal-text.js';

/** `hubscope query`: SQL over the store, for reading only. */
export const queryCommand: CommandDeclaration = {
  name: 'query',
  summary: 'ask the store in SQL, for reading only',
  description:
    'Runs one select (or describe, show, summarize, explain) in DuckDB\'s SQL over the tables and views of the store: snapshot, package, listing, history_<field>, and the views timeline, package_name, presence, lineage_edge. ' +
    'It cannot write, read files, reach the network, attach, install or change settings. `describe <table>` and `select comment from duckdb_columns()` tell what the columns mean.',
  examples: [
    { line: 'hubscope query "select series, count(*) from snapshot group by all"', does: 'a table' },
    { line: 'hubscope query --format csv --limit 0 "select * from lineage_edge" > edges.csv', does: 'all rows as CSV' },
    { line: 'hubscope query --file question.sql --json', does: 'from a file, as JSON' },
    { line: 'hubscope query "select table_name, column_name, comment from duckdb_columns() where not internal"', does: 'the data dictionary' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('[sql]', 'one statement')
      .option('--file <path>', 'read the statement from a file instead')
      .addOption(new Option('--format <format>', 'how to print the rows').choices(['table', 'csv', 'json']).default('table'))
      .option('--limit <rows>', 'rows to print at most; 0 for all', wholeNumber(0, 100_000_000), 1000)
      .option('--timeout <seconds>', 'give up after so many seconds', positiveNumber, 60);
  },
  async run(context, [word], options) {
    const sql = statementOf(context, word, textOption(options, 'file'));
    const format = context.json ? 'json' : String(options['format']);
    const limit = numberOption(options, 'limit') ?? 1000;
    const answer = await queryStore(context.storePath, sql, {
      rows: limit === 0 ? Infinity : limit, seconds: numberOption(options, 'timeout') ?? 60, signal: context.io.signal,
      ...(format === 'csv' ? { onRows: csvWriter(context) } : {}),
    });
    if (answer.truncated) context.note(`The first ${formatCount(limit)} rows; there are more (--limit).`);
    if (format === 'csv') return null;
    const json = {
      columns: answer.columns,
      rows: answer.rows.map((row) => Object.fromEntries(answer.columns.map((column, index) => [column.name, row[index] ?? null]))),
      truncated: answer.truncated,
    };
    return { json, text: format === 'json' ? visibleJson(json) : tableOf(answer, context) };
  },
};

function statementOf(context: CommandContext, word: unknown, file: string | undefined): string {
  if (file !== undefined && word !== undefined) throw new UsageError('query: both a statement and --file; expected one of them');
  if (file === undefined) {
    if (typeof word !== 'string') throw new UsageError('query: nothing to ask; expected a statement or --file');
    return word;
  }
  const path = context.resolve(file);
  if (!existsSync(path)) throw new UsageError(`query: no such file (${path}); expected a file with one statement`);
  return readFileSync(path, 'utf8');
}

const numeric = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/;

function tableOf({ columns, rows }: QueryAnswer, context: CommandContext): string {
  const described = columns.map((column) => ({ title: visible(column.name), align: numeric.test(column.type) ? 'right' as const : 'left' as const, flexible: true }));
  // Numbers as they are: an identifier or a year with separators would be wrong to copy.
  const cells = rows.map((row) => row.map((cell) => (cell === null ? 'null' : typeof cell === 'string' ? cell : JSON.stringify(cell))));
  return `${renderTable(described, cells, context.width, context.bold)}\n(${formatCount(rows.length)} ${rows.length === 1 ? 'row' : 'rows'})`;
}

/** Writes rows as they come: the header with the first call, which may have none. */
function csvWriter(context: CommandContext): (columns: QueryAnswer['columns'], rows: QueryAnswer['rows']) => void {
  const { stdout } = context.io;
  let begun = false;
  function cell(value: unknown): CsvCell {
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return stdout.isTerminal ? visible(text) : text;
  }
  return (columns, rows) => {
    const text = csvText(begun ? [''] : columns.map((column) => column.name), rows.map((row) => row.map(cell)));
    stdout.write(begun ? text.slice(text.indexOf('\n') + 1) : text);
    begun = true;
  };
}
