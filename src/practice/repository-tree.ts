import { createHash } from 'node:crypto';
import { describeCommits } from './repository-commits.js';
import type { Revision } from './repository-refs.js';
import { scanFile } from './repository-scan.js';
import type { FileSecurity } from './repository-scan.js';
import type { SimulatedModel } from './world.js';
import { blobOf } from './write-files.js';
import type { Blob } from './write-files.js';

/** A file or folder as the hub lists it. */
export interface TreeEntry {
  readonly type: 'file' | 'directory';
  /** Git's name of the blob or tree; of the pointer for files kept outside git. */
  readonly oid: string;
  /** Bytes; 0 for folders. */
  readonly size: number;
  readonly path: string;
  /** `oid` here is the SHA-256 that a detail answer calls `sha256`. */
  readonly lfs?: { readonly oid: string; readonly size: number; readonly pointerSize: number };
  readonly xetHash?: string;
  /** This and the next only where `expand` was asked. */
  readonly lastCommit?: { readonly id: string; readonly title: string; readonly date: string };
  readonly securityFileStatus?: FileSecurity;
}

/** A folder with what is directly in it, folders first, then by name. */
interface Folder {
  readonly entries: readonly TreeEntry[];
}

/** All folders of a tree by path; the root is the empty path. */
export interface Tree {
  readonly folders: ReadonlyMap<string, Folder>;
  readonly byPath: ReadonlyMap<string, TreeEntry>;
}

const trees = new WeakMap<SimulatedModel, Tree>();

/**
 * Folder of a file, and its name there. Names that step outside (`../x`, `/x`, `a//b`) are no paths in a tree: the whole
 * name is an entry of the root, as stated, and what to make of it is up to the reader.
 */
function placeOf(path: string): { folder: string; name: string } {
  const ordinary = path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  const slash = ordinary ? path.lastIndexOf('/') : -1;
  return { folder: slash < 0 ? '' : path.slice(0, slash), name: path.slice(slash + 1) };
}

/** Object name of a tree: SHA-1 over mode, name and object name of each entry (git's object format). */
function treeOid(entries: readonly TreeEntry[]): string {
  const parts = entries.map((entry) => ({
    // Git orders folders as if their names ended in a slash.
    order: entry.type === 'directory' ? `${placeOf(entry.path).name}/` : placeOf(entry.path).name,
    bytes: Buffer.concat([Buffer.from(`${entry.type === 'directory' ? '40000' : '100644'} ${placeOf(entry.path).name}\0`), Buffer.from(entry.oid, 'hex')]),
  })).sort((one, other) => Buffer.compare(Buffer.from(one.order), Buffer.from(other.order)));
  const body = Buffer.concat(parts.map(({ bytes }) => bytes));
  return createHash('sha1').update(`tree ${body.length}\0`).update(body).digest('hex');
}

/** The tree of a package at a revision; made once for each record. */
export function readTree(record: SimulatedModel): Tree {
  let tree = trees.get(record);
  if (tree === undefined) {
    tree = buildTree(record);
    trees.set(record, tree);
  }
  return tree;
}

function buildTree(record: SimulatedModel): Tree {
  const files = new Map<string, TreeEntry[]>([['', []]]);
  for (const path of record.files) {
    const { folder } = placeOf(path);
    for (let at = folder.indexOf('/'); at >= 0; at = folder.indexOf('/', at + 1)) {
      files.set(folder.slice(0, at), files.get(folder.slice(0, at)) ?? []);
    }
    const blob = blobOf(record, path);
    const inFolder = files.get(folder) ?? [];
    if (blob !== null) {
      inFolder.push(fileEntry(path, blob));
    }
    files.set(folder, inFolder);
  }
  const folders = new Map<string, Folder>();
  const byPath = new Map<string, TreeEntry>();
  const directories = new Map<string, TreeEntry[]>();
  // Deepest first: the object name of a folder is made of those within.
  for (const path of [...files.keys()].sort((one, other) => depth(other) - depth(one))) {
    const entries = [...directories.get(path) ?? [], ...files.get(path) ?? []].sort(inListingOrder);
    folders.set(path, { entries });
    entries.forEach((entry) => byPath.set(entry.path, entry));
    if (path !== '') {
      const slash = path.lastIndexOf('/');
      const parent = slash < 0 ? '' : path.slice(0, slash);
      directories.set(parent, [...directories.get(parent) ?? [], { type: 'directory', oid: treeOid(entries), size: 0, path }]);
    }
  }
  return { folders, byPath };
}

function depth(path: string): number {
  return path === '' ? 0 : path.split('/').length;
}

function inListingOrder(one: TreeEntry, other: TreeEntry): number {
  const folders = Number(other.type === 'directory') - Number(one.type === 'directory');
  return folders !== 0 ? folders : one.path < other.path ? -1 : 1;
}

function fileEntry(path: string, { size, blobId, lfs }: Blob): TreeEntry {
  return {
    type: 'file', oid: blobId, size, path,
    ...(lfs === undefined ? {} : {
      lfs: { oid: lfs.sha256, size: lfs.size, pointerSize: lfs.pointerSize },
      xetHash: createHash('sha256').update(`xet ${lfs.sha256}`).digest('hex'),
    }),
  };
}

/** Entries of a folder, or of all below it; null where there is no such folder. */
export function listTree(record: SimulatedModel, folder: string, recursive: boolean): readonly TreeEntry[] | null {
  const { folders } = readTree(record);
  const entries = folders.get(folder)?.entries;
  if (entries === undefined || !recursive) {
    return entries ?? null;
  }
  return [...folders].filter(([path]) => folder === '' || path === folder || path.startsWith(`${folder}/`))
    .flatMap(([, one]) => one.entries)
    .sort(inListingOrder);
}

/** Adds the last commit that changed each entry, and for files what the scanners say. */
export function expandEntries(revision: Revision, entries: readonly TreeEntry[]): TreeEntry[] {
  const commits = describeCommits(revision.history);
  return entries.map((entry) => {
    // From the newest back, as long as the entry is the same.
    let at = 0;
    while (at + 1 < revision.history.length && readTree(revision.history[at + 1] as SimulatedModel).byPath.get(entry.path)?.oid === entry.oid) {
      at += 1;
    }
    const commit = commits[at];
    const security = entry.type === 'file' ? scanFile(revision.record, entry.path) : null;
    return {
      ...entry,
      ...(commit === undefined ? {} : { lastCommit: { id: commit.id, title: commit.title, date: commit.date } }),
      ...(security === null ? {} : { securityFileStatus: security }),
    };
  });
}

/** Bytes of a file or of all files below a folder; null where there is neither. The empty path is the whole. */
export function treeSize(record: SimulatedModel, path: string): number | null {
  const { byPath } = readTree(record);
  const entry = byPath.get(path);
  if (entry?.type === 'file') {
    return entry.size;
  }
  if (entry === undefined && path !== '') {
    return null;
  }
  const below = path === '' ? '' : `${path}/`;
  return [...byPath.values()].reduce((sum, one) => sum + (one.type === 'file' && one.path.startsWith(below) ? one.size : 0), 0);
}
