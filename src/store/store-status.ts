import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { listCardRules, type CardRules } from './card-answers.js';
import { readVersion } from './create-schema.js';
import { listSnapshots, type SnapshotSummary } from './list-snapshots.js';
import { selectRows } from './rows.js';

/** Who writes to a store at the moment. */
export interface StoreHolder {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  readonly since: string;
}

/** A stretch of a list without snapshots that is longer than the list's rhythm. */
export interface SnapshotGap {
  readonly registry: string;
  readonly kind: string;
  readonly series: string;
  readonly from: string;
  readonly until: string;
  readonly days: number;
  /** Median days between neighbouring snapshots of the list around that time. */
  readonly usualDays: number;
}

export interface StoreStatus {
  readonly path: string;
  readonly bytes: number;
  readonly version: number | null;
  readonly holder: StoreHolder | null;
  readonly registries: readonly {
    readonly registry: string; readonly title: string; readonly kind: string; readonly packages: number; readonly snapshots: number;
    readonly firstAt: string; readonly lastAt: string; readonly incomplete: number; readonly simulated: number;
  }[];
  readonly gaps: readonly SnapshotGap[];
  readonly snapshots: number;
  /** By which rules the cards of the store were read; empty where it has none. */
  readonly cards: readonly CardRules[];
}

/** What a store holds, from when to when, and what is missing in between. */
export async function readStoreStatus(connection: DuckDBConnection, storePath: string): Promise<StoreStatus> {
  const snapshots = await listSnapshots(connection);
  const packages = await selectRows<{ registry: string; title: string; kind: string; n: number }>(
    connection,
    `select registry.slug as registry, any_value(registry.title) as title, package.kind, count(distinct coalesce(alias.package_key, package.package_key)) as n
     from package
     join registry on registry.registry_key = package.registry_key
     left join alias on alias.former_package_key = package.package_key
     group by registry.slug, package.kind order by registry.slug, package.kind`,
  );
  return {
    path: path.resolve(storePath),
    bytes: statSync(storePath).size,
    version: await readVersion(connection),
    holder: readHolder(storePath),
    registries: packages.map(({ registry, title, kind, n }) => {
      const own = snapshots.filter((one) => one.registry === registry && one.kind === kind);
      return {
        registry, title, kind, packages: n, snapshots: own.length, firstAt: own[0]?.takenAt ?? '', lastAt: own.at(-1)?.takenAt ?? '',
        incomplete: own.filter((one) => !one.complete).length, simulated: own.filter((one) => one.simulated !== null).length,
      };
    }),
    gaps: findGaps(snapshots),
    snapshots: snapshots.length,
    cards: await listCardRules(connection),
  };
}

/** Who holds a store for writing; null when nobody does. A note left by a process that was killed does not count. */
export function readHolder(storePath: string): StoreHolder | null {
  try {
    const note = JSON.parse(readFileSync(`${path.resolve(storePath)}.writer.json`, 'utf8')) as StoreHolder;
    if (note.host === hostname()) process.kill(note.pid, 0);
    return note;
  } catch (error) {
    // EPERM: it is alive and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
    return JSON.parse(readFileSync(`${path.resolve(storePath)}.writer.json`, 'utf8')) as StoreHolder;
  }
}

/** How much longer than usual a list must have been silent to be worth a word. */
const gapFactor = 1.75;

function findGaps(snapshots: readonly SnapshotSummary[]): SnapshotGap[] {
  // Single packages are asked about when there is a reason to, not in a rhythm.
  const lists = groupBySeries(snapshots.filter((one) => one.scope === 'list'));
  return [...lists.values()].flatMap((list) => {
    const steps = list.slice(1).map((one, index) => {
      const previous = list[index] as SnapshotSummary;
      return { previous, one, days: (Date.parse(one.takenAt) - Date.parse(previous.takenAt)) / 86_400_000 };
    });
    return steps
      .map((step, index) => ({ ...step, usualDays: usualAround(steps.map(({ days }) => days), index) }))
      .filter((step) => step.usualDays !== null && step.days > step.usualDays * gapFactor && step.days > 1)
      .map(({ previous, one, days, usualDays }) => ({
        registry: one.registry, kind: one.kind, series: one.series, from: previous.takenAt, until: one.takenAt,
        days: Math.round(days * 10) / 10, usualDays: Math.round((usualDays ?? 0) * 10) / 10,
      }));
  });
}

/** How many steps before and after tell the rhythm; a list may change from weekly to monthly. */
const around = 4;

function usualAround(days: readonly number[], index: number): number | null {
  const near = [...days.slice(Math.max(0, index - around), index), ...days.slice(index + 1, index + 1 + around)].sort((left, right) => left - right);
  return near[Math.floor((near.length - 1) / 2)] ?? null;
}

function groupBySeries(snapshots: readonly SnapshotSummary[]): Map<string, SnapshotSummary[]> {
  const lists = new Map<string, SnapshotSummary[]>();
  for (const one of snapshots) {
    const name = `${one.registry} ${one.kind} ${one.series}`;
    lists.set(name, [...(lists.get(name) ?? []), one]);
  }
  return lists;
}
