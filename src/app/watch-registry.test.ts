import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMirror, type Mirror } from '../api/serve-mirror.js';
import { createWebhookReceiver } from '../api/webhook.js';
import { claimIds } from '../core/claim.js';
import { startPracticeHub, type SimulatedHub } from '../practice/practice-hub.js';
import { findRegistry } from '../registries/index.js';
import { openMirrorStore } from '../store/mirror-store.js';
import { selectRows } from '../store/rows.js';
import { storedCards, trueRecords } from './hub-truth.test-data.js';
import { judgeStore, readVerdicts, type JudgedStore } from './judge-store.js';
import { listen, type Listening } from './listen.js';
import { silentProgress } from './progress.js';
import { createSyncFolder } from './sync-hub.test-data.js';
import type { PackagesSync } from './sync-packages.js';
import { watchRegistry, type Watch } from './watch-registry.js';
import { systemClock } from '../harvest/clock.js';

const secret = 'a-secret-between-two-parties';
const token = 'hf_OnlyForThisTest0123456789abcdef';
const registry = findRegistry('huggingface');

let place: ReturnType<typeof createSyncFolder>;
let hub: SimulatedHub;
let receiver: Listening;
let mirror: Mirror;
let watch: Watch;
let stop: AbortController;
let followed: PackagesSync[];
let errors: unknown[];

beforeEach(async () => {
  place = createSyncFolder();
  hub = await startPracticeHub({ seed: 5, models: 200, datasets: 20, living: { from: '2026-03-01T00:00:00.000Z', every: 0 } });
  await place.sync(hub.url, { token });
  stop = new AbortController();
  followed = [];
  errors = [];
  const access = { endpoint: hub.url, token, userAgent: 'test (mail@example.org)', notes: [] };
  const shared = { registry, access, storePath: place.storePath, archives: `${place.folder}/archive`, aspects: ['cards', 'files'] as const, concurrency: 4, clock: systemClock, progress: silentProgress };
  watch = watchRegistry({
    kinds: ['model'], everyMs: 3_600_000, syncAtOnce: false, now: () => new Date(), signal: stop.signal,
    syncOf: () => ({ ...shared, fresh: false, pageSize: 100, heavyProperties: [], filter: {}, recheckDays: 7, head: { top: 0, bottom: 0, above: 0, changed: true } }),
    packagesOf: () => ({ ...shared, secrets: [secret] }),
    onSync: () => undefined,
    onPackages: (_kind, outcome) => followed.push(outcome),
    onError: (_kind, error) => errors.push(error),
  });
  const plan = registry.harvest?.webhooks;
  if (plan === undefined || plan === null) throw new Error('the registry has no webhooks');
  const app = createWebhookReceiver({ plan, secret, onHint: (hint) => watch.hint(hint) });
  receiver = await listen((request) => app.fetch(request), { who: 'test', host: '127.0.0.1', port: 0 });
  mirror = createMirror({
    open: () => openMirrorStore(place.storePath), now: () => Date.now(),
    stamp: () => {
      const stat = statSync(place.storePath, { throwIfNoEntry: false });
      return stat === undefined ? null : `${stat.ino} ${stat.mtimeMs}`;
    },
  });
});
afterEach(async () => {
  stop.abort();
  await watch.ended;
  await receiver.close();
  await mirror.close();
  await hub.close();
  place.remove();
});

async function shown(id: string): Promise<Record<string, unknown> | number> {
  const answer = await mirror.app.request(`http://mirror/api/models/${id}`);
  return answer.status === 200 ? ((await answer.json()) as Record<string, unknown>) : answer.status;
}

/** Waits until something holds, at most the five seconds that a change may take to readers, or as long as is said. */
async function within(holds: () => Promise<boolean>, mostMs = 5_000): Promise<number> {
  const began = Date.now();
  for (;;) {
    if (await holds()) return Date.now() - began;
    if (Date.now() - began > mostMs) throw new Error(`not within ${mostMs / 1000} s; errors: ${errors.map(String).join('; ')}`);
    await wait(50);
  }
}

