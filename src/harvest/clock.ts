import { setTimeout as delay } from 'node:timers/promises';

/** Time as the harvester sees it; passed in, so that a test needs no real waiting. */
export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds; rejects at once with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Longest delay a Node timer can hold (2^31 - 1 ms, 24.8 days); longer ones would fire at once. */
const longestTimer = 2_147_483_647;

export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    try {
      await delay(Math.min(milliseconds, longestTimer), undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
