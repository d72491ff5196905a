import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { UsageError } from '../core/errors.js';
import { answerRequest, isListPath, takesPost } from './answer-request.js';
import type { FaultKind } from './fault-kinds.js';
import { hubError } from './hub-error.js';
import { createHubClock } from './hub-clock.js';
import type { HubClock, LivingOptions } from './hub-clock.js';
import type { SnapshotIndex } from './index-snapshot.js';
import { createIndexes } from './indexes.js';
import { createPageCache } from './list-models.js';
import { pageLimit } from './list-query.js';
import { listenOnLoopback } from './listen-on-loopback.js';
import type { Listening } from './listen-on-loopback.js';
import { parseInstant } from './parse-instant.js';
import { heavyRows, planFaults } from './plan-faults.js';
import type { FaultOptions } from './plan-faults.js';
import { bucketOf, createRateLimit, generousLimits } from './rate-limit.js';
import type { Allowance, RateLimits } from './rate-limit.js';
import { serveFault } from './serve-fault.js';
import { createTruth } from './truth.js';
import type { Truth } from './truth.js';
import type { Change, PackageKind, World } from './world.js';

export interface HubOptions {
  /** Small numbers make the hub answer 429; default far above a local harvest. */
  readonly rateLimits?: RateLimits | undefined;
  /** Milliseconds, for the windows of the rate limit only: nothing in the world depends on it. */
  readonly now?: (() => number) | undefined;
  /** Makes a share of the answers go wrong; default none. */
  readonly faults?: FaultOptions | undefined;
  /** Lets the hub change while it is asked; default it stands at its last snapshot. */
  readonly living?: LivingOptions | undefined;
}

/** A hub without its server. */
export interface HubApp {
  readonly app: Hono<{ Bindings: HttpBindings }>;
  readonly clock: HubClock;
  /** The truth of the hub's present. */
  readonly truth: Truth;
  /** The truth that `/asof/<instant>` answers from. Throws UsageError for what that route refuses. */
  readonly truthAt: (instant: string) => Truth;
  readonly faultsServed: () => Readonly<Record<FaultKind, number>>;
}

/** Addresses beyond this are refused with 414. */
const longestAddress = 8192;
/** Pages of 1,000 rows are about half a megabyte each. */
const cachedPages = 32;

const exposed = 'X-Repo-Commit, X-Request-Id, X-Error-Code, X-Error-Message, X-Total-Count, ETag, Link, Accept-Ranges, Content-Range, X-Linked-Size, '
  + 'X-Linked-ETag, RateLimit, RateLimit-Policy';

