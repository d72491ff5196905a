import { hubError, repositoryDisabled, repositoryNotFound } from './hub-error.js';
import type { SnapshotIndex } from './index-snapshot.js';
import { openRepository } from './repository.js';
import type { Repository } from './repository.js';

/** A request under a (possibly timed) prefix: `prefix` is repeated in redirects so that nobody leaves the date. */
export interface Asked {
  readonly request: Request;
  readonly prefix: string;
  /** Of the kind of package that the path names. */
  readonly index: SnapshotIndex;
}

/** Decodes one part of a path; null where the percent-encoding is broken. */
export function decodePart(text: string): string | null {
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

/** Opens the repository that a path names, or gives the answer that stands for its absence; `movedPath` is its path by another name. */
export function findRepository(asked: Asked, name: string, movedPath: (id: string) => string): Repository | Response {
  const decoded = decodePart(name.replace('/', '%2F'));
  const found = decoded === null ? null : asked.index.find(decoded);
  if (found === null) {
    return repositoryNotFound(asked.request.headers.get('authorization') ?? undefined);
  }
  if (found.renamed) {
    return movedTo(asked, movedPath(encodePath(found.model.id)));
  }
  return found.model.disabled ? repositoryDisabled() : openRepository(asked.index, found.model);
}

/** What a path names after the repository's name: a revision and what is asked of it. */
export interface RevisionPath {
  readonly revision: string;
  readonly path: string;
}

/**
 * Splits `{rev}[/{path}]`. A reference may come with its slashes unencoded, as the JavaScript client sends it to some
 * routes. Null where there is no revision or the encoding is broken.
 */
export function splitRevision(rest: string): RevisionPath | null {
  const [, revisionText, pathText = ''] = /^(refs\/(?:heads|tags|pr|convert)\/[^/]+|[^/]+)(?:\/(.*))?$/.exec(rest) ?? [];
  const revision = revisionText === undefined ? null : decodePart(revisionText);
  const path = decodePart(pathText);
  return revision === null || path === null ? null : { revision, path };
}

/** The answer for a revision that is not there (or not yet). */
export function revisionNotFound(revision: string): Response {
  return hubError(404, `Invalid rev id: ${revision}`, 'RevisionNotFound');
}

/** The answer for an address that no route of the hub has. */
export function noSuchPage(): Response {
  return hubError(404, 'Sorry, we can\'t find the page you are looking for.');
}

/** A JSON answer. */
export function jsonAnswer(value: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(value), { headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers } });
}
