import { UsageError } from '../core/errors.js';
import { normalQuantile } from './distributions.js';
import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { requireLevel, requireWhole } from './sample.js';

/** How far two raters agree beyond what their own frequencies would give by chance. */
export interface CohensKappa {
  /** From −1 to 1; 0 where they agree as often as by chance. */
  readonly kappa: number;
  /** Share of items on which they agree. */
  readonly observed: number;
  /** Share on which they would agree if each answered at random with its own frequencies. */
  readonly expected: number;
  readonly n: number;
  /** Of large samples, kappa not assumed to be 0. */
  readonly standardError: number;
  /**
   * kappa ± z·standardError, cut at −1 and 1; null where the standard error is 0 (they agree, or disagree, on every item, or
   * one of them is constant): an interval of no width would claim what a handful of items cannot show.
   */
  readonly interval: Interval | null;
}

/**
 * Cohen's kappa (Cohen 1960) of a square table of counts, rows by the first rater, columns by the second, with the
 * standard error of Fleiss, Cohen & Everitt (1969, formula 13). Not computable: no items; both raters gave one and the
 * same answer to all, so that chance would make them agree as well. Raises `UsageError` for a table that is not square, or
 * has what is no count.
 */
export function cohensKappa(
  table: readonly (readonly number[])[],
  options: { readonly level?: number } = {},
): Outcome<CohensKappa> {
  const level = options.level ?? 0.95;
  requireLevel(level, 'cohensKappa');
  for (const row of table) {
    if (row.length !== table.length) {
      throw new UsageError(`stats: table (cohensKappa); expected ${table.length} columns in each row, got ${row.length}`);
    }
    for (const count of row) requireWhole(count, 0, 'count of cohensKappa');
  }
  const n = table.flat().reduce((total, count) => total + count, 0);
  if (n === 0) return notComputable('empty', 'no item was rated by both');
  const rows = table.map((row) => row.reduce((total, count) => total + count, 0));
  const columns = table.map((_, j) => table.reduce((total, row) => total + row[j]!, 0));
  if (rows.some((count, i) => count === n && columns[i] === n)) {
    return notComputable('constant', `both gave the same one answer to all ${n} items`);
  }
  const agreed = table.reduce((total, row, i) => total + row[i]!, 0);
  const observed = agreed / n;
  const expected = rows.reduce((total, count, i) => total + (count / n) * (columns[i]! / n), 0);
  const kappa = (observed - expected) / (1 - expected);

  let spread = 0;
  table.forEach((row, i) => row.forEach((count, j) => {
    spread += i === j
      ? (count / n) * (1 - ((rows[i]! + columns[i]!) / n) * (1 - kappa)) ** 2
      : (count / n) * ((columns[i]! + rows[j]!) / n) ** 2 * (1 - kappa) ** 2;
  }));
  const variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2);
  // Differences of equal terms leave about 1e-17 where the variance is 0.
  const standardError = variance < 1e-14 ? 0 : Math.sqrt(variance);
  const reach = normalQuantile((1 - level) / 2, 'upper') * standardError;
  const interval = standardError === 0 ? null : { low: Math.max(-1, kappa - reach), high: Math.min(1, kappa + reach), level };
  return computed({ kappa, observed, expected, n, standardError, interval });
}
