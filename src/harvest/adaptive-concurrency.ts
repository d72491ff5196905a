import { isWorthRetrying } from './retry-delay.js';
import type { ExchangeReport } from './client.js';

/** How many requests may be under way at once, found out while asking. */
export interface AdaptiveConcurrency {
  /** The present limit. */
  readonly limit: number;
  /** Takes an exchange into account. */
  report(exchange: ExchangeReport): void;
}

/** Answers that take so many times as long as the fastest stretch so far say that the registry is busy. */
const slowFactor = 3;
/** Weight of the newest exchange in the running mean of the times. */
const newestWeight = 0.1;

/**
 * Additive increase, multiplicative decrease, as TCP does it (RFC 5681): one more after each full round of answers, half
 * as many after a failure that says "too much" (429, 5xx, no answer). Failures of one round count once. While answers take
 * much longer than they did at best, nothing is added.
 */
export function createAdaptiveConcurrency(start: number, most: number): AdaptiveConcurrency {
  let limit = Math.max(1, Math.min(start, most));
  let good = 0;
  let restingFor = 0;
  let mean: number | null = null;
  let best = Infinity;
  return {
    get limit() {
      return limit;
    },
    report({ status, milliseconds }) {
      if (status === null || isWorthRetrying(status)) {
        good = 0;
        if (restingFor > 0) {
          restingFor -= 1;
          return;
        }
        // Those already under way were sent under the old limit; what becomes of them says nothing of the new one.
        restingFor = limit;
        limit = Math.max(1, Math.floor(limit / 2));
        return;
      }
      restingFor = Math.max(0, restingFor - 1);
      mean = mean === null ? milliseconds : mean + (milliseconds - mean) * newestWeight;
      best = Math.min(best, mean);
      good += 1;
      if (good < limit || mean > Math.max(best, 1) * slowFactor) return;
      good = 0;
      limit = Math.min(most, limit + 1);
    },
  };
}
