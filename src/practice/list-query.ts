import { z } from 'zod';
import { hubError } from './hub-error.js';
import { descendingOnly, sortKeys } from './index-snapshot.js';
import type { SortKey } from './index-snapshot.js';
import { propertiesOf } from './package-properties.js';
import type { Property } from './package-properties.js';
import { allRead, readCount, readFlag, readWord, refuseUnknown } from './read-query.js';
import type { PackageKind } from './world.js';

/** Where the next page begins: after this value of the sort key and this `_id`. */
const place = z.object({ value: z.union([z.string(), z.number()]), _id: z.string().regex(/^[0-9a-f]{24}$/) });
export type Cursor = z.infer<typeof place>;
/** `start` is the place before the first; `pass` counts the empty pages that led here, and means nothing else. */
const cursor = z.union([place.extend({ pass: z.number().optional() }), z.object({ start: z.literal(true), pass: z.number() })]);

interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** A request for the list, understood. */
export interface ListQuery {
  readonly search: string | null;
  readonly author: string | null;
  readonly filters: readonly string[];
  readonly pipelineTag: string | null;
  readonly gated: boolean | null;
  readonly parameters: NumberRange | null;
  /** Only models that are served right now. */
  readonly warm: boolean;
  readonly apps: readonly string[] | null;
  readonly providers: readonly string[] | null;
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

const forAll = ['search', 'author', 'filter', 'gated', 'sort', 'direction', 'limit', 'skip', 'cursor', 'full', 'cardData', 'expand', 'expand[]'];
const understood: Readonly<Record<PackageKind, readonly string[]>> = {
  model: [...forAll, 'pipeline_tag', 'config', 'num_parameters', 'trained_dataset', 'apps', 'inference', 'inference_provider'],
  dataset: forAll,
};

/** Writes a cursor in the hub's manner: opaque to clients, base64 of JSON. */
export function writeCursor(at: Cursor): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

/** A cursor for the same place that reads differently, for the page after an empty one; null after three of them. */
export function writeCursorAgain(text: string | null): string | null {
  const at = text === null ? { start: true, pass: 0 } : cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  const pass = (at.pass ?? 0) + 1;
  return pass > 3 ? null : Buffer.from(JSON.stringify({ ...at, pass })).toString('base64url');
}

function readCursor(text: string | null): Cursor | null | Response {
  if (text === null) {
    return null;
  }
  try {
    const read = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return 'start' in read ? null : { value: read.value, _id: read._id };
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

/** Reads `min:6B,max:128B`, either part alone too. */
function readSize(text: string | null): NumberRange | null | Response {
  if (text === null) {
    return null;
  }
  const scale: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };
  const range = { min: 0, max: Number.POSITIVE_INFINITY };
  for (const part of text.split(',')) {
    const [, end, count, unit = ''] = /^(min|max):(\d+(?:\.\d+)?)([KMBT]?)$/i.exec(part.trim()) ?? [];
    if (end === undefined) {
      return hubError(400, `Invalid num_parameters; expected min:6B,max:128B, got ${text}`);
    }
    range[end.toLowerCase() as 'min' | 'max'] = Number(count) * (scale[unit.toUpperCase()] ?? 1);
  }
  return range;
}

function readCommas(query: URLSearchParams, name: string): readonly string[] | null {
  return query.has(name) ? query.getAll(name).flatMap((text) => text.split(',')) : null;
}

/** Understands the query of `GET /api/models` or `/api/datasets`, or says with a 400 what is wrong with it. */
export function readListQuery(query: URLSearchParams, kind: PackageKind = 'model'): ListQuery | Response {
  const unknown = refuseUnknown(query, understood[kind]);
  if (unknown !== null) {
    return unknown;
  }
  // Without `sort` the hub lists by trendingScore.
  const sortText = query.get('sort') ?? 'trendingScore';
  const keys = sortKeys.filter((key) => kind === 'model' || key !== 'num_parameters');
  const sort = keys.find((key) => key === sortText);
  if (sort === undefined) {
    return hubError(400, `Invalid sort parameter: ${sortText}; expected one of ${keys.join(', ')}`);
  }
  const direction = query.get('direction') ?? '-1';
  if (direction !== '1' && direction !== '-1') {
    return hubError(400, `Invalid direction; expected 1 or -1, got ${direction}`);
  }
  if (direction === '1' && descendingOnly.has(sort)) {
    return hubError(400, `Ascending order is not supported for sort=${sort}`);
  }
  const read = allRead({
    limit: readCount(query, 'limit', 1, pageLimit), skip: readCount(query, 'skip', 0, 0), cursor: readCursor(query.get('cursor')),
    full: readFlag(query, 'full'), cardData: readFlag(query, 'cardData'), config: readFlag(query, 'config'), gated: readFlag(query, 'gated'),
    expand: readExpand(query, propertiesOf(kind).list), parameters: readSize(query.get('num_parameters')),
    warm: query.has('inference') ? readWord(query, 'inference', ['warm'], 'warm') : null,
  });
  if (read instanceof Response) {
    return read;
  }
  if (read.expand !== null && (read.full || read.cardData || read.config)) {
    return hubError(400, 'expand cannot be combined with full, cardData or config');
  }
  return {
    ...read, sort, descending: direction === '-1', limit: Math.min(read.limit, pageLimit), gated: query.has('gated') ? read.gated : null,
    warm: read.warm !== null,
    search: query.get('search')?.toLowerCase() ?? null,
    author: query.get('author'),
    filters: [...query.getAll('filter'), ...query.getAll('trained_dataset').map((name) => `dataset:${name}`)],
    pipelineTag: query.get('pipeline_tag'),
    apps: readCommas(query, 'apps'), providers: readCommas(query, 'inference_provider'),
  };
}
