import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImageRule } from './latest-image.js';
import { mergeSnapshot } from './merge-snapshot.js';
import { selectRows } from './rows.js';
import { anyImage, describeWorld, dumpStore, mergeWorld, openEmptyStore, stageWorld, type WorldSnapshot } from './worlds.test-data.js';

let large: Awaited<ReturnType<typeof openEmptyStore>>;
let plain: Awaited<ReturnType<typeof openEmptyStore>>;
beforeEach(async () => {
  large = await openEmptyStore();
  plain = await openEmptyStore();
});
afterEach(() => {
  large.close();
  plain.close();
});

const all = ['task', 'downloads', 'tags'] as const;
const names = Array.from({ length: 20 }, (_, index) => `p${index}`);

/** A list of 20 packages of which all are as on the first day, but for the changes. */
function list(day: number, changes: Readonly<Record<string, object | null>> = {}, rest: Partial<WorldSnapshot> = {}): WorldSnapshot {
  const records = names.filter((id) => changes[id] !== null).map((id) => (
    { id, name: `owner/${id}`, task: 'fill-mask', downloads: 7, tags: ['a'], ...changes[id] }));
  const others = Object.entries(changes).filter(([id]) => !names.includes(id)).map(([id, values]) => (
    { id, name: `owner/${id}`, task: null, downloads: null, tags: null, ...values }));
  return { series: 'full', day, covers: all, records: [...records, ...others], ...rest };
}

/** Merges the same snapshots with and without images; all tables but the images must be the same. */
async function requireSame(...snapshots: WorldSnapshot[]): Promise<void> {
  return requireSameBy(anyImage, ...snapshots);
}

async function requireSameBy(rule: ImageRule, ...snapshots: WorldSnapshot[]): Promise<void> {
  for (const one of snapshots) {
    await mergeWorld(large.connection, one, undefined, rule);
    await mergeWorld(plain.connection, one);
    const stored = await dumpStore(large.connection);
    const expected = await dumpStore(plain.connection);
    expect(expected['latest']).toEqual([]);
    expect({ ...stored, latest: [], store_info: expected['store_info'] }, `day ${one.day}`).toEqual(expected);
  }
}

async function imagesOf(): Promise<unknown[]> {
  return selectRows(large.connection, 'select snapshot_key, count(*) as n from latest group by all order by all');
}

describe('merging with the image of the snapshot before', () => {
  it('writes the same rows for counters, attributes, newcomers, and packages that go and come back', async () => {
    await requireSame(
      list(1), list(2, { p1: { downloads: 8 }, p2: { task: null }, p3: null, q1: { downloads: 1, tags: [] } }),
      list(3, { p1: { downloads: null }, p3: { downloads: 9, tags: ['b'] }, p4: null }), list(4, { p3: { downloads: 9, tags: ['b'] } }),
    );
  });

  it.each([
    ['null and an empty list', null, []], ['an empty list and a list of an empty text', [], ['']], ['one tag and the same twice', ['a'], ['a', 'a']],
    ['the order of tags', ['a', 'b'], ['b', 'a']], ['two tags and one that joins them', ['a', 'b'], ['ab']],
  ])('tells %s apart', async (_what, before, after) => {
    await requireSame(list(1, { p1: { tags: before } }), list(2, { p1: { tags: after } }), list(3, { p1: { tags: before } }));
    expect(await selectRows(large.connection, `select count(*) as n from history_tags join package using (package_key) where registry_id = 'p1'`)).not.toEqual([{ n: 1 }]);
  });

  it('tells null and zero apart', async () => {
    await requireSame(list(1, { p1: { downloads: null } }), list(2, { p1: { downloads: 0 } }), list(3, { p1: { downloads: null } }));
  });

  it('sees what others told since the snapshot before', async () => {
    await requireSame(
      list(1),
      { series: 'looks', scope: 'packages', day: 2, covers: all, records: [{ id: 'p1', name: 'owner/p1', task: 'translation', downloads: 70, tags: ['z'] }] },
      list(3), list(4, { p1: { task: 'translation' } }),
    );
  });

  it('begins with a list of which rows were set aside, as the first sync of a changing hub does', async () => {
    await stageWorld(large.connection, list(1));
    await large.connection.run(`delete from staged where registry_id in ('p0', 'p7')`);
    const outcome = await mergeSnapshot(large.connection, {
      description: describeWorld(list(1)), setAside: [], derived: [], recordedAt: '2026-01-01T00:00:00Z', aliasesSql: null, image: anyImage,
    });
    expect(outcome).toMatchObject({ records: 18, newPackages: 18 });
    expect(await mergeWorld(large.connection, list(2, { p3: { task: null } }), undefined, anyImage)).toMatchObject({ newPackages: 2, changedValues: 1 + 4 * 2 });
  });

  it('sees renames, and takes in packages that were known by name only', async () => {
    await requireSame(
      list(1, {}, { covers: all }), { series: 'names', day: 2, covers: ['downloads'], records: [{ id: null, name: 'owner/q1', downloads: 3 }] },
      list(3, { p1: { name: 'owner/new' }, q1: { downloads: 3 } }), list(4, { p1: { name: 'owner/new' }, q1: { downloads: 4 } }),
    );
  });

  it('looks at nothing but what differs', async () => {
    await requireSame(list(1));
    // A value that nobody showed: who looks at all packages would see that the list shows another.
    await large.connection.run(`update history_task set value = 'planted' where package_key = 5`);
    await mergeWorld(large.connection, list(2, { p1: { task: null } }), undefined, anyImage);
    expect(await selectRows(large.connection, 'select package_key, value from history_task where snapshot_key = 2')).toEqual([{ package_key: 2, value: null }]);
  });

  it('leaves the image alone where too much differs or other fields are told, and is right all the same', async () => {
    const shifted = Object.fromEntries(names.map((id) => [id, { task: 'translation' }]));
    await requireSameBy({ from: 0, largestShare: 0.2 }, list(1), list(2, shifted), list(3, shifted, { covers: ['downloads'] }), list(4), list(5, {}, { covers: ['task', 'tags'] }), list(6, { p1: { downloads: 1 } }));
  });

  it('pins what later snapshots show when an older one comes in', async () => {
    await requireSame(list(1), list(5, { p1: { downloads: 8 } }), list(3, { p1: { downloads: 9 }, p2: { task: null } }), list(6, { p1: { downloads: 8 } }), list(2, { p3: null }));
  });
});

