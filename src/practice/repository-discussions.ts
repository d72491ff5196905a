import { listDiscussionEvents } from './discussion-events.js';
import type { Account, DiscussionEvent } from './discussion-events.js';
import { planDiscussions, refDeletedAt } from './discussion-plan.js';
import type { PlannedDiscussion } from './discussion-plan.js';
import { hashOf } from './initial-commit.js';
import { hashText } from './random.js';
import type { Repository } from './repository.js';

/** A discussion or pull request as the list of them shows it. */
export interface DiscussionSummary {
  readonly num: number;
  readonly title: string;
  /** Missing where the account was deleted. */
  readonly author?: Account;
  readonly repo: { readonly name: string; readonly type: string };
  readonly createdAt: string;
  readonly status: 'draft' | 'open' | 'closed' | 'merged';
  readonly isPullRequest: boolean;
  readonly numComments: number;
  readonly numReactionUsers: number;
  readonly topReactions: readonly { readonly reaction: string; readonly count: number }[];
  readonly pinned: boolean;
}

/** The same as its own page shows it. */
export interface Discussion extends DiscussionSummary {
  readonly _id: string;
  readonly events: readonly DiscussionEvent[];
  readonly locked: boolean;
  readonly isReport: boolean;
  /** Pull requests only: names, or `true` where they are too many to name. */
  readonly filesWithConflicts?: readonly string[] | true;
  readonly changes?: { readonly base: string; readonly headCommitId: string; readonly mergeCommitId?: string; readonly refDeleted?: boolean };
}

const titles = ['Question about the data', 'Does not load', 'Licence?', 'Thanks!', 'Wrong results on long inputs', 'Which prompt format?'];
const pullTitles = ['Add a note on changes', 'Update README.md', 'Adding ONNX file of this model', 'Fix front matter', 'Adding safetensors variant of this model'];

/** All discussions and pull requests of a repository by now, in order of their numbers. */
export function listDiscussions(repository: Repository): Discussion[] {
  return planDiscussions(repository).map((plan) => describeDiscussion(repository, plan));
}

/** What a page of the list shows of a discussion. */
export function summarise(discussion: Discussion): DiscussionSummary {
  const { num, title, author, repo, createdAt, status, isPullRequest, numComments, numReactionUsers, topReactions, pinned } = discussion;
  return { num, title, ...(author === undefined ? {} : { author }), repo, createdAt, status, isPullRequest, numComments, numReactionUsers, topReactions, pinned };
}

function lastData<T>(events: readonly DiscussionEvent[], type: string, key: string, otherwise: T): T {
  const event = events.findLast((one) => one.type === type);
  return event === undefined ? otherwise : event.data[key] as T;
}

function describeDiscussion(repository: Repository, plan: PlannedDiscussion): Discussion {
  const { head } = repository;
  const turn = hashText(`${head._id} title ${plan.num}`);
  const words = plan.isPullRequest ? pullTitles : titles;
  const subject = words[turn % words.length] as string;
  const events = listDiscussionEvents(repository, plan, subject);
  const comments = events.filter(({ type }) => type === 'comment');
  const reactions = comments.flatMap(({ data }) => data['reactions'] as { reaction: string; count: number }[]);
  const author = events[0]?.author;
  const draft = plan.isPullRequest && plan.mergeCommit === null && turn % 8 === 0;
  return {
    _id: hashOf('discussion', head._id, plan.num).slice(0, 24),
    num: plan.num, title: lastData(events, 'title-change', 'to', subject), ...(author === undefined ? {} : { author }),
    repo: { name: head.id, type: head.kind }, createdAt: plan.createdAt,
    status: lastData<Discussion['status']>(events, 'status-change', 'status', draft ? 'draft' : 'open'),
    isPullRequest: plan.isPullRequest, numComments: comments.length,
    numReactionUsers: reactions.reduce((sum, { count }) => sum + count, 0),
    topReactions: reactions.map(({ reaction, count }) => ({ reaction, count })),
    pinned: lastData(events, 'pinning-change', 'pinned', false),
    events,
    locked: lastData(events, 'locking-change', 'locked', false),
    isReport: lastData(events, 'report-status-change', 'report', false),
    ...(plan.isPullRequest ? pullRequestPart(repository, plan, turn) : {}),
  };
}

function pullRequestPart(repository: Repository, plan: PlannedDiscussion, turn: number): Pick<Discussion, 'filesWithConflicts' | 'changes'> {
  const deleted = refDeletedAt(repository, plan);
  return {
    filesWithConflicts: plan.mergeCommit !== null || turn % 5 > 1 ? [] : turn % 5 === 0 ? ['README.md'] : true,
    changes: {
      base: 'refs/heads/main', headCommitId: plan.headCommit,
      ...(plan.mergeCommit === null ? {} : { mergeCommitId: plan.mergeCommit }),
      ...(deleted !== null && deleted <= repository.now ? { refDeleted: true } : {}),
    },
  };
}

/** The change of a pull request as git would write it: the one note it adds. */
export function diffOf(discussion: Discussion, note: string): string {
  const path = `notes/change-${discussion.num}.md`;
  const lines = note.split('\n').slice(0, -1);
  return `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}`;
}
