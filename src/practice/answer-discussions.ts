import { noSuchPage, jsonAnswer } from './find-repository.js';
import type { Asked } from './find-repository.js';
import { discussionsDisabled } from './discussion-plan.js';
import { hubError } from './hub-error.js';
import { allRead, readCount, readFlag, readWord, refuseUnknown } from './read-query.js';
import { diffOf, listDiscussions, summarise } from './repository-discussions.js';
import type { Discussion } from './repository-discussions.js';
import { findRevision } from './repository-refs.js';
import type { Repository } from './repository.js';
import { textOf } from './write-files.js';

/** Discussions of one page of the list. */
const pageDiscussions = 10;

/** Answers `discussions?p=…` (`rest` null) and `discussions/{num}`; 403 where the owner switched them off. */
export function answerDiscussions({ request }: Asked, repository: Repository, rest: string | null): Response {
  if (discussionsDisabled(repository)) {
    return hubError(403, 'Discussions are disabled for this repo');
  }
  const query = new URL(request.url).searchParams;
  return rest === null || rest === '' ? answerPage(query, listDiscussions(repository)) : answerOne(query, repository, rest);
}

function answerPage(query: URLSearchParams, all: readonly Discussion[]): Response {
  const read = refuseUnknown(query, ['p', 'type', 'status', 'author', 'search', 'sort']) ?? allRead({
    page: readCount(query, 'p', 0, 0),
    type: readWord(query, 'type', ['all', 'discussion', 'pull_request'], 'all'),
    status: readWord(query, 'status', ['all', 'open', 'closed'], 'all'),
    sort: readWord(query, 'sort', ['recently-created', 'trending', 'reactions'], 'recently-created'),
  });
  if (read instanceof Response) {
    return read;
  }
  const author = query.get('author');
  const search = query.get('search')?.toLowerCase() ?? null;
  const found = all.filter((one) => (read.type === 'all' || one.isPullRequest === (read.type === 'pull_request'))
    && (author === null || one.author?.name === author)
    && (search === null || one.title.toLowerCase().includes(search)));
  const asked = found.filter((one) => read.status === 'all' || isOpen(one) === (read.status === 'open')).reverse();
  if (read.sort !== 'recently-created') {
    asked.sort((one, other) => (read.sort === 'trending' ? other.numComments - one.numComments : other.numReactionUsers - one.numReactionUsers));
  }
  const start = read.page * pageDiscussions;
  return jsonAnswer({
    discussions: asked.slice(start, start + pageDiscussions).map(summarise), count: asked.length, start,
    numClosedDiscussions: found.filter((one) => !isOpen(one)).length,
  });
}

function isOpen({ status }: Discussion): boolean {
  return status === 'open' || status === 'draft';
}

function answerOne(query: URLSearchParams, repository: Repository, rest: string): Response {
  const diff = refuseUnknown(query, ['diff']) ?? readFlag(query, 'diff');
  if (diff instanceof Response) {
    return diff;
  }
  const discussion = /^[1-9]\d{0,8}$/.test(rest) ? listDiscussions(repository).find(({ num }) => num === Number(rest)) : undefined;
  if (discussion === undefined) {
    return /^\d+$/.test(rest) ? hubError(404, 'Discussion not found') : noSuchPage();
  }
  const revision = discussion.isPullRequest ? findRevision(repository, `refs/pr/${discussion.num}`) : null;
  const note = revision === null ? null : textOf(revision.record, `notes/change-${discussion.num}.md`);
  return jsonAnswer(diff && note !== null ? { ...discussion, diff: diffOf(discussion, note) } : discussion);
}
