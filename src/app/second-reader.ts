import PQueue from 'p-queue';
import { cardRuleVersion } from '../cards/read-card.js';
import { compareAttributes, compareSections, type ReadTwice } from '../cards/second-reader/agreement.js';
import { parseAnswer } from '../cards/second-reader/answer.js';
import { showCard } from '../cards/second-reader/card-text.js';
import { costOf } from '../cards/second-reader/cost-estimate.js';
import { readingFromAnswer, type ModelReading } from '../cards/second-reader/model-reading.js';
import { answerSchema, askAbout, questionVersion } from '../cards/second-reader/question.js';
import type { Clock } from '../harvest/clock.js';
import type { LanguageModelClient } from '../harvest/language-model.js';
import type { ModelUsage } from '../harvest/language-model-answer.js';
import { writeCached, type CachedAnswer } from './second-reader-cache.js';
import type { PlannedCard, ReadingPlan } from './second-reader-plan.js';
import type { Progress } from './progress.js';

/** So many cards without any answer, one after the other, and the endpoint is taken to be down. */
const patience = 5;

/** What became of one card. */
export type CardOutcome =
  | {
    readonly card: string; readonly status: 'read'; readonly from: 'cache' | 'endpoint'; readonly sha256: string;
    readonly answeredBy: string | null; readonly asked: CachedAnswer['asked']; readonly repaired: boolean; readonly reading: ModelReading;
  }
  /** Asked about in vain, or not at all; never counted as "no". */
  | { readonly card: string; readonly status: 'not read'; readonly why: string }
  | { readonly card: string; readonly status: 'no card'; readonly why: string };

/** The second reader's answers, and how far they agree with the rules. */
export interface SecondReading {
  readonly model: string;
  readonly question: string;
  readonly rules: string;
  readonly cards: readonly CardOutcome[];
  readonly agreement: { readonly sections: ReturnType<typeof compareSections>; readonly attributes: ReturnType<typeof compareAttributes> };
  readonly usage: {
    readonly requests: number; readonly retries: number; readonly tokensIn: number; readonly tokensOut: number;
    /** Answers whose tokens the endpoint did not count: the sums are then too small. */
    readonly uncounted: number; readonly cost: number | null;
  };
  /** Why it ended before every card was asked about; null where it did not. */
  readonly stopped: string | null;
}

export interface ReadingOptions {
  /** null where nothing needs to be asked. */
  readonly client: LanguageModelClient | null;
  readonly concurrency: number;
  /** Tokens that an answer may take at most. */
  readonly answerTokens: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

type Asked = { readonly kept: CachedAnswer | null; readonly why: string };

/**
 * Asks a language model about every planned card whose answer is not kept, keeps each answer as soon as it is there, and
 * compares. Never rejects for what an endpoint does: a card without usable answer is `not read`. An interruption ends it with what
 * was read by then, and `stopped` says so.
 */
export async function readSecondly(plan: ReadingPlan, options: ReadingOptions): Promise<SecondReading> {
  const { client, signal, progress } = options;
  const totals = { in: 0, out: 0, uncounted: 0 };
  const answers = new Map<string, Asked>();
  let stopped = null as string | null;
  let inVain = 0;

  function isInterrupted(): boolean {
    return signal?.aborted === true;
  }

  function count(usage: ModelUsage | null): void {
    if (usage === null) totals.uncounted += 1;
    else Object.assign(totals, { in: totals.in + usage.in, out: totals.out + usage.out });
  }

  async function ask(card: PlannedCard & { text: string }): Promise<Asked> {
    const shown = showCard(card.text);
    const faults: string[] = [];
    for (const repair of [false, true]) {
      if (client === null) return { kept: null, why: 'nobody to ask' };
      const messages = askAbout(shown, repair ? faults.join('; ') : null);
      const reply = await client.ask({ model: plan.model, messages, schema: answerSchema, maxTokens: options.answerTokens }, signal);
      if (reply.kind === 'failed') {
        const outage = reply.status === null || reply.status === 403 || reply.status === 429 || reply.status >= 500;
        inVain = outage ? inVain + 1 : inVain;
        if (reply.ends) stopped ??= reply.why;
        else if (inVain >= patience) stopped ??= `no answer to ${inVain} cards one after the other, the last: ${reply.why}`;
        return { kept: null, why: reply.why };
      }
      inVain = 0;
      count(reply.usage);
      const parsed = reply.kind === 'text' ? parseAnswer(reply.text) : { usable: false as const, why: reply.why };
      if (!parsed.usable || reply.kind !== 'text') {
        faults.push(parsed.usable ? '' : parsed.why);
        continue;
      }
      const kept = { answer: parsed.answer, answeredBy: reply.model, asked: reply.form.format, repaired: repair, usage: reply.usage, at: options.clock.now().toISOString() };
      await writeCached(plan.cache, card.key, kept);
      return { kept: { format: 1, question: questionVersion, model: plan.model, card: card.key.card, ...kept }, why: '' };
    }
    return { kept: null, why: `no usable answer: ${faults.join('; asked again: ')}` };
  }

  const queue = new PQueue({ concurrency: options.concurrency });
  const toAsk = new Map(plan.cards.flatMap((one) => (one.text !== null && one.cached === null ? [[one.key.file, one] as const] : [])));
  let done = 0;
  await Promise.all([...toAsk.values()].map((card) => queue.add(async () => {
    if (stopped !== null || isInterrupted()) return;
    try {
      answers.set(card.key.file, await ask(card));
    } catch (error) {
      if (isInterrupted()) return;
      // An answer that cannot be kept (a full disk) would be paid for in vain.
      stopped ??= 'an answer could not be kept';
      throw error;
    }
    progress.step('asking the language model', done += 1, toAsk.size);
  })));
  if (isInterrupted()) stopped = 'interrupted';

  const outcomes: CardOutcome[] = [];
  const twice: ReadTwice[] = [];
  for (const one of plan.cards) {
    if (one.text === null) {
      outcomes.push({ card: one.card, status: 'no card', why: one.why });
      continue;
    }
    const asked = answers.get(one.key.file);
    const kept = one.cached ?? asked?.kept ?? null;
    if (kept === null) {
      outcomes.push({ card: one.card, status: 'not read', why: asked?.why ?? `not asked: ${stopped ?? 'unknown'}` });
      continue;
    }
    const { answeredBy, asked: form, repaired } = kept;
    const reading = readingFromAnswer(kept.answer, showCard(one.text));
    twice.push({ card: one.card, rules: one.rules, model: reading });
    outcomes.push({ card: one.card, status: 'read', from: one.cached === null ? 'endpoint' : 'cache', sha256: one.key.card, answeredBy, asked: form, repaired, reading });
  }
  const { requests, retries } = client?.counts() ?? { requests: 0, retries: 0 };
  return {
    model: plan.model, question: questionVersion, rules: cardRuleVersion, cards: outcomes,
    agreement: { sections: compareSections(twice), attributes: compareAttributes(twice) },
    usage: { requests, retries, tokensIn: totals.in, tokensOut: totals.out, uncounted: totals.uncounted, cost: costOf(totals, plan.prices) },
    stopped,
  };
}
