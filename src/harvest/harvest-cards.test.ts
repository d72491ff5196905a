import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RegistryError } from '../core/errors.js';
import type { HarvestPlan } from '../core/registry.js';
import { openArchive } from './archive.js';
import type { Archive } from './archive.js';
import type { HarvestClient } from './client.js';
import { harvestCards } from './harvest-cards.js';

let root = '';
let folders = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hubscope-cards-'));
});
afterAll(() => rm(root, { recursive: true }));

const endpoint = 'http://127.0.0.1:9';
const plan: HarvestPlan = {
  endpoint, endpointVariable: 'HUB_ENDPOINT', tokenVariable: 'HUB_TOKEN',
  firstPage: () => ({ path: '/api/models', accept: 'json' }),
  nextPage: () => null,
  card: (_kind, name) => ({ path: `/${name}`, accept: 'text' }),
};
const names = Array.from({ length: 60 }, (_, index) => `a/${index}`);

function freshArchive(): Promise<Archive> {
  folders += 1;
  return openArchive(join(root, `run-${folders}`), { registry: 'test', kind: 'model', endpoint, toolVersion: '0' });
}

/** A registry without network: for these paths it has no answer, all other cards do not exist. */
function clientFailingFor(fails: (path: string) => boolean): HarvestClient & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    endpoint,
    asked,
    counts: () => ({ requests: asked.length, bytes: 0, retries: 0, waitedSeconds: 0 }),
    async get({ path }, signal) {
      asked.push(path);
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      if (fails(path)) throw new RegistryError(`hub: broke (${path})`, 502);
      return { at: '2026-03-01T12:00:00.000Z', path, status: 404, headers: {}, body: null, rawBody: 'null' };
    },
  };
}

describe('harvesting cards from a registry in trouble', () => {
  it('gives up when it is down', async () => {
    const archive = await freshArchive();
    const client = clientFailingFor(() => true);
    const outcome = await harvestCards(plan, 'model', names, client, archive, { concurrency: 2, maxFailuresInARow: 5 });
    expect(outcome.complete).toBe(false);
    expect(outcome.reason).toMatch(/^gave up after 5 failures in a row; \d of \d cards failed, .*hub: broke \(\/a\/0\)$/);
    expect(client.asked.length).toBeLessThan(9);
    expect((await archive.finish(outcome.reason)).answers).toMatchObject({ card: 0, failure: outcome.failed });
  });

  it('goes on when failures are scattered, and takes names only as it needs them', async () => {
    const archive = await freshArchive();
    let taken = 0;
    let done = 0;
    let ahead = 0;
    function* oneByOne(): Generator<string> {
      for (const name of names) {
        taken += 1;
        ahead = Math.max(ahead, taken - done);
        yield name;
      }
    }
    const client = clientFailingFor((path) => Number(path.slice(3)) % 3 > 0);
    const outcome = await harvestCards(plan, 'model', oneByOne(), client, archive, {
      concurrency: 1, maxFailuresInARow: 3, onProgress: (progress) => (done = progress.done),
    });
    expect(outcome).toMatchObject({ asked: 60, failed: 40, statuses: { 404: 20 }, complete: false });
    expect(ahead).toBeLessThan(5);
    await archive.finish(outcome.reason);
  });

  it('stops when interrupted, which is no failure', async () => {
    const archive = await freshArchive();
    const client = clientFailingFor(() => false);
    const interrupt = new AbortController();
    const outcome = await harvestCards(plan, 'model', names, client, archive, {
      concurrency: 2, signal: interrupt.signal, onProgress: ({ done }) => done === 3 && interrupt.abort(),
    });
    expect(outcome).toMatchObject({ complete: false, reason: 'interrupted', failed: 0 });
    expect(client.asked.length).toBeLessThan(9);
    await archive.finish(outcome.reason);
  });

  it('rejects where the fault is not the registry\'s', async () => {
    const archive = await freshArchive();
    const full: Archive = { ...archive, write: () => Promise.reject(new Error('ENOSPC')) };
    await expect(harvestCards(plan, 'model', names, clientFailingFor(() => false), full)).rejects.toThrow('ENOSPC');
    await archive.close();
  });
});
