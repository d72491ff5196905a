import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Measured } from '../core/measurement.js';
import type { TopExitsRow } from '../core/rows/top-exits.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, parentsOf } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

const covers = ['downloads', 'base_models', 'task', 'removed'] as const;

function exits(variant: string, k = 3, snapshots?: number[]): Promise<Measured<TopExitsRow>> {
  return measureVariant<TopExitsRow>({ connection: store.connection, metric: 'top-exits', variant, k, ...(snapshots === undefined ? {} : { snapshots }) });
}

function value(measurement: Measured<TopExitsRow>, name: string): number | null | undefined {
  return measurement.statistics.find((one) => one.name === name)?.value;
}

function told(measurement: Measured<TopExitsRow>) {
  return measurement.rows.map((row) => [row.package, row.fate, row.rankAfter, row.successor, row.evidence]);
}

describe('top-exits', () => {
  it('tells what became of those that left, and who is akin to them', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: [
      { name: 'base', downloads: 90, task: 'fill' }, { name: 'other', downloads: 80, task: 'talk' }, { name: 'gone', downloads: 70, task: 'see' }, { name: 'said', downloads: 60, removed: false },
    ] });
    await addSnapshot(store.connection, { on: '2024-02-01', covers, records: [
      { name: 'newer', downloads: 99, task: 'talk' }, { name: 'child', downloads: 98, task: 'fill', base_models: parentsOf('base') }, { name: 'quick', downloads: 97, task: 'talk' },
      { name: 'base', downloads: 5, task: 'fill' }, { name: 'other', downloads: 4, task: 'talk' }, { name: 'said', downloads: 3, removed: true },
    ] });
    const found = await exits('renames resolved', 4);
    // The top of 4 then is newer, child, quick, base.
    expect(told(found)).toEqual([
      ['other', 'fell in rank', 5, 'newer', 'task'], ['gone', 'no longer listed', null, null, null], ['said', 'said to be removed', 6, null, null],
    ]);
    expect(found.rows[0]).toMatchObject({ registry: 'huggingface', rankBefore: 2, children: 0, siblings: 0, parents: 0, sameTask: 2, lastSeen: '2024-01-01T00:00:00.000Z' });
    expect(value(found, 'fate:fell in rank')).toBeCloseTo(1 / 3, 12);
    expect(value(found, 'successor:child')).toBe(0);
    // base stays and has a child among the newcomers: not an exit, but the comparison.
    expect(value(found, 'successor:child:stayed')).toBe(1);
    expect(value(found, 'successor:any')).toBeCloseTo(1 / 3, 12);
    expect(found.statistics.find((one) => one.name === 'successor:new_version')?.why).toContain('no source');
    const three = await exits('renames resolved', 3);
    expect(told(three)[0]).toEqual(['base', 'fell in rank', 4, 'child', 'child']);
  });

  it('finds siblings by a base that is in no list, and the base itself', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: [{ name: 'one', downloads: 9, base_models: parentsOf('far') }, { name: 'two', downloads: 8, base_models: parentsOf('root') }] });
    await addSnapshot(store.connection, { on: '2024-02-01', covers, records: [
      { name: 'three', downloads: 9, base_models: parentsOf('far') }, { name: 'root', downloads: 8 }, { name: 'one', downloads: 1, base_models: parentsOf('far') }, { name: 'two', downloads: 1, base_models: parentsOf('root') },
    ] });
    expect(told(await exits('renames resolved', 2))).toEqual([['one', 'fell in rank', 3, 'three', 'sibling'], ['two', 'fell in rank', 3, 'root', 'parent']]);
  });

  it('does not take a rename for an exit, except by name', async () => {
    for (const [on, name] of [['2024-01-01', 'old'], ['2024-02-01', 'new']] as const) await addSnapshot(store.connection, { on, covers: ['downloads'], records: [{ id: '621ffdc036468d709f174338', name, downloads: 3 }] });
    expect((await exits('renames resolved')).rows).toEqual([]);
    expect((await exits('renames resolved')).statistics.find((one) => one.name === 'fate:renamed')).toMatchObject({ value: null, why: 'no package left the top' });
    expect(told(await exits('by name'))).toEqual([['old', 'renamed', 1, null, null]]);
  });

  it('does not take absence from a part of a registry for removal, and names what is missing', async () => {
    for (const [on, names] of [['2024-01-01', ['a', 'b']], ['2024-02-01', ['b', 'c']]] as const) {
      await addSnapshot(store.connection, { on, registry: 'npm', kind: 'library', covers: ['rank'], incompleteWhy: 'only the best', records: names.map((name, place) => ({ name, rank: place + 1 })) });
    }
    const found = await exits('renames resolved', 2);
    expect(told(found)).toEqual([['a', 'not told', null, null, null]]);
    expect(found.rows[0]).toMatchObject({ children: null, sameTask: null });
    expect(found.statistics.find((one) => one.name === 'successor:child')).toMatchObject({ value: null, why: 'not all of the snapshots state base_models' });
  });

  it('keeps a tie at the cut and a null outside, and shows an empty snapshot as nobody listed', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [{ name: 'b', downloads: 1 }, { name: 'a', downloads: 1 }, { name: 'z', downloads: null }] });
    await addSnapshot(store.connection, { on: '2024-02-01', covers: ['downloads'], records: [] });
    expect(told(await exits('renames resolved', 1))).toEqual([['a', 'no longer listed', null, null, null]]);
  });

  it('is not measurable on one snapshot', async () => {
    const key = await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [{ name: 'a', downloads: 1 }] });
    const all = await measureNothing({ connection: store.connection, metric: 'top-exits', snapshots: [key] });
    expect(all.map(({ why }) => why)).toEqual(Array(2).fill('there is only one snapshot: what is in the top later cannot be told'));
  });
});
