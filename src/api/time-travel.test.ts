import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSnapshot } from '../metrics/invented-snapshots.test-data.js';
import { openWriter } from '../store/open-store.js';
import { cardOf, commitOf, idOf, look, openInventedMirror, weights, type InventedMirror } from './mirror-store.test-data.js';

async function read(mirror: InventedMirror, address: string): Promise<{ status: number; headers: Headers; body: unknown }> {
  const response = await mirror.get(address);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
}
async function namesOf(mirror: InventedMirror, prefix: string): Promise<string[]> {
  const { body } = await read(mirror, `${prefix}/api/models?sort=id&direction=1`);
  return (body as { id: string }[]).map((one) => one.id);
}

describe('a mirror as of an instant', () => {
  let mirror: InventedMirror;
  beforeAll(async () => {
    mirror = await openInventedMirror();
  });
  afterAll(async () => {
    expect(mirror.errors).toEqual([]);
    await mirror.close();
  });

  it('reads dates as the end of the day, date-times with zone, percent-encoded or not', async () => {
    for (const [prefix, asOf] of [
      ['/asof/2024-02-01', '2024-02-01'], ['/asof/2024-01-31', '2024-01-01'], ['/asof/2024-02-01T00:00:00Z', '2024-02-01'], ['/asof/2024-02-01T00%3A00%3A00Z', '2024-02-01'],
      ['/asof/2024-01-31T23:59:59Z', '2024-01-01'], ['/asof/2024-02-01T01:00:00%2B02:00', '2024-01-01'], ['/asof/2031-01-01', '2024-03-01'], ['/at/2', '2024-02-01'], ['', '2024-03-01'],
    ] as const) {
      expect((await read(mirror, `${prefix}/api/models?limit=1`)).headers.get('x-hubscope-as-of'), prefix).toBe(`${asOf}T00:00:00.000Z`);
    }
    for (const prefix of ['/asof/yesterday', '/asof/2024-02-30', '/asof/2024-02-01T00:00:00', '/asof/%E0%A4%A']) expect((await read(mirror, `${prefix}/api/models`)).status, prefix).toBe(400);
    expect((await read(mirror, '/at/99/api/models')).status).toBe(404);
  });

  it('a snapshot of datasets means its instant for models', async () => {
    const { headers, body } = await read(mirror, '/at/5/api/models/anna/tiny');
    expect([headers.get('x-hubscope-as-of'), body]).toEqual(['2024-02-01T00:00:00.000Z', expect.stringContaining('/at/5/api/models/acme/tiny-bert')]);
  });

  it('lists who was there, by the names of then', async () => {
    const always = ['acme/disabled', 'acme/gated', 'acme/many', 'acme/plain', 'acme/weights', 'cleo/unknown', 'solo'];
    expect(await namesOf(mirror, '/asof/2024-01-01')).toEqual([...always, 'anna/tiny', 'ben/removed', 'ben/vanished'].sort());
    expect(await namesOf(mirror, '/asof/2024-02-01')).toEqual([...always, 'acme/tiny-bert', 'ben/removed'].sort());
    expect(await namesOf(mirror, '')).toEqual([...always, 'acme/tiny-bert', 'anna/tiny', 'cleo/new'].sort());
  });

  it('says since when a repository is gone, and whether that was confirmed', async () => {
    const removed = await read(mirror, '/api/models/ben/removed');
    expect(removed.headers.get('x-error-message')).toMatch(/last seen at 2024-02-01T.*, not listed since 2024-03-01T.*its removal was confirmed at 2024-03-01/);
    const vanished = await read(mirror, '/asof/2024-02-10/api/models/ben/vanished');
    expect(vanished.headers.get('x-error-message')).toMatch(/last seen at 2024-01-01T.*, not listed since 2024-02-01T.*not confirmed/);
    expect((await read(mirror, '/asof/2024-01-10/api/models/ben/vanished')).status).toBe(200);
  });

  it('answers 403 in the hub\'s words for what is disabled, from then on', async () => {
    expect((await read(mirror, '/asof/2024-02-10/api/models/acme/disabled')).status).toBe(200);
    for (const address of ['/api/models/acme/disabled', '/acme/disabled/resolve/main/README.md']) {
      const { status, headers } = await read(mirror, address);
      expect([status, headers.get('x-error-message')]).toEqual([403, 'Access to this resource is disabled.']);
    }
  });

  it('lets no later commit, name or event through', async () => {
    const later = await read(mirror, `/asof/2024-02-10/api/models/acme/tiny-bert/revision/${commitOf(3)}`);
    expect([later.status, later.headers.get('x-error-code')]).toEqual([404, 'RevisionNotFound']);
    expect((await read(mirror, `/asof/2024-02-10/acme/tiny-bert/resolve/${commitOf(3).slice(0, 8)}/README.md`)).status).toBe(404);
    expect((await read(mirror, '/asof/2024-01-10/api/models/acme/tiny-bert')).headers.get('x-error-code')).toBe('RepoNotFound');
    const then = await read(mirror, '/asof/2024-03-05/api/models/acme/tiny-bert/discussions');
    expect(then.body).toMatchObject({ count: 1, numClosedDiscussions: 0, discussions: [{ num: 1, status: 'open', numComments: 1 }] });
    expect((await read(mirror, '/asof/2024-03-05/api/models/acme/tiny-bert/discussions/1')).body).toMatchObject({ status: 'open', events: [{ id: 'e1' }] });
    expect((await read(mirror, '/asof/2024-03-05/api/models/acme/tiny-bert/discussions/2')).status).toBe(404);
    expect((await read(mirror, '/api/models/acme/tiny-bert/discussions?status=closed')).body).toMatchObject({ count: 1, discussions: [{ num: 1, status: 'closed' }] });
    expect((await read(mirror, '/api/models/acme/tiny-bert/discussions?type=pull_request')).body).toMatchObject({ count: 1, discussions: [{ num: 2 }] });
  });

  it('gives content of the revision and popularity of the instant', async () => {
    const { body } = await read(mirror, `/api/models/acme/tiny-bert/revision/${commitOf(2)}`);
    expect(body).toMatchObject({ sha: commitOf(2), tags: ['pytorch', 'license:mit', 'v2'], cardData: { tags: ['v2'] }, downloads: 300, lastModified: '2024-01-15T10:00:00.000Z' });
    expect((await read(mirror, `/acme/tiny-bert/resolve/${commitOf(2).slice(0, 10)}/README.md`)).body).toBe(cardOf(2));
    expect((await read(mirror, '/acme/tiny-bert/resolve/v1/README.md')).body).toBe(cardOf(1));
  });

  it('leaves out what is not known, and says when popularity was observed', async () => {
    const unknown = await read(mirror, '/api/models/cleo/unknown');
    for (const key of ['downloads', 'likes', 'sha', 'gated', 'lastModified', 'trendingScore', 'siblings', 'cardData']) expect(unknown.body).not.toHaveProperty(key);
    expect(unknown.headers.has('x-observed-at')).toBe(false);
    const { headers } = await read(mirror, '/asof/2024-02-03T00:00:00Z/api/models/acme/tiny-bert');
    expect([headers.get('x-observed-at'), headers.get('x-observation-age')]).toEqual(['2024-02-01T00:00:00.000Z', String(2 * 86_400)]);
  });

  it('says what was not kept', async () => {
    for (const [address, code] of [
      ['/api/models/solo/tree/main', 'RevisionNotFound'], ['/solo/resolve/main/README.md', 'RevisionNotFound'], ['/api/models/solo/commits/main', 'RevisionNotFound'],
      ['/api/models/solo/refs', 'EntryNotFound'], ['/api/models/solo/discussions', 'EntryNotFound'], ['/api/models/solo/scan', 'EntryNotFound'],
    ] as const) {
      const { status, headers } = await read(mirror, address);
      expect([status, headers.get('x-error-code')], address).toEqual([404, code]);
      expect(headers.get('x-error-message'), address).toMatch(/not known|not collected|not kept|No scan/);
    }
    const file = await read(mirror, '/acme/weights/resolve/main/vocab.txt');
    expect([file.status, file.headers.get('x-error-message')]).toEqual([403, 'vocab.txt of acme/weights was not kept']);
  });

  it('marks identifiers that no source states, the same at all dates', async () => {
    const { body, headers } = await read(mirror, '/asof/2024-01-01/api/models/solo');
    expect(body).toMatchObject({ _id: expect.stringMatching(/^[0-9a-f]{24}$/) as string, hubscopeDerivedId: true });
    expect(headers.get('x-hubscope-derived-id')).toBe('true');
    expect((await read(mirror, '/api/models/solo')).body).toMatchObject({ _id: (body as { _id: string })._id });
  });

  it('keeps the closed past, and asks again for the rest', async () => {
    for (const address of ['/api/models', '/api/models/acme/many', '/acme/plain/resolve/main/README.md', '/api/models/acme/many/tree/main', '/api/datasets/acme/data']) {
      const past = await mirror.get(`/asof/2024-02-10${address}`);
      expect(past.headers.get('cache-control'), address).toMatch(/^public, max-age=31536000, immutable/);
      expect(past.headers.get('etag'), address).toMatch(/^"[0-9a-f]{40}"$/);
      const again = await mirror.get(`/asof/2024-02-10${address}`, { headers: { 'If-None-Match': past.headers.get('etag') ?? '' } });
      expect([again.status, await again.text()], address).toEqual([304, '']);
      for (const open of ['', '/asof/2024-03-01', '/asof/2031-01-01']) {
        expect((await mirror.get(open + address)).headers.get('cache-control'), open).toMatch(/^public, max-age=1, must-revalidate/);
      }
    }
    expect((await mirror.get('/asof/2024-02-10/api/models/acme/none')).headers.get('cache-control')).toBe('no-cache');
  });

  it('shows nothing of gated repositories but metadata', async () => {
    expect((await read(mirror, '/api/models/acme/gated')).body).toMatchObject({ gated: 'manual' });
    expect((await read(mirror, '/api/models/acme/gated/tree/main')).status).toBe(200);
    for (const path of ['README.md', 'config.json']) {
      const { status, headers } = await read(mirror, `/acme/gated/resolve/main/${path}`);
      expect([status, headers.get('x-error-code')]).toEqual([403, 'GatedRepo']);
    }
  });

  it('filters and sorts', async () => {
    async function found(query: string): Promise<string[]> {
      return ((await read(mirror, `/api/models?${query}`)).body as { id: string }[]).map((one) => one.id);
    }
    expect(await found('filter=gguf')).toEqual(['acme/many']);
    expect(await found('filter=pytorch&filter=v3')).toEqual(['acme/tiny-bert']);
    expect(await found('gated=true')).toEqual(['acme/gated']);
    expect(await found('gated=false')).not.toContain('cleo/unknown');
    expect(await found('num_parameters=min:1B')).toEqual(['acme/many']);
    expect(await found('num_parameters=max:6M')).toEqual(['acme/weights']);
    expect(await found('search=%25')).toEqual([]);
    expect(await found('search=TINY-b')).toEqual(['acme/tiny-bert']);
    expect((await found('sort=downloads'))[0]).toBe('acme/tiny-bert');
    expect((await found('sort=downloads')).at(-1)).toBe('cleo/unknown');
    expect((await found(''))[0]).toBe('cleo/new');
    expect(await found('sort=id&direction=1&skip=2&limit=1')).toEqual(['acme/many']);
    expect(await found(`filter=${encodeURIComponent("x') or true --")}`)).toEqual([]);
  });
});

