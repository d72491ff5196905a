import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Aspect } from '../core/aspect.js';
import { UsageError } from '../core/errors.js';
import type { HarvestPlan, ListingFilter, ListingQuery } from '../core/harvest-plan.js';
import type { Kind, Registry } from '../core/registry.js';
import { createAdaptiveConcurrency } from '../harvest/adaptive-concurrency.js';
import { listArchiveFiles, openArchive, type Archive } from '../harvest/archive.js';
import type { HarvestClient, HarvestCounts } from '../harvest/client.js';
import type { Clock } from '../harvest/clock.js';
import { harvestChanges } from '../harvest/harvest-changes.js';
import { harvestListing } from '../harvest/harvest-listing.js';
import { harvestPackages, type FailedLook, type PackagesOutcome } from '../harvest/harvest-packages.js';
import { noteRecorded, type Asked } from '../harvest/manifest.js';
import { createPoliteClient } from '../harvest/polite-fetch.js';
import { harvestMemory, openReader } from '../store/open-store.js';
import { selectRows } from '../store/rows.js';
import { chooseWork, openForPlanning, type Head } from './choose-work.js';
import { findArchive, type ChosenArchive } from './find-archive.js';
import { listSeries, shapeOf } from './describe-archive.js';
import { mergeArchive, type ArchiveOutcome } from './merge-archive.js';
import { planListing, planPackages, type QuotaSource, type RequestPlan } from './plan-harvest.js';
import type { Progress } from './progress.js';
import type { RegistryAccess } from './registry-access.js';
import { createRequestBudget } from './request-budget.js';
import { stageAnswers } from './stage-answers.js';
import { toolVersion } from './tool.js';
import { withWriter } from './with-store.js';

export interface SyncRequest {
  readonly registry: Registry;
  readonly kind: Kind;
  readonly access: RegistryAccess;
  readonly storePath: string;
  /** Folder for the raw answers that somebody named; an unfinished archive there is gone on with. */
  readonly archive?: string | undefined;
  /** Folder in which archives are made, and looked for, where none was named. */
  readonly archives: string;
  /** Begin anew, even where a harvest could be gone on with. */
  readonly fresh: boolean;
  /** Packages per page. */
  readonly pageSize: number;
  readonly limitPages?: number | undefined;
  /** Properties of the list beside the light ones, in the registry's words. */
  readonly heavyProperties: readonly string[];
  readonly filter: ListingFilter;
  /** Aspects of single packages to look at, and of which packages. */
  readonly aspects: readonly Aspect[];
  readonly head: Head;
  /** Aspects that change without a commit are looked at again after so many days. */
  readonly recheckDays: number;
  /** Requests at most. */
  readonly budget?: number | undefined;
  /** Requests under way at once at most. */
  readonly concurrency: number;
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
  readonly random?: () => number;
  readonly signal?: AbortSignal | undefined;
  /** Runs the part that writes into the store, when its turn has come; at once if not given. */
  readonly record?: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly progress: Progress;
  /** Hears before each phase what it will ask. */
  readonly onPlan?: (plan: RequestPlan) => void;
  /** Hears what a person should know. */
  readonly onNote?: (note: string) => void;
  /** Hears which archive is written into. */
  readonly onArchive?: (archive: ChosenArchive) => void;
}

export interface SyncOutcome extends ArchiveOutcome {
  readonly archive: string;
  readonly counts: HarvestCounts;
  /** Looks that were finished in this run, by aspect; `record` are packages that the list no longer showed. */
  readonly looks: Readonly<Record<string, number>>;
  /** Looks for which there was no usable answer, the first thousand one by one. */
  readonly failures: readonly FailedLook[];
  /** Why not everything that was asked for is there; null where it is. */
  readonly missing: string | null;
}

/**
 * Harvests a registry into an archive and makes a snapshot of it in the store: the list, what changed while it was read,
 * then what single packages tell, of those that are due. The store is opened for writing only once the answers are there.
 * Interrupted or killed, it leaves the store as it was and an archive that the next run goes on with. Errors: RegistryError
 * where there is no answer at all; the signal's reason.
 */
