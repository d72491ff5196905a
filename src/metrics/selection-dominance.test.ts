import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Field } from '../core/field.js';
import type { Measured } from '../core/measurement.js';
import type { SelectionDominanceRow } from '../core/rows/selection-dominance.js';
import { seededGenerator } from '../stats/random.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, parentsOf, type InventedParent, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

const stated: readonly Field[] = ['downloads', 'likes', 'modified_at', 'created_at', 'base_models', 'licences', 'tags'];

interface Invention {
  /** What decides how many descendants a base has. */
  readonly by: 'popularity' | 'maintenance' | 'quality' | 'nothing';
  readonly covers?: readonly Field[];
  readonly more?: (index: number) => Partial<InventedRecord>;
  readonly relation?: string;
}

/** A hundred bases of twenty owners and their descendants, all with popularity, changes and quality drawn alike, by lot. */
async function invent({ by, covers = stated, more = () => ({}), relation = 'unknown' }: Invention): Promise<number> {
  const generator = seededGenerator(9);
  function draw(name: string): { record: InventedRecord; descendants: number } {
    const [popular, fresh, good] = [generator.below(8), generator.below(8), generator.below(2)];
    return {
      descendants: { popularity: popular, maintenance: fresh, quality: 7 * good, nothing: generator.below(8) }[by],
      record: {
        name, downloads: 3 ** popular, likes: popular, modified_at: `2024-0${1 + fresh}-02T00:00:00`, created_at: '2023-06-01T00:00:00',
        licences: good === 1 ? ['mit'] : [], tags: good === 1 ? ['model-index'] : [],
      },
    };
  }
  const records: InventedRecord[] = [];
  for (let index = 0; index < 100; index += 1) {
    const name = `owner${index % 20}/base${index}`;
    const base = draw(name);
    records.push({ ...base.record, ...more(index) });
    for (let child = 0; child < base.descendants; child += 1) {
      records.push({ ...draw(`owner${(index + child) % 20}/child${index}-${child}`).record, base_models: [[name, relation] as InventedParent] });
    }
  }
  return addSnapshot(store.connection, { on: '2024-08-11', covers, records });
}

function measured(variant = 'descendants'): Promise<Measured<SelectionDominanceRow>> {
  return measureVariant<SelectionDominanceRow>({ connection: store.connection, metric: 'selection-dominance', variant });
}

function difference(found: Measured<SelectionDominanceRow>): number {
  return found.statistics.find((one) => one.name === 'dominanceDifference')?.value ?? Number.NaN;
}

describe('selection-dominance', () => {
  it('finds the group that decides, whichever it is', async () => {
    for (const by of ['popularity', 'maintenance', 'quality'] as const) {
      const own = await openInventedStore();
      store.close();
      store = own;
      await invent({ by });
      const found = await measured();
      const ranked = [...found.rows].sort((a, b) => b.general - a.general);
      expect(ranked[0]?.group).toBe(by);
      expect(difference(found) > 0).toBe(by === 'popularity');
      const total = found.rows.reduce((sum, row) => sum + row.general, 0);
      expect(total).toBeCloseTo(found.statistics.find((one) => one.name === 'rSquared')?.value ?? Number.NaN, 10);
    }
  });

  it('has an interval about no difference where nothing decides', async () => {
    await invent({ by: 'nothing' });
    const found = (await measured()).statistics.find((one) => one.name === 'dominanceDifference')!;
    expect(found.low).toBeLessThan(0.05);
    expect(Math.abs(found.value ?? 1)).toBeLessThan(0.05);
  });

  it('counts models and those with a descendant, and says what the groups are made of', async () => {
    await invent({ by: 'quality' });
    const { rows, notes } = await measured();
    const [popularity, maintenance, quality] = rows;
    expect(popularity?.predictors).toEqual(['downloads', 'likes']);
    expect(maintenance?.predictors).toEqual(['days since the last change', 'days from creation to the last change']);
    expect(quality?.predictors).toEqual(['licence declared', 'evaluation reported']);
    // Each of the good bases has seven children.
    expect(popularity?.models).toBe(100 + 7 * (popularity?.selected ?? 0));
    expect(notes.join(' ')).toContain('quality over popularity');
  });

  it('takes downloads or likes alone, models with a descendant alone, and age as given', async () => {
    await invent({ by: 'popularity', more: (index) => ({ likes: index % 7 }) });
    expect(difference(await measured('downloads only'))).toBeGreaterThan(0.02);
    expect(difference(await measured('likes only'))).toBeLessThan(0.02);
    const only = await measured('models with a descendant');
    expect(only.rows[0]?.models).toBe(only.rows[0]?.selected);
    expect((await measured('age held constant')).rows).toHaveLength(3);
  });

  it('does not count copies where that is asked for', async () => {
    await invent({ by: 'popularity', relation: 'quantized' });
    expect(difference(await measured())).toBeGreaterThan(0.02);
    const [absent] = await measureNothing({ connection: store.connection, metric: 'selection-dominance', variant: 'without copies' });
    expect(absent?.why).toContain('dominance cannot be told');
  });

  it('leaves out models whose card a program wrote, and only where that is known', async () => {
    const cards: readonly Field[] = [...stated, 'has_card', 'card_sections', 'card_generator'];
    await invent({ by: 'popularity', covers: cards, more: (index) => ({ has_card: true, card_sections: ['usage'], ...(index % 5 === 0 ? { card_generator: 'trainer' } : {}) }) });
    // The children say nothing of a card, so cards are in no reading.
    expect((await measured()).rows[2]?.predictors).not.toContain('sections of the card');
    const [absent] = await measureNothing({ connection: store.connection, metric: 'selection-dominance', variant: 'without generated cards' });
    expect(absent?.why).toBe('the snapshot does not tell which cards a program wrote');
  });

  it('is not measurable without the last change, nor with a handful of descendants', async () => {
    const bare = await invent({ by: 'popularity', covers: ['downloads', 'base_models'] });
    const [first] = await measureNothing({ connection: store.connection, metric: 'selection-dominance', snapshots: [bare] });
    expect(first).toMatchObject({ why: 'the snapshot does not state modified_at', missing: ['modified_at'] });
    const few = await addSnapshot(store.connection, {
      on: '2024-09-11', covers: ['downloads', 'base_models', 'modified_at'],
      records: [{ name: 'a/b', downloads: 3, modified_at: '2024-01-01T00:00:00' }, { name: 'a/c', downloads: 1, modified_at: '2024-01-01T00:00:00', base_models: parentsOf('a/b') }],
    });
    const all = await measureNothing({ connection: store.connection, metric: 'selection-dominance', snapshots: [few] });
    expect(all[0]?.why).toBe('the snapshot states base_models, but too few of its models have a descendant that it lists: 1, and at least 30 are needed');
    expect(all.find((one) => one.variant === 'likes only')?.missing).toEqual(['likes']);
  });
});
