import { Hono } from 'hono';
import { answerDetail, answerScan } from './answer-detail.js';
import { answerDiscussions } from './answer-discussions.js';
import { answerFile, type RedirectTo } from './answer-file.js';
import { answerCommits, answerRefs } from './answer-history.js';
import { answerList } from './answer-list.js';
import { answerPathsInfo, answerTree, answerTreeSize } from './answer-tree.js';
import { readView, type View } from './asked-view.js';
import { findRepository, type FoundRepository } from './found-repository.js';
import { mirrorError, noSuchRoute } from './mirror-error.js';
import { readRepositoryRoutes, readRequestPath, type AskedTime, type RepositoryRoute } from './request-path.js';
import { createStorePool, type StorePoolEffects } from './store-pool.js';

/** How a mirror is set up. */
export interface MirrorOptions extends StorePoolEffects {
  /** Time of requests without a prefix; by default now. */
  readonly at?: AskedTime | undefined;
  /** Address of the hub that keeps the large files, without a slash at the end; null or absent: nobody is sent there. */
  readonly redirectTo?: RedirectTo | undefined;
  /** Told of what went wrong inside; clients only learn that something did. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** A mirror without a server around it. */
export interface Mirror {
  readonly app: Hono;
  close(): Promise<void>;
}

/** Addresses beyond this are refused with 414. */
const longestAddress = 8192;
/** A request that takes longer is given up; laying out millions of packages for the first time takes seconds. */
const deadlineMs = 60_000;
/** Largest body of a paths-info request: 1,000 long paths. */
const largestBodyBytes = 1_048_576;

const exposed = [
  'X-Repo-Commit', 'X-Request-Id', 'X-Error-Code', 'X-Error-Message', 'X-Total-Count', 'ETag', 'Link', 'Accept-Ranges', 'Content-Range',
  'X-Linked-Size', 'X-Linked-ETag', 'X-Xet-Hash', 'X-Observed-At', 'X-Observation-Age', 'X-Hubscope-As-Of', 'X-Hubscope-Simulated', 'X-Hubscope-Derived-Id',
].join(', ');

/**
 * The read API of the Hugging Face Hub over a store, as it was: `/api/…` shows the newest snapshots, `/asof/<instant>/api/…`
 * those of any time, `/at/<snapshot>/api/…` those up to one. It only reads; nothing but the store is asked.
 */
export function createMirror(options: MirrorOptions): Mirror {
  const pool = createStorePool(options);
  const app = new Hono();
  let requests = 0;

  async function respond(request: Request): Promise<{ response: Response; view: View | null }> {
    const refused = refuse(request);
    if (refused !== null) return { response: refused, view: null };
    const asked = readRequestPath(new URL(request.url).pathname);
    const time = asked.time.is === 'now' ? options.at ?? asked.time : asked.time;
    const list = /^\/api\/(model|dataset)s\/?$/.exec(asked.path)?.[1];
    const routes = list === undefined ? readRepositoryRoutes(asked.path) : [];
    const kind = (list ?? routes[0]?.kind) as RepositoryRoute['kind'] | undefined;
    if (request.method === 'POST' && !routes.some((one) => one.route === 'paths-info')) return { response: readOnly(request), view: null };
    if (asked.path === '/api/whoami-v2') return { response: mirrorError(401, 'Invalid username or password.'), view: null };
    if (kind === undefined) return { response: noSuchRoute(), view: null };
    const body = request.method === 'POST' ? await readBody(request) : '';
    if (body instanceof Response) return { response: body, view: null };
    return pool.use(async (store) => {
      const view = readView(store, kind, { prefix: asked.prefix, time }, new Date(options.now()).toISOString());
      if (view instanceof Response) return { response: view, view: null };
      const response = list === undefined
        ? await store.worlds.use(view.timeline, view.position, async (world) => {
            const repository = await findRepository(request, view, world, routes);
            return repository instanceof Response ? repository : answerRoute(request, repository, body);
          })
        : await answerList(request, view);
      return { response, view };
    });
  }

  function answerRoute(request: Request, repository: FoundRepository, body: string): Response | Promise<Response> {
    const { route, rest } = repository.route;
    if ((route === 'paths-info') !== (request.method === 'POST')) return readOnly(request);
    switch (route) {
      case null:
      case 'revision':
        return answerDetail(request, repository);
      case 'tree':
        return answerTree(request, repository);
      case 'treesize':
        return answerTreeSize(request, repository);
      case 'paths-info':
        return answerPathsInfo(request, repository, body);
      case 'commits':
        return answerCommits(request, repository);
      case 'refs':
        return answerRefs(request, repository);
      case 'discussions':
        return rest.length > 1 ? noSuchRoute() : answerDiscussions(request, repository);
      case 'scan':
        return answerScan(request, repository);
      default:
        return answerFile(request, repository, options.redirectTo ?? null);
    }
  }

  app.all('*', async (context) => {
    requests += 1;
    const { response, view } = await withDeadline(respond(context.req.raw)).catch((error: unknown) => {
      options.onError?.(error);
      return { response: mirrorError(500, 'The mirror could not answer this request'), view: null };
    });
    const headers = new Headers(response.headers);
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-cache');
    headers.set('X-Request-Id', `mirror-${requests}`);
    headers.set('Access-Control-Allow-Origin', '*');
    headers.set('Access-Control-Expose-Headers', exposed);
    if (view !== null) {
      headers.set('X-Hubscope-As-Of', view.takenAt);
      if (view.timeline.simulated !== null) headers.set('X-Hubscope-Simulated', `seed=${view.timeline.simulated}`);
    }
    return new Response(response.body, { status: response.status, headers });
  });
  return { app, close: () => pool.close() };
}

/** The answer, or 503 where it takes too long. */
async function withDeadline(answer: Promise<{ response: Response; view: View | null }>): Promise<{ response: Response; view: View | null }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ response: Response; view: null }>((resolve) => {
    timer = setTimeout(() => {
      resolve({ response: mirrorError(503, 'The mirror took too long for this request', null, { 'Retry-After': '5' }), view: null });
    }, deadlineMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is refused before anything is looked at; null where nothing is. */
function refuse(request: Request): Response | null {
  if (request.url.length > longestAddress) return mirrorError(414, `Address too long; expected at most ${longestAddress} characters`);
  if (request.method === 'OPTIONS') {
    return new Response(null, {
      status: 204, headers: { 'Access-Control-Allow-Methods': 'GET, HEAD, POST', 'Access-Control-Allow-Headers': '*', 'Access-Control-Max-Age': '86400' },
    });
  }
  return ['GET', 'HEAD', 'POST'].includes(request.method) ? null : readOnly(request);
}

/** The body of a refused write is not read; the connection ends with the answer. */
function readOnly(request: Request): Response {
  return mirrorError(405, `This mirror is read-only; expected GET or HEAD (POST for paths-info alone), got ${request.method}`, null, {
    Allow: 'GET, HEAD, POST', Connection: 'close',
  });
}

/** Reads a body up to the limit, however long it says it is. */
async function readBody(request: Request): Promise<string | Response> {
  const tooLarge = mirrorError(413, `Body too large; expected at most ${largestBodyBytes} bytes`, null, { Connection: 'close' });
  if (Number(request.headers.get('content-length') ?? 0) > largestBodyBytes) return tooLarge;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += (part as Uint8Array).length;
    if (size > largestBodyBytes) return tooLarge;
    parts.push(part as Uint8Array);
  }
  return Buffer.concat(parts).toString('utf8');
}
