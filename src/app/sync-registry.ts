import { existsSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../core/errors.js';
import type { Kind, Registry } from '../core/registry.js';
import { listArchiveFiles, openArchive, type Archive } from '../harvest/archive.js';
import type { HarvestClient, HarvestCounts } from '../harvest/client.js';
import type { Clock } from '../harvest/clock.js';
import { harvestCards } from '../harvest/harvest-cards.js';
import { harvestListing, type ListingOutcome } from '../harvest/harvest-listing.js';
import { readManifest } from '../harvest/manifest.js';
import { createPoliteClient } from '../harvest/polite-fetch.js';
import { openReader } from '../store/open-store.js';
import { openScratch } from '../store/open-scratch.js';
import { selectRows } from '../store/rows.js';
import { mergeArchive, type ArchiveOutcome } from './merge-archive.js';
import type { Progress } from './progress.js';
import type { RegistryAccess } from './registry-access.js';
import { stageAnswers } from './stage-answers.js';
import { toolVersion } from './tool.js';
import { withWriter } from './with-store.js';

export interface SyncRequest {
  readonly registry: Registry;
  readonly kind: Kind;
  readonly access: RegistryAccess;
  readonly storePath: string;
  /** Folder for the raw answers; an unfinished archive there is gone on with. */
  readonly archive: string;
  /** Packages per page. */
  readonly pageSize: number;
  readonly limitPages?: number | undefined;
  /** How many of the most and of the least downloaded packages to fetch the cards of. */
  readonly cardsTop: number;
  readonly cardsBottom: number;
  /** Only packages with more downloads than this count as least downloaded. */
  readonly cardsAbove: number;
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal | undefined;
  readonly progress: Progress;
}

export interface SyncOutcome extends ArchiveOutcome {
  readonly archive: string;
  readonly counts: HarvestCounts;
  /** Why not everything that was asked for is there; null where it is. */
  readonly missing: string | null;
}

/**
 * Harvests a registry into an archive and makes a snapshot of it in the store. The store is opened for writing only
 * once the answers are there. Interrupted, it leaves the store as it was and an archive that can be gone on with.
 * Errors: RegistryError where there is no answer at all; the signal's reason.
 */
export async function syncRegistry(request: SyncRequest): Promise<SyncOutcome> {
  const { registry, access, kind, signal, progress } = request;
  const plan = registry.harvest;
  if (plan === null || !registry.kinds.includes(kind)) {
    throw new UsageError(`${registry.slug}: cannot be harvested (${kind}); expected one of: ${plan === null ? 'none' : registry.kinds.join(', ')}`);
  }
  await refuseFinished(request.archive);
  // A file that is no store is better found out before hours of harvesting than after.
  if (existsSync(request.storePath)) (await openReader(request.storePath)).close();
  const { clock } = request;
  const client = createPoliteClient({
    endpoint: access.endpoint, userAgent: access.userAgent, token: access.token, clock,
    ...(request.fetch === undefined ? {} : { fetch: request.fetch }),
    onWait: (seconds, why) => progress.step(`waiting ${Math.ceil(seconds)} s (${why})`),
  });
  const archive = await openArchive(request.archive, {
    registry: registry.slug, kind, endpoint: access.endpoint, toolVersion, clock,
    secrets: access.token === undefined ? [] : [access.token],
  });
  let missing: string | null;
  try {
    missing = await harvest(request, plan, client, archive);
  } finally {
    await archive.close();
  }
  signal?.throwIfAborted();
  const outcome = await withWriter(request.storePath, `sync ${registry.slug}`, signal, async (writer) => {
    const merged = await mergeArchive(writer.connection, request.archive, { now: () => clock.now(), progress });
    signal?.throwIfAborted();
    if (merged.snapshot.outcome === 'recorded') await writer.publish(true);
    return merged;
  });
  return { ...outcome, archive: request.archive, counts: client.counts(), missing };
}

/** Listing, then cards; ends the archive. Gives why something is missing, or null. */
async function harvest(request: SyncRequest, plan: NonNullable<Registry['harvest']>, client: HarvestClient, archive: Archive): Promise<string | null> {
  const { kind, pageSize, limitPages, signal, progress } = request;
  let listing: ListingOutcome;
  try {
    listing = await harvestListing(plan, kind, client, archive, {
      pageSize, limitPages, signal,
      onProgress: ({ pages }) => progress.step('harvesting pages', pages),
    });
  } catch (error) {
    if (signal?.aborted !== true) await archive.finish(error instanceof Error ? error.message : String(error));
    throw error;
  }
  // Unfinished on purpose: it can be gone on with.
  signal?.throwIfAborted();
  const names = await chooseCards(request, archive);
  const cards = await harvestCards(plan, kind, names, client, archive, {
    signal,
    onProgress: ({ done }) => progress.step('harvesting cards', done, names.length),
  });
  signal?.throwIfAborted();
  const missing = [listing.reason, cards.reason === null ? null : `cards: ${cards.reason}`].filter((one) => one !== null).join('; ') || null;
  await archive.finish(missing);
  return missing;
}

/** Names of the packages whose cards are asked for, most downloaded first. Ties go by name, so a choice can be repeated. */
async function chooseCards(request: SyncRequest, archive: Archive): Promise<string[]> {
  if (request.cardsTop + request.cardsBottom === 0) return [];
  await archive.close();
  request.progress.step('choosing packages for cards');
  const scratch = await openScratch();
  try {
    const files = await listArchiveFiles(archive.folder, 'list');
    await stageAnswers(scratch.connection, request.registry, { files, container: 'answers', shape: 'listing' });
    const rows = await selectRows<{ name: string }>(
      scratch.connection,
      `with ranked as (
         select name, downloads,
           row_number() over (order by downloads desc, name) as from_top,
           case when downloads > $above then row_number() over (partition by downloads > $above order by downloads, name) end as from_bottom
         from staged where downloads is not null
       )
       select name from ranked where from_top <= $top or from_bottom <= $bottom order by from_top`,
      { above: request.cardsAbove, top: request.cardsTop, bottom: request.cardsBottom },
    );
    return rows.map((row) => row.name);
  } finally {
    scratch.close();
  }
}

async function refuseFinished(folder: string): Promise<void> {
  const manifest = existsSync(folder) ? await readManifest(folder) : null;
  if (manifest === null || manifest.finishedAt === null || !manifest.complete) return;
  throw new UsageError(`archive: complete already (${path.resolve(folder)}); expected a new or unfinished one. To make a snapshot of it: hubscope replay`);
}
