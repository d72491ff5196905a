import { readItems, readLooks, readRevisions, type PackageLook } from '../store/mirror-package.js';
import type { FoundRepository } from './found-repository.js';
import { mirrorError } from './mirror-error.js';
import { parseObject } from './parse-object.js';
import { decodeAll } from './request-path.js';

/** A commit as the hub tells it. */
export interface Commit {
  readonly id: string;
  readonly date: string;
  readonly title: string;
  readonly message: string;
  readonly authors: readonly unknown[];
}

/** What is known of the revisions of a repository as of the instant. */
export interface Revisions {
  /** Newest first, none later than the instant; null where nobody collected them. */
  readonly commits: readonly Commit[] | null;
  readonly refs: readonly Ref[] | null;
  /** Newest first. */
  readonly looks: readonly PackageLook[];
  /** Revisions that snapshots stated, newest first. */
  readonly stated: readonly { readonly revision: string; readonly from: number; readonly until: number | null }[];
  /** The commit that `main` means; null where none is known. */
  readonly main: string | null;
}

/** A branch, tag, conversion or pull request. */
export interface Ref {
  readonly kind: string;
  readonly name: string;
  readonly ref: string;
  readonly targetCommit: string;
}

/** A revision that a request names. */
export interface FoundRevision {
  /** 40 hexadecimal digits; null where no source says what `main` was. */
  readonly commit: string | null;
  readonly isMain: boolean;
  readonly all: Revisions;
}

/** A repository at one of its revisions. */
export interface AtRevision extends FoundRepository {
  readonly revision: FoundRevision;
}

const mainNames = ['main', 'HEAD', 'refs/heads/main'];

/** Reads what is known of a repository's revisions. */
export async function readRevisionsOf({ view, found }: FoundRepository): Promise<Revisions> {
  const { engine } = view.store;
  const { timeline, position, instant } = view;
  const key = found.package_key;
  const [looks, stated, commitItems, refItems] = await Promise.all([
    readLooks(engine, timeline, position, key),
    readRevisions(engine, timeline, position, key),
    readItems(engine, timeline, position, [key], 'commits'),
    readItems(engine, timeline, position, [key], 'refs'),
  ]);
  const commitLook = looks.find((one) => one.aspect === 'commits' && one.outcome === 'seen');
  const commits = commitLook === undefined && commitItems.length === 0 ? null : commitItems
    .toSorted((one, other) => (other.place ?? 0) - (one.place ?? 0))
    .flatMap((one) => readCommit(one.name, one.value) ?? [])
    .filter((one) => one.date <= instant);
  const refs = refItems.length === 0 && !looks.some((one) => one.aspect === 'refs' && one.outcome === 'seen')
    ? null : refItems.flatMap((one) => readRef(one.value) ?? []);
  return { commits, refs, looks, stated, main: mainOf(commits, commitLook, stated, found.revision) };
}

/** The newest commit; but a revision that a snapshot stated after the commits were looked at is newer than all of them. */
function mainOf(commits: readonly Commit[] | null, look: PackageLook | undefined, stated: Revisions['stated'], revision: string | null): string | null {
  const newest = commits?.[0]?.id ?? null;
  if (newest === null || revision === null) return newest ?? revision;
  const since = stated.find((one) => one.revision === revision)?.from ?? 0;
  return since > (look?.position ?? 0) && commits?.some((one) => one.id === revision) !== true ? revision : newest;
}

/**
 * Finds the revision a path names, and the parts of the path behind it. Branches have slashes, which one client encodes
 * and the other does not: the longest name that is known wins. `rest` is as sent, percent-encoded.
 */
export async function findRevision(repository: FoundRepository, rest: readonly string[]): Promise<{ at: AtRevision; path: string } | Response> {
  const decoded = decodeAll(rest);
  if (decoded === null || decoded[0] === undefined) return mirrorError(404, 'Invalid rev id: the percent-encoding is broken', 'RevisionNotFound');
  const all = await readRevisionsOf(repository);
  for (let length = Math.min(4, decoded.length); length > 0; length -= 1) {
    const revision = revisionOf(repository, all, decoded.slice(0, length).join('/'));
    if (revision !== null) return { at: { ...repository, revision }, path: decoded.slice(length).join('/') };
  }
  return revisionNotFound(repository, decoded[0]);
}

function revisionOf({ view }: FoundRepository, all: Revisions, word: string): FoundRevision | null {
  if (mainNames.includes(word)) return { commit: all.main, isMain: true, all };
  const ref = all.refs?.find((one) => one.ref === word) ?? all.refs?.find((one) => one.name === word && one.kind !== 'pullRequests');
  if (ref !== undefined) return { commit: ref.targetCommit, isMain: ref.targetCommit === all.main, all };
  if (!/^[0-9a-f]{7,40}$/.test(word)) return null;
  const known = [
    ...(all.main === null ? [] : [all.main]),
    ...(all.commits ?? []).map((one) => one.id),
    ...all.stated.map((one) => one.revision),
    ...all.looks.flatMap((one) => (one.position <= view.position && one.revision !== null ? [one.revision] : [])),
    ...(all.refs ?? []).map((one) => one.targetCommit),
  ];
  const commit = known.find((one) => one.startsWith(word) && /^[0-9a-f]{40}$/.test(one));
  return commit === undefined ? null : { commit, isMain: commit === all.main, all };
}

/** The answer for a revision that is not known as of the instant, be it one of a later time or none at all. */
export function revisionNotFound({ view, found }: FoundRepository, word: string): Response {
  return mirrorError(404, `Invalid rev id: ${word} is no revision of ${found.name} known as of ${view.instant}`, 'RevisionNotFound');
}

function readCommit(id: string, text: string): Commit | null {
  const value = parseObject(text);
  const date = typeof value?.['date'] === 'string' ? new Date(value['date']) : null;
  if (value === null || date === null || Number.isNaN(date.getTime()) || !/^[0-9a-f]{40}$/.test(id)) return null;
  const { title, message, authors } = value;
  return {
    id, date: date.toISOString(), title: typeof title === 'string' ? title : '', message: typeof message === 'string' ? message : '',
    authors: Array.isArray(authors) ? authors : [],
  };
}

function readRef(text: string): Ref | null {
  const value = parseObject(text);
  const { kind, name, ref, targetCommit } = value ?? {};
  const isRef = typeof kind === 'string' && typeof name === 'string' && typeof ref === 'string'
    && typeof targetCommit === 'string' && /^[0-9a-f]{40}$/.test(targetCommit);
  return isRef ? { kind, name, ref, targetCommit } : null;
}
