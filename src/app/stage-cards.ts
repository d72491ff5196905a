import { statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { DuckDBConnection } from '@duckdb/node-api';
import { cardSections } from '../cards/sections/section-vocabulary.js';
import { cardAttributes, presentAttributes } from '../cards/metadata/card-attributes.js';
import { readCard } from '../cards/read-card.js';
import { InputError } from '../core/errors.js';
import { plainText, requireFile, wholeGzip } from './check-files.js';
import type { DerivedTable } from '../store/merge-snapshot.js';
import type { SourceMapping } from './source-mapping.js';

/** One card as it goes into the store. `hasCard` false: the package has none; the text is kept only where there is one. */
export interface StagedCard {
  /** The registry's own identifier of the package, which then decides whose card it is; else the name does. */
  readonly id?: string | null;
  readonly name: string;
  readonly hasCard: boolean;
  readonly text: string | null;
}

/** How many cards are read and written in one go: some megabytes of text. */
const batchSize = 500;

/**
 * Reads the cards that lie beside a source into the table of facts `staged_cards`, joined to the staged records by
 * name. Gives nothing where the source has no cards.
 */
export async function stageCards(
  connection: DuckDBConnection,
  mapping: SourceMapping,
  from: string,
  onRead: (done: number) => void,
): Promise<DerivedTable[]> {
  const { cards } = mapping;
  if (cards === undefined) return [];
  const file = path.join(statSync(from).isFile() ? path.dirname(from) : from, cards.file);
  requireFile(file, mapping.slug);
  await wholeGzip(file, null);
  async function* listCards(): AsyncGenerator<StagedCard> {
    let number = 0;
    for await (const line of createInterface({ input: plainText(file), crlfDelay: Infinity })) {
      number += 1;
      let row: Record<string, unknown>;
      try {
        row = JSON.parse(line) as Record<string, unknown>;
      } catch {
        throw new InputError(`${mapping.slug}: not JSON (${file}, line ${number}); expected an object with ${cards?.name ?? ''} and ${cards?.text ?? ''}`);
      }
      const text = row[cards?.text ?? ''];
      yield {
        name: String(row[cards?.name ?? '']),
        hasCard: row[cards?.has_card ?? ''] === true,
        text: typeof text === 'string' ? text : null,
      };
    }
  }
  return [await stageCardTexts(connection, listCards(), onRead)];
}

/**
 * Reads cards into `staged_cards`: whether there is one, its text, the sections and attributes found in it. `onRead`
 * hears after each batch how many cards were read.
 */
export async function stageCardTexts(
  connection: DuckDBConnection,
  cards: AsyncIterable<StagedCard>,
  onRead: (done: number) => void = () => undefined,
): Promise<DerivedTable> {
  await connection.run('create or replace temp table card_read (id varchar, name varchar, has_card boolean, card varchar, card_sections varchar[], card_attributes varchar[])');
  let batch: unknown[] = [];
  let done = 0;
  for await (const card of cards) {
    batch.push(readStaged(card));
    if (batch.length >= batchSize) {
      await writeBatch(connection, batch);
      done += batch.length;
      onRead(done);
      batch = [];
    }
  }
  if (batch.length > 0) await writeBatch(connection, batch);
  await connection.run(`
    create or replace temp table staged_cards as
    with found as (
      select staged.rowid as staged_row, card_read.*
      from card_read join staged on staged.registry_id = card_read.id
      union all
      select staged.rowid, card_read.*
      from card_read join staged on staged.name = card_read.name
      where card_read.id is null
    )
    select staged_row, has_card, card, card_sections, card_attributes from found
    qualify row_number() over (partition by staged_row order by card is null) = 1`);
  await connection.run('drop table card_read');
  return { table: 'staged_cards', fields: ['has_card', 'card', 'card_sections', 'card_attributes'], key: 'staged_row' };
}

function readStaged({ id = null, name, hasCard, text }: StagedCard): Record<string, unknown> {
  const reading = hasCard && text !== null ? readCard(text) : null;
  if (reading === null || reading.kind !== 'card') return { id, name, has_card: false, card: null, card_sections: null, card_attributes: null };
  const present = presentAttributes(reading.attributes.values);
  return {
    id,
    name,
    has_card: true,
    card: text,
    card_sections: cardSections.filter((section) => reading.sections[section].present).sort(),
    card_attributes: cardAttributes.filter((attribute) => present.has(attribute)).sort(),
  };
}

async function writeBatch(connection: DuckDBConnection, batch: readonly unknown[]): Promise<void> {
  await connection.run(
    `insert into card_read
     select one.id, one.name, one.has_card, one.card, one.card_sections, one.card_attributes
     from (select unnest(from_json($batch, '[{"id":"VARCHAR","name":"VARCHAR","has_card":"BOOLEAN","card":"VARCHAR","card_sections":["VARCHAR"],"card_attributes":["VARCHAR"]}]')) as one)`,
    { batch: JSON.stringify(batch) },
  );
}
