import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TurnoverRow } from '../core/measurement.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

function list(downloads: Readonly<Record<string, number | null>>): InventedRecord[] {
  return Object.entries(downloads).map(([name, value]) => ({ name, downloads: value }));
}

async function addLists(lists: Readonly<Record<string, Readonly<Record<string, number | null>>>>, connection = store.connection): Promise<void> {
  for (const [on, downloads] of Object.entries(lists)) await addSnapshot(connection, { on, covers: ['downloads'], records: list(downloads) });
}

function turnover(variant: string, more: { k?: number; share?: number; snapshots?: number[] } = {}, connection: DuckDBConnection = store.connection) {
  return measureVariant<TurnoverRow>({ connection, metric: 'top-turnover', variant, ...more });
}

/** Three lists. Their tops of 3, ties in order of name: {a, b, c}, {a, d, e}, {a, b, g}. */
const threeLists = {
  '2024-01-01': { a: 50, b: 40, d: 30, c: 30, e: null, f: 1 },
  '2024-03-01': { a: 50, d: 45, e: 40, b: 10, h: 0 },
  '2024-04-30': { b: 9, a: 8, g: 7, d: 1 },
};

describe('top-turnover', () => {
  it('tells who remained, came and returned', async () => {
    await addLists(threeLists);
    const { rows, statistics } = await turnover('paper', { k: 3 });
    expect(rows.map(({ size, remained, newcomers, returning, left, union }) => [size, remained, newcomers, returning, left, union])).toEqual([
      [3, 0, 3, 0, 0, 3], // a b c
      [3, 1, 2, 0, 2, 5], // a stays; d, e come; b, c leave
      [3, 1, 1, 1, 2, 6], // a stays; g comes; b returns; d, e leave
    ]);
    expect(statistics[0]).toMatchObject({ name: 'union', value: 6 });
  });

  it('counts the ties that had to stay outside, and leaves out who states no popularity', async () => {
    await addLists(threeLists);
    const { rows, notes } = await turnover('paper', { k: 3 });
    // The cut of the first list is 30: c is in, d with the same downloads is not. e states none; h states 0.
    expect(rows.map(({ cut, tiedOutside, population }) => [cut, tiedOutside, population])).toEqual([[30, 1, 5], [40, 0, 5], [7, 0, 4]]);
    expect(notes.join(' ')).toContain('Ties at the cut: 1 left outside on 2024-01-01');
  });

  it('gives rates per month, because steps are unequal', async () => {
    await addLists(threeLists);
    const { rows, statistics } = await turnover('paper', { k: 3 });
    // Both steps are 60 days, 60 / 30.4375 = 1.97125 months, and a third remains: 1 − (1/3)^(1/1.97125) = 0.42726.
    expect(rows[0]).toMatchObject({ months: null, shareRemained: null, monthlyTurnover: null, jaccard: null });
    for (const row of rows.slice(1)) {
      expect(row.months).toBeCloseTo(1.97125, 5);
      expect(row.shareRemained).toBeCloseTo(1 / 3, 12);
      expect(row.monthlyTurnover).toBeCloseTo(0.42726, 5);
      expect(row.jaccard).toBeCloseTo(1 / 5, 12);
    }
    expect(statistics[1]?.value).toBeCloseTo(0.42726, 5);
  });

  it('says 100 % a month, and no number that is none, where nobody stays', async () => {
    await addLists({ '2024-01-01': { a: 1 }, '2024-02-01': { b: 1 } });
    const { rows, statistics } = await turnover('paper', { k: 1 });
    expect(rows[1]).toMatchObject({ remained: 0, shareRemained: 0, monthlyTurnover: 1, jaccard: 0 });
    expect(statistics[1]).toMatchObject({ name: 'monthlyTurnover', value: 1 });
  });

  it('takes a renamed package for gone and new by name, and for itself by its identifier', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [{ id: 'p1', name: 'anna/one', downloads: 9 }, { id: 'p2', name: 'ben/two', downloads: 8 }] });
    await addSnapshot(store.connection, { on: '2024-02-01', covers: ['downloads'], records: [{ id: 'p1', name: 'acme/one', downloads: 9 }, { id: 'p2', name: 'ben/two', downloads: 8 }] });
    expect((await turnover('paper', { k: 2 })).rows[1]).toMatchObject({ remained: 1, newcomers: 1, left: 1, union: 3 });
    expect((await turnover('renames resolved', { k: 2 })).rows[1]).toMatchObject({ remained: 2, newcomers: 0, left: 0, union: 2 });
  });

  it('knows the models that had no owner once, though their lists have no identifiers', async () => {
    await addSnapshot(store.connection, { on: '2022-02-15', series: 'names', covers: ['downloads'], records: list({ gpt2: 9, 'ben/gpt2': 8, 'cleo/x': 1 }) });
    await addSnapshot(store.connection, {
      on: '2024-07-11', series: 'identified', covers: ['downloads'],
      records: [{ id: '621ffdc036468d709f174340', name: 'openai-community/gpt2', downloads: 9 }, { id: '63', name: 'ben/gpt2', downloads: 8 }],
    });
    expect((await turnover('paper', { k: 2 })).rows[1]).toMatchObject({ remained: 1, newcomers: 1 });
    expect((await turnover('renames resolved', { k: 2 })).rows[1]).toMatchObject({ remained: 2, newcomers: 0, union: 2 });
  });

  it('takes the share of each population that states its popularity', async () => {
    // 10 % of 10 is 1; of 20 is 2; 7 % of 100 is 7, although 0.07 × 100 is a little more in binary.
    function many(n: number): Record<string, number> {
      return Object.fromEntries(Array.from({ length: n }, (_, index) => [`m${String(index).padStart(3, '0')}`, 1000 - index]));
    }
    await addLists({ '2024-01-01': { ...many(10), unknown: null }, '2024-02-01': many(20) });
    expect((await turnover('fixed share', { share: 0.1 })).rows.map(({ size, population }) => [size, population])).toEqual([[1, 10], [2, 20]]);
    await addLists({ '2024-03-01': many(100) });
    expect((await turnover('fixed share', { share: 0.07 })).rows.map((row) => row.size)).toEqual([1, 2, 7]);
  });

  it('does not take a share of a list that is not the whole registry, and says that the list is biased', async () => {
    for (const on of ['2024-01-01', '2024-02-01']) await addSnapshot(store.connection, { on, covers: ['downloads'], records: list({ a: 2, b: 1 }), incompleteWhy: 'only the best' });
    const { notes } = await turnover('paper', { k: 1 });
    expect(notes).toContain('Biased list. List huggingface-all: only the best.');
    await expect(turnover('fixed share')).rejects.toThrow('not measurable: the population of List huggingface-all (2024-01-01)');
  });

  it('ranks from 1 where a registry states ranks', async () => {
    for (const [on, records] of [['2024-01-01', [{ name: 'x', rank: 1 }, { name: 'y', rank: 2 }, { name: 'z', rank: 3 }]], ['2024-02-01', [{ name: 'z', rank: 1 }, { name: 'x', rank: 2 }, { name: 'y', rank: 3 }]]] as const) {
      await addSnapshot(store.connection, { on, registry: 'npm', kind: 'library', covers: ['rank'], records });
    }
    const { rows } = await turnover('paper', { k: 2 });
    expect(rows.map(({ registry, remained, newcomers, cut }) => ({ registry, remained, newcomers, cut }))).toEqual([
      { registry: 'npm', remained: 0, newcomers: 2, cut: 2 }, // x y
      { registry: 'npm', remained: 1, newcomers: 1, cut: 2 }, // z x
    ]);
  });

  it('is not measurable where a snapshot states no popularity', async () => {
    const ranked = await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: list({ a: 1 }) });
    const names = await addSnapshot(store.connection, { on: '2024-02-01', series: 'names', covers: [], records: [{ name: 'a' }] });
    const all = await measureNothing({ connection: store.connection, metric: 'top-turnover', snapshots: [ranked, names] });
    expect(all.map(({ variant, why, missing }) => ({ variant, why, missing }))).toEqual(
      ['paper', 'renames resolved', 'fixed share'].map((variant) => ({ variant, why: 'List names (2024-02-01) state no popularity', missing: ['downloads', 'rank'] })),
    );
  });

  it('shows an empty snapshot as empty: all left, nobody remained of nobody', async () => {
    await addLists({ '2024-01-01': { a: 1 }, '2024-02-01': {}, '2024-03-01': { a: 1 } });
    const { rows } = await turnover('paper', { k: 2 });
    expect(rows.map(({ size, remained, returning, newcomers, left, shareRemained, cut }) => [size, remained, returning, newcomers, left, shareRemained, cut])).toEqual([
      [1, 0, 0, 1, 0, null, 1],
      [0, 0, 0, 0, 1, 0, null],
      [1, 0, 1, 0, 0, null, 1],
    ]);
  });

  it('keeps its sums, whatever the lists, and needs no identities where nothing was renamed', async () => {
    const lists = fc.array(fc.dictionary(fc.constantFrom(...'abcdefg'), fc.option(fc.integer({ min: 0, max: 3 })), { maxKeys: 7 }), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 5 }), async (drawn, k) => {
        const own = await openInventedStore();
        try {
          await addLists(Object.fromEntries(drawn.map((one, index) => [`2024-0${index + 1}-01`, one])), own.connection);
          const { rows } = await turnover('paper', { k }, own.connection);
          rows.forEach((row, index) => {
            const before = rows[index - 1];
            expect(row.remained + row.newcomers + row.returning).toBe(row.size);
            expect(row.left).toBe((before?.size ?? 0) - row.remained);
            expect(row.union).toBe((before?.union ?? 0) + row.newcomers);
            expect(row.size).toBe(Math.min(k, row.population));
          });
          expect((await turnover('renames resolved', { k }, own.connection)).rows).toEqual(rows);
        } finally {
          own.close();
        }
      }),
      { seed: 6, numRuns: 8 },
    );
  });

  it('does not depend on what the packages are called', async () => {
    const places = fc.array(fc.shuffledSubarray([...'abcdefg'], { minLength: 1 }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(places, fc.shuffledSubarray([...'abcdefg'], { minLength: 7 }), async (drawn, names) => {
        const [plain, renamed] = [await openInventedStore(), await openInventedStore()];
        try {
          for (const [index, order] of drawn.entries()) {
            // No two have the same downloads: among ties the name decides.
            const on = `2024-0${index + 1}-01`;
            await addLists({ [on]: Object.fromEntries(order.map((name, place) => [name, 100 - place])) }, plain.connection);
            await addLists({ [on]: Object.fromEntries(order.map((name, place) => [names['abcdefg'.indexOf(name)] ?? '', 100 - place])) }, renamed.connection);
          }
          expect((await turnover('paper', { k: 3 }, renamed.connection)).rows).toEqual((await turnover('paper', { k: 3 }, plain.connection)).rows);
        } finally {
          plain.close();
          renamed.close();
        }
      }),
      { seed: 7, numRuns: 4 },
    );
  });
});
