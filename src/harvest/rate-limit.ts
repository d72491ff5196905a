/** What one item of a `RateLimit` header says. */
export interface RateLimit {
  /** Name of the bucket, as the registry calls it. */
  readonly bucket: string;
  /** Requests that may still be made in the present window. */
  readonly remaining: number;
  /** Seconds until the window ends; null where it is not said. */
  readonly resetSeconds: number | null;
}

/** What one item of a `RateLimit-Policy` header says. */
export interface RateLimitPolicy {
  readonly bucket: string;
  /** Requests per window. */
  readonly quota: number;
  readonly windowSeconds: number | null;
}

/**
 * Reads `RateLimit: "api";r=487;t=211` (draft-ietf-httpapi-ratelimit-headers-09). Items without a remaining count are
 * left out; a header that is not of this form gives an empty list.
 */
export function parseRateLimit(header: string | null): RateLimit[] {
  return parseItems(header).flatMap(({ bucket, parameters }) => {
    const remaining = parameters.get('r');
    return remaining === undefined ? [] : [{ bucket, remaining, resetSeconds: parameters.get('t') ?? null }];
  });
}

/**
 * Reads `RateLimit-Policy: "api";q=500;w=300` of the same draft, also with the words the Hugging Face Hub puts before
 * the name: `"fixed window";"api";q=500;w=300`.
 */
export function parseRateLimitPolicy(header: string | null): RateLimitPolicy[] {
  return parseItems(header).flatMap(({ bucket, parameters }) => {
    const quota = parameters.get('q');
    return quota === undefined ? [] : [{ bucket, quota, windowSeconds: parameters.get('w') ?? null }];
  });
}

function parseItems(header: string | null): { bucket: string; parameters: Map<string, number> }[] {
  const items = [{ bucket: '', parameters: new Map<string, number>() }];
  for (const token of (header ?? '').matchAll(/"([^"]*)"|([a-z]+)\s*=\s*(\d+)|(,)/g)) {
    const item = items.at(-1);
    const [, name, key, value, comma] = token;
    if (comma !== undefined) items.push({ bucket: '', parameters: new Map() });
    else if (name !== undefined && item !== undefined) item.bucket = name;
    else if (key !== undefined && item !== undefined) item.parameters.set(key, Number(value));
  }
  return items.filter((item) => item.bucket !== '');
}
