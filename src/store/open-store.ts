import { constants, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { copyFile, mkdir, open, rename, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { OlderStoreError, StoreBusyError, StoreFormatError, UsageError } from '../core/errors.js';
import { createSchema, readVersion, schemaVersion } from './create-schema.js';
import { canMigrate, migrateSchema } from './migrate-schema.js';

export interface EngineOptions {
  /** Threads of the engine; by default all cores. */
  readonly threads?: number;
  /** Memory the engine may use before it spills to disk, as DuckDB reads it. The process needs some more on top. */
  readonly memory?: string;
}

/** Leaves room under 2 GB for the JavaScript heap, and for what the allocator holds back. */
const defaultMemory = '1200MB';

/**
 * Memory of the engine where the process has to stay under 1.5 GB however large a registry is: harvests, which run for months
 * beside other things. Beyond it the engine spills to disk: replays of 2.5 million models took no longer than with 900 MB (one
 * run each). What a process needs on top (JavaScript, answers taken apart, what the allocator holds back) came to 720 MB at most.
 */
export const harvestMemory = '700MB';

/** A store that is open for reading. It sees the store as it was when it was opened, whoever writes meanwhile. */
export interface StoreReader {
  readonly path: string;
  readonly connection: DuckDBConnection;
  close(): void;
}

/** A store that is open for writing. Nothing is seen by others before `publish`. */
export interface StoreWriter extends StoreReader {
  /**
   * Puts all committed work in the place of the store, at once and durably. Unless it is the last, the writer goes on
   * with a copy of it.
   */
  publish(last?: boolean): Promise<void>;
}

/**
 * Opens a store for reading. Errors: UsageError when there is none, StoreFormatError when the file is something else.
 */
export async function openReader(storePath: string, options: EngineOptions = {}): Promise<StoreReader> {
  if (!existsSync(storePath)) {
    throw new UsageError(`store: there is none (${storePath}); expected a file made by \`hubscope import\` or \`hubscope sync\``);
  }
  const engine = await openEngine(storePath, { ...options, readOnly: true });
  const { instance, connection } = engine;
  try {
    await requireVersion(connection, storePath);
  } catch (error) {
    closeEngine(engine);
    throw error;
  }
  return {
    path: storePath,
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * Opens a store for writing, and makes it where there is none. The writer works on a copy beside the store (a clone
 * where the file system can) and `publish` renames it into place: readers never wait, and a writer that is killed
 * leaves the store as it was. Errors: StoreBusyError when another writer holds the store.
 */
export async function openWriter(storePath: string, command: string, options: EngineOptions = {}): Promise<StoreWriter> {
  await mkdir(path.dirname(path.resolve(storePath)), { recursive: true });
  if (existsSync(storePath) && !(await stat(storePath)).isFile()) {
    throw new UsageError(`store: not a file (${storePath}); expected the path of a file`);
  }
  const release = await holdLock(storePath, command);
  const working = `${storePath}.writing`;
  let engine: Engine | undefined;
  try {
    engine = await openWorkingCopy(storePath, working, options);
  } catch (error) {
    discard(working);
    release();
    throw error;
  }
  const current: { engine: Engine | null } = { engine };
  function open(): Engine {
    if (current.engine === null) throw new StoreFormatError(`store: closed (${storePath}); expected no work after the last publish`);
    return current.engine;
  }
  return {
    path: storePath,
    get connection() {
      return open().connection;
    },
    async publish(last = false) {
      const published = open();
      await published.connection.run('checkpoint');
      current.engine = null;
      closeEngine(published);
      await moveIntoPlace(working, storePath);
      if (!last) current.engine = await openWorkingCopy(storePath, working, options);
    },
    close() {
      if (current.engine !== null) closeEngine(current.engine);
      current.engine = null;
      discard(working);
      release();
    },
  };
}

interface Engine {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
}

async function openEngine(file: string, options: EngineOptions & { readOnly?: boolean }): Promise<Engine> {
  try {
    const instance = await DuckDBInstance.create(file, {
      memory_limit: options.memory ?? defaultMemory,
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      ...(options.readOnly ? { access_mode: 'READ_ONLY' } : {}),
      preserve_insertion_order: 'false',
      autoinstall_known_extensions: 'false',
      // Text columns of the newest format are a tenth smaller and take a quarter less work to write.
      storage_compatibility_version: 'latest',
      // A day changes a little in each of many tables, and whole blocks are written: measured on days over 2.5 million models,
      // blocks of 64 KiB need 3.6 bytes a changed value, the engine's own of 256 KiB 5.8; imports take the same time.
      default_block_size: '65536',
    });
    return { instance, connection: await instance.connect() };
  } catch (error) {
    throw new StoreFormatError(`store: cannot be opened (${file}); expected a Hubscope store, got: ${firstLine(error)}`);
  }
}

async function openWorkingCopy(storePath: string, working: string, options: EngineOptions): Promise<Engine> {
  discard(working);
  const isNew = !existsSync(storePath);
  if (!isNew) await copyFile(storePath, working, constants.COPYFILE_FICLONE);
  const engine = await openEngine(working, options);
  try {
    if (isNew) await createSchema(engine.connection);
    else await migrateSchema(engine.connection);
    await requireVersion(engine.connection, storePath);
  } catch (error) {
    closeEngine(engine);
    throw error;
  }
  return engine;
}

async function requireVersion(connection: DuckDBConnection, storePath: string): Promise<void> {
  const version = await readVersion(connection);
  if (version === schemaVersion) return;
  if (canMigrate(version)) {
    throw new OlderStoreError(
      `store: of an older version (${storePath}); expected version ${schemaVersion}, got version ${version ?? ''}. Any command that writes to it (\`hubscope import\`, \`hubscope sync\`, \`hubscope claims\`) brings it up to date`,
    );
  }
  throw new StoreFormatError(
    `store: of another kind (${storePath}); expected a Hubscope store of version ${schemaVersion}, got ${version === null ? 'a database without store_info' : `version ${version}`}`,
  );
}

function closeEngine(engine: Engine): void {
  engine.connection.closeSync();
  engine.instance.closeSync();
}

function discard(working: string): void {
  rmSync(working, { force: true });
  rmSync(`${working}.wal`, { force: true });
}

/** Renames a finished file into place so that it survives a power cut: the bytes first, then the name. */
async function moveIntoPlace(from: string, to: string): Promise<void> {
  const file = await open(from, 'r+');
  await file.sync();
  await file.close();
  await rename(from, to);
  const folder = await open(path.dirname(path.resolve(to)), 'r');
  await folder.sync();
  await folder.close();
}

/** Stores that this process writes: the operating system's locks do not hold between two writers of one process. */
const heldHere = new Set<string>();

/**
 * Holds the one writer's lock: a small database file that the engine locks through the operating system, so the lock
 * ends with the process, however that ends. A note beside it tells others who holds it.
 */
async function holdLock(storePath: string, command: string): Promise<() => void> {
  const lockPath = `${path.resolve(storePath)}.lock`;
  const notePath = `${path.resolve(storePath)}.writer.json`;
  if (heldHere.has(lockPath)) throw new StoreBusyError(busyMessage(storePath, notePath));
  // Before the first wait, so that two openings at once in this process cannot both pass.
  heldHere.add(lockPath);
  let instance: DuckDBInstance;
  try {
    instance = await lockFile(lockPath);
  } catch (error) {
    heldHere.delete(lockPath);
    if (/could not set lock/i.test(firstLine(error))) throw new StoreBusyError(busyMessage(storePath, notePath));
    throw error;
  }
  await writeFile(notePath, JSON.stringify({ pid: process.pid, host: hostname(), command, since: new Date().toISOString() }));
  return () => {
    rmSync(notePath, { force: true });
    instance.closeSync();
    heldHere.delete(lockPath);
  };
}

/** Younger than this, a lock file that is no database may be one that another process is just making. */
const damagedAfterMs = 2000;

/** Opens the lock file. One that a killed writer left half made, which nobody can hold, is made anew. */
async function lockFile(lockPath: string): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(lockPath);
  } catch (error) {
    const damaged = /not a valid DuckDB database/i.test(firstLine(error));
    if (!damaged) throw error;
    const { mtimeMs } = statSync(lockPath);
    const age = Date.now() - mtimeMs;
    if (age < damagedAfterMs) await new Promise((resolve) => setTimeout(resolve, damagedAfterMs - age));
    if (statSync(lockPath, { throwIfNoEntry: false })?.mtimeMs === mtimeMs) rmSync(lockPath, { force: true });
    return DuckDBInstance.create(lockPath);
  }
}

function busyMessage(storePath: string, notePath: string): string {
  let holder = 'another process';
  try {
    const note = JSON.parse(readFileSync(notePath, 'utf8')) as Record<string, unknown>;
    holder = `process ${String(note['pid'])} on ${String(note['host'])} (${String(note['command'])}, since ${String(note['since'])})`;
  } catch {
    // The note is written after the lock is taken; in between only the lock itself speaks.
  }
  return `store: held by another writer (${storePath}): ${holder}; expected to be the only one. Wait until it has ended, or end it; reading goes on meanwhile`;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