it('a mirror may send those who want large files to the hub, at the commit of then', async () => {
  const mirror = await openInventedMirror({ redirectTo: 'https://hub.example' });
  const response = await mirror.get('/asof/2024-02-10/acme/weights/resolve/main/model.safetensors', { method: 'HEAD' });
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe(`https://hub.example/acme/weights/resolve/${commitOf(100)}/model.safetensors`);
  expect([response.headers.get('x-repo-commit'), response.headers.get('x-linked-size'), response.headers.get('x-linked-etag')]).toEqual([commitOf(100), String(weights.size), `"${weights.sha256}"`]);
  expect((await mirror.get('/acme/gated/resolve/main/README.md')).status).toBe(403);
  await mirror.close();
});

it('a mirror can show one instant without a prefix', async () => {
  const mirror = await openInventedMirror({ at: { is: 'asof', text: '2024-01-10' } });
  expect((await read(mirror, '/api/models/anna/tiny')).body).toMatchObject({ _id: idOf(1) });
  expect((await read(mirror, '/asof/2024-02-10/api/models/anna/tiny')).status).toBe(307);
  await mirror.close();
});

/** A mirror over snapshots of names only. */
function mirrorOf(write: (connection: DuckDBConnection) => Promise<void>): Promise<InventedMirror> {
  return openInventedMirror({}, async (file) => {
    const writer = await openWriter(file, 'test');
    await write(writer.connection);
    await writer.publish(true);
    writer.close();
  });
}

