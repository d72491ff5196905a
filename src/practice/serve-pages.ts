import { Hono } from 'hono';
import { HubscopeError } from '../core/errors.js';
import { hubError } from './hub-error.js';
import { nextLink } from './next-link.js';
import { listenOnLoopback } from './listen-on-loopback.js';
import type { Listening } from './listen-on-loopback.js';
import { openPageArchive } from './page-archive.js';
import type { PageArchive } from './page-archive.js';
import { createRateLimit, generousLimits } from './rate-limit.js';

/**
 * Parameters that change neither which records are listed nor may be acted on: the pages are served in the size and
 * projection in which they were recorded, whatever a harvester asks. Of orders there is one; another is refused.
 */
const harmless = new Set(['limit', 'sort', 'direction', 'full', 'cardData', 'config', 'expand', 'expand[]', 'cursor']);
const longestAddress = 8192;

/** Cursors name the archive's page: `page-12`, written so that clients treat them as opaque. */
function readCursor(text: string | null, pages: number): number | null {
  if (text === null) {
    return 0;
  }
  const [, digits] = /^page-(\d{1,9})$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  return digits !== undefined && Number(digits) < pages ? Number(digits) : null;
}

function writeCursor(page: number): string {
  return Buffer.from(`page-${page}`).toString('base64url');
}

async function answerPage(request: Request, archive: PageArchive): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const refused = [...searchParams.keys()].find((name) => !harmless.has(name));
  if (refused !== undefined) {
    return hubError(400, `Recorded pages cannot be filtered: ${refused}; expected one of ${[...harmless].join(', ')}`);
  }
  const sort = searchParams.get('sort') ?? 'createdAt';
  if (sort !== 'createdAt') {
    return hubError(400, `Invalid sort parameter: ${sort}; recorded pages have the one order in which they were recorded, expected createdAt`);
  }
  const limit = searchParams.get('limit');
  if (limit !== null && !/^[1-9]\d{0,14}$/.test(limit)) {
    return hubError(400, `Invalid limit; expected an integer of at least 1, got ${limit}`);
  }
  const number = readCursor(searchParams.get('cursor'), archive.pages);
  if (number === null) {
    return hubError(400, 'Invalid cursor');
  }
  try {
    return new Response(await archive.page(number), {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        ...(number + 1 < archive.pages ? { Link: nextLink(request, 'cursor', writeCursor(number + 1)) } : {}),
      },
    });
  } catch (error) {
    if (error instanceof HubscopeError) {
      return hubError(500, error.message);
    }
    throw error;
  }
}

/** The application that answers `GET /api/models` with recorded pages, in order; nothing in it is simulated. */
export function createPagesApp(archive: PageArchive, now: () => number = Date.now): Hono {
  const app = new Hono();
  const count = createRateLimit(generousLimits, now);
  app.all('*', async (context) => {
    const request = context.req.raw;
    const { pathname } = new URL(request.url);
    const { headers } = count('api');
    let response: Response;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response = hubError(405, `Recorded pages are read-only; expected GET or HEAD, got ${request.method}`, null, {
        Allow: 'GET, HEAD', Connection: 'close',
      });
    } else if (request.url.length > longestAddress) {
      response = hubError(414, `Address too long; expected at most ${longestAddress} characters`);
    } else if (pathname === '/api/models') {
      response = await answerPage(request, archive);
    } else {
      response = hubError(404, 'Only the list is recorded; expected /api/models');
    }
    for (const [name, value] of Object.entries(headers)) {
      response.headers.set(name, value);
    }
    return response;
  });
  return app;
}

/** Serves a folder of recorded pages on 127.0.0.1; errors as for `openPageArchive`, and UsageError where the port is taken. */
export async function servePages(folder: string, port: number): Promise<Listening & { readonly pages: number; readonly leftOut: number }> {
  const archive = await openPageArchive(folder);
  const app = createPagesApp(archive);
  const listening = await listenOnLoopback((request) => app.fetch(request), port);
  return {
    url: listening.url,
    pages: archive.pages,
    leftOut: archive.leftOut,
    async close() {
      await listening.close();
      await archive.close();
    },
  };
}
