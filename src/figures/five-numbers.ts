/** What a box plot draws. */
export interface FiveNumbers {
  readonly n: number;
  readonly lower: number;
  readonly quartile1: number;
  readonly median: number;
  readonly quartile3: number;
  readonly upper: number;
  /** Values beyond the whiskers, each once, ascending, with how often it occurs. */
  readonly outliers: readonly { readonly value: number; readonly times: number }[];
}

/**
 * Quantile of sorted values by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, the
 * default of R).
 */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (high - low) * (position - below);
}

/**
 * Summary for a box plot after Tukey (1977): whiskers end at the outermost values within 1.5 interquartile ranges of
 * the box. Null for no values.
 */
export function fiveNumbers(values: readonly number[]): FiveNumbers | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const quartile1 = quantile(sorted, 0.25);
  const quartile3 = quantile(sorted, 0.75);
  const reach = 1.5 * (quartile3 - quartile1);
  const inside = sorted.filter((value) => value >= quartile1 - reach && value <= quartile3 + reach);
  const times = new Map<number, number>();
  for (const value of sorted) {
    if (value < quartile1 - reach || value > quartile3 + reach) times.set(value, (times.get(value) ?? 0) + 1);
  }
  return {
    n: sorted.length,
    lower: Math.min(quartile1, inside[0] ?? quartile1),
    quartile1,
    median: quantile(sorted, 0.5),
    quartile3,
    upper: Math.max(quartile3, inside.at(-1) ?? quartile3),
    outliers: [...times].map(([value, count]) => ({ value, times: count })),
  };
}
