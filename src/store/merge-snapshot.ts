import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect } from '../core/aspect.js';
import { fieldNames, type Field } from '../core/field.js';
import { InputError } from '../core/errors.js';
import { largestShareSetAside, type SnapshotDescription, type SnapshotOutcome } from '../core/snapshot.js';
import type { ImageRule } from './latest-image.js';
import { mergeAbsences } from './merge-absences.js';
import { mergeLooks } from './merge-looks.js';
import { mergeValues } from './merge-values.js';
import { placeInTime, type SnapshotPlace } from './merge-timeline.js';
import { selectOne, selectRows } from './rows.js';

/** Elements of a source that did not become a record, by reason. */
export interface SetAside {
  readonly reason: string;
  readonly count: number;
  readonly sample: string | null;
}

/**
 * A table of facts beside `staged`, with the fields named. Its rows are found by `staged_row` (the rowid of the record),
 * or by `fact_row` through the table `staged_fact`, where many records share one row.
 */
export interface DerivedTable {
  readonly table: string;
  readonly fields: readonly Field[];
  readonly key: 'staged_row' | 'fact_row';
  /**
   * The aspect that was looked at to learn the facts. Where it is given, a package without facts whose newest look of
   * that aspect was of the revision that `staged` states keeps its values: nobody needed to look again. Without it, and
   * for the other packages, no facts mean that nobody looked at this revision: the values become null.
   */
  readonly aspect?: Aspect;
}

export interface StagedSnapshot {
  readonly description: SnapshotDescription;
  readonly setAside: readonly SetAside[];
  /** Tables of facts beside `staged`. */
  readonly derived: readonly DerivedTable[];
  /** When it is recorded, ISO 8601 UTC. */
  readonly recordedAt: string;
  /** The registry's SQL that tells names which packages bore though no listing states them, or null. */
  readonly aliasesSql: string | null;
  /** When the image of a list is kept and used, where it is not as usual: for small tests of the way of large lists. */
  readonly image?: ImageRule;
  /** Whether the temporary tables `staged_look` and `staged_item` are filled; see merge-looks.ts. */
  readonly looks?: boolean;
  /** Whether the temporary table `staged_absence` is filled; see merge-absences.ts. */
  readonly absences?: boolean;
}

/**
 * Writes the records of the temporary table `staged` into the store as one snapshot, in one transaction. `staged` has
 * the columns registry_id, name and every field that the description calls stated or derived; one row per package.
 *
 * The same snapshot with the same content changes nothing. Errors: InputError when the same snapshot is there with
 * other content.
 */
export async function mergeSnapshot(connection: DuckDBConnection, staged: StagedSnapshot): Promise<SnapshotOutcome> {
  const { description } = staged;
  const there = await findSnapshot(connection, description);
  if (there !== undefined) {
    if (there.content_sha256 === description.contentSha256) return outcomeOf(there, description);
    throw new InputError(
      `${description.series}: a snapshot of ${description.takenAt} is there with other content (${description.origin}); expected the bytes it was made from, ${there.origin}`,
    );
  }
  let written: Awaited<ReturnType<typeof writeSnapshot>>;
  await connection.run('begin');
  try {
    written = await writeSnapshot(connection, staged);
    await connection.run('commit');
  } catch (error) {
    await connection.run('rollback');
    throw error;
  }
  await written.keepImage?.();
  return written.outcome;
}

interface StoredSnapshot {
  snapshot_key: number;
  content_sha256: string;
  origin: string;
  n_records: number;
  n_set_aside: number;
}

/** The snapshot of the same list and instant, if the store has it. */
export async function findSnapshot(
  connection: DuckDBConnection,
  { registry, kind, series, takenAt }: Pick<SnapshotDescription, 'registry' | 'kind' | 'series' | 'takenAt'>,
): Promise<StoredSnapshot | undefined> {
  const [found] = await selectRows<StoredSnapshot>(
    connection,
    `select snapshot_key, content_sha256, origin, n_records, n_set_aside
     from snapshot join registry using (registry_key)
     where slug = $registry and kind = $kind and series = $series and taken_at = $taken_at::timestamp`,
    { registry, kind, series, taken_at: takenAt },
  );
  return found;
}

function outcomeOf(there: StoredSnapshot, description: SnapshotDescription): SnapshotOutcome {
  return {
    snapshotKey: there.snapshot_key,
    outcome: 'already there',
    registry: description.registry,
    kind: description.kind,
    series: description.series,
    takenAt: description.takenAt,
    records: there.n_records,
    setAside: there.n_set_aside,
    newPackages: 0,
    changedValues: 0,
  };
}

