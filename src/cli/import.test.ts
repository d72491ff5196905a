import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importInventedStore } from './invented-store.test-data.js';
import { openWriter } from '../store/open-store.js';
import { createPlayground } from './run.test-data.js';

const playground = createPlayground();
beforeAll(() => importInventedStore(playground));
afterAll(() => playground.remove());

function write(name: string, text: string): void {
  const file = path.join(playground.folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

describe('hubscope import', () => {
  it('changes nothing the second time', async () => {
    const store = path.join(playground.folder, '.hubscope/hubscope.duckdb');
    const before = readFileSync(store);
    const { code, out } = await playground.run(['import', 'files/invented-full.yaml', 'files/invented-full.csv', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ sources: [{ snapshots: [{ outcome: 'already there' }, { outcome: 'already there' }], error: null }] });
    expect(readFileSync(store).equals(before)).toBe(true);
  });

  it('lists the sources it knows', async () => {
    const { out, code } = await playground.run(['import', '--list', '--json', '--store', 'untouched.duckdb']);
    expect(code).toBe(0);
    expect((JSON.parse(out) as { sources: unknown[] }).sources).toContainEqual(expect.objectContaining({ source: 'hf-2021-06-esem-ancient', registry: 'huggingface', takenAt: '2021-06-19T00:00:00Z' }));
    expect(existsSync(path.join(playground.folder, 'untouched.duckdb'))).toBe(false);
    expect((await playground.run(['import', '--list'], { columns: 80, env: { NO_COLOR: '1' } })).out.split('\n').every((line) => line.length <= 80)).toBe(true);
  });

  it('imports every source it finds under a folder, tells which it did not find, and goes on after one that fails', async () => {
    write('all/hf-2021-06-esem-ancient/PeaTMOSS_ANCIENT.csv', 'modelId,downloads_last_month\nanna/one,5\n');
    write('all/elsewhere/hftorrent_names.csv.gz', 'no gzip');
    const { code, out, err } = await playground.run(['import', '--all', 'all', '--store', 'all.duckdb', '--json']);
    expect(code).toBe(3);
    expect(err).toContain('1 of 2 sources failed: hf-2022-08-15-names');
    const told = JSON.parse(out) as { sources: { source: string; error: string | null; snapshots: unknown[] }[]; skipped: { source: string; why: string }[] };
    expect(told.sources.map((one) => [one.source, one.error === null, one.snapshots.length])).toEqual([['hf-2021-06-esem-ancient', true, 1], ['hf-2022-08-15-names', false, 0]]);
    expect(told.skipped).toContainEqual({ source: 'hf-2022-10-01-full', why: 'its files are not there' });
    expect((await playground.run(['snapshots', '--store', 'all.duckdb'])).out.trim().split('\n')).toHaveLength(2);
  });

  it('ends with code 3 where too much was set aside', async () => {
    write('lossy.csv', 'name\nfine/one\n\u0001evil\n');
    write('lossy.yaml', readFileSync(path.join(playground.folder, 'files/invented-names.yaml'), 'utf8').replaceAll('invented-names', 'lossy').replace('lossy.csv', 'lossy.csv'));
    const { code, err, out } = await playground.run(['import', 'lossy.yaml', 'lossy.csv', '--store', 'lossy.duckdb']);
    expect(code).toBe(3);
    expect(err).toContain('1 of 2 elements of snapshot 1 were set aside');
    expect(out).toContain('1 set aside');
  });

  it('stops at Ctrl-C in the middle, and leaves the store as it was', async () => {
    const store = path.join(playground.folder, '.hubscope/hubscope.duckdb');
    const before = readFileSync(store);
    write('long.csv', `name\n${Array.from({ length: 200_000 }, (_, index) => `owner/model-${index}`).join('\n')}\n`);
    write('long.yaml', readFileSync(path.join(playground.folder, 'files/invented-names.yaml'), 'utf8').replaceAll('invented-names', 'long'));
    const controller = new AbortController();
    const { code, err, out } = await playground.run(['import', 'long.yaml', 'long.csv'], { signal: controller.signal, onError: () => setTimeout(() => controller.abort(), 60) });
    expect([code, out]).toEqual([130, '']);
    expect(err).toMatch(/hubscope: interrupted\n$/);
    expect(readFileSync(store).equals(before)).toBe(true);
    expect(existsSync(`${store}.writing`)).toBe(false);
    expect((await playground.run(['import', 'long.yaml', 'long.csv', '--store', 'long.duckdb', '--quiet'])).code).toBe(0);
  });

  it('waits for nobody: a store that another writes is refused, and status says who', async () => {
    const store = path.join(playground.folder, '.hubscope/hubscope.duckdb');
    const writer = await openWriter(store, 'a test');
    try {
      const { code, err } = await playground.run(['import', 'files/invented-names.yaml', 'files', '--json']);
      expect(code).toBe(1);
      expect(JSON.parse(err)).toMatchObject({ error: { name: 'StoreBusyError', message: expect.stringContaining(`process ${process.pid}`) as unknown } });
      const status = await playground.run(['status', '--json']);
      expect(JSON.parse(status.out)).toMatchObject({ holder: { pid: process.pid, command: 'a test' } });
    } finally {
      writer.close();
    }
    expect(JSON.parse((await playground.run(['status', '--json'])).out)).toMatchObject({ holder: null });
  });

  it('refuses what it cannot read, names it, and makes no store', async () => {
    write('broken.yaml', 'slug: [');
    write('empty.csv', '');
    const cases: [string[], number, RegExp][] = [
      [['import'], 2, /source or path is missing/],
      [['import', 'nonsense', '.'], 2, /source: unknown \(nonsense\)/],
      [['import', 'none.yaml', '.'], 2, /no such file/],
      [['import', 'broken.yaml', '.'], 2, /mapping: cannot be read/],
      [['import', 'hf-2021-06-esem-ancient', 'nowhere'], 2, /no such file or folder/],
      [['import', 'hf-2021-06-esem-ancient', 'empty.csv'], 1, /empty file/],
      [['import', '--all', 'nowhere'], 2, /no such folder/],
      [['import', '--all', 'files'], 2, /no known source/],
      [['import', '--all', 'files', 'x'], 2, /takes no source/],
      [['import', '--list', 'x'], 2, /imports nothing/],
      [['import', 'hf-2021-06-esem-ancient', 'files', 'more'], 2, /too many arguments/],
    ];
    for (const [argv, expected, told] of cases) {
      const { code, err, out } = await playground.run([...argv, '--store', 'refused.duckdb']);
      expect([argv.join(' '), code, out]).toEqual([argv.join(' '), expected, '']);
      expect(err).toMatch(told);
      expect(existsSync(path.join(playground.folder, 'refused.duckdb'))).toBe(false);
    }
  });
});
