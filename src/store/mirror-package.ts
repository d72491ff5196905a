import type { Aspect } from '../core/aspect.js';
import type { Field } from '../core/field.js';
import { historyTable } from './history-tables.js';
import type { MirrorEngine } from './mirror-engine.js';
import { momentsOf, type MirrorTimeline } from './mirror-timeline.js';

/** A look at an aspect of a package. */
export interface PackageLook {
  readonly aspect: Aspect;
  readonly position: number;
  readonly revision: string | null;
  readonly outcome: string;
}

/** An item of an aspect of a package as of a position. */
export interface PackageItem {
  readonly packageKey: number;
  readonly name: string;
  readonly place: number | null;
  readonly value: string;
}

/** A value of a field, and the position from which it holds. */
export interface PackageValue {
  readonly position: number;
  readonly value: unknown;
}

/** All looks at a package up to a position, newest first. */
export async function readLooks(engine: MirrorEngine, timeline: MirrorTimeline, position: number, packageKey: number): Promise<PackageLook[]> {
  if (timeline.aspects.size === 0) return [];
  return engine.select<PackageLook>(
    `select aspect, position, revision, outcome
     from look join ${momentsOf(timeline.kind)} as moment using (snapshot_key)
     where package_key = $key and position <= $position
     order by position desc`,
    { key: packageKey, position },
  );
}

/** The items of an aspect of some packages as of a position, by package and name; `names` picks some. */
export async function readItems(
  engine: MirrorEngine,
  timeline: MirrorTimeline,
  position: number,
  packageKeys: readonly number[],
  aspect: Aspect,
  names: readonly string[] | null = null,
): Promise<PackageItem[]> {
  if (!timeline.aspects.has(aspect) || packageKeys.length === 0) return [];
  return engine.select<PackageItem>(
    `select package_key as "packageKey", name, arg_max_null(place, position) as place, arg_max_null(value, position) as value
     from item join ${momentsOf(timeline.kind)} as moment using (snapshot_key)
     where ${among(packageKeys)} and aspect = $aspect and position <= $position
       ${names === null ? '' : `and name in (select unnest(from_json($names, '["VARCHAR"]')))`}
     group by package_key, name
     having arg_max_null(value, position) is not null
     order by package_key, name`,
    { aspect, position, ...(names === null ? {} : { names: JSON.stringify(names) }) },
  );
}

/** Every text of a file that was ever kept of a package up to a position, newest first: which is meant, its hash tells. */
export async function readKeptTexts(engine: MirrorEngine, timeline: MirrorTimeline, position: number, packageKey: number, path: string): Promise<string[]> {
  const parts: string[] = [];
  if (timeline.aspects.has('config')) parts.push(`select snapshot_key, value from item where package_key = $key and aspect = 'config' and name = $path`);
  if (path === 'README.md' && covers(timeline, 'card')) parts.push('select snapshot_key, value from history_card where package_key = $key');
  if (parts.length === 0) return [];
  const rows = await engine.select<{ value: string }>(
    // The engine's JavaScript client drops a byte order mark at the beginning of a text, and the hash would be another.
    `select '|' || value as value from (${parts.join(' union all ')}) join ${momentsOf(timeline.kind)} as moment using (snapshot_key)
     where value is not null and position <= $position
     order by position desc`,
    parts.length === 1 && path === 'README.md' && !timeline.aspects.has('config') ? { key: packageKey, position } : { key: packageKey, path, position },
  );
  return rows.map((one) => one.value.slice(1));
}

/** The values of some fields of some packages as of a position, by field and package; what was never stated is missing. */
export async function readValues(
  engine: MirrorEngine,
  timeline: MirrorTimeline,
  position: number,
  packageKeys: readonly number[],
  wanted: readonly Field[],
): Promise<Map<Field, Map<number, PackageValue>>> {
  const known = wanted.filter((field) => covers(timeline, field));
  if (known.length === 0 || packageKeys.length === 0) return new Map();
  const rows = await engine.select<{ field: Field; package_key: number; position: number; value: string | null }>(
    known.map((field) => `
      select '${field}' as field, package_key, max(position) as position, arg_max_null(to_json(value)::varchar, position) as value
      from ${historyTable(field)} join ${momentsOf(timeline.kind)} as moment using (snapshot_key)
      where ${among(packageKeys)} and position <= $position
      group by package_key`).join(' union all '),
    { position },
  );
  const values = new Map<Field, Map<number, PackageValue>>();
  for (const row of rows) {
    const ofField = values.get(row.field) ?? new Map<number, PackageValue>();
    ofField.set(row.package_key, { position: row.position, value: row.value === null ? null : JSON.parse(row.value) });
    values.set(row.field, ofField);
  }
  return values;
}

/** Stretches of positions in which a package had a revision, newest first: from, and until the row after it (or null). */
export async function readRevisions(engine: MirrorEngine, timeline: MirrorTimeline, position: number, packageKey: number): Promise<{ revision: string; from: number; until: number | null }[]> {
  if (!covers(timeline, 'revision')) return [];
  return engine.select<{ revision: string; from: number; until: number | null }>(
    `select value as revision, "from", until
     from (
       select value, position as "from", lead(position) over (order by position) as until
       from history_revision join ${momentsOf(timeline.kind)} as moment using (snapshot_key)
       where package_key = $key and position <= $position
     )
     where value is not null
     order by "from" desc`,
    { key: packageKey, position },
  );
}

/** Whether some snapshot of the timeline can say something about a field. */
export function covers(timeline: MirrorTimeline, field: Field): boolean {
  return timeline.moments.some((one) => one.covers.includes(field));
}

/** The keys are the engine's own numbers; beyond one they are bounded by a page. */
function among(packageKeys: readonly number[]): string {
  return packageKeys.length === 1 ? `package_key = ${packageKeys[0]}` : `package_key in (${packageKeys.join(', ')})`;
}
