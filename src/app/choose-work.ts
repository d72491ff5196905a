import { existsSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { aspects as declared, type Aspect } from '../core/aspect.js';
import type { Kind, Registry } from '../core/registry.js';
import type { PackageWork } from '../harvest/harvest-packages.js';
import { createSchema } from '../store/create-schema.js';
import { missingFromListing } from '../store/current-listing.js';
import { createDueLooks } from '../store/due-looks.js';
import { newestValues } from '../store/field-values.js';
import { harvestMemory, openReader } from '../store/open-store.js';
import { openScratch } from '../store/open-scratch.js';
import { runCounted, selectOne, selectRows } from '../store/rows.js';
import { readKnown } from './read-known.js';

/** Which packages are looked at. */
export interface Head {
  /** So many of the most downloaded. */
  readonly top: number;
  /** So many of the least downloaded that have more than `above` downloads. */
  readonly bottom: number;
  readonly above: number;
  /** Also all that are new or have another revision than when they were last listed. */
  readonly changed: boolean;
}

export interface WorkRequest {
  readonly registry: Registry;
  readonly kind: Kind;
  /** The list whose packages may be missing now. */
  readonly series: string;
  readonly aspects: readonly Aspect[];
  readonly head: Head;
  /** Aspects that change without a commit are looked at again when the last look is older than this, ISO 8601 UTC. */
  readonly lookedBefore: string;
  /** Whether the listing is whole, so that what it lacks may be gone. */
  readonly whole: boolean;
}

/** What there is to ask after a listing. */
export interface ChosenWork {
  /** Packages to ask for, by aspect; `record` are those that the list no longer shows. */
  readonly counts: ReadonlyMap<Aspect | 'record', number>;
  /** The packages, most downloaded first. */
  list(): AsyncGenerator<PackageWork>;
}

/** Packages that are handed out in one go. */
const batchSize = 2_000;

/** A connection to the store for reading, or to an empty one where there is none: temporary tables may be made on it. */
export async function openForPlanning(storePath: string): Promise<{ readonly connection: DuckDBConnection; close(): void }> {
  if (existsSync(storePath)) return openReader(storePath, { memory: harvestMemory });
  const scratch = await openScratch();
  await createSchema(scratch.connection);
  return scratch;
}

/**
 * Decides, from the temporary table `staged` and what the store knows, which packages to ask for what: those that the
 * list no longer shows, and of the head and of all that changed each aspect that nobody looked at in its present revision.
 * Leaves only the chosen packages in `staged`.
 */
export async function chooseWork(connection: DuckDBConnection, request: WorkRequest): Promise<ChosenWork> {
  const { registry, kind, aspects } = request;
  await connection.run('create or replace temp table work (nth integer, registry_id varchar, name varchar, revision varchar, aspects varchar[])');
  const gone = request.whole ? await insertMissing(connection, request) : 0;
  const counts = new Map<Aspect | 'record', number>(gone === 0 ? [] : [['record', gone]]);
  if (aspects.length > 0) {
    await keepChosen(connection, request);
    const rules = aspects.map((aspect) => ({ aspect, ...(declared[aspect].changesWith === 'time' ? { lookedBefore: request.lookedBefore } : {}) }));
    const due = await createDueLooks(connection, { registry: registry.slug, kind, rules, rankBy: 'downloads' });
    for (const aspect of aspects) if ((due.get(aspect) ?? 0) > 0) counts.set(aspect, due.get(aspect) ?? 0);
    const order = registry.harvest?.details.aspects ?? aspects;
    await connection.run(
      `insert into work
       select ${gone} + row_number() over (order by min(place), name), registry_id, name, any_value(revision), list(aspect order by list_position($order, aspect))
       from due_look group by registry_id, name`.replace('$order', `[${order.map((aspect) => `'${aspect}'`).join(', ')}]`),
    );
  }
  async function* list(): AsyncGenerator<PackageWork> {
    for (let from = 1; ; from += batchSize) {
      const rows = await selectRows<{ registry_id: string | null; name: string; revision: string | null; aspects: (Aspect | 'record')[] }>(
        connection,
        'select registry_id, name, revision, aspects from work where nth between $from and $until order by nth',
        { from, until: from + batchSize - 1 },
      );
      for (const row of rows) {
        const subject = { id: row.registry_id, name: row.name, revision: row.revision };
        yield { subject, aspects: row.aspects, known: (aspect) => readKnown(connection, registry.slug, kind, subject, aspect) };
      }
      if (rows.length < batchSize) return;
    }
  }
  return { counts, list };
}

/**
 * Packages that the list showed before and does not show now, and those that were unreachable when last asked for, long
 * enough ago: nobody confirmed that they are gone.
 */
async function insertMissing(connection: DuckDBConnection, { registry, kind, series, lookedBefore }: WorkRequest): Promise<number> {
  const missing = await missingFromListing(connection, { registry: registry.slug, kind, series });
  await connection.run(
    `insert into work
     with missing as (
       select one.id, one.name from (select unnest(from_json($missing, '[{"id":"VARCHAR","name":"VARCHAR"}]')) as one)
     ),
     asked as (
       select package_key, arg_max(verdict, timeline.position) as verdict, max(timeline.taken_at) as asked_at
       from absence
       join timeline using (snapshot_key)
       join registry on registry.registry_key = timeline.registry_key
       where registry.slug = $registry and timeline.kind = $kind
       group by package_key
     ),
     doubtful as (
       select package.registry_id as id, package_name.name
       from asked
       join package using (package_key)
       join package_name using (package_key)
       where asked.verdict = 'unreachable' and asked_at < $looked_before::timestamptz at time zone 'UTC'
         and (package.registry_id is null or package.registry_id not in (select registry_id from staged where registry_id is not null))
         and package_name.name not in (select name from staged)
     )
     select row_number() over (order by name, id), id, name, null, ['record']
     from (select id, name from missing union select id, name from doubtful)`,
    {
      missing: JSON.stringify(missing.map(({ registryId, name }) => ({ id: registryId, name }))),
      registry: registry.slug, kind, looked_before: lookedBefore,
    },
  );
  return (await selectOne<{ n: number }>(connection, 'select count(*) as n from work')).n;
}

/** Leaves the head, and what changed, in `staged`. Ties go by name, so that a choice can be repeated. */
async function keepChosen(connection: DuckDBConnection, { registry, kind, series, head }: WorkRequest): Promise<void> {
  await connection.run(
    `create or replace temp table chosen as
     select registry_id, name, revision, downloads
     from (
       select
         registry_id, name, revision, downloads,
         row_number() over (order by downloads desc nulls last, name) as from_top,
         case when downloads > $above then row_number() over (partition by downloads > $above order by downloads, name) end as from_bottom
       from staged
     )
     where from_top <= $top or from_bottom <= $bottom`,
    { above: head.above, top: head.top, bottom: head.bottom },
  );
  if (head.changed) await addChanged(connection, registry.slug, kind, series);
  await connection.run('create or replace temp table staged as select distinct * from chosen');
}

/** What changed since the list was last recorded; without an earlier list nothing did. */
async function addChanged(connection: DuckDBConnection, registry: string, kind: Kind, series: string): Promise<number> {
  const [before] = await selectRows<{ n: number }>(
    connection,
    `select count(*) as n from snapshot join registry using (registry_key)
     join snapshot_field using (snapshot_key)
     where slug = $registry and kind = $kind and series = $series and field = 'revision' and standing = 'stated'`,
    { registry, kind, series },
  );
  if ((before?.n ?? 0) === 0) return 0;
  await connection.run(
    `create or replace temp table known_revision as
     select package.registry_id, newest.value as revision
     from package
     join registry using (registry_key)
     join (${newestValues('revision', { moments: '(select snapshot_key, position from timeline)', only: undefined })}) as newest using (package_key)
     where registry.slug = $registry and package.kind = $kind and package.registry_id is not null`,
    { registry, kind },
  );
  return runCounted(
    connection,
    `insert into chosen
     select staged.registry_id, staged.name, staged.revision, staged.downloads
     from staged
     left join known_revision using (registry_id)
     where staged.revision is not null and staged.registry_id is not null and known_revision.revision is distinct from staged.revision`,
  );
}
