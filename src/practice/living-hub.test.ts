import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { ask, crawl, jsonOf, token } from './hub-client.test-data.js';
import { generateHub } from './generate-hub.js';
import { startPracticeHub } from './practice-hub.js';
import type { SimulatedHub } from './practice-hub.js';
import { packageKinds } from './world.js';
import type { Change } from './world.js';

const options = { seed: 5, models: 400, datasets: 60 };
const from = '2026-02-01T00:00:00.000Z';
let hub: SimulatedHub | null = null;
let receiver: Server | null = null;
afterEach(async () => {
  await hub?.close();
  receiver?.closeAllConnections();
  receiver?.close();
  hub = null;
  receiver = null;
});

async function start(every = 0): Promise<SimulatedHub> {
  hub = await startPracticeHub({ ...options, living: { from, until: '2026-04-01T00:00:00.000Z', every } });
  return hub;
}

describe('the world between its snapshots', () => {
  const world = generateHub(options);

  it('is the snapshot at each of their instants, and follows the changes in between', () => {
    for (const kind of packageKinds) {
      world.instants.forEach((instant, month) => {
        expect(world.at(instant, kind)).toEqual(world.snapshotAt(month, kind));
      });
      const before = new Map(world.snapshotAt(1, kind).map((record) => [record._id, record.id]));
      const shas = new Map(world.snapshotAt(1, kind).map((record) => [record._id, record.sha]));
      for (const change of world.changes.filter(({ of, at }) => of === kind && at > (world.instants[1] as string) && at < (world.instants[2] as string))) {
        apply(before, shas, change);
        const now = world.at(change.at, kind);
        const sameInstant = world.changes.some((other) => other !== change && other.of === kind && other.at === change.at);
        if (!sameInstant) {
          expect(new Map(now.map((record) => [record._id, record.id]))).toEqual(before);
          expect(now.find(({ _id }) => _id === change._id)?.sha).toBe(change.kind === 'removed' ? undefined : change.sha);
        }
      }
      const after = new Map(world.snapshotAt(2, kind).map((record) => [record._id, record.id]));
      expect(before).toEqual(after);
      const heads = new Map(world.snapshotAt(2, kind).map((record) => [record._id, record.sha]));
      expect(new Map([...shas].filter(([_id]) => heads.has(_id)))).toEqual(heads);
    }
  });

  function apply(names: Map<string, string>, shas: Map<string, string>, change: Change): void {
    if (change.kind === 'removed') {
      names.delete(change._id);
    } else {
      names.set(change._id, change.id);
      shas.set(change._id, change.sha);
    }
  }

  it('knows nothing that is still to come', () => {
    const instant = '2026-02-15T12:00:00.000Z';
    for (const record of world.at(instant)) {
      expect(record.createdAt <= instant && record.lastModified <= instant).toBe(true);
    }
    expect(() => world.at('2025-12-31T00:00:00.000Z')).toThrow(UsageError);
  });
});

describe('a living hub', () => {
  it('moves on by one change after so many list answers, date and truth with it', async () => {
    const { url, truth, now } = await start(2);
    const seen = [now()];
    for (let at = 0; at < 10; at += 1) {
      const response = await ask(`${url}/api/models?limit=1000&sort=createdAt&direction=1&skip=0`);
      expect(response.headers.get('date')).toBe(new Date(seen.at(-1) as string).toUTCString());
      await response.arrayBuffer();
      seen.push(now());
    }
    expect(new Set(seen).size).toBe(6);
    expect(truth.instant).toBe(now());
    const expected = new Set(truth.packages().map(({ _id }) => _id));
    expect(new Set((await crawl(`${url}/api/models?sort=createdAt&direction=1`)).rows.map(({ _id }) => _id))).toEqual(expected);
  });

  it('answers as the truth has it after each kind of change', async () => {
    const { world } = await start();
    for (const kind of ['created', 'renamed', 'removed', 'returned', 'committed'] as const) {
      const change = world.changes.find((one) => one.kind === kind && one.at > from && one.of === 'model' && !world.snapshotAt(5).some(({ _id, disabled }) => _id === one._id && disabled)) as Change;
      await hub?.close();
      const again = await start();
      await again.advanceTo(change.at);
      const base = `${again.url}/api/models/${change.id}`;
      if (kind === 'removed') {
        expect((await ask(base)).status).toBe(401);
        expect((await ask(base, { headers: token })).status).toBe(404);
        expect(again.truth.record('model', change._id)).toBeNull();
      } else {
        expect(await jsonOf(base)).toEqual(again.truth.record('model', change._id));
        expect(again.truth.record('model', change._id)).toMatchObject({ id: change.id, sha: change.sha });
      }
      if (kind === 'renamed') {
        expect((await ask(`${again.url}/api/models/${change.from}`)).headers.get('location')).toBe(`/api/models/${change.id}`);
      }
      expect((await jsonOf<{ id: string }[]>(`${again.url}/asof/2026-01-01/api/models?limit=1000`)).length).toBe(world.snapshotAt(0).length);
    }
  });

  it('ends where it is told to, and does not go back', async () => {
    const { advance, advanceTo, now } = await start();
    const changes = await advance(100_000);
    expect(now()).toBe('2026-04-01T00:00:00.000Z');
    expect(changes.every(({ at }) => at > from && at < now())).toBe(true);
    expect(await advance(1)).toEqual([]);
    await expect(advanceTo(from)).rejects.toThrow(UsageError);
    await expect(startPracticeHub({ ...options, living: { from: '2025-01-01', every: 1 } })).rejects.toThrow(UsageError);
    const still = await startPracticeHub({ seed: 1, models: 100 });
    await expect(still.advance(1)).rejects.toThrow(UsageError);
    await still.close();
  });
});

