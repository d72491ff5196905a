import { decodePart, findRepository, revisionNotFound, splitRevision } from './find-repository.js';
import type { Asked } from './find-repository.js';
import { authentication, hubError } from './hub-error.js';
import { findRevision } from './repository-refs.js';
import { blobOf, gitBlobSha, isWeights, pointerOf, textOf } from './write-files.js';

/** A path of a file: whose it is, by which route, and where. */
export interface FileRoute {
  readonly name: string;
  readonly route: 'resolve' | 'raw';
  readonly rest: string;
}

/** Reads `{id}/resolve/{rev}/{path}` and `{id}/raw/{rev}/{path}`; null where the path is no such route. */
export function readFileRoute(path: string): FileRoute | null {
  const [, name, route, rest] = /^([^/]+(?:\/[^/]+)?)\/(resolve|raw)\/(.+)$/.exec(path) ?? [];
  return name === undefined || rest === undefined ? null : { name, route: route as FileRoute['route'], rest };
}

/** Answers a file; `typePath` is what stands before the name: nothing for models, `/datasets` for datasets. */
export function answerFile(asked: Asked, { name, route, rest }: FileRoute, typePath: string): Response {
  const found = findRepository(asked, name, (id) => `${typePath}/${id}/${route}/${rest}`);
  if (found instanceof Response) {
    return found;
  }
  const { head } = found;
  if (head.gated !== false) {
    const known = authentication(asked.request.headers.get('authorization') ?? undefined) === 'token';
    return hubError(known ? 403 : 401, `Access to ${head.kind} ${head.id} is restricted. You must have access to it and be authenticated.`, 'GatedRepo');
  }
  const place = splitRevision(rest);
  const revision = place === null ? null : findRevision(found, place.revision);
  if (place === null || revision === null) {
    return revisionNotFound(decodePart(rest.split('/')[0] ?? '') ?? rest);
  }
  const { record } = revision;
  const { path } = place;
  if (!record.files.includes(path)) {
    return hubError(404, 'Entry not found', 'EntryNotFound', { 'X-Repo-Commit': record.sha });
  }
  const { lfs } = blobOf(record, path) ?? {};
  if (lfs !== undefined && route === 'resolve') {
    const { size, sha256 } = lfs;
    const headers = { 'X-Repo-Commit': record.sha, 'X-Linked-Size': String(size), 'X-Linked-ETag': `"${sha256}"`, 'Accept-Ranges': 'bytes' };
    return asked.request.method === 'HEAD'
      ? new Response(null, { headers: { ...headers, 'ETag': `"${sha256}"`, 'Content-Length': String(size), 'Content-Type': 'application/octet-stream' } })
      : hubError(403, `The practice hub is simulated and serves no weights: ${path}`, null, headers);
  }
  return answerText(asked.request, isWeights(path) ? pointerOf(record, path) : textOf(record, path) ?? '', record.sha);
}

/** A file with all that clients check: quoted blob hash as ETag, commit, length, ranges, 304. */
function answerText(request: Request, text: string, commit: string): Response {
  const bytes = new TextEncoder().encode(text);
  const etag = `"${gitBlobSha(text)}"`;
  const headers: Record<string, string> = {
    'Content-Type': 'text/plain; charset=utf-8', 'ETag': etag, 'X-Repo-Commit': commit, 'Accept-Ranges': 'bytes', 'Vary': 'Origin',
  };
  const known = request.headers.get('if-none-match')?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.some((tag) => tag === etag || tag === '*') === true) {
    return new Response(null, { status: 304, headers });
  }
  const [, firstText, lastText] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
  const whole = { ...headers, 'Content-Length': String(bytes.length) };
  if (firstText === undefined || lastText === undefined || (firstText === '' && lastText === '')) {
    return new Response(bytes, { headers: whole });
  }
  if (bytes.length === 0) {
    // Clients ask for bytes 0-0 to learn the size; for an empty file only this answer suits all of them.
    return new Response(bytes, { headers: { ...whole, 'Content-Range': 'bytes */0' } });
  }
  const first = firstText === '' ? Math.max(0, bytes.length - Number(lastText)) : Number(firstText);
  const last = firstText === '' || lastText === '' ? bytes.length - 1 : Math.min(Number(lastText), bytes.length - 1);
  if (first > last) {
    return hubError(416, 'Range not satisfiable', null, { 'Content-Range': `bytes */${bytes.length}` });
  }
  return new Response(bytes.slice(first, last + 1), {
    status: 206, headers: { ...headers, 'Content-Length': String(last - first + 1), 'Content-Range': `bytes ${first}-${last}/${bytes.length}` },
  });
}
