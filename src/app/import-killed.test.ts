import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildProgramForTest } from '../cli/build-program.test-data.js';
import { StoreBusyError } from '../core/errors.js';
import { openReader, openWriter } from '../store/open-store.js';
import { selectRows } from '../store/rows.js';
import { datedMapping, importInto, makeFolder, readStore, tableMapping } from './import-source.test-data.js';

/** Imports as the command does, in a process of its own, and says how far it has come. */
const childProgram = `
import { writeSync } from 'node:fs';
import { importSource } from './dist/app/import-source.js';
import { openWriter } from './dist/store/open-store.js';
const { storePath, mapping, from, stay } = JSON.parse(process.argv[2]);
const say = (word) => writeSync(1, word + '\\n');
const writer = await openWriter(storePath, 'import', { threads: 1 });
say('opened');
if (stay) setInterval(() => {}, 1000);
else {
  await importSource(writer.connection, { mapping, from, now: () => new Date(), progress: { step: (_text, done) => say(done === 2 ? 'merging' : 'step') } });
  say('publishing');
  await writer.publish();
  say('published');
  writer.close();
}
`;

const days = Array.from({ length: 4 }, (_, n) => `2024-01-0${n + 1}`);
const csv = `date,name,downloads\n${days.flatMap((day, at) => Array.from({ length: 400 }, (_, n) => `${day},acme/model-${n},${n * (at + 1)}`)).join('\n')}\n`;

let built: ReturnType<typeof buildProgramForTest>;
let child: string;
let folder: ReturnType<typeof makeFolder>;
let store: string;
let source: string;

beforeAll(() => {
  built = buildProgramForTest();
  child = path.join(path.dirname(built.entry), '..', '..', 'child.mjs');
  writeFileSync(child, childProgram);
});
afterAll(() => built.remove());
beforeEach(async () => {
  folder = makeFolder();
  store = path.join(folder.path, 'store.duckdb');
  source = folder.write('dated.csv', csv);
  await importInto(store, tableMapping({ series: 'before' }), folder.write('before.csv', 'name,downloads\nacme/model-1,5\n'));
});
afterEach(() => folder.remove());

/** Runs the child until it says a word, and `ms` longer; then kills it. Gives its process number and whether it had ended. */
async function killAfter(word: string, ms: number): Promise<{ ended: boolean }> {
  const { process: running, said } = start();
  await said(word);
  if (ms > 0) await wait(ms);
  const ended = running.exitCode !== null;
  running.kill('SIGKILL');
  await new Promise((resolve) => (running.exitCode === null && running.signalCode === null ? running.once('exit', resolve) : resolve(null)));
  return { ended };
}

function start(stay = false) {
  const running = spawn(process.execPath, [child, JSON.stringify({ storePath: store, mapping: datedMapping(), from: source, stay })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  function said(word: string): Promise<void> {
    return new Promise((resolve, reject) => {
      running.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.split('\n').includes(word)) resolve();
      });
      running.once('exit', () => reject(new Error(`the child ended before it said ${word}; it said: ${text}`)));
    });
  }
  return { process: running, said };
}

function countSnapshots(): Promise<{ n: number }[]> {
  return readStore<{ n: number }>(store, 'select count(*) as n from snapshot');
}

describe('an import that is killed', () => {
  it.each(['opened', 'step', 'merging'])('leaves the store as it was, to the byte, when killed after "%s"', async (word) => {
    const before = readFileSync(store);
    await killAfter(word, 0);
    expect(readFileSync(store).equals(before)).toBe(true);
    const outcomes = await importInto(store, datedMapping(), source);
    expect(outcomes.map((one) => one.outcome)).toEqual(days.map(() => 'recorded'));
    expect(await countSnapshots()).toEqual([{ n: 1 + days.length }]);
    expect(readdirSync(folder.path).filter((name) => name.includes('.writing') || name.includes('.writer'))).toEqual([]);
  });

  it.each([0, 3, 15])('leaves the old store or the whole new one when killed %i ms into publishing', async (ms) => {
    await killAfter('publishing', ms);
    const [{ n } = { n: -1 }] = await countSnapshots();
    expect([1, 1 + days.length]).toContain(n);
    const outcomes = await importInto(store, datedMapping(), source);
    expect(outcomes.map((one) => one.outcome)).toEqual(days.map(() => (n === 1 ? 'recorded' : 'already there')));
    expect(await countSnapshots()).toEqual([{ n: 1 + days.length }]);
    expect(await readStore(store, 'select count(*) as n from presence')).toEqual([{ n: 1 + 400 }]);
  });

  it('leaves no store where there was none', async () => {
    rmSync(store);
    await killAfter('merging', 0);
    expect(existsSync(store)).toBe(false);
    await importInto(store, datedMapping(), source);
    expect(await countSnapshots()).toEqual([{ n: days.length }]);
  });
});

describe('a store with a writer', () => {
  it('refuses a second writer of another process by its number, and is free again when that one is killed', async () => {
    const { process: holder, said } = start(true);
    try {
      await said('opened');
      const second = openWriter(store, 'import');
      await expect(second).rejects.toThrow(StoreBusyError);
      await expect(second).rejects.toThrow(new RegExp(`process ${holder.pid} on .*\\(import, since .*expected to be the only one\\. Wait until it has ended, or end it`));
      expect(await countSnapshots()).toEqual([{ n: 1 }]);
    } finally {
      holder.kill('SIGKILL');
      await new Promise((resolve) => holder.once('exit', resolve));
    }
    expect(existsSync(`${store}.writing`)).toBe(true);
    await importInto(store, datedMapping(), source);
    expect(await countSnapshots()).toEqual([{ n: 1 + days.length }]);
  });

  it('refuses a second writer of the same process', async () => {
    const first = await openWriter(store, 'sync');
    await expect(openWriter(store, 'import')).rejects.toThrow(new RegExp(`process ${process.pid} on .*\\(sync`));
    first.close();
    (await openWriter(store, 'import')).close();
  });

  it('is read as it was while the writer works and after it has published', async () => {
    const reader = await openReader(store, { threads: 1 });
    const writer = await openWriter(store, 'import', { threads: 1 });
    try {
      await writer.connection.run('delete from snapshot');
      expect(await countSnapshots()).toEqual([{ n: 1 }]);
      await writer.publish();
      expect(await selectRows(reader.connection, 'select count(*) as n from snapshot')).toEqual([{ n: 1 }]);
      const fresh = await openReader(store, { threads: 1 });
      expect(await selectRows(fresh.connection, 'select count(*) as n from snapshot')).toEqual([{ n: 0 }]);
      fresh.close();
    } finally {
      writer.close();
      reader.close();
    }
  });

  it('is not kept from writing by what a dead writer left', async () => {
    folder.write('store.duckdb.writing', 'half a file');
    folder.write('store.duckdb.writing.wal', 'half a log');
    folder.write('store.duckdb.lock', '');
    folder.write('store.duckdb.writer.json', '{"pid": 1');
    await importInto(store, datedMapping(), source);
    expect(await countSnapshots()).toEqual([{ n: 1 + days.length }]);
  });
});
