import { createHash } from 'node:crypto';
import { RegistryError, UsageError } from '../core/errors.js';
import type { HarvestRequest } from '../core/harvest-plan.js';
import type { ArchivableAnswer, ExchangeReport, GetOptions, HarvestClient } from './client.js';
import { systemClock } from './clock.js';
import type { Clock } from './clock.js';
import { parseEndpoint } from './endpoint.js';
import { createPacer } from './pacer.js';
import { interpretBody, readBounded } from './read-body.js';
import { backOffDelay, isWorthRetrying, statedDelay } from './retry-delay.js';
import { createSecretRemover, keepRegistryHeaders, redirectHeader, removeSecretsFromJson } from './secrets.js';

export interface PoliteClientOptions {
  /** Address of the registry, with or without a path prefix. */
  readonly endpoint: string;
  /** Name of the tool and how to reach who runs it: an e-mail or web address. */
  readonly userAgent: string;
  /** Sent in the Authorization header, to the origin of the endpoint and to nobody else. */
  readonly token?: string | undefined;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Clock;
  /** In [0, 1); jitter only. */
  readonly random?: () => number;
  /** Largest body after decompression; 64 MiB if not given. */
  readonly maxBytes?: number;
  /** For one attempt from the request to the last byte; 120 s if not given. Waiting for limits does not count. */
  readonly timeoutMs?: number;
  /** Repetitions after a first failure; 6 if not given, which outlasts an outage of a minute. */
  readonly retries?: number;
  /** Longest single wait that a registry may ask for; 3600 s if not given. Above it the request fails. */
  readonly maxWaitSeconds?: number;
  /** Requests at most, redirects and repetitions included; above it every request fails. */
  readonly maxRequests?: number | undefined;
  /** Hears of every wait before it begins. */
  readonly onWait?: (seconds: number, why: string) => void;
  /** Hears of every exchange with the registry, redirects and repetitions included. */
  readonly onExchange?: (report: ExchangeReport) => void;
}

/** One HTTP exchange. */
type Exchange =
  | { readonly outcome: 'answered'; readonly response: Response; readonly bytes: Buffer | null }
  | { readonly outcome: 'redirected'; readonly to: URL }
  | { readonly outcome: 'failed'; readonly why: string; readonly cause: unknown };

/** One attempt at a request, redirects followed. */
type Attempt =
  | { readonly outcome: 'answered'; readonly answer: ArchivableAnswer }
  | {
      readonly outcome: 'again';
      readonly why: string;
      readonly status?: number;
      readonly headers?: Headers;
      readonly cause?: unknown;
    };

const maxRedirects = 5;
const accepted = { json: 'application/json', text: 'text/plain, text/markdown;q=0.9, */*;q=0.5' } as const;

/**
 * Makes a client that asks a registry politely: it obeys `RateLimit` before the limit is exhausted and `Retry-After`
 * after, repeats what failed for a reason that may pass (408, 425, 429, 5xx, lost connections, time-outs, bodies cut
 * off) with growing and random delays, and never reads more than `maxBytes`. Other 4xx are answers. `get` rejects with
 * a RegistryError where there is no usable answer. Throws a UsageError for unusable options.
 */
