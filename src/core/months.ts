/** A month of the average length of the calendar, 365.25 / 12 days, in which steps between snapshots are told. */
const daysPerMonth = 30.4375;

/** Milliseconds of such a month. */
export const millisecondsPerMonth = daysPerMonth * 86_400_000;

/** Months of 30.4375 days between two instants, ISO 8601 UTC; negative where the second is the earlier one. */
export function monthsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 / daysPerMonth;
}
