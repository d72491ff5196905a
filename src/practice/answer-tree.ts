import { jsonAnswer, revisionNotFound, splitRevision } from './find-repository.js';
import type { Asked, RevisionPath } from './find-repository.js';
import { hubError } from './hub-error.js';
import { nextLink } from './next-link.js';
import { allRead, readCount, readFlag, refuseUnknown } from './read-query.js';
import { findRevision } from './repository-refs.js';
import type { Revision } from './repository-refs.js';
import { expandEntries, listTree, readTree, treeSize } from './repository-tree.js';
import type { Repository } from './repository.js';

/** Entries of a page at most: fewer where each has to be looked up in the history. */
const pageEntries = { plain: 1000, expanded: 50 } as const;

function locate(repository: Repository, rest: string): { readonly revision: Revision; readonly place: RevisionPath } | Response {
  const place = splitRevision(rest);
  const revision = place === null ? null : findRevision(repository, place.revision);
  return place === null || revision === null ? revisionNotFound(place?.revision ?? rest) : { revision, place };
}

function entryNotFound({ record }: Revision, path: string): Response {
  return hubError(404, `${path} does not exist on "${record.sha}"`, 'EntryNotFound', { 'X-Repo-Commit': record.sha });
}

/** The position after which a page begins; null where the cursor is not one of ours. */
function readCursor(text: string | null): number | null {
  if (text === null) {
    return 0;
  }
  const [, digits] = /^entry-(\d{1,9})$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** Answers `tree/{rev}[/{path}]`, page by page. */
export function answerTree({ request }: Asked, repository: Repository, rest: string): Response {
  const query = new URL(request.url).searchParams;
  const unknown = refuseUnknown(query, ['recursive', 'expand', 'limit', 'cursor']);
  if (unknown !== null) {
    return unknown;
  }
  const read = allRead({
    recursive: readFlag(query, 'recursive'), expand: readFlag(query, 'expand'), limit: readCount(query, 'limit', 1, pageEntries.plain),
    start: readCursor(query.get('cursor')) ?? hubError(400, 'Invalid cursor'),
  });
  const located = locate(repository, rest);
  if (read instanceof Response || located instanceof Response) {
    return read instanceof Response ? read : located as Response;
  }
  const { revision, place } = located;
  const entries = listTree(revision.record, place.path.replace(/\/$/, ''), read.recursive);
  if (entries === null) {
    return entryNotFound(revision, place.path);
  }
  const end = read.start + Math.min(read.limit, read.expand ? pageEntries.expanded : pageEntries.plain);
  const page = entries.slice(read.start, end);
  return jsonAnswer(read.expand ? expandEntries(revision, page) : page, {
    'X-Repo-Commit': revision.record.sha,
    ...(end < entries.length ? { Link: nextLink(request, 'cursor', Buffer.from(`entry-${end}`).toString('base64url')) } : {}),
  });
}

/** Answers `POST paths-info/{rev}`: JSON as the JavaScript client sends it, or a form as Python does. Unknown paths are left out. */
export function answerPathsInfo({ request }: Asked, repository: Repository, rest: string, body: string): Response {
  const asked = readPathsBody(body, request.headers.get('content-type') ?? '');
  const located = locate(repository, rest);
  if (asked instanceof Response || located instanceof Response) {
    return asked instanceof Response ? asked : located as Response;
  }
  const { byPath } = readTree(located.revision.record);
  const entries = asked.paths.flatMap((path) => byPath.get(path.replace(/\/$/, '')) ?? []);
  return jsonAnswer(asked.expand ? expandEntries(located.revision, entries) : entries, { 'X-Repo-Commit': located.revision.record.sha });
}

function readPathsBody(body: string, type: string): { readonly paths: readonly string[]; readonly expand: boolean } | Response {
  if (!type.startsWith('application/json')) {
    const form = new URLSearchParams(body);
    return { paths: form.getAll('paths'), expand: /^(true|1)$/i.test(form.get('expand') ?? '') };
  }
  let read: unknown;
  try {
    read = JSON.parse(body);
  } catch {
    return hubError(400, 'Invalid JSON in body');
  }
  const { paths, expand } = (read ?? {}) as { paths?: unknown; expand?: unknown };
  return Array.isArray(paths) && paths.every((path) => typeof path === 'string')
    ? { paths, expand: expand === true }
    : hubError(400, 'Invalid paths; expected an array of strings');
}

/** Answers `treesize/{rev}/{path}`. */
export function answerTreeSize(repository: Repository, rest: string): Response {
  const located = locate(repository, rest);
  if (located instanceof Response) {
    return located;
  }
  const { revision, place } = located;
  const size = treeSize(revision.record, place.path);
  return size === null ? entryNotFound(revision, place.path) : jsonAnswer({ path: place.path === '' ? '/' : place.path, size });
}
