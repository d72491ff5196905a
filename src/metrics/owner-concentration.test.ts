import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OwnerConcentrationRow } from '../core/rows/owner-concentration.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

function concentrate(variant: string) {
  return measureVariant<OwnerConcentrationRow>({ connection: store.connection, metric: 'owner-concentration', variant });
}

const records = [
  { name: 'anna/one', downloads: 60, likes: 1 },
  { name: 'anna/two', downloads: 20, likes: 2 },
  { name: 'bob/one', downloads: 10, likes: 30 },
  { name: 'carl/one', downloads: 0, likes: 0 },
  { name: 'dora/one', downloads: null, likes: null }, // unknown is not zero: no owner of this population
  { name: 'gpt2', downloads: 6, likes: 4 },
  { name: 'bert', downloads: 4, likes: 3 },
];

describe('owner-concentration', () => {
  it('adds up by owner, names without one as one owner, and tells the curve from the largest on', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads', 'likes'], records });
    const { rows, statistics, notes } = await concentrate('all owners');
    // anna 80, bob 10, the registry 10, carl 0.
    expect(rows.map((row) => [row.owners, row.held])).toEqual([[1, 80], [2, 90], [3, 100], [4, 100]]);
    expect(rows[0]).toEqual({ owners: 1, population: 4, ownerShare: 0.25, held: 80, total: 100, heldShare: 0.8 });
    const of = Object.fromEntries(statistics.map((one) => [one.name, one]));
    expect(of['topShare:1 %']).toMatchObject({ value: 0.8, n: 4, level: 0.95 });
    expect(of['effectiveNumber']?.value).toBeCloseTo(1 / 0.66, 12);
    // 2·(1·0 + 2·10 + 3·10 + 4·80)/(4·100) − 5/4
    expect(of['gini']?.value).toBeCloseTo(0.6, 12);
    expect(of['ownersToReach:50 %']?.value).toBe(1);
    expect(of['ownersToReach:95 %']?.value).toBe(3);
    expect(notes.join(' ')).toContain('Of 7 packages 6 state downloads');
    expect(notes.join(' ')).toContain('2 packages have a name without owner');
    expect(notes.join(' ')).toContain('anna 80.0 %, (no owner) 10.0 %, bob 10.0 %, carl 0.0 %');
  });

  it('has likes, packages with an owner, and the owners of the top, as readings', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads', 'likes'], records });
    expect((await concentrate('likes')).rows.map((row) => row.held)).toEqual([30, 37, 40, 40]);
    expect((await concentrate('packages with an owner')).rows.map((row) => row.held)).toEqual([80, 90, 90]);
    const top = await measureVariant<OwnerConcentrationRow>({ connection: store.connection, metric: 'owner-concentration', variant: 'owners of the top', k: 3 });
    expect(top.rows.map((row) => row.held)).toEqual([80, 90]);
    expect(top.parameters).toEqual({ k: 3 });
  });

  it('says which readings the data do not allow', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [{ name: 'anna/one', downloads: 4 }, { name: 'bob/one', downloads: 1 }] });
    await expect(concentrate('likes')).rejects.toThrow('does not state likes');
    await expect(concentrate('packages with an owner')).rejects.toThrow('reading of all owners');
    expect((await concentrate('all owners')).rows).toHaveLength(2);
  });

  it('takes the stated author where names tell no owner, and is not measurable without', async () => {
    const library = { registry: 'npm', kind: 'library', on: '2024-01-01' } as const;
    await addSnapshot(store.connection, { ...library, covers: ['downloads'], records: [{ name: '@scope/a', downloads: 4 }, { name: 'b', downloads: 1 }] });
    const all = await measureNothing({ connection: store.connection, metric: 'owner-concentration' });
    expect(all).toHaveLength(4);
    expect(all[0]).toMatchObject({ why: 'most names tell no owner (the part before a slash), and the snapshot states none', missing: ['author'] });
    await addSnapshot(store.connection, { ...library, on: '2025-01-01', covers: ['downloads', 'author'], records: [{ name: '@scope/a', downloads: 4, author: 'x' }, { name: 'b', downloads: 1, author: 'x' }, { name: 'c', downloads: 3, author: 'y' }] });
    const { rows, notes } = await concentrate('all owners');
    expect(rows.map((row) => row.held)).toEqual([5, 8]);
    expect(notes[0]).toContain('the author that the snapshot states is taken');
  });

  it('has no shares where nothing was downloaded', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [{ name: 'anna/one', downloads: 0 }, { name: 'bob/one', downloads: 0 }] });
    await expect(concentrate('all owners')).rejects.toThrow('all amounts are zero');
  });
});
