import { createHash } from 'node:crypto';
import { isMapping } from '../cards/markdown/front-matter.js';
import { readItems } from '../store/mirror-package.js';
import type { AtRevision } from './find-revision.js';
import { mirrorError } from './mirror-error.js';
import { parseObject } from './parse-object.js';

/** An entry of a file tree, as the hub tells it. Scan results are left out: the mirror does not know them of each file. */
export interface TreeEntry {
  readonly type: 'file' | 'directory';
  /** Name of the git object, 40 hexadecimal digits. */
  readonly oid: string;
  /** Bytes; 0 for folders. */
  readonly size: number;
  readonly path: string;
  readonly lfs?: { readonly oid: string; readonly size: number; readonly pointerSize: number };
  readonly lastCommit?: unknown;
}

/** Position of the look at the file tree of a revision; null where nobody looked at that revision's files. */
export function treePosition({ revision }: Pick<AtRevision, 'revision'>): number | null {
  const looks = revision.all.looks.filter((one) => one.aspect === 'files' && (one.outcome === 'seen' || one.outcome === 'none'));
  const exact = looks.find((one) => one.revision !== null && one.revision === revision.commit);
  if (exact !== undefined) return exact.position;
  const [newest] = looks;
  // A look that knows no revision was one at what was newest then.
  return revision.isMain && newest?.revision === null ? newest.position : null;
}

/** The file tree of a revision, folders included, by path; or the 404 that says why there is none. */
export async function readTree(at: AtRevision): Promise<TreeEntry[] | Response> {
  const position = treePosition(at);
  if (position === null) return treeNotKept(at);
  const items = await readItems(at.view.store.engine, at.view.timeline, position, [at.found.package_key], 'files');
  return withFolders(items.flatMap((one) => readEntry(one.name, one.value) ?? []));
}

function treeNotKept({ revision, found, view }: AtRevision): Response {
  const kept = revision.all.looks.find((one) => one.aspect === 'files' && one.outcome === 'seen' && one.revision !== null);
  const which = revision.commit === null ? `The revision that main of ${found.name} was as of ${view.instant} is not known` : `The file tree of revision ${revision.commit} was not kept`;
  return mirrorError(404, `${which}${kept === undefined ? '' : `; kept is that of ${kept.revision ?? ''}`}`, 'RevisionNotFound');
}

function readEntry(path: string, text: string): TreeEntry | null {
  const value = parseObject(text);
  if (value === null) return null;
  const { oid, size, lfs, lastCommit, type } = value;
  if (typeof oid !== 'string' || !isSafe(path)) return null;
  const hash = isMapping(lfs) ? lfs['oid'] ?? lfs['sha256'] : null;
  return {
    type: type === 'directory' ? 'directory' : 'file', oid, size: typeof size === 'number' ? size : 0, path,
    ...(isMapping(lfs) && typeof hash === 'string' && typeof lfs['size'] === 'number'
      ? { lfs: { oid: hash, size: lfs['size'], pointerSize: typeof lfs['pointerSize'] === 'number' ? lfs['pointerSize'] : pointerOf(hash, lfs['size']).length } }
      : {}),
    ...(isMapping(lastCommit) ? { lastCommit } : {}),
  };
}

/** Clients join the paths of a tree to local folders: what climbs out of them is not passed on. */
function isSafe(path: string): boolean {
  return !path.split('/').some((part) => part === '' || part === '.' || part === '..') && !path.includes('\0');
}

/** The text that git keeps in place of a large file (git-lfs pointer, version 1). */
export function pointerOf(sha256: string, size: number): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${size}\n`;
}

/**
 * Adds the folders that are not among the entries. Their hash is that of the git tree object with ordinary modes, which is
 * the true one where the folder has no executable file or link; the modes are not known.
 */
function withFolders(entries: readonly TreeEntry[]): TreeEntry[] {
  const byPath = new Map(entries.map((one) => [one.path, one]));
  const children = new Map<string, Set<string>>();
  for (const { path } of entries) {
    for (let child = path; child.includes('/');) {
      const parent = child.slice(0, child.lastIndexOf('/'));
      const known = children.get(parent) ?? new Set<string>();
      known.add(child);
      children.set(parent, known);
      child = parent;
    }
  }
  // The deepest first: the hash of a folder is made of those within it.
  for (const folder of [...children.keys()].sort((one, other) => other.split('/').length - one.split('/').length)) {
    if (byPath.has(folder)) continue;
    const within = [...children.get(folder) ?? []].flatMap((path) => byPath.get(path) ?? []);
    byPath.set(folder, { type: 'directory', oid: treeHash(within), size: 0, path: folder });
  }
  return [...byPath.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

function treeHash(entries: readonly TreeEntry[]): string {
  const parts = entries
    .map((one) => ({ name: one.path.slice(one.path.lastIndexOf('/') + 1), isFolder: one.type === 'directory', oid: one.oid }))
    // Git sorts folders as if their names ended in a slash.
    .sort((one, other) => Buffer.compare(Buffer.from(one.name + (one.isFolder ? '/' : '')), Buffer.from(other.name + (other.isFolder ? '/' : ''))))
    .flatMap((one) => [Buffer.from(`${one.isFolder ? '40000' : '100644'} ${one.name}\0`), Buffer.from(one.oid, 'hex')]);
  const content = Buffer.concat(parts);
  return createHash('sha1').update(`tree ${content.length}\0`).update(content).digest('hex');
}
