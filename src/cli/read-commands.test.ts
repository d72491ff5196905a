import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importInventedStore } from './invented-store.test-data.js';
import { createPlayground, type RunOptions } from './run.test-data.js';

const playground = createPlayground();
beforeAll(() => importInventedStore(playground));
afterAll(() => playground.remove());

async function json(argv: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await playground.run([...argv, '--json']);
  expect(err.split('\n').filter((line) => line.startsWith('{'))).toEqual([]);
  expect(code).toBe(0);
  return JSON.parse(out) as Record<string, unknown>;
}
async function text(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, out, err } = await playground.run(argv, options);
  expect(`${code} ${err.split('\n').filter((line) => line.startsWith('hubscope')).join()}`).toBe('0 ');
  return out;
}
async function refused(argv: readonly string[]): Promise<string> {
  const { code, out, err } = await playground.run(argv);
  expect(code).toBe(2);
  expect(out).toBe('');
  const told = err.trim().split('\n').filter((line) => !line.startsWith('measuring '));
  expect(told).toHaveLength(1);
  return told[0] ?? '';
}

describe('hubscope snapshots and status', () => {
  it('lists what was taken, how whole it is and whether it is real', async () => {
    const out = await text(['snapshots']);
    expect(out).toMatch(/2024-01-01 +huggingface +model +invented-full +3 +0 +real +yes/);
    expect(out).toMatch(/invented-names +2 +0 +real +no: only some names/);
    const { snapshots } = await json(['snapshots', '--registry', 'npm']);
    expect(snapshots).toMatchObject([{ registry: 'npm', kind: 'library', records: 2, complete: false, incompleteWhy: 'only the most used' }]);
  });

  it('counts a package once, whatever it was called, and says who writes', async () => {
    const status = await json(['status']);
    expect(status).toMatchObject({ version: 4, holder: null, snapshots: 4, cards: [] });
    expect(status['registries']).toMatchObject([
      { registry: 'huggingface', packages: 4, snapshots: 3, incomplete: 1, firstAt: '2024-01-01T00:00:00.000Z', lastAt: '2024-03-01T00:00:00.000Z' },
      { registry: 'npm', packages: 2, snapshots: 1 },
    ]);
    expect(await text(['status'])).toMatch(/written by +nobody/);
  });
});

