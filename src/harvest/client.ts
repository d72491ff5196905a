import type { Answer, HarvestRequest } from '../core/registry.js';

/** An answer together with the text that is archived, so that re-serialising loses nothing (big integers, key order). */
export interface ArchivableAnswer extends Answer {
  /**
   * The body as JSON text on one line: the registry's own text where the answer is JSON, a JSON string where it is
   * text, `null` where it is empty. `body` is always what `JSON.parse` makes of it.
   */
  readonly rawBody: string;
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

/** Whoever answers a harvest: the registry over HTTP, or an archive. */
export interface HarvestClient {
  /** The address that is (or was) asked, without trailing slash. */
  readonly endpoint: string;
  /** Rejects with a RegistryError where there is no answer, with the signal's reason when it is aborted. */
  get(request: HarvestRequest, signal?: AbortSignal): Promise<ArchivableAnswer>;
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
