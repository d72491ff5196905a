import type { View } from './asked-view.js';
import { cacheable } from './caching.js';
import { findRevision, readRevisionsOf, type Commit } from './find-revision.js';
import type { FoundRepository } from './found-repository.js';
import { mirrorError, noSuchRoute } from './mirror-error.js';
import { nextLink } from './page-link.js';
import { firstRefusal, readCount, readFlag, refuseUnknown } from './query-values.js';

/** Answers `/api/{kind}s/{id}/commits/{rev}`: newest first, none later than the instant. */
export async function answerCommits(request: Request, repository: FoundRepository): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const page = readCount(query, 'p', { least: 0, otherwise: 0, most: 1e6 });
  const limit = readCount(query, 'limit', { least: 1, otherwise: 50, most: 1000 });
  const refused = firstRefusal(refuseUnknown(query, ['p', 'limit', 'expand', 'expand[]']), page, limit);
  if (refused !== null) return refused;
  const named = await findRevision(repository, repository.route.rest);
  if (named instanceof Response) return named;
  const { revision } = named.at;
  const from = revision.all.commits?.findIndex((one) => one.id === revision.commit) ?? -1;
  if (revision.all.commits === null || from < 0) {
    return mirrorError(404, `The commits of ${repository.found.name} up to ${revision.commit ?? 'main'} were not collected until ${repository.view.takenAt}`, 'RevisionNotFound');
  }
  const all = revision.all.commits.slice(from);
  const begin = Number(page) * Number(limit);
  const shown = all.slice(begin, begin + Number(limit));
  const formatted = [...query.getAll('expand'), ...query.getAll('expand[]')].includes('formatted');
  return json(request, repository.view, shown.map((one) => shownCommit(one, formatted)), {
    'X-Total-Count': String(all.length),
    ...(begin + shown.length < all.length ? { Link: nextLink(request, 'p', String(Number(page) + 1)) } : {}),
  });
}

function shownCommit({ id, title, message, authors, date }: Commit, formatted: boolean): unknown {
  return { id, title, message, authors, date, ...(formatted ? { formatted: { title, message } } : {}) };
}

/** Answers `/api/{kind}s/{id}/refs`. */
export async function answerRefs(request: Request, repository: FoundRepository): Promise<Response> {
  const { view, found, route } = repository;
  if (route.rest.length > 0) return noSuchRoute();
  const query = new URL(request.url).searchParams;
  const withRequests = readFlag(query, 'include_prs');
  const refused = firstRefusal(refuseUnknown(query, ['include_prs']), withRequests);
  if (refused !== null) return refused;
  const { refs, main, commits } = await readRevisionsOf(repository);
  if (refs === null) return mirrorError(404, `The branches and tags of ${found.name} were not collected until ${view.takenAt}`, 'EntryNotFound');
  function ofKind(kind: string): unknown[] {
    return (refs ?? []).filter((one) => one.kind === kind).map(({ name, ref, targetCommit }) => ({
      // What main was, the commits tell to the second.
      name, ref, targetCommit: ref === 'refs/heads/main' && commits !== null && main !== null ? main : targetCommit,
    }));
  }
  return json(request, view, {
    branches: ofKind('branches'), converts: ofKind('converts'), tags: ofKind('tags'),
    ...(withRequests === true ? { pullRequests: ofKind('pullRequests') } : {}),
  });
}

function json(request: Request, view: View, value: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  const body = JSON.stringify(value);
  return cacheable(request, view, new Response(body, { headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers } }), body);
}
