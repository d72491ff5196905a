import { availableParallelism } from 'node:os';
import type { CardKind } from '../cards/card-row.js';
import { answerCard, type CardAnswer } from './card-answer.js';
import { openCardPool, type CardPool } from './card-pool.js';
import { presentReader, type CardReader } from './card-reader.js';

/** How cards are read. What is not given is as usual. */
export interface ReadingOptions {
  readonly reader?: CardReader | undefined;
  /** Cards up to which they are read in place. */
  readonly inPlaceUpTo?: number | undefined;
  readonly threads?: number | undefined;
  /** Milliseconds that one card may take in a thread. */
  readonly limitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Something with a card; `text` null: there is none to read. */
export interface CardBearer {
  readonly text: string | null;
}

/** Below this a pool saves little: a thread takes a fifth of a second to be ready, and four hundred cards less than one. */
const inPlaceUpTo = 400;
/** Texts that a thread is handed at once: some tens of milliseconds of work, and little to read again for nobody. */
const batchCards = 64;
const batchCharacters = 400_000;
/** The slowest of 16,241 real cards took a twentieth of a second. */
const usualLimitMs = 10_000;

/**
 * Reads cards and gives them back in the same order, in batches, each with its answer (null where there was nothing to
 * read). Few are read in place, many in threads, of which a few batches are under way at once.
 */
export async function* readCards<Card extends CardBearer>(
  cards: AsyncIterable<Card>,
  kind: CardKind,
  options: ReadingOptions = {},
): AsyncGenerator<(readonly [Card, CardAnswer | null])[]> {
  const { reader = presentReader, signal } = options;
  const batches = batchesOf(cards);
  const early: Card[][] = [];
  let read = 0;
  let ended = false;
  while (!ended && read <= (options.inPlaceUpTo ?? inPlaceUpTo)) {
    const { value, done } = await batches.next();
    if (done === true) ended = true;
    else early.push(value);
    read += value?.length ?? 0;
  }
  if (ended) {
    for (const batch of early) {
      signal?.throwIfAborted();
      yield batch.map((card) => [card, card.text === null ? null : answerCard(reader.read, card.text, kind)] as const);
    }
    return;
  }
  const threads = options.threads ?? availableParallelism();
  const pool = openCardPool({ worker: reader.worker, threads, limitMs: options.limitMs ?? usualLimitMs, signal });
  const underWay: Promise<(readonly [Card, CardAnswer | null])[]>[] = [];
  function begin(batch: Card[]): void {
    const reading = readBatch(pool, batch, kind);
    // Told when its turn comes; until then nobody listens.
    reading.catch(() => undefined);
    underWay.push(reading);
  }
  try {
    for (const batch of early) begin(batch);
    for await (const batch of batches) {
      begin(batch);
      while (underWay.length > 2 * threads) yield await (underWay.shift() as (typeof underWay)[number]);
    }
    for (const reading of underWay) yield await reading;
  } finally {
    await pool.close();
  }
}

async function readBatch<Card extends CardBearer>(pool: CardPool, batch: readonly Card[], kind: CardKind): Promise<(readonly [Card, CardAnswer | null])[]> {
  const texts = batch.flatMap(({ text }) => (text === null ? [] : [text]));
  const answers = (texts.length === 0 ? [] : await pool.read({ texts, kind })).values();
  return batch.map((card) => [card, card.text === null ? null : (answers.next().value ?? null)] as const);
}

async function* batchesOf<Card extends CardBearer>(cards: AsyncIterable<Card>): AsyncGenerator<Card[], undefined> {
  let batch: Card[] = [];
  let texts = 0;
  let characters = 0;
  for await (const card of cards) {
    batch.push(card);
    texts += card.text === null ? 0 : 1;
    characters += card.text?.length ?? 0;
    // Also those without text end a batch, or nobody would hear of them for long.
    if (texts < batchCards && batch.length < 8 * batchCards && characters < batchCharacters) continue;
    yield batch;
    batch = [];
    texts = 0;
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}
