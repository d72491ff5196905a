import { existsSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { CardKind } from '../cards/card-row.js';
import { UsageError } from '../core/errors.js';
import { countCardTexts, listCardRules, listCardTexts, replaceCardAnswers, type CardRules, type CardText, type ChangedAnswers } from '../store/card-answers.js';
import type { EngineOptions } from '../store/open-store.js';
import { createCardTable, noAnswers } from './card-rows.js';
import { presentReader } from './card-reader.js';
import type { Progress } from './progress.js';
import { readCards, type ReadingOptions } from './read-cards.js';
import { withWriter } from './with-store.js';

/** What became of the cards of a store. */
export interface RereadOutcome {
  /** Rules by which they are read now. */
  readonly rules: string;
  readonly before: readonly CardRules[];
  /** Texts that were read: of each package as many as it was seen with. */
  readonly read: number;
  /** Texts of which the answers are no longer what they were, and by field. */
  readonly changed: ChangedAnswers;
  /** Texts that the rules no longer take for a card; they stay in the store, without answers. */
  readonly noCard: number;
  /** Texts that could not be read, and why by the example of the first. */
  readonly notRead: { readonly count: number; readonly problem: string } | null;
}

export interface RereadRequest {
  readonly storePath: string;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
  /** How cards are read, where it is not as usual. */
  readonly reading?: ReadingOptions;
  readonly engine?: EngineOptions;
}

/**
 * Reads all texts of cards in a store again and rewrites what follows from them at all points of time, so that one store has
 * one version of the rules. Done again it changes nothing. Until all is done, and where it fails, the store is as it was.
 * Errors: UsageError where there is no store; StoreBusyError.
 */
export function rereadCards({ storePath, progress, signal, reading, engine }: RereadRequest): Promise<RereadOutcome> {
  if (!existsSync(storePath)) throw new UsageError(`store: there is none (${storePath}); expected a file made by \`hubscope import\` or \`hubscope sync\``);
  return withWriter(storePath, 'cards reread', signal, async (writer) => {
    const outcome = await rereadIn(writer.connection, progress, { ...reading, signal });
    progress.step('writing the store');
    await writer.publish(true);
    return outcome;
  }, engine);
}

async function rereadIn(connection: DuckDBConnection, progress: Progress, reading: ReadingOptions): Promise<RereadOutcome> {
  const kinds: readonly CardKind[] = ['model', 'dataset'];
  const before = await listCardRules(connection);
  const counts = await Promise.all(kinds.map((kind) => countCardTexts(connection, kind)));
  const of = counts.reduce((sum, one) => sum + one, 0);
  const table = await createCardTable(connection, 'card_again', { card_row: 'bigint' });
  const problems: string[] = [];
  let read = 0;
  let noCard = 0;
  progress.step('reading cards', 0, of);
  for (const kind of kinds) {
    for await (const batch of readCards<CardText>(listCardTexts(connection, kind), kind, reading)) {
      for (const [{ row }, answer] of batch) {
        if (answer !== null && 'problem' in answer) problems.push(answer.problem);
        if (answer !== null && 'row' in answer && answer.row === null) noCard += 1;
        await table.add({ card_row: row, ...(answer !== null && 'row' in answer && answer.row !== null ? answer.row : noAnswers) });
      }
      read += batch.length;
      progress.step('reading cards', read, of);
    }
  }
  await table.end();
  progress.step('rewriting the histories of cards');
  const changed = await inTransaction(connection, () => replaceCardAnswers(connection));
  await connection.run('drop table card_again');
  const [problem] = problems;
  return {
    rules: (reading.reader ?? presentReader).rules, before, read, changed, noCard,
    notRead: problem === undefined ? null : { count: problems.length, problem },
  };
}

async function inTransaction<Result>(connection: DuckDBConnection, work: () => Promise<Result>): Promise<Result> {
  await connection.run('begin');
  try {
    const result = await work();
    await connection.run('commit');
    return result;
  } catch (error) {
    await connection.run('rollback');
    throw error;
  }
}
