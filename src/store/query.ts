import { StatementType, type DuckDBConnection, type DuckDBPreparedStatement } from '@duckdb/node-api';
import { QueryError } from '../core/errors.js';
import { openReader } from './open-store.js';
import { plainValue } from './plain-value.js';

export interface QueryLimits {
  /** Rows to give at most. */
  readonly rows: number;
  readonly seconds: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes the rows as they come; the answer then holds none, and millions of them need no memory. */
  readonly onRows?: (columns: QueryAnswer['columns'], rows: readonly (readonly unknown[])[]) => void;
}

export interface QueryAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  /** Whether there were more rows than asked for. */
  readonly truncated: boolean;
}

/**
 * Runs one query of a user over a store. The store is open for reading only, files and network are out of reach, the
 * engine's settings are locked, and only `select` (with its kin `describe`, `show`, `summarize`, `values`) and
 * `explain` are run. Errors: QueryError for what is refused, does not parse, fails or takes longer than allowed.
 */
export async function queryStore(storePath: string, sql: string, limits: QueryLimits): Promise<QueryAnswer> {
  const reader = await openReader(storePath);
  const { connection } = reader;
  let stopped: string | null = null;
  let ticker: NodeJS.Timeout | undefined;
  function stop(why: string): void {
    stopped ??= why;
    // Again and again: an interrupt between two steps of the engine has nothing to interrupt.
    connection.interrupt();
    ticker ??= setInterval(() => connection.interrupt(), 25);
  }
  const timer = setTimeout(() => stop(`query: took too long; expected an answer within ${limits.seconds} s`), limits.seconds * 1000);
  function onAbort(): void {
    stop('interrupted');
  }
  limits.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    limits.signal?.throwIfAborted();
    await harden(connection);
    const statement = await prepareOne(connection, sql);
    return await fetchRows(statement, limits);
  } catch (error) {
    limits.signal?.throwIfAborted();
    if (stopped !== null) throw new QueryError(stopped, { cause: error });
    if (error instanceof QueryError) throw error;
    throw new QueryError(`query: failed; ${engineMessage(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    clearInterval(ticker);
    limits.signal?.removeEventListener('abort', onAbort);
    reader.close();
  }
}

/** None of this can be undone by a later statement on the same instance. */
async function harden(connection: DuckDBConnection): Promise<void> {
  await connection.run(`set max_temp_directory_size = '4GB'`);
  await connection.run('set autoload_known_extensions = false');
  await connection.run('set enable_external_access = false');
  await connection.run('set lock_configuration = true');
}

async function prepareOne(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  if (/^(?:\s|;|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*$/.test(sql)) {
    throw new QueryError('query: empty; expected one select statement, got none');
  }
  const extracted = await connection.extractStatements(sql);
  if (extracted.count !== 1) {
    throw new QueryError(`query: several statements; expected one select statement, got ${extracted.count}`);
  }
  const statement = await extracted.prepare(0);
  if (statement.statementType !== StatementType.SELECT && statement.statementType !== StatementType.EXPLAIN) {
    const got = StatementType[statement.statementType].toLowerCase().replaceAll('_', ' ');
    throw new QueryError(`query: refused; expected a select statement, got ${got}`);
  }
  if (statement.parameterCount > 0) throw new QueryError('query: has parameters ($1, ?); expected values in their place, got none to bind');
  return statement;
}

async function fetchRows(statement: DuckDBPreparedStatement, { rows: limit, onRows }: QueryLimits): Promise<QueryAnswer> {
  const result = await statement.stream();
  const names = result.deduplicatedColumnNames();
  const columns = result.columnTypes().map((type, index) => ({ name: names[index] ?? '', type: type.toString() }));
  const kept: unknown[][] = [];
  let count = 0;
  onRows?.(columns, []);
  for await (const chunk of result.yieldRowsJs()) {
    const rows = chunk.slice(0, limit - count).map((row) => row.map(plainValue));
    count += rows.length;
    if (onRows === undefined) kept.push(...rows);
    else onRows(columns, rows);
    if (rows.length < chunk.length) return { columns, rows: kept, truncated: true };
  }
  return { columns, rows: kept, truncated: false };
}

/** The engine's own words on one line; its second line is a pointer into the SQL that only makes sense on its own. */
function engineMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !/^(\^|LINE \d+:)/.test(line)).join(' ').slice(0, 400);
}
