import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPackage } from './find-packages.js';
import { listedIn } from './merge-listing.js';
import { presenceRuns, readFieldHistory, readTimeline } from './package-history.js';
import { createRecords } from './records.js';
import { selectRows } from './rows.js';
import { mergeWorld, openEmptyStore, type WorldSnapshot } from './worlds.test-data.js';

let store: Awaited<ReturnType<typeof openEmptyStore>>;
beforeEach(async () => {
  store = await openEmptyStore();
});
afterEach(() => store.close());

const list = { series: 'sync', covers: ['downloads'] as const };
const p1 = { id: 'p1', name: 'a' };
const p2 = { id: 'p2', name: 'b' };
/** Lists on days 1 and 3 of one series, and an answer about p1 alone on day 2, of the same series. */
const days: readonly WorldSnapshot[] = [
  { ...list, day: 1, records: [{ ...p1, downloads: 1 }, { ...p2, downloads: 2 }] },
  { ...list, day: 2, scope: 'packages', covers: ['task'], records: [{ ...p1, task: 'fill-mask' }] },
  { ...list, day: 3, records: [{ ...p1, downloads: 1 }] },
];

async function keysOf(sql: string): Promise<number[]> {
  return (await selectRows<{ package_key: number }>(store.connection, `select package_key from ${sql} order by all`)).map((one) => one.package_key);
}

describe('answers about single packages', () => {
  it('list those packages, at that snapshot, and make nobody else absent', async () => {
    for (const one of days) await mergeWorld(store.connection, one);
    expect(await selectRows(store.connection, 'select * from listing order by snapshot_key, package_key')).toEqual([
      { package_key: 1, snapshot_key: 1, listed: true },
      { package_key: 2, snapshot_key: 1, listed: true },
      { package_key: 1, snapshot_key: 2, listed: true },
      { package_key: 2, snapshot_key: 3, listed: false },
    ]);
    expect([await keysOf(listedIn(1)), await keysOf(listedIn(2)), await keysOf(listedIn(3))]).toEqual([[1, 2], [1], [1]]);
    await createRecords(store.connection, [1, 2, 3], ['downloads', 'task']);
    expect(await selectRows(store.connection, 'select snapshot_key, package_key, downloads, task from record order by all')).toEqual([
      { snapshot_key: 1, package_key: 1, downloads: 1, task: null },
      { snapshot_key: 1, package_key: 2, downloads: 2, task: null },
      { snapshot_key: 2, package_key: 1, downloads: null, task: 'fill-mask' },
      { snapshot_key: 3, package_key: 1, downloads: 1, task: null },
    ]);
  });

  it('are no part of the presence in a list, and break none of its runs', async () => {
    for (const one of days) await mergeWorld(store.connection, one);
    expect(await selectRows(store.connection, 'select package_key, series, first_seen_at, missing_at from presence order by all')).toEqual([
      { package_key: 1, series: 'sync', first_seen_at: '2024-01-01T00:00:00.000Z', missing_at: null },
      { package_key: 2, series: 'sync', first_seen_at: '2024-01-01T00:00:00.000Z', missing_at: '2024-01-03T00:00:00.000Z' },
    ]);
    for (const [name, runs] of [['a', [[1, 3, null, 2]]], ['b', [[1, 1, 3, 1]]]] as const) {
      const { found } = await findPackage(store.connection, name);
      const timeline = await readTimeline(store.connection, found);
      expect(presenceRuns(timeline).map((one) => [one.from.snapshotKey, one.lastSeen.snapshotKey, one.missingAt?.snapshotKey ?? null, one.snapshots])).toEqual(runs);
    }
  });

  it('tell their values, and leave no gap in what they were not asked', async () => {
    for (const one of days) await mergeWorld(store.connection, one);
    const { found } = await findPackage(store.connection, 'a');
    const timeline = await readTimeline(store.connection, found);
    const task = await readFieldHistory(store.connection, timeline, 'task');
    expect(task.periods.map((one) => [one.value, one.from.snapshotKey])).toEqual([['fill-mask', 2]]);
    expect(task.gaps.map((one) => one.snapshotKey)).toEqual([1, 3]);
    const downloads = await readFieldHistory(store.connection, timeline, 'downloads');
    expect(downloads.periods.map((one) => [one.value, one.from.snapshotKey, one.lastConfirmed.snapshotKey])).toEqual([[1, 1, 3]]);
    expect(downloads.gaps).toEqual([]);
  });

  it('are pinned at themselves alone when something older comes in later', async () => {
    const covers = ['downloads'] as const;
    await mergeWorld(store.connection, { series: 'looks', scope: 'packages', day: 2, covers, records: [{ ...p2, downloads: 1 }] });
    await mergeWorld(store.connection, { series: 'looks', scope: 'packages', day: 3, covers, records: [{ ...p1, downloads: 7 }] });
    await mergeWorld(store.connection, { series: 'looks', scope: 'packages', day: 4, covers, records: [{ ...p1, downloads: 7 }] });
    // p1 was 9 on day 1; the look of day 2 says nothing of p1, that of day 3 already says 7.
    await mergeWorld(store.connection, { series: 'sync', day: 1, covers, records: [{ ...p1, downloads: 9 }] });
    const rows = `select day(taken_at) as day, value from history_downloads join snapshot using (snapshot_key)
      join package using (package_key) where registry_id = 'p1' order by day`;
    expect(await selectRows(store.connection, rows)).toEqual([{ day: 1, value: 9 }, { day: 3, value: 7 }]);
  });
});
