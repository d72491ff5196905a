import { RegistryError } from '../../core/errors.js';
import type { Answer, HarvestPlan, HarvestRequest, ListingQuery, Quota } from '../../core/harvest-plan.js';
import { detailPlan } from './detail-plan.js';
import { absence, identityOf, outcomeOf, revisionOf } from './read-absence.js';
import { hintFrom } from './read-webhook.js';
import { apiRoute, listRoute } from './repository-path.js';

const shared = ['author', 'createdAt', 'disabled', 'downloads', 'downloadsAllTime', 'gated', 'lastModified', 'likes', 'private', 'sha', 'tags', 'trendingScore'];

/** Seconds of the hub's fixed windows (its page on rate limits, September 2025). */
const windowSeconds = 300;

/**
 * How Hugging Face is listed: by creation, oldest first, so that no package moves to another page while we turn them
 * (the default order is by a score that changes), following the `Link` header.
 */
export const harvestPlan: HarvestPlan = {
  endpoint: 'https://huggingface.co',
  endpointVariable: 'HF_ENDPOINT',
  tokenVariable: 'HF_TOKEN',
  properties: {
    model: { light: [...shared, 'library_name', 'pipeline_tag'], heavy: ['cardData', 'config', 'gguf', 'safetensors', 'siblings'] },
    dataset: { light: shared, heavy: ['cardData', 'siblings'] },
    library: { light: [], heavy: [] },
  },
  // Larger pages of heavy properties are answered with 504 (reported by many).
  heavyPageSize: 100,
  firstPage: (kind, query) => listRequest(`${listRoute(kind)}?sort=createdAt&direction=1`, query),
  nextPage: nextFromLink,
  changedFirst: (kind, query) => listRequest(`${listRoute(kind)}?sort=lastModified&direction=-1`, query),
  changedAt(element) {
    const at = typeof element === 'object' && element !== null ? (element as Record<string, unknown>)['lastModified'] : null;
    return typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? new Date(at).toISOString() : null;
  },
  smaller(request, pageSize) {
    const path = request.path.replace(/([?&]limit=)\d+/, `$1${pageSize}`);
    return path === request.path ? null : { ...request, path };
  },
  allowed: withoutRefused,
  record(kind, name, properties) {
    const route = apiRoute(kind, name);
    if (route === null) throw new RegistryError(`huggingface: cannot be asked for (${JSON.stringify(name)}); expected the name of a repository`);
    return { path: `${route}${properties.length === 0 ? '' : `?${expandOf(properties)}`}`, accept: 'json' };
  },
  details: detailPlan,
  webhooks: { secretHeader: 'x-webhook-secret', hintFrom },
  identityOf,
  revisionOf,
  absence,
  outcomeOf,
  bucketOf: (path) => (path.includes('/resolve/') ? 'resolvers' : path.startsWith('/api/') ? 'api' : 'pages'),
  quotas(withToken): Quota[] {
    return [
      { bucket: 'api', requests: withToken ? 1000 : 500, windowSeconds },
      { bucket: 'resolvers', requests: withToken ? 5000 : 3000, windowSeconds },
      { bucket: 'pages', requests: withToken ? 200 : 100, windowSeconds },
    ];
  },
};

function expandOf(properties: readonly string[]): string {
  return properties.map((one) => `expand=${encodeURIComponent(one)}`).join('&');
}

function listRequest(path: string, { pageSize, properties, filter }: ListingQuery): HarvestRequest {
  const query = new URLSearchParams();
  if (filter.author !== undefined) query.append('author', filter.author);
  if (filter.task !== undefined) query.append('pipeline_tag', filter.task);
  if (filter.search !== undefined) query.append('search', filter.search);
  for (const tag of filter.tags ?? []) query.append('filter', tag);
  const parts = [`limit=${pageSize}`, expandOf(properties), query.toString()].filter((part) => part !== '');
  return { path: `${path}&${parts.join('&')}`, accept: 'json' };
}

/**
 * A 400 of the hub that lists the allowed values of `expand` (they are not documented, and change): the request without
 * the others. The list stands in the message, in whatever words.
 */
function withoutRefused(request: HarvestRequest, answer: Answer): HarvestRequest | null {
  const told = JSON.stringify(answer.body);
  const asked = [...request.path.matchAll(/[?&]expand=([^&]*)/g)].map((one) => decodeURIComponent(one[1] ?? ''));
  if (answer.status !== 400 || asked.length === 0 || !/expand/i.test(told)) return null;
  // `Invalid expand value: x; expected one of a, b`: what comes after the words for "one of" is the list.
  const list = /(?:one of|allowed|accepted|valid|expected)[^a-z]*(?:values?|options?)?(.*)$/is.exec(told)?.[1] ?? '';
  const allowed = new Set(list.match(/[\w-]+/g) ?? []);
  const kept = asked.filter((one) => allowed.has(one));
  if (kept.length === 0 || kept.length === asked.length) return null;
  const path = request.path.replace(/([?&])expand=[^&]*/g, (whole, sign: string) => (kept.includes(decodeURIComponent(whole.slice(8))) ? whole : sign));
  return { ...request, path: path.replace(/\?&+/, '?').replace(/&{2,}/g, '&').replace(/[?&]$/, '') };
}

/**
 * The next page from the answer's `Link` header, whose target is absolute and repeats all parameters. A target that
 * does not lie under the endpoint that was asked is refused with a RegistryError: it would send us (and our token) elsewhere.
 */
export function nextFromLink(answer: Answer, endpoint: string): HarvestRequest | null {
  const link = answer.headers['link'];
  const target = link === undefined ? undefined : /<([^>]*)>\s*;\s*rel="?next"?/.exec(link)?.[1];
  if (target === undefined) return null;
  const base = new URL(endpoint);
  const prefix = base.pathname.replace(/\/$/, '');
  const url = URL.canParse(target, endpoint) ? new URL(target, base) : null;
  if (url === null || url.origin !== base.origin || !url.pathname.startsWith(`${prefix}/`)) {
    throw new RegistryError(`huggingface: the next page lies elsewhere (${answer.path}); expected it under ${base.origin}${prefix}, got ${url?.origin ?? 'no address'}`);
  }
  return { path: `${url.pathname.slice(prefix.length)}${url.search}`, accept: 'json' };
}