async function writeSnapshot(
  connection: DuckDBConnection,
  staged: StagedSnapshot,
): Promise<{ readonly outcome: SnapshotOutcome; readonly keepImage: (() => Promise<void>) | null }> {
  const { description } = staged;
  const { records } = await selectOne<{ records: number }>(connection, 'select count(*) as records from staged');
  const inserted = await insertSnapshot(connection, staged, records);
  await insertStandings(connection, inserted.snapshotKey, description);
  const place = await placeInTime(connection, { ...inserted, kind: description.kind, series: description.series, scope: description.scope });
  for (const { reason, count, sample } of staged.setAside) {
    await connection.run('insert into set_aside values ($key, $reason, $count, $sample)', {
      key: place.snapshotKey, reason, count, sample: sample?.slice(0, 200) ?? null,
    });
  }
  const { matched, changed, keepImage } = await mergeValues(connection, place, staged, records);
  const looks = staged.looks === true ? await mergeLooks(connection, place, matched.keys) : {};
  const absences = staged.absences === true ? await mergeAbsences(connection, place, matched.keys) : {};
  // Aliases follow from identifiers and names alone.
  const retold = matched.newPackages + matched.adopted + (changed.get('name') ?? 0) > 0;
  if (staged.aliasesSql !== null && retold) await refreshAliases(connection, place, staged.aliasesSql);
  const outcome: SnapshotOutcome = {
    snapshotKey: place.snapshotKey,
    outcome: 'recorded',
    registry: description.registry,
    kind: description.kind,
    series: description.series,
    takenAt: description.takenAt,
    records,
    setAside: setAsideTotal(staged),
    newPackages: matched.newPackages,
    changedValues: [...changed.values()].reduce((sum, one) => sum + one, 0),
    ...looks,
    ...absences,
  };
  return { outcome, keepImage };
}

/** Aliases follow from all snapshots together, so they are told anew after each. */
async function refreshAliases(connection: DuckDBConnection, place: SnapshotPlace, aliasesSql: string): Promise<void> {
  const scope = { registry_key: place.registryKey, kind: place.kind };
  await connection.run(
    'delete from alias using package where package.package_key = alias.package_key and registry_key = $registry_key and kind = $kind',
    scope,
  );
  await connection.run(
    `insert into alias
     with told as (${aliasesSql}),
     former as (
       select history_name.value as name, max(package.package_key) as package_key
       from told
       join history_name on history_name.value = told.name
       join package on package.package_key = history_name.package_key
       where package.registry_key = $registry_key and package.kind = $kind and package.registry_id is null
       group by history_name.value
     )
     select told.package_key, told.name, former.package_key, told.rule, told.evidence
     from told
     left join former using (name)`,
    scope,
  );
}

function setAsideTotal(staged: StagedSnapshot): number {
  return staged.setAside.reduce((sum, one) => sum + one.count, 0);
}

async function insertSnapshot(
  connection: DuckDBConnection,
  staged: StagedSnapshot,
  records: number,
): Promise<{ snapshotKey: number; registryKey: number }> {
  const { description } = staged;
  await connection.run(
    `insert into registry
     select coalesce((select max(registry_key) from registry), 0) + 1, $slug, $title
     where not exists (from registry where slug = $slug)`,
    { slug: description.registry, title: description.registryTitle },
  );
  const setAside = setAsideTotal(staged);
  const lost = setAside / Math.max(1, setAside + records);
  const incompleteWhy =
    description.incompleteWhy ??
    (lost > largestShareSetAside ? `${setAside} of ${setAside + records} elements were set aside` : null);
  const { snapshot_key, registry_key } = await selectOne<{ snapshot_key: number; registry_key: number }>(
    connection,
    `insert into snapshot
     select
       (select coalesce(max(snapshot_key), 0) + 1 from snapshot), registry_key, $kind, $series, $title,
       $taken_at::timestamp, $recorded_at::timestamptz at time zone 'UTC', $scope,
       $incomplete_why is null, $incomplete_why, $simulated, $popularity, $rank_by,
       $n_records, $n_set_aside, $content_sha256, $origin, $rule
     from registry where slug = $slug
     returning snapshot_key, registry_key`,
    {
      kind: description.kind,
      series: description.series,
      title: description.title,
      taken_at: description.takenAt,
      recorded_at: staged.recordedAt,
      scope: description.scope,
      incomplete_why: incompleteWhy,
      simulated: description.simulated,
      popularity: description.popularity,
      rank_by: description.rankBy,
      n_records: records,
      n_set_aside: setAside,
      content_sha256: description.contentSha256,
      origin: description.origin,
      rule: description.rule,
      slug: description.registry,
    },
  );
  return { snapshotKey: snapshot_key, registryKey: registry_key };
}

async function insertStandings(connection: DuckDBConnection, snapshotKey: number, description: SnapshotDescription): Promise<void> {
  const rows = fieldNames.map((field) => {
    const standing = description.standings[field];
    return { field, standing: standing.standing, why: 'why' in standing ? standing.why : standing.where };
  });
  await connection.run(
    `insert into snapshot_field
     select $key, one.field, one.standing, one.why
     from (select unnest(from_json($rows, '[{"field":"VARCHAR","standing":"VARCHAR","why":"VARCHAR"}]')) as one)`,
    { key: snapshotKey, rows: JSON.stringify(rows) },
  );
}
