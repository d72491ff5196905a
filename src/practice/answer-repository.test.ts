import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, crawl, errorOf, jsonOf, nextOf, token } from './hub-client.test-data.js';
import { startPracticeHub } from './practice-hub.js';
import type { SimulatedHub } from './practice-hub.js';
import type { Commit } from './repository-commits.js';
import type { DiscussionSummary } from './repository-discussions.js';
import type { TreeEntry } from './repository-tree.js';
import type { PackageKind, SimulatedModel } from './world.js';
import { packageKinds } from './world.js';
import { gitBlobSha } from './write-files.js';

let hub: SimulatedHub;
beforeAll(async () => {
  hub = await startPracticeHub({ seed: 7, models: 1500, datasets: 400 });
});
afterAll(() => hub.close());

function some(kind: PackageKind, accept: (record: SimulatedModel) => boolean = () => true): SimulatedModel {
  const found = hub.truth.packages(kind).find((record) => !record.disabled && record.gated === false && accept(record));
  if (found === undefined) {
    throw new Error('the world lacks such a package');
  }
  return found;
}
function api(record: SimulatedModel): string {
  return `${hub.url}/api/${record.kind}s/${record.id}`;
}
function several(kind: PackageKind): SimulatedModel[] {
  return hub.truth.packages(kind).filter(({ disabled, _id }) => !disabled && (kind === 'dataset' || Number.parseInt(_id.slice(-2), 16) % 8 === 0)).slice(0, 120);
}
function withDiscussions(least: number): SimulatedModel {
  return some('model', ({ _id }) => hub.truth.discussions('model', _id).length >= least);
}

describe.each(packageKinds)('every route of a %s', (kind) => {
  it('tells the truth', async () => {
    for (const record of several(kind)) {
      const { _id } = record;
      const base = api(record);
      expect(await jsonOf(base)).toEqual(hub.truth.record(kind, _id));
      expect(await jsonOf(`${base}/refs?include_prs=1`)).toEqual(hub.truth.refs(kind, _id));
      expect(await jsonOf(`${base}/scan`)).toEqual(hub.truth.scan(kind, _id));
      expect(await jsonOf(`${base}/commits/main?limit=1000`)).toEqual(hub.truth.commits(kind, _id));
      expect((await crawl(`${base}/tree/main?recursive=true&expand=true`)).rows).toEqual(hub.truth.tree(kind, _id));
      if (record.gated === false) {
        const place = `${hub.url}${kind === 'dataset' ? '/datasets' : ''}/${record.id}/resolve/main`;
        for (const [path, text] of hub.truth.texts(kind, _id)) {
          expect(await (await ask(`${place}/${path}`)).text()).toBe(text);
        }
      }
    }
  });

  it('says the same of a package at each of its revisions', async () => {
    const record = some(kind, ({ _id }) => hub.truth.commits(kind, _id).length > 2);
    const { _id, id, sha, lastModified } = record;
    const commits = hub.truth.commits(kind, _id);
    expect(commits[0]).toMatchObject({ id: sha, date: lastModified });
    expect(commits.at(-1)).toMatchObject({ title: 'initial commit', authors: [{ user: 'system' }] });
    const dates = commits.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort().reverse());
    for (const [at, commit] of commits.entries()) {
      expect(await jsonOf(`${api(record)}/revision/${commit.id}?expand=sha`)).toEqual({ _id, id, sha: commit.id });
      expect((await jsonOf<Commit[]>(`${api(record)}/commits/${commit.id.slice(0, 10)}`))).toEqual(commits.slice(at));
    }
    const first = commits.at(-1) as Commit;
    expect((await jsonOf<TreeEntry[]>(`${api(record)}/tree/${first.id}`)).map(({ path }) => path)).toEqual(['.gitattributes']);
  });
});

