import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { awkwardReader } from './awkward-card-reader.test-data.js';
import type { CardAnswer } from './card-answer.js';
import { plainText } from './check-files.js';
import { readCards, type ReadingOptions } from './read-cards.js';

const cardFile = fileURLToPath(new URL('../../../shared/data/hf-2022-02-15-full/cards.jsonl.gz', import.meta.url));
const why = existsSync(cardFile) ? '' : ' (left out: the folder ../shared/data with the real cards is missing)';

interface Numbered {
  readonly n: number;
  readonly text: string | null;
}

async function* numbered(texts: readonly (string | null)[]): AsyncGenerator<Numbered> {
  await Promise.resolve();
  for (const [n, text] of texts.entries()) yield { n, text };
}

async function readAll(texts: readonly (string | null)[], options: ReadingOptions): Promise<(CardAnswer | null)[]> {
  const answers: (CardAnswer | null)[] = [];
  for await (const batch of readCards(numbered(texts), 'model', options)) {
    for (const [{ n }, answer] of batch) {
      expect(n).toBe(answers.length);
      answers.push(answer);
    }
  }
  return answers;
}

function card(n: number): string {
  return `# Model ${n}\n\n${'This model answers letters for the post office of a small town. '.repeat(1 + (n % 50))}\n`;
}

const always = { inPlaceUpTo: 0, threads: 2 } as const;

describe('cards read in threads', () => {
  it('have the same answers as those read in place, in the same order, also where there is nothing to read', async () => {
    const texts = Array.from({ length: 700 }, (_, n) => (n % 7 === 0 ? null : n % 11 === 0 ? '' : card(n)));
    const inPlace = await readAll(texts, { inPlaceUpTo: 10_000 });
    expect(await readAll(texts, always)).toEqual(inPlace);
    expect(inPlace.filter((one) => one === null)).toHaveLength(100);
    expect(inPlace[11]).toEqual({ row: null });
  });

  it('are read though one ends its thread, one throws and one takes all memory', async () => {
    const texts = Array.from({ length: 150 }, (_, n) => card(n));
    for (const [n, word] of [[3, 'dies'], [4, 'throws'], [70, 'grows'], [149, 'dies']] as const) texts[n] = word;
    const answers = await readAll(texts, { ...always, reader: awkwardReader });
    expect(answers.filter((one) => one !== null && 'row' in one && one.row !== null)).toHaveLength(146);
    expect(answers[3]).toEqual({ problem: 'the thread that read it ended with code 7' });
    expect(answers[4]).toEqual({ problem: 'the reader failed: no such heading' });
    expect(answers[70]).toEqual({ problem: expect.stringMatching(/the thread that read it ended: .*memory/) as unknown });
    expect(answers[149]).toEqual({ problem: 'the thread that read it ended with code 7' });
  });

  it('are read though one takes for ever', async () => {
    const texts = Array.from({ length: 200 }, (_, n) => card(n));
    texts[0] = 'hangs';
    texts[100] = 'hangs';
    const answers = await readAll(texts, { ...always, reader: awkwardReader, limitMs: 300 });
    expect(answers.map((one, n) => (one !== null && 'problem' in one ? n : null)).filter((n) => n !== null)).toEqual([0, 100]);
    expect(answers[100]).toEqual({ problem: 'it took longer than 0.3 s' });
  });

  it('end at once when the work is interrupted, though a card takes for ever', async () => {
    const controller = new AbortController();
    const texts = Array.from({ length: 500 }, (_, n) => (n >= 64 ? 'hangs' : card(n)));
    let abortedAt = Infinity;
    async function readUntilAborted(): Promise<void> {
      // The first batch comes when a thread runs; by then both are at cards that take for ever.
      for await (const batch of readCards(numbered(texts), 'model', { ...always, reader: awkwardReader, signal: controller.signal })) {
        expect(batch).toHaveLength(64);
        setTimeout(() => {
          abortedAt = performance.now();
          controller.abort(new Error('interrupted'));
        }, 100);
      }
    }
    await expect(readUntilAborted()).rejects.toThrow('interrupted');
    expect(performance.now() - abortedAt).toBeLessThan(2000);
    await expect(readAll(texts.slice(0, 9), { inPlaceUpTo: 10_000, signal: controller.signal })).rejects.toThrow('interrupted');
    await expect(readAll(texts.slice(0, 9), { ...always, signal: controller.signal })).rejects.toThrow('interrupted');
  });

  it('end their threads when whoever asked goes away', async () => {
    for await (const batch of readCards(numbered(Array.from({ length: 1000 }, (_, n) => card(n))), 'model', always)) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
  });

  it('fail as a whole where no thread can be started', async () => {
    const reader = { ...awkwardReader, worker: new URL('./no-such-worker.js', import.meta.url) };
    await expect(readAll([card(1)], { ...always, reader })).rejects.toThrow(/cards: a thread that reads them cannot be started \(.*no-such-worker\.js\); expected it to be ready, got: /);
  });
});

describe.skipIf(why !== '')(`every 20th real card of February 2022${why}`, () => {
  it('has the same answer in a thread and in place', async () => {
    const texts: string[] = [];
    let n = 0;
    for await (const line of createInterface({ input: plainText(cardFile), crlfDelay: Infinity })) {
      n += 1;
      if (n % 20 === 0) texts.push((JSON.parse(line) as { card: string }).card);
    }
    const inPlace = await readAll(texts, { inPlaceUpTo: Infinity });
    expect(await readAll(texts, always)).toEqual(inPlace);
    expect(inPlace.filter((one) => one !== null && 'row' in one && one.row !== null).length).toBeGreaterThan(700);
  });
});
