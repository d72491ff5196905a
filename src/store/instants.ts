import { UsageError } from '../core/errors.js';

const pattern = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads an ISO 8601 date or date-time as an instant in UTC. A date alone means the end of that day, so that a
 * snapshot of that day counts; a time without zone is UTC. Errors: UsageError for anything else.
 */
export function parseInstant(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const zoned = isDay ? `${text}T23:59:59.999Z` : /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
  const time = pattern.test(text) ? Date.parse(zoned.replace(' ', 'T')) : NaN;
  // Date.parse lets 30 February pass as 2 March.
  const real = !Number.isNaN(time) && !Number.isNaN(Date.parse(text.slice(0, 10))) && dayExists(text);
  if (!real) {
    throw new UsageError(`instant: cannot be read (${text}); expected a date (2024-07-11) or a date-time (2024-07-11T08:00:00Z)`);
  }
  return new Date(time).toISOString();
}

function dayExists(text: string): boolean {
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) === day;
}
