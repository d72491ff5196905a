import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldNames } from '../core/field.js';
import { startPracticeHub } from '../practice/practice-hub.js';
import type { WorldEvent } from '../practice/world.js';
import { queryStore } from '../store/query.js';
import { createPlayground } from './run.test-data.js';

const playground = createPlayground();
const token = 'hf_OnlyForThisTest0123456789abcdef';
let hub: Awaited<ReturnType<typeof startSmallHub>>;

function startSmallHub() {
  return startPracticeHub({ seed: 7, models: 1000 });
}
beforeAll(async () => {
  hub = await startSmallHub();
});
afterAll(async () => {
  await hub.close();
  playground.remove();
});

function sync(month: string, more: readonly string[] = [], options: Parameters<typeof playground.run>[1] = {}) {
  return playground.run(['sync', 'huggingface', '--endpoint', `${hub.url}/asof/${month}`, '--page-size', '200', '--json', ...more], options);
}
async function json(argv: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await playground.run([...argv, '--json']);
  expect(`${code} ${err}`).toMatch(/^0 /);
  return JSON.parse(out) as Record<string, unknown>;
}
function hashOf(store: string): string {
  return createHash('sha256').update(readFileSync(path.join(playground.folder, store))).digest('hex');
}
/** Everything a store says, without its own numbers for packages and its own clock. */
async function contentOf(store: string): Promise<unknown> {
  const file = path.join(playground.folder, store);
  const parts = await Promise.all([
    'select * exclude (recorded_at) from snapshot order by all',
    'select * from snapshot_field order by all',
    'select registry_id, snapshot_key, listed from listing join package using (package_key) order by all',
    ...fieldNames.map((field) => `select '${field}' as field, registry_id, snapshot_key, value from history_${field} join package using (package_key) order by all`),
  ].map((sql) => queryStore(file, sql, { rows: Infinity, seconds: 60 })));
  return parts.map((part) => part.rows);
}

