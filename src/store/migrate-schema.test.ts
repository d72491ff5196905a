import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { StoreFormatError } from '../core/errors.js';
import { fieldNames } from '../core/field.js';
import { createSchema } from './create-schema.js';
import { openReader, openWriter } from './open-store.js';
import { selectRows } from './rows.js';
import { mergeWorld, type WorldSnapshot } from './worlds.test-data.js';

const folder = mkdtempSync(path.join(tmpdir(), 'hubscope-migrate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const first: WorldSnapshot = { series: 'full', day: 1, covers: ['downloads'], records: [{ id: 'p1', name: 'a', downloads: 5 }, { id: 'p2', name: 'b', downloads: 0 }] };
const second: WorldSnapshot = { series: 'full', day: 2, covers: ['downloads'], records: [{ id: 'p1', name: 'a', downloads: 6 }] };

/** What version 3 had where version 4 differs. */
const version3 = `
  drop view claim_verdict;
  drop table verdict;
  update store_info set version = 3;
  checkpoint`;

/** What version 2 had where version 3 differs: it did not know these fields. */
const version2 = `
  ${version3};
  drop table history_card_unread;
  drop table history_card_values;
  drop table history_card_generator;
  drop table history_card_language;
  drop table history_card_rules;
  delete from snapshot_field where field in ('card_unread', 'card_values', 'card_generator', 'card_language', 'card_rules');
  update store_info set version = 2;
  checkpoint`;

/** What version 1 had where version 2 differs; the other tables are the same. */
const version1 = `
  ${version2};
  drop view timeline;
  drop view presence;
  create temp table kept as from snapshot;
  drop table snapshot;
  drop table absence;
  drop table look;
  drop table look_part;
  drop table latest;
  drop table item;
  create table snapshot (
    snapshot_key integer primary key, registry_key utinyint not null, kind varchar not null, series varchar not null,
    title varchar not null, taken_at timestamp not null, recorded_at timestamp not null, complete boolean not null,
    incomplete_why varchar, simulated varchar, popularity varchar, rank_by varchar, n_records bigint not null,
    n_set_aside bigint not null, content_sha256 varchar not null, origin varchar not null, rule varchar not null,
    unique (registry_key, kind, series, taken_at)
  );
  insert into snapshot select * exclude (scope) from kept;
  create view timeline as
  select snapshot_key, registry_key, kind, series, taken_at,
    row_number() over (partition by registry_key, kind order by taken_at, series)::integer as position
  from snapshot;
  create view presence as
  with change as (
    select listing.package_key, timeline.series, listing.listed, timeline.position, timeline.taken_at
    from listing join timeline using (snapshot_key)
    qualify listing.listed is distinct from lag(listing.listed) over (partition by listing.package_key, timeline.series order by timeline.position)
  ),
  turn as (select *, lead(taken_at) over (partition by package_key, series order by position) as turned_at from change)
  select package_key, series, taken_at as first_seen_at, turned_at as missing_at from turn where listed;
  update store_info set version = 1;
  checkpoint`;

async function makeStore(name: string, ...statements: string[]): Promise<string> {
  const file = path.join(folder, `${name}.duckdb`);
  const instance = await DuckDBInstance.create(file, { threads: '1' });
  const connection = await instance.connect();
  await createSchema(connection);
  await mergeWorld(connection, first);
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  return file;
}

/** Columns, comments, constraints and views: all that makes two schemas the same. */
async function shapeOf(connection: DuckDBConnection): Promise<unknown> {
  return {
    columns: await selectRows(connection, `select table_name, column_index, column_name, data_type, is_nullable, comment from duckdb_columns() where not internal and database_name = current_database() and schema_name = 'main' order by all`),
    tables: await selectRows(connection, `select table_name, comment from duckdb_tables() where database_name = current_database() and not temporary order by all`),
    views: await selectRows(connection, `select view_name, comment, sql from duckdb_views() where not internal and not temporary order by all`),
    constraints: await selectRows(connection, `select table_name, constraint_type, constraint_text from duckdb_constraints() where database_name = current_database() order by all`),
  };
}

describe('a store of version 1', () => {
  it('is refused for reading, with what to do', async () => {
    const file = await makeStore('read', version1);
    const opening = openReader(file);
    await expect(opening).rejects.toThrow(StoreFormatError);
    await expect(opening).rejects.toThrow(/older version \(.*read\.duckdb\); expected version 4, got version 1\. .*`hubscope import`/);
  });

  it('is brought up to date by a writer, and is then as one made anew', async () => {
    const file = await makeStore('write', version1);
    const writer = await openWriter(file, 'a test');
    await mergeWorld(writer.connection, second);
    await writer.publish(true);
    writer.close();
    const fresh = await openWriter(path.join(folder, 'fresh.duckdb'), 'a test');
    const reader = await openReader(file);
    try {
      expect(await shapeOf(reader.connection)).toEqual(await shapeOf(fresh.connection));
      expect(await selectRows(reader.connection, 'select snapshot_key, series, scope, n_records from snapshot order by all')).toEqual([
        { snapshot_key: 1, series: 'full', scope: 'list', n_records: 2 },
        { snapshot_key: 2, series: 'full', scope: 'list', n_records: 1 },
      ]);
      expect(await selectRows(reader.connection, 'select package_key, missing_at from presence order by all')).toEqual([
        { package_key: 1, missing_at: null }, { package_key: 2, missing_at: '2024-01-02T00:00:00.000Z' },
      ]);
    } finally {
      reader.close();
      fresh.close();
    }
  });

  it('stays as it was when the writer publishes nothing', async () => {
    const file = await makeStore('unpublished', version1);
    const writer = await openWriter(file, 'a test');
    writer.close();
    await expect(openReader(file)).rejects.toThrow(/got version 1/);
  });
});

describe('a store of version 2', () => {
  it('gets the tables of the new fields, and says of its snapshots why they do not tell them', async () => {
    const derived = `update snapshot_field set standing = 'derived', why = 'cards.jsonl' where field = 'card_sections' and snapshot_key = 1`;
    const file = await makeStore('cards', derived, version2);
    await expect(openReader(file)).rejects.toThrow(/expected version 4, got version 2/);
    const writer = await openWriter(file, 'a test');
    await mergeWorld(writer.connection, second);
    await writer.publish(true);
    writer.close();
    const fresh = await openWriter(path.join(folder, 'fresh-cards.duckdb'), 'a test');
    const reader = await openReader(file);
    try {
      expect(await shapeOf(reader.connection)).toEqual(await shapeOf(fresh.connection));
      const told = await selectRows<{ field: string; standing: string; why: string }>(
        reader.connection, `select field, standing, why from snapshot_field where snapshot_key = 1 and field in ('card_values', 'card_sections') order by field`);
      expect(told).toEqual([
        { field: 'card_sections', standing: 'derived', why: 'cards.jsonl' },
        { field: 'card_values', standing: 'not collected', why: 'the cards were read before there was this field; hubscope cards reread tells it' },
      ]);
      expect(await selectRows(reader.connection, 'select snapshot_key, count(*) as n, count(distinct field) as n_fields from snapshot_field group by all order by all'))
        .toEqual([1, 2].map((snapshot_key) => ({ snapshot_key, n: fieldNames.length, n_fields: fieldNames.length })));
    } finally {
      reader.close();
      fresh.close();
    }
  });

  it('keeps why its snapshots say nothing of cards', async () => {
    const file = await makeStore('no-cards', version2);
    const writer = await openWriter(file, 'a test');
    const told = await selectRows(writer.connection, `select distinct standing, why from snapshot_field where field like 'card\\_%' escape '\\'`);
    writer.close();
    expect(told).toEqual([{ standing: 'not collected', why: 'the test leaves it out' }]);
  });
});

describe('a store of version 3', () => {
  it('gets a place for verdicts', async () => {
    const file = await makeStore('verdicts', version3);
    await expect(openReader(file)).rejects.toThrow(/expected version 4, got version 3/);
    const writer = await openWriter(file, 'a test');
    await writer.publish(true);
    writer.close();
    const fresh = await openWriter(path.join(folder, 'fresh-verdicts.duckdb'), 'a test');
    const reader = await openReader(file);
    try {
      expect(await shapeOf(reader.connection)).toEqual(await shapeOf(fresh.connection));
      expect(await selectRows(reader.connection, 'select n_records from snapshot')).toEqual([{ n_records: 2 }]);
    } finally {
      reader.close();
      fresh.close();
    }
  });
});

describe('a store of a version nobody knows', () => {
  it('is refused by reader and writer, and the writer lets go of it', async () => {
    const file = await makeStore('newer', 'update store_info set version = 99');
    await expect(openReader(file)).rejects.toThrow(/of another kind .* expected a Hubscope store of version 4, got version 99/);
    await expect(openWriter(file, 'a test')).rejects.toThrow(StoreFormatError);
    await expect(openWriter(file, 'a test')).rejects.toThrow(/version 99/);
  });

  it('is told from a database that is no store', async () => {
    const file = await makeStore('other', 'drop table store_info');
    await expect(openReader(file)).rejects.toThrow(/a database without store_info/);
  });
});
