import type { DuckDBConnection } from '@duckdb/node-api';
import { aspects, type Aspect } from '../core/aspect.js';
import { identifier } from './history-tables.js';
import { runCounted, selectRows } from './rows.js';

/** When an aspect is due for another look. */
export interface DueRule {
  readonly aspect: Aspect;
  /**
   * Only for aspects that change with time: a look before this instant (ISO 8601 UTC) is too old. Without it only
   * another revision, or no look at all, makes it due.
   */
  readonly lookedBefore?: string | undefined;
}

export interface DueRequest {
  readonly registry: string;
  readonly kind: string;
  readonly rules: readonly DueRule[];
  /** Column of `staged` by which the rows come, greatest first; those without come last. */
  readonly rankBy: string;
}

/** A package that should be looked at. */
export interface DueLook {
  readonly aspect: Aspect;
  readonly registryId: string | null;
  readonly name: string;
  /** Revision to look at, as `staged` states it. */
  readonly revision: string | null;
  /** Revision that the newest look saw; null where nobody looked or none was known. */
  readonly knownRevision: string | null;
  /** Whether anybody looked before. */
  readonly looked: boolean;
  /** Items known of the aspect. */
  readonly knownItems: number;
}

/**
 * Makes the temporary table `due_look(aspect, registry_id, name, revision, known_revision, looked, known_items, place)`: for
 * each aspect the records of the temporary table `staged` (registry_id, name, revision, and the column to rank by) that
 * should be looked at, `place` 1 first. Those are the ones nobody looked at, those whose newest look was of another
 * revision, and for aspects that change with time those whose newest look is too old. Gives how many are due by aspect. The
 * store may be open for reading only. A record of an unknown revision is due only where nobody looked, or too long ago.
 */
export async function createDueLooks(connection: DuckDBConnection, request: DueRequest): Promise<Map<Aspect, number>> {
  await connection.run(`
    create or replace temp table due_look (
      aspect varchar, registry_id varchar, name varchar, revision varchar, known_revision varchar, looked boolean, known_items integer, place integer)`);
  await createKnownKeys(connection, request);
  const due = new Map<Aspect, number>();
  for (const rule of request.rules) {
    due.set(rule.aspect, await insertDue(connection, rule, request.rankBy));
  }
  return due;
}

/** The first records of `due_look` of an aspect, in order. */
export function listDueLooks(connection: DuckDBConnection, aspect: Aspect, limit: number): Promise<DueLook[]> {
  return selectRows<DueLook>(
    connection,
    `select aspect, registry_id as "registryId", name, revision, known_revision as "knownRevision", looked, known_items as "knownItems"
     from due_look where aspect = $aspect and place <= $limit order by place`,
    { aspect, limit },
  );
}

/** `staged_known`: the packages that the staged records are, by identifier, else by the newest name. */
async function createKnownKeys(connection: DuckDBConnection, { registry, kind }: DueRequest): Promise<void> {
  const scope = { registry, kind };
  await connection.run(
    `create or replace temp table staged_known as
     select staged.rowid as staged_row, package.package_key
     from staged
     join package using (registry_id)
     join registry using (registry_key)
     where registry.slug = $registry and package.kind = $kind`,
    scope,
  );
  await connection.run(
    `create or replace temp table known_moment as
     select snapshot_key, position, taken_at from timeline join registry using (registry_key) where slug = $registry and kind = $kind`,
    scope,
  );
  await connection.run(
    `insert into staged_known
     with unknown as (
       select rowid as staged_row, name, registry_id from staged anti join staged_known on staged_known.staged_row = staged.rowid
     ),
     candidate as (
       select distinct package_key from history_name semi join unknown on unknown.name = history_name.value
     ),
     newest as (
       select package_key, arg_max(value, position) as name, max(position) as since
       from history_name
       semi join candidate using (package_key)
       join known_moment using (snapshot_key)
       where value is not null
       group by package_key
     )
     select unknown.staged_row, arg_max(package.package_key, (newest.since, package.package_key))
     from unknown
     join newest using (name)
     join package using (package_key)
     where unknown.registry_id is null or package.registry_id is null
     group by unknown.staged_row`,
  );
}

function insertDue(connection: DuckDBConnection, { aspect, lookedBefore }: DueRule, rankBy: string): Promise<number> {
  const ages = aspects[aspect].changesWith === 'time' && lookedBefore !== undefined;
  return runCounted(
    connection,
    `insert into due_look
     with

     newest as (
       -- Not arg_max, which passes over nulls: a newer look of an unknown revision is the newest all the same.
       select package_key, arg_max_null(revision, position) as revision, max(taken_at) as taken_at
       from look
       join known_moment using (snapshot_key)
       where aspect = $aspect
       group by package_key
     ),

     due as (
       select
         staged.registry_id, staged.name, staged.revision, newest.revision as known_revision, newest.package_key,
         row_number() over (order by staged.${identifier(rankBy)} desc nulls last, staged.name) as place
       from staged
       left join staged_known on staged_known.staged_row = staged.rowid
       left join newest using (package_key)
       where newest.package_key is null
         or (staged.revision is not null and staged.revision is distinct from newest.revision)
         ${ages ? "or newest.taken_at < $looked_before::timestamptz at time zone 'UTC'" : ''}
     ),

     standing as (
       select package_key, name, arg_max_null(value is not null, position) as is_there
       from item
       join known_moment using (snapshot_key)
       where aspect = $aspect and package_key in (select package_key from due)
       group by package_key, name
     )

     select
       $aspect, due.registry_id, due.name, due.revision, due.known_revision, due.package_key is not null,
       coalesce(counted.n_items, 0), due.place
     from due
     left join (select package_key, count(*) as n_items from standing where is_there group by package_key) as counted using (package_key)`,
    { aspect, ...(ages ? { looked_before: lookedBefore } : {}) },
  );
}
