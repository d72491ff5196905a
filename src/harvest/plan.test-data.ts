import type { HarvestPlan, ListingQuery } from '../core/harvest-plan.js';
import type { Asked } from './manifest.js';

/** A small registry's plan: pages by `limit` and cursor, cards and one more aspect as files. */
export const testPlan: HarvestPlan = {
  endpoint: 'http://127.0.0.1:9', endpointVariable: 'HUB_ENDPOINT', tokenVariable: 'HUB_TOKEN',
  properties: { model: { light: [], heavy: [] }, dataset: { light: [], heavy: [] }, library: { light: [], heavy: [] } },
  heavyPageSize: 2,
  firstPage: (kind, { pageSize }) => ({ path: `/api/${kind}s?limit=${pageSize}`, accept: 'json' }),
  nextPage(answer, endpoint) {
    const next = /<([^>]+)>; rel="next"/.exec(answer.headers['link'] ?? '')?.[1];
    return next?.startsWith(`${endpoint}/`) === true ? { path: next.slice(endpoint.length), accept: 'json' } : null;
  },
  changedFirst: (kind) => ({ path: `/api/${kind}s?changed`, accept: 'json' }),
  changedAt: (element) => ((element as { at?: string } | null)?.at ?? null),
  smaller(request, pageSize) {
    return { ...request, path: request.path.replace(/limit=\d+/, `limit=${pageSize}`) };
  },
  allowed(request, answer) {
    return answer.status === 400 && request.path.includes('expand=odd') ? { ...request, path: request.path.replace('&expand=odd', '') } : null;
  },
  record: (_kind, name) => ({ path: `/api/${name}`, accept: 'json' }),
  details: {
    aspects: ['files', 'cards'],
    usualRequests: { cards: 1, config: 1, files: 1, commits: 1, refs: 1, discussions: 1, security: 1 },
    first(_kind, aspect, { name }) {
      if (name === 'nameless') return [];
      return [aspect === 'cards' ? { path: `/${name}/resolve/main/README.md`, accept: 'text' } : { path: `/api/${name}/${aspect}`, accept: 'json' }];
    },
    following(_kind, _aspect, _subject, answer) {
      const next = (answer.body as { next?: string } | null)?.next;
      return { requests: next === undefined ? [] : [{ path: next, accept: 'json' }], whole: true };
    },
  },
  webhooks: null,
  identityOf: () => null,
  revisionOf: (element) => (element as { sha?: string } | null)?.sha ?? null,
  absence: () => null,
  outcomeOf: ({ status }) => (status === 404 ? 'none' : 'unreachable'),
  bucketOf: () => 'api',
  quotas: () => [],
};

/** All packages, as they come, so many to a page. */
export function queryOf(pageSize: number): ListingQuery {
  return { pageSize, properties: [], filter: {} };
}

/** What a test's archive says that it was asked for. */
export const testAsked: Asked = { scope: 'list', properties: [], aspects: [], filter: {} };
