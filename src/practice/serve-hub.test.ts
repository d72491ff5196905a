import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPracticeHub } from './practice-hub.js';
import type { PracticeHub } from './practice-hub.js';
import type { SimulatedModel, World, WorldEvent } from './world.js';
import { gitBlobSha, isWeights, textOf } from './write-files.js';
import { writeCard } from './write-card.js';

type Row = Record<string, unknown> & { _id: string; id: string };

let hub: PracticeHub & { readonly world: World };
let last: readonly SimulatedModel[];
const token = { authorization: 'Bearer hf_practice' };

beforeAll(async () => {
  hub = await startPracticeHub({ seed: 7, models: 2000 });
  last = hub.world.snapshotAt(5);
});
afterAll(() => hub.close());

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(hub.url + path, { redirect: 'manual', ...init });
}

async function rowsOf(path: string): Promise<Row[]> {
  const response = await ask(path);
  expect(response.status).toBe(200);
  return await response.json() as Row[];
}

/** Follows absolute links as the hub's own clients do. */
async function crawl(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let url: string | undefined = hub.url + path; url !== undefined;) {
    const response: Response = await fetch(url);
    rows.push(...await response.json() as Row[]);
    url = /<(https?:\/\/[^>]+)>;\s+rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return rows;
}

async function errorOf(response: Response): Promise<[number, string | null, unknown]> {
  const { error } = await response.json() as { error: unknown };
  return [response.status, response.headers.get('x-error-code'), error];
}

/** Identities that a query lists over all its pages, and those that it should list. */
async function listed(query: string): Promise<string[]> {
  return (await crawl(`/api/models?limit=150&${query}`)).map(({ _id }) => _id).sort();
}

function truth(accept: (model: SimulatedModel) => boolean): string[] {
  return last.filter(accept).map(({ _id }) => _id).sort();
}

function open(accept: (model: SimulatedModel) => boolean): SimulatedModel {
  const found = last.find((model) => model.gated === false && !model.disabled && accept(model));
  if (found === undefined) {
    throw new Error('the world lacks such a model');
  }
  return found;
}

/** A rename of the month after which the model was still there and nobody took the old name. */
function someRename(): WorldEvent & { kind: 'renamed' } {
  const former = hub.world.formerNamesAt(5);
  const event = hub.world.events.find((one) => one.kind === 'renamed' && one.month > 1 && one.from.includes('/') && former.has(one.from)
    && last.some((model) => model._id === one._id && !model.disabled && model.gated === false));
  if (event?.kind !== 'renamed') {
    throw new Error('the world lacks such a rename');
  }
  return event;
}

