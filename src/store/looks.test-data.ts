import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect, LookOutcome } from '../core/aspect.js';
import { mergeSnapshot, type StagedSnapshot } from './merge-snapshot.js';
import { describeWorld, stageWorld, type WorldSnapshot } from './worlds.test-data.js';

/** An item that a look shows: its name, value and place. */
export type ShownItem = readonly [name: string, value: string | null, place?: number];

/** A look at a package of a small snapshot, which is called by its identifier. */
export interface WorldLook {
  readonly of: string;
  readonly aspect?: Aspect;
  readonly revision?: string | null;
  /** seen where it is not given. */
  readonly outcome?: LookOutcome;
  /** true where it is not given. */
  readonly whole?: boolean;
  readonly items?: readonly ShownItem[];
}

/** A row of staged_absence. */
export interface WorldAbsence {
  readonly id?: string;
  readonly name?: string;
}

function text(value: string | null | undefined): string {
  return value === null || value === undefined ? 'null' : `'${value}'`;
}

/** Fills `staged_look` and `staged_item` for the records that are staged. */
export async function stageLooks(connection: DuckDBConnection, looks: readonly WorldLook[]): Promise<void> {
  await connection.run('create or replace temp table staged_look (staged_row bigint, aspect varchar, revision varchar, outcome varchar, whole boolean)');
  await connection.run('create or replace temp table staged_item (staged_row bigint, aspect varchar, name varchar, place integer, value varchar)');
  for (const { of, aspect = 'files', revision = null, outcome = 'seen', whole = true, items = [] } of looks) {
    const row = `(select rowid from staged where registry_id = '${of}')`;
    await connection.run(`insert into staged_look values (${row}, '${aspect}', ${text(revision)}, '${outcome}', ${whole})`);
    for (const [name, value, place] of items) {
      await connection.run(`insert into staged_item values (${row}, '${aspect}', '${name}', ${place ?? 'null'}, ${text(value)})`);
    }
  }
}

/** Merges a small snapshot with looks and absences. */
export async function mergeLookedAt(
  connection: DuckDBConnection,
  snapshot: WorldSnapshot,
  looks: readonly WorldLook[],
  { absences, ...more }: { readonly absences?: readonly WorldAbsence[]; readonly derived?: StagedSnapshot['derived'] } = {},
) {
  await stageWorld(connection, snapshot);
  await stageLooks(connection, looks);
  await connection.run('create or replace temp table staged_absence (registry_id varchar, name varchar, verdict varchar, status integer, evidence varchar)');
  for (const { id, name } of absences ?? []) {
    await connection.run(`insert into staged_absence values (${text(id)}, ${text(name)}, 'removed', 404, 'GET 404')`);
  }
  return mergeSnapshot(connection, {
    description: describeWorld(snapshot), setAside: [], derived: [], recordedAt: '2026-01-01T00:00:00Z', aliasesSql: null, looks: true,
    ...(absences === undefined ? {} : { absences: true }), ...more,
  });
}
