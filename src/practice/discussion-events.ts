import { refDeletedAt } from './discussion-plan.js';
import type { PlannedDiscussion } from './discussion-plan.js';
import { hashOf } from './initial-commit.js';
import { createRandom, hashText } from './random.js';
import type { Random } from './random.js';
import type { Repository } from './repository.js';
import { ownerBeginnings } from './vocabulary.js';

/** An account as discussions show it. */
export interface Account {
  readonly _id: string;
  readonly name: string;
  readonly fullname: string;
  readonly type: 'user';
  readonly avatarUrl: string;
  readonly isPro: boolean;
  readonly isHf: boolean;
  readonly isHfAdmin: boolean;
  readonly isMod: boolean;
}

/** An event; `author` is missing where the account was deleted. Types beyond the documented ones occur. */
export interface DiscussionEvent {
  readonly id: string;
  readonly type: string;
  readonly createdAt: string;
  readonly author?: Account;
  readonly data: Readonly<Record<string, unknown>>;
}

const remarks = [
  'Does this run on one GPU?', 'Which data was this trained on?', 'Thanks, works well for me.', 'The licence says one thing and the card another.',
  'I get **NaN** after the first epoch.\n\n```\nloss: nan\n```', 'Could you add a `LICENSE` file?', 'Same here.', 'Fixed in the last commit.',
];
const reactions = ['thumbsup', 'heart', 'fire', 'rocket', 'eyes', 'hugs', 'plus'];

/** Draws an account; one in ten is deleted by now and shows as no author at all. */
function drawAccount(random: Random): Account | null {
  const name = `${random.pick(ownerBeginnings)}-${random.below(400)}`;
  const deleted = random.chance(0.1);
  return deleted ? null : {
    _id: hashOf('account', name).slice(0, 24), name, fullname: name.replace('-', ' '), type: 'user', avatarUrl: `/avatars/${hashText(name).toString(16)}.svg`,
    isPro: hashText(name) % 5 === 0, isHf: false, isHfAdmin: false, isMod: false,
  };
}

/** All events of a discussion up to now, in order; the first is the comment that opened it. */
export function listDiscussionEvents(repository: Repository, plan: PlannedDiscussion, subject: string): DiscussionEvent[] {
  const { head, now } = repository;
  const random = createRandom(hashText(`${head._id} ${plan.num}`), 'discussion');
  const events: DiscussionEvent[] = [];
  let at = Date.parse(plan.createdAt);

  function add(type: string, author: Account | null, data: Readonly<Record<string, unknown>>): void {
    const id = hashOf('event', head._id, plan.num, events.length).slice(0, 24);
    events.push({ id, type, createdAt: new Date(at).toISOString(), ...(author === null ? {} : { author }), data });
  }
  const opener = drawAccount(random);
  add('comment', opener, drawComment(random, opener, at, false));
  if (plan.isPullRequest) {
    add('commit', opener, { subject, oid: plan.headCommit });
  }
  if (plan.mergeCommit !== null) {
    add('status-change', drawAccount(random), { status: 'merged' });
  }
  for (let step = random.below(7); step > 0; step -= 1) {
    at += 1000 * (60 + random.below(5 * 86_400));
    addStep(random.next(), drawAccount(random));
  }
  const deleted = refDeletedAt(repository, plan);
  if (deleted !== null) {
    at = Date.parse(deleted);
    add('ref-deleted', opener, {});
  }
  return events.filter(({ createdAt }) => createdAt <= now).sort((one, other) => (one.createdAt < other.createdAt ? -1 : one.createdAt > other.createdAt ? 1 : 0));

  function addStep(fate: number, author: Account | null): void {
    if (fate < 0.56) {
      add('comment', author, drawComment(random, author, at, fate < 0.06));
    } else if (fate < 0.7) {
      // What was merged stays merged.
      add('status-change', author, plan.mergeCommit === null ? { status: 'closed', reason: 'resolved' } : { status: 'merged' });
    } else if (fate < 0.76) {
      add('status-change', author, { status: plan.mergeCommit === null ? 'open' : 'merged' });
    } else if (fate < 0.83) {
      add('title-change', author, { from: subject, to: `${subject} [edited]` });
    } else if (fate < 0.87) {
      add('pinning-change', author, { pinned: random.chance(0.7) });
    } else if (fate < 0.91) {
      add('locking-change', author, { locked: random.chance(0.7) });
    } else if (fate < 0.95) {
      add('report-status-change', author, { report: random.chance(0.5) });
    } else {
      // No documentation knows this one: clients must keep what they do not know.
      add('practice-change', author, { note: 'an event type of a later hub' });
    }
  }
}

/** The content of a hidden comment is not sent. */
function drawComment(random: Random, author: Account | null, at: number, hidden: boolean): Record<string, unknown> {
  const raw = random.pick(remarks);
  const updatedAt = new Date(at).toISOString();
  const edited = random.chance(0.1);
  const liked = random.chance(0.2) ? [{ reaction: random.pick(reactions), users: ['reader-1', 'reader-2'].slice(0, 1 + random.below(2)), count: 1 }] : [];
  return {
    edited, hidden,
    ...(hidden ? { hiddenBy: '', hiddenReason: 'Abuse' } : { latest: { raw, html: `<p>${raw.replaceAll('<', '&lt;')}</p>`, updatedAt, ...(author === null ? {} : { author }) } }),
    numEdits: edited ? 1 : 0,
    editors: author === null ? [] : [author.name],
    reactions: liked.map((one) => ({ ...one, count: one.users.length })),
  };
}
