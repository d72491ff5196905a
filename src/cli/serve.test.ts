import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importInventedStore } from './invented-store.test-data.js';
import { createPlayground, type Playground } from './run.test-data.js';

let playground: Playground;
beforeAll(async () => {
  playground = createPlayground();
  await importInventedStore(playground);
});
afterAll(() => playground.remove());

/** Serves until `work` has ended, then ends it as Ctrl-C does. */
async function serving(argv: readonly string[], work: (endpoint: string) => Promise<void>): Promise<{ code: number; out: string; err: string }> {
  const controller = new AbortController();
  const waiting: { ready?: (endpoint: string) => void } = {};
  const endpoint = new Promise<string>((resolve) => { waiting.ready = resolve; });
  let out = '';
  const ran = playground.run(['serve', '--port', '0', ...argv], {
    signal: controller.signal,
    onOutput(text) {
      out += text;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(out) ?? [];
      if (found !== undefined) waiting.ready?.(found);
    },
  });
  await work(await Promise.race([endpoint, ran.then(({ err }) => Promise.reject(new Error(err)))]));
  controller.abort(new Error('interrupted'));
  return ran;
}

describe('hubscope serve', () => {
  it('serves the store at all dates, says how to use it, and ends with Ctrl-C', async () => {
    const { code, out, err } = await serving([], async (endpoint) => {
      expect(await (await fetch(`${endpoint}/asof/2024-01-15/api/models/anna/one`)).json()).toMatchObject({ id: 'anna/one', downloads: 100 });
      expect(await (await fetch(`${endpoint}/api/models/anna/one`)).json()).toMatchObject({ id: 'acme/one', downloads: 150 });
    });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/Serving .*hubscope\.duckdb at http:\/\/127\.0\.0\.1:\d+; Ctrl-C ends it\./);
    expect(out).toMatch(/2024-03-01 {2}http:\/\/127\.0\.0\.1:\d+\/asof\/2024-03-01/);
    expect(out).toContain('HF_HOME');
  });

  it('tells programs where it is, and can show one date', async () => {
    const { code, out } = await serving(['--json', '--at', '2024-01-15'], async (endpoint) => {
      expect(await (await fetch(`${endpoint}/api/models/anna/one`)).json()).toMatchObject({ id: 'anna/one' });
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ at: '2024-01-15', simulated: null, endpoints: [{ takenAt: '2024-01-01T00:00:00.000Z' }, {}, {}] });
  });

  it('shows what is imported meanwhile', async () => {
    const files = path.join(playground.folder, 'more');
    mkdirSync(files);
    writeFileSync(path.join(files, 'late.yaml'), `slug: late
title: A later list
registry: huggingface
series: invented-full
files: [late.csv]
format: csv
taken_at: { fixed: '2024-05-01T00:00:00Z', why: stated }
incomplete: false
popularity: downloads
identifier: id
fields:
  name: name
  downloads: { column: downloads, as: integer }
otherwise: the invented file has no such column
`);
    writeFileSync(path.join(files, 'late.csv'), 'id,name,downloads\na1,acme/one,999\n');
    await serving([], async (endpoint) => {
      expect(await (await fetch(`${endpoint}/api/models/acme/one`)).json()).toMatchObject({ downloads: 150 });
      expect(await playground.run(['import', 'more/late.yaml', 'more'])).toMatchObject({ code: 0 });
      const published = Date.now();
      let downloads: unknown = 150;
      while (downloads === 150) {
        expect(Date.now() - published).toBeLessThan(2000);
        downloads = ((await (await fetch(`${endpoint}/api/models/acme/one`)).json()) as { downloads: number }).downloads;
      }
      expect(downloads).toBe(999);
    });
  });

  it('says what is wrong', async () => {
    const cases: [string[], RegExp][] = [
      [['--store', 'none.duckdb'], /there is none/], [['--at', 'yesterday'], /--at cannot be read \(yesterday\)/], [['--host', '203.0.113.7'], /cannot listen \(203\.0\.113\.7:0\)/],
    ];
    for (const [argv, message] of cases) {
      const { code, err } = await playground.run(['serve', '--port', '0', ...argv]);
      expect(code).toBe(2);
      expect(err).toMatch(message);
    }
    expect((await playground.run(['serve', '--port', '70000'])).code).toBe(2);
  });
});
