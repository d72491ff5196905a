import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardRuleVersion } from '../cards/read-card.js';
import { openWriter } from '../store/open-store.js';
import { selectRows } from '../store/rows.js';
import { awkwardReader } from './awkward-card-reader.test-data.js';
import { makeFolder, tableMapping } from './import-source.test-data.js';
import { importSource } from './import-source.js';
import type { ReadingOptions } from './read-cards.js';

const mapping = tableMapping({ cards: { file: 'cards.jsonl', name: 'name', text: 'card', has_card: 'has_card' } });

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => (folder = makeFolder()));
afterEach(() => folder.remove());

/** Imports models with these cards (null: none), and gives what the store then has of cards, by model. */
async function importCards(cards: Readonly<Record<string, string | null>>, reading?: ReadingOptions) {
  folder.write('table.csv', `name,downloads\n${Object.keys(cards).map((name) => `${name},1`).join('\n')}\n`);
  folder.write('cards.jsonl', Object.entries(cards).map(([name, card]) => JSON.stringify({ name, card, has_card: card !== null })).join('\n'));
  const writer = await openWriter(path.join(folder.path, 'store.duckdb'), 'a test', { threads: 1 });
  try {
    const [outcome] = await importSource(writer.connection, {
      mapping, from: folder.path, now: () => new Date('2026-01-01T00:00:00Z'), progress: { step: () => undefined }, ...(reading === undefined ? {} : { reading }),
    });
    const fields = ['has_card', 'card', 'card_sections', 'card_unread', 'card_attributes', 'card_values', 'card_generator', 'card_language', 'card_rules'];
    const rows = await selectRows<Record<string, unknown>>(
      writer.connection,
      `select name, ${fields.map((field) => `h_${field}.value as ${field}`).join(', ')}
       from package_name ${fields.map((field) => `left join history_${field} as h_${field} using (package_key)`).join(' ')}`,
    );
    return { outcome, rows: new Map(rows.map(({ name, ...row }) => [name as string, row])) };
  } finally {
    writer.close();
  }
}

const useful = '---\nlicense: mit\n---\n# Letters\n\nThis model answers letters for the post office of a small town, in verse.\n';