describe('the list', () => {
  it('gives exactly the truth of each month to who follows the links', async () => {
    for (const [month, instant] of hub.months.entries()) {
      const rows = await crawl(`/asof/${instant}/api/models?limit=700&sort=createdAt&direction=1`);
      const truth = hub.world.snapshotAt(month);
      expect(rows).toHaveLength(truth.length);
      const byId = new Map(rows.map((row) => [row._id, row]));
      for (const model of truth) {
        const { id, downloads, likes, tags, createdAt, trendingScore } = model;
        expect(byId.get(model._id)).toMatchObject({ id, modelId: id, downloads, likes, tags, createdAt, trendingScore, private: false });
      }
    }
  });

  it('pages over ties without loss in every order', async () => {
    for (const sort of ['downloads', 'likes', 'trendingScore', 'lastModified', 'likes30d', 'num_parameters', 'mainSize', 'id', 'createdAt']) {
      const rows = await crawl(`/api/models?limit=333&sort=${sort}`);
      expect(new Set(rows.map(({ _id }) => _id)).size).toBe(last.length);
      expect(rows).toHaveLength(last.length);
      if (typeof rows[0]?.[sort] === 'number') {
        const values = rows.map((row) => row[sort] as number);
        expect(values).toEqual([...values].sort((one, other) => other - one));
      }
    }
  });

  it('has the default projection of the hub, with limit 1000 as default and maximum', async () => {
    const rows = await rowsOf('/api/models?limit=5000');
    expect(rows).toHaveLength(1000);
    expect(await rowsOf('/api/models')).toEqual(rows);
    const allowed = new Set(['_id', 'id', 'modelId', 'likes', 'trendingScore', 'private', 'downloads', 'tags', 'pipeline_tag', 'library_name', 'createdAt']);
    expect(rows.flatMap((row) => Object.keys(row)).filter((key) => !allowed.has(key))).toEqual([]);
  });

  it('adds what full, cardData and config ask for, and only what expand asks for', async () => {
    const [full] = await rowsOf('/api/models?limit=1&full=true&sort=downloads') as [Row];
    const truth = last.find(({ _id }) => _id === full._id) as SimulatedModel;
    expect(full).toMatchObject({ author: truth.author, sha: truth.sha, lastModified: truth.lastModified, gated: truth.gated });
    expect(full['siblings']).toEqual(truth.files.map((rfilename) => ({ rfilename })));
    expect((await rowsOf('/api/models?cardData=True&config=1&filter=transformers')).some((row) => 'cardData' in row && 'config' in row)).toBe(true);
    const expanded = await rowsOf('/api/models?limit=1&expand=sha&expand[]=likes&sort=downloads');
    expect(expanded).toEqual([{ _id: truth._id, id: truth.id, sha: truth.sha, likes: truth.likes }]);
  });

  it('filters by all tags at once, by owner, task, text and gating', async () => {
    const { author } = open((model) => model.author !== null);
    expect(await listed('filter=safetensors&filter=license%3Amit')).toEqual(truth(({ tags }) => tags.includes('safetensors') && tags.includes('license:mit')));
    expect(await listed(`author=${author}`)).toEqual(truth((model) => model.author === author));
    expect(await listed('pipeline_tag=fill-mask')).toEqual(truth(({ pipelineTag }) => pipelineTag === 'fill-mask'));
    expect(await listed('search=LARKSPUR')).toEqual(truth(({ id }) => id.includes('larkspur')));
    expect(await listed('gated=true')).toEqual(truth(({ gated }) => gated !== false));
    expect(truth(({ gated }) => gated !== false).length).toBeGreaterThan(0);
    expect(await listed('num_parameters=min:1B,max:7.5B')).toEqual(truth(({ parameters }) => parameters !== null && parameters >= 1e9 && parameters <= 7.5e9));
    expect(await listed('apps=llama.cpp')).toEqual(truth(({ formats }) => formats.includes('gguf')));
    expect(await listed('trained_dataset=squad')).toEqual(truth(({ tags }) => tags.includes('dataset:squad')));
    const warm = await listed('inference=warm');
    expect(await listed('inference_provider=hf-inference')).toEqual(warm);
    expect(warm.length).toBeGreaterThan(10);
  });

  it('links to itself with all parameters, prefix and forwarded host kept', async () => {
    const path = '/asof/2026-03-15T12:00:00Z/api/models?filter=pytorch&filter=transformers&limit=2&sort=likes';
    const response = await ask(path, { headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'mirror.example' } });
    const next = new URL(/^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1] ?? '');
    expect(next.origin + next.pathname).toBe('https://mirror.example/asof/2026-03-15T12:00:00Z/api/models');
    expect(next.searchParams.getAll('filter')).toEqual(['pytorch', 'transformers']);
    expect(next.searchParams.get('limit')).toBe('2');
    expect(next.searchParams.get('cursor')).toBeTruthy();
  });

  it.each([
    ['sort=trending', 400, /Invalid sort parameter/], ['sort=downloads&direction=1', 400, /Ascending/], ['direction=2', 400, /direction/],
    ['expand=nothing', 400, /trendingScore, transformersInfo|transformersInfo, trendingScore/], ['expand=sha&full=true', 400, /combined/],
    ['limit=0', 400, /limit/], ['limit=-1', 400, /limit/], ['cursor=abc', 400, /cursor/], ['sorting=likes', 400, /Unknown parameter sorting/],
    ['full=maybe', 400, /full/], ['num_parameters=1B', 400, /num_parameters/], ['inference=cold', 400, /warm/],
  ])('refuses ?%s', async (query, status, message) => {
    const [actual, , error] = await errorOf(await ask(`/api/models?${query}`));
    expect(actual).toBe(status);
    expect(error).toMatch(message);
  });
});

