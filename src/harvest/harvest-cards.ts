import PQueue from 'p-queue';
import { RegistryError } from '../core/errors.js';
import type { HarvestPlan, HarvestRequest, Kind } from '../core/registry.js';
import type { Archive } from './archive.js';
import { countsBetween } from './client.js';
import type { HarvestClient, HarvestCounts } from './client.js';

export interface CardsOptions {
  /** Requests under way at the same time; 8 if not given. */
  readonly concurrency?: number;
  /** Give up after so many failures in a row: the registry is down, not a card; 20 if not given. */
  readonly maxFailuresInARow?: number;
  readonly signal?: AbortSignal | undefined;
  /** Hears of every name that is done with. */
  readonly onProgress?: (progress: { readonly done: number; readonly failed: number; readonly name: string }) => void;
}

export interface CardsOutcome {
  /** Names for which the registry was asked now. */
  readonly asked: number;
  /** Names that were not asked because their answer is in the archive already. */
  readonly archivedBefore: number;
  /** Names for which this registry offers no card at all. */
  readonly notOffered: number;
  /** Answers by HTTP status: 200 a card, 404 none, 401 and 403 not for us to see. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Names for which there was no usable answer. */
  readonly failed: number;
  /** Whether every name was answered. */
  readonly complete: boolean;
  /** Why not; null where complete. */
  readonly reason: string | null;
  readonly counts: HarvestCounts;
}

/**
 * Harvests the cards of the named packages into the archive, several at a time. Every status below 500 but 429 is an
 * answer and archived as such. A card without usable answer is archived as a failure and does not stop the others;
 * many in a row do. Names may repeat. Rejects only for what is no fault of the registry, such as a full disk.
 */
export async function harvestCards(
  plan: HarvestPlan,
  kind: Kind,
  names: Iterable<string> | AsyncIterable<string>,
  client: HarvestClient,
  archive: Archive,
  options: CardsOptions = {},
): Promise<CardsOutcome> {
  const { concurrency = 8, maxFailuresInARow = 20, signal, onProgress } = options;
  const before = client.counts();
  const queue = new PQueue({ concurrency });
  const seen = new Set<string>();
  const statuses: Record<string, number> = {};
  const tally = { asked: 0, archivedBefore: 0, notOffered: 0, failed: 0 };
  let failuresInARow = 0;
  let done = 0;
  let firstFailure: string | null = null;
  let stopped: string | null = null;
  let fault: { readonly error: unknown } | null = null;

  /** Read anew each time: other requests change it. */
  function over(): boolean {
    if (signal?.aborted === true) stopped ??= 'interrupted';
    return stopped !== null || fault !== null;
  }

  async function harvest(name: string, request: HarvestRequest): Promise<void> {
    if (over()) return;
    try {
      tally.asked += 1;
      const answer = await client.get(request, signal);
      await archive.write('card', answer);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      failuresInARow = 0;
    } catch (error) {
      if (over() && signal?.aborted === true) return;
      if (!(error instanceof RegistryError)) throw error;
      await archive.writeFailure(request, error);
      tally.failed += 1;
      firstFailure ??= error.message;
      failuresInARow += 1;
      if (failuresInARow >= maxFailuresInARow) stopped ??= `gave up after ${failuresInARow} failures in a row`;
    }
    progress(name);
  }

  function progress(name: string): void {
    done += 1;
    onProgress?.({ done, failed: tally.failed, name });
  }

  for await (const name of names) {
    if (over()) break;
    const request = plan.card(kind, name);
    if (request !== null && seen.has(request.path)) continue;
    if (request === null || archive.has(request.path)) {
      tally[request === null ? 'notOffered' : 'archivedBefore'] += 1;
      progress(name);
      continue;
    }
    seen.add(request.path);
    void queue.add(() => harvest(name, request)).catch((error: unknown) => {
      fault ??= { error };
    });
    await queue.onSizeLessThan(concurrency);
  }
  await queue.onIdle();
  if (fault !== null) throw (fault as { readonly error: unknown }).error;

  const parts: string[] = [];
  if (stopped !== null) parts.push(stopped);
  if (firstFailure !== null) {
    parts.push(`${tally.failed} of ${tally.asked} cards failed, the first: ${firstFailure as string}`);
  }
  const reason = parts.length === 0 ? null : parts.join('; ');
  return { ...tally, statuses, complete: reason === null, reason, counts: countsBetween(before, client.counts()) };
}
