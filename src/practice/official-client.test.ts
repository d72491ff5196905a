import { downloadFile, fileDownloadInfo, listCommits, listDatasets, listFiles, listModels, modelInfo, pathsInfo } from '@huggingface/hub';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPracticeHub } from './practice-hub.js';
import type { SimulatedHub } from './practice-hub.js';

let hub: SimulatedHub;
beforeAll(async () => {
  hub = await startPracticeHub({ seed: 3, models: 700, datasets: 30, awkward: true });
});
afterAll(() => hub.close());

async function gather<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of list) {
    all.push(one);
  }
  return all;
}

describe('the hub\'s own JavaScript client', () => {
  it('lists all models and datasets over their pages', async () => {
    const models = await gather(listModels({ hubUrl: hub.url, limit: 10_000, additionalFields: ['author', 'sha'] }));
    expect(models.map(({ id }) => id).sort()).toEqual(hub.truth.packages().map(({ _id }) => _id).sort());
    const datasets = await gather(listDatasets({ hubUrl: hub.url }));
    expect(datasets.map(({ id }) => id).sort()).toEqual(hub.truth.packages('dataset').map(({ _id }) => _id).sort());
  });

  it('reads a model, its files and its commits', async () => {
    const model = hub.truth.packages().find(({ gated, disabled, files, _id }) => gated === false && !disabled && files.length > 4 && files.includes('README.md') && hub.truth.commits('model', _id).length > 1);
    if (model === undefined) {
      throw new Error('the world lacks such a model');
    }
    const { id, _id, sha, downloads } = model;
    expect(await modelInfo({ name: id, hubUrl: hub.url, additionalFields: ['sha'] })).toMatchObject({ id: _id, name: id, sha, downloads });
    const files = await gather(listFiles({ repo: id, hubUrl: hub.url, recursive: true, expand: true }));
    expect(files.map(({ path, oid }) => ({ path, oid }))).toEqual(hub.truth.tree('model', _id).map(({ path, oid }) => ({ path, oid })));
    const commits = await gather(listCommits({ repo: id, hubUrl: hub.url, batchSize: 1 }));
    expect(commits.map(({ oid }) => oid)).toEqual(hub.truth.commits('model', _id).map((commit) => commit.id));
    const [info] = await pathsInfo({ repo: id, paths: ['README.md'], hubUrl: hub.url, expand: true });
    expect(info).toMatchObject({ path: 'README.md', lastCommit: { id: expect.stringMatching(/^[0-9a-f]{40}$/) as string } });
  });

  it('fetches files, empty ones and those with awkward names too', async () => {
    // Names with # or % are left out: the client does not encode them and asks for another file.
    for (const [repo, path] of [['odd/empty-file', 'empty.txt'], ['odd/file-names', 'with space.txt'], ['odd/file-names', '模型说明.md']] as const) {
      const info = await fileDownloadInfo({ repo, path, hubUrl: hub.url });
      const blob = await downloadFile({ repo, path, hubUrl: hub.url });
      const expected = path === 'empty.txt' ? '' : `content of ${path}\n`;
      expect([info?.size, await blob?.text()]).toEqual([Buffer.byteLength(expected), expected]);
    }
  });

  it('sees many files over all pages of a tree', async () => {
    expect((await gather(listFiles({ repo: 'odd/many-files', hubUrl: hub.url, recursive: true }))).filter(({ type }) => type === 'file')).toHaveLength(7002);
  });
});
