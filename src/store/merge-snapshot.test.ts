import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.js';
import { mergeSnapshot } from './merge-snapshot.js';
import { selectRows } from './rows.js';
import { describeWorld, dumpStore, mergeWorld, openEmptyStore, stageWorld, type WorldSnapshot } from './worlds.test-data.js';

const january: WorldSnapshot = {
  series: 'full', day: 1, covers: ['downloads', 'tags'],
  records: [{ id: 'p1', name: 'acme/one', downloads: 5, tags: ['a'] }, { id: 'p2', name: 'acme/two', downloads: null, tags: null }],
};
const later: WorldSnapshot = {
  series: 'full', day: 2, covers: ['downloads', 'tags'],
  records: [{ id: 'p1', name: 'acme/renamed', downloads: 0, tags: ['a'] }],
};

let store: Awaited<ReturnType<typeof openEmptyStore>>;
beforeEach(async () => {
  store = await openEmptyStore();
  await mergeWorld(store.connection, january);
});
afterEach(() => store.close());

describe('mergeSnapshot', () => {
  it('changes nothing when the same snapshot comes again', async () => {
    const before = await dumpStore(store.connection);
    const again = await mergeWorld(store.connection, january);
    expect(again).toMatchObject({ outcome: 'already there', records: 2, newPackages: 0, changedValues: 0 });
    expect(await dumpStore(store.connection)).toEqual(before);
  });

  it('refuses other content at the same instant and leaves the store as it was', async () => {
    const before = await dumpStore(store.connection);
    const other = mergeWorld(store.connection, { ...january, records: january.records.slice(0, 1) }, 'other bytes');
    await expect(other).rejects.toThrow(InputError);
    await expect(other).rejects.toThrow(/^full: a snapshot of 2024-01-01T.* is there with other content \(test\); expected /);
    expect(await dumpStore(store.connection)).toEqual(before);
  });

  it('leaves nothing of a merge that fails on the way', async () => {
    const before = await dumpStore(store.connection);
    await stageWorld(store.connection, later);
    // The description promises tags, and names and downloads are written before their turn comes.
    await store.connection.run('alter table staged drop column tags');
    const description = describeWorld(later);
    const failing = mergeSnapshot(store.connection, { description, setAside: [], derived: [], recordedAt: '2026-01-01T00:00:00Z', aliasesSql: null });
    await expect(failing).rejects.toThrow(/tags/);
    expect(await dumpStore(store.connection)).toEqual(before);
    await expect(mergeWorld(store.connection, later)).resolves.toMatchObject({ outcome: 'recorded', newPackages: 0, changedValues: 2 });
  });

  it('takes a new name under the same identifier for a rename, and a package that is gone for missing', async () => {
    await mergeWorld(store.connection, later);
    expect(await selectRows(store.connection, 'select package_key, name from package_name order by package_key')).toEqual([
      { package_key: 1, name: 'acme/renamed' },
      { package_key: 2, name: 'acme/two' },
    ]);
    expect(await selectRows(store.connection, 'select package_key, missing_at from presence order by package_key')).toEqual([
      { package_key: 1, missing_at: null },
      { package_key: 2, missing_at: '2024-01-02T00:00:00.000Z' },
    ]);
  });

  it('keeps null and 0 apart', async () => {
    await mergeWorld(store.connection, later);
    expect(await selectRows(store.connection, 'select package_key, value from history_downloads order by snapshot_key, package_key')).toEqual([
      { package_key: 1, value: 5 },
      { package_key: 1, value: 0 },
    ]);
  });

  it('gives an identifier to the package that was known by name only', async () => {
    await mergeWorld(store.connection, { series: 'names', day: 3, covers: [], records: [{ id: null, name: 'acme/three' }] });
    const adopted = await mergeWorld(store.connection, { series: 'full', day: 4, covers: [], records: [{ id: 'p3', name: 'acme/three' }] });
    expect(adopted.newPackages).toBe(0);
    expect(await selectRows(store.connection, `select registry_id from package where package_key = 3`)).toEqual([{ registry_id: 'p3' }]);
  });

  it('marks a snapshot incomplete when more than a thousandth of it was set aside, and says so', async () => {
    await stageWorld(store.connection, later);
    await mergeSnapshot(store.connection, {
      description: describeWorld(later), setAside: [{ reason: 'has no id', count: 1, sample: null }], derived: [], recordedAt: '2026-01-01T00:00:00Z', aliasesSql: null,
    });
    expect(await selectRows(store.connection, 'select complete, incomplete_why, n_set_aside from snapshot where snapshot_key = 2')).toEqual([
      { complete: false, incomplete_why: '1 of 2 elements were set aside', n_set_aside: 1 },
    ]);
  });
});
