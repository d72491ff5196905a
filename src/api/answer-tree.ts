import { cacheable } from './caching.js';
import { readTree, type TreeEntry } from './file-tree.js';
import { findRevision, type AtRevision } from './find-revision.js';
import type { FoundRepository } from './found-repository.js';
import { mirrorError } from './mirror-error.js';
import { nextLink } from './page-link.js';
import { firstRefusal, readCount, readFlag, refuseUnknown } from './query-values.js';

/** Entries of a page, as on the hub: fewer where each comes with its last commit. */
const largestPage = 1000;
const largestExpandedPage = 50;

/** Answers `/api/{kind}s/{id}/tree/{rev}[/{path}]`. */
export async function answerTree(request: Request, repository: FoundRepository): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const recursive = readFlag(query, 'recursive');
  const expand = readFlag(query, 'expand');
  const most = expand === true ? largestExpandedPage : largestPage;
  const limit = readCount(query, 'limit', { least: 1, otherwise: most, most });
  const after = readCursor(query.get('cursor'));
  const refused = firstRefusal(refuseUnknown(query, ['recursive', 'expand', 'limit', 'cursor']), recursive, expand, limit, after);
  if (refused !== null) return refused;
  const named = await findRevision(repository, repository.route.rest);
  if (named instanceof Response) return named;
  const entries = await readTree(named.at);
  if (entries instanceof Response) return entries;
  const folder = named.path.replace(/\/+$/, '');
  if (folder !== '' && !entries.some((one) => one.path === folder && one.type === 'directory')) return entryNotFound(named.at, folder);
  const within = entries.filter((one) => isWithin(one.path, folder, recursive === true) && (typeof after !== 'string' || one.path > after));
  const page = within.slice(0, Number(limit));
  const last = page.at(-1);
  const body = JSON.stringify(page.map((one) => shownEntry(one, expand === true)));
  return cacheable(request, repository.view, new Response(body, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      ...(within.length > page.length && last !== undefined ? { Link: nextLink(request, 'cursor', writeCursor(last.path)) } : {}),
    },
  }), body);
}

function isWithin(path: string, folder: string, recursive: boolean): boolean {
  if (folder !== '' && !path.startsWith(`${folder}/`)) return false;
  return recursive || !path.slice(folder === '' ? 0 : folder.length + 1).includes('/');
}

function shownEntry({ lastCommit, ...entry }: TreeEntry, expand: boolean): unknown {
  return expand && lastCommit !== undefined ? { ...entry, lastCommit } : entry;
}

function writeCursor(path: string): string {
  return Buffer.from(JSON.stringify({ path })).toString('base64url');
}

function readCursor(text: string | null): string | null | Response {
  if (text === null) return null;
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as { path?: unknown };
    if (typeof value.path === 'string') return value.path;
  } catch {
    // Told below, as every other text that is no cursor of ours.
  }
  return mirrorError(400, 'Invalid cursor; expected the one of a Link of this mirror');
}

/** 404 for a path that the tree does not have. Clients file the absence under the commit, so it is named. */
export function entryNotFound({ revision }: Pick<AtRevision, 'revision'>, path: string): Response {
  return mirrorError(404, `Entry not found: ${path}`, 'EntryNotFound', revision.commit === null ? {} : { 'X-Repo-Commit': revision.commit });
}

/** Answers `/api/{kind}s/{id}/treesize/{rev}[/{path}]`: bytes of all files below a path. */
export async function answerTreeSize(request: Request, repository: FoundRepository): Promise<Response> {
  const named = await findRevision(repository, repository.route.rest);
  if (named instanceof Response) return named;
  const entries = await readTree(named.at);
  if (entries instanceof Response) return entries;
  const path = named.path.replace(/\/+$/, '');
  if (path !== '' && !entries.some((one) => one.path === path)) return entryNotFound(named.at, path);
  const size = entries.filter((one) => path === '' || one.path === path || one.path.startsWith(`${path}/`)).reduce((sum, one) => sum + one.size, 0);
  const body = JSON.stringify({ path, size });
  return cacheable(request, repository.view, new Response(body, { headers: { 'Content-Type': 'application/json; charset=utf-8' } }), body);
}

/** Most paths of one request. */
const mostPaths = 1000;

/** Answers `POST /api/{kind}s/{id}/paths-info/{rev}`; `body` is its text. Paths that are not there are left out, as on the hub. */
export async function answerPathsInfo(request: Request, repository: FoundRepository, body: string): Promise<Response> {
  const asked = readPaths(request, body);
  if (asked instanceof Response) return asked;
  const named = await findRevision(repository, repository.route.rest);
  if (named instanceof Response) return named;
  const entries = await readTree(named.at);
  if (entries instanceof Response) return entries;
  const byPath = new Map(entries.map((one) => [one.path, one]));
  const found = [...new Set(asked.paths.map((path) => path.replace(/\/+$/, '')))].flatMap((path) => byPath.get(path) ?? []);
  return new Response(JSON.stringify(found.map((one) => shownEntry(one, asked.expand))), { headers: { 'Content-Type': 'application/json; charset=utf-8' } });
}

/** One client sends JSON, the other a form. */
function readPaths(request: Request, body: string): { paths: string[]; expand: boolean } | Response {
  const problem = mirrorError(400, 'Invalid body; expected {"paths": […], "expand": true} as JSON, or paths=…&expand=true as a form');
  let paths: unknown;
  let expand: unknown;
  if (/^application\/x-www-form-urlencoded/i.test(request.headers.get('content-type') ?? '')) {
    const form = new URLSearchParams(body);
    paths = form.getAll('paths');
    expand = form.get('expand');
  } else {
    try {
      ({ paths, expand } = JSON.parse(body) as Record<string, unknown>);
    } catch {
      return problem;
    }
  }
  const list = typeof paths === 'string' ? [paths] : paths;
  if (!Array.isArray(list) || !list.every((one): one is string => typeof one === 'string')) return problem;
  if (list.length > mostPaths) return mirrorError(400, `Too many paths; expected at most ${mostPaths}, got ${list.length}`);
  return { paths: list, expand: expand === true || (typeof expand === 'string' && /^(?:true|1)$/i.test(expand)) };
}
