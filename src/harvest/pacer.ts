import { RegistryError } from '../core/errors.js';
import type { Quota } from '../core/harvest-plan.js';
import type { Clock } from './clock.js';
import { parseRateLimit, parseRateLimitPolicy } from './rate-limit.js';

/** Lets requests start only when the stated limits of the registry allow it, so that there is no 429 at all. */
export interface Pacer {
  /** Resolves when a request for this path may start, with the milliseconds it waited. `finish` must follow. */
  start(path: string, signal?: AbortSignal): Promise<number>;
  /** Reports the end of a started request, with the headers of its answer, or null if there was none. */
  finish(path: string, headers: Headers | null): void;
  /** Keeps all requests that share a limit with this path from starting for so many milliseconds. */
  hold(path: string, milliseconds: number): void;
  /** The limits stated so far. */
  statedQuotas(): Quota[];
}

interface Bucket {
  /** The smallest count stated in this window: in a window the count only falls, and answers overtake one another. */
  remaining: number;
  resetAt: number;
  quota: number | null;
  windowSeconds: number | null;
}

interface Lane {
  readonly buckets: Set<string>;
  inFlight: number;
  heldUntil: number;
}

/** Reset times are whole seconds and move with the latency; nearer than this they mean the same window. */
const sameWindow = 2_000;

/**
 * Which limit a path falls under is learned from the answers. Until then paths are told apart as the Hugging Face Hub
 * does it: interface, files, pages.
 */
function laneOf(path: string): 'files' | 'interface' | 'pages' {
  if (/\/resolve(?:-cache)?\//.test(path)) return 'files';
  return path.startsWith('/api/') ? 'interface' : 'pages';
}

/**
 * Makes a pacer. `start` rejects with a RegistryError where the limit asks for a longer wait than `maxWaitSeconds`.
 * `onWait` hears of each wait before it begins, in seconds.
 */
export function createPacer(
  source: string,
  clock: Clock,
  maxWaitSeconds: number,
  onWait: (seconds: number, why: string) => void,
): Pacer {
  const lanes = new Map<string, Lane>();
  const buckets = new Map<string, Bucket>();
  const quotas = new Map<string, { requests: number; windowSeconds: number }>();
  let finished: (() => void)[] = [];

  function lane(path: string): Lane {
    const name = laneOf(path);
    const known = lanes.get(name);
    if (known !== undefined) return known;
    const fresh: Lane = { buckets: new Set(), inFlight: 0, heldUntil: 0 };
    lanes.set(name, fresh);
    return fresh;
  }

  function inFlight(bucket: string): number {
    return [...lanes.values()].reduce((sum, each) => sum + (each.buckets.has(bucket) ? each.inFlight : 0), 0);
  }

  /** The instant before which nothing may start; 'finish' if that depends on requests under way; null if it may start. */
  function obstacle(path: string, now: number): number | 'finish' | null {
    const { buckets: names, heldUntil } = lane(path);
    let until = heldUntil > now ? heldUntil : 0;
    let full = false;
    for (const name of names) {
      const bucket = buckets.get(name);
      if (bucket === undefined) continue;
      if (bucket.resetAt <= now) {
        // A new window: its quota is known, how much of it others used is not; the next answer will tell.
        if (bucket.quota === null || bucket.windowSeconds === null) buckets.delete(name);
        else Object.assign(bucket, { remaining: bucket.quota, resetAt: now + (bucket.windowSeconds + 1) * 1_000 });
      } else if (bucket.remaining <= 0) until = Math.max(until, bucket.resetAt);
      else if (bucket.remaining <= inFlight(name)) full = true;
    }
    return until > 0 ? until : full ? 'finish' : null;
  }

  return {
    async start(path, signal) {
      let waited = 0;
      for (;;) {
        signal?.throwIfAborted();
        const now = clock.now().getTime();
        const what = obstacle(path, now);
        if (what === null) break;
        if (what === 'finish') {
          await nextFinish(signal);
        } else {
          const seconds = (what - now) / 1_000;
          if (seconds > maxWaitSeconds) {
            throw new RegistryError(
              `${source}: rate limit exhausted (${path}); expected at most ${maxWaitSeconds} s to wait, ` +
                `got ${Math.ceil(seconds)} s`,
              429,
            );
          }
          onWait(seconds, 'rate limit');
          await clock.sleep(what - now, signal);
        }
        waited += clock.now().getTime() - now;
      }
      lane(path).inFlight += 1;
      return waited;
    },

    finish(path, headers) {
      const { buckets: names } = lane(path);
      lane(path).inFlight -= 1;
      if (headers !== null) learn(names, headers);
      const waiting = finished;
      finished = [];
      for (const wake of waiting) wake();
    },

    statedQuotas() {
      return [...quotas].map(([bucket, quota]) => ({ bucket, ...quota }));
    },

    hold(path, milliseconds) {
      const own = lane(path);
      own.heldUntil = Math.max(own.heldUntil, clock.now().getTime() + milliseconds);
    },
  };

  function nextFinish(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      function aborted(): void {
        reject(signal?.reason as Error);
      }
      signal?.addEventListener('abort', aborted, { once: true });
      finished.push(() => {
        signal?.removeEventListener('abort', aborted);
        resolve();
      });
    });
  }

  function learn(names: Set<string>, headers: Headers): void {
    const policies = new Map(parseRateLimitPolicy(headers.get('ratelimit-policy')).map((each) => [each.bucket, each]));
    for (const [name, { quota, windowSeconds }] of policies) if (windowSeconds !== null) quotas.set(name, { requests: quota, windowSeconds });
    const now = clock.now().getTime();
    for (const { bucket: name, remaining, resetSeconds } of parseRateLimit(headers.get('ratelimit'))) {
      const known = buckets.get(name);
      const policy = policies.get(name);
      const windowSeconds = policy?.windowSeconds ?? known?.windowSeconds ?? null;
      const reset = resetSeconds ?? windowSeconds;
      // Without any time there is nothing to wait for; a 429 will then say so by itself.
      if (reset === null) continue;
      names.add(name);
      const resetAt = now + (reset + 1) * 1_000;
      const same = known !== undefined && known.resetAt > now && Math.abs(resetAt - known.resetAt) < sameWindow;
      buckets.set(name, {
        remaining: same ? Math.min(known.remaining, remaining) : remaining,
        // Not moved while the window is the same: under a sliding limit it would run ahead for ever.
        resetAt: same ? known.resetAt : resetAt,
        quota: policy?.quota ?? known?.quota ?? null,
        windowSeconds,
      });
    }
  }
}
