import type { DuckDBConnection } from '@duckdb/node-api';
import type { Field } from '../core/field.js';
import { readVersion, schemaStatements, schemaVersion, viewStatements } from './create-schema.js';
import { historyTableStatements } from './history-tables.js';
import { selectRows } from './rows.js';

/** How a store is brought from a version to the next. */
const steps: Readonly<Record<number, (connection: DuckDBConnection) => Promise<void>>> = { 1: fromVersion1, 2: fromVersion2, 3: fromVersion3 };

/** Whether a store of this version can be brought to the present one. */
export function canMigrate(version: number | null): boolean {
  return version !== null && version in steps;
}

/**
 * Brings an older store to the present version, in one transaction; a store of the present version is left alone. It
 * ends as if it had been made by the present schema, comments and views included.
 */
export async function migrateSchema(connection: DuckDBConnection): Promise<void> {
  for (let version = await readVersion(connection); canMigrate(version); version = await readVersion(connection)) {
    await connection.run('begin');
    try {
      await dropViews(connection);
      await steps[version as number]?.(connection);
      if ((version as number) + 1 === schemaVersion) await connection.run(viewStatements());
      await connection.run(`update store_info set version = ${(version as number) + 1}`);
      await connection.run('commit');
    } catch (error) {
      await connection.run('rollback');
      throw error;
    }
  }
}

/** Version 2 tells lists from answers about single packages, and knows looks, their items, and absences. */
async function fromVersion1(connection: DuckDBConnection): Promise<void> {
  await connection.run('create temp table snapshot_before as from snapshot');
  await connection.run('drop table snapshot');
  for (const table of ['snapshot', 'absence', 'look', 'look_part', 'item', 'latest']) await connection.run(schemaStatements(table).join(';\n'));
  // Made anew and not altered, so that its columns stand in the order of the schema. All snapshots so far were lists.
  await connection.run(`insert into snapshot by name select *, 'list' as scope from snapshot_before`);
  await connection.run('drop table snapshot_before');
}

/** Fields that version 3 brought. */
const cardAnswers = ['card_unread', 'card_values', 'card_generator', 'card_language', 'card_rules'] as const satisfies readonly Field[];

/**
 * Version 3 knows more of cards than their sections and attributes. Snapshots that read cards did not say these things;
 * why the others say nothing of cards holds for the new fields as well.
 */
async function fromVersion2(connection: DuckDBConnection): Promise<void> {
  await connection.run(historyTableStatements(cardAnswers).join(';\n'));
  for (const field of cardAnswers) {
    await connection.run(
      `insert into snapshot_field
       select
         snapshot_key, $field,
         case when standing in ('stated', 'derived') then 'not collected' else standing end,
         case when standing in ('stated', 'derived') then 'the cards were read before there was this field; hubscope cards reread tells it' else why end
       from snapshot_field
       where field = 'card_sections'`,
      { field },
    );
  }
}

/** Version 4 keeps what the claims came to. */
async function fromVersion3(connection: DuckDBConnection): Promise<void> {
  await connection.run(schemaStatements('verdict').join(';\n'));
}

async function dropViews(connection: DuckDBConnection): Promise<void> {
  const views = await selectRows<{ name: string }>(connection, `select view_name as name from duckdb_views() where not internal and not temporary and database_name = current_database()`);
  for (const { name } of views) await connection.run(`drop view ${name}`);
}
