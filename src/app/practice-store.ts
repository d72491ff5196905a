import { rm } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../harvest/clock.js';
import { startPracticeHub } from '../practice/practice-hub.js';
import { findRegistry } from '../registries/index.js';
import type { EngineOptions } from '../store/open-store.js';
import type { Progress } from './progress.js';
import { syncRegistry } from './sync-registry.js';
import { toolVersion } from './tool.js';

export interface PracticeStoreRequest {
  readonly seed: number;
  readonly models: number;
  /** Cards of the last month are fetched for the models with more downloads than this. */
  readonly cards_above_downloads: number;
  /** Folder in which the store and the archives are made. */
  readonly folder: string;
  readonly progress: Progress;
  readonly engine?: EngineOptions;
  readonly signal?: AbortSignal;
}

/**
 * Makes a store of simulated data: starts the practice hub, harvests it over HTTP as it was on each of its months, and
 * gives the path of the store. What an earlier run made there is made anew.
 */
export async function makePracticeStore(request: PracticeStoreRequest): Promise<string> {
  const storePath = path.join(request.folder, 'practice.duckdb');
  const archives = path.join(request.folder, 'practice-archive');
  await rm(storePath, { force: true });
  await rm(archives, { recursive: true, force: true });
  request.progress.step('starting the practice hub');
  const hub = await startPracticeHub({ seed: request.seed, models: request.models });
  try {
    for (const [index, month] of hub.months.entries()) {
      const date = month.slice(0, 10);
      const last = index === hub.months.length - 1;
      const popular = last ? (hub.world?.snapshotAt(index).filter((one) => one.downloads > request.cards_above_downloads).length ?? 0) : 0;
      await syncRegistry({
        registry: findRegistry('huggingface'),
        kind: 'model',
        access: { endpoint: `${hub.url}/asof/${date}`, token: undefined, userAgent: `hubscope/${toolVersion} (practice@localhost)`, notes: [] },
        storePath,
        archive: path.join(archives, date),
        archives,
        fresh: true,
        pageSize: 1000,
        heavyProperties: [],
        filter: {},
        aspects: popular > 0 ? ['cards'] : [],
        head: { top: popular, bottom: 0, above: 0, changed: false },
        recheckDays: 7,
        concurrency: 8,
        clock: systemClock,
        signal: request.signal,
        progress: { step: (text, done, of) => request.progress.step(`${date}: ${text}`, done, of) },
      });
    }
  } finally {
    await hub.close();
  }
  return storePath;
}
