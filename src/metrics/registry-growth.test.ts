import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GrowthRow } from '../core/rows/registry-growth.js';
import { readMonths, wholeQuarters } from './growth-periods.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

/** First day of the month so many months after April 2022. */
function monthAfter(index: number): string {
  return new Date(Date.UTC(2022, 3 + index, 1)).toISOString().slice(0, 10);
}

/** So many packages of a month, on its days. */
function born(month: string, n: number, more: Partial<InventedRecord> = {}): InventedRecord[] {
  return Array.from({ length: n }, (_, i): InventedRecord => ({ name: `o/${month}-${i}${more['removed'] === true ? 'x' : ''}`, created_at: `${month.slice(0, 8)}${String(1 + (i % 28)).padStart(2, '0')}T10:00:00Z`, ...more }));
}

/** Twelve months of 20, 24, 29 …: a fifth more each. */
const growing = Array.from({ length: 12 }, (_, index) => born(monthAfter(index), Math.round(20 * 1.2 ** index))).flat();

function growth(variant: string, snapshots?: number[]) {
  return measureVariant<GrowthRow>({ connection: store.connection, metric: 'registry-growth', variant, ...(snapshots === undefined ? {} : { snapshots }) });
}

describe('registry-growth', () => {
  it('counts whole months after the floor and fits them', async () => {
    const floor = Array.from({ length: 50 }, (_, i): InventedRecord => ({ name: `o/old-${i}`, created_at: `2022-03-02T23:29:0${i % 2 === 0 ? 4 : 5}Z` }));
    const partial = born('2023-04-01', 11);
    await addSnapshot(store.connection, { on: '2023-04-20', covers: ['created_at'], records: [...floor, ...born('2022-03-01', 7), ...growing, ...partial, { name: 'o/undated', created_at: null }] });
    const { rows, statistics, notes } = await growth('months');
    expect(rows.map((row) => row.created)).toEqual(Array.from({ length: 12 }, (_, index) => Math.round(20 * 1.2 ** index)));
    expect(rows[0]).toMatchObject({ from: '2022-04-01', months: 1 });
    for (const row of rows) expect(row.exponential / row.created).toBeCloseTo(1, 1);
    const rate = statistics.find((one) => one.name === 'growthRate');
    expect(rate?.value).toBeCloseTo(Math.log(1.2), 2);
    expect(statistics.find((one) => one.name === 'doublingTime')?.value).toBeCloseTo(Math.LN2 / Math.log(1.2), 1);
    expect(notes[0]).toBe('Left out: 50 packages whose stated instant stands for everything older; 7 of the month of that instant and before; 11 of the month in which the snapshot was taken, which is not whole; 1 without an instant of creation.');
  });

  it('reads months before the floor where the source states them', async () => {
    await addSnapshot(store.connection, { on: '2022-10-01', covers: ['created_at'], records: Array.from({ length: 10 }, (_, index) => born(monthAfter(index - 4), 30 + 4 * index)).flat() });
    expect((await growth('months')).rows.map((row) => row.from)[0]).toBe('2021-12-01');
  });

  it('leaves out the removed where the source tells them', async () => {
    await addSnapshot(store.connection, { on: '2023-04-20', covers: ['created_at', 'removed'], records: [...growing, ...born('2022-06-01', 15, { removed: true })] });
    expect((await growth('months')).rows[2]?.created).toBe(29 + 15);
    expect((await growth('without the removed')).rows[2]?.created).toBe(29);
  });

  it('gives the same numbers on a second run', async () => {
    await addSnapshot(store.connection, { on: '2023-04-20', covers: ['created_at'], records: growing });
    expect(await growth('months')).toEqual(await growth('months'));
  });

  it('says why it is not measurable', async () => {
    const without = await addSnapshot(store.connection, { on: '2023-04-20', covers: ['downloads'], records: [{ name: 'o/a', downloads: 1 }] });
    expect((await measureNothing({ connection: store.connection, metric: 'registry-growth', snapshots: [without] }))[0]).toMatchObject({ missing: ['created_at'] });
    const part = await addSnapshot(store.connection, { on: '2023-05-20', covers: ['created_at'], records: growing, series: 'part', incompleteWhy: 'the first thousand only' });
    expect((await measureNothing({ connection: store.connection, metric: 'registry-growth', snapshots: [part] }))[0]?.why).toContain('the first thousand only');
    const short = await addSnapshot(store.connection, { on: '2022-06-20', covers: ['created_at'], records: growing, series: 'short' });
    expect((await measureNothing({ connection: store.connection, metric: 'registry-growth', snapshots: [short] }))[0]?.why).toContain('needs at least 8');
  });
});

describe('periods', () => {
  it('count a month without any as none, and start after the last month with fewer than ten', () => {
    const counted = [['2022-04-01', 40], ['2022-06-01', 12], ['2022-07-01', 30]].map(([month, created]) => ({ month: month as string, created: created as number, at_floor: 0, gone: 0 }));
    expect(readMonths(counted, '2022-08-03T00:00:00Z', '2022-03-01', false)).toMatchObject({ early: 40, months: [{ from: '2022-06-01', created: 12 }, { from: '2022-07-01', created: 30 }] });
  });

  it('make quarters of three whole months', () => {
    const months = Array.from({ length: 8 }, (_, index) => ({ from: monthAfter(index + 1), created: index }));
    // May and June are no whole quarter; July to September, October to December are.
    expect(wholeQuarters(months)).toEqual([{ from: '2022-07-01', created: 2 + 3 + 4 }, { from: '2022-10-01', created: 5 + 6 + 7 }]);
    expect(wholeQuarters(months.slice(0, 2))).toEqual([]);
  });
});
