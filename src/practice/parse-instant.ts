/**
 * Reads the instant of a time prefix, percent-encoded or not: a date, which means the end of that day in UTC, or a
 * date-time with a zone. Gives milliseconds since 1970, or null where it is neither or no day of the calendar.
 */
export function parseInstant(encoded: string): number | null {
  let text: string;
  try {
    text = decodeURIComponent(encoded);
  } catch {
    return null;
  }
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.exec(text) ?? [];
  if (day === undefined) {
    return null;
  }
  const start = new Date(`${day}T00:00:00.000Z`);
  // Date.parse moves 30 February on to March; a date that does not read back is none.
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== day) {
    return null;
  }
  const instant = time === undefined ? start.getTime() + 86_399_999 : Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}
