import type { DuckDBConnection } from '@duckdb/node-api';
import type { CardRow } from '../cards/card-row.js';
import { fields } from '../core/field.js';
import { cardAnswerFields } from '../store/card-answers.js';

/** Text that is written in one go, in characters; more would only take memory. */
const writeCharacters = 4 * 1024 * 1024;

/** Structure of a card's row in JSON, as `from_json` takes it. */
const rowStructure = {
  card_sections: ['VARCHAR'], card_unread: ['VARCHAR'], card_attributes: ['VARCHAR'],
  card_values: [{ attribute: 'VARCHAR', value: 'VARCHAR', source: 'VARCHAR', standing: 'VARCHAR' }],
  card_generator: 'VARCHAR', card_language: 'VARCHAR', card_rules: 'VARCHAR',
} as const satisfies Record<keyof CardRow, unknown>;

/** What the store has of a card that is not there, or that nobody could read. */
export const noAnswers = Object.fromEntries(cardAnswerFields.map((field) => [field, null])) as Readonly<Record<keyof CardRow, null>>;

/** Writes rows of cards into a temporary table, many at a time. */
export interface CardTable {
  add(row: Readonly<Record<string, unknown>>): Promise<void>;
  /** Writes what is left. */
  end(): Promise<void>;
}

/** Makes a temporary table of cards, with columns of its own (name and type) before those that are read of cards. */
export async function createCardTable(connection: DuckDBConnection, table: string, columns: Readonly<Record<string, 'varchar' | 'boolean' | 'bigint'>>): Promise<CardTable> {
  const own = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  await connection.run(`create or replace temp table ${table} (${[...own, ...cardAnswerFields.map((field) => `${field} ${fields[field].type}`)].join(', ')})`);
  const structure = JSON.stringify([{ ...columns, ...rowStructure }]);
  let rows: string[] = [];
  let characters = 0;
  async function write(): Promise<void> {
    if (rows.length === 0) return;
    // JSON with a declared structure, and not value by value: see docs/decisions/0003-raw-json-in-sql.md.
    await connection.run(`insert into ${table} by name select one.* from (select unnest(from_json($rows, '${structure}')) as one)`, { rows: `[${rows.join(',')}]` });
    rows = [];
    characters = 0;
  }
  return {
    async add(row) {
      const json = JSON.stringify(row);
      rows.push(json);
      characters += json.length;
      if (characters >= writeCharacters) await write();
    },
    end: write,
  };
}
