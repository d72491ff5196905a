import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RegistryError } from '../core/errors.js';
import { openArchive, readAnswers } from './archive.js';
import type { Archive, ArchiveOptions, Purpose } from './archive.js';
import type { ArchivableAnswer, HarvestClient } from './client.js';
import { createAdaptiveConcurrency } from './adaptive-concurrency.js';
import { harvestPackages } from './harvest-packages.js';
import type { PackageWork } from './harvest-packages.js';
import { harvestListing } from './harvest-listing.js';
import type { ListingOptions, ListingOutcome } from './harvest-listing.js';
import { createPoliteClient } from './polite-fetch.js';
import { queryOf, testAsked, testPlan as plan } from './plan.test-data.js';
import { createReplayClient } from './replay.js';

const token = 'hf_OnlyForThisTest0123456789abcdef';
let root = '';
let folders = 0;
const servers: Server[] = [];
const archives: Archive[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hubscope-harvest-'));
});
afterAll(() => rm(root, { recursive: true }));
afterEach(async () => {
  for (const archive of archives.splice(0)) await archive.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Page = (request: IncomingMessage, response: ServerResponse, base: string) => void;

async function serve(pages: Record<string, Page>): Promise<{ endpoint: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const page = pages[request.url ?? ''];
    if (page === undefined) response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
    else page(request, response, `http://${request.headers.host ?? ''}`);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function page(body: string, next: string | null, headers: Record<string, string> = {}): Page {
  return (_request, response, base) => {
    const link: Record<string, string> = next === null ? {} : { link: `<${base}${next}>; rel="next"` };
    const date = 'Sun, 01 Mar 2026 06:00:00 GMT';
    response.writeHead(200, { 'content-type': 'application/json', date, ...link, ...headers }).end(body);
  };
}

function status(code: number, body = ''): Page {
  return (_request, response) => response.writeHead(code, { 'content-type': 'text/plain' }).end(body);
}

const threePages = {
  '/api/models?limit=2': page('[{"id":"a/1"},{"id":"a/2"}]', '/api/models?limit=2&cursor=x'),
  '/api/models?limit=2&cursor=x': page('[{"id":"a/3","big":12345678901234567890}]', '/api/models?limit=2&cursor=y'),
  '/api/models?limit=2&cursor=y': page('[]', null),
};

function politeClient(endpoint: string): HarvestClient {
  let now = Date.parse('2026-03-01T12:00:00Z');
  return createPoliteClient({
    endpoint, token, userAgent: 'test (mail@example.org)', random: () => 0, retries: 1,
    clock: {
      now: () => new Date((now += 1)),
      sleep: (milliseconds) => Promise.resolve(void (now += milliseconds)),
    },
  });
}

function about(endpoint: string): ArchiveOptions {
  return { registry: 'test', kind: 'model', endpoint, asked: testAsked, toolVersion: '0' };
}

/** The cards of these packages. */
function cardsOf(names: readonly string[]): PackageWork[] {
  return names.map((name) => ({ subject: { id: null, name, revision: null }, aspects: ['cards'], known: () => Promise.resolve({ revision: null, items: new Map() }) }));
}

async function freshArchive(endpoint: string, secret = token): Promise<Archive> {
  folders += 1;
  const archive = await openArchive(join(root, `run-${folders}`), { ...about(endpoint), secrets: [secret] });
  archives.push(archive);
  return archive;
}

function list(endpoint: string, archive: Archive, more: Partial<ListingOptions> = {}): Promise<ListingOutcome> {
  return harvestListing(plan, 'model', politeClient(endpoint), archive, { query: queryOf(2), ...more });
}

async function collect(folder: string, purpose: Purpose): Promise<ArchivableAnswer[]> {
  const answers: ArchivableAnswer[] = [];
  for await (const each of readAnswers(folder, purpose)) answers.push(each);
  return answers;
}

describe('harvesting a listing', () => {
  it('follows the pages to the end and states the instant by the clock of the registry', async () => {
    const { endpoint } = await serve(threePages);
    const archive = await freshArchive(endpoint);
    const seen: number[] = [];
    const outcome = await list(endpoint, archive, { onProgress: ({ pages }) => seen.push(pages) });
    expect(outcome).toMatchObject({
      beganAt: '2026-03-01T06:00:00.000Z', simulated: null, pages: 3, complete: true, reason: null,
      counts: { requests: 3, retries: 0, waitedSeconds: 0 },
    });
    expect(seen).toEqual([1, 2, 3]);
    expect((await archive.finish(outcome.reason)).complete).toBe(true);
    expect((await collect(archive.folder, 'list')).map((each) => each.body)).toEqual([
      [{ id: 'a/1' }, { id: 'a/2' }], [{ id: 'a/3', big: 12345678901234567000 }], [],
    ]);
  });

  it('is incomplete, with the reason, where a later page fails or is refused, and keeps what it has', async () => {
    const cases = [[500, /status 500 at the last of 2 attempts/], [400, /expected status 200, got 400/]] as const;
    for (const [code, got] of cases) {
      const { endpoint } = await serve({ ...threePages, '/api/models?limit=2&cursor=x': status(code, 'no') });
      const archive = await freshArchive(endpoint);
      const outcome = await list(endpoint, archive);
      expect(outcome).toMatchObject({ pages: 1, complete: false, reason: expect.stringMatching(got) as string });
      await archive.finish(outcome.reason);
      expect(archive.manifest).toMatchObject({ complete: false, answers: { list: 1, failure: 1 } });
    }
  });

  it('rejects where the first page fails: there is no snapshot, not an empty one', async () => {
    const { endpoint } = await serve({ '/api/models?limit=2': status(503) });
    const archive = await freshArchive(endpoint);
    await expect(list(endpoint, archive)).rejects.toMatchObject({ name: 'RegistryError', status: 503 });
    const datasets = harvestListing(plan, 'dataset', politeClient(endpoint), archive, { query: queryOf(2) });
    await expect(datasets).rejects.toMatchObject({ status: 404 });
    expect(archive.manifest).toMatchObject({ snapshotAt: null, answers: { list: 0, failure: 2 } });
    await archive.close();
  });

  it('does not take a next page elsewhere for the end', async () => {
    const link = '<https://elsewhere.example/api/models?cursor=x>; rel="next"';
    const { endpoint } = await serve({ '/api/models?limit=2': page('[{"id":"a/1"}]', null, { link }) });
    const archive = await freshArchive(endpoint);
    const outcome = await list(endpoint, archive);
    expect(outcome).toMatchObject({ pages: 1, complete: false });
    expect(outcome.reason).toContain(`next page not to be had (/api/models?limit=2)`);
    await archive.finish(outcome.reason);
  });

  it('asks again for a page that leads round in a circle, and is incomplete where it always does', async () => {
    const circle = page('[]', '/api/models?limit=2&cursor=x');
    let times = 0;
    function once(...given: Parameters<Page>): unknown {
      return (times++ === 0 ? circle : page('[]', null))(...given);
    }
    const passing = await serve({ ...threePages, '/api/models?limit=2&cursor=y': once });
    expect(await list(passing.endpoint, await freshArchive(passing.endpoint))).toMatchObject({ pages: 3, complete: true, counts: { retries: 1 } });
    const { endpoint } = await serve({ ...threePages, '/api/models?limit=2&cursor=y': circle });
    const outcome = await list(endpoint, await freshArchive(endpoint));
    expect(outcome).toMatchObject({ pages: 2, complete: false, reason: expect.stringMatching(/cursor=y.*leads back to one already read/) as string });
  });

  it('follows empty pages to what comes after them, but not for ever', async () => {
    const { endpoint } = await serve({ ...threePages, '/api/models?limit=2&cursor=x': page('[]', '/api/models?limit=2&cursor=y') });
    expect(await list(endpoint, await freshArchive(endpoint))).toMatchObject({ pages: 3, complete: true });
    const endless = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`/api/models?limit=2${at === 0 ? '' : `&cursor=${at}`}`, page('[]', `/api/models?limit=2&cursor=${at + 1}`)]));
    const empty = await serve(endless);
    expect(await list(empty.endpoint, await freshArchive(empty.endpoint))).toMatchObject({ complete: false, reason: expect.stringMatching(/20 pages without any package/) as string });
  });

  it('asks for smaller pages where one is too heavy, and without the properties that are refused', async () => {
    const heavy = { '/api/models?limit=100': status(504), '/api/models?limit=50': page('[{"id":"a/1"}]', null) };
    const { endpoint, asked } = await serve(heavy);
    expect(await list(endpoint, await freshArchive(endpoint), { query: queryOf(100) })).toMatchObject({ pages: 1, complete: true });
    expect(asked).toEqual(['/api/models?limit=100', '/api/models?limit=100', '/api/models?limit=50']);
    const refusing = await serve({ '/api/models?limit=2&expand=odd': status(400, 'Invalid expand'), '/api/models?limit=2': page('[]', null) });
    const odd = { ...plan, firstPage: () => ({ path: '/api/models?limit=2&expand=odd', accept: 'json' as const }) };
    const outcome = await harvestListing(odd, 'model', politeClient(refusing.endpoint), await freshArchive(refusing.endpoint), { query: queryOf(2) });
    expect(outcome).toMatchObject({ pages: 1, complete: true, notes: [expect.stringContaining('refuses some of the properties')] });
  });

  it('marks a simulated registry and refuses a mixture', async () => {
    const simulated = { 'x-hubscope-simulated': 'seed 7' };
    const { endpoint } = await serve({ '/api/models?limit=2': page('[]', null, simulated) });
    const archive = await freshArchive(endpoint);
    expect((await list(endpoint, archive)).simulated).toBe('seed 7');
    expect((await archive.finish(null)).simulated).toBe('seed 7');
    const first = page('[]', '/api/models?limit=2&cursor=x', simulated);
    const mixed = await serve({ ...threePages, '/api/models?limit=2': first });
    const other = await freshArchive(mixed.endpoint);
    await expect(list(mixed.endpoint, other)).rejects.toThrow(/simulated and real answers mixed/);
    await other.close();
  });

  it('is incomplete when limited or interrupted, and a second run asks only for the rest', async () => {
    const { endpoint, asked } = await serve(threePages);
    const archive = await freshArchive(endpoint);
    const limited = await list(endpoint, archive, { limitPages: 1 });
    expect(limited).toMatchObject({ pages: 1, complete: false, reason: 'stopped after 1 pages, as asked' });
    await archive.finish(limited.reason);
    const options = about(endpoint);
    const second = await openArchive(archive.folder, options);
    const interrupt = new AbortController();
    const interrupted = await list(endpoint, second, {
      signal: interrupt.signal,
      onProgress: ({ pages }) => pages === 2 && interrupt.abort(new Error('Ctrl-C')),
    });
    expect(interrupted).toMatchObject({ pages: 2, complete: false });
    expect(interrupted.reason).toBe('interrupted before /api/models?limit=2&cursor=y');
    await second.close();
    const third = await openArchive(archive.folder, options);
    expect(await list(endpoint, third)).toMatchObject({ pages: 3, complete: true });
    await third.finish(null);
    expect(asked).toEqual(Object.keys(threePages));
    await expect(list(endpoint, await freshArchive(endpoint), { signal: interrupt.signal })).rejects.toThrow('Ctrl-C');
  });
});

