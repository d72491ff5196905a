import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { RegistryError, UsageError } from '../../core/errors.js';
import { decideModel, decideModelAccess } from '../../app/second-reader-access.js';
import { cardsFromFiles, cardsOfPackages, cardsOfStore, worldOf, type CardToRead } from '../../app/second-reader-cards.js';
import { planReading } from '../../app/second-reader-plan.js';
import { readSecondly, type SecondReading } from '../../app/second-reader.js';
import { withReader } from '../../app/with-store.js';
import { systemClock } from '../../harvest/clock.js';
import { createLanguageModelClient, type LanguageModelClient } from '../../harvest/language-model.js';
import { parseInstant } from '../../store/instants.js';
import type { CommandContext } from '../command-context.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatMany } from '../format.js';
import { numberOption, textOption, wholeNumber } from '../option-values.js';
import { estimateText, readingText } from '../second-reader-text.js';

/** Six times an answer as it is usual, so that only runaway answers are cut off. */
const usualAnswerLimit = 4_000;

/** Shorter waits are part of the work, and not worth a line. */
const waitToTell = 10;

type Options = Readonly<Record<string, unknown>>;

/** Asks a person; null where there is no terminal to ask at. */
export type Confirm = (question: string, context: CommandContext) => Promise<boolean | null>;

/** `hubscope second-reader`: a language model reads cards, and is compared with the rules. */
export const secondReaderCommand: CommandDeclaration = declareSecondReader(confirmOnTerminal);

/** The command with another way of asking for consent. */
export function declareSecondReader(confirm: Confirm): CommandDeclaration {
  return {
    name: 'second-reader',
    summary: 'let a language model read cards too, and see how far it agrees with the rules',
    description:
      'Shows cards to a language model behind any endpoint that speaks the chat-completions protocol, asks it for the five sections and the metadata with a quote for each, checks every quote against the card, and measures how far it agrees with the rules that read cards otherwise (Cohen\'s kappa, observed agreement, counts, every disagreement with what both go by). ' +
      'The cards are sent to that endpoint, and it may cost money: the estimate comes first, and without --yes nothing is sent until somebody agrees at a terminal. ' +
      'Address and key come from the environment: OPENAI_BASE_URL (before /chat/completions), OPENAI_API_KEY (never written or printed; not needed on this machine). ' +
      'A "yes" whose quote is not in the card is unsupported, and neither yes nor no; a card without usable answer is not read, and never a "no"; the command then ends with code 3. ' +
      'Answers are kept, so that the same card, model and question are never paid for twice; what was read before Ctrl-C is reported. ' +
      'Its questions are those of model cards. Without package and --file it reads all that the store has of one registry.',
    examples: [
      { line: 'hubscope second-reader --sample 200 --seed 7 --model some-model --dry-run', does: 'what 200 cards at random would take; sends nothing' },
      { line: 'hubscope second-reader --sample 200 --seed 7 --model some-model --price-in 0.5 --price-out 2', does: 'reads them, after asking; prices are per million tokens' },
      { line: 'hubscope second-reader google-bert/bert-base-uncased --as-of 2024-07-11 --model some-model --yes', does: 'one card as it was then' },
      { line: 'hubscope second-reader --file README.md --model some-model --yes --json', does: 'a card that is not in a store, for a program' },
    ],
    usesStore: true,
    define(command) {
      defineOptions(command);
    },
    async run(context, [words], options) {
      const { io, progress } = context;
      const model = decideModel(textOption(options, 'model'), io.env);
      const prices = pricesOf(options);
      const cache = context.resolve(textOption(options, 'cache') ?? path.join(path.dirname(context.storePath), 'second-reader'));
      progress.step('looking for cards');
      const { cards, of } = await chooseCards(context, words as readonly string[], options);
      const simulated = worldOf(cards);
      const plan = await planReading(cards, { model, cache, prices, progress, signal: io.signal });
      const estimate = estimateText(plan, of, simulated);
      if (options['dryRun'] === true) return { json: { model, simulated, of, estimate: plan.estimate }, text: estimate };

      let client: LanguageModelClient | null = null;
      if (plan.estimate.toAsk > 0) {
        const access = decideModelAccess(io.env);
        for (const note of access.notes) context.note(note);
        client = createLanguageModelClient({
          ...access, fetch: io.fetch, timeoutMs: (numberOption(options, 'timeout') ?? 120) * 1_000,
          clock: { now: io.now, sleep: (milliseconds, stop) => systemClock.sleep(milliseconds, stop) },
          onWait: (seconds, why) => { if (seconds >= waitToTell) progress.step(`waiting ${Math.ceil(seconds)} s: ${why}`); },
        });
        for (const line of estimate.split('\n')) context.note(line);
        await requireConsent(confirm, context, options, `Send ${formatMany(plan.estimate.toAsk, 'card')} to ${client.endpoint}?`);
      }
      const reading = await readSecondly(plan, {
        client, progress, signal: io.signal, clock: { now: io.now },
        concurrency: numberOption(options, 'concurrency') ?? 4, answerTokens: numberOption(options, 'answerTokens') ?? usualAnswerLimit,
      });
      if (!io.signal.aborted) requireSomething(reading, client);
      const notRead = reading.cards.filter((one) => one.status === 'not read').length;
      const result = {
        json: { ...reading, endpoint: client?.endpoint ?? null, simulated, of, estimate: plan.estimate, cache },
        text: readingText(reading, simulated, context),
        incomplete: notRead === 0 ? null : `${formatMany(notRead, 'card')} of ${reading.cards.length} not read${reading.stopped === null ? '' : `; stopped: ${reading.stopped}`}`,
      };
      if (io.signal.aborted) {
        context.print(result);
        context.note('Answers are kept; the same command goes on.');
        io.signal.throwIfAborted();
      }
      return result;
    },
  };
}

