import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Field } from '../core/field.js';
import type { NameConsistencyRow } from '../core/rows/name-consistency.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, parentsOf, type InventedRecord } from './invented-snapshots.test-data.js';
import { productOf } from './name-statistics.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

const covers: readonly Field[] = ['downloads', 'tags', 'task', 'languages', 'model_type', 'base_models'];

/** Two agree in the architecture, one says another family; one is silent, and one has a record that is. */
const records: readonly InventedRecord[] = [
  { name: 'a/bert-base-uncased', downloads: 90, tags: ['bert'], model_type: 'bert' },
  { name: 'a/roberta-large', downloads: 80, tags: ['roberta'], model_type: 'roberta' },
  { name: 'b/gpt2-small', downloads: 70, tags: ['bert'], model_type: 'bert' },
  { name: 'c/xkcdqq', downloads: 60, tags: ['bert'], model_type: 'bert' },
  { name: 'c/bert-tiny', downloads: 50, tags: null, model_type: null },
];

function measureNames(variant: string, snapshot?: number) {
  return measureVariant<NameConsistencyRow>({ connection: store.connection, metric: 'name-consistency', variant, ...(snapshot === undefined ? {} : { snapshots: [snapshot] }) });
}

describe('name-consistency', () => {
  it('counts per aspect who agrees, who contradicts and who is silent, and shares of those of which both speak', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records });
    const { rows, statistics, notes, parameters } = await measureNames('as recorded');
    expect(rows.find((row) => row.aspect === 'architecture')).toMatchObject({
      comparable: 3, agreement: 2, contradiction: 1, undecided: 0, recordSilent: 1, notKnown: 0, nameSilent: 1, share: 1 / 3, owners: 2,
    });
    expect(rows.find((row) => row.aspect === 'language')).toMatchObject({ comparable: 0, share: null, low: null });
    for (const row of rows) expect(row.comparable + row.recordSilent + row.notKnown + row.nameSilent, row.aspect).toBe(5);
    for (const row of rows) expect(row.agreement + row.contradiction + row.undecided, row.aspect).toBe(row.comparable);
    const found = new Map(statistics.map((one) => [one.name, one]));
    expect(found.get('shareContradicting:architecture')).toMatchObject({ value: 1 / 3, n: 3, level: 0.95 });
    expect(found.get('shareContradictingCorrected:architecture')?.value).toBeCloseTo(0.9 / 3, 12);
    expect(found.get('shareNamesThatSayNothingKnown')).toMatchObject({ value: 0.2, n: 5 });
    expect(parameters).toMatchObject({ names: 5 });
    expect(notes).toContain('All 5 models are read; the intervals say how far the shares would move with other owners of the same kind.');
    expect(notes.join(' ')).toContain('For instance b/gpt2-small: The name says gpt2; the record states bert');
  });

  it('takes the most downloaded tenth, and leaves out names that contain that of the base', async () => {
    const many = [
      ...Array.from({ length: 9 }, (_, index): InventedRecord => ({ name: `o${index}/bert-${index}`, downloads: index, model_type: 'bert', tags: ['bert'] })),
      { name: 'p/gpt2-best', downloads: 99, model_type: 'bert', tags: ['bert'] },
      { name: 'p/gpt2-best-tuned', downloads: null, model_type: 'gpt2', tags: ['gpt2'], base_models: parentsOf('p/gpt2-best') },
    ];
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: many });
    const popular = await measureNames('most downloaded');
    expect(popular.rows.find((row) => row.aspect === 'architecture')).toMatchObject({ comparable: 1, contradiction: 1 });
    const anew = await measureNames('without names of bases');
    expect(anew.rows.find((row) => row.aspect === 'architecture')?.comparable).toBe(10);
    expect(anew.notes).toContain('Of these 10 are taken.');
    expect((await measureNames('as recorded')).rows.find((row) => row.aspect === 'base model')?.agreement).toBe(1);
  });

  it('is the same on a second run, and counts at least as many contradictions where readings may be unsure', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records });
    const main = await measureNames('as recorded');
    expect(await measureNames('as recorded')).toEqual(main);
    async function any(variant: string): Promise<number> {
      return (await measureNames(variant)).rows.find((row) => row.aspect === 'any')?.contradiction ?? -1;
    }
    expect(await any('certain readings only')).toBeLessThanOrEqual(await any('as recorded'));
    expect(await any('unsure readings too')).toBeGreaterThanOrEqual(await any('as recorded'));
  });

  it('is not measurable where the record states nothing that names speak of, of another kind, and where no two speak', async () => {
    const bare = await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [{ name: 'bert', downloads: 1 }] });
    const dataset = await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', covers, records: [{ name: 'bert', tags: ['bert'] }] });
    const silent = await addSnapshot(store.connection, { on: '2024-01-01', series: 'silent', covers, records: [{ name: 'xkcdqq', tags: ['bert'] }] });
    const unranked = await addSnapshot(store.connection, { on: '2024-01-01', series: 'unranked', covers: ['tags'], records: [{ name: 'bert', tags: ['bert'] }] });
    const reasons = [];
    for (const [key, variant] of [[bare, 'as recorded'], [dataset, 'as recorded'], [silent, 'as recorded'], [unranked, 'most downloaded']] as const) {
      const [one] = await measureNothing({ connection: store.connection, metric: 'name-consistency', snapshots: [key], variant });
      reasons.push(`${one?.why ?? ''}: ${one?.missing.join(', ') ?? ''}`);
    }
    expect(reasons).toEqual([
      'the snapshot states nothing that names speak of: tags, model_type, task, languages, base_models', 'the snapshot is of kind dataset; expected model: ',
      'of no model do name and record speak of the same: ', 'the snapshot does not state downloads: downloads',
    ]);
  });
});

describe('shares by owner', () => {
  it('have an interval that one owner of many models widens, and none where there is one owner', async () => {
    async function widthOf(series: string, owners: number): Promise<number> {
      const models = Array.from({ length: 60 }, (_, index): InventedRecord => ({ name: `o${index % owners}/${index % 4 === 0 ? 'gpt2' : 'bert'}-${index}`, model_type: 'bert', tags: ['bert'] }));
      const { statistics } = await measureNames('as recorded', await addSnapshot(store.connection, { on: '2024-01-01', series, covers: ['tags', 'model_type'], records: models }));
      const found = statistics.find((one) => one.name === 'shareContradicting:architecture');
      expect(found).toMatchObject({ value: 0.25, n: 60 });
      return (found?.high ?? Number.NaN) - (found?.low ?? Number.NaN);
    }
    // All that contradict are of one owner in four.
    expect(await widthOf('four', 4)).toBeGreaterThan(2 * await widthOf('alone', 60));
    expect(await widthOf('one', 1)).toBeNaN();
  });

  it('multiplies estimates with the limits of both', () => {
    // 0.5 · 0.8 with limits 0.4 and 0.7: 0.4 − √((0.8 · 0.1)² + (0.5 · 0.1)²).
    const { value, low, high } = productOf({ value: 0.5, low: 0.4, high: 0.6 }, { value: 0.8, low: 0.7, high: 0.9 });
    expect([value, low, high].map((one) => Number(one.toFixed(6)))).toEqual([0.4, 0.305660, 0.494340]);
  });
});
