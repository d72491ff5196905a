import type { DuckDBConnection } from '@duckdb/node-api';
import { UsageError } from '../core/errors.js';
import type { SnapshotScope } from '../core/snapshot.js';
import { parseInstant } from './instants.js';
import { selectRows } from './rows.js';

/** One snapshot as people are told about it. */
export interface SnapshotSummary {
  readonly snapshotKey: number;
  readonly registry: string;
  readonly kind: string;
  readonly series: string;
  readonly title: string;
  /** packages: answers about single packages, which say nothing of others. */
  readonly scope: SnapshotScope;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
  readonly recordedAt: string;
  readonly records: number;
  readonly setAside: number;
  readonly complete: boolean;
  readonly incompleteWhy: string | null;
  readonly simulated: string | null;
  readonly origin: string;
  readonly rule: string;
  /** Place in time among the snapshots of the registry and kind, 1 is the oldest. */
  readonly position: number;
}

export interface SnapshotFilter {
  readonly registry?: string | undefined;
  readonly kind?: string | undefined;
  readonly series?: string | undefined;
}

/** The snapshots of a store, by registry, kind and time. */
export function listSnapshots(connection: DuckDBConnection, filter: SnapshotFilter = {}): Promise<SnapshotSummary[]> {
  return selectRows<SnapshotSummary>(
    connection,
    `select
       snapshot_key as "snapshotKey", registry.slug as registry, snapshot.kind, snapshot.series, snapshot.title, snapshot.scope,
       snapshot.taken_at as "takenAt", recorded_at as "recordedAt", n_records as records, n_set_aside as "setAside",
       complete, incomplete_why as "incompleteWhy", simulated, origin, rule, position
     from snapshot
     join timeline using (snapshot_key)
     join registry on registry.registry_key = snapshot.registry_key
     where ($registry::varchar is null or registry.slug = $registry)
       and ($kind::varchar is null or snapshot.kind = $kind)
       and ($series::varchar is null or snapshot.series = $series)
     order by registry.slug, snapshot.kind, position`,
    { registry: filter.registry ?? null, kind: filter.kind ?? null, series: filter.series ?? null },
  );
}

/**
 * The snapshot a person means: its number, or `<series>@<instant>` for the newest of the series not after the instant,
 * or `<series>@latest`. Errors: UsageError that says what there is instead.
 */
export function findSnapshotByName(snapshots: readonly SnapshotSummary[], word: string): SnapshotSummary {
  if (/^#?\d+$/.test(word)) {
    const key = Number(word.replace('#', ''));
    const found = snapshots.find((one) => one.snapshotKey === key);
    if (found !== undefined) return found;
    const keys = snapshots.map((one) => one.snapshotKey).sort((left, right) => left - right);
    const known = keys.length === 0 ? 'the store has none' : keys.length <= 20 ? keys.join(', ') : `${keys[0]} … ${keys.at(-1)}`;
    throw new UsageError(`snapshot: no such number (${word}); expected one of: ${known}`);
  }
  const at = word.lastIndexOf('@');
  if (at <= 0) {
    throw new UsageError(`snapshot: not understood (${word}); expected a number as in \`hubscope snapshots\`, or <series>@<date>`);
  }
  const series = word.slice(0, at);
  const when = word.slice(at + 1);
  const list = snapshots.filter((one) => one.series === series);
  if (list.length === 0) {
    const known = [...new Set(snapshots.map((one) => one.series))].sort().join(', ') || 'none';
    throw new UsageError(`snapshot: no such series (${series}); expected one of: ${known}`);
  }
  const instant = when === 'latest' ? null : parseInstant(when);
  const found = list.filter((one) => instant === null || one.takenAt <= instant).sort((left, right) => left.position - right.position).at(-1);
  if (found === undefined) {
    throw new UsageError(`snapshot: ${series} had none yet (${when}); expected an instant from ${list[0]?.takenAt ?? 'its first'} on`);
  }
  return found;
}
