import { RegistryError } from '../core/errors.js';
import type { Answer, HarvestPlan, HarvestRequest, ListingQuery } from '../core/harvest-plan.js';
import type { Kind } from '../core/registry.js';
import type { Archive } from './archive.js';
import { instantOf } from './answer-instant.js';
import { countsBetween } from './client.js';
import type { ArchivableAnswer, HarvestClient, HarvestCounts } from './client.js';

export interface ListingOptions {
  /** What to ask of which packages. */
  readonly query: ListingQuery;
  /** Stop after so many pages; the listing is then incomplete unless that was all. */
  readonly limitPages?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Hears of every page that is archived. */
  readonly onProgress?: (progress: { readonly pages: number; readonly path: string }) => void;
}

export interface ListingOutcome {
  /** The instant of the first page, by the registry's clock. */
  readonly beganAt: string;
  /** What a simulated registry says about itself; null for a real one. */
  readonly simulated: string | null;
  readonly pages: number;
  /** Whether the last page was reached. */
  readonly complete: boolean;
  /** Why not; null where complete. */
  readonly reason: string | null;
  /** What a person should know though nothing is missing: properties that the registry refused. */
  readonly notes: readonly string[];
  readonly counts: HarvestCounts;
}

/** Pages without any package that are followed in a row before they count as a fault. */
const emptyPagesInARow = 20;

/** A page smaller than this is not made smaller still. */
const smallestPage = 25;

/**
 * Harvests a listing into the archive, page after page, and goes on after the newest page that is archived already. A
 * page that is too heavy for the registry (504) is asked for in smaller parts; properties that it refuses are left out.
 * A listing that ends by an error, by the signal, by `limitPages`, or by naming a next page elsewhere, is incomplete and
 * says why. Rejects with a RegistryError where not even the first page is to be had (there is no snapshot then), and
 * where simulated and real answers mix; with the signal's reason where it is aborted before the first page.
 */
export async function harvestListing(
  plan: HarvestPlan,
  kind: Kind,
  client: HarvestClient,
  archive: Archive,
  options: ListingOptions,
): Promise<ListingOutcome> {
  const { query, limitPages = Infinity, signal, onProgress } = options;
  const before = client.counts();
  const notes: string[] = [];
  const newest = archive.newest('list');
  let pages = archive.manifest.answers.list;
  let first = newest === null ? null : { snapshotAt: archive.manifest.snapshotAt ?? newest.at, simulated: archive.manifest.simulated };
  let emptyInARow = 0;
  let reason: string | null = null;
  let request: HarvestRequest | null = plan.firstPage(kind, query);
  if (newest !== null) {
    const next = followingPage(plan, { ...newest, body: null }, client.endpoint);
    if ('reason' in next) reason = next.reason;
    request = 'reason' in next ? null : next.request;
  }

  while (request !== null) {
    if (pages >= limitPages) {
      reason = `stopped after ${pages} pages, as asked`;
      break;
    }
    const page = await getPage(plan, client, archive, request, signal);
    if (!('answer' in page)) {
      if ('instead' in page) {
        request = page.instead;
        notes.push(...page.notes);
        continue;
      }
      if (first === null) throw page.error;
      reason = page.reason;
      break;
    }
    const { answer } = page;
    const simulated = answer.headers['x-hubscope-simulated'] ?? null;
    if (first === null) {
      first = { snapshotAt: instantOf(answer), simulated };
      await archive.describe(first);
    } else if ((simulated === null) !== (first.simulated === null)) {
      throw new RegistryError(
        `${client.endpoint}: simulated and real answers mixed (${request.path}); ` +
          `expected ${first.simulated === null ? 'real' : 'simulated'} ones throughout`,
      );
    }
    await archive.write('list', answer);
    pages += 1;
    onProgress?.({ pages, path: request.path });
    emptyInARow = Array.isArray(answer.body) && answer.body.length === 0 ? emptyInARow + 1 : 0;
    if (emptyInARow >= emptyPagesInARow) {
      reason = `${client.endpoint}: ${emptyInARow} pages without any package in a row (${request.path}); expected packages or an end`;
      break;
    }
    const next = followingPage(plan, answer, client.endpoint);
    if ('reason' in next) reason = next.reason;
    request = 'reason' in next ? null : next.request;
  }

  if (first === null) throw new RegistryError(`${client.endpoint}: nothing asked (${kind}); expected at least one page`);
  const { snapshotAt: beganAt, simulated } = first;
  if (reason === null) await archive.describe({ listed: true });
  return { beganAt, simulated, pages, complete: reason === null, reason, notes, counts: countsBetween(before, client.counts()) };
}

