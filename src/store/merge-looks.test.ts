import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.js';
import { itemsAsOf, lookAsOf } from './looks.js';
import { mergeLookedAt, stageLooks, type ShownItem, type WorldLook } from './looks.test-data.js';
import { mergeSnapshot } from './merge-snapshot.js';
import { selectOne, selectRows } from './rows.js';
import { describeWorld, dumpStore, emptyStore, openEmptyStore, stageWorld, type WorldSnapshot } from './worlds.test-data.js';

let store: Awaited<ReturnType<typeof openEmptyStore>>;
beforeAll(async () => {
  store = await openEmptyStore();
});
beforeEach(() => emptyStore(store.connection));
afterAll(() => store.close());

function asking(day: number, ...ids: string[]): WorldSnapshot {
  return { series: 'looks', scope: 'packages', day, covers: [], records: ids.map((id) => ({ id, name: `owner/${id}` })) };
}

async function look(day: number, one: Omit<WorldLook, 'of'>) {
  return mergeLookedAt(store.connection, asking(day, 'p'), [{ of: 'p', ...one }]);
}

/** Items of p at the end of each day, as name → value. */
async function itemsOn(day: number): Promise<Record<string, string>> {
  const place = await selectOne<{ position: number | null; key: number }>(
    store.connection,
    `select (select max(position) from timeline where day(taken_at) <= ${day}) as position, (select package_key from package where registry_id = 'p') as key`,
  );
  const items = await itemsAsOf(store.connection, { registryKey: 1, kind: 'model', position: place.position ?? 0 }, place.key, 'files');
  return Object.fromEntries(items.map(({ name, value }) => [name, value]));
}

async function rows(): Promise<unknown[]> {
  return selectRows(store.connection, 'select day(taken_at) as day, name, value from item join snapshot using (snapshot_key) order by day, name');
}

describe('items', () => {
  it('are written where they differ from the look before; what a whole look does not show is gone', async () => {
    expect(await look(1, { items: [['a', '1'], ['b', '1']] })).toMatchObject({ looks: 1, changedItems: 2 });
    expect(await look(2, { items: [['a', '1'], ['c', '1']] })).toMatchObject({ looks: 1, changedItems: 2 });
    expect(await look(3, { items: [['a', '1'], ['c', '1']] })).toMatchObject({ looks: 1, changedItems: 0 });
    expect(await rows()).toEqual([
      { day: 1, name: 'a', value: '1' }, { day: 1, name: 'b', value: '1' }, { day: 2, name: 'b', value: null }, { day: 2, name: 'c', value: '1' },
    ]);
    expect([await itemsOn(1), await itemsOn(2), await itemsOn(3)]).toEqual([{ a: '1', b: '1' }, { a: '1', c: '1' }, { a: '1', c: '1' }]);
  });

  it('are all gone when the look found none, and stay when it was not let in', async () => {
    await look(1, { items: [['a', '1']] });
    for (const [day, outcome] of [[2, 'gated'], [3, 'disabled'], [4, 'unreachable']] as const) {
      await look(day, { outcome });
      expect(await itemsOn(day)).toEqual({ a: '1' });
    }
    await look(5, { outcome: 'none' });
    expect(await itemsOn(5)).toEqual({});
  });

  it('stay when a look at a part does not show them', async () => {
    await look(1, { items: [['a', '1'], ['b', '1']] });
    await look(2, { whole: false, items: [['b', '2'], ['c', '1']] });
    expect(await itemsOn(2)).toEqual({ a: '1', b: '2', c: '1' });
    await look(3, { whole: false, items: [['b', null], ['c', '1']] });
    expect(await itemsOn(3)).toEqual({ a: '1', c: '1' });
    expect(await rows()).toHaveLength(5);
  });

  it('have changed when only their place has', async () => {
    await look(1, { items: [['a', '1', 0]] });
    expect(await look(2, { items: [['a', '1', 1]] })).toMatchObject({ changedItems: 1 });
    expect(await look(3, { items: [['a', '1', 1]] })).toMatchObject({ changedItems: 0 });
  });

  it('are those of the aspect and of the package only', async () => {
    await mergeLookedAt(store.connection, asking(1, 'p', 'q'), [{ of: 'p', items: [['a', '1']] }, { of: 'p', aspect: 'refs', items: [['a', 'x']] }, { of: 'q', items: [['a', '2']] }]);
    await mergeLookedAt(store.connection, asking(2, 'p', 'q'), [{ of: 'p', items: [] }]);
    expect(await selectRows(store.connection, 'select package_key, aspect, value from item where snapshot_key = 2')).toEqual([{ package_key: 1, aspect: 'files', value: null }]);
  });

  it('come by place where they have one', async () => {
    await look(1, { aspect: 'commits', items: [['z', '1', 0], ['a', '2', 1]] });
    const items = await itemsAsOf(store.connection, { registryKey: 1, kind: 'model', position: 1 }, 1, 'commits');
    expect(items).toEqual([{ name: 'z', place: 0, value: '1' }, { name: 'a', place: 1, value: '2' }]);
  });
});