describe('hubscope model', () => {
  it('shows each value with since when and by which snapshot, under the present name', async () => {
    const model = await json(['model', 'acme/one']);
    expect(model).toMatchObject({
      package: { name: 'acme/one', registryId: 'a1', foundBy: 'name' },
      names: [{ name: 'anna/one', from: '2024-01-01T00:00:00.000Z', until: '2024-03-01T00:00:00.000Z' }, { name: 'acme/one', until: null }],
      descendants: 2,
    });
    expect(model['fields']).toContainEqual({
      field: 'downloads', known: true, value: 150,
      since: { snapshotKey: 2, series: 'invented-full', takenAt: '2024-03-01T00:00:00.000Z' },
      confirmed: { snapshotKey: 2, series: 'invented-full', takenAt: '2024-03-01T00:00:00.000Z' },
    });
  });

  it('tells "has none" from "nobody could tell"', async () => {
    const out = await text(['model', 'anna/two', '--registry', 'huggingface']);
    expect(out).toMatch(/^task +the package has none +2024-03-01 +2024-03-01$/m);
    expect(out).toMatch(/^likes +not collected: the invented file has no such column$/m);
    expect(out).not.toMatch(/^task +not/m);
    const four = await json(['model', 'cleo/four']);
    expect(four['fields']).toContainEqual(expect.objectContaining({ field: 'downloads', known: true, value: null }));
  });

  it('goes back in time, to the day and to the second', async () => {
    const before = await json(['model', 'acme/one', '--as-of', '2024-02-29']);
    expect(before).toMatchObject({ package: { name: 'anna/one' }, names: [{ name: 'anna/one' }] });
    expect(before['fields']).toContainEqual(expect.objectContaining({ field: 'downloads', value: 100 }));
    // The names-only list of February lists it too, and so confirms the name but not the downloads.
    expect(before['fields']).toContainEqual(expect.objectContaining({ field: 'name', confirmed: expect.objectContaining({ series: 'invented-names' }) as unknown }));
    expect((await json(['model', 'acme/one', '--as-of', '2024-03-01']))['package']).toMatchObject({ name: 'acme/one' });
    expect((await json(['model', 'acme/one', '--as-of', '2024-02-29T23:59:59Z']))['package']).toMatchObject({ name: 'anna/one' });
    expect(await refused(['model', 'acme/one', '--as-of', '2023-06-01'])).toMatch(/not seen by then .*from 2024-01-01/);
  });

  it('finds a package by its identifier and by a former name, and says how', async () => {
    expect((await json(['model', 'a1']))['package']).toMatchObject({ name: 'acme/one', foundBy: 'identifier' });
    expect((await json(['model', 'anna/one']))['package']).toMatchObject({ name: 'acme/one', foundBy: 'former name' });
  });

  it('says when a list stopped showing a package', async () => {
    expect((await json(['model', 'ben/three']))['presence']).toEqual([expect.objectContaining({
      series: 'invented-full', snapshots: 1, missingAt: expect.objectContaining({ takenAt: '2024-03-01T00:00:00.000Z' }) as unknown,
    })]);
  });

  it('names parents, and whether the store knows them', async () => {
    expect((await json(['model', 'cleo/four']))['parents']).toEqual([{ name: 'anna/two', relation: 'unknown', inStore: true }]);
  });

  it('refuses a name that several registries have, and one that none has', async () => {
    expect(await refused(['model', 'anna/two'])).toMatch(/several have this name .*--registry huggingface --kind model.*--registry npm --kind library/);
    expect(await refused(['model', 'ANNA/Two-'])).toMatch(/^hubscope: package: unknown/);
    expect(await refused(['model', 'Acme/One'])).toMatch(/did you mean acme\/one, anna\/one\?/);
    expect(await refused(['model', 'left-pad', '--kind', 'model'])).toMatch(/got it in: npm library/);
    expect(await refused(['model', 'acme/one', '--as-of', '2024-02-30'])).toMatch(/instant: cannot be read/);
  });

  it('fits the terminal', async () => {
    const out = await text(['model', 'acme/one'], { columns: 60, env: { NO_COLOR: '1' } });
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

describe('a model that older lists know by name only', () => {
  it('has one history, joined in time, whichever of its names is asked for', async () => {
    function head(slug: string, day: string): string {
      return `slug: ${slug}\ntitle: ${slug}\nregistry: huggingface\nseries: ${slug}\nfiles: [${slug}.csv]\nformat: csv\nincomplete: false\npopularity: downloads\n` +
              `taken_at: { fixed: '${day}T00:00:00Z', why: stated }\notherwise: not in it\n`;
    }
    const columns = 'fields:\n  name: name\n  downloads: { column: downloads, as: integer }\n';
    writeFileSync(path.join(playground.folder, 'old-names.yaml'), head('old-names', '2021-01-01') + columns);
    writeFileSync(path.join(playground.folder, 'old-names.csv'), 'name,downloads\nbert-base-uncased,10\n');
    writeFileSync(path.join(playground.folder, 'with-owners.yaml'), `${head('with-owners', '2024-07-01')}identifier: id\n${columns}`);
    writeFileSync(path.join(playground.folder, 'with-owners.csv'), 'id,name,downloads\n621ffdc036468d709f174338,google-bert/bert-base-uncased,20\n');
    for (const slug of ['with-owners', 'old-names']) expect((await playground.run(['import', `${slug}.yaml`, `${slug}.csv`, '--store', 'bert.duckdb'])).code).toBe(0);
    for (const name of ['bert-base-uncased', 'google-bert/bert-base-uncased', '621ffdc036468d709f174338']) {
      const history = await json(['history', name, 'downloads', '--store', 'bert.duckdb']);
      expect(history['periods']).toMatchObject([{ value: 10, from: { series: 'old-names' } }, { value: 20, from: { series: 'with-owners' } }]);
    }
    expect((await json(['status', '--store', 'bert.duckdb']))['registries']).toMatchObject([{ packages: 1, snapshots: 2 }]);
    expect(await json(['diff', 'old-names@latest', 'with-owners@latest', '--store', 'bert.duckdb'])).toMatchObject({
      inBoth: 1, added: { count: 0 }, gone: { count: 0 }, renamed: { count: 1 }, changed: [{ field: 'downloads', changed: 1, examples: [{ before: 10, after: 20 }] }],
    });
  });
});

describe('hubscope history', () => {
  it('gives values with the snapshots that showed them, and names those that could not tell', async () => {
    const history = await json(['history', 'anna/one', 'downloads']);
    expect(history['periods']).toMatchObject([
      { value: 100, from: { snapshotKey: 1 }, until: { snapshotKey: 2 }, snapshots: 1 },
      { value: 150, from: { snapshotKey: 2 }, until: null, snapshots: 1 },
    ]);
    expect(history['gaps']).toMatchObject([{ series: 'invented-names', standing: 'not collected', why: 'the invented file has no such column' }]);
  });

  it('counts "has none" as a value', async () => {
    const out = await text(['history', 'anna/two', 'task', '--registry', 'huggingface']);
    expect(out).toMatch(/^fill-mask +2024-01-01 +2024-01-01 +2024-03-01 +1$/m);
    expect(out).toMatch(/^the package has none +2024-03-01/m);
  });

  it('says that nothing is known, instead of nothing', async () => {
    expect(await text(['history', 'acme/one', 'likes'])).toMatch(/No snapshot tells likes of acme\/one/);
    expect(await refused(['history', 'acme/one', 'likez'])).toMatch(/field: unknown \(likez\); expected one of: name, /);
  });
});

describe('hubscope diff', () => {
  it('tells new, gone, renamed and changed apart', async () => {
    const difference = await json(['diff', '1', '2']);
    expect(difference).toMatchObject({
      inBoth: 2, sameSeries: true,
      added: { count: 1, examples: ['cleo/four'] }, gone: { count: 1, examples: ['ben/three'] },
      renamed: { count: 1, examples: [{ from: 'anna/one', to: 'acme/one' }] },
      changed: [
        { field: 'downloads', changed: 1, examples: [{ name: 'acme/one', before: 100, after: 150 }] },
        { field: 'task', changed: 1, examples: [{ name: 'anna/two', before: 'fill-mask', after: null }] },
      ],
    });
    expect(difference['notComparable']).toContainEqual(expect.objectContaining({ field: 'likes', standing: 'not collected' }));
  });

  it('goes from the earlier to the later, however they are named', async () => {
    const out = await text(['diff', 'invented-full@latest', 'invented-full@2024-01-15', '--field', 'task']);
    expect(out).toMatch(/^From 1 .* to 2 /);
    expect(out).toMatch(/task: 1 changed\n {2}anna\/two: fill-mask → none/);
    expect(out).not.toContain('downloads');
    expect(await text(['diff', '1', '2', '--limit', '0'])).toContain('renamed 1');
  });

  it('warns where the lists differ, and refuses what cannot be compared', async () => {
    expect(await text(['diff', '1', '3'])).toMatch(/different lists/);
    expect(await refused(['diff', '1', '4'])).toMatch(/different things/);
    expect(await refused(['diff', '1', '1'])).toMatch(/twice the same/);
    expect(await refused(['diff', '1', '9'])).toMatch(/no such number \(9\); expected one of: 1, 2, 3, 4/);
    expect(await refused(['diff', '1', 'nolist@2024-01-01'])).toMatch(/no such series/);
    expect(await refused(['diff', '1', 'invented-full@2020-01-01'])).toMatch(/had none yet/);
    expect(await refused(['diff', '1', '2', '--field', 'x'])).toMatch(/field: unknown/);
  });
});

describe('hubscope measure', () => {
  it('lists metrics, measures, and says where it cannot', async () => {
    expect((await json(['measure', '--list']))['metrics']).toContainEqual(expect.objectContaining({ slug: 'top-turnover' }));
    const { measurements } = await json(['measure', 'top-turnover', '--series', 'invented-full', '--k', '2']);
    expect(measurements).toContainEqual(expect.objectContaining({ measurable: true, metric: 'top-turnover' }));
    expect(await text(['measure', 'library-preservation', '--snapshot', '1'])).toMatch(/not measurable: /);
    expect(await refused(['measure', 'nonsense'])).toMatch(/metric: unknown/);
    expect(await refused(['measure'])).toMatch(/no metric/);
  });
});

describe('hubscope study run', () => {
  it('writes the report, and ends with code 3 where the store lacks a snapshot', async () => {
    writeFileSync(path.join(playground.folder, 'study.yaml'), 'title: Invented\ndescription: A test\nfigures:\n  figure-7:\n    metric: direct-descendants\n    snapshots: [[invented-full@2024-03-01]]\n');
    const whole = await json(['study', 'run', 'study.yaml', '--out', 'report']);
    expect(whole['incomplete']).toEqual([]);
    expect((whole['files'] as string[]).length).toBeGreaterThan(2);
    for (const file of whole['files'] as string[]) expect(statSync(file).size).toBeGreaterThan(0);
    writeFileSync(path.join(playground.folder, 'lacking.yaml'), 'title: Invented\ndescription: A test\nfigures:\n  figure-7:\n    metric: direct-descendants\n    snapshots: [[no-such-list]]\n');
    const { code, err } = await playground.run(['study', 'run', 'lacking.yaml', '--out', 'lacking']);
    expect(code).toBe(3);
    expect(err).toContain('no snapshot no-such-list in the store');
    expect(await refused(['study', 'run', 'files/invented-full.yaml', '--out', 'x'])).toMatch(/not a study/);
  });
});
