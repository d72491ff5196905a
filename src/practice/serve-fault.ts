import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { FaultKind } from './fault-kinds.js';
import { writeCursorAgain } from './list-query.js';
import { nextLink } from './next-link.js';
import { hashText } from './random.js';
import { bucketOf } from './rate-limit.js';

/** What a fault is made from: the request, what would have been answered, and the clock that the hub states. */
export interface FaultScene {
  readonly request: Request;
  readonly bindings: HttpBindings;
  readonly slowMs: number;
  /** The hub's own time, milliseconds since 1970. */
  readonly now: number;
  /** Headers of every answer of the hub, without those of the rate limit. */
  readonly headers: Readonly<Record<string, string>>;
  /** The right answer; `repeated` rows of the page before stand at the beginning of a list page. */
  readonly answer: (repeated?: number) => Promise<Response>;
}

/** Rows of the page before that a page with moved rows begins with. */
const movedRows = 3;

/** The shapes in which the hub and what stands before it tell errors; each fault uses one, by its address. */
const shapes: readonly ((message: string) => { readonly type: string; readonly body: string })[] = [
  (message) => json({ error: message }),
  (message) => json({ error: [message, 'Please try again later'] }),
  (message) => json({ errors: [{ message }] }),
  (message) => json({ error: 'temporarily_unavailable', error_description: message }),
  (message) => json({ message }),
  (message) => ({ type: 'text/plain; charset=utf-8', body: message }),
];

function json(value: unknown): { type: string; body: string } {
  return { type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

function exhaustedLimit({ url }: Request): Readonly<Record<string, string>> {
  const bucket = bucketOf(new URL(url).pathname);
  return { 'RateLimit': `"${bucket}";r=0;t=1`, 'RateLimit-Policy': `"fixed window";"${bucket}";q=500;w=300` };
}

/** A number that the request alone decides, not the port at which the hub happens to be. */
function turnOf(request: Request): number {
  const { pathname, search } = new URL(request.url);
  return hashText(pathname + search);
}

function errorAnswer({ request, headers }: FaultScene, status: number, message: string, more: Readonly<Record<string, string>> = {}): Response {
  const shape = shapes[turnOf(request) % shapes.length] as (typeof shapes)[number];
  const { type, body } = shape(message);
  return new Response(body, { status, headers: { 'Content-Type': type, ...headers, ...more } });
}

/**
 * Serves a fault instead of the right answer; null where this answer cannot go wrong that way (a page that is the last has
 * no Link to spoil), and the right one is to be served.
 */
export async function serveFault(kind: FaultKind, scene: FaultScene): Promise<Response | null> {
  const tooMany = 'We had to rate limit you: too many requests in this window.';
  switch (kind) {
    case 'rate-limit-header':
      return errorAnswer(scene, 429, tooMany, exhaustedLimit(scene.request));
    case 'rate-limit-seconds':
      return errorAnswer(scene, 429, tooMany, { 'Retry-After': '1' });
    case 'rate-limit-date':
      return errorAnswer(scene, 429, tooMany, { 'Retry-After': new Date(scene.now + 1000).toUTCString() });
    case 'rate-limit-bare':
      return errorAnswer(scene, 429, tooMany);
    case 'error-500':
      return errorAnswer(scene, 500, 'Internal Error - We\'re working hard to fix this as soon as possible!');
    case 'error-502':
      return errorAnswer(scene, 502, 'Bad Gateway');
    case 'error-503':
      return errorAnswer(scene, 503, 'Service Unavailable');
    case 'error-504':
    case 'heavy-504':
      return errorAnswer(scene, 504, 'The request took too long to process');
    case 'reset':
      scene.bindings.incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case 'html-page':
      return new Response('<!DOCTYPE html>\n<html><head><title>Hugging Face</title></head><body><h1>Just a moment...</h1></body></html>\n', {
        headers: { 'Content-Type': 'text/html; charset=utf-8', ...scene.headers },
      });
    case 'half-json':
      return halfJson(scene);
    case 'truncated-body':
    case 'truncated-chunks':
    case 'slow-body':
      return breakOff(kind, scene);
    case 'cursor-loop':
    case 'empty-page':
    case 'moved-rows':
      return spoilPage(kind, scene);
  }
}

async function halfJson(scene: FaultScene): Promise<Response | null> {
  const answer = await scene.answer();
  if (answer.headers.get('content-type')?.startsWith('application/json') !== true) {
    return null;
  }
  const bytes = Buffer.from(await answer.arrayBuffer());
  return new Response(bytes.subarray(0, Math.floor(bytes.length / 2)), { status: answer.status, headers: answer.headers });
}

/** Writes the beginning of the answer past the framework, and ends the connection in its middle. */
async function breakOff(kind: 'truncated-body' | 'truncated-chunks' | 'slow-body', scene: FaultScene): Promise<Response | null> {
  const answer = await scene.answer();
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (bytes.length < 2) {
    return null;
  }
  const { outgoing } = scene.bindings;
  const headers = new Headers(answer.headers);
  if (kind === 'truncated-chunks') {
    headers.delete('content-length');
  } else {
    headers.set('content-length', String(bytes.length));
  }
  outgoing.writeHead(answer.status, Object.fromEntries(headers));
  if (kind === 'slow-body') {
    await dribble(scene, bytes);
  } else {
    await new Promise<void>((resolve) => {
      outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
        resolve();
      });
    });
  }
  outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** A few bytes one by one, then a silence longer than `slowMs`; ends early where the client has gone. */
async function dribble({ bindings: { outgoing }, slowMs }: FaultScene, bytes: Buffer): Promise<void> {
  for (let at = 0; at < Math.min(5, bytes.length - 1) && !outgoing.destroyed; at += 1) {
    outgoing.write(bytes.subarray(at, at + 1));
    await pause(10);
  }
  for (let left = slowMs * 1.5; left > 0 && !outgoing.destroyed; left -= 50) {
    await pause(Math.min(50, left));
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

async function spoilPage(kind: 'cursor-loop' | 'empty-page' | 'moved-rows', scene: FaultScene): Promise<Response | null> {
  const { request } = scene;
  const cursor = new URL(request.url).searchParams.get('cursor');
  const answer = await scene.answer(kind === 'moved-rows' ? movedRows : 0);
  if (answer.status !== 200 || kind === 'moved-rows') {
    return answer.status === 200 ? answer : null;
  }
  const again = kind === 'empty-page' ? writeCursorAgain(cursor) : null;
  if (kind === 'empty-page' ? again === null : !answer.headers.has('link')) {
    return null;
  }
  const headers = new Headers(answer.headers);
  const back = turnOf(request) % 2 === 0 ? null : cursor;
  headers.set('Link', nextLink(request, 'cursor', kind === 'empty-page' ? again : back));
  return new Response(kind === 'empty-page' ? '[]' : await answer.text(), { headers });
}