describe('a watch that takes webhooks', () => {
  it('brings each change of the hub to readers within five seconds, and says nothing but what the hub answers', async () => {
    hub.subscribe(`${receiver.url}/webhook`, secret);
    const kinds = new Set<string>();
    for (let step = 0; step < 60 && kinds.size < 4; step += 1) {
      const changes = (await hub.advance(1)).filter((one) => one.of === 'model');
      for (const change of changes) {
        if (kinds.has(change.kind)) continue;
        const truth = trueRecords(hub.truth, 'model').get(change._id);
        await within(async () => {
          const seen = await shown(change.id);
          if (change.kind === 'removed') return seen === 404;
          return typeof seen === 'object' && seen['sha'] === truth?.['revision'] && seen['_id'] === change._id && seen['downloads'] === truth?.['downloads'];
        });
        kinds.add(change.kind);
        if (change.kind === 'renamed') expect((await mirror.app.request(`http://mirror/api/models/${change.from ?? ''}`, { redirect: 'manual' })).status).toBe(307);
      }
    }
    expect([...kinds].sort()).toEqual(expect.arrayContaining(['committed', 'created', 'removed']));
    expect(hub.deliveries().every((one) => one.status === 202)).toBe(true);
    expect(errors).toEqual([]);
  }, 120_000);

  it('comes to the same with messages that are shuffled and doubled, and asks for a known revision no more', async () => {
    hub.subscribe(`${receiver.url}/webhook`, secret, { shuffle: true });
    const changes = await hub.advance(16);
    await hub.settled();
    const touched = new Set(changes.filter((one) => one.of === 'model').map((one) => one._id));
    await within(async () => {
      const truth = trueRecords(hub.truth, 'model');
      const now = await Promise.all([...touched].map(async (id) => {
        const seen = await shown((truth.get(id)?.['name'] as string | undefined) ?? changes.find((one) => one._id === id)?.id ?? '');
        return truth.has(id) ? typeof seen === 'object' && seen['sha'] === truth.get(id)?.['revision'] : seen === 404;
      }));
      return now.every(Boolean);
    });
    const store = await place.openStore();
    for (const [id, { hasCard, card }] of await storedCards(store.connection, 'model')) {
      if (hasCard === null || !touched.has(id) || !trueRecords(hub.truth, 'model').has(id)) continue;
      const text = hub.truth.card('model', id);
      expect(hasCard ? card : '').toBe(text?.trim() === '' ? '' : (text ?? ''));
    }
    store.close();
    const committed = changes.find((one) => one.kind === 'committed' && one.of === 'model' && trueRecords(hub.truth, 'model').get(one._id)?.['revision'] === one.sha);
    if (committed === undefined) return;
    followed.length = 0;
    watch.hint({ kind: 'model', id: committed._id, name: committed.id, revision: committed.sha, aspects: ['files', 'cards'] });
    await within(() => Promise.resolve(followed.length > 0));
    expect(followed).toMatchObject([{ asked: 0, known: 1, recorded: null }]);
  }, 60_000);

  it('believes nobody who does not know the secret, and nothing that is no message', async () => {
    const message = JSON.stringify({ event: { action: 'update', scope: 'repo.content' }, repo: { type: 'model', name: 'acme/x', id: '64' } });
    async function post(headers: Record<string, string>, body = message): Promise<number> {
      return (await fetch(`${receiver.url}/webhook`, { method: 'POST', headers, body })).status;
    }
    expect(await post({})).toBe(401);
    expect(await post({ 'x-webhook-secret': `${secret}x` })).toBe(401);
    expect(await post({ 'x-webhook-secret': secret.slice(1) })).toBe(401);
    expect(await post({ 'x-webhook-secret': secret }, '{')).toBe(400);
    expect(await post({ 'x-webhook-secret': secret }, '{"event":{}}')).toBe(400);
    expect(await post({ 'x-webhook-secret': secret }, JSON.stringify({ text: 'x'.repeat(2_000_000) }))).toBe(413);
    expect(await post({ 'x-webhook-secret': secret }, message.replace('"model"', '"space"'))).toBe(202);
    expect((await fetch(`${receiver.url}/webhook`)).status).toBe(405);
    await wait(700);
    expect(followed).toEqual([]);
    // A made-up package: the hub knows none, so nothing is recorded of it.
    expect(await post({ 'x-webhook-secret': secret })).toBe(202);
    await within(() => Promise.resolve(followed.length > 0));
    const store = await place.openStore();
    expect(await selectRows(store.connection, `select * from history_name where value = 'acme/x'`)).toEqual([]);
    store.close();
  }, 60_000);
});

describe('a watch that judges', () => {
  it('judges the claims on each new whole list, keeps what they came to, and judges no list twice', async () => {
    await hub.advance(10);
    const judged: JudgedStore[] = [];
    const synced: string[] = [];
    const judging = new AbortController();
    const again = watchRegistry({
      kinds: ['model'], everyMs: 100, syncAtOnce: true, now: () => new Date(), signal: judging.signal,
      syncOf: () => ({
        registry, access: { endpoint: hub.url, token, userAgent: 'test (mail@example.org)', notes: [] }, storePath: place.storePath, archives: `${place.folder}/archive`, aspects: [], concurrency: 4,
        clock: systemClock, progress: silentProgress, fresh: false, pageSize: 100, heavyProperties: [], filter: {}, recheckDays: 7, head: { top: 0, bottom: 0, above: 0, changed: false },
      }),
      packagesOf: () => { throw new Error('nobody hints'); },
      judgeOf: (snapshot) => judgeStore({ storePath: place.storePath, snapshot, record: true, now: () => new Date() }),
      onSync: (_kind, outcome) => { synced.push(outcome.snapshot.outcome); },
      onJudged: (_kind, outcome) => judged.push(outcome),
      onPackages: () => undefined,
      onError: (_kind, error) => errors.push(error),
    });
    // After the first the hub stands still: the list is the one that is there already.
    await within(() => Promise.resolve(judged.length > 0 && synced.length > 2), 50_000);
    judging.abort();
    expect(synced.slice(0, 3)).toEqual(['recorded', 'already there', 'already there']);
    expect(judged).toHaveLength(1);
    await again.ended;
    expect(errors).toEqual([]);
    const [first] = judged;
    expect(first?.verdicts.map((one) => one.claim)).toEqual([...claimIds]);
    expect(first?.verdicts.filter((one) => one.verdict === 'error')).toEqual([]);
    const kept = await readVerdicts(place.storePath, undefined);
    expect(kept.filter((one) => one.snapshot?.key === first?.verdicts[0]?.snapshot?.key).map((one) => one.claim)).toContain('T1');
    expect(kept.every((one) => one.snapshot?.simulated === '5')).toBe(true);
  }, 60_000);
});