export async function syncRegistry(request: SyncRequest): Promise<SyncOutcome> {
  const { registry, access, kind, signal, progress, clock } = request;
  const plan = registry.harvest;
  if (plan === null || !registry.kinds.includes(kind)) {
    throw new UsageError(`${registry.slug}: cannot be harvested (${kind}); expected one of: ${plan === null ? 'none' : registry.kinds.join(', ')}`);
  }
  const asked = askedBy(request, plan);
  const packagesBefore = await countListed(request);
  const chosen = await findArchive(
    { folder: request.archives, registry, kind, endpoint: access.endpoint, asked, now: clock.now(), fresh: request.fresh },
    request.archive,
  );
  request.onArchive?.(chosen);
  const concurrency = createAdaptiveConcurrency(Math.min(4, request.concurrency), request.concurrency);
  const client = createPoliteClient({
    endpoint: access.endpoint, userAgent: access.userAgent, token: access.token, clock, maxRequests: request.budget, maxBytes: largestAnswer,
    ...(request.fetch === undefined ? {} : { fetch: request.fetch }),
    ...(request.random === undefined ? {} : { random: request.random }),
    onWait: (seconds, why) => progress.step(`waiting ${Math.ceil(seconds)} s (${why})`),
    onExchange: (exchange) => concurrency.report(exchange),
  });
  let harvested: Harvested = { missing: chosen.missing, looks: {}, failures: [] };
  if (chosen.state !== 'finished') {
    const archive = await openArchive(chosen.folder, {
      registry: registry.slug, kind, endpoint: access.endpoint, asked, authenticated: access.token !== undefined, toolVersion, clock,
      secrets: access.token === undefined ? [] : [access.token],
    });
    try {
      harvested = await harvest({ request, plan, asked, client, archive, concurrency, packagesBefore });
    } finally {
      await archive.close();
    }
    signal?.throwIfAborted();
  }
  const { record = (work) => work() } = request;
  const outcome = await record(() => withWriter(request.storePath, `sync ${registry.slug}`, signal, async (writer) => {
    const merged = await mergeArchive(writer.connection, chosen.folder, { now: () => clock.now(), progress, signal });
    signal?.throwIfAborted();
    if (merged.snapshot.outcome === 'recorded') await writer.publish(true);
    return merged;
  }, { memory: harvestMemory }));
  await noteRecorded(chosen.folder, clock.now());
  return { ...outcome, archive: chosen.folder, counts: client.counts(), ...harvested };
}

/** Larger answers are not read: the longest line of an archive that staging takes has a little more. */
const largestAnswer = 15 * 1024 * 1024;

type Harvested = Pick<SyncOutcome, 'missing' | 'looks' | 'failures'>;

interface HarvestTools {
  readonly request: SyncRequest;
  readonly plan: HarvestPlan;
  readonly asked: Asked;
  readonly client: HarvestClient;
  readonly archive: Archive;
  readonly concurrency: ReturnType<typeof createAdaptiveConcurrency>;
  /** Packages of the last snapshot of the list; null where there is none. */
  readonly packagesBefore: number | null;
}

/** The list, what changed meanwhile, single packages; ends the archive. */
async function harvest(tools: HarvestTools): Promise<Harvested> {
  const { request, plan, asked, client, archive } = tools;
  const { kind, limitPages, signal, progress } = request;
  const heavy = request.heavyProperties.length > 0;
  const query: ListingQuery = { pageSize: heavy ? Math.min(request.pageSize, plan.heavyPageSize) : request.pageSize, properties: asked.properties, filter: asked.filter };
  if (archive.manifest.answers.list === 0) request.onPlan?.(planListing(plan, kind, tools.packagesBefore, query.pageSize, quotas(tools), request.budget ?? null));
  let listing;
  let changes = null;
  try {
    listing = await harvestListing(plan, kind, client, archive, {
      query, limitPages, signal,
      onProgress: ({ pages }) => progress.step('harvesting pages', pages),
    });
    for (const note of listing.notes) request.onNote?.(note);
    signal?.throwIfAborted();
    if (listing.complete) {
      changes = await harvestChanges(plan, kind, client, archive, {
        query, since: listing.beganAt, signal,
        onProgress: ({ pages }) => progress.step('harvesting what changed meanwhile', pages),
      });
      if (changes.note !== null) request.onNote?.(changes.note);
    }
  } catch (error) {
    if (signal?.aborted !== true) await archive.finish(error instanceof Error ? error.message : String(error));
    throw error;
  }
  // Unfinished on purpose: it can be gone on with.
  signal?.throwIfAborted();
  const packages = listing.reason === null || request.limitPages !== undefined ? await harvestDue(tools, listing.complete, listing.beganAt) : nothingAsked;
  signal?.throwIfAborted();
  const missing = [listing.reason, changes?.reason ?? null, packages.reason].filter((one) => one !== null).join('; ') || null;
  await archive.finish(missing);
  return { missing, looks: packages.looks, failures: packages.failures };
}

