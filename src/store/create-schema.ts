import { readFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { historyTableStatements } from './history-tables.js';

/** Raised with every change of schema.sql, views.sql or the fields that an older program could not read. */
export const schemaVersion = 2;

/** Makes the tables and views of an empty store. */
export async function createSchema(connection: DuckDBConnection): Promise<void> {
  const statements = [
    readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
    ...historyTableStatements(),
    readFileSync(new URL('./views.sql', import.meta.url), 'utf8'),
    `insert into store_info values (${schemaVersion}, now()::timestamp)`,
  ];
  await connection.run('begin');
  await connection.run(statements.join(';\n'));
  await connection.run('commit');
}

/** The schema version of an open database, or null when it is no store. */
export async function readVersion(connection: DuckDBConnection): Promise<number | null> {
  const found = await connection.runAndReadAll(
    `select count(*)::integer as n from duckdb_tables() where table_name = 'store_info'`,
  );
  if (found.getRowsJson()[0]?.[0] !== 1) return null;
  const version = await connection.runAndReadAll('select version from store_info');
  const value = version.getRowsJson()[0]?.[0];
  return typeof value === 'number' ? value : null;
}
