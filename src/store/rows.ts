import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

export type Parameters = Record<string, DuckDBValue>;

/** The rows of a query as plain objects; 64-bit integers come as numbers where they are safe, instants as ISO text. */
export async function selectRows<Row>(connection: DuckDBConnection, sql: string, parameters: Parameters = {}): Promise<Row[]> {
  const result = await connection.runAndReadAll(sql, parameters);
  return result.getRowObjectsJS().map((row) => plain(row) as Row);
}

/** The first row of a query that has one. */
export async function selectOne<Row>(connection: DuckDBConnection, sql: string, parameters: Parameters = {}): Promise<Row> {
  const [row] = await selectRows<Row>(connection, sql, parameters);
  if (row === undefined) throw new Error(`a query that must give a row gave none: ${sql.slice(0, 80)}`);
  return row;
}

/** Runs a statement and tells how many rows it wrote. */
export async function runCounted(connection: DuckDBConnection, sql: string, parameters: Parameters = {}): Promise<number> {
  const result = await connection.run(sql, parameters);
  return result.rowsChanged;
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}
