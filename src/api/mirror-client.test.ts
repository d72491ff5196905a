import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  checkRepoAccess, countCommits, datasetInfo, downloadFile, fileDownloadInfo, fileExists, HubApiError, listCommits, listDatasets, listFiles, listModels,
  modelInfo, parseSafetensorsMetadata, pathsInfo, repoExists, snapshotDownload,
} from '@huggingface/hub';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listen, type Listening } from '../app/listen.js';
import { cardOf, commitOf, idOf, manyFiles, oddPath, openInventedMirror, plainTexts, texts, type InventedMirror } from './mirror-store.test-data.js';

let mirror: InventedMirror;
let server: Listening;
beforeAll(async () => {
  vi.spyOn(console, 'debug').mockImplementation(() => undefined);
  mirror = await openInventedMirror();
  server = await listen((request) => mirror.mirror.app.fetch(request), { who: 'test', host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
  expect(mirror.errors).toEqual([]);
  await mirror.close();
});

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The status of the error a call ends with. */
async function statusOf(call: Promise<unknown>): Promise<number> {
  return call.then(() => 200, (error: unknown) => (error instanceof HubApiError ? error.statusCode : -1));
}

/** Asks for pages of two, so that a client has to follow links; it never asks for fewer than 500 itself. */
async function inSmallPages(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.searchParams.has('limit')) url.searchParams.set('limit', '2');
  return fetch(url, init);
}

// The second date is after the rename, the third after the former name was given to another.
const views = [
  { when: '2024-01-15', prefix: '/asof/2024-01-15', n: 1, name: 'anna/tiny', removed: true },
  { when: '2024-02-15T00:00:00Z', prefix: '/asof/2024-02-15T00:00:00Z', n: 2, name: 'acme/tiny-bert', removed: true },
  { when: 'now', prefix: '', n: 3, name: 'acme/tiny-bert', removed: false },
] as const;

describe.each(views)('the JavaScript client at $when', ({ prefix, n, name, removed }) => {
  function hub(): { hubUrl: string } {
    return { hubUrl: `${server.url}${prefix}` };
  }

  it('lists models, with filters and sorts, over pages', async () => {
    const models = await all(listModels({ ...hub(), fetch: inSmallPages, additionalFields: ['sha', 'tags', 'createdAt', 'cardData', 'config', 'filePaths'] }));
    expect(models.find((one) => one.id === idOf(1))).toMatchObject({
      name, downloads: 100 * n, likes: 1, gated: false, private: false, task: 'fill-mask', sha: commitOf(n), tags: ['pytorch', 'license:mit', `v${n}`],
    });
    expect(models.some((one) => one.name === 'ben/removed')).toBe(removed);
    expect(new Set(models.map((one) => one.id)).size).toBe(models.length);
    const sorted = await all(listModels({ ...hub(), fetch: inSmallPages, sort: 'downloads', search: { tags: ['license:mit'], owner: 'acme' } }));
    expect(sorted.map((one) => one.downloads)).toEqual(sorted.map((one) => one.downloads).toSorted((a, b) => b - a));
    expect(sorted.every((one) => one.name.startsWith('acme/'))).toBe(true);
    expect(await all(listModels({ ...hub(), search: { query: 'TINY', task: 'fill-mask' }, limit: 5 }))).toHaveLength(1);
  });

  it('tells of a model, at any of its revisions', async () => {
    expect(await modelInfo({ ...hub(), name, additionalFields: ['sha', 'cardData', 'author'] })).toMatchObject({
      id: idOf(1), name, downloads: 100 * n, sha: commitOf(n), cardData: { license: 'mit', language: 'no', tags: [`v${n}`] },
    });
    expect(await modelInfo({ ...hub(), name, revision: commitOf(1), additionalFields: ['sha', 'tags'] })).toMatchObject({ sha: commitOf(1), tags: ['pytorch', 'license:mit', 'v1'], downloads: 100 * n });
    expect(await statusOf(modelInfo({ ...hub(), name, revision: commitOf(n + 1) }))).toBe(404);
  });

  it('follows a rename', async () => {
    const found = await modelInfo({ ...hub(), name: 'anna/tiny' });
    // At the third date another model bears the name.
    expect(found.id).toBe(n === 3 ? idOf(7) : idOf(1));
    if (n === 2) expect((await pathsInfo({ ...hub(), repo: 'anna/tiny', paths: ['README.md'] }))[0]?.path).toBe('README.md');
  });

  it('lists files', async () => {
    const files = await all(listFiles({ ...hub(), repo: name, recursive: true, revision: 'refs/heads/main' }));
    expect(files.filter((one) => one.type === 'file').map((one) => one.path).sort()).toEqual(['README.md', 'empty.txt', ...Object.keys(texts)].sort());
    expect((await all(listFiles({ ...hub(), repo: name, path: 'nested', expand: true }))).map((one) => one.path)).toEqual(['nested/deep']);
    expect(await all(listFiles({ ...hub(), repo: 'acme/many', recursive: true }))).toHaveLength(manyFiles + 2);
    expect(await all(listFiles({ ...hub(), repo: 'acme/many', path: 'shards', expand: true }))).toHaveLength(manyFiles);
  });

  it('lists and counts commits', async () => {
    expect((await all(listCommits({ ...hub(), repo: name, batchSize: 1 }))).map((one) => one.oid)).toEqual([3, 2, 1].filter((one) => one <= n).map(commitOf));
    expect(await countCommits({ ...hub(), repo: name })).toBe(n);
  });

  it('asks for single paths', async () => {
    const found = await pathsInfo({ ...hub(), repo: name, paths: [oddPath, 'none', 'nested'], expand: true });
    expect(found.map((one) => one.path)).toEqual([oddPath, 'nested']);
  });

  it('downloads files, small, empty and oddly named', async () => {
    async function download(file: string): Promise<string | undefined> {
      return (await downloadFile({ ...hub(), repo: name, path: file }))?.text();
    }
    expect(await download('README.md')).toBe(cardOf(n));
    expect(await download('empty.txt')).toBe('');
    // This client puts the path into the address as it is; a `#` would end it.
    expect(await download(oddPath.split('/').map(encodeURIComponent).join('/'))).toBe('odd\n');
    expect(await fileDownloadInfo({ ...hub(), repo: name, path: 'README.md' })).toMatchObject({ size: Buffer.byteLength(cardOf(n)) });
    expect(await fileDownloadInfo({ ...hub(), repo: name, path: 'none.txt' })).toBeNull();
    expect(await fileExists({ ...hub(), repo: name, path: 'config.json' })).toBe(true);
    expect(await fileExists({ ...hub(), repo: name, path: 'none.txt' })).toBe(false);
  });

  it('downloads a whole repository', async () => {
    const cacheDir = mkdtempSync(path.join(tmpdir(), 'hubscope-client-'));
    try {
      const folder = await snapshotDownload({ ...hub(), repo: 'acme/plain', cacheDir });
      for (const [file, text] of Object.entries({ ...plainTexts, 'empty.txt': '', 'README.md': '# Plain\n' })) expect(readFileSync(path.join(folder, file), 'utf8')).toBe(text);
    } finally {
      rmSync(cacheDir, { recursive: true, force: true });
    }
  });

  it('gets no weights', async () => {
    expect(await fileExists({ ...hub(), repo: 'acme/weights', path: 'model.safetensors' })).toBe(true);
    expect(await statusOf(parseSafetensorsMetadata({ ...hub(), repo: 'acme/weights' }))).toBe(403);
    expect(await statusOf(downloadFile({ ...hub(), repo: 'acme/gated', path: 'README.md' }))).toBe(403);
  });

  it('knows what is there', async () => {
    expect(await repoExists({ ...hub(), repo: name })).toBe(true);
    expect(await repoExists({ ...hub(), repo: 'ben/removed' })).toBe(removed);
    expect(await repoExists({ ...hub(), repo: 'cleo/new' })).toBe(n === 3);
    expect(await statusOf(checkRepoAccess({ ...hub(), repo: name }))).toBe(200);
    expect(await statusOf(checkRepoAccess({ ...hub(), repo: 'acme/none' }))).toBe(404);
  });

  it('reads datasets', async () => {
    expect((await all(listDatasets({ ...hub(), additionalFields: ['sha'] }))).map((one) => [one.name, one.sha])).toEqual([['acme/data', commitOf(80)]]);
    expect(await datasetInfo({ ...hub(), name: 'acme/data' })).toMatchObject({ id: idOf(80), downloads: 800 });
    expect(await (await downloadFile({ ...hub(), repo: { type: 'dataset', name: 'acme/data' }, path: 'README.md' }))?.text()).toBe(cardOf(1));
  });
});

it('the JavaScript client finds nothing before the first snapshot', async () => {
  const hubUrl = `${server.url}/asof/2023-12-31`;
  expect(await repoExists({ hubUrl, repo: 'anna/tiny' })).toBe(false);
  expect(await statusOf(all(listModels({ hubUrl })))).toBe(404);
});
