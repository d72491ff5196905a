import PQueue from 'p-queue';
import type { Aspect } from '../core/aspect.js';
import { RegistryError } from '../core/errors.js';
import type { DetailSubject, HarvestPlan } from '../core/harvest-plan.js';
import type { Kind } from '../core/registry.js';
import type { AdaptiveConcurrency } from './adaptive-concurrency.js';
import type { Archive } from './archive.js';
import { countsBetween } from './client.js';
import type { HarvestClient, HarvestCounts } from './client.js';
import { lookAt } from './look-at.js';

/** One package and what is to be asked about it. */
export interface PackageWork {
  readonly subject: Omit<DetailSubject, 'files' | 'knownItems' | 'knownRevision'>;
  /** In the order of the plan; `record` first, where it is asked for. */
  readonly aspects: readonly (Aspect | 'record')[];
  /** What earlier looks left of an aspect; asked only where a look needs it. */
  known(aspect: Aspect): Promise<{ readonly revision: string | null; readonly items: ReadonlyMap<string, string> }>;
}

export interface PackagesOptions {
  /** Properties of a record, in the registry's words. */
  readonly properties: readonly string[];
  readonly concurrency: AdaptiveConcurrency;
  /** Give up after so many failures in a row: the registry is down, not a package; 20 if not given. */
  readonly maxFailuresInARow?: number;
  /** What the looks may cost; without it, whatever they take. */
  readonly budget?: RequestBudget;
  readonly signal?: AbortSignal | undefined;
  /** Hears of every package that is done with. */
  readonly onProgress?: (progress: { readonly done: number; readonly failed: number; readonly name: string }) => void;
}

/** Requests set apart for looks that are under way, so that those begun can be finished. */
export interface RequestBudget {
  /** Sets so many requests apart; false where there are not so many left. */
  begin(requests: number): boolean;
  /** Gives back what was set apart. */
  end(requests: number): void;
}

/** A look that came to nothing. */
export interface FailedLook {
  readonly name: string;
  readonly aspect: Aspect | 'record';
  readonly why: string;
}

/** Failures that are named one by one; all of them stand in the archive. */
const mostFailuresNamed = 1_000;

export interface PackagesOutcome {
  /** Looks that were finished now, by aspect. */
  readonly looks: Readonly<Record<string, number>>;
  /** Looks that were not begun because the budget was used up. */
  readonly leftOut: number;
  /** Looks for which there was no usable answer, and why; beyond `mostFailuresNamed` they are only counted. */
  readonly failed: number;
  readonly failures: readonly FailedLook[];
  /** Whether every look was finished. */
  readonly complete: boolean;
  /** Why not; null where complete. */
  readonly reason: string | null;
  readonly counts: HarvestCounts;
}

/**
 * Asks about single packages, several at a time, and archives every answer with what it was asked for. A look that fails
 * is archived as a failure and does not stop the others; many in a row do. Answers that are archived already are not asked
 * for again. Rejects only for what is no fault of the registry, such as a full disk.
 */
export async function harvestPackages(
  plan: HarvestPlan,
  kind: Kind,
  work: Iterable<PackageWork> | AsyncIterable<PackageWork>,
  client: HarvestClient,
  archive: Archive,
  options: PackagesOptions,
): Promise<PackagesOutcome> {
  const { concurrency, maxFailuresInARow = 20, budget, signal, onProgress } = options;
  const before = client.counts();
  const queue = new PQueue({ concurrency: concurrency.limit });
  const looks: Record<string, number> = {};
  const tally = { leftOut: 0, notBegun: 0, failed: 0, failuresInARow: 0, done: 0 };
  const failures: FailedLook[] = [];
  let stopped: string | null = null;
  let fault: { readonly error: unknown } | null = null;

  /** Read anew each time: other packages change it. */
  function over(): boolean {
    if (signal?.aborted === true) stopped ??= 'interrupted';
    return stopped !== null || fault !== null;
  }

  async function harvest(asked: PackageWork): Promise<void> {
    let files: readonly string[] | null = null;
    let one = asked;
    for (const aspect of asked.aspects) {
      if (over()) {
        tally.notBegun += 1;
        continue;
      }
      const usual = aspect === 'record' ? 1 : plan.details.usualRequests[aspect];
      if (budget?.begin(usual) === false) {
        tally.leftOut += 1;
        continue;
      }
      try {
        const look = await lookAt(plan, kind, one, aspect, files, client, archive, options.properties, signal);
        looks[aspect] = (looks[aspect] ?? 0) + 1;
        tally.failuresInARow = 0;
        files = look.files ?? files;
        if (aspect === 'record') {
          // Its aspects are those of the revision that the record shows, whatever made us ask; without a record there are none.
          if (look.record === null) break;
          one = { ...one, subject: { ...one.subject, revision: plan.revisionOf(look.record) } };
        }
      } catch (error) {
        if (over() && signal?.aborted === true) return;
        if (!(error instanceof RegistryError)) throw error;
        tally.failed += 1;
        tally.failuresInARow += 1;
        if (failures.length < mostFailuresNamed) failures.push({ name: asked.subject.name, aspect, why: error.message });
        if (tally.failuresInARow >= maxFailuresInARow) stopped ??= `gave up after ${tally.failuresInARow} failures in a row`;
      } finally {
        budget?.end(usual);
      }
    }
    tally.done += 1;
    onProgress?.({ done: tally.done, failed: tally.failed, name: asked.subject.name });
  }

  for await (const one of work) {
    if (over()) {
      // Where we gave up it is still told how much is missing; who interrupts does not wait for that.
      if (signal?.aborted === true || fault !== null) break;
      tally.notBegun += one.aspects.length;
      continue;
    }
    queue.concurrency = concurrency.limit;
    void queue.add(() => harvest(one)).catch((error: unknown) => {
      fault ??= { error };
    });
    await queue.onSizeLessThan(Math.max(2, concurrency.limit));
  }
  await queue.onIdle();
  if (fault !== null) throw (fault as { readonly error: unknown }).error;

  const parts: string[] = [];
  if (stopped !== null) parts.push(stopped);
  const [first] = failures;
  if (first !== undefined) parts.push(`${tally.failed} looks failed, the first: ${first.why}`);
  if (tally.notBegun > 0 && signal?.aborted !== true) parts.push(`${tally.notBegun} looks were not begun`);
  if (tally.leftOut > 0) parts.push(`${tally.leftOut} looks were left out, because the budget was used up`);
  const reason = parts.length === 0 ? null : parts.join('; ');
  return { looks, leftOut: tally.leftOut, failed: tally.failed, failures, complete: reason === null, reason, counts: countsBetween(before, client.counts()) };
}