describe('asking about packages', () => {
  it('archives every answer with what it was asked for, several at a time but no more than allowed', async () => {
    let underWay = 0;
    let most = 0;
    function slow(_request: IncomingMessage, response: ServerResponse): void {
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        response.writeHead(200, { 'content-type': 'text/plain' }).end('# Card');
      }, 5);
    }
    const names = Array.from({ length: 20 }, (_, index) => `a/${index}`);
    const { endpoint, asked } = await serve({
      ...Object.fromEntries(names.map((name) => [`/${name}/resolve/main/README.md`, slow])),
      '/gated/m/resolve/main/README.md': status(401, 'gated'),
      '/down/m/resolve/main/README.md': status(500),
    });
    const archive = await freshArchive(endpoint);
    const all = cardsOf([...names, 'gated/m', 'gone/m', 'nameless', 'down/m']);
    const options = { properties: [], concurrency: createAdaptiveConcurrency(3, 3) };
    const outcome = await harvestPackages(plan, 'model', all, politeClient(endpoint), archive, options);
    expect(outcome).toMatchObject({ looks: { cards: 22 }, failed: 2, leftOut: 0, complete: false, counts: { requests: 24, retries: 1 } });
    expect(outcome.reason).toMatch(/^2 looks failed, the first: .*(down\/m.*status 500|cannot be asked for \("nameless"\))/);
    expect(most).toBe(3);
    const before = asked.length;
    const again = await harvestPackages(plan, 'model', all, politeClient(endpoint), archive, options);
    expect(again).toMatchObject({ failed: 2, counts: { requests: 2 } });
    expect(asked.slice(before)).toEqual(['/down/m/resolve/main/README.md', '/down/m/resolve/main/README.md']);
    await archive.finish(outcome.reason);
    expect((await collect(archive.folder, 'card')).map(({ status: code, about: subject }) => [code, subject?.last, subject?.aspect])).toEqual(
      expect.arrayContaining([[200, true, 'cards'], [401, true, 'cards'], [404, true, 'cards']]),
    );
  });
});

