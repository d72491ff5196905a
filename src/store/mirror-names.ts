import type { MirrorEngine } from './mirror-engine.js';
import { nameIndex } from './mirror-name-index.js';
import { newestWholeList, sightingsSql } from './mirror-presence.js';
import type { WorldRow } from './mirror-projection.js';
import { momentsOf, type MirrorTimeline } from './mirror-timeline.js';
import type { World } from './mirror-world.js';

/** A package that bore a name and is no longer there. */
export interface GonePackage {
  readonly lastSeenAt: string;
  /** The whole list that no longer shows it; null where there is none since. */
  readonly missingSince: string | null;
  /** The look that confirmed the removal, and what it saw; null where nobody confirmed it. */
  readonly removal: { readonly at: string; readonly evidence: string } | null;
}

/** What a name means at a position. `unknown`: nothing bore it until then. */
export type NameMeaning =
  | { readonly is: 'there'; readonly found: WorldRow }
  | { readonly is: 'renamed'; readonly to: string }
  | { readonly is: 'gone'; readonly gone: GonePackage }
  | { readonly is: 'unknown' };

/** The package that bears a name in a world, or null. */
export async function findByName(engine: MirrorEngine, world: World, name: string): Promise<WorldRow | null> {
  const places = (await nameIndex(engine, world))(name);
  if (places.length === 0) return null;
  const rows = await engine.select<WorldRow>(`select * from ${world.table} where place in (${places.join(', ')})`);
  return rows.find((one) => one.name === name) ?? null;
}

/**
 * What a name means at a position: the package that bears it then; else the new name of the one that bore it last and is
 * there under another; else what is known of one that is gone. Names taken only later are unknown.
 */
export async function readNameMeaning(engine: MirrorEngine, timeline: MirrorTimeline, world: World, name: string): Promise<NameMeaning> {
  const found = await findByName(engine, world, name);
  if (found !== null) return { is: 'there', found };
  const bearers = await engine.select<{ package_key: number; current: string | null }>(
    `with
     borne as (
       select package_key, max(position) as position
       from history_name
       join ${momentsOf(timeline.kind)} as moment using (snapshot_key)
       where value = $name and position <= $position
       group by package_key
       union all
       select package_key, 0 from alias where name = $name
     )
     select borne.package_key, current.name as current
     from borne
     join package using (package_key)
     join package_identity on package_identity.package_key = borne.package_key
     left join ${world.table} as current on current.package_key in (borne.package_key, package_identity.identity_key)
     where package.kind = $kind
     order by current.name is null, borne.position desc, borne.package_key desc`,
    { name, position: world.position, kind: timeline.kind },
  );
  const [last] = bearers;
  if (last === undefined) return { is: 'unknown' };
  if (last.current !== null) return { is: 'renamed', to: last.current };
  return { is: 'gone', gone: await readGone(engine, timeline, world.position, last.package_key) };
}

async function readGone(engine: MirrorEngine, timeline: MirrorTimeline, position: number, packageKey: number): Promise<GonePackage> {
  const [sighting] = await engine.select<{ seen_at: number }>(sightingsSql(timeline, position, packageKey));
  const [removal] = await engine.select<{ at: string; evidence: string }>(
    `select moment.taken_at as at, evidence
     from absence
     join ${momentsOf(timeline.kind)} as moment using (snapshot_key)
     where package_key = $key and position <= $position and verdict = 'removed'
     order by position desc limit 1`,
    { key: packageKey, position },
  );
  const seenAt = sighting?.seen_at ?? 0;
  function instantAt(at: number): string | null {
    return timeline.moments[at - 1]?.takenAt ?? null;
  }
  const list = newestWholeList(timeline, position);
  const missing = timeline.moments.find((one) => one.position > seenAt && one.position <= list && one.scope === 'list' && one.complete);
  return { lastSeenAt: instantAt(seenAt) ?? 'unknown', missingSince: missing?.takenAt ?? null, removal: removal ?? null };
}
