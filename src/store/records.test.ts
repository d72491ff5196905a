import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Field } from '../core/field.js';
import { addSnapshot, openInventedStore, parentsOf } from '../metrics/invented-snapshots.test-data.js';
import { createDetails, createEdges, createRecords, listSnapshots } from './records.js';
import { selectRows } from './rows.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

function select<Row>(sql: string): Promise<Row[]> {
  return selectRows<Row>(store.connection, sql);
}

const covers: readonly Field[] = ['downloads', 'task'];

describe('createRecords', () => {
  it('lists what each snapshot lists, with the values it showed, and nothing of what it does not state', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: [{ id: 'p1', name: 'a', downloads: 5, task: 'x' }, { id: 'p2', name: 'b', downloads: 3, task: 'y' }] });
    await addSnapshot(store.connection, { on: '2024-02-01', covers, records: [{ id: 'p1', name: 'a2', downloads: 5, task: null }] });
    await addSnapshot(store.connection, { on: '2024-03-01', series: 'counts', covers: ['downloads'], records: [{ id: 'p2', name: 'b', downloads: null }] });
    await createRecords(store.connection, [1, 2, 3], ['downloads', 'task']);
    expect(await select('select snapshot_key, name, downloads, task from record join record_name using (snapshot_key, package_key) order by all')).toEqual([
      { snapshot_key: 1, name: 'a', downloads: 5, task: 'x' },
      { snapshot_key: 1, name: 'b', downloads: 3, task: 'y' },
      { snapshot_key: 2, name: 'a2', downloads: 5, task: null }, // same downloads as before, a task no more, another name
      { snapshot_key: 3, name: 'b', downloads: null, task: null }, // downloads stated as null; task not stated at all
    ]);
  });

  it('gives a package that a list knows by an old name only the identity of what it became', async () => {
    await addSnapshot(store.connection, { on: '2022-01-01', series: 'names', covers: ['downloads'], records: [{ name: 'gpt2', downloads: 1 }, { name: 'x', downloads: 2 }] });
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [{ id: '621ffdc036468d709f174340', name: 'openai-community/gpt2', downloads: 3 }] });
    await createRecords(store.connection, [1, 2], []);
    expect(await select('select snapshot_key, name, identity_key from record join record_name using (snapshot_key, package_key) order by all')).toEqual([
      { snapshot_key: 1, name: 'gpt2', identity_key: 3 },
      { snapshot_key: 1, name: 'x', identity_key: 2 },
      { snapshot_key: 2, name: 'openai-community/gpt2', identity_key: 3 },
    ]);
  });

  it('is empty for no snapshot, and lays out anew each time', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: [{ name: 'a', downloads: 5, task: 'x' }] });
    await createRecords(store.connection, [1], ['downloads']);
    await createRecords(store.connection, [], []);
    expect(await select('select * from record')).toEqual([]);
    expect(await select('select * from record_name')).toEqual([]);
  });
});

describe('createDetails', () => {
  it('has more fields of the packages that meet the condition only', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: [{ name: 'a', downloads: 5, task: 'x' }, { name: 'b', downloads: 1, task: 'y' }, { name: 'c', downloads: null, task: 'z' }] });
    await createRecords(store.connection, [1], ['downloads']);
    await createDetails(store.connection, [1], ['task'], 'downloads > 2');
    expect(await select('select package_key, task from record_detail')).toEqual([{ package_key: 1, task: 'x' }]);
  });
});

describe('createEdges', () => {
  it('finds parents by their name, else by a name they bore before, and leaves the lost ones in', async () => {
    await addSnapshot(store.connection, { on: '2023-01-01', series: 'older', covers: [], records: [{ id: 'p1', name: 'old' }] });
    await addSnapshot(store.connection, {
      on: '2024-01-01', covers: ['base_models'],
      records: [
        { id: 'p1', name: 'new' },
        { id: 'p2', name: 'child', base_models: parentsOf('new', 'old', 'gone', 'child') },
      ],
    });
    await createRecords(store.connection, [2], ['base_models']);
    await createEdges(store.connection);
    expect(await select('select child_key, base, base_key, resolved_by from edge order by base')).toEqual([
      { child_key: 2, base: 'child', base_key: 2, resolved_by: 'name' },
      { child_key: 2, base: 'gone', base_key: null, resolved_by: null },
      { child_key: 2, base: 'new', base_key: 1, resolved_by: 'name' },
      { child_key: 2, base: 'old', base_key: 1, resolved_by: 'former name' },
    ]);
  });
});

describe('listSnapshots', () => {
  it('tells what each snapshot covers and how it can be ranked, oldest first', async () => {
    await addSnapshot(store.connection, { on: '2024-02-01', covers, records: [] });
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['rank'], series: 'ranks', records: [], incompleteWhy: 'only the best' });
    expect((await listSnapshots(store.connection)).map(({ key, complete, popularity, covered }) => ({ key, complete, popularity, covered }))).toEqual([
      { key: 2, complete: false, popularity: 'rank', covered: ['name', 'rank'] },
      { key: 1, complete: true, popularity: 'downloads', covered: ['downloads', 'name', 'task'] },
    ]);
  });
});
