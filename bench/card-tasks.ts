// One measured task of the benchmark of cards in a process of its own; prints a CardResult as JSON. Used by cards.ts.
import path from 'node:path';
import { createInterface } from 'node:readline';
import MarkdownIt from 'markdown-it';
import { plainText } from '../src/app/check-files.js';
import { importSource } from '../src/app/import-source.js';
import { rereadCards } from '../src/app/reread-cards.js';
import { readMapping } from '../src/app/source-mapping.js';
import { cardRow } from '../src/cards/card-row.js';
import { openWriter } from '../src/store/open-store.js';

export interface CardResult {
  readonly seconds: number;
  /** Time of both cores together. */
  readonly workSeconds: number;
  readonly cards: number;
  /** Milliseconds of each card; empty where they are not measured one by one. */
  readonly times: readonly number[];
  readonly peakBytes: number;
}

type Measured = Pick<CardResult, 'seconds' | 'cards'> & { readonly times?: readonly number[] };

async function textsOf(folder: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const line of createInterface({ input: plainText(path.join(folder, 'cards.jsonl.gz')), crlfDelay: Infinity })) {
    const { card, has_card: hasCard } = JSON.parse(line) as { card: string; has_card: boolean };
    if (hasCard) texts.push(card);
  }
  return texts;
}

/** The peer: the parser's blocks of the same texts, and nothing made of them. */
async function blocks(folder: string): Promise<Measured> {
  const texts = await textsOf(folder);
  const parser = new MarkdownIt('commonmark', { html: true }).enable('table');
  const begin = performance.now();
  for (const text of texts) parser.block.parse(text, parser, {}, []);
  return { seconds: (performance.now() - begin) / 1000, cards: texts.length };
}

/** All texts read in one thread, each timed. */
async function read(folder: string): Promise<Measured> {
  const texts = await textsOf(folder);
  const times: number[] = [];
  const begin = performance.now();
  for (const text of texts) {
    const before = performance.now();
    cardRow(text, 'model');
    times.push(performance.now() - before);
  }
  return { seconds: (performance.now() - begin) / 1000, cards: texts.length, times };
}

/** The whole import of the listing with its cards: read, stored, merged, published. `threads` 0 reads in place. */
async function importAll(folder: string, storePath: string, threads?: string): Promise<Measured> {
  const mapping = readMapping('mappings/hf-2022-02-15-full.yaml');
  let cards = 0;
  const begin = performance.now();
  const writer = await openWriter(storePath, 'bench');
  await importSource(writer.connection, {
    mapping, from: folder, now: () => new Date(), progress: { step: (text, done) => (cards = text === 'reading cards' ? (done ?? cards) : cards) },
    ...(threads === undefined ? {} : { reading: Number(threads) === 0 ? { inPlaceUpTo: Infinity } : { threads: Number(threads) } }),
  });
  await writer.publish(true);
  writer.close();
  return { seconds: (performance.now() - begin) / 1000, cards };
}

/** All cards of that store read again. */
async function reread(_folder: string, storePath: string): Promise<Measured> {
  const begin = performance.now();
  const outcome = await rereadCards({ storePath, progress: { step: () => undefined } });
  return { seconds: (performance.now() - begin) / 1000, cards: outcome.read };
}

const tasks: Readonly<Record<string, (...args: string[]) => Promise<Measured>>> = {
  blocks, read, import: (folder = '', store = '', threads) => importAll(folder, store, threads), reread: (folder = '', store = '') => reread(folder, store),
};

const [task = '', ...args] = process.argv.slice(2);
const measured = await tasks[task]?.(...args);
if (measured === undefined) throw new Error(`bench: no such task (${task})`);
const { user, system } = process.cpuUsage();
const result: CardResult = { times: [], ...measured, workSeconds: (user + system) / 1e6, peakBytes: process.resourceUsage().maxRSS * 1024 };
process.stdout.write(JSON.stringify(result));
