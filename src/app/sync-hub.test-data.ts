import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Aspect } from '../core/aspect.js';
import type { Clock } from '../harvest/clock.js';
import { findRegistry } from '../registries/index.js';
import { openReader } from '../store/open-store.js';
import { silentProgress } from './progress.js';
import { syncRegistry, type SyncOutcome, type SyncRequest } from './sync-registry.js';

/** A clock that runs, and on which sleeping takes no time. */
export function hurriedClock(): Clock {
  let slept = 0;
  return {
    now: () => new Date(Date.now() + slept),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      slept += milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

export const allAspects: readonly Aspect[] = ['files', 'cards', 'config', 'commits', 'refs', 'discussions', 'security'];

/** A folder with a store, and syncs into it. */
export function createSyncFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'hubscope-sync-'));
  const storePath = path.join(folder, 'store.duckdb');
  return {
    folder,
    storePath,
    remove: () => rmSync(folder, { recursive: true, force: true }),
    sync(endpoint: string, more: Partial<SyncRequest> & { readonly token?: string | undefined } = {}): Promise<SyncOutcome> {
      const { token, ...others } = more;
      return syncRegistry({
        registry: findRegistry('huggingface'), kind: 'model', storePath, archives: path.join(folder, 'archive'), fresh: false, pageSize: 20,
        access: { endpoint, token, userAgent: 'test (mail@example.org)', notes: [] },
        heavyProperties: [], filter: {}, aspects: [], head: { top: 0, bottom: 0, above: 0, changed: true }, recheckDays: 7, concurrency: 4,
        clock: hurriedClock(), random: () => 0.5, progress: silentProgress, ...others,
      });
    },
    openStore: () => openReader(storePath, { threads: 1 }),
  };
}
