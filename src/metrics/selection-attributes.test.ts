import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Field } from '../core/field.js';
import type { Measured } from '../core/measurement.js';
import type { SelectionAttributesRow } from '../core/rows/selection-attributes.js';
import { seededGenerator } from '../stats/random.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

interface Invention {
  readonly models?: number;
  /** Factor of the downloads of models with safetensors, and of BERT models. */
  readonly safetensors?: number;
  readonly bert?: number;
  readonly covers?: readonly Field[];
  readonly more?: (index: number) => Partial<InventedRecord>;
}

/** Models of forty owners whose attributes are drawn by lot; downloads of about 100, times the factors of their attributes. */
async function invent({ models = 600, safetensors = 1, bert = 1, covers = ['downloads', 'likes', 'tags', 'created_at'], more = () => ({}) }: Invention = {}): Promise<number> {
  const generator = seededGenerator(5);
  const records = Array.from({ length: models }, (_, index): InventedRecord => {
    const [open, net, scored, data] = [generator.below(2), generator.below(3), generator.below(4), generator.below(3)];
    const downloads = Math.round(30 * 4 ** (generator.below(1000) / 400) * (open === 1 ? safetensors : 1) * (net === 1 ? bert : 1));
    return {
      name: `owner${index % 40}/m${index}`, downloads, likes: generator.below(20), created_at: `2024-0${1 + generator.below(6)}-01T00:00:00`,
      tags: [...(net === 0 ? [] : [net === 1 ? 'bert' : 't5']), ...(open === 1 ? ['safetensors'] : []), ...(scored === 0 ? ['model-index'] : []), ...(data === 0 ? ['dataset:squad'] : []), 'en'],
      ...more(index),
    };
  });
  return addSnapshot(store.connection, { on: '2024-07-11', covers, records });
}

function main(variant = 'downloads'): Promise<Measured<SelectionAttributesRow>> {
  return measureVariant<SelectionAttributesRow>({ connection: store.connection, metric: 'selection-attributes', variant });
}

function valueOf(measured: Measured<SelectionAttributesRow>, name: string): number {
  return measured.statistics.find((one) => one.name === name)?.value ?? Number.NaN;
}

describe('selection-attributes', () => {
  it('finds the block that was planted, and nothing in the others', async () => {
    await invent({ safetensors: 30 });
    const found = await main();
    expect(valueOf(found, 'shareOfVariance:together')).toBeGreaterThan(0.7);
    expect(valueOf(found, 'shareOfVariance:portability')).toBeGreaterThan(0.7);
    for (const block of ['architecture', 'performance', 'reproducibility']) expect(Math.abs(valueOf(found, `shareOfVariance:${block}`))).toBeLessThan(0.02);
    const ratio = found.rows.find((row) => row.attribute === 'safetensors');
    expect(ratio?.low).toBeLessThan(30);
    expect(ratio?.value).toBeGreaterThan(20);
    expect(ratio?.value).toBeLessThan(45);
    expect(ratio?.having).toBeGreaterThan(100);
  });

  it('finds an architecture by its tag or by the stated type, and the sum of two effects', async () => {
    await invent({ safetensors: 4, bert: 8 });
    const found = await main();
    const parts = ['architecture', 'performance', 'reproducibility', 'portability'].map((block) => valueOf(found, `shareOfVariance:${block}`));
    expect(parts.reduce((total, value) => total + value, 0)).toBeCloseTo(valueOf(found, 'shareOfVariance:together'), 9);
    expect(parts[0]).toBeGreaterThan(0.3);
    expect(parts[3]).toBeGreaterThan(0.15);
    expect(found.rows.map((row) => row.attribute)).toContain('bert');
    expect(found.notes[0]).toContain('the first tag that names a known model type');
  });

  it('explains nothing where downloads are drawn by lot: the interval holds zero', async () => {
    await invent();
    const together = (await main()).statistics.find((one) => one.name === 'shareOfVariance:together')!;
    expect(together.low).toBeLessThan(0.01);
    expect(together.value).toBeLessThan(0.02);
    expect(together.n).toBe(600);
  });

  it('gives the same numbers each time', async () => {
    await invent({ safetensors: 3 });
    expect(JSON.stringify(await main())).toBe(JSON.stringify(await main()));
  });

  it('measures likes, places and parts of the population', async () => {
    await invent({ safetensors: 10, more: (index) => (index % 3 === 0 ? { downloads: 0 } : {}) });
    expect(valueOf(await main('likes'), 'shareOfVariance:together')).toBeLessThan(0.03);
    expect(valueOf(await main('ranks'), 'shareOfVariance:portability')).toBeGreaterThan(0.1);
    expect((await main()).rows[0]?.models).toBe(600);
    expect((await main('downloaded models')).rows[0]?.models).toBe(400);
    expect((await main('popular models')).rows[0]?.models).toBeLessThan(400);
    expect((await main('without age')).rows.map((row) => row.block)).not.toContain('age');
  });

  it('leaves out models without a number of downloads, and those that are gone', async () => {
    await invent({ covers: ['downloads', 'tags', 'removed'], more: (index) => ({ removed: index % 4 === 0, ...(index % 4 === 1 ? { downloads: null } : {}) }) });
    expect((await main()).rows[0]?.models).toBe(300);
  });

  it('says what it cannot tell: age, likes', async () => {
    await invent({ covers: ['downloads', 'tags'] });
    expect((await main()).notes).toContain('Age is not held constant: the snapshot does not state created_at.');
    for (const [variant, field] of [['likes', 'likes'], ['without age', 'created_at']] as const) {
      const [absent] = await measureNothing({ connection: store.connection, metric: 'selection-attributes', variant });
      expect(absent?.missing).toEqual([field]);
    }
  });

  it('is not measurable without tags, with too few models, and without downloads', async () => {
    const bare = await invent({ covers: ['downloads', 'task'] });
    const [first] = await measureNothing({ connection: store.connection, metric: 'selection-attributes', snapshots: [bare] });
    expect(first).toMatchObject({ missing: ['tags'], why: 'the snapshot states nothing of performance, reproducibility, portability; architecture and two other blocks have to be told' });
    const few = await addSnapshot(store.connection, { on: '2024-08-11', covers: ['downloads', 'tags'], records: [{ name: 'a/b', downloads: 3, tags: ['bert'] }] });
    expect((await measureNothing({ connection: store.connection, metric: 'selection-attributes', snapshots: [few], variant: 'downloads' }))[0]?.why).toContain('of too few models for this reading: 1, and shares of variance need at least 200');
    const names = await addSnapshot(store.connection, { on: '2024-09-11', covers: ['tags'], records: [{ name: 'a/b', tags: ['bert'] }] });
    expect((await measureNothing({ connection: store.connection, metric: 'selection-attributes', snapshots: [names] }))[0]?.missing).toEqual(['downloads']);
  });
});