describe('datasets', () => {
  it('are listed with the richer rows of the hub', async () => {
    const { rows, pages } = await crawl(`${hub.url}/api/datasets?limit=90&sort=createdAt&direction=1`);
    const truth = hub.truth.packages('dataset');
    expect([rows.length, pages]).toEqual([400, 5]);
    expect(rows.map(({ _id }) => _id).sort()).toEqual(truth.map(({ _id }) => _id).sort());
    const byId = new Map(rows.map((row) => [row._id, row]));
    for (const { _id, id, author, sha, lastModified, createdAt, gated, disabled, likes, downloads, tags, description } of truth) {
      expect(byId.get(_id)).toEqual({
        _id, id, author, sha, lastModified, createdAt, gated, disabled, likes, downloads, tags, key: '', private: false,
        ...(description === undefined ? {} : { description }),
      });
    }
    expect(truth.some(({ description }) => description !== undefined)).toBe(true);
    expect(hub.world.snapshotAt(0, 'dataset').filter(({ id }) => ['glue', 'squad', 'imdb'].includes(id))).toHaveLength(3);
  });

  it('know their own properties and no others', async () => {
    const [, , message] = await errorOf(await ask(`${hub.url}/api/datasets?expand=pipeline_tag`));
    expect(message).toMatch(/expected one of author, cardData, citation/);
    expect((await ask(`${hub.url}/api/datasets?expand=sha&full=true`)).status).toBe(400);
    expect((await ask(`${hub.url}/api/datasets?expand=usedStorage`)).status).toBe(400);
    expect((await ask(`${hub.url}/api/datasets?pipeline_tag=x`)).status).toBe(400);
    const { rows } = await crawl(`${hub.url}/api/datasets?limit=150&expand=author&expand[]=sha`);
    expect(rows.sort((one, other) => (one._id < other._id ? -1 : 1))).toEqual([...hub.truth.rows('dataset', ['author', 'sha'])]
      .sort((one, other) => ((one['_id'] as string) < (other['_id'] as string) ? -1 : 1)));
    const full = await jsonOf<Record<string, unknown>[]>(`${hub.url}/api/datasets?full=true`);
    expect(full.every((row) => Array.isArray(row['siblings']))).toBe(true);
    expect(full.some((row) => typeof row['cardData'] === 'object')).toBe(true);
  });

  it('move, vanish and were otherwise before, as models do', async () => {
    const moved = hub.world.eventsOf('dataset').find((event) => event.kind === 'renamed' && hub.world.formerNamesAt(5, 'dataset').has(event.from));
    const { from, id } = moved as { from: string; id: string };
    expect((await ask(`${hub.url}/api/datasets/${from}`)).headers.get('location')).toBe(`/api/datasets/${id}`);
    expect((await ask(`${hub.url}/datasets/${from}/resolve/main/.gitattributes`)).headers.get('location')).toBe(`/datasets/${id}/resolve/main/.gitattributes`);
    expect((await crawl(`${hub.url}/asof/2026-02-01/api/datasets`)).rows).toHaveLength(hub.world.snapshotAt(1, 'dataset').length);
    expect(hub.truthAt('2026-02-01').packages('dataset')).toEqual(hub.world.snapshotAt(1, 'dataset'));
  });

  it('are converted to Parquet beside what their authors uploaded', async () => {
    const record = some('dataset', ({ _id }) => hub.truth.refs('dataset', _id)?.converts.length === 1);
    for (const revision of ['refs/convert/parquet', 'refs%2Fconvert%2Fparquet']) {
      const tree = await jsonOf<TreeEntry[]>(`${api(record)}/tree/${revision}/default/train`);
      expect(tree).toMatchObject([{ type: 'file', path: 'default/train/0000.parquet' }]);
    }
    expect((await ask(`${api(some('model'))}/tree/refs/convert/parquet`)).status).toBe(404);
  });
});

