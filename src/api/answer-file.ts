import { createHash } from 'node:crypto';
import { readItems, readKeptTexts, readValues } from '../store/mirror-package.js';
import { entryNotFound } from './answer-tree.js';
import { isKnown, lifetime } from './caching.js';
import { pointerOf, readTree, treePosition, type TreeEntry } from './file-tree.js';
import { findRevision, type AtRevision } from './find-revision.js';
import type { FoundRepository } from './found-repository.js';
import { mirrorError } from './mirror-error.js';
import { encodePath } from './request-path.js';

/** Where the mirror sends those who ask for a file that it does not keep; null: nowhere. */
export type RedirectTo = string | null;

/** Answers `/{id}/resolve/{rev}/{path}` and `/{id}/raw/{rev}/{path}`. Nothing large is ever served. */
export async function answerFile(request: Request, repository: FoundRepository, redirectTo: RedirectTo): Promise<Response> {
  const { found, route } = repository;
  if (found.private === true || (found.gated !== null && found.gated !== 'false')) {
    return mirrorError(403, `Access to ${found.name} is restricted: of gated repositories this mirror has metadata only`, 'GatedRepo');
  }
  const named = await findRevision(repository, route.rest);
  if (named instanceof Response) return named;
  const { at, path } = named;
  if (path === '') return entryNotFound(at, path);
  const content = await readContent(at, path, route.route === 'raw');
  if (content.is === 'text') return answerText(request, at, content.bytes);
  if (content.is === 'refused') return content.response;
  return notKept(at, path, content.entry, redirectTo);
}

type Content =
  | { readonly is: 'text'; readonly bytes: Buffer }
  | { readonly is: 'not kept'; readonly entry: TreeEntry | null }
  | { readonly is: 'refused'; readonly response: Response };

/**
 * The content of a file. Where the tree of the revision is known, a kept text counts only if its git hash is that of the
 * entry, whichever look kept it; where it is not, what was seen of that revision.
 */
async function readContent(at: AtRevision, path: string, isRaw: boolean): Promise<Content> {
  if (treePosition(at) === null) return readWithoutTree(at, path);
  const entries = await readTree(at);
  if (entries instanceof Response) return { is: 'refused', response: entries };
  const entry = entries.find((one) => one.path === path && one.type === 'file');
  if (entry === undefined) return { is: 'refused', response: entryNotFound(at, path) };
  if (entry.lfs !== undefined) {
    // The raw file of git is the pointer, and that is known to the letter.
    return isRaw ? { is: 'text', bytes: Buffer.from(pointerOf(entry.lfs.oid, entry.lfs.size)) } : { is: 'not kept', entry };
  }
  if (entry.size === 0) return { is: 'text', bytes: Buffer.alloc(0) };
  const { view, found } = at;
  const texts = await readKeptTexts(view.store.engine, view.timeline, view.position, found.package_key, path);
  const kept = texts.map((one) => Buffer.from(one)).find((bytes) => gitBlobHash(bytes) === entry.oid);
  return kept === undefined ? { is: 'not kept', entry } : { is: 'text', bytes: kept };
}

async function readWithoutTree(at: AtRevision, path: string): Promise<Content> {
  const { view, found, revision } = at;
  const { engine } = view.store;
  const aspect = path === 'README.md' ? 'cards' : 'config';
  const looks = revision.all.looks.filter((one) => one.aspect === aspect);
  const exact = looks.find((one) => one.revision !== null && one.revision === revision.commit);
  // Cards of older sources came without a look, and without a word of the revision: they are what main was.
  const position = exact?.position ?? (revision.isMain && (looks[0] === undefined || looks[0].revision === null) ? view.position : null);
  if (position !== null) {
    if (exact?.outcome === 'none' && aspect === 'cards') return { is: 'refused', response: entryNotFound(at, path) };
    const text = aspect === 'cards'
      ? (await readValues(engine, view.timeline, position, [found.package_key], ['card'])).get('card')?.get(found.package_key)?.value
      : (await readItems(engine, view.timeline, position, [found.package_key], 'config', [path]))[0]?.value;
    if (typeof text === 'string') return { is: 'text', bytes: Buffer.from(text) };
  }
  if (revision.isMain) {
    const names: unknown = (await readValues(engine, view.timeline, view.position, [found.package_key], ['files'])).get('files')?.get(found.package_key)?.value;
    if (Array.isArray(names)) return names.includes(path) ? { is: 'not kept', entry: null } : { is: 'refused', response: entryNotFound(at, path) };
  }
  // Clients file an absence under the commit; what nobody looked at may be there.
  const message = `Whether ${path} is in revision ${revision.commit ?? 'main'} of ${found.name} is not known: its files were not collected`;
  return { is: 'refused', response: mirrorError(404, message, 'RevisionNotFound') };
}

