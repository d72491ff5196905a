import { statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { CardKind } from '../cards/card-row.js';
import { InputError } from '../core/errors.js';
import { cardFields } from '../core/field.js';
import type { Kind } from '../core/registry.js';
import type { SnapshotOutcome } from '../core/snapshot.js';
import { quoted } from '../store/history-tables.js';
import type { DerivedTable, SetAside } from '../store/merge-snapshot.js';
import { selectRows } from '../store/rows.js';
import type { CardAnswer } from './card-answer.js';
import { createCardTable, noAnswers } from './card-rows.js';
import { plainText, requireFile, wholeGzip } from './check-files.js';
import { readCards, type ReadingOptions } from './read-cards.js';
import type { SourceMapping } from './source-mapping.js';

/** One card as it goes into the store. `hasCard` false: the package has none; the text is kept only where there is one. */
export interface StagedCard {
  /** The registry's own identifier of the package, which then decides whose card it is; else the name does. */
  readonly id?: string | null;
  readonly name: string;
  readonly hasCard: boolean;
  readonly text: string | null;
}

/** Cards as they were staged. */
export interface StagedCards {
  readonly table: DerivedTable;
  /** Cards that are there and nobody could read: of them only the text is known. */
  readonly notRead: NonNullable<SnapshotOutcome['cardsNotRead']> | null;
  /** Cards that belong to no listed package, or nobody knows to which; only where `listedNames` asks for it. */
  readonly setAside: readonly SetAside[];
}

/** What staging cards is given besides them. */
export interface CardStaging extends ReadingOptions {
  readonly kind: Kind;
  /** Hears after each batch how many cards were read. */
  readonly onRead?: (done: number) => void;
  /** Given where all cards should be of listed packages. `slash`: the character that stands for `/` in their names. */
  readonly listedNames?: { readonly slash: string | undefined };
}

/**
 * Reads the cards that lie beside a source into the table of facts `staged_cards`, joined to the staged records by
 * name. Null where the source has no cards.
 */
export async function stageCards(connection: DuckDBConnection, mapping: SourceMapping, from: string, options: Omit<CardStaging, 'kind'>): Promise<StagedCards | null> {
  const { cards } = mapping;
  if (cards === undefined) return null;
  const file = path.join(statSync(from).isFile() ? path.dirname(from) : from, cards.file);
  requireFile(file, mapping.slug);
  await wholeGzip(file, null);
  const staged = await stageCardTexts(connection, listCards(file, mapping.slug, cards), { ...options, kind: mapping.kind, listedNames: { slash: cards.slash } });
  if (mapping.format !== 'answers' && 'has_card' in mapping.fields) {
    // The source says of these that there is a card or none, but the file of cards does not have it.
    await connection.run(`
      insert into staged_cards by name
      select rowid as staged_row, has_card from staged
      where has_card is not null and rowid not in (select staged_row from staged_cards)`);
  }
  return staged;
}

async function* listCards(file: string, slug: string, cards: NonNullable<SourceMapping['cards']>): AsyncGenerator<StagedCard> {
  let number = 0;
  for await (const line of createInterface({ input: plainText(file), crlfDelay: Infinity })) {
    number += 1;
    let row: Record<string, unknown>;
    try {
      row = JSON.parse(line) as Record<string, unknown>;
    } catch {
      throw new InputError(`${slug}: not JSON (${file}, line ${number}); expected an object with ${cards.name} and ${cards.text}`);
    }
    const text = row[cards.text];
    yield { name: String(row[cards.name]), hasCard: cards.has_card === undefined || row[cards.has_card] === true, text: typeof text === 'string' ? text : null };
  }
}

/** Reads cards into `staged_cards`: whether there is one, its text, and what was read of it. */
export async function stageCardTexts(connection: DuckDBConnection, cards: AsyncIterable<StagedCard>, options: CardStaging): Promise<StagedCards> {
  const table = await createCardTable(connection, 'card_read', { id: 'varchar', name: 'varchar', has_card: 'boolean', card: 'varchar' });
  const unread: { readonly name: string; readonly problem: string }[] = [];
  let done = 0;
  for await (const batch of readCards(readable(cards), kindOfCards(options.kind), options)) {
    for (const [card, answer] of batch) {
      if (answer !== null && 'problem' in answer) unread.push({ name: card.name, problem: answer.problem });
      await table.add(rowOf(card, answer));
    }
    done += batch.length;
    options.onRead?.(done);
  }
  await table.end();
  const setAside = await joinCards(connection, options.listedNames);
  const [sample] = unread;
  return {
    table: { table: 'staged_cards', fields: cardFields, key: 'staged_row' },
    notRead: sample === undefined ? null : { count: unread.length, sample },
    setAside,
  };
}

/** Makes `staged_cards` of `card_read`: by identifier where there is one, else by name. A name that fits several packages fits none. */
async function joinCards(connection: DuckDBConnection, listedNames: CardStaging['listedNames']): Promise<SetAside[]> {
  const slash = listedNames?.slash;
  const listed = slash === undefined ? 'staged.name' : `replace(staged.name, '/', ${quoted(slash)})`;
  await connection.run(`
    create or replace temp table card_match as
    select card_read.rowid as card_row, staged.rowid as staged_row
    from card_read join staged on staged.registry_id = card_read.id
    union all
    select card_read.rowid, staged.rowid
    from card_read join staged on ${listed} = card_read.name
    where card_read.id is null`);
  await connection.run(`
    create or replace temp table card_lost as
    select card_read.name, case when count(card_match.card_row) = 0 then 'card of a package that is not listed' else 'card whose name fits several packages' end as reason
    from card_read left join card_match on card_match.card_row = card_read.rowid
    where card_read.has_card
    group by card_read.rowid, card_read.name
    having count(card_match.card_row) <> 1`);
  await connection.run(`
    create or replace temp table staged_cards as
    select staged_row, ${cardFields.join(', ')}
    from card_match join card_read on card_read.rowid = card_match.card_row
    ${slash === undefined ? '' : `where card_read.name not in (select name from card_lost)`}
    qualify row_number() over (partition by staged_row order by card is null) = 1`);
  const lost = await selectRows<SetAside>(connection, 'select reason, count(*) as count, min(name) as sample from card_lost group by reason order by reason');
  for (const table of ['card_lost', 'card_match', 'card_read']) await connection.run(`drop table ${table}`);
  return listedNames === undefined ? [] : lost;
}

/** The tables of facts that staged cards are. */
export function tablesOf(cards: StagedCards | null): DerivedTable[] {
  return cards === null ? [] : [cards.table];
}

/** What became of a snapshot, with the cards that could not be read. */
export function tellNotRead(outcome: SnapshotOutcome, cards: StagedCards | null): SnapshotOutcome {
  return cards === null || cards.notRead === null ? outcome : { ...outcome, cardsNotRead: cards.notRead };
}

/** The kind as the reader of cards knows it; only models and datasets have cards of their own form. */
export function kindOfCards(kind: Kind): CardKind {
  return kind === 'dataset' ? 'dataset' : 'model';
}

/** Cards with the text that is to be read: none where the package has no card; a lone half of a surrogate pair becomes U+FFFD, as no store can keep it. */
async function* readable(cards: AsyncIterable<StagedCard>): AsyncGenerator<StagedCard> {
  for await (const card of cards) {
    yield { ...card, text: card.hasCard && card.text !== null ? card.text.replace(/\p{Surrogate}/gu, '\ufffd') : null };
  }
}

function rowOf({ id = null, name, text }: StagedCard, answer: CardAnswer | null): Record<string, unknown> {
  // A card that nobody could read is there all the same.
  if (answer !== null && 'problem' in answer) return { id, name, has_card: true, card: text, ...noAnswers };
  if (answer === null || answer.row === null) return { id, name, has_card: false, card: null, ...noAnswers };
  return { id, name, has_card: true, card: text, ...answer.row };
}
