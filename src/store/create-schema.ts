import { readFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { historyTableStatements } from './history-tables.js';

/**
 * Raised with every change of schema.sql, views.sql or the fields that an older program could not read; then
 * migrate-schema.ts tells how a store of the version before becomes one of this.
 */
export const schemaVersion = 4;

/** Makes the tables and views of an empty store. */
export async function createSchema(connection: DuckDBConnection): Promise<void> {
  const statements = [
    readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
    ...historyTableStatements(),
    viewStatements(),
    `insert into store_info values (${schemaVersion}, now()::timestamp)`,
  ];
  await connection.run('begin');
  await connection.run(statements.join(';\n'));
  await connection.run('commit');
}

/** The statements of schema.sql that make one table and its comments. */
export function schemaStatements(table: string): string[] {
  const own = new RegExp(`^(?:create table ${table} \\(|comment on table ${table} is|comment on column ${table}\\.)`, 'm');
  return readFileSync(new URL('./schema.sql', import.meta.url), 'utf8').split(/;\n/).filter((statement) => own.test(statement));
}

/** The statements that make all views. */
export function viewStatements(): string {
  return readFileSync(new URL('./views.sql', import.meta.url), 'utf8');
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
