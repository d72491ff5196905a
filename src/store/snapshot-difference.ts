import type { DuckDBConnection } from '@duckdb/node-api';
import { UsageError } from '../core/errors.js';
import { fieldNames, fields, isCardField, type Field } from '../core/field.js';
import { valuesAsOf, type TimelinePlace } from './as-of.js';
import type { SnapshotSummary } from './list-snapshots.js';
import { listedIn } from './merge-listing.js';
import { selectOne, selectRows } from './rows.js';

export interface FieldDifference {
  readonly field: Field;
  /** Packages listed in both snapshots whose value differs. */
  readonly changed: number;
  /** For numbers those that changed most, else the first by name. */
  readonly examples: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
}

export interface SnapshotDifference {
  readonly before: SnapshotSummary;
  readonly after: SnapshotSummary;
  /** Whether both are of one list; otherwise new and gone may only say that the lists differ. */
  readonly sameSeries: boolean;
  /** Packages listed in both. */
  readonly inBoth: number;
  readonly added: { readonly count: number; readonly examples: readonly string[] };
  readonly gone: { readonly count: number; readonly examples: readonly string[] };
  readonly renamed: { readonly count: number; readonly examples: readonly { readonly from: string; readonly to: string }[] };
  readonly changed: readonly FieldDifference[];
  /** Fields that one of the two does not tell, and why. */
  readonly notComparable: readonly { readonly field: Field; readonly snapshotKey: number; readonly standing: string; readonly why: string | null }[];
}

export interface DifferenceOptions {
  /** Only these fields; all where it is not given. */
  readonly only?: readonly Field[] | undefined;
  /** Examples to give of each difference. */
  readonly examples: number;
  readonly onField?: (field: Field, done: number, of: number) => void;
}

/**
 * What changed from the earlier to the later of two snapshots of one registry and kind. Makes temporary tables on the
 * connection. Errors: UsageError where they are of different registries or kinds, or the same.
 */
export async function compareSnapshots(
  connection: DuckDBConnection,
  one: SnapshotSummary,
  other: SnapshotSummary,
  options: DifferenceOptions,
): Promise<SnapshotDifference> {
  if (one.snapshotKey === other.snapshotKey) throw new UsageError(`diff: twice the same snapshot (${one.snapshotKey}); expected two`);
  if (one.registry !== other.registry || one.kind !== other.kind) {
    throw new UsageError(
      `diff: snapshots of different things (${one.snapshotKey}: ${one.registry} ${one.kind}; ${other.snapshotKey}: ${other.registry} ${other.kind}); expected one registry and one kind`,
    );
  }
  const [before, after] = one.position < other.position ? [one, other] : [other, one];
  const { registry_key: registryKey } = await selectOne<{ registry_key: number }>(connection, 'select registry_key from registry where slug = $slug', { slug: before.registry });
  function at(snapshot: SnapshotSummary): TimelinePlace {
    return { registryKey, kind: snapshot.kind, position: snapshot.position };
  }
  await makePairs(connection, before, after, at(before), at(after));
  const told = await readStandings(connection, before, after);
  const comparable = (options.only ?? fieldNames).filter((field) => field !== 'name' && told.every((row) => row.field !== field));
  const changed: FieldDifference[] = [];
  for (const [index, field] of comparable.entries()) {
    options.onField?.(field, index, comparable.length);
    const difference = await compareField(connection, field, at(before), at(after), options.examples);
    if (difference.changed > 0) changed.push(difference);
  }
  return {
    before, after, sameSeries: before.series === after.series, ...(await readTurnover(connection, options.examples)), changed,
    notComparable: told.filter((row) => options.only === undefined || options.only.includes(row.field))
      .map((row) => ({ field: row.field, snapshotKey: row.snapshot_key, standing: row.standing, why: row.why })),
  };
}