/** The name of a file's content in git: SHA-1 over "blob <length>\0" and the content. */
export function gitBlobHash(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The answer for a file that is there and not kept: 403, or the way to the hub where the operator allows it. */
function notKept({ view, found, revision, route }: AtRevision, path: string, entry: TreeEntry | null, redirectTo: RedirectTo): Response {
  const about: Record<string, string> = {
    ...(revision.commit === null ? {} : { 'X-Repo-Commit': revision.commit }),
    ...(entry === null ? {} : { 'X-Linked-Size': String(entry.lfs?.size ?? entry.size), 'X-Linked-ETag': `"${entry.lfs?.oid ?? entry.oid}"` }),
  };
  if (redirectTo !== null && revision.commit !== null) {
    const kind = route.kind === 'dataset' ? '/datasets' : '';
    const location = `${redirectTo}${kind}/${encodePath(found.name)}/${route.route ?? 'resolve'}/${revision.commit}/${encodePath(path)}`;
    return new Response(null, { status: 302, headers: { ...about, 'Location': location, 'Cache-Control': lifetime(view) } });
  }
  const what = entry?.lfs === undefined ? 'was not kept' : `is a large file of ${entry.lfs.size} bytes; this mirror serves no weights`;
  return mirrorError(403, `${path} of ${found.name} ${what}`, null, about);
}

/** A file with all that clients check: quoted git hash as ETag, commit, length, ranges, 304. Never compressed. */
function answerText(request: Request, { view, revision }: AtRevision, bytes: Buffer): Response {
  const etag = `"${gitBlobHash(bytes)}"`;
  const headers: Record<string, string> = {
    'Content-Type': 'text/plain; charset=utf-8', 'ETag': etag, 'Accept-Ranges': 'bytes', 'Vary': 'Origin',
    'Cache-Control': `${lifetime(view)}, no-transform`, 'X-Content-Type-Options': 'nosniff',
    ...(revision.commit === null ? {} : { 'X-Repo-Commit': revision.commit }),
  };
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
  const whole = { ...headers, 'Content-Length': String(bytes.length) };
  const [, firstText, lastText] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.get('range') ?? '') ?? [];
  if (firstText === undefined || lastText === undefined || (firstText === '' && lastText === '')) return new Response(bodyOf(bytes), { headers: whole });
  // Clients ask for bytes 0-0 to learn the size; for an empty file only this answer suits all of them.
  if (bytes.length === 0) return new Response(bodyOf(bytes), { headers: { ...whole, 'Content-Range': 'bytes */0' } });
  const first = firstText === '' ? Math.max(0, bytes.length - Number(lastText)) : Number(firstText);
  const last = firstText === '' || lastText === '' ? bytes.length - 1 : Math.min(Number(lastText), bytes.length - 1);
  if (first > last) return mirrorError(416, 'Range not satisfiable', null, { 'Content-Range': `bytes */${bytes.length}` });
  return new Response(bodyOf(bytes.subarray(first, last + 1)), {
    status: 206, headers: { ...headers, 'Content-Length': String(last - first + 1), 'Content-Range': `bytes ${first}-${last}/${bytes.length}` },
  });
}

/** A body as the type of responses wants it: a plain array over its own memory. */
function bodyOf(bytes: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
