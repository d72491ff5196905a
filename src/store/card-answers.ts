import type { DuckDBConnection } from '@duckdb/node-api';
import type { Field } from '../core/field.js';
import { historyTable } from './history-tables.js';
import { selectOne, selectRows } from './rows.js';

/** The fields that follow from the text of a card and the rules by which it is read, and from nothing else. */
export const cardAnswerFields = [
  'card_sections', 'card_unread', 'card_attributes', 'card_values', 'card_generator', 'card_language', 'card_rules',
] as const satisfies readonly Field[];

/** A text in the history of cards. */
export interface CardText {
  /** Its row in `history_card`. */
  readonly row: number;
  readonly text: string;
}

/** Rows of `history_card` that are looked at in one go: some megabytes of text. */
const rowsAtOnce = 1000;

/** Cards of datasets have a form of their own, those of all others that of models. */
type CardForm = 'dataset' | 'model';

const ofForm = `case kind when 'dataset' then 'dataset' else 'model' end = $form`;

/** How many texts of cards of a form the store has: of each package as many as it was seen with, one after the other. */
export async function countCardTexts(connection: DuckDBConnection, form: CardForm): Promise<number> {
  const { n } = await selectOne<{ n: number }>(connection, 'select count(value) as n from history_card join package using (package_key) where ' + ofForm, { form });
  return n;
}

/** All texts of cards of a form, in the order of their rows. */
export async function* listCardTexts(connection: DuckDBConnection, form: CardForm): AsyncGenerator<CardText> {
  const { end } = await selectOne<{ end: number }>(connection, 'select coalesce(max(rowid), -1) + 1 as "end" from history_card');
  for (let from = 0; from < end; from += rowsAtOnce) {
    yield* await selectRows<CardText>(
      connection,
      `select history_card.rowid as "row", value as text from history_card join package using (package_key)
       where history_card.rowid >= ${from} and history_card.rowid < ${from + rowsAtOnce} and value is not null and ${ofForm}
       order by 1`,
      { form },
    );
  }
}

/** By which rules cards were read; null: they were not read. `cards` are texts; one that was read by several counts for each. */
export interface CardRules {
  readonly rules: string | null;
  readonly cards: number;
}

/** By which rules the texts of the store were read, most texts first. */
export async function listCardRules(connection: DuckDBConnection): Promise<CardRules[]> {
  return selectRows<CardRules>(
    connection,
    `with ${momentsSql()}, ${inForceSql('card_rules')}
     select in_force.value as rules, count(distinct card_row) as cards
     from card_moment
     left join in_force on ${overlaps}
     where has_text
     group by all
     order by cards desc, rules`,
  );
}

/** How many cards have another answer than before, at any time while the store had their text. */
export interface ChangedAnswers {
  readonly cards: number;
  readonly byField: Readonly<Record<string, number>>;
}

/**
 * Replaces all that the store says of the content of cards by the answers in the temporary table `card_again` (card_row, and a
 * column for each of `cardAnswerFields`), at all points of time: an answer holds from the snapshot that showed its text
 * until the next text. Texts without a row there are not read. Snapshots that tell of cards tell these fields from now on.
 * The caller has begun a transaction.
 */
export async function replaceCardAnswers(connection: DuckDBConnection): Promise<ChangedAnswers> {
  await connection.run(`create or replace temp table card_moment as with ${momentsSql()} from card_moment`);
  await connection.run('create or replace temp table answer_change (card_row bigint, field varchar)');
  for (const field of cardAnswerFields) {
    const table = historyTable(field);
    await connection.run(
      `insert into answer_change
       with ${inForceSql(field)}
       select card_row, $field
       from card_moment
       left join card_again using (card_row)
       left join in_force on ${overlaps}
       where has_text
       group by card_row, card_moment.position
       having bool_or(in_force.value is distinct from card_again.${field})
         or (min(in_force.from_position) > card_moment.position and count(card_again.${field}) > 0)`,
      { field },
    );
    await connection.run(`
      create or replace temp table answer_history as
      with told as (
        select package_key, snapshot_key, position, card_again.${field} as value
        from card_moment
        left join card_again using (card_row)
      )
      select package_key, snapshot_key, value
      from told
      qualify value is distinct from lag(value) over (partition by package_key order by position)`);
    await connection.run(`delete from ${table}`);
    await connection.run(`insert into ${table} from answer_history order by snapshot_key, package_key`);
  }
  await connection.run(`
    update snapshot_field set standing = 'derived', why = told.why
    from (
      select sections.snapshot_key, sections.why
      from snapshot_field as sections
      join snapshot_field as card on card.snapshot_key = sections.snapshot_key and card.field = 'card' and card.standing in ('stated', 'derived')
      where sections.field = 'card_sections'
    ) as told
    where told.snapshot_key = snapshot_field.snapshot_key and snapshot_field.standing not in ('stated', 'derived')
      and field in (${cardAnswerFields.map((field) => `'${field}'`).join(', ')})`);
  const rows = await selectRows<{ field: string; n: number }>(connection, 'select field, count(*) as n from answer_change group by field order by field');
  const { cards } = await selectOne<{ cards: number }>(connection, `select count(distinct card_row) as cards from answer_change where field <> 'card_rules'`);
  for (const table of ['card_moment', 'answer_change', 'answer_history']) await connection.run(`drop table ${table}`);
  return { cards, byField: Object.fromEntries(rows.map(({ field, n }) => [field, n])) };
}

/** Positions after all others. */
const never = '2147483647';

/** SQL of `card_moment`: from when until when each package had each text, or none. */
function momentsSql(): string {
  return `card_moment as (
    select
      history_card.rowid as card_row, history_card.package_key, history_card.snapshot_key, value is not null as has_text, timeline.position,
      coalesce(lead(timeline.position) over (partition by history_card.package_key order by timeline.position), ${never}) as until_position
    from history_card
    join timeline using (snapshot_key)
  )`;
}

/** SQL of `in_force`: from when until when each package had each value of a field. */
function inForceSql(field: Field): string {
  return `in_force as (
    select
      package_key, value, timeline.position as from_position,
      coalesce(lead(timeline.position) over (partition by package_key order by timeline.position), ${never}) as until_position
    from ${historyTable(field)}
    join timeline using (snapshot_key)
  )`;
}

const overlaps = `in_force.package_key = card_moment.package_key
  and in_force.from_position < card_moment.until_position and in_force.until_position > card_moment.position`;
