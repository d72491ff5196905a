import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError, UsageError } from '../core/errors.js';
import { memberText } from './member-text.js';
import { startPracticeHub } from './practice-hub.js';
import type { PracticeHub } from './practice-hub.js';

const recorded = '../shared/data/hf-2024-07-11-pages';

let folder: string;
let hub: PracticeHub | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubscope-pages-'));
});
afterEach(async () => {
  await hub?.close();
  hub = null;
  await rm(folder, { recursive: true });
});

/** Bodies in the order in which following the links gives them. */
async function follow(url: string, atMost = 100): Promise<string[]> {
  const bodies: string[] = [];
  for (let next: string | undefined = url; next !== undefined && bodies.length < atMost;) {
    const response: Response = await fetch(next);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-hubscope-simulated')).toBeNull();
    bodies.push(await response.text());
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return bodies;
}

describe('recorded pages', () => {
  it('pass through unchanged, files in order of names, compressed or not, pages or archived answers', async () => {
    const pages = ['[{"id":"a/1","n":1.0,"big":12345678901234567890}]', '[ {"id":"\\u00e9/2"} ]', '[]', '[{"id":"c/3","text":"]}\\""}]'];
    await writeFile(join(folder, 'b.ndjson.gz'), gzipSync(`${pages[2]}\n\n`));
    await writeFile(join(folder, 'a.jsonl'), `${pages[0]}\r\n\n${pages[1]}`);
    await writeFile(join(folder, 'c.jsonl.gz'), gzipSync([
      `{"at":"2026-01-01T00:00:00Z","path":"/api/models?limit=1","status":200,"headers":{"link":"}"},"body":${pages[3]}}`,
      '{"path":"/api/models?limit=1","status":503,"headers":{},"body":null}',
      '{"path":"/api/models/a/1","status":200,"headers":{},"body":{"id":"a/1"}}',
    ].join('\n')));
    await writeFile(join(folder, 'notes.txt'), 'no pages');
    hub = await startPracticeHub({ from: folder });
    expect([hub.pages, hub.world, hub.months]).toEqual([4, null, []]);
    expect(await follow(`${hub.url}/api/models?limit=1000&sort=createdAt&direction=1`)).toEqual(pages);
  });

  it('can be asked for again, out of order and by several at once', async () => {
    const pages = Array.from({ length: 12 }, (_, at) => `[{"id":"a/${at}"}]`);
    await writeFile(join(folder, 'a.jsonl.gz'), gzipSync(pages.slice(0, 7).join('\n')));
    await writeFile(join(folder, 'b.jsonl.gz'), gzipSync(pages.slice(7).join('\n')));
    hub = await startPracticeHub({ from: folder });
    const url = `${hub.url}/api/models`;
    const both = await Promise.all([follow(url), follow(url), follow(url)]);
    expect(both).toEqual([pages, pages, pages]);
    const second = /<([^>]+)>/.exec((await fetch(url)).headers.get('link') ?? '')?.[1] ?? '';
    expect(await (await fetch(second)).text()).toBe(pages[1]);
  });

  it('are not filtered, written, or given at a cursor of elsewhere', async () => {
    await writeFile(join(folder, 'a.jsonl'), '[]\n');
    hub = await startPracticeHub({ from: folder });
    const statuses = await Promise.all(['?filter=x', '?search=x', '?cursor=zzz', '?limit=0', '/a/b'].map(async (rest) => (await fetch(`${hub?.url}/api/models${rest}`)).status));
    expect(statuses).toEqual([400, 400, 400, 400, 404]);
    expect((await fetch(`${hub.url}/api/models`, { method: 'DELETE' })).status).toBe(405);
  });

  it('have one order, and refuse any other as the hub refuses what it cannot sort by', async () => {
    await writeFile(join(folder, 'a.jsonl'), '[{"id":"a/1"}]\n');
    hub = await startPracticeHub({ from: folder });
    const url = `${hub.url}/api/models?expand=sha&expand[]=likes&full=true`;
    expect(await (await fetch(`${url}&sort=createdAt&direction=1`)).json()).toEqual([{ id: 'a/1' }]);
    expect(await (await fetch(url)).json()).toEqual([{ id: 'a/1' }]);
    for (const sort of ['lastModified', 'downloads', 'trendingScore', 'nothing', '']) {
      const answer = await fetch(`${url}&sort=${sort}`);
      expect(answer.status).toBe(400);
      expect((await answer.json() as { error: string }).error).toMatch(/^Invalid sort parameter/);
    }
  });

  it.each([
    ['text', 'hello', /a\.jsonl: malformed line \(line 2\)/], ['an open array', '[{"id":1}', /line 2/], ['an answer without a body', '{"path":"/api/models","status":200}', /line 2/],
    ['an object of another kind', '{"id":"a/b"}', /path, status and body/],
  ])('that hold %s are refused with file and line', async (_, line, message) => {
    await writeFile(join(folder, 'a.jsonl'), `[]\n${line}\n`);
    await expect(startPracticeHub({ from: folder })).rejects.toThrow(message);
    await expect(startPracticeHub({ from: folder })).rejects.toThrow(InputError);
  });

  it('broken inside an array are an error of that page, naming file and line', async () => {
    await writeFile(join(folder, 'a.jsonl'), '[]\n[{"id":}]\n');
    hub = await startPracticeHub({ from: folder });
    const second = /<([^>]+)>/.exec((await fetch(`${hub.url}/api/models`)).headers.get('link') ?? '')?.[1] ?? '';
    const answer = await fetch(second);
    expect(answer.status).toBe(500);
    expect((await answer.json() as { error: string }).error).toMatch(/a\.jsonl: malformed line \(line 2\)/);
  });

  it('that are missing, empty, truncated or mixed with a world are refused', async () => {
    await expect(startPracticeHub({ from: join(folder, 'none') })).rejects.toThrow(UsageError);
    await expect(startPracticeHub({ from: folder })).rejects.toThrow(/no recorded pages/);
    await writeFile(join(folder, 'a.jsonl'), '\n');
    await expect(startPracticeHub({ from: folder })).rejects.toThrow(InputError);
    await writeFile(join(folder, 'b.jsonl.gz'), gzipSync(`[${'1,'.repeat(5000)}1]`).subarray(0, 20));
    await expect(startPracticeHub({ from: folder })).rejects.toThrow(/b\.jsonl\.gz: cannot read/);
    await expect(startPracticeHub({ from: folder, seed: 1 })).rejects.toThrow(UsageError);
  });

  it.skipIf(!existsSync(recorded))('of July 2024 are served as they were recorded (skipped where the shared data are missing)', async () => {
    hub = await startPracticeHub({ from: recorded });
    expect(hub.pages).toBe(760);
    const lines = gunzipSync(await readFile(join(recorded, 'pages-001.jsonl.gz'))).toString('utf8').trim().split('\n');
    const bodies = await follow(`${hub.url}/api/models?limit=1000`, 21);
    expect(bodies.slice(0, lines.length)).toEqual(lines);
    expect((JSON.parse(bodies[20] as string) as unknown[]).length).toBeGreaterThan(900);
  });
});

describe('memberText', () => {
  it('gives the member as it was written, whatever stands around it', () => {
    fc.assert(fc.property(fc.json(), fc.dictionary(fc.string(), fc.jsonValue()), (value, others) => {
      const rest = Object.entries(others).filter(([key]) => key !== 'body').map(([key, other]) => `${JSON.stringify(key)} : ${JSON.stringify(other)}`);
      expect(memberText(`{ ${[...rest, `"body":${value}`, '"last":"}"'].join(' , ')} }`, 'body')).toBe(value);
    }), { seed: 3 });
  });

  it('says null where the object has no such member', () => {
    expect(memberText('{"a":{"body":1}}', 'body')).toBeNull();
    expect(memberText('{}', 'body')).toBeNull();
  });
});