/** What asking about single packages came to. */
type Asking = Pick<PackagesOutcome, 'looks' | 'failures' | 'reason'>;

const nothingAsked: Asking = { looks: {}, failures: [], reason: null };

/** Asks about single packages: those that are missing from a whole listing, and those that are due for a look. */
async function harvestDue(tools: HarvestTools, whole: boolean, at: string): Promise<Asking> {
  const { request, plan, asked, client, archive, concurrency } = tools;
  const { registry, kind, aspects, head, signal, progress } = request;
  const isWhole = whole && Object.keys(asked.filter).length === 0;
  const known = await openForPlanning(request.storePath);
  try {
    if (aspects.length === 0 && (tools.packagesBefore === null || !isWhole)) return nothingAsked;
    await archive.close();
    progress.step('choosing packages');
    const files = await Promise.all((['list', 'changes'] as const).map((purpose) => listArchiveFiles(archive.folder, purpose)));
    await stageAnswers(known.connection, registry, { files: files.flat(), container: 'answers', shape: shapeOf(registry, asked.properties) });
    const work = await chooseWork(known.connection, {
      registry, kind, series: listSeries(registry, kind), aspects, head, whole: isWhole,
      // By the registry's clock, like the instants of the looks.
      lookedBefore: new Date(Date.parse(at) - request.recheckDays * 86_400_000).toISOString(),
    });
    if (work.counts.size === 0) return nothingAsked;
    request.onPlan?.(planPackages(plan, kind, work.counts, quotas(tools), request.budget === undefined ? null : request.budget - client.counts().requests));
    const outcome = await harvestPackages(plan, kind, work.list(), client, archive, {
      properties: asked.properties, concurrency, signal,
      ...(request.budget === undefined ? {} : { budget: createRequestBudget(request.budget, () => client.counts().requests) }),
      onProgress: ({ done }) => progress.step('asking about packages', done),
    });
    return outcome;
  } finally {
    known.close();
  }
}

function quotas({ request, client }: HarvestTools): QuotaSource {
  return { stated: client.statedQuotas(), withToken: request.access.token !== undefined };
}

function askedBy(request: SyncRequest, plan: HarvestPlan): Asked {
  const { light, heavy } = plan.properties[request.kind];
  const wrong = request.heavyProperties.find((one) => !heavy.includes(one));
  if (wrong !== undefined) throw new UsageError(`${request.registry.slug}: no such property of the list (${wrong}); expected one of: ${heavy.join(', ')}`);
  const unknown = request.aspects.find((one) => !plan.details.aspects.includes(one));
  if (unknown !== undefined) throw new UsageError(`${request.registry.slug}: does not tell ${unknown}; expected some of: ${plan.details.aspects.join(', ')}`);
  const { author, tags, task, search } = request.filter;
  return {
    scope: 'list',
    properties: [...light, ...request.heavyProperties],
    aspects: plan.details.aspects.filter((aspect) => request.aspects.includes(aspect)),
    filter: {
      ...(author === undefined ? {} : { author }), ...(tags === undefined || tags.length === 0 ? {} : { tags: [...tags] }),
      ...(task === undefined ? {} : { task }), ...(search === undefined ? {} : { search }),
    },
  };
}

/**
 * How many packages the newest whole list of the kind has; null where the store has none. A file that is no store is
 * better found out before hours of harvesting than after.
 */
async function countListed({ storePath, registry, kind }: SyncRequest): Promise<number | null> {
  if (!existsSync(path.resolve(storePath))) return null;
  const reader = await openReader(storePath);
  try {
    const [newest] = await selectRows<{ records: number }>(
      reader.connection,
      `select n_records as records from snapshot join registry using (registry_key)
       where slug = $slug and kind = $kind and series = $series order by taken_at desc limit 1`,
      { slug: registry.slug, kind, series: listSeries(registry, kind) },
    );
    return newest?.records ?? null;
  } finally {
    reader.close();
  }
}
