/** The hub's three buckets: API calls, file resolution, everything else. */
export type Bucket = 'api' | 'resolvers' | 'pages';

export interface RateLimits {
  /** Requests per window and bucket. */
  readonly api: number;
  readonly resolvers: number;
  readonly pages: number;
  readonly windowSeconds: number;
}

/** Far above what a local harvest can ask in five minutes, so that only who asks for small limits meets them. */
export const generousLimits: RateLimits = { api: 1_000_000, resolvers: 1_000_000, pages: 1_000_000, windowSeconds: 300 };

/** The state of a bucket after a request was counted. */
export interface Allowance {
  readonly allowed: boolean;
  readonly retryAfterSeconds: number;
  /** `RateLimit` and `RateLimit-Policy` in the form of the IETF draft 9, as the hub sends them. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Counts requests in fixed windows. The hub counts per address; all callers of a loopback server are one address.
 * `now` gives milliseconds.
 */
export function createRateLimit(limits: RateLimits, now: () => number): (bucket: Bucket) => Allowance {
  const windowMs = limits.windowSeconds * 1000;
  const counts = new Map<Bucket, { start: number; used: number }>();
  return (bucket) => {
    const at = now();
    let count = counts.get(bucket);
    if (count === undefined || at >= count.start + windowMs) {
      count = { start: at, used: 0 };
      counts.set(bucket, count);
    }
    const quota = limits[bucket];
    const allowed = count.used < quota;
    if (allowed) {
      count.used += 1;
    }
    const left = Math.max(1, Math.ceil((count.start + windowMs - at) / 1000));
    return {
      allowed,
      retryAfterSeconds: left,
      headers: {
        'RateLimit': `"${bucket}";r=${quota - count.used};t=${left}`,
        'RateLimit-Policy': `"fixed window";"${bucket}";q=${quota};w=${limits.windowSeconds}`,
      },
    };
  };
}

/** The bucket of a path: resolution of files wins over the rest, as the hub goes by `/resolve/` in the URL. */
export function bucketOf(path: string): Bucket {
  return path.includes('/resolve/') ? 'resolvers' : /^(\/asof\/[^/]+)?\/api\//.test(path) ? 'api' : 'pages';
}
