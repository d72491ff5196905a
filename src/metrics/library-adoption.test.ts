import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LibraryAdoptionRow } from '../core/rows/library-adoption.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, parentsOf, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

const covers = ['libraries', 'created_at', 'base_models'] as const;

/** A model of an owner of its own, where no owner is named. */
function model(name: string, day: string, libraries: readonly string[] | null, base?: string, owner = name): InventedRecord {
  return { name: `${owner}/${name}`, created_at: `${day} 00:00:00`, libraries, ...(base === undefined ? {} : { base_models: parentsOf(base) }) };
}

const records = [
  model('old', '2022-01-01', ['jax']), // not told by the registry: before its first day
  model('a', '2022-11-05', ['transformers'], 'x'), // more than a year before the snapshot
  model('b', '2023-02-01', ['pytorch', 'transformers'], 'x'),
  model('c', '2023-04-01', ['safetensors', 'transformers'], 'y'),
  model('d', '2023-05-01', ['pytorch', 'safetensors']),
  model('e', '2023-06-01', null),
  model('f', '2023-11-01', ['safetensors'], 'z'),
];

function adopt(variant: string) {
  return measureVariant<LibraryAdoptionRow>({ connection: store.connection, metric: 'library-adoption', variant });
}

async function valuesOf(variant: string): Promise<Record<string, number | null>> {
  return Object.fromEntries((await adopt(variant)).statistics.map((one) => [one.name, one.value]));
}