describe('hubscope sync', () => {
  it('takes two months of the practice hub, and sees the renames and removals between them', async () => {
    for (const month of ['2026-01-01', '2026-02-01']) {
      const { code, out, err } = await sync(month, ['--details', 'cards', '--top', '5', '--bottom', '5', '--only-head'], { env: { HF_TOKEN: token } });
      expect(`${code} ${err.split('\n').filter((line) => line.startsWith('hubscope')).join()}`).toBe('0 ');
      expect(JSON.parse(out)).toMatchObject({
        snapshot: { outcome: 'recorded', series: 'huggingface-sync-model', takenAt: `${month}T00:00:00.000Z` },
        simulated: '7', missing: null,
      });
      const { cards } = JSON.parse(out) as { cards: number };
      // In February only those that came into the head, or have another revision.
      if (month === '2026-01-01') expect(cards).toBe(10);
      else expect(cards).toBeLessThan(10);
    }
    function ids(kind: WorldEvent['kind']): WorldEvent[] {
      return hub.world.events.filter((event) => event.kind === kind && event.month === 1);
    }
    expect(ids('renamed').length * ids('removed').length).toBeGreaterThan(0);
    const difference = await json(['diff', '1', '2', '--limit', '1000']);
    const renames = ids('renamed').map((event) => ({ from: 'from' in event ? event.from : '', to: event.id }));
    expect((difference['renamed'] as { examples: unknown[] }).examples).toEqual(expect.arrayContaining(renames));
    expect(difference['renamed']).toMatchObject({ count: renames.length });
    expect((difference['gone'] as { examples: string[] }).examples.sort()).toEqual(ids('removed').map((event) => event.id).sort());
    const [renamed] = ids('renamed');
    expect((await json(['history', renamed?._id ?? '', 'name']))['periods']).toMatchObject([{ value: renames[0]?.from }, { value: renames[0]?.to }]);
    const { rows } = await queryStore(path.join(playground.folder, '.hubscope/hubscope.duckdb'), 'select n_records::integer from snapshot order by all', { rows: 9, seconds: 9 });
    expect(rows).toEqual([[hub.world.snapshotAt(0).length], [hub.world.snapshotAt(1).length]]);
  });

  it('fetches the cards of the most and the least downloaded, and says of the others that nobody looked', async () => {
    const world = [...hub.world.snapshotAt(1)].sort((left, right) => right.downloads - left.downloads);
    const { rows } = await queryStore(
      path.join(playground.folder, '.hubscope/hubscope.duckdb'),
      `select registry_id, value from history_has_card join package using (package_key) where snapshot_key = 2 and value is not null`, { rows: 99, seconds: 9 });
    const known = new Map(rows.map((row) => [row[0], row[1]]));
    const top = world[0];
    const history = await json(['history', top?._id ?? '', 'has_card']);
    expect((history['periods'] as { value: unknown }[]).at(-1)?.value).toBe(top?.cardLevel !== 'absent');
    expect(known.size).toBeGreaterThan(0);
    // Looked at in January, of the same revision in February: nobody needed to ask again, and the value holds.
    const revisions = new Map(hub.world.snapshotAt(0).map((one) => [one._id, one.sha]));
    const { rows: looked } = await queryStore(
      path.join(playground.folder, '.hubscope/hubscope.duckdb'),
      `select registry_id from look join package using (package_key) where aspect = 'cards' and snapshot_key = 1`, { rows: 99, seconds: 9 });
    const still = looked.map((row) => String(row[0])).filter((_id) => world.some((one) => one._id === _id && one.sha === revisions.get(_id)));
    expect(still.length).toBeGreaterThan(5);
    expect(await json(['history', still[0] ?? '', 'has_card'])).toMatchObject({ periods: [{ from: { snapshotKey: 1 }, snapshots: 2 }], gaps: [] });
    const model = await json(['model', world.at(-1)?._id ?? '']);
    expect(model['fields']).toContainEqual(expect.objectContaining({ field: 'card', known: false, standing: 'not collected' }));
  });

  it('changes nothing when the same month is taken again', async () => {
    const before = hashOf('.hubscope/hubscope.duckdb');
    const { code, out } = await sync('2026-02-01', ['--details', 'cards', '--top', '5', '--bottom', '5', '--only-head'], { env: { HF_TOKEN: token } });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ snapshot: { outcome: 'already there', changedValues: 0 } });
    expect(hashOf('.hubscope/hubscope.duckdb')).toBe(before);
  });

  it('replays to the same records, without network and with another token', async () => {
    const archives = readdirSync(path.join(playground.folder, '.hubscope/archive')).sort().slice(0, 2);
    function unreachable(): Promise<Response> {
      return Promise.reject(new Error('a replay asks nobody'));
    }
    for (const archive of archives) {
      const { code, err } = await playground.run(['replay', `.hubscope/archive/${archive}`, '--store', 'replayed.duckdb'], { env: { HF_TOKEN: 'hf_AnotherToken000000000000000' }, fetch: unreachable });
      expect(`${code} ${err}`).toMatch(/^0 /);
    }
    expect(await contentOf('replayed.duckdb')).toEqual(await contentOf('.hubscope/hubscope.duckdb'));
  });

  it('keeps the token out of everything it writes', () => {
    const files = readdirSync(path.join(playground.folder, '.hubscope'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:gz|json|duckdb)$/.test(name));
    expect(files.length).toBeGreaterThan(5);
    for (const name of files) {
      const bytes = readFileSync(path.join(playground.folder, '.hubscope', name));
      expect((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).includes(token)).toBe(false);
    }
  });

  it('records a listing that breaks off as incomplete, apart from the whole ones, and goes on with it later', async () => {
    const { code, out, err } = await sync('2026-03-01', ['--limit', '2', '--archive', 'march']);
    expect(code).toBe(3);
    expect(JSON.parse(err.trim().split('\n').at(-1) ?? '')).toEqual({ error: { name: 'IncompleteError', message: 'not everything was done: stopped after 2 pages, as asked' } });
    expect(JSON.parse(out)).toMatchObject({ incompleteWhy: 'stopped after 2 pages, as asked', pages: 2, snapshot: { records: 400, series: expect.stringMatching(/^huggingface-sync-model-partial-/) as unknown } });
    const gone = await queryStore(path.join(playground.folder, '.hubscope/hubscope.duckdb'), `select count(*)::integer from presence where series = 'huggingface-sync-model' and missing_at >= '2026-03-01'`, { rows: 1, seconds: 9 });
    expect(gone.rows).toEqual([[0]]);
    const whole = await sync('2026-03-01', ['--archive', 'march']);
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.out)).toMatchObject({ incompleteWhy: null, snapshot: { series: 'huggingface-sync-model', records: hub.world.snapshotAt(2).length } });
    const again = await sync('2026-03-01', ['--archive', 'march']);
    expect(again.code).toBe(2);
    expect(again.err).toContain('complete already');
  });

  it('leaves the store as it was when interrupted, and can be gone on with', async () => {
    const before = hashOf('.hubscope/hubscope.duckdb');
    const controller = new AbortController();
    let pages = 0;
    const { code, out, err } = await sync('2026-04-01', ['--archive', 'april'], {
      signal: controller.signal,
      fetch: (input, init) => {
        pages += 1;
        if (pages === 3) controller.abort(new Error('interrupted'));
        return globalThis.fetch(input, init);
      },
    });
    expect(code).toBe(130);
    expect(out).toBe('');
    expect(err).toContain('The store is as it was. The same command goes on with this harvest: ');
    expect(hashOf('.hubscope/hubscope.duckdb')).toBe(before);
    expect(existsSync(path.join(playground.folder, '.hubscope/hubscope.duckdb.writing'))).toBe(false);
    cpSync(path.join(playground.folder, 'april'), path.join(playground.folder, 'april-copy'), { recursive: true });
    expect((await playground.run(['replay', 'april-copy', '--store', 'april.duckdb'])).code).toBe(3);
    expect((await sync('2026-04-01', ['--archive', 'april'])).code).toBe(0);
  });

  it('makes no snapshot of a listing that failed from the start', async () => {
    const before = hashOf('.hubscope/hubscope.duckdb');
    const { code, out, err } = await playground.run(['sync', 'huggingface', '--endpoint', `${hub.url}/asof/1999-01-01`, '--json']);
    expect([code, out]).toEqual([1, '']);
    const told = err.trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(told)).toMatchObject({ error: { name: 'RegistryError', message: expect.stringContaining('got 404') as unknown } });
    expect(hashOf('.hubscope/hubscope.duckdb')).toBe(before);
  });

  it('tells wrong use apart from failure', async () => {
    const cases: [string[], RegExp][] = [
      [['sync', 'nonsense'], /registry: unknown \(nonsense\); expected one of: huggingface/],
      [['sync', 'pypi'], /pypi: cannot be harvested/],
      [['sync', 'huggingface', '--kind', 'library'], /Allowed choices are model, dataset/],
      [['sync', 'huggingface', '--endpoint', 'ftp://x'], /expected --contact|expected http/],
      [['sync', 'huggingface', '--endpoint', 'http://u:p@127.0.0.1:1'], /has parts that cannot be used/],
      [['sync', 'huggingface', '--top', '-1'], /expected a whole number from 0/],
      [['sync', 'huggingface', '--details', 'cards,weights'], /expected some of: cards, config, files/],
      [['sync', 'huggingface', '--endpoint', hub.url, '--expand', 'weights'], /no such property of the list \(weights\); expected one of: cardData/],
      [['sync', 'huggingface', '--token', 'hf_x'], /unknown option '--token'/],
      [['replay', 'nowhere'], /no such folder/],
    ];
    for (const [argv, told] of cases) {
      const { code, err, out } = await playground.run(argv, { env: {} });
      expect([argv.join(' '), code, out]).toEqual([argv.join(' '), 2, '']);
      expect(err).toMatch(told);
    }
  });

  it('does not ask a public registry without saying who asks, nor send a token over plain http', async () => {
    const asked: (string | null)[] = [];
    function refuse(_input: unknown, init?: RequestInit): Promise<Response> {
      asked.push(new Headers(init?.headers).get('authorization'));
      return Promise.resolve(new Response('{"error":"gone"}', { status: 404, headers: { 'content-type': 'application/json' } }));
    }
    const nobody = await playground.run(['sync', 'huggingface', '--endpoint', 'http://hub.example'], { env: { HF_TOKEN: token }, fetch: refuse });
    expect(nobody.err).toContain('expected --contact or HUBSCOPE_CONTACT');
    expect([nobody.code, asked]).toEqual([2, []]);
    const plain = await playground.run(['sync', 'huggingface'], { env: { HF_TOKEN: token, HF_ENDPOINT: 'http://hub.example', HUBSCOPE_CONTACT: 'a@example.org' }, fetch: refuse });
    expect(plain.err).toContain('HF_TOKEN is not sent');
    const switched = await playground.run(['sync', 'huggingface', '--endpoint', 'https://hub.example', '--contact', 'a@example.org'], { env: { HF_TOKEN: token, HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' }, fetch: refuse });
    const sent = await playground.run(['sync', 'huggingface', '--endpoint', 'https://hub.example', '--contact', 'a@example.org'], { env: { HF_TOKEN: token }, fetch: refuse });
    expect([plain.code, switched.code, sent.code]).toEqual([1, 1, 1]);
    expect(asked).toEqual([null, null, `Bearer ${token}`]);
    expect([plain, switched, sent].some(({ err }) => err.includes(token))).toBe(false);
  });

  it('refuses a damaged archive and keeps the store as it was', async () => {
    const before = hashOf('.hubscope/hubscope.duckdb');
    cpSync(path.join(playground.folder, 'april'), path.join(playground.folder, 'damaged'), { recursive: true });
    const [file = ''] = readdirSync(path.join(playground.folder, 'damaged')).filter((name) => name.startsWith('list-'));
    const whole = readFileSync(path.join(playground.folder, 'damaged', file));
    writeFileSync(path.join(playground.folder, 'damaged', file), whole.subarray(0, whole.length / 2));
    const { code, err } = await playground.run(['replay', 'damaged']);
    expect(code).toBe(1);
    expect(err).toMatch(/damaged or cut off/);
    expect(hashOf('.hubscope/hubscope.duckdb')).toBe(before);
  });
});
