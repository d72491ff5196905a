import { RegistryError } from '../../core/errors.js';
import type { Answer, HarvestPlan } from '../../core/registry.js';

/** Routes per kind; libraries are not published here. */
const routes = { model: '/api/models', dataset: '/api/datasets' } as const;

/**
 * How Hugging Face is listed: by creation, oldest first, so that no package moves to another page while we turn them
 * (the default order is by a score that changes), following the `Link` header.
 */
export const harvestPlan: HarvestPlan = {
  endpoint: 'https://huggingface.co',
  endpointVariable: 'HF_ENDPOINT',
  tokenVariable: 'HF_TOKEN',
  firstPage(kind, pageSize) {
    const route = kind === 'dataset' ? routes.dataset : routes.model;
    return { path: `${route}?sort=createdAt&direction=1&limit=${pageSize}`, accept: 'json' };
  },
  nextPage: nextFromLink,
  card(kind, name) {
    const prefix = kind === 'dataset' ? '/datasets/' : '/';
    return { path: `${prefix}${name.split('/').map(encodeURIComponent).join('/')}/resolve/main/README.md`, accept: 'text' };
  },
};

/**
 * The next page from the answer's `Link` header, whose target is absolute and repeats all parameters. A target that
 * does not lie under the endpoint that was asked is refused with a RegistryError: it would send us (and our token) elsewhere.
 */
function nextFromLink(answer: Answer, endpoint: string): ReturnType<HarvestPlan['nextPage']> {
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
