import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CompletenessRow, CompletenessSource } from '../core/measurement.js';
import type { Field } from '../core/field.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, type InventedRecord, type InventedSnapshot } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

const cards: readonly Field[] = ['has_card', 'card_sections', 'card_unread', 'card_attributes'];

async function complete(covers: readonly Field[], records: readonly InventedRecord[], over: Partial<InventedSnapshot> & { readonly k?: number } = {}) {
  const { k = 1, ...snapshot } = over;
  const key = await addSnapshot(store.connection, { on: '2024-01-01', covers, records, ...snapshot });
  return measureVariant<CompletenessRow>({ connection: store.connection, metric: 'documentation-completeness', variant: 'as stated', snapshots: [key], k });
}

/** The count of a property in a population, `2 of 3`, or why there is none. */
function told(rows: readonly CompletenessRow[], population: string, property: string, source: CompletenessSource = 'anywhere'): string | undefined {
  const row = rows.find((one) => one.population === population && one.property === property && one.source === source);
  return row === undefined ? undefined : row.share === null ? (row.why ?? 'no reason') : `${row.numerator} of ${row.denominator}`;
}

describe('documentation-completeness', () => {
  it('counts in the record, in the card, and in either; a package without a card states nothing in it, one nobody asked for is in no denominator', async () => {
    const { rows, notes } = await complete(['downloads', 'licences', 'tags', ...cards], [
      { name: 'acme/a', downloads: 9, licences: ['mit'], tags: ['x'], has_card: true, card_sections: ['training'], card_unread: [], card_attributes: ['hardware'] },
      { name: 'b', downloads: 8, licences: null, tags: ['x'], has_card: true, card_sections: [], card_unread: ['training', 'limitations'], card_attributes: ['licence'] },
      { name: 'c', downloads: 7, licences: null, tags: null, has_card: false },
      { name: 'd', downloads: 6, licences: ['mit'], tags: null, has_card: null },
    ]);
    expect(told(rows, 'all', 'licence', 'record')).toBe('2 of 4');
    // What else the card of b states nobody knows, for it was not wholly read.
    expect(told(rows, 'all', 'licence', 'card')).toBe('0 of 2');
    expect(told(rows, 'all', 'licence')).toBe('1 of 2');
    expect(told(rows, 'with a card', 'licence')).toBe('1 of 1');
    expect(told(rows, 'without a card', 'licence')).toBe('0 of 1');
    expect(told(rows, 'all', 'hardware')).toBe('1 of 2');
    expect(told(rows, 'all', 'hardware', 'record')).toBeUndefined();
    expect(told(rows, 'top', 'tag')).toBe('1 of 1');
    // Of b it cannot be told whether it speaks of training.
    expect(told(rows, 'all', 'training')).toBe('1 of 2');
    expect(told(rows, 'all', 'howToUse')).toBe('0 of 3');
    expect(told(rows, 'without a card', 'howToUse')).toBeUndefined();
    expect(notes).toContain('Packages: all 4, top 1, with a card 2, without a card 1.');
    expect(notes).toContain('Of 4 packages the card is known, or known not to be there, of 3: what cards can tell is counted among those, and a package without a card states nothing in it.');
    expect(notes).toContain('The packages whose card is known were chosen by somebody: their share is not that of all.');
    expect(notes).toContain('Sections that could not be judged are neither there nor absent: limitations of 1 cards, training of 1 cards.');
    const row = rows.find((one) => one.population === 'all' && one.property === 'hardware');
    expect(row).toMatchObject({ numerator: 1, denominator: 2, why: null });
    expect(row?.low).toBeCloseTo(0.0945, 4);
    expect(row?.high).toBeCloseTo(0.9055, 4);
    expect(notes).toContain('1 cards were cut, or are in a language without vocabulary: they are in no share of what a card can state.');
  });

  it('tells what nobody collected from what nobody states', async () => {
    const { rows, notes, statistics } = await complete(['downloads', 'task'], [{ name: 'acme/a', downloads: 9, task: null }, { name: 'b', downloads: 8, task: 'fill-mask' }]);
    expect(told(rows, 'all', 'task')).toBe('1 of 2');
    expect(told(rows, 'all', 'licence')).toBe('the records do not state it, and cards were not collected');
    expect(told(rows, 'all', 'training')).toBe('cards were not collected');
    expect(told(rows, 'with a card', 'task')).toBeUndefined();
    expect(rows.filter((row) => row.share === null).every((row) => row.numerator === null && row.low === null && row.why !== null)).toBe(true);
    expect(notes).toContain('What only cards tell is not measurable: cards were not collected; shares are of what records state.');
    // Author, domain and task can be told: of one package each.
    expect(statistics[0]).toEqual({ name: 'propertiesStatedByFewerThanHalf', value: 0, n: 3 });
  });

  it('does not call absent what the rules of an older reading did not look for', async () => {
    const records: InventedRecord[] = [{ name: 'a', downloads: 9, has_card: true, card_sections: [], card_attributes: ['hardware'] }];
    const { rows, notes } = await complete(['downloads', 'has_card', 'card_sections', 'card_attributes'], records);
    expect(told(rows, 'all', 'emissions')).toBe('the records do not state it, and the cards were read for other attributes only');
    expect(told(rows, 'all', 'grant')).toBe('0 of 1');
    expect(told(rows, 'all', 'hardware', 'card, declared')).toBeUndefined();
    expect(notes.join(' ')).toContain('cannot be told apart: the snapshot has no values of cards');
    const empty = await complete(['downloads', 'has_card', 'card_sections', 'card_attributes', 'card_values'], records, { series: 'no values' });
    expect(told(empty.rows, 'all', 'emissions')).toBe('the records do not state it, and the cards were read for other attributes only');
    expect(notes.join(' ')).toContain('does not tell which sections could not be judged');
  });

  it('tells what a card declares from what is only inferred, and leaves tags and configuration to the record', async () => {
    await addSnapshot(store.connection, {
      on: '2024-01-01', covers: ['downloads', ...cards, 'card_rules'],
      records: [...'abc'].map((name) => ({
        name, downloads: 9, has_card: true, card_sections: name === 'a' ? ['evaluation'] : [], card_unread: name === 'b' ? ['evaluation'] : [],
        card_attributes: name === 'a' ? ['emissions'] : ['emissions', 'evaluation'], card_rules: name === 'a' ? 'old' : 'new',
      })),
    });
    // The values of cards are structs, which the invented records do not write.
    await store.connection.run(`update snapshot_field set standing = 'derived' where field = 'card_values'`);
    await store.connection.run(`
      insert into history_card_values (package_key, snapshot_key, value)
      select package_key, snapshot_key, case value
        when 'a' then [{'attribute': 'emissions', 'value': '3', 'source': 'front matter', 'standing': 'declared'}]
        when 'b' then [{'attribute': 'emissions', 'value': '3', 'source': 'text', 'standing': 'inferred'}]
        else [{'attribute': 'emissions', 'value': '3', 'source': 'tag', 'standing': 'declared'}] end
      from history_name`);
    const { rows, notes } = await measureVariant<CompletenessRow>({ connection: store.connection, metric: 'documentation-completeness', variant: 'as stated', k: 1 });
    expect(told(rows, 'all', 'emissions', 'card')).toBe('3 of 3');
    expect(told(rows, 'all', 'emissions', 'card, declared')).toBe('1 of 3');
    expect(told(rows, 'all', 'emissions', 'card, inferred only')).toBe('2 of 3');
    expect(told(rows, 'all', 'grant', 'card, declared')).toBe('0 of 3');
    // An attribute and a section bear this name.
    expect(rows.filter((one) => one.population === 'all' && one.property === 'evaluation' && one.source === 'anywhere').map(({ kind, numerator, denominator }) => `${kind} ${numerator} of ${denominator}`))
      .toEqual(['attribute 1 of 2', 'section 1 of 2']);
    expect(notes).toContain('Cards were read by several versions of the rules: new (2 cards), old (1 cards).');
  });

  it('takes a source\'s word for unknown as what it says', async () => {
    const { rows } = await complete(['task'], [{ name: 'a', task: 'unknown' }, { name: 'b', task: 'fill-mask' }]);
    expect(told(rows, 'all', 'task')).toBe('1 of 2');
  });

  it('compares the top with the other packages, with p adjusted over the properties', async () => {
    const records = [...'abcdefgh'].map((name, index): InventedRecord => ({ name, downloads: 100 - index, licences: index < 3 ? ['mit'] : null, tags: ['x'] }));
    const { statistics } = await complete(['downloads', 'licences', 'tags'], records, { k: 4 });
    const found = new Map(statistics.map((one) => [one.name, one]));
    expect(found.get('shareTop:licence')).toMatchObject({ value: 0.75, n: 4 });
    expect(found.get('shareOthers:licence')).toMatchObject({ value: 0, n: 4 });
    expect(found.get('shareDifference:licence')).toMatchObject({ value: 0.75, n: 8 });
    // Author and tag do not differ: three tests in all.
    expect(found.get('pHolm:licence')?.value).toBeCloseTo(3 * (found.get('p:licence')?.value ?? 1), 12);
    // Of 8 · 3 statements that can be made of author, licence and tag, 3 + 8 are.
    expect(found.get('shareStated:attributes:all')).toMatchObject({ value: 11 / 24, n: 3 });
    for (const one of statistics) expect(one.value === null ? one.why : Number.isFinite(one.value), one.name).toBeTruthy();
  });

  it('gives the mean share of the attributes that can be told, with an interval over groups of owners', async () => {
    const records = Array.from({ length: 40 }, (_, index): InventedRecord => ({ name: `o${index}/m`, downloads: 100 - index, licences: index % 4 === 0 ? ['mit'] : null, tags: index < 20 ? ['x'] : null }));
    const { statistics } = await complete(['downloads', 'licences', 'tags'], records, { k: 10 });
    const found = new Map(statistics.map((one) => [one.name, one]));
    // Licence 10 of 40, tag 20 of 40; with the author, whom all names state, (1/4 + 1/2 + 1) / 3.
    expect(found.get('meanShare:attributes:all')).toMatchObject({ value: 0.375, n: 40, level: 0.95 });
    expect(found.get('meanShare:attributes with the author:all')?.value).toBeCloseTo(1.75 / 3, 12);
    expect(found.get('meanShare:attributes in the record:all')?.value).toBe(0.375);
    // Licence 3 of 10, tag 10 of 10.
    expect(found.get('meanShare:attributes:top')?.value).toBeCloseTo(0.65, 12);
    const { low = 0, high = 1 } = found.get('meanShare:attributes:all') ?? {};
    // Were each owner its own group, the standard error of the mean of the two would be 0.06.
    expect(0.375 - low).toBeGreaterThan(0.07);
    expect(high - 0.375).toBeLessThan(0.2);
    expect(found.has('meanShare:sections:all')).toBe(false);
  });

  it('ranks by the rank where there are no downloads, and has no top where nothing ranks', async () => {
    const ranked = await complete(['rank', 'licences'], [{ name: 'x', rank: 2, licences: null }, { name: 'y', rank: 1, licences: ['mit'] }], { registry: 'npm', kind: 'library' });
    expect(told(ranked.rows, 'top', 'licence')).toBe('1 of 1');
    const unranked = await complete(['licences'], [{ name: 'x', licences: null }, { name: 'y', licences: ['mit'] }], { series: 'unranked' });
    expect(told(unranked.rows, 'top', 'licence')).toBeUndefined();
    expect(unranked.notes).toContain('The top is not measurable: the snapshot states no popularity.');
    expect(unranked.statistics.some((one) => one.name.startsWith('shareTop'))).toBe(false);
  });

  it('asks the cards of datasets for their own sections, and does not take those of models for them', async () => {
    const own = await complete(cards, [{ name: 'a', has_card: true, card_sections: ['considerations'] }, { name: 'b', has_card: false }], { kind: 'dataset' });
    expect(told(own.rows, 'all', 'considerations')).toBe('1 of 2');
    expect(told(own.rows, 'all', 'training')).toBeUndefined();
    const foreign = await complete(cards, [{ name: 'a', has_card: true, card_sections: ['training'], card_attributes: ['licence'] }], { kind: 'dataset', series: 'foreign' });
    expect(told(foreign.rows, 'all', 'considerations')).toBe('the cards were read for the sections of another kind of package');
  });

  it('takes by default a snapshot that states something beside names', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['licences'], records: [{ name: 'a', licences: ['mit'] }] });
    await addSnapshot(store.connection, { on: '2024-06-01', registry: 'npm', kind: 'library', covers: ['rank'], records: [{ name: 'left-pad', rank: 1 }] });
    const { snapshots } = await measureVariant<CompletenessRow>({ connection: store.connection, metric: 'documentation-completeness', variant: 'as stated' });
    expect(snapshots.map((one) => one.registry)).toEqual(['huggingface']);
  });

  it('is not measurable where only names are stated, where no card is known, and where there is no package', async () => {
    const names = await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [{ name: 'acme/a', downloads: 1 }] });
    const unasked = await addSnapshot(store.connection, { on: '2024-01-01', series: 'unasked', covers: cards, records: [{ name: 'acme/a', has_card: null }] });
    const empty = await addSnapshot(store.connection, { on: '2024-01-01', series: 'empty', covers: ['licences'], records: [] });
    const reasons = [];
    for (const key of [names, unasked, empty]) {
      const [one] = await measureNothing({ connection: store.connection, metric: 'documentation-completeness', snapshots: [key], k: 1 });
      reasons.push(one?.why);
    }
    expect(reasons).toEqual([
      'the snapshot states neither cards nor any attribute beside the name', 'the snapshot states neither cards nor any attribute beside the name', 'the snapshot lists no package',
    ]);
  });
});
