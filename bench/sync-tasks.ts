// One measured task of the sync benchmark in a process of its own; prints a SyncResult as JSON. Used by sync.ts.
import path from 'node:path';
import { syncRegistry } from '../src/app/sync-registry.js';
import { systemClock } from '../src/harvest/clock.js';
import { startPracticeHub } from '../src/practice/practice-hub.js';
import { findRegistry } from '../src/registries/index.js';
import { serveLightHub } from './light-hub.js';

export interface SyncResult {
  readonly seconds: number;
  readonly records: number;
  readonly bytes: number;
  readonly peakBytes: number;
}

const firstPage = '/api/models?sort=createdAt&direction=1&limit=1000';

/** A hub of recorded pages until its standard input ends; prints its address on a line. */
async function serve(pages: string): Promise<void> {
  const hub = await startPracticeHub({ from: pages });
  process.stdout.write(`${hub.url}\n`);
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once('end', resolve));
  await hub.close();
}

/** A hub of made-up models until its standard input ends; prints its address on a line. */
async function serveLight(): Promise<void> {
  const end = new AbortController();
  process.stdout.write(`${await serveLightHub(end.signal)}\n`);
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once('end', resolve));
  end.abort();
}

/** The peer: fetches the same pages one after the other, counts their bytes and parses them, and keeps nothing. */
async function fetchBare(url: string): Promise<Omit<SyncResult, 'peakBytes'>> {
  const begin = performance.now();
  let records = 0;
  let bytes = 0;
  let next: string | undefined = `${url}${firstPage}`;
  while (next !== undefined) {
    const answer: Response = await fetch(next);
    const text = await answer.text();
    bytes += Buffer.byteLength(text);
    records += (JSON.parse(text) as unknown[]).length;
    next = /<([^>]*)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return { seconds: (performance.now() - begin) / 1000, records, bytes };
}

/** The whole sync, from the first request to the published store. */
async function sync(url: string, folder: string): Promise<Omit<SyncResult, 'peakBytes'>> {
  const begin = performance.now();
  const outcome = await syncRegistry({
    registry: findRegistry('huggingface'), kind: 'model', storePath: path.join(folder, 'sync.duckdb'), archives: path.join(folder, 'archive'), fresh: true, pageSize: 1000,
    access: { endpoint: url, token: undefined, userAgent: 'hubscope-bench (practice@localhost)', notes: [] },
    heavyProperties: [], filter: {}, aspects: [], head: { top: 0, bottom: 0, above: 0, changed: false }, recheckDays: 7, concurrency: 8,
    clock: systemClock, progress: { step: () => undefined },
  });
  if (outcome.incompleteWhy !== null) throw new Error(`bench: the sync is not whole: ${outcome.incompleteWhy}`);
  return { seconds: (performance.now() - begin) / 1000, records: outcome.snapshot.records, bytes: outcome.counts.bytes };
}

const [task, input = '', folder = ''] = process.argv.slice(2);
if (task === 'serve') await serve(input);
else if (task === 'serve-light') await serveLight();
else {
  const result = await (task === 'bare' ? fetchBare(input) : sync(input, folder));
  process.stdout.write(JSON.stringify({ ...result, peakBytes: process.resourceUsage().maxRSS * 1024 } satisfies SyncResult));
}
