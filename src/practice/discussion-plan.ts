import { hashOf } from './initial-commit.js';
import { snapshotInstants } from './plan-population.js';
import { hashText } from './random.js';
import type { Repository } from './repository.js';

/** That a discussion exists: what others refer to. Its words and events follow from these. */
export interface PlannedDiscussion {
  /** Counted over discussions and pull requests of the repository together, from 1. */
  readonly num: number;
  readonly createdAt: string;
  readonly isPullRequest: boolean;
  /** Commit on `main` that the pull request became, or null. */
  readonly mergeCommit: string | null;
  /** Last commit of the pull request's own reference; made up of its number, so no other has it. */
  readonly headCommit: string;
}

/** At most so many discussions are drawn for one repository; merged pull requests come on top. */
const mostDrawn = 40;

/** Whether the owner switched discussions off; the hub then answers 403. */
export function discussionsDisabled({ head }: Repository): boolean {
  return hashText(`discussions ${head._id}`) % 29 === 3;
}

/**
 * The discussions and pull requests opened by now, in order of their numbers. A quarter or so of the repositories have any,
 * a few have pages of them. Every third later commit came as a pull request that was opened and merged at once.
 */
export function planDiscussions(repository: Repository): PlannedDiscussion[] {
  const { head, revisions, initial, now } = repository;
  if (discussionsDisabled(repository)) {
    return [];
  }
  const start = Date.parse(initial.lastModified);
  const end = snapshotInstants.at(-1) as number;
  const count = Math.floor((hashText(`discussions of ${head._id}`) / 0x1_0000_0000) ** 12 * mostDrawn);
  const drawn = Array.from({ length: count }, (_, at) => {
    const share = hashText(`${head._id} discussion ${at}`) / 0x1_0000_0000;
    return { at: start + Math.floor((share * (end - start)) / 1000) * 1000, merge: null, pull: hashText(`${head._id} pull ${at}`) % 3 === 0 };
  });
  const merged = revisions.slice(1).filter(({ sha }) => hashText(sha) % 3 === 0)
    .map(({ sha, lastModified }) => ({ at: Date.parse(lastModified), merge: sha, pull: true }));
  return [...drawn, ...merged]
    .filter(({ at }) => at <= Date.parse(now))
    .sort((one, other) => one.at - other.at)
    .map(({ at, merge, pull }, place) => ({
      num: place + 1, createdAt: new Date(at).toISOString(), isPullRequest: pull, mergeCommit: merge,
      headCommit: hashOf('pull request', head._id, place + 1),
    }));
}

/** When the reference of a pull request was deleted, if it ever is: some time after it was merged. */
export function refDeletedAt(repository: Repository, plan: PlannedDiscussion): string | null {
  return plan.mergeCommit !== null && hashText(`${repository.head._id} ref ${plan.num}`) % 3 === 0
    ? new Date(Date.parse(plan.createdAt) + 86_400_000).toISOString()
    : null;
}

/** Pull requests whose reference is still there. */
export function listPullRequests(repository: Repository): PlannedDiscussion[] {
  return planDiscussions(repository).filter((plan) => {
    const deleted = refDeletedAt(repository, plan);
    return plan.isPullRequest && (deleted === null || deleted > repository.now);
  });
}
