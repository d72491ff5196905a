/** What stands where a number is not known. Never 0, never blank. */
export const unknownWord = 'unknown';

/** A count with thousands separators, `12,345`; null is `unknown`. */
export function formatCount(count: number | null): string {
  return count === null ? unknownWord : count.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** A number with so many decimals, thousands separators and a real minus: `−1,234.5`; what rounds to nothing has no sign. */
export function formatDecimals(value: number, decimals: number): string {
  const size = Math.abs(value).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return value < 0 && /[1-9]/.test(size) ? `−${size}` : size;
}

/** The day of an ISO 8601 instant, `2024-07-08`. */
export function formatDay(instant: string): string {
  return instant.slice(0, 10);
}