describe('who is there', () => {
  it('is whoever was seen since the newest whole list', async () => {
    const mirror = await mirrorOf(async (connection) => {
      await addSnapshot(connection, { on: '2024-01-01', covers: [], records: [{ id: idOf(1), name: 'a/one' }, { id: idOf(2), name: 'a/two' }, { id: idOf(4), name: 'a/four' }] });
      // A list of the most used: absence from it means nothing.
      await addSnapshot(connection, { on: '2024-01-05', series: 'top', incompleteWhy: 'the most used', covers: [], records: [{ id: idOf(1), name: 'a/one' }, { id: idOf(3), name: 'a/three' }] });
      await addSnapshot(connection, { on: '2024-01-10', covers: [], records: [{ id: idOf(1), name: 'a/one' }] });
      const single = await addSnapshot(connection, { on: '2024-01-15', series: 'single', covers: [], records: [{ id: idOf(2), name: 'a/two' }] });
      await connection.run(`update snapshot set scope = 'packages' where snapshot_key = ${single}`);
      await look(connection, single, 4, 'commits', null, []);
      await connection.run(`insert into absence select package_key, ${single}, 'removed', 404, 'seen' from package where registry_id = '${idOf(1)}'`);
    });
    expect(await namesOf(mirror, '/asof/2024-01-01')).toEqual(['a/four', 'a/one', 'a/two']);
    expect(await namesOf(mirror, '/asof/2024-01-06')).toEqual(['a/four', 'a/one', 'a/three', 'a/two']);
    expect(await namesOf(mirror, '/asof/2024-01-10')).toEqual(['a/one']);
    // Seen alone after the list; looked at after the list; and removed after the list.
    expect(await namesOf(mirror, '/asof/2024-01-15')).toEqual(['a/four', 'a/two']);
    expect((await read(mirror, '/api/models/a/one')).headers.get('x-error-message')).toContain('confirmed at 2024-01-15');
    await mirror.close();
  });

  it('is a package known by a former name only, until the one that bore it is there', async () => {
    const mirror = await mirrorOf(async (connection) => {
      await addSnapshot(connection, { on: '2022-10-01', covers: [], records: [{ name: 'gpt2' }, { name: 'x/y' }] });
      await addSnapshot(connection, { on: '2024-01-01', covers: [], series: 'later', records: [{ id: idOf(5), name: 'org/gpt2' }, { id: idOf(6), name: 'x/y' }] });
      await connection.run(`
        insert into alias
        select (select package_key from package where registry_id = '${idOf(5)}'), 'gpt2', (select package_key from history_name where value = 'gpt2'), 'test@1', 'the test'`);
    });
    // The identifier that the rule tells is its own.
    expect((await read(mirror, '/asof/2022-12-31/api/models/gpt2')).body).toMatchObject({ _id: idOf(5), id: 'gpt2' });
    expect((await read(mirror, '/asof/2022-12-31/api/models/org/gpt2')).status).toBe(404);
    expect((await read(mirror, '/api/models/gpt2')).status).toBe(307);
    expect(await namesOf(mirror, '')).toEqual(['org/gpt2', 'x/y']);
    await mirror.close();
  });
});

describe('simulated data', () => {
  it('are marked on every answer, and not shown beside real ones', async () => {
    async function simulated(connection: DuckDBConnection): Promise<void> {
      await addSnapshot(connection, { on: '2024-01-01', series: 'practice', simulated: '7', covers: [], records: [{ id: idOf(1), name: 'sim/one' }] });
    }
    const alone = await mirrorOf(simulated);
    const { headers } = await read(alone, '/api/models');
    expect([headers.get('x-hubscope-simulated'), headers.get('x-hubscope-as-of')]).toEqual(['seed=7', '2024-01-01T00:00:00.000Z']);
    expect((await read(alone, '/api/models/none/such')).headers.get('x-hubscope-simulated')).toBe('seed=7');
    await alone.close();
    const mixed = await mirrorOf(async (connection) => {
      await simulated(connection);
      await addSnapshot(connection, { on: '2024-02-01', covers: [], records: [{ id: idOf(2), name: 'real/one' }] });
    });
    expect(await namesOf(mixed, '')).toEqual(['real/one']);
    expect((await read(mixed, '/api/models')).headers.has('x-hubscope-simulated')).toBe(false);
    expect((await read(mixed, '/asof/2024-01-10/api/models')).status).toBe(404);
    await mixed.close();
  });
});
