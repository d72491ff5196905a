import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answersMapping, datedMapping, importInto, listed, makeFolder, readStore, tableMapping } from './import-source.test-data.js';

let folder: ReturnType<typeof makeFolder>;
let store: string;
beforeEach(() => {
  folder = makeFolder();
  store = path.join(folder.path, 'store.duckdb');
});
afterEach(() => folder.remove());

const hostile = [
  '../../etc/passwd', '..\\..\\windows', "x'; drop table package; --", '<script>alert(1)</script>', '"quoted", with comma', '=1+1', '%00', 'C:\\con', '{{7*7}}', 'naïve/モデル', ' ',
];

describe('importing a source', () => {
  it('keeps hostile names as the text they are', async () => {
    const rows = hostile.map((name) => `"${name.replaceAll('"', '""')}",1`);
    await importInto(store, tableMapping(), folder.write('table.csv', `name,downloads\n${rows.join('\n')}\n`));
    await importInto(store, answersMapping('pages'), folder.write('answers.jsonl', `${JSON.stringify(hostile.map((name) => listed(name)))}\n`));
    const names = await readStore<{ name: string }>(store, 'select name from package_name');
    expect(names.map((one) => one.name).sort()).toEqual([...hostile].sort());
  });

  it('sets names aside that are no names, each with its reason, and keeps the rest', async () => {
    const long = 'x'.repeat(4000);
    const records = [listed('acme/kept'), listed(long), listed('bell\u0007'), listed('line\nbreak'), listed(''), { likes: 1, tags: [] }, listed('acme/minus', { downloads: -1 }), listed('acme/word', { likes: 'many' }), listed('acme/when', { createdAt: 'yesterday' })];
    const [outcome] = await importInto(store, answersMapping('lines'), folder.write('a.jsonl', records.map((one) => JSON.stringify(one)).join('\n')));
    expect(outcome).toMatchObject({ records: 1, setAside: 8 });
    expect(await readStore(store, 'select reason, n_elements from set_aside order by reason')).toEqual([
      { reason: 'createdAt is not a date', n_elements: 1 },
      { reason: 'downloads is not a whole number of 0 or more', n_elements: 1 },
      { reason: 'has no id', n_elements: 1 },
      { reason: 'id has control characters', n_elements: 2 },
      { reason: 'id is empty or longer than 500 characters', n_elements: 2 },
      { reason: 'likes is not a whole number of 0 or more', n_elements: 1 },
    ]);
    const table = `name,downloads\nacme/kept,1\n${long},1\n"bell\u0007",1\n,1\nacme/many,many\nacme/none,\n`;
    const [second] = await importInto(store, tableMapping(), folder.write('table.csv', table));
    expect(second).toMatchObject({ records: 2, setAside: 4 });
    expect(await readStore(store, `select max(length(sample)) <= 200 as short from set_aside`)).toEqual([{ short: true }]);
  });

  it('sets a row without a readable date aside, once, and keeps the snapshots', async () => {
    const table = 'date,name,downloads\n2024-01-01,acme/a,1\nyesterday,acme/b,2\n2024-01-02,acme/a,3\n';
    const outcomes = await importInto(store, datedMapping(), folder.write('table.csv', table));
    expect(outcomes.map(({ takenAt, records, setAside }) => ({ takenAt, records, setAside }))).toEqual([
      { takenAt: '2024-01-01T00:00:00.000Z', records: 1, setAside: 1 },
      { takenAt: '2024-01-02T00:00:00.000Z', records: 1, setAside: 0 },
    ]);
    expect(await readStore(store, 'select reason, sample from set_aside')).toEqual([{ reason: 'has no date (column date)', sample: 'acme/b' }]);
  });

  it('keeps null, empty and 0 downloads apart', async () => {
    await importInto(store, tableMapping(), folder.write('table.csv', 'name,downloads\nacme/none,\nacme/zero,0\n'));
    expect(await readStore(store, 'select name, value from package_name left join history_downloads using (package_key) order by name')).toEqual([
      { name: 'acme/none', value: null },
      { name: 'acme/zero', value: 0 },
    ]);
  });

  it('does nothing the second time, and refuses other bytes at the same instant', async () => {
    const file = folder.write('table.csv', 'date,name,downloads\n2024-01-01,acme/a,1\n2024-01-02,acme/a,3\n');
    await importInto(store, datedMapping(), file);
    const again = await importInto(store, datedMapping(), file);
    expect(again.map((one) => one.outcome)).toEqual(['already there', 'already there']);
    const other = folder.write('other.csv', 'date,name,downloads\n2024-01-01,acme/a,9\n');
    await expect(importInto(store, datedMapping(), other)).rejects.toThrow(/is there with other content \(other\.csv\); expected the bytes it was made from, table\.csv/);
  });

  it('takes a package that stands on two pages once, whatever the order of the pages', async () => {
    const one = JSON.stringify([listed('acme/a', { downloads: 10 }), listed('acme/b')]);
    const two = JSON.stringify([listed('acme/a', { downloads: 12 }), listed('acme/c')]);
    for (const [name, pages] of [['first', `${one}\n${two}\n`], ['second', `${two}\n${one}\n`]] as const) {
      const own = path.join(folder.path, `${name}.duckdb`);
      const [outcome] = await importInto(own, answersMapping('pages'), folder.write(`${name}.jsonl`, pages));
      expect(outcome).toMatchObject({ records: 3, setAside: 1 });
      expect(await readStore(own, `select value from history_downloads join package_name using (package_key) where name = 'acme/a'`)).toEqual([{ value: 12 }]);
    }
  });

  it('takes the better place of a package that a ranked list holds twice', async () => {
    const mapping = tableMapping({ fields: { name: 'name', rank: { column: 'rank', as: 'integer' } }, popularity: 'rank', rank_by: 'downloads' });
    await importInto(store, mapping, folder.write('table.csv', 'rank,name\n1,a\n2,b\n3,a\n'));
    expect(await readStore(store, 'select value from history_rank order by value')).toEqual([{ value: 1 }, { value: 2 }]);
  });

  it('takes an empty last page for what it is', async () => {
    const [outcome] = await importInto(store, answersMapping('pages'), folder.gzip('a.jsonl.gz', `${JSON.stringify([listed('acme/a')])}\n[]\n`));
    expect(outcome).toMatchObject({ records: 1, setAside: 0 });
  });

  it('reads the answers of an archive, and passes over those that failed', async () => {
    const lines = [{ status: 200, body: [listed('acme/a')] }, { status: 404, body: { error: 'gone' } }].map((one) => JSON.stringify(one));
    const [outcome] = await importInto(store, answersMapping('answers'), folder.gzip('a.jsonl.gz', `${lines.join('\n')}\n`));
    expect(outcome).toMatchObject({ records: 1, setAside: 0 });
  });

  it('turns a wide table of months into one snapshot per month, and lists who has a count', async () => {
    const mapping = tableMapping({
      unpivot: { columns: '\\d{4}-\\d{2}', name: 'month', value: 'n' },
      taken_at: { column: 'month', as: 'month end', why: 'the test says so' },
      fields: { name: 'model', downloads: { column: 'n', as: 'integer' } },
    });
    const outcomes = await importInto(store, mapping, folder.write('table.csv', 'model,2024-01,2024-02\nacme/a,5,\nacme/b,0,7\n'));
    expect(outcomes.map(({ takenAt, records }) => ({ takenAt, records }))).toEqual([
      { takenAt: '2024-02-01T00:00:00.000Z', records: 2 },
      { takenAt: '2024-03-01T00:00:00.000Z', records: 1 },
    ]);
  });

  it('looks names up in a second file', async () => {
    folder.write('names.jsonl', '{"slug": "a-b", "id": "a/b"}\n');
    folder.write('table.csv', 'slug,downloads\na-b,5\nunknown,6\n');
    const mapping = tableMapping({
      lookup: { file: 'names.jsonl', format: 'jsonl', key: 'slug', from: 'slug', value: 'id', as: 'id' },
      fields: { name: 'id', downloads: { column: 'downloads', as: 'integer' } },
    });
    const [outcome] = await importInto(store, mapping, folder.path);
    expect(outcome).toMatchObject({ records: 1, setAside: 1 });
    expect(await readStore(store, 'select name from package_name')).toEqual([{ name: 'a/b' }]);
  });

  it('reads lists in their three spellings', async () => {
    const python = tableMapping({ fields: { name: 'name', tags: { column: 'tags', as: 'python list' } } });
    await importInto(store, python, folder.write('table.csv', `name,tags\nacme/a,"['en', ""it's"", 'license:mit']"\n`));
    expect(await readStore(store, 'select history_tags.value as tags, history_licences.value as licences from history_tags join history_licences using (package_key)')).toEqual([
      { tags: ['en', "it's", 'license:mit'], licences: ['mit'] },
    ]);
    const json = tableMapping({
      format: 'json', series: 'json', identifier: 'key',
      fields: { name: 'name', licences: { column: 'licences', as: 'json list' }, base_models: { column: 'bases[*].declared', as: 'parents' } },
    });
    const content = [{ key: 'k', name: 'acme/b', licences: ['mit', 'apache-2.0', 'mit'], bases: [{ declared: 'acme/a' }] }, { key: 'l', name: 'acme/c', licences: [], bases: [] }];
    await importInto(store, json, folder.write('list.json', JSON.stringify(content)));
    expect(await readStore(store, `select value from history_licences join snapshot using (snapshot_key) where series = 'json'`)).toEqual([{ value: ['apache-2.0', 'mit'] }]);
    expect(await readStore(store, 'select value from history_base_models')).toEqual([{ value: [{ base: 'acme/a', relation: 'unknown' }] }]);
  });
});