describe('webhooks', () => {
  interface Received { headers: IncomingHttpHeaders; body: Record<string, unknown> & { event: object; repo: { id: string; headSha: string } } }

  async function listen(status = 200): Promise<{ url: string; received: Received[] }> {
    const received: Received[] = [];
    receiver = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', () => {
        received.push({ headers: request.headers, body: JSON.parse(text) as Received['body'] });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => {
      receiver?.listen(0, '127.0.0.1', resolve);
    });
    return { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`, received };
  }

  it('tell each change in the shape of the hub, in order', async () => {
    const { url, received } = await listen();
    const living = await start();
    living.subscribe(url, 'opensesame');
    const changes = await living.advanceTo('2026-03-01T00:00:00.000Z');
    expect(received).toHaveLength(changes.length);
    const actions = { created: 'create', returned: 'create', removed: 'delete', renamed: 'move', committed: 'update' };
    changes.forEach((change, at) => {
      const { headers, body } = received[at] as Received;
      expect(headers['x-webhook-secret']).toBe('opensesame');
      expect(body).toMatchObject({
        event: { action: actions[change.kind], scope: change.kind === 'committed' ? 'repo.content' : 'repo' },
        repo: { type: change.of, id: change._id, name: change.from ?? change.id, headSha: change.sha, private: false, owner: { id: expect.stringMatching(/^[0-9a-f]{24}$/) as string } },
        webhook: { version: 3 },
        ...(change.kind === 'committed' ? { updatedRefs: [{ ref: 'refs/heads/main', oldSha: change.oldSha, newSha: change.sha }] } : {}),
        ...(change.kind === 'renamed' ? { movedTo: { name: change.id } } : {}),
      });
    });
    expect(new Set(changes.map(({ kind }) => kind)).size).toBe(5);
  });

  it('come twice and out of order where they are shuffled, the same each time', async () => {
    const runs: string[][] = [];
    for (let run = 0; run < 2; run += 1) {
      const { url, received } = await listen();
      const living = await start();
      living.subscribe(url, 'opensesame', { shuffle: true });
      const changes = await living.advance(40);
      const heads = received.map(({ body }) => `${body.repo.id} ${body.repo.headSha}`);
      expect(new Set(heads)).toEqual(new Set(changes.map(({ _id, sha }) => `${_id} ${sha}`)));
      expect(heads.length).toBeGreaterThan(changes.length);
      expect([...new Set(heads)]).not.toEqual([...new Set(changes.map(({ _id, sha }) => `${_id} ${sha}`))]);
      runs.push(heads);
      receiver?.close();
      await living.close();
    }
    expect(runs[0]).toEqual(runs[1]);
  });

  it('follow list answers too, and are not thrown when nobody takes them', async () => {
    const { url, received } = await listen(500);
    const living = await start(1);
    living.subscribe(url, 'opensesame');
    living.subscribe('http://127.0.0.1:1/', 'opensesame');
    await ask(`${living.url}/api/models?limit=1`);
    await living.settled();
    expect(received.length).toBeGreaterThan(0);
    expect(living.deliveries().filter((one) => one.url === url).every(({ status }) => status === 500)).toBe(true);
    expect(living.deliveries().some(({ status, failure }) => status === null && failure !== null)).toBe(true);
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    const deaf = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    living.subscribe(deaf, 'opensesame', { patienceMs: 30 });
    await living.advance(9);
    const failures = living.deliveries().filter((one) => one.url === deaf).map(({ failure }) => failure);
    expect(failures.length).toBeGreaterThanOrEqual(9);
    expect(failures.slice(0, 5).every((failure) => /timeout/i.test(failure ?? ''))).toBe(true);
    expect(new Set(failures.slice(5))).toEqual(new Set(['suspended after repeated failures']));
    silent.closeAllConnections();
    silent.close();
    expect(() => {
      living.subscribe('https://example.org/', 'x');
    }).toThrow(UsageError);
  });
});
