import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentationRow } from '../core/measurement.js';
import type { Field } from '../core/field.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, parentsOf, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

const facts: readonly Field[] = ['downloads', 'likes', 'licences', 'tags', 'task'];
const cards: readonly Field[] = ['has_card', 'card_sections', 'card_attributes'];

function document(variant: 'paper' | 'effect sizes' | 'without generated cards' | 'without generated cards, groups anew', k: number) {
  return measureVariant<DocumentationRow>({ connection: store.connection, metric: 'documentation-quality', variant, k });
}

function table(rows: readonly DocumentationRow[], popularity: string): unknown[][] {
  return rows.filter((row) => row.popularity === popularity).map((row) => [row.group, row.name, row.value, row.sections, row.attributes, row.quality === null ? null : Number(row.quality.toFixed(6))]);
}

/** A model with the attributes author, licence, tag, domain and task, and no card. */
const full = { licences: ['mit'], tags: ['en'], task: 'fill-mask' };

describe('documentation-quality', () => {
  it('scores the most and the least popular of those with more than 50 downloads, of what the snapshot can state', async () => {
    await addSnapshot(store.connection, {
      on: '2024-01-01', covers: facts,
      records: [
        { name: 'acme/a', downloads: 900, likes: 1, ...full },
        { name: 'b', downloads: 800, likes: 9, tags: ['en'] },
        { name: 'c', downloads: 60, likes: null, licences: ['mit'] },
        { name: 'd', downloads: 51, likes: 2 },
        { name: 'e', downloads: 50, likes: 99, ...full }, // not more than 50
        { name: 'f', downloads: null, likes: 99, ...full }, // unknown is not 0, and not more than 50
      ],
    });
    const { rows, notes, parameters } = await document('paper', 1);
    // Of the fourteen attributes a name, licences, tags and a task can tell five: author, licence, tag, domain, task.
    expect(table(rows, 'downloads')).toEqual([['top', 'acme/a', 900, null, 5, 1], ['bottom', 'd', 51, null, 0, 0]]);
    // By likes: b 9, d 2, a 1; c states none.
    expect(table(rows, 'likes')).toEqual([['top', 'b', 9, null, 1, 0.2], ['bottom', 'acme/a', 1, null, 5, 1]]);
    expect(rows.every((row) => row.attributesPossible === 5)).toBe(true);
    expect(parameters).toEqual({ k: 1, leastDownloads: 50, mostModels: 15_000, generatedCards: 'kept' });
    expect(notes).toContain('Popularity by descendants is not measurable: the snapshot does not state base_models.');
    expect(notes).toContain('Card score not measurable: the snapshot has no cards.');
    expect(notes).toContain('By likes: 1 top and 1 bottom of 3 models; ties in order of name leave 0 of the top\'s last value and 0 of the bottom\'s outside.');
  });

  it('gives both scores equal weight; a model without a card scores no section, and descendants are a popularity', async () => {
    const records: InventedRecord[] = [
      { name: 'a', downloads: 100, tags: ['en'], has_card: true, card_sections: ['evaluation', 'howToUse', 'limitations', 'training'], card_attributes: ['hardware', 'paper'] },
      { name: 'b', downloads: 90, tags: null, has_card: false },
      { name: 'c', downloads: 1, base_models: parentsOf('b', 'c') },
      { name: 'd', downloads: 1, base_models: parentsOf('b') },
    ];
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads', 'tags', 'base_models', ...cards], records });
    const { rows } = await document('paper', 1);
    // With cards all 14 attributes can be told: a has tag, hardware and paper; (4/5 + 3/14) / 2 = 0.507143.
    expect(table(rows, 'downloads')).toEqual([['top', 'a', 100, 4, 3, 0.507143], ['bottom', 'b', 90, 0, 0, 0]]);
    // c and d are children of b; c names itself too, which does not count.
    expect(table(rows, 'descendants')).toEqual([['top', 'b', 2, 0, 0, 0], ['bottom', 'a', 0, 4, 3, 0.507143]]);
  });

  it('does not call absent what a card that nobody asked for may state', async () => {
    const records: InventedRecord[] = [
      { name: 'a', downloads: 100, ...full, has_card: true, card_sections: ['howToUse'], card_attributes: ['grant', 'hardware'] },
      { name: 'b', downloads: 90, ...full, has_card: null },
    ];
    await addSnapshot(store.connection, { on: '2024-01-01', covers: [...facts, ...cards], records });
    const { rows, notes, reading } = await document('paper', 1);
    // Grant and hardware of b are unknown, so they count for neither: author is not in the names, 4 of 5 are there.
    expect(table(rows, 'downloads')).toEqual([['top', 'a', 100, null, 4, 0.8], ['bottom', 'b', 90, null, 4, 0.8]]);
    expect(reading).toContain('Metadata score only');
    expect(notes).toContain('Card score not measurable: cards of some models of the groups were not collected.');
    expect(notes.join(' ')).toContain('this snapshot cannot state: architecture, dataset, datasetUrl, framework, paper, library, hardware, grant, gitHubRepository.');
  });

  it('leaves a few models out whose card nobody knows, and says how many', async () => {
    const records = Array.from({ length: 40 }, (_, index): InventedRecord => ({
      name: `m${String(index).padStart(2, '0')}`, downloads: 200 - index, ...full, has_card: index === 3 ? null : true, card_sections: index === 3 ? null : index < 20 ? ['training'] : [], card_attributes: [],
    }));
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads', 'licences', 'tags', 'task', ...cards], records });
    const { rows, notes, reading, statistics } = await document('effect sizes', 20);
    expect(rows.filter((row) => row.group === 'top')).toHaveLength(19);
    expect(rows.some((row) => row.name === 'm03')).toBe(false);
    expect(reading).toContain('Mean of the card score');
    expect(notes).toContain('By downloads: 1 of the top and 0 of the bottom are left out, because nobody knows what their cards say.');
    expect(statistics.find((one) => one.name === 'shareTop:downloads:training')).toMatchObject({ value: 1, n: 19 });
    // One of ten is more than one of twenty: then no card counts.
    expect((await document('paper', 10)).reading).toContain('Metadata score only');
  });

  it('splits ties by name and says how many models that leaves outside', async () => {
    const records = [...'abcdef'].map((name, index) => ({ name, downloads: index === 0 ? 100 : index < 3 ? 70 : 60, likes: 0, tags: index < 3 ? ['x'] : null }));
    await addSnapshot(store.connection, { on: '2024-01-01', covers: facts, records });
    const { rows, notes } = await document('paper', 2);
    // Top: a, and b of the two with 70. Bottom: from the end of the alphabet. c and d are as popular, and outside.
    expect(table(rows, 'downloads').map(([group, name]) => [group, name])).toEqual([['top', 'a'], ['top', 'b'], ['bottom', 'e'], ['bottom', 'f']]);
    expect(notes).toContain('By downloads: 2 top and 2 bottom of 6 models; ties in order of name leave 1 of the top\'s last value and 1 of the bottom\'s outside.');
  });

  it('does not compare groups that only the order of names tells apart', async () => {
    const records = [...'abcdef'].map((name, index) => ({ name, downloads: 100 - index, likes: index === 0 ? 5 : 0, tags: index < 3 ? ['x'] : null }));
    await addSnapshot(store.connection, { on: '2024-01-01', covers: facts, records });
    const why = 'the last of the top and the first of the bottom have equally many likes (0, as 5 of 6 models have), so only the order of names would tell the groups apart';
    for (const [variant, names] of [['paper', ['cohensD', 'meanDifference', 'welchT', 'p']], ['effect sizes', ['cliffsDelta', 'clusteredDelta', 'p:clusteredDelta', 'hedgesG', 'p']]] as const) {
      const { rows, notes, statistics } = await document(variant, 2);
      expect(new Set(rows.map((row) => row.popularity))).toEqual(new Set(['downloads']));
      expect(notes).toContain(`Popularity by likes is not measurable: ${why}.`);
      for (const name of names) expect(statistics.find((one) => one.name === `${name}:likes`)).toEqual({ name: `${name}:likes`, value: null, n: 0, why });
      expect(statistics.filter((one) => one.name.includes('likes') && one.value !== null)).toEqual([]);
    }
  });

  it('takes owners for independent beside models', async () => {
    // Seven owners with a model in each half, and six models of an eighth.
    const records = Array.from({ length: 20 }, (_, index): InventedRecord => ({
      name: `o${index < 14 ? index % 7 : 7}/m${index}`, downloads: (index < 7 ? 200 : 100) - index, tags: index < 5 || index === 12 ? ['x'] : null,
    }));
    await addSnapshot(store.connection, { on: '2024-01-01', covers: facts, records });
    const found = new Map((await document('effect sizes', 10)).statistics.map((one) => [one.name, one]));
    const [models, owners] = [found.get('cliffsDelta:downloads'), found.get('clusteredDelta:downloads')];
    expect(owners?.value).toBe(models?.value);
    expect(owners?.n).toBe(20);
    expect(owners?.low).not.toBe(models?.low);
    expect(found.get('p:clusteredDelta:downloads')?.value).toBeGreaterThan(0);
    expect(found.get('p:downloads')?.value).toBeGreaterThan(0);
  });

  it('compares the groups, adjusts for the number of comparisons, and gives effect sizes', async () => {
    const records = [...'abcdefgh'].map((name, index) => ({ name, downloads: 100 - index, likes: 100 - index, ...(index < 4 ? { ...full, tags: index < 2 ? ['x'] : null } : { tags: index === 4 ? ['x'] : null }) }));
    await addSnapshot(store.connection, { on: '2024-01-01', covers: facts, records });
    const paper = new Map((await document('paper', 4)).statistics.map((one) => [one.name, one.value]));
    // Of 5 attributes the top has 4, 4, 3, 3 (licence, domain, task, and a tag in two), the bottom 1, 0, 0, 0:
    // means 0.7 and 0.05; variances 0.04/3 and 0.03/3; t = 0.65 / √((0.04/3 + 0.03/3) / 4) = 8.5105.
    expect(paper.get('meanTop:downloads')).toBeCloseTo(0.7, 12);
    expect(paper.get('meanBottom:downloads')).toBeCloseTo(0.05, 12);
    expect(paper.get('welchT:downloads')).toBeCloseTo(0.65 / Math.sqrt(0.07 / 12), 10);
    expect(paper.get('cohensD:downloads')).toBeCloseTo(0.65 / Math.sqrt((0.04 / 3 + 0.03 / 3) / 2), 10);
    // Likes rank as downloads do: two equal p, so Holm doubles both.
    expect(paper.get('pHolm:downloads')).toBeCloseTo(2 * (paper.get('p:downloads') ?? 1), 12);
    expect(paper.get('p:likes')).toBe(paper.get('p:downloads'));
    const effects = new Map((await document('effect sizes', 4)).statistics.map((one) => [one.name, one.value]));
    expect(effects.get('cliffsDelta:downloads')).toBe(1);
    expect(effects.get('mannWhitneyU:downloads')).toBe(16);
  });

  it('leaves a card that could not be judged out of the card score and the quality, and says so; its metadata count', async () => {
    const covers: readonly Field[] = ['downloads', 'tags', ...cards, 'card_unread', 'card_rules'];
    const records: InventedRecord[] = [
      { name: 'a', downloads: 100, tags: ['en'], has_card: true, card_sections: ['howToUse', 'training'], card_unread: [], card_attributes: [], card_rules: 'rules-1' },
      { name: 'b', downloads: 99, tags: ['en'], has_card: true, card_sections: ['training'], card_unread: ['howToUse', 'limitations'], card_attributes: [], card_rules: 'rules-2' },
      { name: 'c', downloads: 90, tags: null, has_card: true, card_sections: [], card_unread: [], card_attributes: [], card_rules: 'rules-2' },
      { name: 'd', downloads: 89, tags: null, has_card: false },
    ];
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records });
    const { rows, notes, statistics } = await document('effect sizes', 2);
    expect(table(rows, 'downloads')).toEqual([
      ['top', 'a', 100, 2, 1, Number(((2 / 5 + 1 / 14) / 2).toFixed(6))], ['top', 'b', 99, null, 1, null], ['bottom', 'c', 90, 0, 0, 0], ['bottom', 'd', 89, 0, 0, 0],
    ]);
    const found = new Map(statistics.map((one) => [one.name, one]));
    expect(found.get('cliffsDelta:downloads')?.n).toBe(3);
    expect(found.get('cliffsDelta:downloads:card score')?.n).toBe(3);
    expect(found.get('cliffsDelta:downloads:metadata score')?.n).toBe(4);
    // Of the top both cards could be judged for training, and only one for how to use.
    expect(found.get('shareTop:downloads:training')).toMatchObject({ value: 1, n: 2 });
    expect(found.get('shareTop:downloads:howToUse')).toMatchObject({ value: 1, n: 1 });
    expect(found.get('shareBottom:downloads:training')).toMatchObject({ value: 0, n: 2 });
    expect(notes).toContain('Left out of the card score and of the quality, and kept in the metadata score, are cards with sections that could not be judged: by downloads 1 of 2 top and 0 of 2 bottom.');
    expect(notes.join(' ')).toContain('several versions of the rules, which may tell them apart where nothing else does: rules-1 (1 cards), rules-2 (2 cards).');
  });

  it('compares the shares of each section, with p adjusted over the five', async () => {
    const records = [...'abcdefgh'].map((name, index): InventedRecord => ({
      name, downloads: 100 - index, has_card: true, card_sections: index < 3 ? ['howToUse', 'training'] : index === 7 ? ['howToUse'] : [], card_attributes: [],
    }));
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads', ...cards], records });
    const { statistics, notes } = await document('effect sizes', 4);
    const found = new Map(statistics.map((one) => [one.name, one]));
    expect(found.get('shareDifference:downloads:howToUse')).toMatchObject({ value: 0.5, n: 8, level: 0.95 });
    expect(found.get('shareDifference:downloads:limitations')).toMatchObject({ value: 0 });
    // 3 of 4 against 0 of 4: z = 0.75 / √(3/8 · 5/8 · 1/2) = 2.19, p 0.0285; the least of five is taken five times.
    expect(found.get('p:downloads:training')?.value).toBeCloseTo(0.0285, 4);
    expect(found.get('pHolm:downloads:training')?.value).toBeCloseTo(5 * (found.get('p:downloads:training')?.value ?? 1), 12);
    expect(notes).toContain('The snapshot does not tell which sections could not be judged: an absent section may be one that nobody could read.');
    for (const one of statistics) expect(one.value === null ? one.why : Number.isFinite(one.value), one.name).toBeTruthy();
  });

  it('shows what cards that programs wrote make of it: in the same groups, and in groups of the others', async () => {
    const covers: readonly Field[] = ['downloads', ...cards, 'card_generator'];
    const records = [...'abcdef'].map((name, index): InventedRecord => ({
      name, downloads: 100 - index, has_card: name !== 'f', card_sections: ['howToUse'], card_attributes: [], card_generator: name === 'a' ? 'trainer' : null,
    }));
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records });
    const less = await document('without generated cards', 2);
    expect(table(less.rows, 'downloads').map(([group, name]) => [group, name])).toEqual([['top', 'b'], ['bottom', 'e'], ['bottom', 'f']]);
    expect(less.notes[0]).toBe('Left out because a program wrote their card (trainer): by downloads 1 of 2 top and 0 of 2 bottom.');
    expect(less.parameters['generatedCards']).toBe('left out of the groups');
    const anew = await document('without generated cards, groups anew', 2);
    expect(table(anew.rows, 'downloads').map(([group, name]) => [group, name])).toEqual([['top', 'b'], ['top', 'c'], ['bottom', 'e'], ['bottom', 'f']]);
    expect(anew.notes[0]).toBe('Of the groups with all cards these hold: by downloads 1 of 2 top and 2 of 2 bottom; a program wrote the card of: by downloads 1 of 2 top and 0 of 2 bottom.');
    expect(anew.notes).toContain('By downloads: 2 top and 2 bottom of 5 models; ties in order of name leave 0 of the top\'s last value and 0 of the bottom\'s outside.');
  });

  it('cannot leave out what it does not know to be generated', async () => {
    const cardsOnly = await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads', ...cards], records: ['a', 'b'].map((name, index) => ({ name, downloads: 99 - index, has_card: true, card_sections: ['training'] })) });
    const none = await addSnapshot(store.connection, { on: '2024-01-01', series: 'none', covers: facts, records: ['a', 'b'].map((name, index) => ({ name, downloads: 99 - index, ...full })) });
    const some = await addSnapshot(store.connection, { on: '2024-01-01', series: 'some', covers: [...facts, ...cards, 'card_generator'], records: [{ name: 'a', downloads: 99, ...full, has_card: true, card_sections: [] }, { name: 'b', downloads: 98, ...full, has_card: null }] });
    const all = await addSnapshot(store.connection, { on: '2024-01-01', series: 'all generated', covers: ['downloads', ...cards, 'card_generator'], records: ['a', 'b'].map((name, index) => ({ name, downloads: 99 - index, has_card: true, card_sections: ['training'], card_generator: 'trainer' })) });
    const reasons = [];
    for (const [key, variant] of [[cardsOnly, 'without generated cards'], [none, 'without generated cards'], [some, 'without generated cards, groups anew'], [all, 'without generated cards'], [all, 'without generated cards, groups anew']] as const) {
      const [one] = await measureNothing({ connection: store.connection, metric: 'documentation-quality', snapshots: [key], k: 1, variant });
      reasons.push(one?.why);
    }
    expect(reasons.slice(0, 4)).toEqual([
      'the snapshot does not tell which cards a program wrote', 'the snapshot has no cards',
      'cards of some models of the groups were not collected, so nobody knows which of them a program wrote', 'a program wrote the card of each model of the groups',
    ]);
    expect(reasons[4]).toContain('fewer than 2 models have more than 50 downloads, a card that no program wrote, and state it');
  });

  it('is not measurable without downloads, without anything to score, or with too few models', async () => {
    const ranks = await addSnapshot(store.connection, { on: '2024-01-01', registry: 'npm', kind: 'library', covers: ['rank'], records: [{ name: 'left-pad', rank: 1 }] });
    const bare = await addSnapshot(store.connection, { on: '2024-01-01', series: 'bare', covers: ['downloads'], records: [{ name: 'acme/a', downloads: 99 }, { name: 'acme/b', downloads: 98 }] });
    const few = await addSnapshot(store.connection, { on: '2024-01-01', series: 'few', covers: facts, records: [{ name: 'a', downloads: 99 }] });
    const empty = await addSnapshot(store.connection, { on: '2024-01-01', series: 'empty', covers: facts, records: [] });
    const reasons = [];
    for (const key of [ranks, bare, few, empty]) {
      const [paper] = await measureNothing({ connection: store.connection, metric: 'documentation-quality', snapshots: [key], k: 1 });
      reasons.push(paper?.why);
    }
    expect(reasons[0]).toBe('the snapshot does not state downloads');
    expect(reasons[1]).toBe('the snapshot states neither cards nor the attributes of the metadata score');
    for (const reason of reasons.slice(2)) expect(reason).toContain('fewer than 2 models have more than 50 downloads and state it');
  });
});