describe('replaying', () => {
  /** Echoes the token wherever a careless registry could. */
  function careless(request: IncomingMessage, response: ServerResponse, base: string): void {
    const credentials = request.headers.authorization ?? '';
    response.writeHead(200, {
      'content-type': 'application/json', etag: credentials, 'set-cookie': credentials,
      link: `<${base}/api/models?limit=2&cursor=x>; rel="next"`,
    });
    const other = 'hf_AnotherOnesTokenAbcdefghij';
    response.end(JSON.stringify([{ id: 'a/1', echo: credentials, url: `https://cdn/x?token=${token}`, other }]));
  }
  const pages = {
    ...threePages, '/api/models?limit=2': careless, '/api/models?limit=2&cursor=y': status(403, 'enough'),
    '/a/1/resolve/main/README.md': status(200, `# Card of ${token}`), '/a/2/resolve/main/README.md': status(500),
  };

  it('gives the same outcomes and archive, failures included, without network and with another token', async () => {
    const { endpoint } = await serve(pages);
    async function run(client: HarvestClient, secret: string): Promise<{ folder: string; results: unknown[] }> {
      const archive = await freshArchive(endpoint, secret);
      const listing = await harvestListing(plan, 'model', client, archive, { query: queryOf(2) });
      const cards = await harvestPackages(plan, 'model', cardsOf(['a/1', 'a/2', 'a/3']), client, archive, { properties: [], concurrency: createAdaptiveConcurrency(1, 1) });
      await archive.finish(listing.reason);
      return { folder: archive.folder, results: [{ ...listing, counts: null }, { ...cards, counts: null }] };
    }
    const live = await run(politeClient(endpoint), token);
    for (const server of servers.splice(0)) server.close();
    const replayed = await run(await createReplayClient(live.folder), 'another-token');
    expect(replayed.results).toEqual(live.results);
    expect(live.results).toMatchObject([{ pages: 2, complete: false }, { looks: { cards: 2 }, failed: 1 }]);
    for (const purpose of ['list', 'card'] as const) {
      const answers = await collect(live.folder, purpose);
      expect(answers).toHaveLength(2);
      expect(await collect(replayed.folder, purpose)).toEqual(answers);
    }
    // All but the instant at which they failed.
    const failures = (await collect(live.folder, 'failure')).map((each) => ({ ...each, at: null }));
    expect((await collect(replayed.folder, 'failure')).map((each) => ({ ...each, at: null }))).toEqual(failures);
    expect(failures.map((each) => each.status)).toEqual([403, 500]);

    for (const name of await readdir(live.folder)) {
      const bytes = await readFile(join(live.folder, name));
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
      expect(text).not.toContain(token);
      expect(text).not.toMatch(/hf_[A-Za-z0-9]{20,}|Bearer [^[]|set-cookie/i);
    }
  });

  it('answers in any order, and says what is not there', async () => {
    const { endpoint } = await serve(threePages);
    const archive = await freshArchive(endpoint);
    await list(endpoint, archive);
    await archive.finish(null);
    const paths = Object.keys(threePages);
    const client = await createReplayClient(archive.folder);
    const answers = await collect(archive.folder, 'list');
    for (const order of [[2, 0, 1], [1, 1, 0], [0, 1, 2, 2]]) {
      const got = await Promise.all(order.map((index) => client.get({ path: paths[index] ?? '', accept: 'json' })));
      expect(got).toEqual(order.map((index) => answers[index]));
    }
    await expect(client.get({ path: '/api/models?limit=3', accept: 'json' })).rejects.toThrow(RegistryError);
    expect(client.endpoint).toBe(endpoint);
    expect(client.counts()).toEqual({ requests: 0, bytes: 0, retries: 0, waitedSeconds: 0 });
  });
});
