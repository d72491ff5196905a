import { authentication, hubError, repositoryDisabled, repositoryNotFound } from './hub-error.js';
import type { SnapshotIndex } from './index-snapshot.js';
import { readExpand } from './list-query.js';
import { detailProperties, projectDetail, projectProperties } from './project-model.js';
import type { SimulatedModel, World } from './world.js';
import { gitBlobSha, isWeights, textOf } from './write-files.js';

/** A request under a (possibly timed) prefix: `prefix` is repeated in redirects so that nobody leaves the date. */
export interface Asked {
  readonly request: Request;
  readonly prefix: string;
  readonly index: SnapshotIndex;
  readonly world: World;
}

/** Decodes one part of a path; null where the percent-encoding is broken. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** 307 with a relative address, as the hub answers for the former name of a repository. */
function movedTo(asked: Asked, path: string): Response {
  const location = `${asked.prefix}${path}${new URL(asked.request.url).search}`;
  return new Response(`Temporary Redirect. Redirecting to ${location}`, {
    status: 307, headers: { 'Location': location, 'Content-Type': 'text/plain; charset=utf-8', 'Vary': 'Origin, Accept' },
  });
}

/** The model at a revision: a name of the newest commit, or a (possibly shortened) hash of one visible at that time. */
function atRevision(asked: Asked, model: SimulatedModel, revision: string | null): SimulatedModel | null {
  if (revision === null) {
    return null;
  }
  if (['main', 'HEAD', 'refs/heads/main'].includes(revision)) {
    return model;
  }
  return /^[0-9a-f]{7,40}$/.test(revision)
    ? asked.world.revisionsAt(asked.index.month, model._id).find(({ sha }) => sha.startsWith(revision)) ?? null
    : null;
}

function revisionNotFound(revision: string): Response {
  return hubError(404, `Invalid rev id: ${revision}`, 'RevisionNotFound');
}

/** Finds the repository of a path, or gives the answer that stands for its absence. */
function findRepository(asked: Asked, name: string, movedPath: (id: string) => string): SimulatedModel | Response {
  const decoded = decode(name.replace('/', '%2F'));
  const found = decoded === null ? null : asked.index.find(decoded);
  if (found === null) {
    return repositoryNotFound(asked.request.headers.get('authorization') ?? undefined);
  }
  if (found.renamed) {
    return movedTo(asked, movedPath(encodePath(found.model.id)));
  }
  return found.model.disabled ? repositoryDisabled() : found.model;
}

/** Answers `/api/models/{id}` and `/api/models/{id}/revision/{rev}`; `rest` is the path after `/api/models/`, as sent. */
export function answerDetail(asked: Asked, rest: string): Response {
  const [, name, revision] = /^([^/]+(?:\/[^/]+)?)(?:\/revision\/(.+))?$/.exec(rest) ?? [];
  if (name === undefined) {
    return hubError(404, 'Sorry, we can\'t find the page you are looking for.');
  }
  const found = findRepository(asked, name, (id) => `/api/models/${id}${revision === undefined ? '' : `/revision/${revision}`}`);
  if (found instanceof Response) {
    return found;
  }
  const query = new URL(asked.request.url).searchParams;
  const unknown = [...query.keys()].find((key) => !['expand', 'expand[]', 'blobs', 'securityStatus'].includes(key));
  if (unknown !== undefined) {
    return hubError(400, `Unknown parameter ${unknown}; expected one of expand, blobs, securityStatus`);
  }
  if (query.has('securityStatus')) {
    return hubError(501, 'The practice hub does not simulate the parameter securityStatus');
  }
  const expand = readExpand(query, detailProperties);
  if (expand instanceof Response) {
    return expand;
  }
  const model = revision === undefined ? found : atRevision(asked, found, decode(revision));
  if (model === null) {
    return revisionNotFound(revision ?? '');
  }
  const blobs = /^(true|1)$/i.test(query.get('blobs') ?? '');
  const answer = expand === null ? projectDetail(model, asked.index, blobs) : projectProperties(model, expand, asked.index, blobs);
  return new Response(JSON.stringify(answer), { headers: { 'Content-Type': 'application/json; charset=utf-8' } });
}

/** Answers `/{id}/resolve/{rev}/{path}` and `/{id}/raw/{rev}/{path}`; null where the path is no such route. */
export function answerFile(asked: Asked, pathname: string): Response | null {
  const [, name, route, revisionText, pathText] = /^\/([^/]+(?:\/[^/]+)?)\/(resolve|raw)\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
  if (name === undefined || route === undefined || revisionText === undefined || pathText === undefined) {
    return null;
  }
  const found = findRepository(asked, name, (id) => `/${id}/${route}/${revisionText}/${pathText}`);
  if (found instanceof Response) {
    return found;
  }
  if (found.gated !== false) {
    const known = authentication(asked.request.headers.get('authorization') ?? undefined) === 'token';
    return hubError(known ? 403 : 401, `Access to model ${found.id} is restricted. You must have access to it and be authenticated.`, 'GatedRepo');
  }
  const model = atRevision(asked, found, decode(revisionText));
  if (model === null) {
    return revisionNotFound(revisionText);
  }
  const path = decode(pathText);
  if (path === null || !model.files.includes(path)) {
    return hubError(404, 'Entry not found', 'EntryNotFound', { 'X-Repo-Commit': model.sha });
  }
  if (isWeights(path)) {
    return hubError(403, `The practice hub is simulated and serves no weights: ${path}`, null, { 'X-Repo-Commit': model.sha });
  }
  return answerText(asked.request, textOf(model, path) ?? '', model.sha);
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