describe('a look', () => {
  it('is the newest up to a place in time, with its revision, its outcome and whether it saw all', async () => {
    await look(1, { revision: 'r1', items: [] });
    await look(3, { revision: null, outcome: 'gated' });
    async function at(position: number) {
      const found = await lookAsOf(store.connection, { registryKey: 1, kind: 'model', position }, 1, 'files');
      return found === null ? null : [found.takenAt.slice(8, 10), found.revision, found.outcome, found.whole];
    }
    expect([await at(0), await at(1), await at(2)]).toEqual([null, ['01', 'r1', 'seen', true], ['03', null, 'gated', false]]);
  });
});

const shown = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2')) as fc.Arbitrary<ShownItem>, { selector: ([name]) => name, maxLength: 3 });
const looks = fc.uniqueArray(
  fc.record({
    day: fc.integer({ min: 1, max: 9 }), whole: fc.boolean(),
    outcome: fc.constantFrom('seen' as const, 'seen' as const, 'seen' as const, 'none' as const, 'gated' as const), items: shown,
  }).map((one) => (one.outcome === 'seen' ? one : { ...one, items: [] as ShownItem[] })),
  { selector: (one) => one.day, minLength: 2, maxLength: 6 },
);

describe('the order of import', () => {
  it('does not show in the items of any day', async () => {
    await fc.assert(
      fc.asyncProperty(looks.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), async ([all, order]) => {
        await emptyStore(store.connection);
        for (const { day, ...one } of order) await look(day, one);
        let expected: Record<string, string> = {};
        for (const { day, whole, outcome, items } of [...all].sort((a, b) => a.day - b.day)) {
          if (whole && outcome !== 'gated') expected = {};
          expected = { ...expected, ...Object.fromEntries(items.map(([name, value]) => [name, value ?? ''])) };
          expect(await itemsOn(day), `day ${day}, order ${order.map((one) => one.day).join(', ')}`).toEqual(expected);
        }
      }),
      { numRuns: 60, seed: 20240711 },
    );
  }, 120_000);
});

describe('looks that cannot be right', () => {
  it.each([
    ['an item twice', [{ of: 'p', items: [['a', '1'], ['a', '2']] }], /items shown twice by one look \(1\)/],
    ['an aspect twice', [{ of: 'p' }, { of: 'p', outcome: 'none' }], /same aspect of a package twice \(1\)/],
  ] as [string, WorldLook[], RegExp][])('are refused: %s', async (_what, wrong, message) => {
    const before = await dumpStore(store.connection);
    const merging = mergeLookedAt(store.connection, asking(1, 'p'), wrong);
    await expect(merging).rejects.toThrow(InputError);
    await expect(merging).rejects.toThrow(message);
    expect(await dumpStore(store.connection)).toEqual(before);
  });

  it('are refused: an item that no look showed', async () => {
    await stageWorld(store.connection, asking(1, 'p'));
    await stageLooks(store.connection, []);
    await store.connection.run(`insert into staged_item values (0, 'files', 'a', null, '1')`);
    const merging = mergeSnapshot(store.connection, {
      description: describeWorld(asking(1, 'p')), setAside: [], derived: [], recordedAt: '2026-01-01T00:00:00Z', aliasesSql: null, looks: true,
    });
    await expect(merging).rejects.toThrow(/items that no look showed \(1\)/);
  });
});
