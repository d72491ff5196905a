import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DescendantsRow, Measured } from '../core/measurement.js';
import type { Field } from '../core/field.js';
import { describePairs } from './descendants-statistics.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, parentsOf, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

const covers: readonly Field[] = ['downloads', 'base_models'];

function descend(variant: string, snapshots?: number[]): Promise<Measured<DescendantsRow>> {
  return measureVariant<DescendantsRow>({ connection: store.connection, metric: 'direct-descendants', variant, ...(snapshots === undefined ? {} : { snapshots }) });
}

function table(rows: readonly DescendantsRow[]): unknown[][] {
  return rows.map((row) => [row.base, row.descendants, row.downloads, row.childrenDownloads]);
}

/** Two bases of the list, one that is not in it, one that names itself, a child with two parents and one without downloads. */
const family: readonly InventedRecord[] = [
  { name: 'a', downloads: 100 },
  { name: 'b', downloads: null },
  { name: 'lonely', downloads: 7 },
  { name: 'selfish', downloads: 5, base_models: parentsOf('selfish') },
  { name: 'c1', downloads: 10, base_models: parentsOf('a') },
  { name: 'c2', downloads: 0, base_models: parentsOf('a', 'b') },
  { name: 'c3', downloads: null, base_models: parentsOf('b', 'gone') },
  { name: 'c4', downloads: null, base_models: parentsOf('gone') },
  // One parent in two relations is one descendant.
  { name: 'c5', downloads: 1, base_models: [['a', 'finetune'], ['a', 'merge']] },
];

describe('direct-descendants', () => {
  it('counts children by the name as written, beside the sum of the children\'s downloads', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: family });
    expect(table((await descend('paper')).rows)).toEqual([
      ['a', 3, 100, 11], // c1 10 + c2 0 + c5 1
      ['b', 2, null, 0], // c2 0; c3 states none
      ['gone', 2, null, null], // c3 and c4 state none: unknown, not 0
    ]);
  });

  it('counts only bases of the list by their own downloads, and says how many have a descendant at all', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: family });
    const { rows, statistics, notes } = await descend('own downloads');
    expect(table(rows)).toEqual([['a', 3, 100, 11], ['b', 2, null, 0]]);
    expect(statistics.find((one) => one.name === 'shareOfModelsWithDescendants')).toEqual({ name: 'shareOfModelsWithDescendants', value: 2 / 9, n: 9 });
    // One base with known downloads: no line, and no number in its place.
    expect(statistics.find((one) => one.name === 'slope')).toMatchObject({ value: null, n: 1 });
    expect(statistics.every((one) => one.value !== null || (one.why ?? '') !== '')).toBe(true);
    expect(notes[0]).toContain('Of 8 declared parents, 6 were found by name, 0 under a former name, 2 (1 names) not at all; 1 packages name themselves');
    expect(notes[1]).toContain('counts begin at 1');
  });

  it('counts a renamed base once by its identity, and by each of its names as the paper does', async () => {
    await addSnapshot(store.connection, { on: '2023-01-01', series: 'older', covers: [], records: [{ id: 'p1', name: 'anna/one' }] });
    await addSnapshot(store.connection, {
      on: '2024-01-01', covers,
      records: [
        { id: 'p1', name: 'acme/one', downloads: 9, base_models: parentsOf('anna/one') }, // its own former name: itself
        { id: 'p2', name: 'x', downloads: 1, base_models: parentsOf('anna/one') },
        { id: 'p3', name: 'y', downloads: 2, base_models: parentsOf('acme/one') },
        { id: 'p4', name: 'z', downloads: 4, base_models: parentsOf('acme/one', 'anna/one') },
        { id: '621ffdc036468d709f174340', name: 'openai-community/gpt2', downloads: 50 },
        { id: 'p6', name: 'w', downloads: 3, base_models: parentsOf('gpt2') },
      ],
    });
    expect(table((await descend('paper')).rows)).toEqual([
      ['acme/one', 2, 9, 6], // y 2 + z 4
      ['anna/one', 2, null, 5], // x 1 + z 4; nothing bears this name now
      ['gpt2', 1, null, 3],
    ]);
    expect(table((await descend('own downloads')).rows)).toEqual([['acme/one', 3, 9, 7], ['openai-community/gpt2', 1, 50, 3]]);
  });

  it('takes the package that bears a name now, not the one that is gone', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: [{ id: 'old', name: 'a', downloads: 1 }] });
    const key = await addSnapshot(store.connection, {
      on: '2024-02-01', covers, records: [{ id: 'new', name: 'a', downloads: 2 }, { id: 'c', name: 'c', downloads: 3, base_models: parentsOf('a') }],
    });
    for (const variant of ['paper', 'own downloads']) expect(table((await descend(variant, [key])).rows)).toEqual([['a', 1, 2, 3]]);
  });

  it('is not measurable without downloads or without parents, and empty for an empty snapshot', async () => {
    const ranks = await addSnapshot(store.connection, { on: '2024-01-01', registry: 'npm', kind: 'library', covers: ['rank'], records: [{ name: 'left-pad', rank: 1 }] });
    const parents = await addSnapshot(store.connection, { on: '2024-01-01', series: 'parents', covers: ['base_models'], records: [{ name: 'a' }] });
    const empty = await addSnapshot(store.connection, { on: '2024-02-01', covers, records: [] });
    const reasons = [];
    for (const key of [ranks, parents]) reasons.push((await measureNothing({ connection: store.connection, metric: 'direct-descendants', snapshots: [key] })).map((one) => one.why));
    expect(reasons).toEqual([Array(2).fill('the snapshot does not state base_models, downloads'), Array(2).fill('the snapshot does not state downloads')]);
    for (const variant of ['paper', 'own downloads']) {
      const { rows, statistics } = await descend(variant, [empty]);
      expect(rows).toEqual([]);
      expect(statistics.every((one) => one.value === null)).toBe(true);
    }
  });
});

describe('describePairs', () => {
  it('draws the line through the distinct pairs, and shows what other treatments of the rows give', () => {
    // On a line through (1, 1), (10, 10), (100, 100), the first repeated: slope 1 with and without repetitions.
    const pairs = [{ x: 1, y: 1 }, { x: 1, y: 1 }, { x: 10, y: 10 }, { x: 100, y: 100 }, { x: 0, y: 1 }];
    const statistics = new Map(describePairs(pairs).map((one) => [one.name, one]));
    expect(statistics.get('slope')?.n).toBe(4);
    expect(statistics.get('slope:all rows')?.n).toBe(5);
    expect(statistics.get('slope:distinct, downloads > 0')).toMatchObject({ n: 3 });
    expect(statistics.get('slope:distinct, downloads > 0')?.value).toBeCloseTo(1, 5);
    // Points (−5, 0), (0, 0), (1, 1), (2, 2): means −0.5 and 0.75; Sxy = 4.5·0.75 − 0.5·0.75 + 1.5·0.25 + 2.5·1.25 = 6.5,
    // Sxx = 4.5² + 0.5² + 1.5² + 2.5² = 29; slope 6.5 / 29 = 0.224138 (the offset of 1e-5 moves the fifth digit).
    expect(statistics.get('slope')?.value).toBeCloseTo(6.5 / 29, 4);
    expect(statistics.get('kendall:all rows, downloads > 0')?.value).toBeCloseTo(1, 12);
  });

  it('has no statistics of nothing', () => {
    expect(describePairs([]).every((one) => one.value === null && (one.why ?? '') !== '')).toBe(true);
  });
});
