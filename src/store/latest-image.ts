import type { DuckDBConnection } from '@duckdb/node-api';
import type { Field } from '../core/field.js';
import { schemaStatements } from './create-schema.js';
import { identifier, quoted } from './history-tables.js';
import type { DerivedTable, StagedSnapshot } from './merge-snapshot.js';
import type { SnapshotPlace } from './merge-timeline.js';
import { selectOne, selectRows } from './rows.js';

/** The fields that change from day to day of so many packages that each is kept as it is, and compared directly. */
const counterFields = ['downloads', 'likes', 'downloads_all_time', 'trending_score', 'rank'] as const satisfies readonly Field[];

/** When images of lists are kept and used. */
export interface ImageRule {
  /** Records from which on a list is large. */
  readonly from: number;
  /** Share of its records that may have to be looked at closely: above it, looking at all at once is the less work. */
  readonly largestShare: number;
}

/**
 * Below a million records comparing with the histories takes a few seconds at most, and a list that is imported once would
 * pay for an image nobody reads.
 */
export const usualImageRule: ImageRule = { from: 1_000_000, largestShare: 0.2 };

/** What the image of a list is made of: the staged values of one merge. */
export interface ImageSource {
  /** Fields that the image has as they are. */
  readonly counters: readonly Field[];
  /** Fields that are in its digest: columns of `staged`. */
  readonly digested: readonly Field[];
  /** Tables of facts that follow from the records and the rule: where those are the same, so are the facts. */
  readonly facts: readonly DerivedTable[];
  /** SQL of the counters and the digest, over `staged`. */
  readonly columns: string;
}

/** Sorts the fields that a snapshot covers; what was learnt by looking at single packages is no part of an image. */
export async function imageSource(connection: DuckDBConnection, covered: readonly Field[], { derived, description }: StagedSnapshot): Promise<ImageSource> {
  const besides = new Set(derived.flatMap((one) => one.fields));
  const own = covered.filter((field) => !besides.has(field));
  const counters = counterFields.filter((field) => own.includes(field));
  const columns = await selectRows<{ name: string; type: string }>(
    connection,
    `select column_name as name, data_type as type from duckdb_columns()
     where database_name = 'temp' and table_name = 'staged' and column_name <> 'registry_id' order by column_index`,
  );
  // All columns, fields or not: facts may follow from any of them.
  const hashed = columns.filter(({ name }) => !counters.some((one) => one === name)).flatMap(({ name, type }) => {
    const value = `staged.${identifier(name)}`;
    // The engine's hash takes null, an empty list and a list of null for one; their lengths differ.
    return type.endsWith('[]') ? [value, `len(${value})`] : [value];
  });
  return {
    counters,
    digested: own.filter((field) => !counters.some((one) => one === field)),
    facts: derived.filter((one) => one.key === 'fact_row' && one.aspect === undefined),
    columns: [...counters.map((field) => `staged.${field}`), `hash(${[...hashed, quoted(`${description.rule} ${own.join(' ')}`)].join(', ')}) as digest`].join(', '),
  };
}

/** The snapshot whose image the store has of this list, if it is the one just before the snapshot that is merged. */
export async function findImage(connection: DuckDBConnection, place: SnapshotPlace): Promise<number | undefined> {
  const before = place.seriesBefore.at(-1);
  if (place.scope !== 'list' || before === undefined) return undefined;
  const { there } = await selectOne<{ there: boolean }>(connection, `select exists (from latest where snapshot_key = ${before}) as there`);
  return there ? before : undefined;
}

/**
 * Takes the image of the list's snapshot before away, where the snapshot that is merged is a newer one, and gives what
 * keeps its own image once the merge is committed; null where it has none, because it is not the newest of its list, or
 * `large` says that the list is not worth it. `rows` is a relation with package_key, the counters and `digest`.
 *
 * The table is made anew, because rows deleted from it would leave holes; and the room of the old one is free for the new
 * one only after a checkpoint, so that cannot be one transaction. In between there is no image, which costs time alone.
 */
export async function replaceImage(
  connection: DuckDBConnection,
  place: SnapshotPlace,
  large: boolean,
  source: ImageSource,
  rows: string,
): Promise<(() => Promise<void>) | null> {
  if (place.scope !== 'list' || place.seriesNext !== undefined) return null;
  const before = place.seriesBefore.at(-1) ?? 0;
  const { n_others, n_before } = await selectOne<{ n_others: number; n_before: number }>(
    connection,
    `select count(*) filter (snapshot_key <> ${before}) as n_others, count(*) filter (snapshot_key = ${before}) as n_before from latest`,
  );
  if (n_before > 0) {
    await connection.run(`create or replace temp table latest_other as from latest ${n_others === 0 ? 'where false' : `where snapshot_key <> ${before}`}`);
    await connection.run('drop table latest');
    await connection.run(schemaStatements('latest').join(';\n'));
    await connection.run('insert into latest from latest_other');
  }
  if (!large) return null;
  const columns = ['package_key', ...source.counters, 'digest'].join(', ');
  return async () => {
    if (n_before > 0) await connection.run('checkpoint');
    await connection.run(`insert into latest by name select ${place.snapshotKey} as snapshot_key, ${columns} from ${rows} order by package_key`);
  };
}
