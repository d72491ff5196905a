import type { Answer } from '../core/harvest-plan.js';

/**
 * The instant an answer speaks of, ISO 8601 UTC: what a time-travelling mirror says it shows, else the registry's `Date`,
 * else the harvester's own clock.
 */
export function instantOf(answer: Pick<Answer, 'at' | 'headers'>): string {
  for (const name of ['x-hubscope-as-of', 'date']) {
    const date = Date.parse(answer.headers[name] ?? '');
    if (!Number.isNaN(date)) return new Date(date).toISOString();
  }
  return answer.at;
}
