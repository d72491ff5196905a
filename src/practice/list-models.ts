import { compareInOrder, sortValue } from './index-snapshot.js';
import type { SnapshotIndex } from './index-snapshot.js';
import type { ListQuery } from './list-query.js';
import { readListQuery, writeCursor } from './list-query.js';
import { runsIn, servedBy, isWarm } from './model-serving.js';
import { nextLink } from './next-link.js';
import { projectExpandedRow, projectRow } from './project-package.js';
import type { SimulatedModel } from './world.js';

/** A page: its body as JSON text, and the cursor of the page after it, or null at the end. */
export interface Page {
  readonly body: string;
  readonly next: string | null;
}

/** The conditions of a query, or null where it has none. */
function accepts(query: ListQuery): ((model: SimulatedModel) => boolean) | null {
  const { search, author, filters, pipelineTag, gated, parameters, warm, apps, providers } = query;
  const conditions: ((model: SimulatedModel) => boolean)[] = [];
  if (author !== null) {
    conditions.push((model) => model.author === author);
  }
  if (pipelineTag !== null) {
    conditions.push((model) => model.pipelineTag === pipelineTag);
  }
  if (gated !== null) {
    conditions.push((model) => (model.gated !== false) === gated);
  }
  if (filters.length > 0) {
    conditions.push((model) => filters.every((tag) => model.tags.includes(tag)));
  }
  if (search !== null) {
    conditions.push((model) => model.id.toLowerCase().includes(search));
  }
  if (parameters !== null) {
    conditions.push((model) => model.parameters !== null && model.parameters >= parameters.min && model.parameters <= parameters.max);
  }
  if (warm) {
    conditions.push(isWarm);
  }
  if (apps !== null) {
    conditions.push((model) => apps.every((app) => runsIn(model, app)));
  }
  if (providers !== null) {
    conditions.push((model) => providers.some((provider) => servedBy(model, provider)));
  }
  return conditions.length === 0 ? null : (model) => conditions.every((condition) => condition(model));
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

/** A position so many accepted rows before another, as if those rows had moved to a later page in the meantime. */
function positionBefore(order: readonly SimulatedModel[], accept: ReturnType<typeof accepts>, from: number, rows: number): number {
  let at = from;
  for (let left = rows; left > 0 && at > 0;) {
    at -= 1;
    left -= accept === null || accept(order[at] as SimulatedModel) ? 1 : 0;
  }
  return at;
}

/**
 * Cuts one page out of the snapshot: at most `limit` models that the query accepts, in its order, after its cursor.
 * With `repeated` the page begins with so many of the rows before the cursor; it never consists of them alone.
 */
export function listModels(index: SnapshotIndex, query: ListQuery, repeated = 0): Page {
  const order = index.inOrder(query.sort, query.descending);
  const accept = accepts(query);
  const start = positionBefore(order, accept, positionAfter(order, query), Math.min(repeated, query.limit - 1));
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
  const rows = found.map((model) => (query.expand === null ? projectRow(model, query) : projectExpandedRow(model, query.expand, index)));
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

/** Answers the list of a kind; `repeated` as for `listModels`. */
export function answerList(request: Request, index: SnapshotIndex, cache: ReturnType<typeof createPageCache>, repeated = 0): Response {
  const { searchParams, search } = new URL(request.url);
  const query = readListQuery(searchParams, index.kind);
  if (query instanceof Response) {
    return query;
  }
  const page = cache(`${index.kind} ${index.instant} ${repeated} ${search}`, () => listModels(index, query, repeated));
  return new Response(page.body, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...(page.next === null ? {} : { Link: nextLink(request, 'cursor', page.next) }) },
  });
}