describe('cards beside a source', () => {
  it('fill all fields of cards', async () => {
    const { outcome, rows } = await importCards({ 'a/useful': useful, 'a/none': null, 'a/empty': ' \n', 'a/git': "Error: the path 'README.md' does not exist in 'HEAD'" });
    expect(outcome?.cardsNotRead).toBeUndefined();
    expect(rows.get('a/useful')).toMatchObject({
      has_card: true, card: useful, card_sections: ['modelDescription'], card_unread: [], card_attributes: ['licence'], card_generator: null, card_language: 'und', card_rules: cardRuleVersion,
    });
    expect(rows.get('a/useful')?.['card_values']).toEqual([{ attribute: 'licence', value: 'mit', source: 'front matter', standing: 'declared' }]);
    const none = { has_card: false, card: null, card_sections: null, card_unread: null, card_attributes: null, card_values: null, card_generator: null, card_language: null, card_rules: null };
    for (const name of ['a/none', 'a/empty', 'a/git']) expect(rows.get(name)).toEqual(none);
  });

  it('are kept though half a character of them is missing', async () => {
    const { rows } = await importCards({ 'a/half': `${useful}\ud83d and more\udc00\n`, 'a/whole': `${useful}\u{1f600}\u0000` });
    expect(rows.get('a/half')).toMatchObject({ has_card: true, card: `${useful}\ufffd and more\ufffd\n` });
    expect(rows.get('a/whole')).toMatchObject({ has_card: true, card: `${useful}\u{1f600}\u0000` });
  });

  it('leave only their text where nobody could read them, which is told', async () => {
    const cards = Object.fromEntries(Array.from({ length: 30 }, (_, n): [string, string] => [`a/m${n}`, n === 4 ? 'dies here' : n === 9 ? 'throws here' : useful]));
    const { outcome, rows } = await importCards(cards, { reader: awkwardReader, inPlaceUpTo: 0, threads: 1 });
    expect(outcome).toMatchObject({ records: 30, cardsNotRead: { count: 2, sample: { name: 'a/m4', problem: 'the thread that read it ended with code 7' } } });
    expect(rows.get('a/m4')).toEqual({
      has_card: true, card: 'dies here', card_sections: null, card_unread: null, card_attributes: null, card_values: null, card_generator: null, card_language: null, card_rules: null,
    });
    expect([...rows.values()].filter((row) => row['card_rules'] === cardRuleVersion)).toHaveLength(28);
  });

  it('are found by names in which another character stands for the slash, and set aside where they fit no name or several', async () => {
    folder.write('names.csv', 'name,there\na_b/c,true\na/b_c,true\na/d_e,true\nplain_name,true\nx/none,false\nx/unknown,\n');
    const cards = ['a_b_c', 'a_d_e', 'plain_name', 'gone_model'].map((file) => JSON.stringify({ file, card: `${useful}${file}` }));
    folder.write('underscored.jsonl', cards.join('\n'));
    const underscored = tableMapping({
      files: ['names.csv'], fields: { name: 'name', has_card: { column: 'there', as: 'boolean' } }, cards: { file: 'underscored.jsonl', name: 'file', text: 'card', slash: '_', lacks: 'some' },
    });
    const writer = await openWriter(path.join(folder.path, 'store.duckdb'), 'a test', { threads: 1 });
    try {
      const [outcome] = await importSource(writer.connection, { mapping: underscored, from: folder.path, now: () => new Date('2026-01-01T00:00:00Z'), progress: { step: () => undefined } });
      expect(outcome).toMatchObject({ records: 6, setAside: 2 });
      expect(await selectRows(writer.connection, 'select reason, n_elements, sample from set_aside order by reason')).toEqual([
        { reason: 'card of a package that is not listed', n_elements: 1, sample: 'gone_model' },
        { reason: 'card whose name fits several packages', n_elements: 1, sample: 'a_b_c' },
      ]);
      const rows = await selectRows(writer.connection, `
        select name, has_card.value as "there", right(card.value, 10) as ending from package_name
        left join history_has_card as has_card using (package_key) left join history_card as card using (package_key) order by name`);
      expect(rows).toEqual([
        { name: 'a/b_c', there: true, ending: null }, { name: 'a/d_e', there: true, ending: 'rse.\na_d_e' }, { name: 'a_b/c', there: true, ending: null },
        { name: 'plain_name', there: true, ending: 'plain_name' }, { name: 'x/none', there: false, ending: null }, { name: 'x/unknown', there: null, ending: null },
      ]);
      expect(await selectRows(writer.connection, `select why from snapshot_field where field = 'card'`)).toEqual([{ why: 'underscored.jsonl, which lacks some' }]);
    } finally {
      writer.close();
    }
  });

  it('end the import when the reading is interrupted, and nothing is stored', async () => {
    const controller = new AbortController();
    const cards = { 'a/m0': useful, 'a/m1': 'hangs here' };
    setTimeout(() => controller.abort(new Error('interrupted')), 3000);
    folder.write('table.csv', `name,downloads\n${Object.keys(cards).map((name) => `${name},1`).join('\n')}\n`);
    folder.write('cards.jsonl', Object.entries(cards).map(([name, card]) => JSON.stringify({ name, card, has_card: true })).join('\n'));
    const writer = await openWriter(path.join(folder.path, 'store.duckdb'), 'a test', { threads: 1 });
    const importing = importSource(writer.connection, {
      mapping, from: folder.path, now: () => new Date(), progress: { step: () => undefined }, signal: controller.signal, reading: { reader: awkwardReader, inPlaceUpTo: 0, threads: 1 },
    });
    await expect(importing).rejects.toThrow('interrupted');
    expect(await selectRows(writer.connection, 'select * from snapshot')).toEqual([]);
    writer.close();
  });
});
