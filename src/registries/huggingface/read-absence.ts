import type { LookOutcome } from '../../core/aspect.js';
import type { Answer, HarvestPlan } from '../../core/harvest-plan.js';

/** The hub's exact words for a repository that its moderators took down; its own clients compare them. */
const disabledWords = 'Access to this resource is disabled.';

/** `_id` of an element; null where it has none. */
export function identityOf(element: unknown): string | null {
  return textOf(element, '_id');
}

/** `sha` of an element; null where it has none. */
export function revisionOf(element: unknown): string | null {
  return textOf(element, 'sha');
}

function textOf(element: unknown, key: string): string | null {
  const value = typeof element === 'object' && element !== null ? (element as Record<string, unknown>)[key] : null;
  return typeof value === 'string' ? value : null;
}

/**
 * What an answer to the request for one repository says of its absence. The hub answers 401 to the anonymous in the same
 * words whether a repository is missing, private or gated: that is no removal. A 404 is one only with the code for a
 * repository; without a code the route is wrong.
 */
export function absence(answer: Answer, id: string | null): ReturnType<HarvestPlan['absence']> {
  const code = answer.headers['x-error-code'] ?? null;
  const said = `${answer.status}${code === null ? '' : ` ${code}`}`;
  if (answer.status === 200) {
    const other = identityOf(answer.body);
    if (id === null || other === id) return null;
    return { verdict: 'unreachable', why: `${said}, but the name belongs to another package (${other ?? 'without identifier'}) now` };
  }
  if (answer.status === 410 || (answer.status === 404 && code === 'RepoNotFound')) return { verdict: 'removed', why: said };
  return { verdict: 'unreachable', why: said };
}

/** How an answer about an aspect is to be taken that is no 200. */
export function outcomeOf(answer: Answer): Exclude<LookOutcome, 'seen'> {
  const code = answer.headers['x-error-code'];
  if (code === 'GatedRepo') return 'gated';
  if (answer.headers['x-error-message'] === disabledWords || /\bdisabled\b/i.test(messageOf(answer.body))) return 'disabled';
  // Revisions and repositories that are gone say nothing of what they had.
  return answer.status === 404 && code !== 'RevisionNotFound' && code !== 'RepoNotFound' ? 'none' : 'unreachable';
}

function messageOf(body: unknown): string {
  const told = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['error'] : body;
  return typeof told === 'string' ? told : '';
}
