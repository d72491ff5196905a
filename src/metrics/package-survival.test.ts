import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SurvivalRow } from '../core/rows/package-survival.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

async function addLists(lists: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<number[]> {
  const keys: number[] = [];
  for (const [on, names] of Object.entries(lists)) {
    keys.push(await addSnapshot(store.connection, { on, covers: ['downloads'], records: Object.entries(names).map(([id, name]) => ({ id, name, downloads: 1 })) }));
  }
  return keys;
}

describe('package-survival', () => {
  it('follows the packages of each snapshot, with renames and without', async () => {
    await addLists({
      '2024-01-01': { '1': 'o/a', '2': 'o/b', '3': 'o/c', '4': 'o/d' },
      '2024-03-01': { '1': 'o/a', '2': 'o/bb', '3': 'o/c', '5': 'o/e' },
      '2024-05-01': { '1': 'o/a', '5': 'o/e', '6': 'o/f' },
    });
    const resolved = await measureVariant<SurvivalRow>({ connection: store.connection, metric: 'package-survival', variant: 'renames resolved' });
    expect(resolved.rows.map(({ numerator, denominator, listedLater }) => [numerator, denominator, listedLater])).toEqual([[3, 4, 4], [1, 4, 3], [2, 4, 3]]);
    expect(resolved.rows[0]?.months).toBeCloseTo(60 / 30.4375, 9);
    expect(resolved.rows[0]?.monthlyLoss).toBeCloseTo(1 - 0.75 ** (30.4375 / 60), 9);
    expect(resolved.statistics.map((one) => one.name)).toContain('survival:2024-01-01 to 2024-03-01');
    const byName = await measureVariant<SurvivalRow>({ connection: store.connection, metric: 'package-survival', variant: 'by name' });
    expect(byName.rows.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([[2, 4], [1, 4], [2, 4]]);
  });

  it('gives the rate at which the number of records grows', async () => {
    function names(n: number): Record<string, string> {
      return Object.fromEntries(Array.from({ length: n }, (_, i) => [String(i), `o/${i}`]));
    }
    await addLists({ '2024-01-01': names(10), '2024-02-01': names(20), '2024-03-03': names(40) });
    const { statistics } = await measureVariant<SurvivalRow>({ connection: store.connection, metric: 'package-survival', variant: 'renames resolved' });
    // It doubles every 31 days.
    expect(statistics.find((one) => one.name === 'recordsGrowthRate')?.value).toBeCloseTo(Math.LN2 / (31 / 30.4375), 6);
  });

  it('takes whole registries only', async () => {
    const [first = 0] = await addLists({ '2024-01-01': { '1': 'o/a' } });
    const part = await addSnapshot(store.connection, { on: '2024-02-01', covers: ['downloads'], records: [], series: 'part', incompleteWhy: 'the top only' });
    expect((await measureNothing({ connection: store.connection, metric: 'package-survival', snapshots: [first, part] }))[0]?.why).toContain('there is one');
  });
});
