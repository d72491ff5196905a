import { createHash } from 'node:crypto';
import type { View } from './asked-view.js';

/**
 * Makes an answer one that can be kept: a strong ETag over the content, and how long it holds. An instant before the newest
 * snapshot is closed: nothing recorded later in order of time changes it. An older snapshot imported afterwards can; the
 * ETag then changes with the content, and caches that took `immutable` at its word have to be emptied by hand.
 */
export function cacheable(request: Request, view: View, response: Response, body: string): Response {
  const { headers } = response;
  if (!headers.has('ETag')) {
    // The link belongs to the content: the last page of a list that has grown has one now.
    const digest = createHash('sha256').update(body).update(headers.get('Link') ?? '').update(headers.get('X-Observed-At') ?? '').digest('hex');
    headers.set('ETag', `"${digest.slice(0, 40)}"`);
  }
  headers.set('Cache-Control', lifetime(view));
  return isKnown(request, headers.get('ETag') ?? '') ? new Response(null, { status: 304, headers: withoutBody(headers) }) : response;
}

/** How long an answer holds. What is open may change with every snapshot, so it is asked for again. */
export function lifetime(view: View): string {
  return view.closed ? 'public, max-age=31536000, immutable' : 'public, max-age=1, must-revalidate';
}

/** Whether the client says that it has this content already. */
export function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known?.some((tag) => tag === etag || tag === '*') === true;
}

function withoutBody(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete('Content-Type');
  kept.delete('Content-Length');
  return kept;
}
