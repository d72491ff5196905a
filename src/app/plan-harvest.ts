import type { Aspect } from '../core/aspect.js';
import type { HarvestPlan, Quota } from '../core/harvest-plan.js';
import type { Kind } from '../core/registry.js';

/** What is about to be asked under one limit of the registry. */
export interface BucketPlan {
  readonly bucket: string;
  readonly requests: number;
  /** The limit as the registry stated it, else as published; null where none is known. */
  readonly quota: Quota | null;
  /** Seconds at that limit; what fits into one window takes none of its own. */
  readonly seconds: number | null;
}

/** What a phase of a harvest is about to ask. Numbers are estimates: nobody knows how many pages a look takes. */
export interface RequestPlan {
  readonly phase: 'listing' | 'packages';
  /** Packages per aspect, `record` for those that may be gone; for the listing its packages, null where unknown. */
  readonly packages: Readonly<Record<string, number | null>>;
  readonly buckets: readonly BucketPlan[];
  /** Requests in all; null where unknown. */
  readonly requests: number | null;
  /** The most that may be asked; null where there is no budget. */
  readonly budget: number | null;
}

/** The plan for a listing of about so many packages (null: nobody knows). */
export function planListing(plan: HarvestPlan, kind: Kind, packages: number | null, pageSize: number, known: QuotaSource, budget: number | null): RequestPlan {
  const path = plan.firstPage(kind, { pageSize, properties: [], filter: {} }).path;
  // One more for what changed meanwhile.
  const requests = packages === null ? null : Math.ceil(packages / pageSize) + 1;
  const buckets = requests === null ? [] : bucketPlans(new Map([[plan.bucketOf(path), requests]]), plan, known);
  return { phase: 'listing', packages: { [kind]: packages }, buckets, requests, budget };
}

/** The plan for asking about single packages: how many of each aspect. */
export function planPackages(plan: HarvestPlan, kind: Kind, packages: ReadonlyMap<Aspect | 'record', number>, known: QuotaSource, budget: number | null): RequestPlan {
  const byBucket = new Map<string, number>();
  for (const [aspect, count] of packages) {
    const subject = { id: null, name: 'a/b', revision: null, knownRevision: null, files: null, knownItems: new Map<string, string>() };
    const paths = aspect === 'record' ? [plan.record(kind, 'a/b', []).path] : plan.details.first(kind, aspect, subject).map((one) => one.path);
    const each = aspect === 'record' ? 1 : plan.details.usualRequests[aspect];
    const bucket = plan.bucketOf(paths[0] ?? '/');
    byBucket.set(bucket, (byBucket.get(bucket) ?? 0) + count * each);
  }
  const buckets = bucketPlans(byBucket, plan, known);
  return { phase: 'packages', packages: Object.fromEntries(packages), buckets, requests: buckets.reduce((sum, one) => sum + one.requests, 0), budget };
}

/** Where the limits come from. */
export interface QuotaSource {
  /** As stated by the registry in this harvest. */
  readonly stated: readonly Quota[];
  readonly withToken: boolean;
}

function bucketPlans(byBucket: ReadonlyMap<string, number>, plan: HarvestPlan, { stated, withToken }: QuotaSource): BucketPlan[] {
  return [...byBucket].filter(([, requests]) => requests > 0).map(([bucket, requests]) => {
    const quota = [...stated, ...plan.quotas(withToken)].find((one) => one.bucket === bucket) ?? null;
    // The first window begins at once: only the full windows before the last one have to be waited for.
    const seconds = quota === null ? null : Math.floor(Math.max(0, requests - 1) / quota.requests) * quota.windowSeconds;
    return { bucket, requests, quota, seconds };
  });
}
