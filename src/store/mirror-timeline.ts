import { createHash } from 'node:crypto';
import { isField, type Field } from '../core/field.js';
import type { MirrorEngine } from './mirror-engine.js';

/** The kinds of package that a mirror of the hub serves. */
export const mirrorKinds = ['model', 'dataset'] as const;
export type MirrorKind = (typeof mirrorKinds)[number];

/** One snapshot that the mirror may show. */
export interface MirrorMoment {
  readonly snapshotKey: number;
  /** Place among the snapshots of its kind that the mirror shows, 1 is the oldest. */
  readonly position: number;
  readonly series: string;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
  readonly scope: string;
  readonly complete: boolean;
  readonly covers: readonly Field[];
}

/** The snapshots of one kind that the mirror shows, oldest first. */
export interface MirrorTimeline {
  readonly kind: MirrorKind;
  readonly moments: readonly MirrorMoment[];
  /** Seed of the simulation they are of; null for real data. */
  readonly simulated: string | null;
  /** Changes whenever any of these snapshots does, or one is added, older ones included. */
  readonly stamp: string;
  /** Aspects of packages that some look of the store saw. */
  readonly aspects: ReadonlySet<string>;
}

interface MomentRow {
  snapshotKey: number;
  kind: MirrorKind;
  series: string;
  takenAt: string;
  recordedAt: string;
  scope: string;
  complete: boolean;
  simulated: string | null;
  covers: string[] | null;
}

/**
 * Reads what a mirror of the Hugging Face Hub can show, and lays the snapshots out as tables `world.moment_<kind>`.
 * Real and simulated data are never mixed: a store with real snapshots shows those only; one without shows the newest
 * simulation.
 */
export async function readMirrorTimelines(engine: MirrorEngine): Promise<ReadonlyMap<MirrorKind, MirrorTimeline>> {
  const all = await engine.select<MomentRow>(`
    select
      snapshot_key as "snapshotKey", kind, series, taken_at as "takenAt", recorded_at as "recordedAt", scope, complete, simulated,
      (select list(field) from snapshot_field where snapshot_field.snapshot_key = snapshot.snapshot_key
         and standing in ('stated', 'derived')) as covers
    from snapshot
    join registry using (registry_key)
    where slug = 'huggingface' and kind in ('model', 'dataset')
    order by taken_at, series`);
  const newest = all.toSorted((one, other) => one.recordedAt.localeCompare(other.recordedAt)).at(-1);
  const simulated = all.some((one) => one.simulated === null) ? null : newest?.simulated ?? null;
  const shown = all.filter((one) => one.simulated === simulated);
  const looked = await engine.select<{ aspect: string }>('select distinct aspect from look union select distinct aspect from item');
  const timelines = new Map<MirrorKind, MirrorTimeline>();
  for (const kind of mirrorKinds) {
    const rows = shown.filter((one) => one.kind === kind);
    const moments = rows.map((row, index): MirrorMoment => ({
      snapshotKey: row.snapshotKey, position: index + 1, series: row.series, takenAt: row.takenAt, scope: row.scope,
      complete: row.complete, covers: (row.covers ?? []).filter(isField),
    }));
    await layOut(engine, kind, moments);
    timelines.set(kind, {
      kind, moments, simulated, aspects: new Set(looked.map((one) => one.aspect)),
      stamp: createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16),
    });
  }
  return timelines;
}

async function layOut(engine: MirrorEngine, kind: MirrorKind, moments: readonly MirrorMoment[]): Promise<void> {
  const rows = moments.map(({ snapshotKey, position, series, scope, takenAt, covers }) => ({
    snapshot_key: snapshotKey, position, series, is_list: scope === 'list', taken_at: takenAt, popular: covers.includes('downloads'),
  }));
  await engine.run(
    `create table world.moment_${kind} as
     select unnest(from_json($rows, '[{"snapshot_key":"INTEGER","position":"INTEGER","series":"VARCHAR","is_list":"BOOLEAN","taken_at":"TIMESTAMP","popular":"BOOLEAN"}]'), recursive := true)`,
    { rows: JSON.stringify(rows) },
  );
}

/** Name of the table with the snapshots of a kind: snapshot_key, position, series, is_list, taken_at, popular. */
export function momentsOf(kind: MirrorKind): string {
  return `world.moment_${kind}`;
}
