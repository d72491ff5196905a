import { compareInOrder, sortValue } from './index-snapshot.js';
import type { SnapshotIndex } from './index-snapshot.js';
import type { ListQuery } from './list-query.js';
import { readListQuery, writeCursor } from './list-query.js';
import { projectProperties, projectRow } from './project-model.js';
import type { SimulatedModel } from './world.js';

/** A page: its body as JSON text, and the cursor of the page after it, or null at the end. */
export interface Page {
  readonly body: string;
  readonly next: string | null;
}

function accepts(query: ListQuery): ((model: SimulatedModel) => boolean) | null {
  const { search, author, filters, pipelineTag, gated } = query;
  if (search === null && author === null && filters.length === 0 && pipelineTag === null && gated === null) {
    return null;
  }
  return (model) => (author === null || model.author === author)
    && (pipelineTag === null || model.pipelineTag === pipelineTag)
    && (gated === null || (model.gated !== false) === gated)
    && filters.every((tag) => model.tags.includes(tag))
    && (search === null || model.id.toLowerCase().includes(search));
}

/** Position of the first model after the cursor: the order is sorted, so halving finds it. */
function positionAfter(order: readonly SimulatedModel[], query: ListQuery): number {
  if (query.cursor === null) {
    return 0;
  }
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const model = order[middle] as SimulatedModel;
    const before = compareInOrder({ value: sortValue(model, query.sort), _id: model._id }, query.cursor, query.descending) <= 0;
    low = before ? middle + 1 : low;
    high = before ? high : middle;
  }
  return low;
}

/** Cuts one page out of the snapshot: at most `limit` models that the query accepts, in its order, after its cursor. */
export function listModels(index: SnapshotIndex, query: ListQuery): Page {
  const order = index.inOrder(query.sort, query.descending);
  const accept = accepts(query);
  const start = positionAfter(order, query);
  const found: SimulatedModel[] = [];
  let toSkip = query.cursor === null ? query.skip : 0;
  let more = false;
  for (let at = start; at < order.length; at += 1) {
    const model = order[at] as SimulatedModel;
    if (accept !== null && !accept(model)) {
      continue;
    }
    if (toSkip > 0) {
      toSkip -= 1;
    } else if (found.length === query.limit) {
      more = true;
      break;
    } else {
      found.push(model);
    }
  }
  const rows = found.map((model) => (query.expand === null ? projectRow(model, query) : projectProperties(model, query.expand, index)));
  const last = found.at(-1);
  return {
    body: JSON.stringify(rows),
    next: more && last !== undefined ? writeCursor({ value: sortValue(last, query.sort), _id: last._id }) : null,
  };
}

/** Rendered pages, the least recently asked for dropped first. */
export function createPageCache(atMost: number): (key: string, render: () => Page) => Page {
  const pages = new Map<string, Page>();
  return (key, render) => {
    const page = pages.get(key) ?? render();
    pages.delete(key);
    pages.set(key, page);
    if (pages.size > atMost) {
      pages.delete(pages.keys().next().value as string);
    }
    return page;
  };
}

/**
 * Absolute address of the page after this one: the same address with all its parameters and another cursor. Behind a
 * proxy the address is the one the client used (X-Forwarded-Host, X-Forwarded-Proto).
 */
export function nextLink(request: Request, next: string): string {
  const url = new URL(request.url);
  const host = request.headers.get('x-forwarded-host');
  const protocol = request.headers.get('x-forwarded-proto');
  url.searchParams.set('cursor', next);
  if (protocol === 'http' || protocol === 'https') {
    url.protocol = protocol;
  }
  if (host !== null && /^[\w.:[\]-]+$/.test(host)) {
    // Setting a host without a port keeps the port of before.
    url.port = '';
    url.host = host;
  }
  return `<${url.href}>; rel="next"`;
}

/** Answers `GET /api/models` for a snapshot. */
export function answerList(request: Request, index: SnapshotIndex, cache: ReturnType<typeof createPageCache>): Response {
  const { searchParams, search } = new URL(request.url);
  const query = readListQuery(searchParams);
  if (query instanceof Response) {
    return query;
  }
  const page = cache(`${index.month}${search}`, () => listModels(index, query));
  return new Response(page.body, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...(page.next === null ? {} : { Link: nextLink(request, page.next) }) },
  });
}
