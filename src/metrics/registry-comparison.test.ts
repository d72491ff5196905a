import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegistryComparisonRow } from '../core/rows/registry-comparison.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

function comparison(variant: string, k = 2) {
  return measureVariant<RegistryComparisonRow>({ connection: store.connection, metric: 'registry-comparison', variant, k });
}

async function addLists(lists: Readonly<Record<string, string>>): Promise<void> {
  for (const [on, names] of Object.entries(lists)) await addSnapshot(store.connection, { on, covers: ['downloads'], records: [...names].map((name, place) => ({ name, downloads: 10 ** (3 - place) })) });
}

describe('registry-comparison', () => {
  it('measures on the chain of equal intervals only', async () => {
    await addLists({ '2021-01-01': 'abc', '2021-02-10': 'xyz', '2022-01-01': 'acb', '2023-01-01': 'cab', '2023-02-01': 'zab', '2024-01-01': 'bca' });
    const found = await comparison('every 12 months');
    expect(found.snapshots.map((one) => one.takenAt.slice(0, 10))).toEqual(['2021-01-01', '2022-01-01', '2023-01-01', '2024-01-01']);
    const turnover = found.rows.filter((row) => row.measure === 'turnover');
    // ab, ac, ca, bc: 1, 2 and 1 of 2 remain.
    expect(turnover.map((row) => [row.numerator, row.denominator])).toEqual([[1, 2], [2, 2], [1, 2]]);
    expect(turnover[0]).toMatchObject({ registry: 'huggingface', step: 12, from: '2021-01-01T00:00:00.000Z', why: null });
    expect(turnover[0]?.months).toBeCloseTo(365 / 30.4375, 9);
    expect(turnover[0]?.monthly).toBeCloseTo(1 - 0.5 ** (30.4375 / 365), 9);
    expect(found.statistics[0]).toMatchObject({ name: 'remained', value: 4 / 6, n: 6 });
  });

  it('counts at each age who was there and who left; the first top has no age', async () => {
    await addLists({ '2021-01-01': 'ab', '2022-01-01': 'ac', '2023-01-01': 'ca', '2024-01-01': 'bd' });
    const rows = (await comparison('every 12 months')).rows.filter((row) => row.measure === 'survival');
    // c comes in 2022, is there in 2023, gone in 2024; a was there from the start.
    expect(rows.map((row) => [row.from?.slice(0, 4), row.age, row.numerator, row.denominator])).toEqual([['2022', 0, 0, 1], ['2023', 1, 1, 1]]);
    const cohorts = (await comparison('every 12 months')).rows.filter((row) => row.measure === 'cohort');
    // ab, then a alone, which leaves last; ac stays and leaves; ca leaves.
    expect(cohorts.map((row) => [row.from?.slice(0, 4), row.age, row.numerator, row.denominator])).toEqual([
      ['2021', 0, 1, 2], ['2021', 1, 0, 1], ['2021', 2, 1, 1], ['2022', 0, 0, 2], ['2022', 1, 2, 2], ['2023', 0, 2, 2],
    ]);
  });

  it('has a concentration where counts are stated, and none, not 0, where ranks are', async () => {
    await addLists({ '2021-01-01': 'abc', '2022-01-01': 'abc' });
    const counted = (await comparison('every 12 months', 3)).rows.filter((row) => row.measure === 'concentration');
    expect(counted.map((row) => [row.numerator, row.denominator, row.from])).toEqual([[1000, 1110, null], [1000, 1110, null]]);
    for (const on of ['2021-01-01', '2022-01-01']) await addSnapshot(store.connection, { on, registry: 'npm', kind: 'library', covers: ['rank'], records: [{ name: 'a', rank: 1 }, { name: 'b', rank: null }] });
    const ranked = await measureVariant<RegistryComparisonRow>({ connection: store.connection, metric: 'registry-comparison', variant: 'every 12 months', registry: 'npm' });
    expect(ranked.rows.filter((row) => row.measure === 'concentration').map((row) => [row.share, row.why])).toEqual(Array(2).fill([null, 'the list states ranks, no counts']));
    expect(ranked.statistics.find((one) => one.name === 'headShare')).toMatchObject({ value: null, why: 'the list states ranks, no counts' });
    expect(ranked.rows.find((row) => row.measure === 'survival')?.why).toContain('two snapshots');
    expect(ranked.rows[0]).toMatchObject({ measure: 'turnover', numerator: 1, denominator: 1 });
  });

  it('says where lists do not allow an interval, and where there is nothing to compare', async () => {
    await addLists({ '2021-01-01': 'abc', '2022-01-01': '' });
    await expect(comparison('every month')).rejects.toThrow('no two snapshots lie 1 months apart');
    expect((await comparison('every 12 months')).rows[0]).toMatchObject({ numerator: 0, denominator: 2, share: 0 });
    const one = await measureNothing({ connection: store.connection, metric: 'registry-comparison', snapshots: [1] });
    expect(one.map((all) => all.variant)).toEqual(['every 12 months', 'every 6 months', 'every 3 months', 'every month']);
  });
});
