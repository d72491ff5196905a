import type { MirrorEngine } from './mirror-engine.js';
import { rowJson, type WorldProperty } from './mirror-projection.js';
import { besideWorld, tagIndex, type World } from './mirror-world.js';
import type { Parameters } from './rows.js';

/** What a list can be sorted by, with the column of a world behind it. */
export const worldSorts = {
  createdAt: 'created_at',
  lastModified: 'modified_at',
  downloads: 'downloads',
  likes: 'likes',
  trendingScore: 'trending_score',
  num_parameters: 'parameters',
  id: 'name',
} as const;
export type WorldSort = keyof typeof worldSorts;

/** The order of a list: by a value, unknown ones last whichever the direction, then by `_id` ascending. */
export interface WorldOrder {
  readonly sort: WorldSort;
  readonly descending: boolean;
}

/** Which packages are asked for; null or empty: all. A package whose value is unknown fits no condition on it. */
export interface WorldFilter {
  readonly search: string | null;
  readonly author: string | null;
  readonly task: string | null;
  readonly gated: boolean | null;
  readonly leastParameters: number | null;
  readonly mostParameters: number | null;
  readonly tags: readonly string[];
}

/** Where a page begins: after a rank of the order, or after a value and `_id` where the rank is of another layout. */
export type PageStart = { readonly rank: number } | { readonly value: string | number | null; readonly _id: string };

/** A row of a page. */
export interface PageRow {
  readonly packageKey: number;
  readonly rank: number;
  readonly _id: string;
  /** Value of the sort key; instants as ISO text. */
  readonly value: string | number | null;
  /** The row as JSON text. */
  readonly json: string;
}

/** Finds the rows of one page, in order; one more than `limit` where there are more. */
export async function readPage(
  engine: MirrorEngine,
  world: World,
  asked: { readonly order: WorldOrder; readonly filter: WorldFilter; readonly start: PageStart | null; readonly skip: number; readonly limit: number; readonly properties: readonly WorldProperty[] },
): Promise<PageRow[]> {
  const { order, start, limit } = asked;
  const { table: ranks, rank } = await rankTable(engine, world, order);
  const after = start === null ? 0 : 'rank' in start ? start.rank : await rankAfter(engine, world, order, start);
  const filter = await filterSql(engine, world, asked.filter);
  const take = `limit ${limit + 1} offset ${asked.skip}`;
  const places = filter === null
    // Ranks have no gaps: a range of them is read without looking at the others.
    ? `select place, ${rank} as rank from ${ranks} where ${rank} > ${after + asked.skip} and ${rank} <= ${after + asked.skip + limit + 1}`
    : `select place, ${rank} as rank from ${ranks} where ${rank} > ${after} and place in (${filter.sql}) order by rank ${take}`;
  const found = await engine.select<{ place: number; rank: number }>(places, filter?.parameters ?? {});
  if (found.length === 0) return [];
  const rankOf = new Map(found.map((one) => [one.place, one.rank]));
  const value = worldSorts[order.sort];
  const rows = await engine.select<{ place: number; package_key: number; _id: string; value: string | number | null; json: string }>(`
    select place, package_key, _id, ${value} as value, ${rowJson(asked.properties)} as json
    from ${world.table}
    where ${placesSql([...rankOf.keys()])}`);
  return rows
    .map((row): PageRow => ({ packageKey: row.package_key, rank: rankOf.get(row.place) ?? 0, _id: row._id, value: row.value, json: row.json }))
    .sort((one, other) => one.rank - other.rank);
}

/** Neighbours are read as one stretch; others one by one. The numbers are the engine's own. */
function placesSql(places: readonly number[]): string {
  const low = places.reduce((least, one) => Math.min(least, one), Number.MAX_SAFE_INTEGER);
  const high = places.reduce((most, one) => Math.max(most, one), 0);
  return high - low + 1 === places.length ? `place between ${low} and ${high}` : `place in (${places.join(', ')})`;
}

/** The table of an order: rank 1, 2, … and place. In the order of creation the place is the rank. */
async function rankTable(engine: MirrorEngine, world: World, order: WorldOrder): Promise<{ table: string; rank: string }> {
  if (order.sort === 'createdAt' && !order.descending) return { table: world.table, rank: 'place' };
  const name = `${world.table}_by_${order.sort.toLowerCase()}_${order.descending ? 'down' : 'up'}`;
  const table = await besideWorld(world, name, async (): Promise<string> => {
    await engine.run(`
      create table ${name} as
      select row_number() over (order by ${worldSorts[order.sort]} ${order.descending ? 'desc' : 'asc'} nulls last, _id)::integer as rank, place
      from ${world.table}
      order by rank`);
    return name;
  });
  return { table, rank: 'rank' };
}

/** Rank of the last row at or before a value and `_id`: how a cursor is understood after the store has changed. */
async function rankAfter(engine: MirrorEngine, world: World, order: WorldOrder, start: { value: string | number | null; _id: string }): Promise<number> {
  const { table, rank } = await rankTable(engine, world, order);
  const column = worldSorts[order.sort];
  const type = order.sort === 'createdAt' || order.sort === 'lastModified' ? '::timestamp' : order.sort === 'id' ? '::varchar' : '::double';
  const before = start.value === null
    ? `${column} is not null or _id <= $_id`
    : `${column} ${order.descending ? '>' : '<'} $value${type} or (${column} = $value${type} and _id <= $_id)`;
  const [row] = await engine.select<{ rank: number }>(
    table === world.table
      ? `select coalesce(max(place), 0) as rank from ${table} where ${before}`
      : `select coalesce(max(${rank}), 0) as rank from ${table} join ${world.table} using (place) where ${before}`,
    start.value === null ? { _id: start._id } : { value: start.value, _id: start._id },
  );
  return row?.rank ?? 0;
}

/** SQL of the places that a filter lets through, or null where it lets all through. */
async function filterSql(engine: MirrorEngine, world: World, filter: WorldFilter): Promise<{ sql: string; parameters: Parameters } | null> {
  const parameters: Parameters = {};
  const conditions: string[] = [];
  function condition(sql: string, name: string, value: string | number | null): void {
    if (value === null) return;
    conditions.push(sql);
    parameters[name] = value;
  }
  condition('contains(lower(name), lower($search))', 'search', filter.search);
  // Where no source states the owner it stands in the name all the same; it is asked for, but not stated in its place.
  condition(`coalesce(author, case when contains(name, '/') then split_part(name, '/', 1) end) = $author`, 'author', filter.author);
  condition('task = $task', 'task', filter.task);
  condition('parameters >= $least::double', 'least', filter.leastParameters);
  condition('parameters <= $most::double', 'most', filter.mostParameters);
  if (filter.gated !== null) conditions.push(filter.gated ? `gated in ('auto', 'manual')` : `gated = 'false'`);
  const tagged: string[] = [];
  if (filter.tags.length > 0) {
    const index = await tagIndex(engine, world);
    filter.tags.forEach((tag, at) => {
      tagged.push(`select place from ${index} where h = hash($tag${at}::varchar)`);
      parameters[`tag${at}`] = tag;
    });
  }
  if (conditions.length === 0 && tagged.length === 0) return null;
  const [first, ...others] = tagged;
  const sql = conditions.length === 0 && first !== undefined
    // Tags alone are answered from their index.
    ? [first, ...others.map((other) => `place in (${other})`)].join(' and ')
    : `select place from ${world.table} where ${[...conditions, ...tagged.map((one) => `place in (${one})`)].join(' and ')}`;
  return { sql, parameters };
}
