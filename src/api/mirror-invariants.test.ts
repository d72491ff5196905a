import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardOf, commitOf, manyFiles, oddPath, openInventedMirror, weights, type InventedMirror } from './mirror-store.test-data.js';

let mirror: InventedMirror;
beforeAll(async () => {
  mirror = await openInventedMirror();
});
afterAll(async () => {
  expect(mirror.errors).toEqual([]);
  await mirror.close();
});

async function json(address: string, init?: RequestInit): Promise<Record<string, unknown>> {
  return (await (await mirror.get(address, init)).json()) as Record<string, unknown>;
}
async function rows(address: string): Promise<Record<string, unknown>[]> {
  return (await (await mirror.get(address)).json()) as Record<string, unknown>[];
}
function nextOf(response: Response): string {
  const [, link] = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '') ?? [];
  if (link === undefined) throw new Error(`no next link: ${response.headers.get('link')}`);
  return link;
}
const encodedOdd = oddPath.split('/').map(encodeURIComponent).join('/');

describe('the invariants that clients rely on', () => {
  it('M1: links are absolute, of the host that the client used, and keep the prefix', async () => {
    const here = await mirror.get('/asof/2024-02-15/api/models?limit=2');
    expect(nextOf(here)).toMatch(/^http:\/\/mirror\.test\/asof\/2024-02-15\/api\/models\?limit=2&cursor=[\w-]+$/);
    const behind = await mirror.get('/api/models?limit=2', { headers: { 'X-Forwarded-Host': 'mirror.example:8443', 'X-Forwarded-Proto': 'https' } });
    expect(nextOf(behind)).toMatch(/^https:\/\/mirror\.example:8443\/api\/models\?/);
    const tree = await mirror.get('/asof/2024-02-15/api/models/acme/many/tree/main?recursive=true');
    expect(nextOf(tree)).toMatch(/^http:\/\/mirror\.test\/asof\/2024-02-15\/api\/models\/acme\/many\/tree\/main\?recursive=true&cursor=/);
  });

  it('M1: a forged host is not written into links', async () => {
    const response = await mirror.get('/api/models?limit=2', { headers: { 'X-Forwarded-Host': 'evil.example/<script>' } });
    expect(nextOf(response)).toMatch(/^http:\/\/mirror\.test\//);
  });

  it('M2: the next link carries all parameters, and the pages together are the whole list, once each', async () => {
    for (const query of ['sort=createdAt&direction=1', 'sort=downloads', 'sort=likes&filter=license:mit', 'sort=id&direction=1', 'author=acme', 'sort=lastModified&search=e']) {
      const whole = (await rows(`/api/models?${query}`)).map((row) => row['_id']);
      const found: unknown[] = [];
      let address: string | null = `/api/models?${query}&limit=2&expand=gated`;
      while (address !== null) {
        const response: Response = await mirror.get(address);
        found.push(...((await response.json()) as Record<string, unknown>[]).map((row) => row['_id']));
        const link: string | null = response.headers.has('link') ? nextOf(response) : null;
        if (link !== null) expect(new URL(link).searchParams.get('expand')).toBe('gated');
        address = link === null ? null : link.slice('http://mirror.test'.length);
      }
      expect(found).toEqual(whole);
      expect(new Set(found).size).toBe(whole.length);
    }
  });

  it('M3: expanded rows have what the clients read, as far as it is known', async () => {
    const asked = 'expand=pipeline_tag&expand=private&expand=gated&expand=downloads&expand=likes&expand=lastModified';
    const found = (await rows(`/api/models?${asked}`)).find((row) => row['id'] === 'acme/tiny-bert');
    const detail = await json(`/api/models/acme/tiny-bert/revision/HEAD?${asked}`);
    const expected = { _id: expect.stringMatching(/^[0-9a-f]{24}$/) as string, id: 'acme/tiny-bert', private: false, gated: false, downloads: 300, likes: 1, pipeline_tag: 'fill-mask' };
    expect(found).toMatchObject(expected);
    expect(detail).toMatchObject(expected);
  });

  it.each(['main', 'HEAD', 'refs/heads/main', 'refs%2Fheads%2Fmain'])('M4: %s is the newest commit', async (name) => {
    expect(await json(`/api/models/acme/tiny-bert/revision/${name}?expand=sha`)).toMatchObject({ sha: commitOf(3) });
    expect(await rows(`/api/models/acme/tiny-bert/tree/${name}`)).toContainEqual(expect.objectContaining({ path: 'README.md' }));
    expect((await rows(`/api/models/acme/tiny-bert/commits/${name}`))[0]).toMatchObject({ id: commitOf(3) });
  });

  it('M4: refs with slashes are found encoded or not, and a path behind them', async () => {
    for (const name of ['refs/pr/7', 'refs%2Fpr%2F7']) {
      expect(await rows(`/api/models/acme/tiny-bert/tree/${name}/nested`)).toEqual([expect.objectContaining({ path: 'nested/deep', type: 'directory' })]);
      expect((await rows(`/api/models/acme/tiny-bert/commits/${name}`)).map((one) => one['id'])).toEqual([commitOf(1)]);
    }
  });

  it('M5: commits are 40 lower-case hexadecimal digits, or no key at all', async () => {
    for (const row of await rows('/api/models?expand=sha')) expect(row['sha'] ?? '0'.repeat(40)).toMatch(/^[0-9a-f]{40}$/);
    expect(await json('/api/models/solo')).not.toHaveProperty('sha');
  });

  it('M6: entries are files or directories, files with path, oid and size', async () => {
    for (const entry of await rows('/api/models/acme/tiny-bert/tree/main?recursive=true&expand=true')) {
      expect(['file', 'directory']).toContain(entry['type']);
      expect(entry).toMatchObject({ path: expect.any(String) as string, oid: expect.stringMatching(/^[0-9a-f]{40}$/) as string, size: expect.any(Number) as number });
    }
  });

  it('M7: a tree of more than 1,000 entries comes in pages', async () => {
    const first = await mirror.get('/api/models/acme/many/tree/main?recursive=true');
    const entries = (await first.json()) as unknown[];
    expect(entries).toHaveLength(1000);
    const rest = await rows(nextOf(first).slice('http://mirror.test'.length));
    expect(entries.length + rest.length).toBe(manyFiles + 2);
    expect(await rows('/api/models/acme/many/tree/main?recursive=true&expand=true&limit=1000')).toHaveLength(50);
    expect((await rows('/api/models/acme/many/tree/main')).map((one) => one['path'])).toEqual(['README.md', 'shards']);
  });

  it('M7: an unknown folder and an unknown revision are told apart', async () => {
    const folder = await mirror.get('/api/models/acme/tiny-bert/tree/main/nowhere');
    expect([folder.status, folder.headers.get('x-error-code'), folder.headers.get('x-repo-commit')]).toEqual([404, 'EntryNotFound', commitOf(3)]);
    const revision = await mirror.get('/api/models/acme/tiny-bert/tree/nothing');
    expect([revision.status, revision.headers.get('x-error-code')]).toEqual([404, 'RevisionNotFound']);
  });

  it('M8: scans of single files are left out', async () => {
    for (const entry of await rows('/api/models/acme/tiny-bert/tree/main?expand=true')) expect(entry).not.toHaveProperty('securityFileStatus');
  });

  it('M9: safetensors needs both keys and is left out; lfs has sha256 among siblings and oid in the tree', async () => {
    const detail = await json('/api/models/acme/weights?blobs=true');
    expect(detail).not.toHaveProperty('safetensors');
    expect(detail['siblings']).toContainEqual(expect.objectContaining({ rfilename: 'model.safetensors', lfs: expect.objectContaining({ sha256: weights.sha256 }) as object }));
    expect(await rows('/api/models/acme/weights/tree/main')).toContainEqual(expect.objectContaining({ lfs: expect.objectContaining({ oid: weights.sha256 }) as object }));
    expect(await json('/api/models/acme/many')).toMatchObject({ gguf: { total: 7_000_000_000 } });
  });

  it('M10: commits are newest first, counted and paged', async () => {
    const response = await mirror.get('/api/models/acme/tiny-bert/commits/main?limit=2');
    expect(response.headers.get('x-total-count')).toBe('3');
    expect(nextOf(response)).toBe('http://mirror.test/api/models/acme/tiny-bert/commits/main?limit=2&p=1');
    expect(await response.json()).toEqual([3, 2].map((n) => expect.objectContaining({ id: commitOf(n), title: `Commit ${n}`, message: '', authors: [{ user: 'anna' }] }) as object));
    const last = await mirror.get('/api/models/acme/tiny-bert/commits/main?limit=2&p=1&expand[]=formatted');
    expect(last.headers.has('link')).toBe(false);
    expect(await last.json()).toEqual([expect.objectContaining({ id: commitOf(1), formatted: { title: 'Commit 1', message: '' } })]);
  });

  it('M11: paths-info takes JSON and forms, and leaves out what is not there', async () => {
    const address = '/api/models/acme/tiny-bert/paths-info/main';
    const asJson = await mirror.get(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ paths: [oddPath, 'none', 'nested'], expand: true }) });
    const form = new URLSearchParams([['paths', oddPath], ['paths', 'none'], ['paths', 'nested/'], ['expand', 'true']]);
    const asForm = await mirror.get(address, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: form.toString() });
    const found = (await asJson.json()) as Record<string, unknown>[];
    expect(found.map((one) => [one['type'], one['path']])).toEqual([['file', oddPath], ['directory', 'nested']]);
    expect(await asForm.json()).toEqual(found);
    for (const body of ['', '{', '{"paths":5}', '[]', 'null']) {
      expect((await mirror.get(address, { method: 'POST', body })).status, body).toBe(400);
    }
    expect((await mirror.get(address, { method: 'POST', body: 'x'.repeat(1_048_577) })).status).toBe(413);
  });

  it.each(['GET', 'HEAD'])('M12: %s of a file has all that clients check', async (method) => {
    const response = await mirror.get('/asof/2024-01-01/anna/tiny/resolve/main/README.md', { method });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'etag': expect.stringMatching(/^"[0-9a-f]{40}"$/) as string, 'x-repo-commit': commitOf(1), 'content-length': String(Buffer.byteLength(cardOf(1))), 'accept-ranges': 'bytes',
    });
    expect(await response.text()).toBe(method === 'GET' ? cardOf(1) : '');
  });

  it('M12: of a large file only size and hash are told', async () => {
    const response = await mirror.get('/acme/weights/resolve/main/model.safetensors', { method: 'HEAD' });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-linked-size')).toBe(String(weights.size));
    expect(response.headers.get('x-linked-etag')).toBe(`"${weights.sha256}"`);
    expect(response.headers.get('x-error-message')).toContain('serves no weights');
  });

  it('M13: ranges', async () => {
    const address = '/acme/tiny-bert/resolve/main/README.md';
    const size = Buffer.byteLength(cardOf(3));
    for (const [range, from, to] of [['bytes=0-0', 0, 0], ['bytes=4-9', 4, 9], ['bytes=50-', 50, size - 1], ['bytes=-5', size - 5, size - 1], ['bytes=0-99999', 0, size - 1]] as const) {
      const response = await mirror.get(address, { headers: { Range: range } });
      expect([response.status, response.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to}/${size}`]);
      expect(await response.text()).toBe(Buffer.from(cardOf(3)).subarray(from, to + 1).toString());
    }
    expect((await mirror.get(address, { headers: { Range: 'bytes=9999-' } })).status).toBe(416);
  });

  it('M14: an empty file answers the range with 200 and its size', async () => {
    const response = await mirror.get('/acme/tiny-bert/resolve/main/empty.txt', { headers: { Range: 'bytes=0-0' } });
    expect([response.status, response.headers.get('content-range'), await response.text()]).toEqual([200, 'bytes */0', '']);
  });

  it('M15: files are never compressed', async () => {
    const response = await mirror.get('/acme/tiny-bert/resolve/main/README.md', { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect(response.headers.has('content-encoding')).toBe(false);
    expect(response.headers.get('cache-control')).toContain('no-transform');
  });

  it('M16: a missing repository is 404 with its code, whoever asks', async () => {
    for (const address of ['/api/models/acme/none', '/acme/none/resolve/main/config.json', '/api/datasets/acme/none', '/asof/2024-01-01/api/models/cleo/new']) {
      const response = await mirror.get(address);
      expect([response.status, response.headers.get('x-error-code')], address).toEqual([404, 'RepoNotFound']);
    }
  });

  it('M17: errors are JSON, and their headers one line of ASCII', async () => {
    const response = await mirror.get(`/api/models/acme/${encodeURIComponent('n\u00e4me\r\nSet-Cookie: a=b')}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('x-error-message')).toMatch(/^[\x20-\x7e]+$/);
    expect(response.headers.has('set-cookie')).toBe(false);
    expect(response.headers.get('x-request-id')).toMatch(/^mirror-\d+$/);
    expect(await response.json()).toEqual({ error: expect.stringContaining('n\u00e4me') as string });
  });

  it('M18: a renamed repository is 307 with an address that keeps date, route and query', async () => {
    const pairs = [
      ['/asof/2024-02-15/api/models/anna/tiny?expand=sha', '/asof/2024-02-15/api/models/acme/tiny-bert?expand=sha'],
      ['/asof/2024-02-15/api/models/anna/tiny/tree/refs/pr/7/nested?recursive=true', '/asof/2024-02-15/api/models/acme/tiny-bert/tree/refs/pr/7/nested?recursive=true'],
      [`/asof/2024-02-15/anna/tiny/resolve/main/${encodedOdd}`, `/asof/2024-02-15/acme/tiny-bert/resolve/main/${encodedOdd}`],
      ['/at/2/api/models/anna/tiny', '/at/2/api/models/acme/tiny-bert'],
    ];
    for (const [asked = '', location] of pairs) {
      const response = await mirror.get(asked);
      expect([response.status, response.headers.get('location')]).toEqual([307, location]);
    }
  });

  it('M19: nothing leads clients to the storage of the hub', async () => {
    for (const path of ['README.md', encodedOdd]) {
      const response = await mirror.get(`/acme/tiny-bert/resolve/main/${path}`, { headers: { Accept: 'application/vnd.xet-fileinfo+json, */*' } });
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(response.headers.has('x-xet-hash') || response.headers.has('link')).toBe(false);
    }
  });

  it('M20: HEAD of raw files tells whether they are there', async () => {
    expect((await mirror.get('/acme/tiny-bert/raw/main/config.json', { method: 'HEAD' })).status).toBe(200);
    expect((await mirror.get('/acme/tiny-bert/raw/main/none.json', { method: 'HEAD' })).status).toBe(404);
    expect(await (await mirror.get('/acme/weights/raw/main/model.safetensors')).text()).toContain(`oid sha256:${weights.sha256}`);
  });

  it('M21: what is not understood is refused, with what is', async () => {
    const response = await mirror.get('/api/models?expand=nothing');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ allowed: expect.arrayContaining(['downloads', 'sha']) as string[] });
    const refused = [
      'sort=trending', 'sort=likes30d', 'sort=mainSize', 'sort=downloads&direction=1', 'sort=likes&direction=1', 'direction=2', 'limit=0', 'limit=x', 'cursor=x', 'full=maybe',
      'expand=sha&full=true', 'colour=red', 'num_parameters=6B', 'expand=usedStorage', 'skip=-1',
    ];
    for (const query of refused) expect((await mirror.get(`/api/models?${query}`)).status, query).toBe(400);
    expect((await mirror.get('/api/models?inference_provider=all')).status).toBe(501);
    for (const query of ['limit=5000', 'full=True', 'full=1', 'full=false', 'expand[]=sha', 'num_parameters=min:6B,max:128B']) expect((await mirror.get(`/api/models?${query}`)).status, query).toBe(200);
    expect((await mirror.get('/api/models/acme/tiny-bert?expand=nothing')).status).toBe(400);
  });

  it('M22: writes are refused', async () => {
    for (const [method, address] of [['POST', '/api/repos/create'], ['PUT', '/api/models/acme/tiny-bert/settings'], ['DELETE', '/api/repos/delete'], ['POST', '/api/models/acme/tiny-bert/commit/main'], ['POST', '/api/models'], ['GET', '/api/models/acme/tiny-bert/paths-info/main']] as const) {
      const response = await mirror.get(address, { method });
      expect([response.status, response.headers.get('content-type')], `${method} ${address}`).toEqual([405, 'application/json; charset=utf-8']);
    }
    const who = await mirror.get('/api/whoami-v2');
    expect([who.status, await who.json()]).toEqual([401, { error: 'Invalid username or password.' }]);
  });

  it('M23: dates end in Z', async () => {
    for (const row of await rows('/api/models?full=true')) {
      for (const key of ['createdAt', 'lastModified']) expect(row[key] ?? '2024-01-01T00:00:00.000Z').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
  });

  it('M24: browsers may read answers and headers', async () => {
    const response = await mirror.get('/api/models/acme/none');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toContain('X-Repo-Commit, X-Request-Id, X-Error-Code, X-Error-Message, X-Total-Count, ETag, Link');
    expect((await mirror.get('/api/models', { method: 'OPTIONS' })).status).toBe(204);
  });

  it('M25: a missing file names the commit', async () => {
    const response = await mirror.get('/acme/tiny-bert/resolve/main/none.txt', { method: 'HEAD' });
    expect([response.status, response.headers.get('x-error-code'), response.headers.get('x-repo-commit')]).toEqual([404, 'EntryNotFound', commitOf(3)]);
  });
});
