import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DatasetDocumentationRow } from '../core/measurement.js';
import type { Field } from '../core/field.js';
import { datasetSections } from '../cards/sections/section-names.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

const covers: readonly Field[] = ['downloads', 'has_card', 'card_sections', 'card_unread'];

/** Datasets d00, d01 … with falling downloads; `filled` of the five sections of each, null for one without a card. */
function datasets(count: number, filled: (index: number) => number | null, over: (index: number) => Partial<InventedRecord> = () => ({})): InventedRecord[] {
  return Array.from({ length: count }, (_, index): InventedRecord => {
    const sections = filled(index);
    return {
      name: `d${String(index).padStart(2, '0')}`, downloads: 1000 - index, has_card: sections !== null,
      card_sections: sections === null ? null : datasetSections.slice(0, sections), card_unread: sections === null ? null : [], ...over(index),
    };
  });
}

function measureDatasets(variant: 'with a card' | 'every dataset', k?: number) {
  return measureVariant<DatasetDocumentationRow>({ connection: store.connection, metric: 'dataset-documentation', variant, ...(k === undefined ? {} : { k }) });
}

describe('dataset-documentation', () => {
  it('gives the mean score and each section\'s share per tenth by downloads', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', covers, records: datasets(20, (index) => (index < 10 ? 5 : index < 19 ? 1 : 0)) });
    const { rows, parameters, notes } = await measureDatasets('with a card');
    expect(rows.filter((row) => row.section === null).map((row) => row.share)).toEqual([1, 1, 1, 1, 1, 0.2, 0.2, 0.2, 0.2, 0.1]);
    expect(rows.find((row) => row.decile === 10 && row.section === 'datasetDescription')).toMatchObject({ numerator: 1, denominator: 2, share: 0.5, datasets: 2, mostDownloads: 982, leastDownloads: 981 });
    expect(rows.find((row) => row.decile === 10 && row.section === null)).toMatchObject({ numerator: 1, denominator: 10 });
    expect(rows).toHaveLength(10 * 6);
    expect(parameters).toEqual({ k: 2 });
    expect(notes).toContain('Of 20 datasets 20 state downloads; of these the card is known of 20, 0 have none, and of 0 nobody knows.');
    expect(notes.join(' ')).toContain('the tenths hold 2, 2, 2, 2, 2, 2, 2, 2, 2, 2.');
    expect(notes).toContain('The most downloaded are 2 datasets and the least 2: 2 each, and those with as many downloads as the last of them.');
  });

  it('relates the score to downloads, and the most to the least downloaded', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', covers, records: datasets(20, (index) => (index < 10 ? 3 + (index % 3) : index % 3)) });
    const { statistics } = await measureDatasets('with a card', 10);
    const found = new Map(statistics.map((one) => [one.name, one]));
    // A perfect effect has an interval too: Wilson's for ten of ten, on the scale of delta. Each of these datasets is an owner of its own.
    for (const name of ['cliffsDelta', 'clusteredDelta:tenths']) {
      expect(found.get(name)).toMatchObject({ value: 1, n: 20, high: 1, level: 0.95 });
      expect(found.get(name)?.low).toBeCloseTo(20 / (10 + 3.841459) - 1, 5);
    }
    expect(found.get('p:clusteredDelta:tenths')?.value).toBeLessThan(0.02);
    expect(found.get('spearman')?.value).toBeGreaterThan(0.7);
    expect(found.get('spearman')?.low).toBeLessThan(found.get('spearman')?.value ?? 0);
    // Scores 3 4 5 3 4 5 3 4 5 3 of five against 1 2 0 1 2 0 1 2 0 1.
    expect(found.get('meanTop')?.value).toBeCloseTo(0.78, 12);
    expect(found.get('meanBottom')?.value).toBeCloseTo(0.2, 12);
    expect(found.get('shareTop:datasetDescription')).toMatchObject({ value: 1, n: 10 });
    expect(found.get('shareBottom:datasetDescription')).toMatchObject({ value: 0.7, n: 10 });
    expect(found.get('shareDifference:additionalInformation')).toMatchObject({ value: 0.3, n: 20 });
    expect(found.get('pHolm:spearman')?.n).toBe(2);
    expect(found.get('pHolm:datasetCreation')?.n).toBe(5);
  });

  it('leaves datasets out whose downloads or card nobody knows; those without a card fill nothing, and only in their own variant', async () => {
    const records = datasets(40, (index) => (index % 2 === 0 ? 2 : null), (index) => (index === 0 ? { downloads: null } : index === 1 ? { has_card: null } : index === 2 ? { card_sections: null } : {}));
    await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', covers, records });
    // 20 have a card: of one the downloads are unknown, of one the card is not at hand.
    const [reason] = await measureNothing({ connection: store.connection, metric: 'dataset-documentation', variant: 'with a card' });
    expect(reason?.why).toBe('the snapshot states downloads and cards, but both of 18 datasets only; at least 20 are needed');
    const { rows, notes } = await measureDatasets('every dataset');
    expect(rows.filter((row) => row.section === null).reduce((sum, row) => sum + row.datasets, 0)).toBe(37);
    expect(rows.filter((row) => row.section === null).reduce((sum, row) => sum + row.numerator, 0)).toBe(36);
    expect(notes.join(' ')).toContain('1 datasets have a card that is not at hand. They are in neither reading');
    expect(notes).toContain('Of 40 datasets 39 state downloads; of these the card is known of 18, 19 have none, and of 2 nobody knows.');
  });

  it('leaves a card that could not be judged out of the score, and a section that could not be judged out of its share', async () => {
    const records = datasets(20, () => 1, (index) => (index === 0 ? { card_unread: ['considerations'] } : {}));
    await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', covers, records });
    const { rows, notes, statistics } = await measureDatasets('with a card');
    expect(rows.filter((row) => row.decile === 1).map((row) => [row.section, row.numerator, row.denominator])).toEqual([
      [null, 1, 5], ['datasetDescription', 2, 2], ['datasetStructure', 0, 2], ['datasetCreation', 0, 2], ['considerations', 0, 1], ['additionalInformation', 0, 2],
    ]);
    expect(notes).toContain('1 cards have sections that could not be judged: they are left out of the score, and of those sections.');
    // All scores are the same: there is nothing to correlate, and that is said.
    expect(statistics.find((one) => one.name === 'spearman')).toMatchObject({ value: null });
    for (const one of statistics) expect(one.value === null ? one.why : Number.isFinite(one.value), one.name).toBeTruthy();
  });

  it('keeps datasets with equal downloads together, and says which rules read the cards', async () => {
    const records = datasets(20, () => 1, (index) => ({ downloads: index < 5 ? 7 : 100 + index, card_rules: index < 5 ? 'old' : 'new' }));
    await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', covers: [...covers, 'card_rules'], records });
    const { notes, rows, statistics } = await measureDatasets('with a card');
    expect(notes.join(' ')).toContain('the tenths hold 2, 2, 2, 2, 2, 2, 2, 1, 5, 0.');
    expect(rows.some((row) => row.decile === 10)).toBe(false);
    expect(rows.find((row) => row.decile === 9)).toMatchObject({ datasets: 5, leastDownloads: 7, mostDownloads: 7 });
    expect(statistics.find((one) => one.name === 'shareBottom:datasetDescription')).toMatchObject({ value: 1, n: 5 });
    // A twentieth is one dataset, and five have as few downloads; a quarter is five.
    const why = 'with ties the least downloaded are 5 datasets instead of 1';
    for (const name of ['cliffsDelta', 'clusteredDelta', 'p:clusteredDelta']) expect(statistics.find((one) => one.name === `${name}:twentieths`)).toEqual({ name: `${name}:twentieths`, value: null, n: 0, why });
    expect(statistics.find((one) => one.name === 'clusteredDelta:quarters')).toMatchObject({ value: 0, n: 10 });
    expect(notes).toContain('Cards were read by several versions of the rules: new (15 cards), old (5 cards).');
  });

  it('cannot set the most against the least downloaded where these have equal downloads, and says why', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', covers, records: datasets(20, (index) => index % 6, (index) => ({ downloads: index === 0 ? 9 : 0 })) });
    const { notes, statistics } = await measureDatasets('with a card');
    expect(notes).toContain('The 2 most and the 2 least downloaded cannot be told apart: their last ones have equal downloads.');
    expect(statistics.find((one) => one.name === 'cliffsDelta')).toMatchObject({ value: null });
    for (const one of statistics) expect(one.value === null ? one.why : Number.isFinite(one.value), one.name).toBeTruthy();
  });

  it('is not measurable for models, without cards, with cards read as those of models, and with few datasets', async () => {
    const models = await addSnapshot(store.connection, { on: '2024-01-01', covers, records: datasets(20, () => 1) });
    const bare = await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', covers: ['downloads'], records: [{ name: 'a', downloads: 1 }] });
    const foreign = await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', series: 'foreign', covers, records: datasets(20, () => 0, () => ({ card_sections: ['training'] })) });
    const few = await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', series: 'few', covers, records: datasets(19, () => 1) });
    const whole = await addSnapshot(store.connection, { on: '2024-01-01', kind: 'dataset', series: 'whole', covers, records: datasets(20, () => 1) });
    const reasons = [];
    for (const [key, variant] of [[models, 'with a card'], [bare, 'with a card'], [foreign, 'with a card'], [few, 'with a card'], [whole, 'every dataset']] as const) {
      const [one] = await measureNothing({ connection: store.connection, metric: 'dataset-documentation', snapshots: [key], variant });
      reasons.push(one?.why);
    }
    expect(reasons).toEqual([
      'the snapshot is of kind model; expected dataset', 'the snapshot does not state has_card, card_sections', 'the cards were read for the sections of another kind of package',
      'the snapshot states downloads and cards, but both of 19 datasets only; at least 20 are needed', 'of no dataset is it known that it has no card',
    ]);
  });
});
