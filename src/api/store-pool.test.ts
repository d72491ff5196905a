import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { addSnapshot } from '../metrics/invented-snapshots.test-data.js';
import { openMirrorStore, type MirrorStore } from '../store/mirror-store.js';
import { openWriter } from '../store/open-store.js';
import { idOf, openInventedMirror } from './mirror-store.test-data.js';
import { createMirror } from './serve-mirror.js';
import { createStorePool } from './store-pool.js';

function emptyStore(closed: string[], name: string): MirrorStore {
  return {
    engine: { select: () => Promise.resolve([]), selectColumns: () => Promise.resolve([]), run: () => Promise.resolve(), close: () => undefined },
    timelines: new Map(), worlds: { use: () => Promise.reject(new Error('empty')) }, close: () => closed.push(name),
  };
}

it('reopens a store that was replaced, and closes the old one after the last request', async () => {
  const closed: string[] = [];
  let stamp: string | null = 'a';
  let now = 0;
  let opened = 0;
  const pool = createStorePool({
    open: () => {
      opened += 1;
      return Promise.resolve(emptyStore(closed, String(stamp)));
    },
    stamp: () => stamp, now: () => now,
  });
  const held: { finish?: () => void } = {};
  const slow = pool.use(() => new Promise<void>((resolve) => { held.finish = resolve; }));
  stamp = 'b';
  await pool.use(() => Promise.resolve());
  expect(opened).toBe(1);
  now = 2000;
  await pool.use(() => Promise.resolve());
  expect([opened, closed]).toEqual([2, []]);
  held.finish?.();
  await slow;
  expect(closed).toEqual(['a']);
  // A file that is away for a moment is no reason to stop.
  stamp = null;
  now = 4000;
  await pool.use(() => Promise.resolve());
  expect(opened).toBe(2);
  await pool.close();
  expect(closed).toEqual(['a', 'b']);
});

it('tries again to open a store that could not be opened', async () => {
  let fails = true;
  const pool = createStorePool({
    open: () => (fails ? Promise.reject(new Error('no store')) : Promise.resolve(emptyStore([], 'a'))), stamp: () => 'a', now: () => 0,
  });
  await expect(pool.use(() => Promise.resolve(1))).rejects.toThrow('no store');
  fails = false;
  expect(await pool.use(() => Promise.resolve(1))).toBe(1);
});

it('shows what a writer published within two seconds, and understands the cursors of before', async () => {
  const invented = await openInventedMirror();
  const { file } = invented;
  let opened = 0;
  const mirror = createMirror({
    open: () => {
      opened += 1;
      return openMirrorStore(file);
    },
    stamp: () => String(statSync(file).ino), now: () => Date.now(),
  });
  async function get(address: string): Promise<Response> {
    return mirror.app.request(`http://mirror.test${address}`);
  }
  const firstPages: { query: string; rest: string[]; next: string }[] = [];
  for (const query of ['sort=createdAt&direction=1', 'sort=createdAt', 'sort=downloads', 'sort=id', 'sort=trendingScore']) {
    const whole = (await (await get(`/asof/2024-03-15/api/models?${query}`)).json()) as { _id: string }[];
    const first = await get(`/asof/2024-03-15/api/models?${query}&limit=4`);
    const next = /<http:\/\/mirror\.test([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    firstPages.push({ query, next, rest: whole.slice(4).map((one) => one._id) });
  }
  const writer = await openWriter(file, 'test');
  await addSnapshot(writer.connection, { on: '2024-04-01', covers: ['downloads'], records: [{ id: idOf(50), name: 'new/one', downloads: 1 }] });
  await writer.publish(true);
  writer.close();
  const published = Date.now();
  let seen = '';
  while (!seen.includes('new/one')) {
    expect(Date.now() - published).toBeLessThan(2000);
    seen = await (await get('/api/models')).text();
  }
  expect(opened).toBe(2);
  for (const { query, next, rest } of firstPages) {
    const found: string[] = [];
    for (let address = next; address !== '';) {
      const response: Response = await get(address);
      found.push(...((await response.json()) as { _id: string }[]).map((one) => one._id));
      address = /<http:\/\/mirror\.test([^>]+)>/.exec(response.headers.get('link') ?? '')?.[1] ?? '';
    }
    expect(found, query).toEqual(rest);
  }
  await mirror.close();
  await invented.close();
});