/** A request with all that is known before it is answered. */
interface Visit {
  readonly request: Request;
  readonly bindings: HttpBindings;
  readonly prefix: string;
  /** Without the prefix. */
  readonly path: string;
  readonly allowance: Allowance;
  /** State to answer from, or the answer to an instant that cannot be. */
  readonly indexOf: ((kind: PackageKind) => SnapshotIndex) | Response;
  /** Hub's own time, ISO 8601 UTC. */
  readonly instant: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Splits off `/asof/<instant>`; the rest is a path of the hub. */
function splitPrefix(pathname: string): { readonly prefix: string; readonly instant: string | null; readonly path: string } {
  const [prefix, instant] = /^\/asof\/([^/]+)(?=\/)/.exec(pathname) ?? [];
  return prefix === undefined || instant === undefined
    ? { prefix: '', instant: null, path: pathname }
    : { prefix, instant, path: pathname.slice(prefix.length) };
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  if (response !== RESPONSE_ALREADY_SENT) {
    for (const [name, value] of Object.entries(headers)) {
      response.headers.set(name, value);
    }
  }
  return response;
}

/**
 * The application of the practice hub, without a server: the Hugging Face Hub's routes for models and datasets over the
 * world, now and (under `/asof/<instant>`) as of any earlier snapshot. Every answer carries the simulated date, the mark
 * of simulation, and the hub's rate limit headers. `onChange` is told what a living hub's list answers brought about.
 */
export function createHubApp(world: World, options: HubOptions = {}, onChange: (changes: readonly Change[]) => void = () => undefined): HubApp {
  const { rateLimits = generousLimits, now = Date.now } = options;
  const count = createRateLimit(rateLimits, now);
  const cache = createPageCache(cachedPages);
  const indexes = createIndexes(world);
  const clock = createHubClock(world, options.living);
  const faults = planFaults(options.faults ?? { seed: 0, rate: 0, kinds: ['reset'] });
  let requests = 0;

  async function answerRightly({ request, allowance, indexOf, prefix, path, headers }: Visit, repeated = 0): Promise<Response> {
    const answer = refuse(request, path, allowance) ?? (indexOf instanceof Response ? indexOf : null);
    if (answer !== null || indexOf instanceof Response) {
      return withHeaders(answer as Response, { ...headers, ...allowance.headers });
    }
    try {
      return withHeaders(await answerRequest({ request, prefix, indexOf, cache, repeated }, path), { ...headers, ...allowance.headers });
    } catch (error) {
      const message = `practice hub: ${error instanceof Error ? error.message : String(error)}`;
      return withHeaders(hubError(500, message), { ...headers, ...allowance.headers });
    }
  }

  async function answer(visit: Visit): Promise<Response> {
    const { request, path, bindings, headers, instant } = visit;
    const { pathname, search, searchParams } = new URL(request.url);
    const list = isListPath(path);
    const fault = faults.next({
      method: request.method, target: pathname + search, list, laterPage: searchParams.has('cursor'), heavyRows: list ? heavyRows(searchParams, pageLimit) : 0,
    });
    const spoilt = fault === null ? null : await serveFault(fault, {
      request, bindings, headers, slowMs: faults.slowMs, now: Date.parse(instant), answer: (repeated) => answerRightly(visit, repeated),
    });
    if (fault !== null && spoilt !== null) {
      faults.count(fault);
      return spoilt;
    }
    const response = await answerRightly(visit);
    // The past under /asof does not move the present.
    if (list && visit.prefix === '' && response.status === 200) {
      onChange(clock.countList());
    }
    return response;
  }

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('*', (context) => {
    const request = context.req.raw;
    const { pathname } = new URL(request.url);
    const { prefix, instant: asked, path } = splitPrefix(pathname);
    requests += 1;
    const present = clock.now();
    const month = asked === null ? null : monthAt(world, asked);
    const instant = typeof month === 'number' ? world.instants[month] as string : present;
    return answer({
      request, bindings: context.env, prefix, path, instant,
      allowance: count(bucketOf(pathname)),
      indexOf: month instanceof Response ? month : indexes(instant),
      headers: {
        'Date': new Date(instant).toUTCString(),
        'X-Hubscope-Simulated': `seed=${world.seed}`,
        'X-Request-Id': `practice-${requests}`,
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': exposed,
      },
    });
  });
  return {
    app, clock, truth: createTruth((kind) => indexes(clock.now())(kind)),
    truthAt(instant) {
      const month = monthAt(world, encodeURIComponent(instant));
      if (month instanceof Response) {
        throw new UsageError(`practice hub: no snapshot (${instant}); expected an instant from ${world.instants[0]} on`);
      }
      return createTruth(indexes(world.instants[month] as string));
    },
    faultsServed: () => faults.served(),
  };
}

/** The newest snapshot not after an instant as it stands in a path, or what is wrong with the instant. */
function monthAt(world: World, instant: string): number | Response {
  const asked = parseInstant(instant);
  if (asked === null) {
    return hubError(400, `Invalid instant ${instant}; expected a date (2026-03-01) or a date-time with zone (2026-03-01T00:00:00Z)`);
  }
  const month = world.instants.findLastIndex((known) => Date.parse(known) <= asked);
  return month >= 0 ? month : hubError(404, `No snapshot at or before ${instant}; the first is of ${world.instants[0]}`);
}

/** The answer to a request that is not let in, whatever it asks; null for others. */
function refuse(request: Request, path: string, allowance: Allowance): Response | null {
  if (!allowance.allowed) {
    return hubError(429, 'We had to rate limit you: too many requests in this window.', null, { 'Retry-After': String(allowance.retryAfterSeconds) });
  }
  const allowed = takesPost(path) ? 'POST' : 'GET, HEAD';
  if (!allowed.split(', ').includes(request.method)) {
    // The body of a refused write is not read; the connection ends with the answer.
    return hubError(405, `The practice hub is read-only; expected ${allowed}, got ${request.method}`, null, { Allow: allowed, Connection: 'close' });
  }
  return request.url.length > longestAddress ? hubError(414, `Address too long; expected at most ${longestAddress} characters`) : null;
}

/** Serves a hub on 127.0.0.1; port 0 takes any free one. Throws UsageError where the port is taken. */
export function serveHub({ app }: Pick<HubApp, 'app'>, port: number): Promise<Listening> {
  return listenOnLoopback((request, bindings) => app.fetch(request, bindings), port);
}