describe('every answer', () => {
  it('is marked as simulated and dated in the simulated world', async () => {
    for (const path of ['/api/models?limit=1', '/api/models/nobody/nothing', '/nope', '/api/whoami-v2', `/${open(() => true).id}/resolve/main/.gitattributes`]) {
      const { headers } = await ask(path);
      expect(headers.get('x-hubscope-simulated')).toBe('seed=7');
      expect(headers.get('date')).toBe('Mon, 01 Jun 2026 00:00:00 GMT');
      expect(headers.get('ratelimit')).toMatch(/^"(api|resolvers|pages)";r=\d+;t=\d+$/);
      expect(headers.get('ratelimit-policy')).toMatch(/^"fixed window";"(api|resolvers|pages)";q=\d+;w=300$/);
      expect(headers.get('x-request-id')).toBeTruthy();
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it('is of the newest snapshot not after the asked instant', async () => {
    const dates = ['2026-01-01', '2026-03-01T00:00:00Z', '2026-02-28T23:59:59Z', '2026-03-01T00:30:00%2B01:00', '2030-01-01'];
    const answered = await Promise.all(dates.map(async (date) => (await ask(`/asof/${date}/api/models?limit=1`)).headers.get('date')?.slice(5, 16)));
    expect(answered).toEqual(['01 Jan 2026', '01 Mar 2026', '01 Feb 2026', '01 Feb 2026', '01 Jun 2026']);
    expect((await errorOf(await ask('/asof/2025-12-31/api/models')))[0]).toBe(404);
    expect((await errorOf(await ask('/asof/2026-02-30/api/models')))[0]).toBe(400);
    expect((await errorOf(await ask('/asof/yesterday/api/models')))[0]).toBe(400);
  });

  it('refuses writing and addresses beyond bounds', async () => {
    expect((await ask('/api/models', { method: 'POST', body: 'x'.repeat(100_000) })).status).toBe(405);
    expect((await ask(`/api/models?search=${'x'.repeat(9000)}`)).status).toBe(414);
    expect((await ask('/api/models', { headers: { 'x-long': 'x'.repeat(20_000) } })).status).toBe(431);
    expect((await errorOf(await ask('/api/models', { headers: { authorization: 'Bearer nonsense' } })))[0]).toBe(401);
  });
});

describe('one model', () => {
  it('is described with the truth, by name and by revision', async () => {
    const model = open(({ _id, parents }) => parents.length > 0 && hub.world.revisionsAt(5, _id).length > 1);
    const detail = await (await ask(`/api/models/${model.id}?blobs=true`)).json() as Row;
    const { _id, id, author, sha, lastModified, downloads, tags } = model;
    expect(detail).toMatchObject({ _id, id, modelId: id, author, sha, lastModified, downloads, tags, private: false, gated: false, disabled: false });
    const readme = (detail['siblings'] as { rfilename: string; size: number; blobId: string }[]).find(({ rfilename }) => rfilename === 'README.md');
    expect(readme).toMatchObject({ size: Buffer.byteLength(writeCard(model)), blobId: gitBlobSha(writeCard(model)) });
    const [first] = hub.world.revisionsAt(5, _id) as [SimulatedModel];
    for (const revision of ['HEAD', 'main', 'refs%2Fheads%2Fmain', model.sha]) {
      expect(await (await ask(`/api/models/${id}/revision/${revision}?expand=sha`)).json()).toEqual({ _id, id, sha });
    }
    expect(await (await ask(`/api/models/${id}/revision/${first.sha}?expand=sha&expand=downloads`)).json()).toEqual({ _id, id, sha: first.sha, downloads });
    expect((await errorOf(await ask(`/api/models/${id}/revision/${'0'.repeat(40)}`))).slice(0, 2)).toEqual([404, 'RevisionNotFound']);
  });

  it('hides commits that are newer than the asked time', async () => {
    const model = open(({ _id }) => hub.world.revisionsAt(5, _id).length > hub.world.revisionsAt(0, _id).length && hub.world.revisionsAt(0, _id).length > 0);
    const then = hub.world.revisionsAt(0, model._id).at(-1) as SimulatedModel;
    const path = `/asof/2026-01-01/api/models/${then.id}`;
    expect((await (await ask(path)).json() as Row)['sha']).toBe(then.sha);
    expect((await errorOf(await ask(`${path}/revision/${model.sha}`)))[1]).toBe('RevisionNotFound');
  });

  it('counts children by relation and names parents as they are called now', async () => {
    const byId = new Map(last.map((model) => [model._id, model]));
    const child = open(({ parents }) => parents.some(({ truth }) => truth !== null && byId.get(truth)?.disabled === false));
    const parent = byId.get(child.parents.find(({ truth }) => truth !== null && byId.has(truth))?.truth ?? '') as SimulatedModel;
    const children = last.flatMap(({ parents }) => parents).filter(({ truth }) => truth === parent._id);
    const answer = await (await ask(`/api/models/${parent.id}?expand=childrenModelCount`)).json() as { childrenModelCount: Record<string, number> };
    expect(answer.childrenModelCount['finetune']).toBe(children.filter(({ relation }) => relation === 'finetune').length);
    expect(answer.childrenModelCount['quantized']).toBe(children.filter(({ relation }) => relation === 'quantized').length);
    const { baseModels } = await (await ask(`/api/models/${child.id}?expand=baseModels`)).json() as { baseModels: { models: Row[] } };
    expect(baseModels.models).toContainEqual({ _id: parent._id, id: parent.id });
  });

  it('answers to its former name with a redirect that keeps the prefix, from the rename on', async () => {
    const { from, id, month, _id } = someRename();
    const instant = hub.months[month] as string;
    const moved = await ask(`/asof/${instant}/api/models/${from}?expand=sha`);
    expect([moved.status, moved.headers.get('location')]).toEqual([307, `/asof/${instant}/api/models/${id}?expand=sha`]);
    expect((await ask(`/${from}/resolve/main/.gitattributes`)).headers.get('location')).toBe(`/${id}/resolve/main/.gitattributes`);
    const followed = await (await fetch(`${hub.url}/api/models/${from}`)).json() as Row;
    expect([followed._id, followed.id]).toEqual([_id, id]);
    const earlier = await ask(`/asof/${hub.months[month - 1] as string}/api/models/${id}`, { headers: token });
    expect(earlier.status).toBe(404);
  });

  it('is gone after its removal: 404 with a token, the hub\'s 401 without', async () => {
    const event = hub.world.events.find(({ kind, _id }) => kind === 'removed' && !last.some((model) => model._id === _id)) as WorldEvent;
    expect((await errorOf(await ask(`/api/models/${event.id}`, { headers: token }))).slice(0, 2)).toEqual([404, 'RepoNotFound']);
    expect(await errorOf(await ask(`/api/models/${event.id}`))).toEqual([401, 'RepoNotFound', 'Invalid username or password.']);
    expect((await ask(`/asof/${hub.months[event.month - 1] as string}/api/models/${event.id}`)).status).not.toBe(401);
  });

  it('is refused in the hub\'s words once disabled', async () => {
    const disabled = last.find((model) => model.disabled) as SimulatedModel;
    const response = await ask(`/api/models/${disabled.id}`);
    expect([response.status, response.headers.get('x-error-message')]).toEqual([403, 'Access to this resource is disabled.']);
  });
});

describe('files', () => {
  it('come with the hash, the commit and the length that clients check', async () => {
    const model = open(({ cardLevel }) => cardLevel === 'full');
    const path = `/${model.id}/resolve/main/README.md`;
    const response = await ask(path);
    const text = writeCard(model);
    expect(await response.text()).toBe(text);
    const etag = `"${gitBlobSha(text)}"`;
    const expected = { 'etag': etag, 'x-repo-commit': model.sha, 'content-length': String(Buffer.byteLength(text)), 'accept-ranges': 'bytes' };
    for (const answer of [response, await ask(path, { method: 'HEAD' }), await ask(path.replace('/resolve/', '/raw/'), { method: 'HEAD' })]) {
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject(expected);
    }
    expect((await ask(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const part = await ask(path, { headers: { range: 'bytes=0-9' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, `bytes 0-9/${Buffer.byteLength(text)}`, text.slice(0, 10)]);
    expect((await ask(path, { headers: { range: 'bytes=999999-' } })).status).toBe(416);
  });

  it('may be empty: the first byte is asked for to learn the size', async () => {
    const model = open(({ cardLevel }) => cardLevel === 'empty');
    const response = await ask(`/${model.id}/resolve/main/README.md`, { headers: { range: 'bytes=0-0' } });
    expect([response.status, response.headers.get('content-range'), await response.text()]).toEqual([200, 'bytes */0', '']);
  });

  it('are missing, refused or served as the hub says', async () => {
    const model = open(({ files }) => files.some(isWeights) && files.includes('config.json'));
    const config = await ask(`/${model.id}/resolve/main/config.json`);
    expect(await config.text()).toBe(textOf(model, 'config.json'));
    const missing = await ask(`/${model.id}/resolve/main/absent.txt`);
    expect(missing.headers.get('x-repo-commit')).toBe(model.sha);
    expect((await errorOf(missing)).slice(0, 2)).toEqual([404, 'EntryNotFound']);
    expect((await errorOf(await ask(`/${model.id}/resolve/dev/README.md`))).slice(0, 2)).toEqual([404, 'RevisionNotFound']);
    const weights = await ask(`/${model.id}/resolve/main/${model.files.find(isWeights) ?? ''}`);
    expect(weights.status).toBe(403);
    expect(weights.headers.get('x-error-message')).toMatch(/no weights/);
  });

  it('of gated models are refused although their metadata are public', async () => {
    const gated = last.find((model) => model.gated !== false && !model.disabled) as SimulatedModel;
    expect((await ask(`/api/models/${gated.id}`)).status).toBe(200);
    expect((await errorOf(await ask(`/${gated.id}/resolve/main/README.md`))).slice(0, 2)).toEqual([401, 'GatedRepo']);
    expect((await errorOf(await ask(`/${gated.id}/resolve/main/README.md`, { headers: token }))).slice(0, 2)).toEqual([403, 'GatedRepo']);
  });
});
