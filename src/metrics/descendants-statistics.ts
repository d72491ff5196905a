import type { DescendantsRow, Statistic } from '../core/measurement.js';
import { kendall, spearman } from '../stats/correlation.js';
import { negativeBinomialRegression, poissonRegression } from '../stats/counts.js';
import { leastSquaresLine } from '../stats/least-squares.js';
import type { Outcome } from '../stats/outcome.js';

/** What the paper's script adds before it takes logarithms (its file descendents.py). */
const paperOffset = 1e-5;

export interface Pair {
  readonly x: number;
  readonly y: number;
}

/**
 * The paper's own treatment of descendants against downloads: pairs that occur again are dropped, 1e-5 is added, a
 * line is fitted through the logarithms; and the same with all rows and without zero downloads, which shows how much the
 * treatment decides (values of all four in the reference table D3).
 */
export function describePairs(pairs: readonly Pair[]): Statistic[] {
  const seen = new Set<string>();
  const distinct = pairs.filter(({ x, y }) => {
    const key = `${x} ${y}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const subsets: [suffix: string, rows: readonly Pair[]][] = [
    ['', distinct],
    [':all rows', pairs],
    [':all rows, downloads > 0', pairs.filter((pair) => pair.x > 0)],
    [':distinct, downloads > 0', distinct.filter((pair) => pair.x > 0)],
  ];
  return subsets.flatMap(([suffix, rows]) => lineAndRanks(suffix, rows, paperOffset));
}

/** Statistics of the paper's variant: x is the sum of the children's downloads. */
export function paperStatistics(rows: readonly DescendantsRow[]): Statistic[] {
  return describePairs(rows.flatMap((row) => (row.childrenDownloads === null ? [] : [{ x: row.childrenDownloads, y: row.descendants }])));
}

/**
 * Statistics of the corrected variant: the base model's own downloads, rank correlations with intervals, and a count
 * model, because descendants are counts whose scatter grows with their mean.
 */
export function rankAndCountStatistics(rows: readonly DescendantsRow[]): Statistic[] {
  const pairs = rows.flatMap((row) => (row.downloads === null ? [] : [{ x: row.downloads, y: row.descendants }]));
  const downloaded = pairs.filter((pair) => pair.x > 0);
  const counts = Float64Array.from(downloaded, (pair) => pair.y);
  const predictor = { name: 'log downloads', values: Float64Array.from(downloaded, (pair) => Math.log(pair.x)) };
  const poisson = poissonRegression(counts, [predictor]);
  const binomial = negativeBinomialRegression(counts, [predictor]);
  return [
    ...lineAndRanks('', downloaded, 0),
    ...rankStatistics(':all rows', pairs),
    of(binomial, 'negativeBinomialSlope', counts.length, (fit) => {
      const slope = fit.coefficients[1];
      return slope === undefined ? null : { value: slope.estimate, low: slope.estimate - 1.96 * slope.robustStandardError, high: slope.estimate + 1.96 * slope.robustStandardError, level: 0.95 };
    }),
    of(binomial, 'negativeBinomialTheta', counts.length, (fit) => ({ value: fit.theta })),
    of(binomial, 'negativeBinomialAic', counts.length, (fit) => ({ value: fit.aic })),
    of(poisson, 'poissonAic', counts.length, (fit) => ({ value: fit.aic })),
    of(poisson, 'poissonDispersion', counts.length, (fit) => (fit.pearsonDispersion === null ? null : { value: fit.pearsonDispersion })),
  ];
}

function lineAndRanks(suffix: string, rows: readonly Pair[], offset: number): Statistic[] {
  const line = leastSquaresLine(
    Float64Array.from(rows, (pair) => Math.log10(pair.x + offset)),
    Float64Array.from(rows, (pair) => Math.log10(pair.y + offset)),
  );
  return [
    of(line, `slope${suffix}`, rows.length, (fit) => ({ value: fit.slope, low: fit.slopeInterval.low, high: fit.slopeInterval.high, level: fit.slopeInterval.level })),
    of(line, `intercept${suffix}`, rows.length, (fit) => ({ value: fit.intercept })),
    of(line, `rSquared${suffix}`, rows.length, (fit) => (fit.rSquared.computable ? { value: fit.rSquared.value } : null)),
    ...rankStatistics(suffix, rows),
  ];
}

function rankStatistics(suffix: string, rows: readonly Pair[]): Statistic[] {
  const x = Float64Array.from(rows, (pair) => pair.x);
  const y = Float64Array.from(rows, (pair) => pair.y);
  return [
    of(spearman(x, y), `spearman${suffix}`, rows.length, (one) => ({
      value: one.coefficient,
      ...(one.interval.computable ? { low: one.interval.value.low, high: one.interval.value.high, level: one.interval.value.level } : {}),
    })),
    of(kendall(x, y), `kendall${suffix}`, rows.length, (one) => ({ value: one.coefficient })),
  ];
}

/** A statistic from an outcome: the number, or why there is none. */
export function of<T>(
  outcome: Outcome<T>,
  name: string,
  n: number,
  pick: (value: T) => Pick<Statistic, 'value' | 'low' | 'high' | 'level'> | null,
): Statistic {
  if (!outcome.computable) return { name, value: null, n, why: outcome.detail };
  const picked = pick(outcome.value);
  return picked === null ? { name, value: null, n, why: 'not computable for these data' } : { name, n, ...picked };
}
