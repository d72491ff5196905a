import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegistryProfileRow } from '../core/rows/registry-profile.js';
import { addSnapshot, measureVariant, openInventedStore, parentsOf } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

async function profile(key: number): Promise<Map<string, RegistryProfileRow>> {
  const { rows } = await measureVariant<RegistryProfileRow>({ connection: store.connection, metric: 'registry-profile', variant: 'as stated', snapshots: [key] });
  return new Map(rows.map((row) => [row.measure, row]));
}

const covers = ['downloads', 'base_models', 'modified_at', 'created_at'] as const;
function instant(day: string): string {
  return `2024-${day} 00:00:00`;
}

describe('registry-profile', () => {
  it('measures all four where a snapshot states the fields', async () => {
    const key = await addSnapshot(store.connection, { on: '2024-07-01', covers, records: [
      { name: 'a/base', downloads: 80, modified_at: instant('06-01'), created_at: instant('01-01') },
      { name: 'a/late', downloads: 10, modified_at: instant('05-01'), created_at: instant('02-01'), base_models: parentsOf('a/base') },
      { name: 'b/fresh', downloads: 10, modified_at: instant('06-20'), created_at: instant('06-10'), base_models: parentsOf('a/base', 'far/away') },
      { name: 'alone', downloads: null, modified_at: null, created_at: null, base_models: parentsOf('alone') },
    ] });
    const rows = await profile(key);
    // Owners a with 2 packages and 90 downloads, b, and the registry itself.
    expect(rows.get('packages held by the 1 % of owners with most')).toMatchObject({ value: 0.5, numerator: 2, denominator: 4, n: 3, of: 'owners' });
    expect(rows.get('downloads held by the 1 % of owners with most')).toMatchObject({ value: 0.9, numerator: 90, denominator: 100 });
    // A package that names itself as its parent declares none.
    expect(rows.get('declared parents per package')).toMatchObject({ value: 3 / 4, n: 4 });
    expect(rows.get('packages that declare a parent')).toMatchObject({ numerator: 2, denominator: 4 });
    expect(rows.get('packages per parent')).toMatchObject({ value: 1.5, n: 2 });
    expect(rows.get('parent links that go to the most used 1 % of parents')).toMatchObject({ numerator: 2, denominator: 3 });
    expect(rows.get('Gini coefficient of downloads')?.value).toBeCloseTo(2 * (10 + 20 + 240) / (3 * 100) - 4 / 3, 12);
    expect(rows.get('downloads of the most downloaded 10 % of packages')).toMatchObject({ value: 0.8, n: 3 });
    // The base changed on 1 June: after a/late (31 days), before b/fresh; after a/late was made.
    expect(rows.get('pairs whose base changed after the derived package last did')).toMatchObject({ numerator: 1, denominator: 2 });
    expect(rows.get('median months behind, of the pairs that are')?.value).toBeCloseTo(31 / 30.4375, 9);
    expect(rows.get('pairs whose base changed after the derived package was made')).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it('names the missing fact instead of a zero', async () => {
    const npm = await addSnapshot(store.connection, { on: '2024-07-01', registry: 'npm', kind: 'library', covers: ['rank'], incompleteWhy: 'only the best', records: [{ name: '@scope/a', rank: 1 }] });
    const rows = await profile(npm);
    expect([...rows.values()].every((row) => row.value === null && row.why !== null)).toBe(true);
    expect(rows.get('Gini coefficient of downloads')).toMatchObject({ why: 'the list states ranks, no counts', missing: ['downloads'] });
    expect(rows.get('packages held by the 1 % of owners with most')).toMatchObject({ why: 'the snapshot does not state who owns or maintains a package', missing: ['author'] });
    expect(rows.get('declared parents per package')).toMatchObject({ why: 'the snapshot does not state what its packages depend on', missing: ['base_models'] });
    const model = await addSnapshot(store.connection, { on: '2024-07-01', covers: ['base_models'], records: [{ name: 'a/b' }, { name: 'a/c', base_models: parentsOf('a/b') }] });
    const other = await profile(model);
    expect(other.get('pairs whose base changed after the derived package last did')).toMatchObject({ value: null, missing: ['modified_at'] });
    expect(other.get('downloads held by the 1 % of owners with most')).toMatchObject({ value: null, missing: ['downloads'] });
    expect(other.get('packages that declare a parent')).toMatchObject({ value: 0.5 });
  });

  it('of datasets is the same code, and nobody who declares a parent is a share without an interval', async () => {
    const key = await addSnapshot(store.connection, { on: '2024-07-01', kind: 'dataset', covers, records: ['a/x', 'b/y'].map((name) => ({ name, downloads: 0 })) });
    const rows = await profile(key);
    expect(rows.get('packages that declare a parent')).toMatchObject({ kind: 'dataset', value: 0, low: null, high: null, numerator: 0, denominator: 2 });
    expect(rows.get('Gini coefficient of downloads')).toMatchObject({ value: null, why: 'all amounts are zero, there is nothing to share' });
    expect(rows.get('packages per parent')).toMatchObject({ value: null, why: 'there are no parents' });
  });

  it('shows an empty snapshot as empty', async () => {
    const key = await addSnapshot(store.connection, { on: '2024-07-01', covers, records: [] });
    expect([...(await profile(key)).values()].map((row) => row.value)).toEqual(Array(12).fill(null));
  });

  it('has intervals around the values, the same on every run', async () => {
    const records = Array.from({ length: 300 }, (_, i) => ({ name: `owner${i % 60}/p${i}`, downloads: (i * 7919) % 1000, ...(i % 3 === 0 ? { base_models: parentsOf(`owner${i % 7}/p${i % 7}`) } : {}) }));
    const key = await addSnapshot(store.connection, { on: '2024-07-01', covers: ['downloads', 'base_models'], records });
    const rows = await profile(key);
    for (const row of rows.values()) {
      if (row.value === null || row.low === null || row.high === null) continue;
      expect(row.low).toBeLessThanOrEqual(row.value);
      expect(row.high).toBeGreaterThanOrEqual(row.value);
    }
    expect(rows.get('declared parents per package')?.low).not.toBeNull();
    expect(await profile(key)).toEqual(rows);
  });
});