describe('library-adoption', () => {
  it('compares transformers with the next library, of the last year and of derived models', async () => {
    await addSnapshot(store.connection, { on: '2023-12-01', covers, records });
    const { statistics, notes } = await adopt('libraries');
    const of = Object.fromEntries(statistics.map((one) => [one.name, one]));
    // New: b c d e f; transformers b c, pytorch b d. Derived: a b c f; transformers a b c, pytorch b.
    expect(of['share:new models:transformers']).toMatchObject({ value: 2 / 5, n: 5 });
    expect(of['share:new models:pytorch']).toMatchObject({ value: 2 / 5, n: 5 });
    expect(of['difference:new models']?.value).toBe(0);
    expect(of['difference:derived models']).toMatchObject({ value: 0.5, n: 4, level: 0.95 });
    expect(of['p:derived models']?.value).toBeGreaterThan(0);
    expect(notes[0]).toContain('Of 7 models 1 are older than 2022-03-02');
    expect(notes[0]).toContain('1 name no library');
  });

  it('takes the variance of two shares of the same models', async () => {
    await addSnapshot(store.connection, { on: '2023-12-01', covers, records: [...records, ...Array.from({ length: 40 }, (_, i) => model(`g${i}`, '2023-07-01', ['transformers']))] });
    const found = (await adopt('libraries')).statistics.find((one) => one.name === 'difference:new models');
    // Of 45 models 41 name transformers alone, 1 pytorch alone: variance (42/45 − (40/45)²)/44, t of 44 degrees at 0.025/10.
    const reach = 2.9555 * Math.sqrt((42 / 45 - (40 / 45) ** 2) / 44);
    expect(found?.value).toBeCloseTo(40 / 45, 12);
    expect((found?.value ?? 0) - (found?.low ?? 0)).toBeCloseTo(reach, 2);
  });

  it('takes owners for the units of new models, those without one for one', async () => {
    const many = Array.from({ length: 40 }, (_, i) => i);
    const apart = [...records, ...many.map((i) => model(`g${i}`, '2023-07-01', ['transformers'], undefined, `owner${i % 20}`))];
    const together = [...records, ...many.map((i) => ({ ...model(`g${i}`, '2023-07-01', ['transformers']), name: `g${i}` }))];
    async function reachOf(series: string, all: readonly InventedRecord[]): Promise<{ reach: number; value: number | null | undefined }> {
      const snapshots = [await addSnapshot(store.connection, { on: '2023-12-01', series, covers, records: all })];
      const { statistics } = await measureVariant<LibraryAdoptionRow>({ connection: store.connection, metric: 'library-adoption', variant: 'libraries', snapshots });
      const found = statistics.find((one) => one.name === 'difference:new models');
      return { value: found?.value, reach: (found?.value ?? 0) - (found?.low ?? 0) };
    }
    const [twenty, one] = [await reachOf('twenty', apart), await reachOf('one', together)];
    // Of 25 owners with 45 models: e is 2·(1 − 40/45) of twenty owners, and of b 0, c 1, d −1, e 0, f 0, less 40/45 each.
    const gap = 40 / 45;
    const squares = (20 * (2 - 2 * gap) ** 2 + 3 * gap ** 2 + (1 - gap) ** 2 + (-1 - gap) ** 2) / 45 ** 2;
    expect(twenty.reach).toBeCloseTo(3.0905 * Math.sqrt(squares * (25 / 24)), 2);
    expect(one.value).toBe(twenty.value);
    expect(one.reach).toBeGreaterThan(2 * twenty.reach);
  });

  it('has file formats as rivals, models that name a library, and recent derived models as readings', async () => {
    await addSnapshot(store.connection, { on: '2023-12-01', covers, records });
    expect(await valuesOf('libraries and file formats')).toMatchObject({ 'share:new models:safetensors': 3 / 5, 'difference:new models': 2 / 5 - 3 / 5, 'difference:derived models': 3 / 4 - 2 / 4 });
    expect(await valuesOf('models that name a library')).toMatchObject({ 'share:new models:transformers': 2 / 4 });
    expect((await valuesOf('derived in the last year'))['share:derived models:transformers']).toBeCloseTo(2 / 3, 12);
  });

  it('tells shares by quarter, and which quarters are whole', async () => {
    await addSnapshot(store.connection, { on: '2023-12-01', covers, records });
    const { rows } = await adopt('libraries');
    const ours = rows.filter((row) => row.population === 'new models' && row.library === 'transformers');
    expect(ours.map((row) => [row.quarter, row.numerator, row.denominator, row.whole])).toEqual([
      ['2022-10-01', 1, 1, true], ['2023-01-01', 1, 1, true], ['2023-04-01', 1, 3, true], ['2023-10-01', 0, 1, false],
    ]);
    expect(rows.filter((row) => row.population === 'derived models' && row.library === 'transformers')).toHaveLength(4);
    expect(new Set(rows.map((row) => row.library))).toEqual(new Set(['transformers', 'safetensors', 'pytorch']));
  });

  it('says nothing of derived models where parents are not stated, and nothing at all without libraries', async () => {
    await addSnapshot(store.connection, { on: '2023-12-01', covers: ['libraries', 'created_at'], records: [model('b', '2023-02-01', ['transformers']), model('c', '2023-03-01', ['jax'])] });
    const { rows, statistics } = await adopt('libraries');
    expect(statistics.find((one) => one.name === 'difference:derived models')).toMatchObject({ value: null, why: 'the snapshot does not state base_models' });
    expect(new Set(rows.map((row) => row.population))).toEqual(new Set(['new models']));
    const blind = await openInventedStore();
    try {
      await addSnapshot(blind.connection, { on: '2023-12-01', covers: ['downloads'], records: [{ name: 'a', downloads: 1 }] });
      const [first] = await measureNothing({ connection: blind.connection, metric: 'library-adoption' });
      expect(first).toMatchObject({ missing: ['libraries', 'created_at'] });
    } finally {
      blind.close();
    }
  });

  it('has no rows for an empty snapshot', async () => {
    await addSnapshot(store.connection, { on: '2023-12-01', covers, records: [] });
    const { rows, statistics } = await adopt('libraries');
    expect(rows).toEqual([]);
    expect(statistics[0]).toMatchObject({ value: null, why: 'there are no new models' });
  });
});
