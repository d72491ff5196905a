import { parseRateLimit } from './rate-limit.js';

const firstDelay = 1_000;
const longestDelay = 60_000;

/** Statuses that say "not now": RFC 9110 (408, 5xx), RFC 8470 (425), RFC 6585 (429). */
export function isWorthRetrying(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/**
 * How long to back off before a repetition, in milliseconds: doubling from 1 s to 60 s, of which half is random, so
 * that clients that failed together do not return together. `attempt` counts from 0.
 */
export function backOffDelay(attempt: number, random: () => number): number {
  const ceiling = Math.min(longestDelay, firstDelay * 2 ** attempt);
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}

/**
 * How long the registry itself asks to wait, in milliseconds, or null if it does not say. Reads `Retry-After` (RFC 9110
 * section 10.2.3: seconds or a date, the date taken relative to the answer's own `Date`, so that a wrong clock does not
 * matter) and, because hubs often omit it, the reset time of an exhausted `RateLimit`.
 */
export function statedDelay(headers: Headers, now: Date): number | null {
  const waits: number[] = [];
  const retryAfter = headers.get('retry-after')?.trim();
  if (retryAfter !== undefined && /^\d+(\.\d+)?$/.test(retryAfter)) {
    waits.push(Number(retryAfter) * 1_000);
  } else if (retryAfter !== undefined) {
    const until = Date.parse(retryAfter);
    const stated = Date.parse(headers.get('date') ?? '');
    if (!Number.isNaN(until)) waits.push(Math.max(0, until - (Number.isNaN(stated) ? now.getTime() : stated)));
  }
  for (const { remaining, resetSeconds } of parseRateLimit(headers.get('ratelimit'))) {
    // Whole seconds, rounded down by some servers: one more, as the hub's own Python client does.
    if (remaining <= 0 && resetSeconds !== null) waits.push((resetSeconds + 1) * 1_000);
  }
  return waits.length === 0 ? null : Math.max(...waits);
}