describe('the image', () => {
  it('is of the newest snapshot of each list', async () => {
    await requireSame(list(1), list(2), { ...list(2), series: 'other' }, list(3, { p1: null }));
    expect(await imagesOf()).toEqual([{ snapshot_key: 3, n: 20 }, { snapshot_key: 4, n: 19 }]);
  });

  it('is not kept of small lists, nor of answers about single packages, and goes when the list becomes small', async () => {
    await mergeWorld(plain.connection, list(1));
    expect(await selectRows(plain.connection, 'from latest')).toEqual([]);
    await mergeWorld(large.connection, list(1), undefined, { from: 20, largestShare: 1 });
    await mergeWorld(large.connection, list(2, {}, { scope: 'packages' }), undefined, { from: 20, largestShare: 1 });
    expect(await imagesOf()).toEqual([{ snapshot_key: 1, n: 20 }]);
    await mergeWorld(large.connection, list(3, { p1: null }), undefined, { from: 20, largestShare: 1 });
    expect(await imagesOf()).toEqual([]);
  });

  it('is not believed by a program of another rule', async () => {
    await mergeWorld(large.connection, list(1), undefined, anyImage);
    const before = await selectRows<{ digest: string }>(large.connection, 'select digest from latest order by package_key');
    await stageWorld(large.connection, list(2));
    await mergeSnapshot(large.connection, {
      description: { ...describeWorld(list(2)), rule: 'test@2' }, setAside: [], derived: [], recordedAt: '2026-01-01T00:00:00Z', aliasesSql: null, image: anyImage,
    });
    const after = await selectRows<{ digest: string }>(large.connection, 'select digest from latest order by package_key');
    expect(after.filter((one, index) => one.digest === before[index]?.digest)).toEqual([]);
  });
});

describe('facts that follow from the records', () => {
  it('are compared where the records differ, and become null where the new ones have none', async () => {
    async function merge(store: typeof large, day: number, changes: Readonly<Record<string, object | null>>, image?: ImageRule): Promise<void> {
      const world = list(day, changes);
      await stageWorld(store.connection, world);
      await store.connection.run(`create or replace temp table staged_fact as select rowid as staged_row, coalesce(tags[1], 'none') as fact_row from staged`);
      await store.connection.run(`create or replace temp table staged_facts as select distinct fact_row, [fact_row] as licences from staged_fact where fact_row <> 'none'`);
      const { standings, ...rest } = describeWorld(world);
      await mergeSnapshot(store.connection, {
        description: { ...rest, standings: { ...standings, licences: { standing: 'derived', where: 'tags' } } },
        setAside: [], derived: [{ table: 'staged_facts', fields: ['licences'], key: 'fact_row' }], recordedAt: '2026-01-01T00:00:00Z', aliasesSql: null,
        ...(image === undefined ? {} : { image }),
      });
    }
    for (const [day, changes] of [[1, {}], [2, { p1: { tags: ['b'] }, p2: { tags: [] }, q1: { tags: ['c'] } }], [3, { p1: { tags: null }, p2: { tags: ['a'] } }]] as const) {
      await merge(large, day, changes, anyImage);
      await merge(plain, day, changes);
      const history = 'select * from history_licences order by all';
      expect(await selectRows(large.connection, history)).toEqual(await selectRows(plain.connection, history));
    }
    expect(await selectRows(large.connection, `select snapshot_key, value from history_licences join package using (package_key) where registry_id in ('p1', 'p2') order by package_key, snapshot_key`)).toEqual([
      { snapshot_key: 1, value: ['a'] }, { snapshot_key: 2, value: ['b'] }, { snapshot_key: 3, value: null },
      { snapshot_key: 1, value: ['a'] }, { snapshot_key: 2, value: null }, { snapshot_key: 3, value: ['a'] },
    ]);
  });
});