export function createPoliteClient(options: PoliteClientOptions): HarvestClient {
  const { clock = systemClock, random = Math.random, maxBytes = 64 * 1024 * 1024, timeoutMs = 120_000 } = options;
  const { fetch = globalThis.fetch, retries = 6, maxWaitSeconds = 3_600, maxRequests = Infinity, token } = options;
  const onWait = options.onWait ?? (() => undefined);
  const onExchange = options.onExchange ?? (() => undefined);
  const endpoint = parseEndpoint(options.endpoint);
  const remove = createSecretRemover(token === undefined ? [] : [token]);
  if (!/@|:\/\//.test(options.userAgent) || !/^[\x20-\x7e]+$/.test(options.userAgent)) {
    throw new UsageError(
      `user agent: without contact (${options.userAgent}); expected a name with an e-mail or web address`,
    );
  }
  const pacer = createPacer(endpoint.source, clock, maxWaitSeconds, onWait);
  const counts = { requests: 0, bytes: 0, retries: 0, waitedSeconds: 0 };

  function failure(what: string, path: string, expected: string, status?: number, cause?: unknown): RegistryError {
    const message = `${endpoint.source}: ${what} (${path}); ${expected}`;
    return new RegistryError(remove(message), status, cause === undefined ? {} : { cause });
  }

  async function exchange(
    url: URL,
    request: HarvestRequest,
    withToken: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Exchange> {
    const path = endpoint.relative(url);
    // The limits are those of the registry; files it keeps elsewhere are not counted against them.
    const paced = url.origin === endpoint.origin;
    if (counts.requests >= maxRequests) throw failure('budget used up', path, `expected at most ${maxRequests} requests, got one more`);
    if (paced) counts.waitedSeconds += (await pacer.start(path, signal)) / 1_000;
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error('time-out')), timeoutMs);
    function stop(): void {
      controller.abort(signal?.reason);
    }
    signal?.addEventListener('abort', stop, { once: true });
    let headers: Headers | null = null;
    let status: number | null = null;
    const began = clock.now().getTime();
    try {
      const sent: Record<string, string> = { accept: accepted[request.accept], 'user-agent': options.userAgent };
      if (withToken && token !== undefined) sent['authorization'] = `Bearer ${token}`;
      counts.requests += 1;
      const response = await fetch(url, { headers: sent, redirect: 'manual', signal: controller.signal });
      headers = response.headers;
      const location = headers.get('location');
      if ([301, 302, 303, 307, 308].includes(response.status) && location !== null && URL.canParse(location, url.href)) {
        await response.body?.cancel();
        status = response.status;
        return { outcome: 'redirected', to: new URL(location, url) };
      }
      const bytes = await readBounded(response, maxBytes, (size) => { counts.bytes += size; });
      status = response.status;
      return { outcome: 'answered', response, bytes };
    } catch (cause) {
      signal?.throwIfAborted();
      const timedOut = controller.signal.aborted;
      return { outcome: 'failed', why: timedOut ? `no complete answer within ${timeoutMs} ms` : reasonOf(cause), cause };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      if (paced) {
        pacer.finish(path, headers);
        onExchange({ path, status, milliseconds: clock.now().getTime() - began });
      }
    }
  }

  async function attempt(request: HarvestRequest, refuse: GetOptions['refuse'], signal?: AbortSignal): Promise<Attempt> {
    let url = endpoint.resolve(request.path);
    let trusted = true;
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const result = await exchange(url, request, trusted, signal);
      if (result.outcome === 'failed') return { outcome: 'again', why: result.why, cause: result.cause };
      if (result.outcome === 'answered') return judge(request, result.response, result.bytes, hop === 0 ? null : url, refuse);
      if (!/^https?:$/.test(result.to.protocol) || (url.protocol === 'https:' && result.to.protocol === 'http:')) {
        throw failure('redirect refused', request.path, `expected https, got ${result.to.protocol}//${result.to.host}`);
      }
      // Once another origin had a say in where to go, the token stays out of it for good.
      trusted = trusted && result.to.origin === endpoint.origin;
      url = result.to;
    }
    throw failure('redirects without end', request.path, `expected at most ${maxRedirects}, got more`);
  }

  function judge(request: HarvestRequest, response: Response, bytes: Buffer | null, final: URL | null, refuse: GetOptions['refuse']): Attempt {
    const { status, headers } = response;
    const { path } = request;
    if (isWorthRetrying(status)) return { outcome: 'again', why: `status ${status}`, status, headers };
    if (bytes === null) throw failure('body too large', path, `expected at most ${maxBytes} bytes, got more`, status);
    const body = interpretBody(bytes, request.accept, status, headers.get('content-type') ?? '');
    // A page of a proxy in place of JSON passes as an outage does; a body that is not what its hash says was cut on the way.
    if (body.form === 'broken' || body.form === 'foreign') return { outcome: 'again', why: body.what, status, headers };
    const wrong = request.hashedByGit === true && status === 200 ? whatIsWrongWithFile(bytes, headers) : null;
    if (wrong !== null) return { outcome: 'again', why: wrong, status, headers };
    const raw = body.form === 'empty' ? 'null' : body.form === 'json' ? body.text : JSON.stringify(body.text);
    const { text: rawBody, value } = removeSecretsFromJson(raw, remove, body.form === 'json' ? body : undefined);
    const kept = keepRegistryHeaders(headers, remove);
    if (final !== null) kept[redirectHeader] = remove(endpoint.relative(final));
    const answer = { at: clock.now().toISOString(), path: remove(path), status, headers: kept, body: value, rawBody };
    const complaint = refuse?.(answer) ?? null;
    return complaint === null ? { outcome: 'answered', answer } : { outcome: 'again', why: complaint, status, headers };
  }

  return {
    endpoint: endpoint.address,
    counts: () => ({ ...counts }),
    statedQuotas: () => pacer.statedQuotas(),
    async get(request, signal, { refuse, impatientOn = [] } = {}) {
      for (let repetition = 0; ; repetition += 1) {
        signal?.throwIfAborted();
        const result = await attempt(request, refuse, signal);
        if (result.outcome === 'answered') return result.answer;
        const patience = result.status !== undefined && impatientOn.includes(result.status) ? 1 : retries;
        if (repetition >= patience) {
          const got = `expected an answer, got ${result.why} at the last of ${repetition + 1} attempts`;
          throw failure('no usable answer', request.path, got, result.status, result.cause);
        }
        const stated = result.headers === undefined ? null : statedDelay(result.headers, clock.now());
        if (stated !== null && stated > maxWaitSeconds * 1_000) {
          const got = `expected at most ${maxWaitSeconds} s to wait, got ${Math.ceil(stated / 1_000)} s`;
          throw failure(`${result.why}, to be asked again much later`, request.path, got, result.status);
        }
        const wait = Math.max(backOffDelay(repetition, random), stated ?? 0);
        if (result.status === 429 || stated !== null) pacer.hold(request.path, wait);
        onWait(wait / 1_000, result.why);
        const before = clock.now().getTime();
        await clock.sleep(wait, signal);
        counts.waitedSeconds += (clock.now().getTime() - before) / 1_000;
        counts.retries += 1;
      }
    },
  };
}

/**
 * What is wrong with the body of a file: it differs from the git hash that its ETag gives, or it is a web page without
 * such a hash, as a proxy or a check of visitors puts in place of anything. A tag of another form says nothing.
 */
function whatIsWrongWithFile(bytes: Buffer, headers: Headers): string | null {
  const [, hash] = /^"([0-9a-f]{40})"$/.exec(headers.get('etag') ?? '') ?? [];
  if (hash === undefined) return /^text\/html\b/i.test(headers.get('content-type') ?? '') ? 'an HTML page (of a proxy or a login?)' : null;
  return hash === createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex') ? null : 'a body that is not what its hash says';
}

/** The innermost cause: fetch wraps what happened in "fetch failed" or "terminated". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const code = (error as NodeJS.ErrnoException).code;
  return code === undefined ? error.message : `${code} (${error.message})`;
}
