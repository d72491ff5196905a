import type { DuckDBConnection } from '@duckdb/node-api';
import type { Field } from '../core/field.js';
import type { Kind } from '../core/registry.js';
import type { SnapshotScope } from '../core/snapshot.js';
import { selectRows } from './rows.js';

/** One snapshot among those of its registry and kind. */
interface Moment {
  readonly snapshot_key: number;
  /** Place in time, 1 is the oldest. */
  readonly position: number;
  readonly series: string;
  readonly scope: SnapshotScope;
  /** The fields that it states or lets us derive. */
  readonly fields: readonly string[];
}

/** A snapshot that is being merged, between those that are there already. */
export interface SnapshotPlace {
  readonly snapshotKey: number;
  readonly registryKey: number;
  readonly kind: Kind;
  /** Position of the snapshot on the timeline of its registry and kind, itself included. */
  readonly position: number;
  readonly scope: SnapshotScope;
  /** Lists of the same series before it, oldest first, and the one after it. Answers about single packages do not count. */
  readonly seriesBefore: readonly number[];
  readonly seriesNext: number | undefined;
  /** Whether no snapshot of the registry and kind is of a later time. */
  readonly isNewest: boolean;
  /** The snapshots between another one and it. */
  since(snapshotKey: number): readonly number[];
  /** The snapshots before and after it that can say something about a field, each oldest first. */
  around(field: Field): { readonly earlier: readonly number[]; readonly later: readonly number[] };
}

/**
 * Name of the temporary table with the columns snapshot_key, position, series and scope of the registry and kind at hand: what the
 * view timeline says, without numbering all snapshots anew in each of the statements of a merge.
 */
export const momentTable = 'moment';

/**
 * Finds where a snapshot whose row and standings are written stands in time, and makes the table `moment`. Everything
 * the merge asks about other snapshots is answered from here.
 */
export async function placeInTime(
  connection: DuckDBConnection,
  snapshot: Pick<SnapshotPlace, 'snapshotKey' | 'registryKey' | 'kind' | 'scope'> & { readonly series: string },
): Promise<SnapshotPlace> {
  const { snapshotKey, registryKey, kind, series, scope } = snapshot;
  await connection.run(
    `create or replace temp table ${momentTable} as
     select snapshot_key, position, series, scope from timeline where registry_key = $registry_key and kind = $kind`,
    { registry_key: registryKey, kind },
  );
  const moments = await selectRows<Moment>(
    connection,
    `select snapshot_key, position, series, scope, coalesce(fields, []) as fields
     from ${momentTable}
     left join (
       select snapshot_key, list(field) as fields from snapshot_field where standing in ('stated', 'derived') group by snapshot_key
     ) using (snapshot_key)
     order by position`,
  );
  const position = moments.find((one) => one.snapshot_key === snapshotKey)?.position ?? moments.length;
  const ofSeries = moments.filter((one) => one.series === series && one.scope === 'list');
  return {
    snapshotKey,
    registryKey,
    kind,
    position,
    scope,
    seriesBefore: ofSeries.filter((one) => one.position < position).map((one) => one.snapshot_key),
    seriesNext: ofSeries.find((one) => one.position > position)?.snapshot_key,
    isNewest: position === moments.length,
    since(other) {
      const from = moments.find((one) => one.snapshot_key === other)?.position ?? 0;
      return moments.filter((one) => one.position > from && one.position < position).map((one) => one.snapshot_key);
    },
    around(field) {
      const stating = moments.filter((one) => one.fields.includes(field));
      return {
        earlier: stating.filter((one) => one.position < position).map((one) => one.snapshot_key),
        later: stating.filter((one) => one.position > position).map((one) => one.snapshot_key),
      };
    },
  };
}
