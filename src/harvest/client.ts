import type { Aspect } from '../core/aspect.js';
import type { Answer, HarvestRequest, Quota } from '../core/harvest-plan.js';

/** An answer together with the text that is archived, so that re-serialising loses nothing (big integers, key order). */
export interface ArchivableAnswer extends Answer {
  /**
   * The body as JSON text on one line: the registry's own text where the answer is JSON, a JSON string where it is
   * text, `null` where it is empty. `body` is always what `JSON.parse` makes of it.
   */
  readonly rawBody: string;
  /** What it was asked for, where it was asked for one package. */
  readonly about?: AnswerSubject | undefined;
}

/** What an answer about a single package was asked for; stands in the archive beside the answer. */
export interface AnswerSubject {
  /** The registry's own identifier of the package; null where it states none. */
  readonly id: string | null;
  readonly name: string;
  readonly aspect: Aspect | 'record';
  /** Revision of the package that was asked for; null where none was known. */
  readonly revision: string | null;
  /** Whether it ends the look: a look without its last answer is no look. */
  readonly last: boolean;
  /** False: the look tells what is new since the one before, not what is gone. */
  readonly whole: boolean;
}

/** What a harvest cost. */
export interface HarvestCounts {
  /** HTTP requests sent, redirects and retries included. */
  readonly requests: number;
  /** Bytes of bodies received after decompression, those of failed attempts included. */
  readonly bytes: number;
  /** How many attempts were repetitions of a failed one. */
  readonly retries: number;
  /** Seconds spent waiting because of limits and failures; waits of requests that wait side by side are added up. */
  readonly waitedSeconds: number;
}

/** How one request differs from the usual. */
export interface GetOptions {
  /** Says what is wrong with an answer that cannot be right (it is then asked for again), or null. */
  readonly refuse?: (answer: ArchivableAnswer) => string | null;
  /** Statuses that are not worth waiting for: repeated once, then given up, because the caller knows a lighter request. */
  readonly impatientOn?: readonly number[];
}

/** What became of one exchange with the registry: what those who share a connection with others steer by. */
export interface ExchangeReport {
  readonly path: string;
  /** null where there was no answer. */
  readonly status: number | null;
  readonly milliseconds: number;
}

/** Whoever answers a harvest: the registry over HTTP, or an archive. */
export interface HarvestClient {
  /** The address that is (or was) asked, without trailing slash. */
  readonly endpoint: string;
  /** Rejects with a RegistryError where there is no answer, with the signal's reason when it is aborted. */
  get(request: HarvestRequest, signal?: AbortSignal, options?: GetOptions): Promise<ArchivableAnswer>;
  /** The limits that the registry stated in its last answers, by bucket; empty as long as it stated none. */
  statedQuotas(): readonly Quota[];
  /** The cost so far. */
  counts(): HarvestCounts;
}

/** The cost between two readings of `counts()` of the same client. */
export function countsBetween(before: HarvestCounts, after: HarvestCounts): HarvestCounts {
  return {
    requests: after.requests - before.requests,
    bytes: after.bytes - before.bytes,
    retries: after.retries - before.retries,
    waitedSeconds: after.waitedSeconds - before.waitedSeconds,
  };
}
