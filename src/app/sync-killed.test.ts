import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildProgramForTest } from '../cli/build-program.test-data.js';
import { createRandom } from '../practice/random.js';
import { createHubApp } from '../practice/serve-hub.js';
import { generateHub } from '../practice/generate-hub.js';
import { listenOnLoopback, type Listening } from '../practice/listen-on-loopback.js';
import { requireTruth } from './require-truth.test-data.js';
import { allAspects, createSyncFolder } from './sync-hub.test-data.js';

/** Syncs as the command does, in a process of its own, and says when it merges. */
const childProgram = `
import { writeSync } from 'node:fs';
import { syncRegistry } from './dist/app/sync-registry.js';
import { systemClock } from './dist/harvest/clock.js';
import { findRegistry } from './dist/registries/index.js';
const { endpoint, storePath, archives, aspects } = JSON.parse(process.argv[2]);
const outcome = await syncRegistry({
  registry: findRegistry('huggingface'), kind: 'model', storePath, archives, fresh: false, pageSize: 10,
  access: { endpoint, token: process.env.HF_TOKEN, userAgent: 'test (mail@example.org)', notes: [] },
  heavyProperties: [], filter: {}, aspects, head: { top: 5, bottom: 0, above: 0, changed: false }, recheckDays: 7, concurrency: 4,
  clock: systemClock, progress: { step: (text) => writeSync(1, text + '\\n') },
});
writeSync(1, 'ended ' + JSON.stringify({ missing: outcome.missing, incompleteWhy: outcome.incompleteWhy, series: outcome.snapshot.series }) + '\\n');
`;

const token = 'hf_OnlyForThisTest0123456789abcdef';
const kills = 200;
let built: ReturnType<typeof buildProgramForTest>;
let child: string;
let place: ReturnType<typeof createSyncFolder>;
let hub: Listening;
let truth: ReturnType<typeof createHubApp>['truth'];
/** Requests since the present run began, and what happens at a certain one. */
let asked: string[] = [];
let onRequest: ((count: number) => void) | null = null;

beforeAll(async () => {
  built = buildProgramForTest();
  child = path.join(path.dirname(built.entry), '..', '..', 'child.mjs');
  writeFileSync(child, childProgram);
  const { app, truth: told } = createHubApp(generateHub({ seed: 11, models: 100, datasets: 10 }));
  truth = told;
  hub = await listenOnLoopback((request, env) => {
    const { pathname, search } = new URL(request.url);
    asked.push(pathname + search);
    onRequest?.(asked.length);
    return app.fetch(request, env);
  }, 0);
});
afterAll(async () => {
  await hub.close();
  built.remove();
});
beforeEach(() => {
  place = createSyncFolder();
});
afterEach(() => place.remove());

/** Paths of all answers in the archive, those in files without an end too. */
function archivedPaths(): Set<string> {
  const archives = path.join(place.folder, 'archive');
  const files = existsSync(archives) ? readdirSync(archives, { recursive: true, encoding: 'utf8' }).filter((name) => /ndjson\.gz(\.part)?$/.test(name) && !name.includes('failure')) : [];
  return new Set(files.flatMap((name) => {
    const text = gunzipSync(readFileSync(path.join(archives, name)), { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
    return text.split('\n').slice(0, -1).map((line) => (JSON.parse(line) as { path: string }).path);
  }));
}

interface Run {
  readonly killed: boolean;
  readonly ended: { missing: string | null; incompleteWhy: string | null; series: string } | null;
}

/** Runs the child until `killAt` (a request, or a time after it began to merge), or to its end. */
function run(killAt: { readonly request: number; readonly delayMs: number } | { readonly mergingMs: number } | null): Promise<Run> {
  asked = [];
  const running = spawn(process.execPath, [child, JSON.stringify({ endpoint: hub.url, storePath: place.storePath, archives: path.join(place.folder, 'archive'), aspects: allAspects })], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, HF_TOKEN: token },
  });
  let text = '';
  function kill(afterMs: number): void {
    setTimeout(() => running.kill('SIGKILL'), afterMs);
  }
  onRequest = function killInTime(count: number): void {
    if (killAt !== null && 'request' in killAt && count === killAt.request) kill(killAt.delayMs);
  };
  running.stdout.on('data', (chunk: Buffer) => {
    const before = text;
    text += chunk.toString();
    if (killAt !== null && 'mergingMs' in killAt && text.includes('checking the archive') && !before.includes('checking the archive')) kill(killAt.mergingMs);
  });
  return new Promise((resolve) => {
    running.once('close', () => {
      onRequest = null;
      const said = /^ended (.*)$/m.exec(text)?.[1];
      resolve({ killed: running.signalCode === 'SIGKILL', ended: said === undefined ? null : (JSON.parse(said) as Run['ended']) });
    });
  });
}

describe('a sync that is killed again and again', () => {
  it(`comes to the truth after ${kills} kills at random moments, and asks for nothing that was archived`, async () => {
    const random = createRandom(20261124, 'kills');
    let killed = 0;
    let finished = 0;
    while (killed < kills) {
      const before = archivedPaths();
      // Mostly a request or two on, so that one harvest takes many kills; now and then while the snapshot is made.
      const killAt = random.chance(0.15) ? { mergingMs: random.below(250) } : { request: 1 + random.below(6), delayMs: random.below(30) };
      const { killed: wasKilled, ended } = await run(killAt);
      const again = asked.filter((one) => before.has(one));
      expect(again, `asked again after kill ${killed}`).toEqual([]);
      if (wasKilled) killed += 1;
      if (ended === null) continue;
      expect(ended).toEqual({ missing: null, incompleteWhy: null, series: 'huggingface-sync-model' });
      const looks = await requireTruth(place, truth, { incompleteWhy: ended.incompleteWhy, snapshot: { series: ended.series } });
      expect(looks.size).toBe(5 * allAspects.length);
      finished += 1;
      rmSync(place.storePath);
      rmSync(path.join(place.folder, 'archive'), { recursive: true });
    }
    expect(finished).toBeGreaterThan(2);
  }, 900_000);
});
