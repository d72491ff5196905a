import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardRow } from '../cards/card-row.js';
import { buildProgramForTest } from '../cli/build-program.test-data.js';
import { UsageError } from '../core/errors.js';
import { valuesAsOf } from '../store/as-of.js';
import { cardAnswerFields, listCardRules } from '../store/card-answers.js';
import { openReader, openWriter } from '../store/open-store.js';
import { selectRows } from '../store/rows.js';
import { dumpStore } from '../store/worlds.test-data.js';
import type { CardReader } from './card-reader.js';
import { makeFolder, tableMapping } from './import-source.test-data.js';
import { importSource } from './import-source.js';
import { silentProgress } from './progress.js';
import { rereadCards } from './reread-cards.js';

let folder: ReturnType<typeof makeFolder>;
let store: string;
beforeEach(() => {
  folder = makeFolder();
  store = path.join(folder.path, 'store.duckdb');
});
afterEach(() => folder.remove());

/** Rules that find in a text what it names: the first only sections with small letters, the second those with all. */
function readBy(version: 1 | 2) {
  return (text: string): CardRow | null => {
    if (text.includes('throws')) throw new Error('no such heading');
    if (text === '' || (version === 2 && text.includes('no card'))) return null;
    const words = version === 1 ? text.match(/[a-z]+/g) : text.toLowerCase().match(/[a-z]+/g);
    return {
      card_sections: [...new Set(words ?? [])].sort(), card_unread: version === 1 ? [] : ['training'], card_attributes: ['licence'],
      card_values: (words ?? []).map((value) => ({ attribute: 'tag' as const, value, source: 'text' as const, standing: 'inferred' as const })),
      card_generator: text.includes('generated') ? `program ${version}` : null, card_language: 'en', card_rules: `rules-${version}`,
    };
  };
}
function readerOf(version: 1 | 2): CardReader {
  return { read: readBy(version), worker: new URL('none:'), rules: `rules-${version}` };
}
const inPlace = { inPlaceUpTo: Infinity } as const;

type Cards = Readonly<Record<string, string | null>>;

/** Imports a list of day `day` with these cards (null: it has none), read by one version of the rules. */
async function importDay(day: number, cards: Cards, version: 1 | 2): Promise<void> {
  folder.write(`day-${day}.csv`, `name,downloads\n${Object.keys(cards).map((name) => `${name},1`).join('\n')}\n`);
  folder.write(`cards-${day}.jsonl`, Object.entries(cards).map(([name, card]) => JSON.stringify({ name, card, has: card !== null })).join('\n'));
  const mapping = tableMapping({
    files: [`day-${day}.csv`], taken_at: { fixed: `2024-01-0${day}T00:00:00Z`, why: 'the test says so' }, cards: { file: `cards-${day}.jsonl`, name: 'name', text: 'card', has_card: 'has' },
  });
  const writer = await openWriter(store, 'a test', { threads: 1 });
  try {
    await importSource(writer.connection, { mapping, from: folder.path, now: () => new Date('2026-01-01T00:00:00Z'), progress: silentProgress, reading: { ...inPlace, reader: readerOf(version) } });
    await writer.publish(true);
  } finally {
    writer.close();
  }
}

function reread(version: 1 | 2) {
  return rereadCards({ storePath: store, progress: silentProgress, reading: { ...inPlace, reader: readerOf(version) }, engine: { threads: 1 } });
}

async function read<Result>(work: (connection: Parameters<typeof dumpStore>[0]) => Promise<Result>): Promise<Result> {
  const reader = await openReader(store, { threads: 1 });
  try {
    return await work(reader.connection);
  } finally {
    reader.close();
  }
}

/** What a field was at a position: package → value, without those that have none. */
async function asOf(connection: Parameters<typeof dumpStore>[0], field: 'card' | (typeof cardAnswerFields)[number], position: number): Promise<Map<string, unknown>> {
  const rows = await selectRows<{ name: string; value: unknown }>(
    connection, `select name, value from (${valuesAsOf(field, { registryKey: 1, kind: 'model', position }, 'package')}) join package_name using (package_key)`);
  return new Map(rows.filter(({ value }) => value !== null).map(({ name, value }) => [name, value]));
}

/** At each position every answer must be what the rules say of the text of then. */
async function expectRead(version: 1 | 2, positions: number): Promise<void> {
  await read(async (connection) => {
    for (let position = 1; position <= positions; position += 1) {
      const texts = await asOf(connection, 'card', position);
      for (const field of cardAnswerFields) {
        const expected = [...texts].map(([name, text]) => [name, readBy(version)(text as string)?.[field] ?? null] as const).filter(([, value]) => value !== null);
        expect([position, field, await asOf(connection, field, position)]).toEqual([position, field, new Map(expected)]);
      }
    }
  });
}