function defineOptions(command: Command): void {
  command
    .argument('[packages...]', 'names, former names or identifiers of packages in the store')
    .option('--file <path>', 'read this card instead of cards of the store (repeatable)', (text, before: readonly string[] | undefined) => [...(before ?? []), text])
    .option('--as-of <instant>', 'date or date-time (UTC) to look at; a date means its end')
    .option('--registry <slug>', 'registry the cards are of')
    .option('--limit <n>', 'only the first so many by name', wholeNumber(1, 100_000_000))
    .option('--sample <n>', 'only so many, drawn at random', wholeNumber(1, 100_000_000))
    .option('--seed <n>', 'which drawing; the same seed draws the same cards of the same store', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--model <name>', 'model to ask (default: $OPENAI_MODEL)')
    .option('--cache <folder>', 'folder for the answers (default: second-reader beside the store)')
    .option('--concurrency <n>', 'questions under way at once', wholeNumber(1, 64), 4)
    .option('--timeout <seconds>', 'longest wait for one answer', wholeNumber(1, 3600), 120)
    .option('--answer-tokens <n>', 'tokens that an answer may take; more for models that reason', wholeNumber(100, 1_000_000), usualAnswerLimit)
    .option('--price-in <price>', 'price of a million tokens that are sent', price)
    .option('--price-out <price>', 'price of a million tokens that are answered', price)
    .option('--dry-run', 'only estimate; sends nothing')
    .option('--yes', 'send without asking');
}

function price(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError('expected a number from 0.');
  return value;
}

function pricesOf(options: Options): { readonly in: number; readonly out: number } | null {
  const [priceIn, priceOut] = [numberOption(options, 'priceIn'), numberOption(options, 'priceOut')];
  if (priceIn === undefined && priceOut === undefined) return null;
  if (priceIn === undefined || priceOut === undefined) throw new UsageError('second-reader: half a price; expected both --price-in and --price-out');
  return { in: priceIn, out: priceOut };
}

async function chooseCards(context: CommandContext, names: readonly string[], options: Options): Promise<{ readonly cards: readonly CardToRead[]; readonly of: number }> {
  const files = (options['file'] as string[] | undefined) ?? [];
  const [limit, sample, asOf] = [numberOption(options, 'limit'), numberOption(options, 'sample'), textOption(options, 'asOf')];
  if (limit !== undefined && sample !== undefined) throw new UsageError('second-reader: --limit and --sample; expected one of them');
  if ((limit ?? sample) !== undefined && names.length + files.length > 0) throw new UsageError('second-reader: --limit and --sample choose among all cards of the store; expected neither with packages or --file');
  if (files.length > 0) {
    if (names.length > 0) throw new UsageError('second-reader: packages and --file; expected one of them');
    const cards = await cardsFromFiles(files.map((named) => ({ named, path: context.resolve(named) })));
    return { cards, of: cards.length };
  }
  const choice = {
    registry: textOption(options, 'registry'), kind: 'model', asOf: asOf === undefined ? null : parseInstant(asOf),
    limit: limit ?? null, sample: sample === undefined ? null : { size: sample, seed: numberOption(options, 'seed') ?? 1 },
  };
  return withReader(context.storePath, context.io.signal, async (connection) => {
    if (names.length === 0) return cardsOfStore(connection, choice);
    const cards = await cardsOfPackages(connection, names, choice);
    return { cards, of: cards.length };
  });
}

/** Errors: RegistryError, with what to look at, where the endpoint kept every card from being read. */
function requireSomething({ cards, stopped, model }: SecondReading, client: LanguageModelClient | null): void {
  if (stopped === null || client === null || cards.some((one) => one.status === 'read')) return;
  throw new RegistryError(
    `${new URL(client.endpoint).host}: no card was read (${stopped}); expected in OPENAI_BASE_URL the address before /chat/completions of an endpoint that answers, ` +
    `in OPENAI_API_KEY a key that it takes, and a model that it has, got ${client.endpoint} and ${model}`,
  );
}

async function requireConsent(confirm: Confirm, context: CommandContext, options: Options, question: string): Promise<void> {
  if (options['yes'] === true) return;
  const consent = await confirm(question, context);
  if (consent === null) throw new UsageError('second-reader: nobody to ask for consent; expected --yes where there is no terminal, or --dry-run');
  if (!consent) throw new UsageError('second-reader: not agreed to; nothing was sent');
}

async function confirmOnTerminal(question: string, context: CommandContext): Promise<boolean | null> {
  if (!context.io.stderr.isTerminal || process.stdin.isTTY !== true) return null;
  context.progress.step('waiting for your answer');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C at a question comes here and not as a signal of the process.
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `, { signal: context.io.signal })).trim());
  } catch {
    return false;
  } finally {
    terminal.close();
  }
}
