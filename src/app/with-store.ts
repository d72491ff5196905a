import type { DuckDBConnection } from '@duckdb/node-api';
import { openReader, openWriter, type EngineOptions, type StoreWriter } from '../store/open-store.js';

/** How often a running statement is told to stop once the work was interrupted. */
const interruptEveryMs = 25;

/**
 * Writes into a store. An interruption ends the running statement and rolls back: nothing is published after it, so
 * readers keep seeing the store as it was. `work` publishes what is to stay.
 */
export async function withWriter<Result>(
  storePath: string,
  command: string,
  signal: AbortSignal | undefined,
  work: (writer: StoreWriter) => Promise<Result>,
  engine: EngineOptions = {},
): Promise<Result> {
  signal?.throwIfAborted();
  const opened = await openWriter(storePath, command, engine);
  const writer: StoreWriter = {
    path: opened.path,
    get connection() {
      return opened.connection;
    },
    async publish(last) {
      signal?.throwIfAborted();
      await opened.publish(last);
    },
    close: () => opened.close(),
  };
  return interruptible(() => opened.connection, signal, () => work(writer), () => opened.close());
}

/** Reads a store; an interruption ends the running statement. */
export async function withReader<Result>(
  storePath: string,
  signal: AbortSignal | undefined,
  work: (connection: DuckDBConnection) => Promise<Result>,
  engine: EngineOptions = {},
): Promise<Result> {
  signal?.throwIfAborted();
  const reader = await openReader(storePath, engine);
  return interruptible(() => reader.connection, signal, () => work(reader.connection), () => reader.close());
}

async function interruptible<Result>(
  connection: () => DuckDBConnection,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
  close: () => void,
): Promise<Result> {
  let ticker: NodeJS.Timeout | undefined;
  function stop(): void {
    // Again and again: between two statements there is nothing to interrupt.
    ticker ??= setInterval(() => {
      try {
        connection().interrupt();
      } catch {
        // Closed by the last publish: the work is done and cannot be taken back.
      }
    }, interruptEveryMs);
  }
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const result = await work();
    signal?.throwIfAborted();
    return result;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    clearInterval(ticker);
    signal?.removeEventListener('abort', stop);
    close();
  }
}
