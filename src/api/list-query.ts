import { z } from 'zod';
import type { WorldFilter, WorldOrder, WorldSort } from '../store/mirror-page.js';
import { worldSorts } from '../store/mirror-page.js';
import type { MirrorKind } from '../store/mirror-timeline.js';
import { mirrorError } from './mirror-error.js';
import { expandable } from './properties.js';
import { firstRefusal, readCount, readExpand, readFlag, refuseUnknown } from './query-values.js';

/** Where the next page begins: after this value and `_id`; the rank is that of the layout named, and spares the search. */
const cursor = z.object({
  sort: z.string(),
  value: z.union([z.string(), z.number(), z.null()]),
  _id: z.string().max(500),
  rank: z.number().int().nonnegative(),
  layout: z.string(),
});
export type ListCursor = z.infer<typeof cursor>;

/** A request for the list, understood. */
export interface ListQuery {
  readonly filter: WorldFilter;
  /** null where the client did not say: the hub then lists by trendingScore. */
  readonly order: WorldOrder | null;
  readonly limit: number;
  readonly skip: number;
  readonly cursor: ListCursor | null;
  readonly full: boolean;
  readonly cardData: boolean;
  readonly config: boolean;
  readonly expand: readonly string[] | null;
}

/** Default and largest page, as recorded from the hub; larger numbers are cut, not refused. */
export const largestPage = 1000;

const understood = [
  'search', 'author', 'filter', 'pipeline_tag', 'gated', 'num_parameters', 'trained_dataset', 'sort', 'direction', 'limit', 'skip', 'cursor', 'full',
  'cardData', 'config', 'expand', 'expand[]',
];
/** Parameters of the hub about facts that no snapshot has. */
const notKept = ['apps', 'inference', 'inference_provider'];
/** Sorts of the hub by numbers that no snapshot has. */
const sortsNotKept = ['mainSize', 'likes30d', 'datasetsServerInfo.numRows'];
/** The hub refuses to list these from the least on. */
const descendingOnly: readonly string[] = ['downloads', 'likes', 'trendingScore', 'lastModified'];

/** Writes a cursor in the hub's manner: opaque to clients, base64 of JSON. */
export function writeCursor(place: ListCursor): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function readCursor(text: string | null): ListCursor | null | Response {
  if (text === null) return null;
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return mirrorError(400, 'Invalid cursor; expected the one of a Link of this mirror');
  }
}

/** The one word of the order in which a cursor was written. */
export function orderWord({ sort, descending }: WorldOrder): string {
  return `${descending ? '-' : ''}${sort}`;
}

function readOrder(query: URLSearchParams, kind: MirrorKind): WorldOrder | null | Response {
  const direction = query.get('direction') ?? '-1';
  if (direction !== '1' && direction !== '-1') return mirrorError(400, `Invalid direction; expected 1 or -1, got ${direction}`);
  const sort = query.get('sort');
  if (sort === null) return null;
  const sorts = Object.keys(worldSorts).filter((one) => kind === 'model' || one !== 'num_parameters');
  if (sortsNotKept.includes(sort)) return mirrorError(400, `Invalid sort parameter: this mirror does not know ${sort}; expected one of ${sorts.join(', ')}`);
  if (!sorts.includes(sort)) return mirrorError(400, `Invalid sort parameter: ${sort}; expected one of ${sorts.join(', ')}`);
  if (direction === '1' && descendingOnly.includes(sort)) return mirrorError(400, `Ascending order is not supported for sort=${sort}`);
  return { sort: sort as WorldSort, descending: direction === '-1' };
}

const units: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** Reads `min:6B,max:128B`, either part. */
function readParameters(query: URLSearchParams): { least: number | null; most: number | null } | Response {
  const text = query.get('num_parameters');
  if (text === null) return { least: null, most: null };
  const parts = text.split(',').map((part) => /^(min|max):(\d{1,15}(?:\.\d{1,6})?)([KMBT]?)$/i.exec(part.trim()));
  const [first] = parts;
  if (first === undefined || parts.includes(null)) return mirrorError(400, `Invalid num_parameters; expected min:6B,max:128B or one of the two, got ${text}`);
  function bound(word: string): number | null {
    const part = parts.find((one) => one?.[1]?.toLowerCase() === word);
    return part === undefined ? null : Number(part?.[2]) * (units[(part?.[3] ?? '').toUpperCase()] ?? 1);
  }
  return { least: bound('min'), most: bound('max') };
}

/** Most tags in one request: each is a look into the index. */
const mostTags = 50;

/** Understands the query of a list, or says with an error what is wrong with it. */
export function readListQuery(query: URLSearchParams, kind: MirrorKind): ListQuery | Response {
  const foreign = notKept.find((name) => query.has(name));
  if (foreign !== undefined) return mirrorError(501, `This mirror does not know the facts that ${foreign} asks for`);
  const refused = refuseUnknown(query, understood);
  if (refused !== null) return refused;
  const read = {
    order: readOrder(query, kind), parameters: readParameters(query), cursor: readCursor(query.get('cursor')),
    limit: readCount(query, 'limit', { least: 1, otherwise: largestPage, most: largestPage }),
    skip: readCount(query, 'skip', { least: 0, otherwise: 0, most: 1e9 }),
    full: readFlag(query, 'full'), cardData: readFlag(query, 'cardData'), config: readFlag(query, 'config'), gated: readFlag(query, 'gated'),
    expand: readExpand(query, expandable(kind, 'list')),
  };
  const problem = firstRefusal(...Object.values(read));
  if (problem !== null) return problem;
  const { order, parameters, cursor: place, limit, skip, full, cardData, config, gated, expand } = read as {
    [Name in keyof typeof read]: Exclude<(typeof read)[Name], Response>
  };
  if (expand !== null && (full || cardData || config)) return mirrorError(400, 'expand cannot be combined with full, cardData or config');
  const tags = [...query.getAll('filter'), ...query.getAll('trained_dataset').map((one) => `dataset:${one.replace(/^dataset:/, '')}`)];
  if (tags.length > mostTags) return mirrorError(400, `Too many filters; expected at most ${mostTags}, got ${tags.length}`);
  return {
    order, limit, skip, cursor: place, full, cardData, config, expand,
    filter: {
      search: query.get('search'), author: query.get('author'), task: query.get('pipeline_tag'), gated: query.has('gated') ? gated : null,
      leastParameters: parameters.least, mostParameters: parameters.most, tags,
    },
  };
}
