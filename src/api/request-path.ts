import type { MirrorKind } from '../store/mirror-timeline.js';

/** Which time a request is about: `now`, an instant, or a snapshot by its number. `text` is as it stands in the path. */
export type AskedTime =
  | { readonly is: 'now' }
  | { readonly is: 'asof'; readonly text: string }
  | { readonly is: 'at'; readonly text: string };

/** An address taken apart: the prefix that every redirect and link has to keep, the time, and the hub's own path. */
export interface RequestPath {
  readonly prefix: string;
  readonly time: AskedTime;
  readonly path: string;
}

/** Splits off `/asof/<instant>` or `/at/<snapshot>`; the rest is a path of the hub. */
export function readRequestPath(pathname: string): RequestPath {
  const [prefix, word, text] = /^\/(asof|at)\/([^/]+)(?=\/|$)/.exec(pathname) ?? [];
  if (prefix === undefined || text === undefined) return { prefix: '', time: { is: 'now' }, path: pathname };
  return { prefix, time: { is: word === 'at' ? 'at' : 'asof', text }, path: pathname.slice(prefix.length) };
}

/** What is asked of a repository: its name, the route (null: the repository itself) and the parts of the path behind it. */
export interface RepositoryRoute {
  readonly kind: MirrorKind;
  /** Whether it is a route of files (`/{id}/resolve/…`) and not of the API. */
  readonly isFile: boolean;
  readonly name: string;
  readonly route: string | null;
  /** As sent, percent-encoded. */
  readonly rest: readonly string[];
}

const apiRoutes = new Set(['revision', 'tree', 'paths-info', 'treesize', 'commits', 'refs', 'discussions', 'scan']);
const fileRoutes = new Set(['resolve', 'raw']);

/**
 * The ways to read a path as a request for a repository, the likeliest first. Names have one part or two, so
 * `/api/models/a/refs` may be the refs of `a` or the repository `a/refs`: which is meant, the names that exist tell.
 */
export function readRepositoryRoutes(path: string): RepositoryRoute[] {
  const api = /^\/api\/(model|dataset)s\/(.+)$/.exec(path);
  const file = api === null && !path.startsWith('/api/') ? /^\/(?:(dataset)s\/)?(.+)$/.exec(path) : null;
  const kind = (api?.[1] ?? file?.[1] ?? 'model') as MirrorKind;
  const parts = (api?.[2] ?? file?.[2] ?? '').split('/');
  if (parts.includes('') && !(parts.length > 1 && parts.at(-1) === '')) return [];
  while (parts.at(-1) === '') parts.pop();
  const known = api === null ? fileRoutes : apiRoutes;
  const routes: RepositoryRoute[] = [];
  function add(length: number): void {
    const name = decodeAll(parts.slice(0, length));
    const route = parts[length] ?? null;
    if (name === null || parts.length < length || (route === null ? api === null : !known.has(route))) return;
    routes.push({ kind, isFile: api === null, name: name.join('/'), route, rest: parts.slice(length + 1) });
  }
  add(2);
  add(1);
  return routes;
}

/**
 * Decodes the parts of a path; null where they are no UTF-8 or hide a character that no name has. A percent sign that
 * begins no code stands for itself: the JavaScript client sends the names of files as they are.
 */
export function decodeAll(parts: readonly string[]): string[] | null {
  try {
    const decoded = parts.map((part) => decodeURIComponent(part.replaceAll(/%(?![0-9a-f]{2})/gi, '%25')));
    return decoded.some((part) => part.includes('\0')) ? null : decoded;
  } catch {
    return null;
  }
}

/** A path with each part percent-encoded. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
