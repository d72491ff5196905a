import { afterEach, beforeEach, expect, it } from 'vitest';
import { createItemsShown, isLookedAt } from './items-shown.js';
import { mergeLookedAt } from './looks.test-data.js';
import { createRecords } from './records.js';
import { selectRows } from './rows.js';
import { openEmptyStore } from './worlds.test-data.js';

const list = { series: 'all', covers: [], records: [{ id: 'a', name: 'o/a' }, { id: 'b', name: 'o/b' }] } as const;

let store: Awaited<ReturnType<typeof openEmptyStore>>;
beforeEach(async () => {
  store = await openEmptyStore();
});
afterEach(() => store.close());

function shown() {
  return selectRows<{ snapshot_key: number; name: string; value: string }>(store.connection, 'select snapshot_key, name, value from item_shown order by snapshot_key, package_key, name');
}

it('lays out what the looks up to each snapshot showed', async () => {
  const { connection } = store;
  const first = await mergeLookedAt(connection, { ...list, day: 1 }, [{ of: 'a', aspect: 'commits', items: [['c1', '1', 0], ['c2', '2', 1]] }]);
  const second = await mergeLookedAt(connection, { ...list, day: 2 }, [
    { of: 'a', aspect: 'commits', items: [['c1', '1', 0], ['c3', '3', 1]] }, { of: 'b', aspect: 'commits', outcome: 'gated' }, { of: 'b', aspect: 'files', items: [['x', '{}']] },
  ]);
  const keys = [first.snapshotKey, second.snapshotKey];
  await createRecords(connection, keys, []);
  expect(await createItemsShown(connection, keys, ['commits'])).toEqual(new Map([['commits', 1]]));
  // The second look no longer shows c2, and files are no commits.
  expect((await shown()).map((one) => [keys.indexOf(one.snapshot_key), one.name, one.value])).toEqual([[0, 'c1', '1'], [0, 'c2', '2'], [1, 'c1', '1'], [1, 'c3', '3']]);
  expect(await selectRows(connection, 'select snapshot_key, outcome from looked order by snapshot_key, outcome desc')).toEqual([
    { snapshot_key: keys[0], outcome: 'seen' }, { snapshot_key: keys[1], outcome: 'seen' }, { snapshot_key: keys[1], outcome: 'gated' },
  ]);
});

it('lays out nothing where no aspect is asked for, and nothing of what nobody looked at', async () => {
  const { snapshotKey } = await mergeLookedAt(store.connection, { ...list, day: 1 }, []);
  await createRecords(store.connection, [snapshotKey], []);
  expect(await createItemsShown(store.connection, [snapshotKey], [])).toEqual(new Map());
  expect(await createItemsShown(store.connection, [snapshotKey], ['commits'])).toEqual(new Map([['commits', 0]]));
  expect(await isLookedAt(store.connection, ['commits'])).toBe(false);
  expect(await isLookedAt(store.connection, [])).toBe(true);
});
