import { readPage, type PageRow, type WorldOrder } from '../store/mirror-page.js';
import { isWorldProperty } from '../store/mirror-projection.js';
import type { World } from '../store/mirror-world.js';
import type { View } from './asked-view.js';
import { cacheable } from './caching.js';
import { orderWord, readListQuery, writeCursor, type ListQuery } from './list-query.js';
import { mirrorError } from './mirror-error.js';
import { mayHaveTexts, readTextProperties } from './package-texts.js';
import { nextLink } from './page-link.js';
import { listDefaults } from './properties.js';

/** Answers `GET /api/models` and `GET /api/datasets`. */
export async function answerList(request: Request, view: View): Promise<Response> {
  const query = readListQuery(new URL(request.url).searchParams, view.timeline.kind);
  if (query instanceof Response) return query;
  const order = query.order ?? usualOrder(view);
  const { cursor } = query;
  if (cursor !== null && cursor.sort !== orderWord(order)) return mirrorError(400, 'Invalid cursor; expected one of the same sort and direction');
  return view.store.worlds.use(view.timeline, view.position, (world) => answerPage(request, view, world, query, order));
}

/** Without `sort` the hub lists by trendingScore; where no snapshot until then states it, downloads come nearest. */
function usualOrder(view: View): WorldOrder {
  const trending = view.timeline.moments.some((one) => one.position <= view.position && one.covers.includes('trending_score'));
  return { sort: trending ? 'trendingScore' : 'downloads', descending: true };
}

async function answerPage(request: Request, view: View, world: World, query: ListQuery, order: WorldOrder): Promise<Response> {
  const { cursor, limit } = query;
  const properties = query.expand ?? listDefaults(view.timeline.kind, query);
  const layout = `${view.timeline.stamp} ${view.position}`;
  const start = cursor === null ? null : cursor.layout === layout ? { rank: cursor.rank } : { value: cursor.value, _id: cursor._id };
  const rows = await readPage(view.store.engine, world, {
    order, filter: query.filter, start, limit, skip: cursor === null ? query.skip : 0, properties: properties.filter(isWorldProperty),
  });
  const shown = rows.slice(0, limit);
  const body = `[${(await withTexts(view, shown, properties)).join(',')}]`;
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  const next = more ? writeCursor({ sort: orderWord(order), value: last.value, _id: last._id, rank: last.rank, layout }) : null;
  const response = new Response(body, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...(next === null ? {} : { Link: nextLink(request, 'cursor', next) }) },
  });
  return cacheable(request, view, response, body);
}

/** Adds what no column of the world holds to the rows that the engine wrote. */
async function withTexts(view: View, rows: readonly PageRow[], properties: readonly string[]): Promise<string[]> {
  const wanted = properties.filter((word) => !isWorldProperty(word));
  if (!mayHaveTexts(view, wanted)) return rows.map((row) => row.json);
  const texts = await readTextProperties(view, view.position, rows.map((row) => row.packageKey), wanted);
  return rows.map(({ packageKey, json }) => {
    const more = JSON.stringify(texts.get(packageKey) ?? {});
    return more === '{}' ? json : `${json.slice(0, -1)},${more.slice(1)}`;
  });
}