describe('reading the cards of a store again', () => {
  it('makes the answers those of one version at all points of time, whatever was imported when and by which', async () => {
    await importDay(3, { 'a/m': 'Training usage', 'a/n': 'usage', 'a/gone': 'Usage' }, 1);
    await importDay(1, { 'a/m': 'Limits', 'a/n': 'usage' }, 1);
    await importDay(4, { 'a/m': 'Training usage', 'a/n': null, 'a/generated': 'generated' }, 2);
    await importDay(2, { 'a/m': 'USAGE', 'a/n': 'Usage', 'a/gone': 'Usage' }, 2);
    expect((await read(listCardRules)).map(({ rules }) => rules).sort()).toEqual(['rules-1', 'rules-2']);
    const outcome = await reread(2);
    expect(outcome).toMatchObject({ rules: 'rules-2', noCard: 0, notRead: null });
    expect(outcome.read).toBe(await read(async (connection) => (await selectRows(connection, 'from history_card where value is not null')).length));
    expect(outcome.changed.byField['card_sections']).toBeGreaterThan(0);
    expect(outcome.changed.byField['card_language']).toBeUndefined();
    await expectRead(2, 4);
    expect(await read(listCardRules)).toEqual([{ rules: 'rules-2', cards: outcome.read }]);
  });

  it('done again changes nothing', async () => {
    await importDay(1, { 'a/m': 'Training usage', 'a/n': 'usage' }, 1);
    await importDay(2, { 'a/m': 'Training', 'a/n': null }, 1);
    expect((await reread(2)).changed.cards).toBe(3);
    const once = await read(dumpStore);
    expect(await reread(2)).toMatchObject({ changed: { cards: 0, byField: {} }, before: [{ rules: 'rules-2', cards: 3 }] });
    expect(await read(dumpStore)).toEqual(once);
  });

  it('comes to what would have been read by these rules from the beginning, in any order of import', async () => {
    const word = fc.constantFrom(null, '', 'Usage', 'usage', 'Training generated', 'Limits usage no card');
    const day = fc.record({ 'a/m': word, 'a/n': word });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 4, maxLength: 4 }), fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 }), fc.array(fc.constantFrom(1 as const, 2 as const), { minLength: 4, maxLength: 4 }), async (days, order, versions) => {
        runs += 1;
        store = path.join(folder.path, `store-${runs}.duckdb`);
        for (const n of order) await importDay(n, days[n - 1] as Cards, versions[n - 1] as 1 | 2);
        await reread(1);
        await expectRead(1, 4);
        await reread(2);
        await expectRead(2, 4);
      }),
      { numRuns: 6 },
    );
  }, 120_000);

  it('keeps texts that are no card any more, and those that nobody could read, without answers', async () => {
    await importDay(1, { 'a/m': 'usage no card', 'a/n': 'usage' }, 1);
    const text = 'usage throws later';
    await importDay(2, { 'a/m': 'usage no card', 'a/n': 'usage', 'a/o': text }, 1);
    expect(await reread(2)).toMatchObject({ read: 3, noCard: 1, notRead: { count: 1, problem: 'the reader failed: no such heading' } });
    await read(async (connection) => {
      expect(await asOf(connection, 'card_sections', 2)).toEqual(new Map([['a/n', ['usage']]]));
      expect([...(await asOf(connection, 'card', 2)).keys()].sort()).toEqual(['a/m', 'a/n', 'a/o']);
      expect(await listCardRules(connection)).toEqual([{ rules: null, cards: 2 }, { rules: 'rules-2', cards: 1 }]);
    });
  });

  it('tells the fields that an older version did not have', async () => {
    await importDay(1, { 'a/m': 'usage', 'a/n': null }, 1);
    const writer = await openWriter(store, 'a test', { threads: 1 });
    for (const field of ['card_unread', 'card_values', 'card_generator', 'card_language', 'card_rules']) await writer.connection.run(`delete from history_${field}`);
    await writer.connection.run(`update snapshot_field set standing = 'not collected', why = 'older' where field in ('card_unread', 'card_values', 'card_generator', 'card_language', 'card_rules')`);
    await writer.publish(true);
    writer.close();
    expect(await reread(1)).toMatchObject({ before: [{ rules: null, cards: 1 }], changed: { cards: 1 } });
    await expectRead(1, 1);
    const told = await read((connection) => selectRows(connection, `select distinct standing, why from snapshot_field where field in ('${cardAnswerFields.join("', '")}')`));
    expect(told).toEqual([{ standing: 'derived', why: 'cards-1.jsonl' }]);
  });

  it('makes no store where there is none', () => {
    expect(() => reread(1)).toThrow(UsageError);
  });

  it('leaves the store as it was when it is interrupted', async () => {
    await importDay(1, { 'a/m': 'Usage' }, 1);
    const before = readFileSync(store);
    const controller = new AbortController();
    const reading = rereadCards({
      storePath: store, signal: controller.signal, reading: { ...inPlace, reader: readerOf(2) },
      progress: { step: (text) => (text.startsWith('rewriting') ? controller.abort(new Error('interrupted')) : undefined) },
    });
    await expect(reading).rejects.toThrow('interrupted');
    expect(readFileSync(store).equals(before)).toBe(true);
  });
});

describe('the command killed in the middle', () => {
  it('leaves the store as it was, and another run does all', async () => {
    const cards = Object.fromEntries(Array.from({ length: 1500 }, (_, n): [string, string] => [`a/m${n}`, `# Model ${n}\n\n${'This model answers letters for the post office. '.repeat(40)}`]));
    await importDay(1, cards, 1);
    const before = readFileSync(store);
    const built = buildProgramForTest();
    try {
      const child = spawn(process.execPath, [built.entry, 'cards', 'reread', '--store', store], { stdio: ['ignore', 'ignore', 'pipe'] });
      await new Promise((resolve) => child.stderr.once('data', resolve));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
      expect(readFileSync(store).equals(before)).toBe(true);
      const again = spawn(process.execPath, [built.entry, 'cards', 'reread', '--store', store, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
      let out = '';
      again.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      expect(await new Promise((resolve) => again.once('close', resolve))).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ read: 1500, before: [{ rules: 'rules-1', cards: 1500 }], notRead: null, changed: { cards: 1500 } });
    } finally {
      built.remove();
    }
  }, 60_000);
});
