import { jsonAnswer, revisionNotFound, splitRevision } from './find-repository.js';
import type { Asked } from './find-repository.js';
import { hubError } from './hub-error.js';
import { nextLink } from './next-link.js';
import { allRead, readCount, readFlag, refuseUnknown } from './read-query.js';
import { describeCommits } from './repository-commits.js';
import { findRevision, listRefs } from './repository-refs.js';
import type { Repository } from './repository.js';

const defaultCommits = 50;
const mostCommits = 1000;

/** Answers `commits/{rev}`: one linear list, newest first, by page number. */
export function answerCommits({ request }: Asked, repository: Repository, rest: string): Response {
  const query = new URL(request.url).searchParams;
  const unknown = refuseUnknown(query, ['p', 'limit', 'expand', 'expand[]']);
  if (unknown !== null) {
    return unknown;
  }
  const expand = [...query.getAll('expand'), ...query.getAll('expand[]')];
  const wrong = expand.find((word) => word !== 'formatted');
  const read = allRead({
    page: readCount(query, 'p', 0, 0), limit: readCount(query, 'limit', 1, defaultCommits),
    expand: wrong === undefined ? expand.length > 0 : hubError(400, `Invalid expand value: ${wrong}; expected one of formatted`, null, {}, { allowed: ['formatted'] }),
  });
  if (read instanceof Response) {
    return read;
  }
  const place = splitRevision(rest);
  const revision = place === null || place.path !== '' ? null : findRevision(repository, place.revision);
  if (revision === null) {
    return revisionNotFound(place?.revision ?? rest);
  }
  const limit = Math.min(read.limit, mostCommits);
  const commits = describeCommits(revision.history);
  const end = (read.page + 1) * limit;
  const page = commits.slice(end - limit, end);
  return jsonAnswer(read.expand ? page.map((commit) => ({ ...commit, formatted: { title: commit.title, message: commit.message } })) : page, {
    'X-Total-Count': String(commits.length),
    ...(end < commits.length ? { Link: nextLink(request, 'p', String(read.page + 1)) } : {}),
  });
}

/** Answers `refs[?include_prs=1]`. */
export function answerRefs({ request }: Asked, repository: Repository): Response {
  const query = new URL(request.url).searchParams;
  const include = refuseUnknown(query, ['include_prs']) ?? readFlag(query, 'include_prs');
  if (include instanceof Response) {
    return include;
  }
  const { pullRequests, ...others } = listRefs(repository);
  return jsonAnswer(include ? { ...others, pullRequests } : others);
}