/** A page; a lighter request in its place; or why there is none: an error, an error status, or the signal. */
type Page =
  | { readonly answer: ArchivableAnswer }
  | { readonly instead: HarvestRequest; readonly notes: readonly string[] }
  | { readonly reason: string; readonly error: Error };

async function getPage(
  plan: HarvestPlan,
  client: HarvestClient,
  archive: Archive,
  request: HarvestRequest,
  signal: AbortSignal | undefined,
): Promise<Page> {
  const smaller = smallerPage(plan, request);
  try {
    const answer = await client.get(request, signal, {
      impatientOn: smaller === null ? [] : [504],
      refuse: (given) => circleIn(plan, client.endpoint, archive, given),
    });
    if (answer.status >= 200 && answer.status < 300) return { answer };
    await archive.writeFailure(request, answer);
    const allowed = plan.allowed(request, answer);
    if (allowed !== null) return { instead: allowed, notes: [`${client.endpoint}: refuses some of the properties asked for; asked again without them: ${allowed.path}`] };
    const message = `${client.endpoint}: no page (${request.path}); expected status 200, got ${answer.status}`;
    return { reason: message, error: new RegistryError(message, answer.status) };
  } catch (error) {
    if (signal?.aborted === true) return { reason: `interrupted before ${request.path}`, error: asError(signal.reason) };
    if (!(error instanceof RegistryError)) throw error;
    await archive.writeFailure(request, error);
    // 504: too heavy to be made in time; 200: made, but larger than we read.
    if (smaller !== null && (error.status === 504 || error.status === 200)) return { instead: smaller, notes: [] };
    return { reason: error.message, error };
  }
}

function smallerPage(plan: HarvestPlan, request: HarvestRequest): HarvestRequest | null {
  const size = Number(/[?&]limit=(\d+)/.exec(request.path)?.[1] ?? 0);
  return size / 2 >= smallestPage ? plan.smaller(request, Math.floor(size / 2)) : null;
}

/**
 * What is wrong with a page that names as the next one itself or one that was read already: to follow it would never
 * end, and to stop would lose all that comes after.
 */
function circleIn(plan: HarvestPlan, endpoint: string, archive: Archive, answer: ArchivableAnswer): string | null {
  const next = followingPage(plan, answer, endpoint);
  const path = 'reason' in next ? undefined : next.request?.path;
  return path !== undefined && (path === answer.path || archive.has(path)) ? 'a page that leads back to one already read' : null;
}

/**
 * The request for the page after this one. A registry that names a next page we cannot ask for (mirrors are known to
 * point to the original) has not come to its end: that must not pass for a complete listing.
 */
function followingPage(
  plan: HarvestPlan,
  answer: Answer,
  endpoint: string,
): { readonly request: HarvestRequest | null } | { readonly reason: string } {
  try {
    const request = plan.nextPage(answer, endpoint);
    const link = answer.headers['link'] ?? '';
    if (request !== null || !/;\s*rel="?next\b/i.test(link)) return { request };
    const got = `expected one under the endpoint, got ${link}`;
    return { reason: `${endpoint}: next page not to be had (${answer.path}); ${got}` };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { reason: error.message };
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
