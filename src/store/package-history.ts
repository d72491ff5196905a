import type { DuckDBConnection } from '@duckdb/node-api';
import { isCardField, type Field } from '../core/field.js';
import type { SnapshotScope } from '../core/snapshot.js';
import type { FoundPackage } from './find-packages.js';
import { historyTable } from './history-tables.js';
import { selectRows } from './rows.js';

/** A snapshot as a point in a package's life. */
export interface SnapshotPoint {
  readonly snapshotKey: number;
  readonly series: string;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
}

interface TimelinePoint extends SnapshotPoint {
  readonly position: number;
  /** packages: answers about single packages, whose silence about one says nothing. */
  readonly scope: SnapshotScope;
  /** The store's number under which this snapshot lists the package; null where it does not list it. */
  readonly packageKey: number | null;
}

/** The snapshots of a package's registry and kind, oldest first, and which of them list it. */
export interface PackageTimeline {
  readonly found: FoundPackage;
  readonly points: readonly TimelinePoint[];
}

/** A stretch of snapshots that all show one value. `value` null: the package had none. */
export interface Period {
  readonly value: unknown;
  readonly from: SnapshotPoint;
  /** The next snapshot that shows another value; null where none does. */
  readonly until: SnapshotPoint | null;
  readonly lastConfirmed: SnapshotPoint;
  /** How many snapshots show it. */
  readonly snapshots: number;
}

/** A list that shows the package and does not tell this field. */
export interface Gap extends SnapshotPoint {
  readonly standing: string;
  readonly why: string | null;
}

export interface FieldHistory {
  readonly field: Field;
  readonly periods: readonly Period[];
  readonly gaps: readonly Gap[];
}

/** Where a package stood in every snapshot taken up to an instant (all of them where it is null). */
export async function readTimeline(connection: DuckDBConnection, found: FoundPackage, until: string | null = null): Promise<PackageTimeline> {
  const snapshots = await selectRows<{ snapshot_key: number; series: string; scope: SnapshotScope; taken_at: string; position: number }>(
    connection,
    `select snapshot_key, series, scope, taken_at, position from timeline
     where registry_key = $registry_key and kind = $kind and ($until::varchar is null or taken_at <= $until::timestamp)
     order by position`,
    { registry_key: found.registryKey, kind: found.kind, until },
  );
  const turns = await selectRows<{ package_key: number; snapshot_key: number; listed: boolean }>(
    connection,
    `select package_key, snapshot_key, listed from listing where package_key in (${found.packageKeys.join(', ')})`,
  );
  const listed = new Map<string, number[]>();
  const points = snapshots.map((one): TimelinePoint => {
    let present = one.scope === 'list' ? (listed.get(one.series) ?? []) : [];
    for (const turn of turns.filter(({ snapshot_key }) => snapshot_key === one.snapshot_key)) {
      present = present.filter((key) => key !== turn.package_key);
      if (turn.listed) present.push(turn.package_key);
    }
    if (one.scope === 'list') listed.set(one.series, present);
    return { snapshotKey: one.snapshot_key, series: one.series, scope: one.scope, takenAt: one.taken_at, position: one.position, packageKey: present.at(-1) ?? null };
  });
  return { found, points };
}

/** When each list showed the package, as unbroken runs of its snapshots. */
export function presenceRuns(timeline: PackageTimeline) {
  const points = timeline.points.filter((one) => one.scope === 'list');
  const series = [...new Set(points.map((one) => one.series))];
  return series.flatMap((name) => {
    const runs: { series: string; from: SnapshotPoint; lastSeen: SnapshotPoint; missingAt: SnapshotPoint | null; snapshots: number }[] = [];
    let open = false;
    for (const point of points.filter((one) => one.series === name)) {
      const last = runs.at(-1);
      if (point.packageKey === null) {
        if (open && last !== undefined) last.missingAt = pointOf(point);
        open = false;
      } else if (open && last !== undefined) {
        last.lastSeen = pointOf(point);
        last.snapshots += 1;
      } else {
        runs.push({ series: name, from: pointOf(point), lastSeen: pointOf(point), missingAt: null, snapshots: 1 });
        open = true;
      }
    }
    return runs;
  });
}

/**
 * The values of one field over time: what each snapshot that lists the package and tells the field showed, neighbours
 * with the same value taken together. Lists that show it and do not tell are gaps, never "none"; an answer about single
 * packages leaves no gap in what it was not asked.
 */
export async function readFieldHistory(connection: DuckDBConnection, timeline: PackageTimeline, field: Field): Promise<FieldHistory> {
  const standings = await selectRows<{ snapshot_key: number; standing: string; why: string | null }>(
    connection,
    'select snapshot_key, standing, why from snapshot_field where field = $field',
    { field },
  );
  const bySnapshot = new Map(standings.map((one) => [one.snapshot_key, one]));
  const valueAt = await readValues(connection, timeline, field);
  const cardKnownAt = isCardField(field) ? await readValues(connection, timeline, 'has_card') : null;
  const periods: { value: unknown; from: SnapshotPoint; until: SnapshotPoint | null; lastConfirmed: SnapshotPoint; snapshots: number }[] = [];
  const gaps: Gap[] = [];
  for (const point of timeline.points) {
    if (point.packageKey === null) continue;
    const told = bySnapshot.get(point.snapshotKey);
    if (told?.standing !== 'stated' && told?.standing !== 'derived') {
      if (point.scope === 'list') gaps.push({ ...pointOf(point), standing: told?.standing ?? 'not collected', why: told?.why ?? null });
      continue;
    }
    if (cardKnownAt?.(point) === null) {
      gaps.push({ ...pointOf(point), standing: 'not collected', why: `the card of this package is not in the snapshot (cards: ${told.why ?? 'some packages'})` });
      continue;
    }
    const value = valueAt(point);
    const last = periods.at(-1);
    if (last !== undefined && JSON.stringify(last.value) === JSON.stringify(value)) {
      last.lastConfirmed = pointOf(point);
      last.snapshots += 1;
      continue;
    }
    if (last !== undefined) last.until = pointOf(point);
    periods.push({ value, from: pointOf(point), until: null, lastConfirmed: pointOf(point), snapshots: 1 });
  }
  return { field, periods, gaps };
}

async function readValues(connection: DuckDBConnection, timeline: PackageTimeline, field: Field): Promise<(point: TimelinePoint) => unknown> {
  const rows = await selectRows<{ package_key: number; position: number; value: unknown }>(
    connection,
    `select package_key, position, value
     from ${historyTable(field)}
     join timeline using (snapshot_key)
     where package_key in (${timeline.found.packageKeys.join(', ')})
     order by position`,
  );
  return (point) => rows.filter((row) => row.package_key === point.packageKey && row.position <= point.position).at(-1)?.value ?? null;
}

function pointOf({ snapshotKey, series, takenAt }: SnapshotPoint): SnapshotPoint {
  return { snapshotKey, series, takenAt };
}
