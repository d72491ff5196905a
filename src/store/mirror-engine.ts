import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { StoreFormatError, UsageError } from '../core/errors.js';
import { readVersion, schemaVersion } from './create-schema.js';
import { quoted } from './history-tables.js';
import { selectRows, type Parameters } from './rows.js';

/** An engine that reads a store and has room beside it, in memory, for what a mirror lays out: the schema `world`. */
export interface MirrorEngine {
  select<Row>(sql: string, parameters?: Parameters): Promise<Row[]>;
  /** The answer by columns: for millions of numbers, which would be slow as objects. */
  selectColumns(sql: string): Promise<readonly (readonly unknown[])[]>;
  run(sql: string, parameters?: Parameters): Promise<void>;
  close(): void;
}

/** Statements of one connection run one after another, so that a build does not hold up every question. */
const connections = 4;

/**
 * Opens a store for a mirror. It sees the store as it was when it was opened, whoever publishes meanwhile. Names without
 * schema mean tables of the store. Errors: UsageError when there is no store, StoreFormatError when it is something else.
 */
export async function openMirrorEngine(storePath: string, memory = '1400MB'): Promise<MirrorEngine> {
  if (!existsSync(storePath)) {
    throw new UsageError(`store: there is none (${storePath}); expected a file made by \`hubscope import\` or \`hubscope sync\``);
  }
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memory, autoinstall_known_extensions: 'false', autoload_known_extensions: 'false',
    temp_directory: path.join(tmpdir(), `hubscope-mirror-${process.pid}`), max_temp_directory_size: '8GB',
  });
  const pool: DuckDBConnection[] = [];
  try {
    const first = await instance.connect();
    pool.push(first);
    // Not compressed: measured on 760,000 models, a world takes 307 MB instead of 65, but a page of 1,000 scattered rows 30 ms
    // instead of 75 (best of 16). What does not fit into the engine's memory goes to its folder for temporary files.
    await first.run("attach ':memory:' as world");
    await first.run(`attach ${quoted(path.resolve(storePath))} as store (read_only)`);
    await first.run('use store');
    const version = await readVersion(first);
    if (version !== schemaVersion) {
      throw new StoreFormatError(`store: of another kind (${storePath}); expected a Hubscope store of version ${schemaVersion}, got ${version ?? 'none'}`);
    }
    await first.run('set enable_external_access = false');
    await first.run('set lock_configuration = true');
    while (pool.length < connections) {
      const connection = await instance.connect();
      await connection.run('use store');
      pool.push(connection);
    }
  } catch (error) {
    for (const connection of pool) connection.closeSync();
    instance.closeSync();
    if (error instanceof StoreFormatError) throw error;
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new StoreFormatError(`store: cannot be opened (${storePath}); expected a Hubscope store, got: ${message ?? ''}`, { cause: error });
  }
  const busy = pool.map(() => 0);
  async function take<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const at = busy.indexOf(Math.min(...busy));
    busy[at] = (busy[at] ?? 0) + 1;
    try {
      return await work(pool[at] as DuckDBConnection);
    } finally {
      busy[at] = (busy[at] ?? 0) - 1;
    }
  }
  return {
    select: (sql, parameters) => take((connection) => selectRows(connection, sql, parameters)),
    selectColumns: (sql) => take(async (connection) => (await connection.runAndReadAll(sql)).getColumns()),
    run: (sql, parameters) => take(async (connection) => {
      await connection.run(sql, parameters);
    }),
    close() {
      for (const connection of pool) connection.closeSync();
      instance.closeSync();
    },
  };
}
