import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../core/errors.js';
import type { Kind, Registry } from '../core/registry.js';
import { withoutCredentials } from '../harvest/endpoint.js';
import { readManifest, type Asked, type Manifest } from '../harvest/manifest.js';

/** An archive to write into, and what is in it already. */
export interface ChosenArchive {
  readonly folder: string;
  /** `new`; `unfinished`: a harvest to go on with; `finished`: harvested, but not made a snapshot of yet. */
  readonly state: 'new' | 'unfinished' | 'finished';
  /** When it was begun, ISO 8601 UTC; null where it is new. */
  readonly startedAt: string | null;
  /** What is missing from a finished harvest; null where nothing is. */
  readonly missing: string | null;
}

export interface ArchiveSearch {
  /** Folder that holds the archives. */
  readonly folder: string;
  readonly registry: Registry;
  readonly kind: Kind;
  readonly endpoint: string;
  readonly asked: Asked;
  readonly now: Date;
  /** Begin anew whatever is there. */
  readonly fresh: boolean;
}

/** A harvest that stood still for longer is begun anew: its first pages would be older than anybody expects of a snapshot. */
const goneOnWithinHours = 72;

/**
 * The archive for a harvest: the newest one of the same harvest that was killed, interrupted or broke off, so that what is
 * kept is not asked for twice; else a new folder. An archive that somebody named is taken as it is.
 */
export async function findArchive(search: ArchiveSearch, named?: string): Promise<ChosenArchive> {
  if (named !== undefined) return describeNamed(named);
  const prefix = `${search.registry.slug}-${search.kind}-`;
  const folders = existsSync(search.folder) && !search.fresh ? readdirSync(search.folder).filter((name) => name.startsWith(prefix)).sort().reverse() : [];
  for (const name of folders) {
    const folder = path.join(search.folder, name);
    const manifest = await readManifest(folder).catch(() => null);
    if (manifest === null || !isSameHarvest(manifest, search)) continue;
    if (search.now.getTime() - Date.parse(manifest.startedAt) > goneOnWithinHours * 3_600_000) break;
    const { finishedAt, startedAt, recordedAt, complete, listed, reason } = manifest;
    const brokeOff = !complete && !listed && reason?.endsWith('as asked') !== true;
    if (finishedAt === null || brokeOff) return { folder, state: 'unfinished', startedAt, missing: null };
    if (recordedAt === null && manifest.answers.list > 0) return { folder, state: 'finished', startedAt, missing: reason };
    // Only the newest one of the harvest is gone on with: what came after it superseded it.
    break;
  }
  return { folder: newFolder(search, prefix), state: 'new', startedAt: null, missing: null };
}

async function describeNamed(folder: string): Promise<ChosenArchive> {
  const manifest = existsSync(folder) ? await readManifest(folder) : null;
  if (manifest !== null && manifest.finishedAt !== null && manifest.complete) {
    throw new UsageError(`archive: complete already (${path.resolve(folder)}); expected a new or unfinished one. To make a snapshot of it: hubscope replay`);
  }
  return { folder, state: manifest === null ? 'new' : 'unfinished', startedAt: manifest?.startedAt ?? null, missing: null };
}

function isSameHarvest(manifest: Manifest, { registry, kind, endpoint, asked }: ArchiveSearch): boolean {
  return manifest.registry === registry.slug && manifest.kind === kind && manifest.endpoint === withoutCredentials(endpoint)
    && JSON.stringify(manifest.asked) === JSON.stringify(asked);
}

/** A folder that is not there yet: two harvests, even of one second, never share an archive by accident. */
function newFolder({ folder, now }: ArchiveSearch, prefix: string): string {
  const plain = path.join(folder, `${prefix}${now.toISOString().replace(/[-:]|\.\d+/g, '')}`);
  if (!existsSync(plain)) return plain;
  let number = 2;
  while (existsSync(`${plain}-${number}`)) number += 1;
  return `${plain}-${number}`;
}
