import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { encodedNames, hostileNames } from './awkward-names.js';
import { ask, crawl, errorOf, jsonOf, token } from './hub-client.test-data.js';
import { generateHub } from './generate-hub.js';
import { startPracticeHub } from './practice-hub.js';
import type { SimulatedHub } from './practice-hub.js';
import type { TreeEntry } from './repository-tree.js';
import { packageKinds } from './world.js';
import type { PackageKind, SimulatedModel } from './world.js';

let hub: SimulatedHub;
beforeAll(async () => {
  hub = await startPracticeHub({ seed: 3, models: 200, awkward: true });
});
afterAll(() => hub.close());

function odd(name: string, kind: PackageKind = 'model'): SimulatedModel {
  const found = hub.truth.packages(kind).find(({ id }) => id === `odd/${name}`);
  if (found === undefined) {
    throw new Error(`there is no odd/${name}`);
  }
  return found;
}
function cardOf(name: string): string | null {
  return hub.truth.card('model', odd(name)._id);
}

describe('awkward packages', () => {
  it('change nothing about the others', () => {
    const without = generateHub({ seed: 3, models: 200 });
    for (const kind of packageKinds) {
      without.instants.forEach((_, month) => {
        expect(hub.world.snapshotAt(month, kind).filter(({ author }) => author !== 'odd')).toEqual(without.snapshotAt(month, kind));
      });
      expect(hub.world.eventsOf(kind).filter(({ id }) => !id.startsWith('odd/'))).toEqual(without.eventsOf(kind));
    }
    expect(without.snapshotAt(0).some(({ author }) => author === 'odd')).toBe(false);
  });

  it.each(packageKinds)('are served as they are: every %s by every route', async (kind) => {
    const all = hub.truth.packages(kind).filter(({ author, disabled }) => author === 'odd' && !disabled);
    expect(all.length).toBeGreaterThan(kind === 'model' ? 30 : 5);
    for (const { _id, id, gated } of all) {
      const base = `${hub.url}/api/${kind}s/${id}`;
      expect(await jsonOf(base)).toEqual(hub.truth.record(kind, _id));
      expect(await jsonOf(`${base}/commits/main`)).toEqual(hub.truth.commits(kind, _id));
      expect((await crawl(`${base}/tree/main?recursive=true`)).rows).toEqual(hub.truth.tree(kind, _id).map((entry) => ({ ...entry, lastCommit: undefined, securityFileStatus: undefined })));
      const place = `${hub.url}${kind === 'dataset' ? '/datasets' : ''}/${id}/resolve/main`;
      for (const [path, text] of [...hub.truth.texts(kind, _id)].slice(0, 100)) {
        const response = await ask(`${place}/${encodeURIComponent(path)}`);
        // Not text(): that would take the byte order mark away.
        const body = Buffer.from(await response.arrayBuffer()).toString('utf8');
        expect([response.status, gated === false ? body : null]).toEqual(gated === false ? [200, text] : [401, null]);
      }
    }
  });

  it('have names of files that come through as they are', async () => {
    const { _id, files } = odd('hostile-names');
    expect(files).toEqual(expect.arrayContaining([...hostileNames]));
    expect(hostileNames.some((name) => name.includes('\0'))).toBe(true);
    expect(hostileNames.some((name) => name.length === 4000)).toBe(true);
    const listed = hub.truth.tree('model', _id).filter(({ type }) => type === 'file').map(({ path }) => path);
    expect([...listed].sort()).toEqual([...files].sort());
    for (const path of encodedNames) {
      const response = await ask(`${hub.url}/odd/file-names/resolve/main/${path.split('/').map(encodeURIComponent).join('/')}`);
      expect([response.status, await response.text()]).toEqual([200, `content of ${path}\n`]);
      const [entry] = await jsonOf<TreeEntry[]>(`${hub.url}/api/models/odd/file-names/paths-info/main`, { method: 'POST', body: new URLSearchParams({ paths: path }) });
      expect(entry?.path).toBe(path);
    }
  });

  it('have cards of five megabytes, and thousands of files in pages', async () => {
    expect(Buffer.byteLength(cardOf('huge-card') ?? '')).toBe(5 * 1024 * 1024);
    const { siblings } = await jsonOf<{ siblings: unknown[] }>(`${hub.url}/api/models/odd/many-files`);
    expect(siblings.length).toBeGreaterThanOrEqual(7000);
    expect(await crawl(`${hub.url}/api/models/odd/many-files/tree/main/shards`)).toMatchObject({ pages: 2, rows: { length: 1500 } });
    const { rows, pages } = await crawl<TreeEntry>(`${hub.url}/api/models/odd/many-files/tree/main?recursive=1`);
    expect([rows.filter(({ type }) => type === 'file').length, pages]).toEqual([7002, 8]);
  });

  it('have front matter that is broken, of another version, or no mapping', () => {
    expect(() => parse(/^---\n([\s\S]*?)\n---/.exec(cardOf('broken-yaml') ?? '')?.[1] ?? '') as unknown).toThrow();
    const text = /^---\n([\s\S]*?)\n---/.exec(cardOf('yaml-1-1') ?? '')?.[1] ?? '';
    expect(parse(text, { version: '1.1' })).toMatchObject({ language: false, mode: 0o755, ratio: 1000 });
    const { released, ...others } = odd('yaml-1-1').fixed?.cardData ?? {};
    expect(parse(text, { version: '1.2' })).toMatchObject(others);
    expect(released).toBe('2026-01-02T00:00:00.000Z');
    expect(parse(/^---\n([\s\S]*?)\n---/.exec(cardOf('yaml-list') ?? '')?.[1] ?? '')).toBeInstanceOf(Array);
    expect(cardOf('crlf-bom')?.startsWith('\ufeff---\r\n')).toBe(true);
    expect(cardOf('no-card')).toBeNull();
    expect(cardOf('empty-card')).toBe('');
    expect(cardOf('token-in-card')).toMatch(/hf_\w{34}/);
    expect(hub.truth.record('model', odd('model-index-error')._id)?.['model-index']).toMatchObject({ error: expect.any(String) as string });
  });

  it('are gated, disabled, moved, or gone from a month on', async () => {
    for (const kind of ['model', 'dataset'] as const) {
      const base = `${hub.url}/api/${kind}s/odd`;
      const file = `${hub.url}${kind === 'dataset' ? '/datasets' : ''}/odd`;
      for (const gating of ['auto', 'manual']) {
        expect(await jsonOf(`${base}/gated-${gating}?expand=gated`)).toMatchObject({ gated: gating });
        expect((await errorOf(await ask(`${file}/gated-${gating}/resolve/main/README.md`, { headers: token }))).slice(0, 2)).toEqual([403, 'GatedRepo']);
      }
      expect((await ask(`${base}/disabled`)).headers.get('x-error-message')).toBe('Access to this resource is disabled.');
      expect((await ask(`${hub.url}/asof/2026-03-01/api/${kind}s/odd/private-after`)).status).toBe(200);
      expect((await ask(`${base}/private-after`)).status).toBe(401);
      expect((await ask(`${base}/private-after`, { headers: token })).status).toBe(404);
      expect((await ask(`${base}/old-name`)).headers.get('location')).toBe(`/api/${kind}s/odd/new-name`);
    }
  });

  it('have an empty file, of which the first byte is asked for to learn the size', async () => {
    const response = await ask(`${hub.url}/odd/empty-file/resolve/main/empty.txt`, { headers: { range: 'bytes=0-0' } });
    expect([response.status, response.headers.get('content-range'), await response.text()]).toEqual([200, 'bytes */0', '']);
  });
});
