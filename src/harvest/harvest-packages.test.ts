import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RegistryError } from '../core/errors.js';
import { openArchive } from './archive.js';
import type { Archive } from './archive.js';
import type { HarvestClient } from './client.js';
import { createAdaptiveConcurrency } from './adaptive-concurrency.js';
import { harvestPackages } from './harvest-packages.js';
import type { PackageWork, PackagesOptions } from './harvest-packages.js';
import { testAsked, testPlan as plan } from './plan.test-data.js';

let root = '';
let folders = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hubscope-cards-'));
});
afterAll(() => rm(root, { recursive: true }));

const endpoint = 'http://127.0.0.1:9';
const names = Array.from({ length: 60 }, (_, index) => `a/${index}`);

function freshArchive(): Promise<Archive> {
  folders += 1;
  return openArchive(join(root, `run-${folders}`), { registry: 'test', kind: 'model', endpoint, asked: testAsked, toolVersion: '0' });
}

/** A registry without network: for these paths it has no answer, all other cards do not exist. */
function clientFailingFor(fails: (path: string) => boolean): HarvestClient & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    endpoint,
    asked,
    statedQuotas: () => [],
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

function workOf(name: string): PackageWork {
  return { subject: { id: null, name, revision: null }, aspects: ['cards'], known: () => Promise.resolve({ revision: null, items: new Map() }) };
}

function sideBySide(n: number, more: Partial<PackagesOptions> = {}): PackagesOptions {
  return { properties: [], concurrency: createAdaptiveConcurrency(n, n), ...more };
}

describe('asking a registry in trouble about packages', () => {
  it('gives up when it is down', async () => {
    const archive = await freshArchive();
    const client = clientFailingFor(() => true);
    const outcome = await harvestPackages(plan, 'model', names.map(workOf), client, archive, sideBySide(2, { maxFailuresInARow: 5 }));
    expect(outcome.complete).toBe(false);
    expect(outcome.reason).toMatch(/^gave up after 5 failures in a row; \d looks failed, .*hub: broke \(\/a\/0\/resolve\/main\/README.md\); 5\d looks were not begun$/);
    expect(client.asked.length).toBeLessThan(9);
    expect((await archive.finish(outcome.reason)).answers).toMatchObject({ card: 0, failure: outcome.failed });
  });

  it('goes on when failures are scattered, and takes names only as it needs them', async () => {
    const archive = await freshArchive();
    let taken = 0;
    let done = 0;
    let ahead = 0;
    function* oneByOne(): Generator<PackageWork> {
      for (const name of names) {
        taken += 1;
        ahead = Math.max(ahead, taken - done);
        yield workOf(name);
      }
    }
    const client = clientFailingFor((path) => Number(/\d+/.exec(path)?.[0]) % 3 > 0);
    const outcome = await harvestPackages(plan, 'model', oneByOne(), client, archive, sideBySide(1, {
      maxFailuresInARow: 3, onProgress: (progress) => (done = progress.done),
    }));
    expect(outcome).toMatchObject({ failed: 40, looks: { cards: 20 }, complete: false });
    expect(ahead).toBeLessThan(5);
    await archive.finish(outcome.reason);
  });

  it('stops when interrupted, which is no failure', async () => {
    const archive = await freshArchive();
    const client = clientFailingFor(() => false);
    const interrupt = new AbortController();
    const outcome = await harvestPackages(plan, 'model', names.map(workOf), client, archive, sideBySide(2, {
      signal: interrupt.signal, onProgress: ({ done }) => done === 3 && interrupt.abort(),
    }));
    expect(outcome).toMatchObject({ complete: false, reason: 'interrupted', failed: 0 });
    expect(client.asked.length).toBeLessThan(9);
    await archive.finish(outcome.reason);
  });

  it('rejects where the fault is not the registry\'s', async () => {
    const archive = await freshArchive();
    const full: Archive = { ...archive, write: () => Promise.reject(new Error('ENOSPC')) };
    await expect(harvestPackages(plan, 'model', names.map(workOf), clientFailingFor(() => false), full, sideBySide(2))).rejects.toThrow('ENOSPC');
    await archive.close();
  });
});
