import { Hono } from 'hono';
import { answerDetail, answerFile } from './answer-repository.js';
import type { Asked } from './answer-repository.js';
import { authentication, hubError } from './hub-error.js';
import { indexSnapshot } from './index-snapshot.js';
import type { SnapshotIndex } from './index-snapshot.js';
import { answerList, createPageCache } from './list-models.js';
import { listenOnLoopback } from './listen-on-loopback.js';
import type { Listening } from './listen-on-loopback.js';
import { bucketOf, createRateLimit, generousLimits } from './rate-limit.js';
import type { Allowance, RateLimits } from './rate-limit.js';
import { parseInstant } from './parse-instant.js';
import type { World } from './world.js';

export interface HubOptions {
  /** Small numbers make the hub answer 429; default far above a local harvest. */
  readonly rateLimits?: RateLimits | undefined;
  /** Milliseconds, for the windows of the rate limit only: nothing in the world depends on it. */
  readonly now?: (() => number) | undefined;
}

/** Addresses beyond this are refused with 414. */
const longestAddress = 8192;
/** Pages of 1,000 rows are about half a megabyte each. */
const cachedPages = 32;

const exposed = 'X-Repo-Commit, X-Request-Id, X-Error-Code, X-Error-Message, ETag, Link, Accept-Ranges, Content-Range, RateLimit, RateLimit-Policy';

/** Splits off `/asof/<instant>`; the rest is a path of the hub. */
function splitPrefix(pathname: string): { readonly prefix: string; readonly instant: string | null; readonly path: string } {
  const [prefix, instant] = /^\/asof\/([^/]+)(?=\/)/.exec(pathname) ?? [];
  return prefix === undefined || instant === undefined
    ? { prefix: '', instant: null, path: pathname }
    : { prefix, instant, path: pathname.slice(prefix.length) };
}

/**
 * The application of the practice hub, without a server: the Hugging Face Hub's list, detail and file routes over the
 * world, now and (under `/asof/<instant>`) as of any earlier time. Every answer carries the simulated date, the mark of
 * simulation, and the hub's rate limit headers.
 */
export function createHubApp(world: World, { rateLimits = generousLimits, now = Date.now }: HubOptions = {}): Hono {
  const app = new Hono();
  const count = createRateLimit(rateLimits, now);
  const cache = createPageCache(cachedPages);
  const indexes: SnapshotIndex[] = [];
  const newest = world.instants.length - 1;
  let requests = 0;

  function indexAt(month: number): SnapshotIndex {
    indexes[month] ??= indexSnapshot(world, month);
    return indexes[month];
  }

  /** The newest snapshot not after an instant, or what is wrong with the instant. */
  function monthAt(instant: string): number | Response {
    const asked = parseInstant(instant);
    if (asked === null) {
      return hubError(400, `Invalid instant ${instant}; expected a date (2026-03-01) or a date-time with zone (2026-03-01T00:00:00Z)`);
    }
    const month = world.instants.findLastIndex((known) => Date.parse(known) <= asked);
    return month >= 0 ? month : hubError(404, `No snapshot at or before ${instant}; the first is of ${world.instants[0]}`);
  }

  function answer(request: Request, asked: Asked, path: string): Response {
    if (authentication(request.headers.get('authorization') ?? undefined) === 'invalid') {
      return hubError(401, 'Invalid credentials in Authorization header');
    }
    if (path === '/api/models') {
      return answerList(request, asked.index, cache);
    }
    if (path.startsWith('/api/models/')) {
      return answerDetail(asked, path.slice('/api/models/'.length));
    }
    if (path === '/api/whoami-v2') {
      return hubError(401, 'Invalid username or password.');
    }
    const file = path.startsWith('/api/') ? null : answerFile(asked, path);
    return file ?? hubError(404, 'Sorry, we can\'t find the page you are looking for.');
  }

  function respond(request: Request, allowance: Allowance, month: number | Response, prefix: string, path: string): Response {
    if (!allowance.allowed) {
      return hubError(429, 'We had to rate limit you: too many requests in this window.', null, {
        'Retry-After': String(allowance.retryAfterSeconds),
      });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      // The body of a refused write is not read; the connection ends with the answer.
      return hubError(405, `The practice hub is read-only; expected GET or HEAD, got ${request.method}`, null, {
        Allow: 'GET, HEAD', Connection: 'close',
      });
    }
    if (request.url.length > longestAddress) {
      return hubError(414, `Address too long; expected at most ${longestAddress} characters`);
    }
    if (month instanceof Response) {
      return month;
    }
    try {
      return answer(request, { request, prefix, index: indexAt(month), world }, path);
    } catch (error) {
      return hubError(500, `practice hub: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  app.all('*', (context) => {
    const request = context.req.raw;
    const { pathname } = new URL(request.url);
    const { prefix, instant, path } = splitPrefix(pathname);
    requests += 1;
    const allowance = count(bucketOf(pathname));
    const month = instant === null ? newest : monthAt(instant);
    const simulated = world.instants[typeof month === 'number' ? month : newest] as string;
    const response = respond(request, allowance, month, prefix, path);
    for (const [name, value] of Object.entries({
      ...allowance.headers,
      'Date': new Date(simulated).toUTCString(),
      'X-Hubscope-Simulated': `seed=${world.seed}`,
      'X-Request-Id': `practice-${requests}`,
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': exposed,
    })) {
      response.headers.set(name, value);
    }
    return response;
  });
  return app;
}

/** Serves a world on 127.0.0.1; port 0 takes any free one. Throws UsageError where the port is taken. */
export function serveHub(world: World, port: number, options: HubOptions = {}): Promise<Listening> {
  const app = createHubApp(world, options);
  return listenOnLoopback((request) => app.fetch(request), port);
}
