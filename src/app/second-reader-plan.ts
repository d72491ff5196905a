import { costOf, estimateQuestion, usualAnswerTokens, type Prices } from '../cards/second-reader/cost-estimate.js';
import { readByRules, type RuleReading } from '../cards/second-reader/rule-reading.js';
import { keyOf, readCached, type AnswerKey, type CachedAnswer } from './second-reader-cache.js';
import type { Progress } from './progress.js';
import type { CardToRead } from './second-reader-cards.js';

/** A card with what is known of it before anybody is asked. */
export type PlannedCard =
  | { readonly card: string; readonly text: string; readonly key: AnswerKey; readonly rules: RuleReading; readonly cached: CachedAnswer | null }
  | { readonly card: string; readonly text: null; readonly why: string };

/** What a reading will take, by estimate. */
export interface ReadingEstimate {
  readonly cards: number;
  /** Names under which there is no card to read. */
  readonly withoutCard: number;
  readonly cached: number;
  /** Questions: cards of the same text are asked about once. */
  readonly toAsk: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** In the currency of the prices; null without prices. */
  readonly cost: number | null;
}

export interface ReadingPlan {
  readonly model: string;
  readonly cache: string;
  readonly prices: Prices | null;
  readonly cards: readonly PlannedCard[];
  readonly estimate: ReadingEstimate;
}

/** Reads every card by rules, looks up which answers are kept, and estimates the rest. Sends nothing. */
export async function planReading(
  cards: readonly CardToRead[],
  options: { readonly model: string; readonly cache: string; readonly prices: Prices | null; readonly progress: Progress; readonly signal?: AbortSignal },
): Promise<ReadingPlan> {
  const planned: PlannedCard[] = [];
  const toAsk = new Map<string, number>();
  for (const one of cards) {
    options.signal?.throwIfAborted();
    options.progress.step('reading cards by rules', planned.length, cards.length);
    const rules = one.text === null ? null : readByRules(one.text);
    if (one.text === null || rules === null) {
      planned.push({ card: one.card, text: null, why: one.text === null ? one.why : 'the text is empty, or no card' });
      continue;
    }
    const key = keyOf(options.model, one.text);
    const cached = await readCached(options.cache, key);
    if (cached === null && !toAsk.has(key.file)) toAsk.set(key.file, estimateQuestion(one.text));
    planned.push({ card: one.card, text: one.text, key, rules, cached });
  }
  const tokensIn = [...toAsk.values()].reduce((total, tokens) => total + tokens, 0);
  const tokensOut = toAsk.size * usualAnswerTokens;
  return {
    model: options.model, cache: options.cache, prices: options.prices, cards: planned,
    estimate: {
      cards: planned.length,
      withoutCard: planned.filter((one) => one.text === null).length,
      cached: planned.filter((one) => one.text !== null && one.cached !== null).length,
      toAsk: toAsk.size, tokensIn, tokensOut,
      cost: costOf({ in: tokensIn, out: tokensOut }, options.prices),
    },
  };
}
