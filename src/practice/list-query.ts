import { z } from 'zod';
import { hubError } from './hub-error.js';
import { descendingOnly, sortKeys } from './index-snapshot.js';
import type { SortKey } from './index-snapshot.js';
import { listProperties } from './project-model.js';
import type { Property } from './project-model.js';

/** Where the next page begins: after this value of the sort key and this `_id`. */
const cursor = z.object({ value: z.union([z.string(), z.number()]), _id: z.string().regex(/^[0-9a-f]{24}$/) });
export type Cursor = z.infer<typeof cursor>;

/** A request for the list, understood. */
export interface ListQuery {
  readonly search: string | null;
  readonly author: string | null;
  readonly filters: readonly string[];
  readonly pipelineTag: string | null;
  readonly gated: boolean | null;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly limit: number;
  readonly skip: number;
  readonly cursor: Cursor | null;
  readonly full: boolean;
  readonly cardData: boolean;
  readonly config: boolean;
  /** null where nothing was asked to be expanded. */
  readonly expand: readonly Property[] | null;
}

/** Default and largest page, as recorded from the hub; larger numbers are clamped, not refused. */
export const pageLimit = 1000;

const understood = new Set([
  'search', 'author', 'filter', 'pipeline_tag', 'gated', 'sort', 'direction', 'limit', 'skip', 'cursor', 'full',
  'cardData', 'config', 'expand', 'expand[]',
]);
/** Parameters of the hub that the simulated models know nothing about. */
const notSimulated = new Set(['apps', 'inference', 'inference_provider', 'num_parameters', 'trained_dataset']);

/** The three ways in which clients of different ages write a boolean. */
function readFlag(query: URLSearchParams, name: string): boolean | Response {
  const text = query.get(name);
  if (text === null || /^(false|0)$/i.test(text)) {
    return false;
  }
  return /^(true|1)$/i.test(text) || hubError(400, `Invalid ${name}; expected true or false, got ${text}`);
}

function readCount(query: URLSearchParams, name: string, least: number, otherwise: number): number | Response {
  const text = query.get(name);
  if (text === null) {
    return otherwise;
  }
  const count = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  return count >= least ? count : hubError(400, `Invalid ${name}; expected an integer of at least ${least}, got ${text}`);
}

/** Writes a cursor in the hub's manner: opaque to clients, base64 of JSON. */
export function writeCursor(place: Cursor): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function readCursor(text: string | null): Cursor | null | Response {
  if (text === null) {
    return null;
  }
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return hubError(400, 'Invalid cursor');
  }
}

/** Reads `expand` in both spellings; an unknown word gives the 400 that lists the allowed ones. */
export function readExpand(query: URLSearchParams, allowed: readonly Property[]): readonly Property[] | null | Response {
  const words = [...query.getAll('expand'), ...query.getAll('expand[]')];
  const unknown = words.find((word) => !(allowed as readonly string[]).includes(word));
  if (unknown !== undefined) {
    return hubError(400, `Invalid expand value: ${unknown}; expected one of ${allowed.join(', ')}`, null, {}, { allowed });
  }
  return words.length === 0 ? null : (words as Property[]);
}

/** Understands the query of `GET /api/models`, or says with a 400 (501 for what is not simulated) what is wrong with it. */
export function readListQuery(query: URLSearchParams): ListQuery | Response {
  for (const name of query.keys()) {
    if (notSimulated.has(name)) {
      return hubError(501, `The practice hub does not simulate the parameter ${name}`);
    }
    if (!understood.has(name)) {
      return hubError(400, `Unknown parameter ${name}; expected one of ${[...understood].join(', ')}`);
    }
  }
  // Without `sort` the hub lists by trendingScore.
  const sortText = query.get('sort') ?? 'trendingScore';
  const sort = sortKeys.find((key) => key === sortText);
  if (sort === undefined) {
    return hubError(400, `Invalid sort parameter: ${sortText}; expected one of ${sortKeys.join(', ')}`);
  }
  const direction = query.get('direction') ?? '-1';
  if (direction !== '1' && direction !== '-1') {
    return hubError(400, `Invalid direction; expected 1 or -1, got ${direction}`);
  }
  if (direction === '1' && descendingOnly.has(sort)) {
    return hubError(400, `Ascending order is not supported for sort=${sort}`);
  }
  const answers = {
    limit: readCount(query, 'limit', 1, pageLimit), skip: readCount(query, 'skip', 0, 0), cursor: readCursor(query.get('cursor')),
    full: readFlag(query, 'full'), cardData: readFlag(query, 'cardData'), config: readFlag(query, 'config'), gated: readFlag(query, 'gated'),
    expand: readExpand(query, listProperties),
  };
  const refused = Object.values(answers).find((answer) => answer instanceof Response);
  if (refused !== undefined) {
    return refused;
  }
  const read = answers as { [Name in keyof typeof answers]: Exclude<(typeof answers)[Name], Response> };
  if (read.expand !== null && (read.full || read.cardData || read.config)) {
    return hubError(400, 'expand cannot be combined with full, cardData or config');
  }
  return {
    ...read, sort, descending: direction === '-1', limit: Math.min(read.limit, pageLimit), gated: query.has('gated') ? read.gated : null,
    search: query.get('search')?.toLowerCase() ?? null,
    author: query.get('author'),
    filters: query.getAll('filter'),
    pipelineTag: query.get('pipeline_tag'),
  };
}