describe('the tree', () => {
  it('has the object names of git: blob, pointer, folder', async () => {
    const record = some('model', ({ files }) => files.includes('onnx/model.onnx') && files.includes('README.md'));
    const entries = await jsonOf<TreeEntry[]>(`${api(record)}/tree/main`);
    expect(entries[0]).toMatchObject({ type: 'directory', path: 'onnx', size: 0 });
    const readme = entries.find(({ path }) => path === 'README.md');
    expect(readme?.oid).toBe(gitBlobSha(hub.truth.card('model', record._id) ?? ''));
    const [model] = await jsonOf<[TreeEntry]>(`${api(record)}/tree/main/onnx`);
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${model.lfs?.oid}\nsize ${model.lfs?.size}\n`;
    expect([model.oid, model.lfs?.pointerSize, model.size]).toEqual([gitBlobSha(pointer), pointer.length, model.lfs?.size]);
    expect(await (await ask(`${hub.url}/${record.id}/raw/main/onnx/model.onnx`)).text()).toBe(pointer);
    const head = await ask(`${hub.url}/${record.id}/resolve/main/onnx/model.onnx`, { method: 'HEAD' });
    expect([head.status, head.headers.get('x-linked-size'), head.headers.get('x-linked-etag')]).toEqual([200, String(model.size), `"${model.lfs?.oid}"`]);
    const sizes = await Promise.all(['', '/onnx', '/onnx/model.onnx'].map(async (path) => (await jsonOf<{ size: number }>(`${api(record)}/treesize/main${path}`)).size));
    expect(sizes).toEqual([await jsonOf<{ usedStorage: number }>(api(record)).then(({ usedStorage }) => usedStorage), model.size, model.size]);
  });

  it('is told by page, by path and by the names of what is missing', async () => {
    const record = some('model', ({ files }) => files.length > 5);
    const { rows, pages } = await crawl<TreeEntry>(`${api(record)}/tree/main?recursive=true&limit=2`);
    expect(pages).toBe(Math.ceil(rows.length / 2));
    expect(rows.filter(({ type }) => type === 'file').map(({ path }) => path).sort()).toEqual([...record.files].sort());
    expect((await errorOf(await ask(`${api(record)}/tree/main/nowhere`))).slice(0, 2)).toEqual([404, 'EntryNotFound']);
    expect((await errorOf(await ask(`${api(record)}/tree/nowhere`))).slice(0, 2)).toEqual([404, 'RevisionNotFound']);
    expect((await ask(`${api(record)}/tree/main?cursor=zzz`)).status).toBe(400);
    expect((await errorOf(await ask(`${api(record)}/treesize/main/nowhere`))).slice(0, 2)).toEqual([404, 'EntryNotFound']);
  });

  it('is looked up by paths, as JSON and as a form; unknown ones are left out', async () => {
    const record = some('model', ({ files }) => files.includes('unet/config.json'));
    const url = `${api(record)}/paths-info/main`;
    const paths = ['unet', 'README.md', 'unet/config.json', 'missing.txt'].filter((path) => path !== 'README.md' || record.files.includes(path));
    const truth = new Map(hub.truth.tree('model', record._id).map((entry) => [entry.path, entry]));
    const expected = paths.flatMap((path) => truth.get(path) ?? []);
    const asJson = await jsonOf(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ paths, expand: true }) });
    expect(asJson).toEqual(expected);
    const form = new URLSearchParams([...paths.map((path): [string, string] => ['paths', path]), ['expand', 'True']]);
    expect(await jsonOf(url, { method: 'POST', body: form })).toEqual(expected);
    expect((await ask(url)).status).toBe(405);
    expect((await ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"paths":1}' })).status).toBe(400);
    expect((await ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'no' })).status).toBe(400);
  });

  it('says of scanned files what the scanners found, and of others nothing', () => {
    const all = hub.truth.packages('model').map(({ _id }) => ({ scan: hub.truth.scan('model', _id), tree: hub.truth.tree('model', _id) }));
    expect(all.some(({ scan, tree }) => scan?.scansDone === false && tree.every((entry) => entry.securityFileStatus === undefined))).toBe(true);
    expect(all.some(({ tree }) => tree.some((entry) => entry.securityFileStatus?.status === 'queued'))).toBe(true);
    for (const { scan, tree } of all) {
      const bad = tree.filter(({ securityFileStatus }) => ['unsafe', 'suspicious', 'caution'].includes(securityFileStatus?.status ?? ''));
      expect(scan?.filesWithIssues.map(({ path }) => path).sort()).toEqual(bad.map(({ path }) => path).sort());
    }
    expect(all.some(({ scan }) => (scan?.filesWithIssues.length ?? 0) > 0)).toBe(true);
  });
});

describe('the history', () => {
  it('is paged by number, with the total and the next page in headers', async () => {
    const record = some('model', ({ _id }) => hub.truth.commits('model', _id).length > 2);
    const truth = hub.truth.commits('model', record._id);
    const first = await ask(`${api(record)}/commits/main?limit=1&expand[]=formatted`);
    expect([first.headers.get('x-total-count'), new URL(nextOf(first) ?? '').searchParams.get('p')]).toEqual([String(truth.length), '1']);
    const [newest] = truth as [Commit];
    expect(await first.json()).toEqual([{ ...newest, formatted: { title: newest.title, message: newest.message } }]);
    expect((await crawl(`${api(record)}/commits/main?limit=1`)).rows).toEqual(truth);
    expect((await ask(`${api(record)}/commits/main?expand=stats`)).status).toBe(400);
    expect((await ask(`${api(record)}/commits/nowhere`)).status).toBe(404);
  });

  it('has references that lead to commits: branches, tags, pull requests', async () => {
    for (const find of ['tags', 'pullRequests'] as const) {
      const record = some('model', ({ _id }) => (hub.truth.refs('model', _id)?.[find].length ?? 0) > 0);
      const refs = hub.truth.refs('model', record._id);
      for (const { ref, targetCommit } of [...refs?.[find] ?? [], ...refs?.branches ?? []]) {
        for (const revision of [encodeURIComponent(ref), targetCommit]) {
          expect(await jsonOf(`${api(record)}/revision/${revision}?expand=sha`)).toMatchObject({ sha: targetCommit });
        }
        expect((await ask(`${api(record)}/tree/${ref}`)).headers.get('x-repo-commit')).toBe(targetCommit);
      }
      expect(await jsonOf(`${api(record)}/refs`)).not.toHaveProperty('pullRequests');
    }
  });
});

describe('discussions', () => {
  interface Page { discussions: DiscussionSummary[]; count: number; start: number; numClosedDiscussions: number }

  it('are paged by offset, newest first, and told in full one by one', async () => {
    const record = withDiscussions(12);
    const truth = hub.truth.discussions('model', record._id);
    const found: DiscussionSummary[] = [];
    for (let page = 0, count = 1; found.length < count; page += 1) {
      const answer = await jsonOf<Page>(`${api(record)}/discussions?p=${page}`);
      expect(answer.start).toBe(page * 10);
      expect(answer.numClosedDiscussions).toBe(truth.filter(({ status }) => status === 'closed' || status === 'merged').length);
      found.push(...answer.discussions);
      count = answer.count;
    }
    expect(found.map(({ num }) => num)).toEqual(truth.map(({ num }) => num).reverse());
    for (const one of found) {
      const whole = await jsonOf<Record<string, unknown>>(`${api(record)}/discussions/${one.num}`);
      expect(whole).toEqual(truth[one.num - 1]);
      expect(whole).toMatchObject(one);
    }
    expect((await ask(`${api(record)}/discussions/9999`)).status).toBe(404);
  });

  it('are filtered by type and status', async () => {
    const record = withDiscussions(12);
    const truth = hub.truth.discussions('model', record._id);
    const pulls = await jsonOf<Page>(`${api(record)}/discussions?type=pull_request&status=open`);
    expect(pulls.count).toBe(truth.filter(({ isPullRequest, status }) => isPullRequest && (status === 'open' || status === 'draft')).length);
    expect((await ask(`${api(record)}/discussions?status=merged`)).status).toBe(400);
    expect((await ask(`${api(record)}/discussions?page=1`)).status).toBe(400);
  });

  it('hold every kind of event, and the hub\'s traps', () => {
    const all = hub.truth.packages('model').flatMap(({ _id }) => hub.truth.discussions('model', _id));
    const events = all.flatMap((one) => one.events);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set([
      'comment', 'status-change', 'commit', 'title-change', 'pinning-change', 'locking-change', 'report-status-change', 'ref-deleted', 'practice-change',
    ]));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['draft', 'open', 'closed', 'merged']));
    expect(events.some(({ author }) => author === undefined)).toBe(true);
    expect(events.some(({ data }) => data['hidden'] === true && !('latest' in data))).toBe(true);
    expect(all.some(({ filesWithConflicts }) => filesWithConflicts === true)).toBe(true);
    for (const { changes } of all.filter(({ status }) => status === 'merged')) {
      expect(changes?.mergeCommitId).toMatch(/^[0-9a-f]{40}$/);
    }
  });

  it('of pull requests show their diff when asked', async () => {
    const record = some('model', ({ _id }) => (hub.truth.refs('model', _id)?.pullRequests.length ?? 0) > 0);
    const [pull] = hub.truth.refs('model', record._id)?.pullRequests ?? [];
    const { diff } = await jsonOf<{ diff: string }>(`${api(record)}/discussions/${pull?.name}?diff=1`);
    expect(diff).toContain(`+++ b/notes/change-${pull?.name}.md`);
  });

  it('do not know the future, and can be switched off', async () => {
    for (const { createdAt, events } of hub.world.snapshotAt(1).flatMap(({ _id }) => hub.truthAt('2026-02-01').discussions('model', _id))) {
      expect([createdAt, ...events.map((event) => event.createdAt)].every((at) => at <= '2026-02-01T00:00:00.000Z')).toBe(true);
    }
    const answers = await Promise.all(hub.truth.packages().slice(0, 200).filter(({ disabled }) => !disabled).map((record) => ask(`${api(record)}/discussions`)));
    const refused = answers.find(({ status }) => status === 403);
    expect(refused?.headers.get('x-error-message')).toBe('Discussions are disabled for this repo');
  });
});

describe('the rest', () => {
  it('tells security with the detail when asked', async () => {
    const record = some('model', ({ _id }) => (hub.truth.scan('model', _id)?.filesWithIssues.length ?? 0) > 0);
    expect(await jsonOf(`${api(record)}?securityStatus=true&expand=sha`)).toEqual({
      _id: record._id, id: record.id, sha: record.sha, securityRepoStatus: hub.truth.scan('model', record._id),
    });
  });

  it('names all tags by type', async () => {
    const tags = await jsonOf<Record<string, { id: string }[]>>(`${hub.url}/api/models-tags-by-type`);
    expect(tags['license']).toContainEqual({ id: 'license:mit', label: 'mit', type: 'license' });
    expect(tags['pipeline_tag']?.map(({ id }) => id)).toContain('fill-mask');
    expect(Object.keys(await jsonOf<object>(`${hub.url}/api/datasets-tags-by-type?type=language`))).toEqual(['language']);
    expect((await ask(`${hub.url}/api/models-tags-by-type?type=x`)).status).toBe(400);
  });

  it('knows who asks, by the token', async () => {
    expect(await jsonOf(`${hub.url}/api/whoami-v2`, { headers: token })).toMatchObject({ type: 'user', name: 'practice' });
    expect((await ask(`${hub.url}/api/whoami-v2`)).status).toBe(401);
  });

  it.each(['tree/main', 'commits/main', 'refs', 'discussions', 'scan', 'treesize/main', 'revision/main'])('redirects %s of a former name and refuses it of a disabled model', async (route) => {
    const former = [...hub.world.formerNamesAt(5)].find(([, _id]) => hub.truth.record('model', _id) !== null) as [string, string];
    const moved = await ask(`${hub.url}/api/models/${former[0]}/${route}?limit=1`);
    expect([moved.status, moved.headers.get('location')]).toEqual([307, `/api/models/${hub.truth.record('model', former[1])?.['id'] as string}/${route}?limit=1`]);
    const disabled = hub.truth.packages().find((record) => record.disabled) as SimulatedModel;
    expect((await ask(`${api(disabled)}/${route}`)).status).toBe(403);
    expect((await errorOf(await ask(`${hub.url}/api/models/nobody/nothing/${route}`, { headers: token }))).slice(0, 2)).toEqual([404, 'RepoNotFound']);
    expect((await ask(`${hub.url}/api/models/nobody/nothing/${route}`)).status).toBe(401);
  });
});