/** `pair`: a row per package listed in either, with the store's number for it and its name on each side. */
async function makePairs(connection: DuckDBConnection, before: SnapshotSummary, after: SnapshotSummary, from: TimelinePlace, to: TimelinePlace): Promise<void> {
  for (const [table, snapshot] of [['listed_before', before], ['listed_after', after]] as const) {
    await connection.run(`
      create or replace temp table ${table} as
      select identity_key, max(package_key) as package_key
      from ${listedIn(snapshot.snapshotKey)} as listed
      join package_identity using (package_key)
      group by identity_key`);
  }
  await connection.run(`
    create or replace temp table pair as
    select
      coalesce(b.identity_key, a.identity_key) as identity_key,
      b.package_key as key_before, a.package_key as key_after,
      name_before.value as name_before, name_after.value as name_after
    from listed_before as b
    full join listed_after as a on a.identity_key = b.identity_key
    left join (${valuesAsOf('name', from, 'listed_before')}) as name_before on name_before.package_key = b.package_key
    left join (${valuesAsOf('name', to, 'listed_after')}) as name_after on name_after.package_key = a.package_key`);
}

async function readTurnover(connection: DuckDBConnection, limit: number) {
  const counts = await selectOne<{ n_both: number; n_added: number; n_gone: number; n_renamed: number }>(connection, `
    select
      count(*) filter (key_before is not null and key_after is not null) as n_both,
      count(*) filter (key_before is null) as n_added,
      count(*) filter (key_after is null) as n_gone,
      count(*) filter (name_before <> name_after) as n_renamed
    from pair`);
  const added = await selectRows<{ name: string }>(connection, `select name_after as name from pair where key_before is null order by name limit ${limit}`);
  const gone = await selectRows<{ name: string }>(connection, `select name_before as name from pair where key_after is null order by name limit ${limit}`);
  const renamed = await selectRows<{ from: string; to: string }>(
    connection,
    `select name_before as "from", name_after as "to" from pair where name_before <> name_after order by name_before limit ${limit}`,
  );
  return {
    inBoth: counts.n_both,
    added: { count: counts.n_added, examples: added.map((row) => row.name) },
    gone: { count: counts.n_gone, examples: gone.map((row) => row.name) },
    renamed: { count: counts.n_renamed, examples: renamed },
  };
}

function readStandings(connection: DuckDBConnection, before: SnapshotSummary, after: SnapshotSummary) {
  return selectRows<{ field: Field; snapshot_key: number; standing: string; why: string | null }>(
    connection,
    `select field, snapshot_key, standing, why from snapshot_field
     where snapshot_key in (${before.snapshotKey}, ${after.snapshotKey}) and standing not in ('stated', 'derived')
     order by field, snapshot_key`,
  );
}

async function compareField(connection: DuckDBConnection, field: Field, from: TimelinePlace, to: TimelinePlace, limit: number): Promise<FieldDifference> {
  // Only packages with a row in between, or known by another number, can differ.
  await connection.run(`
    create or replace temp table candidate as
    select key_before, key_after, name_after as name from pair
    where key_before is not null and key_after is not null and (
      key_before <> key_after
      or key_after in (
        select package_key from history_${field} join timeline using (snapshot_key)
        where registry_key = ${from.registryKey} and kind = '${from.kind}' and position > ${from.position} and position <= ${to.position}))`);
  function keys(side: string): string {
    return `(select ${side} as package_key from candidate)`;
  }
  const looked = isCardField(field)
    ? `and key_before in (select package_key from (${valuesAsOf('has_card', from, keys('key_before'))}) where value is not null)
       and key_after in (select package_key from (${valuesAsOf('has_card', to, keys('key_after'))}) where value is not null)`
    : '';
  await connection.run(`
    create or replace temp table field_difference as
    select name, earlier.value as before, later.value as after
    from candidate
    left join (${valuesAsOf(field, from, keys('key_before'))}) as earlier on earlier.package_key = key_before
    left join (${valuesAsOf(field, to, keys('key_after'))}) as later on later.package_key = key_after
    where earlier.value is distinct from later.value ${looked}`);
  const { n } = await selectOne<{ n: number }>(connection, 'select count(*) as n from field_difference');
  const isNumber = ['bigint', 'integer', 'double'].includes(fields[field].type);
  const examples = await selectRows<{ name: string; before: unknown; after: unknown }>(
    connection,
    `select name, before, after from field_difference
     order by ${isNumber ? 'abs(coalesce(after, 0)::double - coalesce(before, 0)::double) desc,' : ''} name limit ${limit}`,
  );
  return { field, changed: n, examples };
}
