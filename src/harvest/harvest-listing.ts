import { RegistryError } from '../core/errors.js';
import type { Answer, HarvestPlan, HarvestRequest, Kind } from '../core/registry.js';
import type { Archive } from './archive.js';
import { countsBetween } from './client.js';
import type { ArchivableAnswer, HarvestClient, HarvestCounts } from './client.js';

export interface ListingOptions {
  /** Packages per page that are asked for. */
  readonly pageSize: number;
  /** Stop after so many pages; the listing is then incomplete unless that was all. */
  readonly limitPages?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Hears of every page that is archived. */
  readonly onProgress?: (progress: { readonly pages: number; readonly path: string }) => void;
}

export interface ListingOutcome {
  /** The instant the listing stands for: the registry's `Date` of the first page, else the harvester's clock. */
  readonly snapshotAt: string;
  /** What a simulated registry says about itself; null for a real one. */
  readonly simulated: string | null;
  readonly pages: number;
  /** Whether the last page was reached. */
  readonly complete: boolean;
  /** Why not; null where complete. */
  readonly reason: string | null;
  readonly counts: HarvestCounts;
}

/**
 * Harvests the whole listing of a kind into the archive, page after page. Pages that are archived already are read from
 * there instead of being asked again. A listing that ends by an error, by the signal, by `limitPages`, or by naming a
 * next page elsewhere, is incomplete and says why. Rejects with a RegistryError where not even the first page is to be
 * had (there is no snapshot then), where the pages go round in a circle, and where they mix a simulated registry with a
 * real one; with the signal's reason where it is aborted before the first page.
 */
export async function harvestListing(
  plan: HarvestPlan,
  kind: Kind,
  client: HarvestClient,
  archive: Archive,
  options: ListingOptions,
): Promise<ListingOutcome> {
  const { pageSize, limitPages = Infinity, signal, onProgress } = options;
  const before = client.counts();
  const asked = new Set<string>();
  let first: { snapshotAt: string; simulated: string | null } | null = null;
  let request: HarvestRequest | null = plan.firstPage(kind, pageSize);
  let pages = 0;
  let reason: string | null = null;

  while (request !== null) {
    if (pages >= limitPages) {
      reason = `stopped after ${pages} pages, as asked`;
      break;
    }
    refuseCircle(client.endpoint, asked, request);
    const page = await getPage(client, archive, request, signal);
    if (!('answer' in page)) {
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
    if (!archive.has(request.path)) await archive.write('list', answer);
    pages += 1;
    onProgress?.({ pages, path: request.path });
    const next = followingPage(plan, answer, client.endpoint);
    if ('reason' in next) reason = next.reason;
    request = 'reason' in next ? null : next.request;
  }

  if (first === null) throw new RegistryError(`${client.endpoint}: nothing asked (${kind}); expected at least one page`);
  return { ...first, pages, complete: reason === null, reason, counts: countsBetween(before, client.counts()) };
}

/** A page, or why there is none: an error, an error status, or the signal. */
type Page = { readonly answer: ArchivableAnswer } | { readonly reason: string; readonly error: Error };

async function getPage(
  client: HarvestClient,
  archive: Archive,
  request: HarvestRequest,
  signal: AbortSignal | undefined,
): Promise<Page> {
  try {
    const answer = await (archive.has(request.path) ? archive : clientAsReader(client)).read(request, signal);
    if (answer.status >= 200 && answer.status < 300) return { answer };
    await archive.writeFailure(request, answer);
    const message = `${client.endpoint}: no page (${request.path}); expected status 200, got ${answer.status}`;
    return { reason: message, error: new RegistryError(message, answer.status) };
  } catch (error) {
    if (signal?.aborted === true) return { reason: `interrupted before ${request.path}`, error: asError(signal.reason) };
    if (!(error instanceof RegistryError)) throw error;
    await archive.writeFailure(request, error);
    return { reason: error.message, error };
  }
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

function clientAsReader(client: HarvestClient): Pick<Archive, 'read'> {
  return { read: (request, signal) => client.get(request, signal) };
}

function refuseCircle(source: string, asked: Set<string>, request: HarvestRequest): void {
  if (asked.has(request.path)) {
    throw new RegistryError(
      `${source}: the pages go round in a circle (${request.path}); expected a page not seen before, ` +
        `got one of the ${asked.size} already read`,
    );
  }
  asked.add(request.path);
}

function instantOf(answer: Answer): string {
  const date = Date.parse(answer.headers['date'] ?? '');
  return Number.isNaN(date) ? answer.at : new Date(date).toISOString();
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
