import type { Field } from '../core/field.js';
import { newestValues } from './field-values.js';
import type { MirrorEngine } from './mirror-engine.js';
import { newestWholeList, removalsSql, sightingsSql } from './mirror-presence.js';
import { momentsOf, type MirrorKind, type MirrorTimeline } from './mirror-timeline.js';

/** Everything that was there at a position of a timeline, laid out as one table in the order of creation. */
export interface World {
  readonly kind: MirrorKind;
  readonly position: number;
  /** Name of the table: place (1, 2, … in order of creation), package_key, _id, name and the other columns of `layOutWorld`. */
  readonly table: string;
  /** What is made beside it when first asked for, by what it is for; a text is the name of a table. */
  readonly beside: Map<string, Promise<unknown>>;
}

/** Fields that are columns of a world; texts and long lists of single packages are read when asked for. */
const columns = [
  'author', 'revision', 'created_at', 'modified_at', 'downloads', 'downloads_all_time', 'likes', 'trending_score', 'task', 'library',
  'tags', 'parameters', 'storage_bytes', 'gated', 'private', 'disabled', 'removed',
] as const satisfies readonly Field[];

/**
 * Lays out a world. `name` names the tables. Tags are kept as JSON text: measured, a page of 1,000 scattered rows takes
 * 26 ms so, and 123 ms from lists. Packages of sources without identifiers get an `_id` of 24 hexadecimal digits like all
 * others, because clients file by it; it follows from kind and name alone, so it stays the same from store to store, and
 * `derived_id` tells that it is ours.
 */
export async function layOutWorld(engine: MirrorEngine, timeline: MirrorTimeline, position: number, name: string): Promise<World> {
  const { kind } = timeline;
  const table = `world.${name}`;
  const seen = `world.${name}_seen`;
  await engine.run(`create table ${seen} as ${presentSql(timeline, position)}`);
  await dropShadowed(engine, seen);
  const known = columns.filter((field) => covering(timeline, position, field).length > 0);
  function value(field: (typeof columns)[number]): string {
    return known.includes(field) ? `${field}_value.value` : 'null';
  }
  function joinsOf(wanted: readonly (typeof columns)[number][]): string {
    return wanted
      .filter((field) => known.includes(field))
      .map((field) => `left join (${newest(timeline, position, field)}) as ${field}_value on ${field}_value.package_key = seen.package_key`)
      .join('\n');
  }
  const placed = `world.${name}_placed`;
  // Numbered before the fields are joined, so that the window need not carry them.
  await engine.run(
    `create table ${placed} as
     select row_number() over (order by created_at nulls last, _id)::integer as place, *
     from (
       select
         seen.package_key, seen.seen_at, seen.popular_at, seen.name,
         coalesce(package.registry_id, bearer.registry_id, substr(sha256('hubscope ' || $kind || ' ' || seen.name), 1, 24)) as _id,
         coalesce(package.registry_id, bearer.registry_id) is null as derived_id,
         ${value('created_at')}::timestamp as created_at
       from ${seen} as seen
       join package using (package_key)
       left join (
         select alias.former_package_key, max(package.registry_id) as registry_id
         from alias join package on package.package_key = alias.package_key
         where former_package_key is not null
         group by alias.former_package_key
       ) as bearer on bearer.former_package_key = seen.package_key
       ${joinsOf(['created_at', 'removed'])}
       where not coalesce(${value('removed')}::boolean, false)
     )`,
    { kind },
  );
  await engine.run(
    `create table ${table} as
     select
       place, seen.package_key, seen_at, popular_at, seen.name, _id, derived_id,
       ${value('author')}::varchar as author,
       case when regexp_full_match(${value('revision')}::varchar, '[0-9a-f]{40}') then ${value('revision')}::varchar end as revision,
       seen.created_at,
       ${value('modified_at')}::timestamp as modified_at,
       ${value('downloads')}::bigint as downloads,
       ${value('downloads_all_time')}::bigint as downloads_all_time,
       ${value('likes')}::bigint as likes,
       ${value('trending_score')}::double as trending_score,
       ${value('task')}::varchar as task,
       ${value('library')}::varchar as library,
       to_json(${value('tags')}::varchar[])::varchar as tags,
       ${value('parameters')}::bigint as parameters,
       ${value('storage_bytes')}::bigint as storage_bytes,
       ${value('gated')}::varchar as gated,
       ${value('private')}::boolean as private,
       ${value('disabled')}::boolean as disabled
     from ${placed} as seen
     ${joinsOf(columns.filter((field) => field !== 'created_at' && field !== 'removed'))}
     order by place`,
  );
  await engine.run(`drop table ${placed}`);
  await engine.run(`drop table ${seen}`);
  return { kind, position, table, beside: new Map() };
}

function covering(timeline: MirrorTimeline, position: number, field: Field): readonly number[] {
  return timeline.moments.filter((one) => one.position <= position && one.covers.includes(field)).map((one) => one.snapshotKey);
}

function newest(timeline: MirrorTimeline, position: number, field: Field): string {
  const keys = covering(timeline, position, field);
  return newestValues(field, {
    moments: `(select snapshot_key, position from ${momentsOf(timeline.kind)} where position <= ${position})`,
    only: keys.length === 1 ? keys[0] : undefined,
  });
}

/** SQL of the packages that are there, with their names: seen since the newest whole list, and not removed afterwards. */
function presentSql(timeline: MirrorTimeline, position: number): string {
  return `
    select sighting.package_key, sighting.seen_at, sighting.popular_at, borne.value as name
    from (${sightingsSql(timeline, position)}) as sighting
    join (${newest(timeline, position, 'name')}) as borne using (package_key)
    left join (${removalsSql(timeline, position)}) as removal using (package_key)
    where sighting.seen_at >= ${newestWholeList(timeline, position)}
      and borne.value is not null
      and (removal.removed_at is null or removal.removed_at <= sighting.seen_at)`;
}

/**
 * Takes out those that stand for another: a package known by a former name only beside the one that bore it, and the
 * older sightings of a name that two packages bear (between two lists a name can be given to another).
 */
async function dropShadowed(engine: MirrorEngine, seen: string): Promise<void> {
  await engine.run(`
    delete from ${seen} where package_key in (
      select alias.former_package_key from alias join ${seen} as bearer on bearer.package_key = alias.package_key
      where alias.former_package_key is not null
    )`);
  await engine.run(`
    delete from ${seen} where package_key in (
      select package_key
      from ${seen}
      where name in (select name from ${seen} group by name having count(*) > 1)
      qualify row_number() over (partition by name order by seen_at desc, package_key desc) > 1
    )`);
}

/** Makes something beside a world once, whoever asks at the same time. `make` runs the statements. */
export function besideWorld<Made>(world: World, what: string, make: () => Promise<Made>): Promise<Made> {
  const known = world.beside.get(what) as Promise<Made> | undefined;
  if (known !== undefined) return known;
  const made = make();
  world.beside.set(what, made);
  // What could not be made may be tried again.
  made.catch(() => world.beside.delete(what));
  return made;
}

/** Makes the index from tag to places (h, place), by the engine's hash of the tag. */
export function tagIndex(engine: MirrorEngine, world: World): Promise<string> {
  return besideWorld(world, 'tag', async () => {
    const table = `${world.table}_tag`;
    await engine.run(`
      create table ${table} as
      select hash(tag) as h, place
      from (select place, unnest(from_json(tags, '["VARCHAR"]')) as tag from ${world.table} where tags is not null)
      order by h, place`);
    return table;
  });
}
