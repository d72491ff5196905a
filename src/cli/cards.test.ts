import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presentReader } from '../app/card-reader.js';
import { openWriter } from '../store/open-store.js';
import { createPlayground } from './run.test-data.js';

const playground = createPlayground();
afterAll(() => playground.remove());

const mapping = `
slug: small
title: A small list
registry: huggingface
series: small
files: [small.csv]
format: csv
taken_at: { fixed: '2024-01-01T00:00:00Z', why: the test says so }
incomplete: false
fields: { name: name }
cards: { file: cards.jsonl, name: name, text: card }
otherwise: the file has no such column
`;

function write(name: string, text: string): void {
  writeFileSync(path.join(playground.folder, name), text);
}

async function ran(...argv: string[]): Promise<string> {
  const { code, out, err } = await playground.run(argv);
  expect([code, err]).toEqual([0, expect.any(String)]);
  return out;
}

/** Makes the store say that its cards were read by other rules. */
async function pretend(sql: string): Promise<void> {
  const writer = await openWriter(path.join(playground.folder, '.hubscope', 'hubscope.duckdb'), 'a test', { threads: 1 });
  await writer.connection.run(sql);
  await writer.publish(true);
  writer.close();
}

describe('hubscope status and cards reread', () => {
  beforeAll(async () => {
    write('small.yaml', mapping);
    write('small.csv', 'name\na/m\na/n\na/o\n');
    write('cards.jsonl', ['m', 'n'].map((name) => JSON.stringify({ name: `a/${name}`, card: `# Model ${name}\n\nThis model answers letters for the post office of a small town.\n` })).join('\n'));
    await ran('import', 'small.yaml', 'small.csv');
  });

  it('tell by which rules cards were read', async () => {
    expect(await ran('status')).toMatch(new RegExp(`^cards +2 read by ${presentReader.rules}$`, 'm'));
    expect(JSON.parse(await ran('status', '--json'))).toMatchObject({ cards: [{ rules: presentReader.rules, cards: 2 }] });
  });

  it('say when there are several, and what to do', async () => {
    await pretend(`update history_card_rules set value = 'older' where package_key = 1`);
    expect(await ran('status')).toMatch(/^cards +1 read by [\w-]+, 1 read by older; not all by the same rules: `hubscope cards reread` reads all again$/m);
    await pretend(`update history_card_rules set value = 'older'`);
    expect(await ran('status')).toMatch(new RegExp(`^cards +2 read by older; this program has ${presentReader.rules}: `, 'm'));
    await pretend('delete from history_card_rules');
    expect(await ran('status')).toMatch(/^cards +2 not read; this program has /m);
  });

  it('read all by the rules of this program', async () => {
    await pretend(`update history_card_sections set value = ['training'] where package_key = 1`);
    expect(JSON.parse(await ran('cards', 'reread', '--json'))).toMatchObject({
      rules: presentReader.rules, read: 2, before: [{ rules: null, cards: 2 }], changed: { cards: 1, byField: { card_sections: 1, card_rules: 2 } }, noCard: 0, notRead: null,
    });
    expect(await ran('cards', 'reread')).toBe(`Read 2 cards by ${presentReader.rules}: all answers are as they were\n`);
    expect(await ran('status')).toMatch(new RegExp(`^cards +2 read by ${presentReader.rules}$`, 'm'));
  });

  it('want a store', async () => {
    expect(await playground.run(['cards', 'reread', '--store', 'none.duckdb'])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/store: there is none \(.*none\.duckdb\)/) as unknown });
  });
});
