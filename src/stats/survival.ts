import { chiSquareSurvival, normalQuantile } from './distributions.js';
import { computedIfFinite, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';
import { readNonNegative, requireLevel } from './sample.js';
import type { Values } from './sample.js';
import { UsageError } from '../core/errors.js';
import { solveSymmetric } from './solve-symmetric.js';

/** How long each subject was watched and whether the watching ended with the event; times in any one unit, zero or more. */
export interface Followed {
  readonly times: Values;
  /** True: the event happened at the time; false: it had not happened yet (right-censored). */
  readonly events: readonly boolean[];
  /** When each subject came under watch (left truncation): it is at risk in (entry, time]. By default from the beginning. */
  readonly entries?: Values;
}

/** One time at which something happened, with who was at risk just before it. */
export interface LifeTableRow {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
}

/** One step of the Kaplan–Meier curve: the survival from this time on. */
export interface SurvivalStep extends LifeTableRow {
  readonly survival: number;
  /** Greenwood's, of the survival; null where the survival is 0. */
  readonly standardError: number | null;
  /** Null where the survival is 0: the interval has no width to be made of. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The least time at which the curve is at or below one half; null where it never comes so low. */
export interface MedianTime {
  readonly median: number | null;
  /** Where the ends of the pointwise interval come to one half (Brookmeyer & Crowley 1982); null where they never do. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface SurvivalCurve {
  readonly n: number;
  readonly events: number;
  readonly steps: readonly SurvivalStep[];
  readonly median: MedianTime;
  readonly level: number;
}

export interface SurvivalOptions {
  /** Of the pointwise intervals, default 0.95. */
  readonly level?: number;
  /** On which scale they are symmetric: log S (R's default) or log(−log S), which stays within 0 and 1. */
  readonly interval?: 'log' | 'log-log';
}

export interface LogRankTest {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  /** Covariance of observed − expected, one row per group. */
  readonly variance: readonly (readonly number[])[];
  readonly n: readonly number[];
}

function readFollowed(followed: Followed, what: string): Outcome<{ times: Float64Array; entries: Float64Array | null }> {
  const { times, events, entries } = followed;
  if (times.length !== events.length) throw new UsageError(`stats: times and events (${what}); expected ${times.length} events, got ${events.length}`);
  if (entries !== undefined && entries.length !== times.length) {
    throw new UsageError(`stats: times and entries (${what}); expected ${times.length} entries, got ${entries.length}`);
  }
  const read = readNonNegative(times, `times of ${what}`);
  if (!read.computable) return read;
  if (entries === undefined) return { computable: true, value: { times: read.value, entries: null } };
  const start = readNonNegative(entries, `entries of ${what}`);
  if (!start.computable) return start;
  const late = start.value.findIndex((entry, i) => entry >= read.value[i]!);
  if (late >= 0) return notComputable('negative value', `${what}: subject ${late} is watched from ${start.value[late]!} to ${read.value[late]!}, which is no time`);
  return { computable: true, value: { times: read.value, entries: start.value } };
}

/**
 * The times at which events happened, ascending, with the number of events and of subjects at risk (entry < t ≤ time).
 * Not computable: no subject, a time that is not finite or negative, an entry that is not before its time.
 */
export function lifeTable(followed: Followed, what = 'subjects'): Outcome<LifeTableRow[]> {
  const read = readFollowed(followed, what);
  if (!read.computable) return read;
  const { times, entries } = read.value;
  const counts = new Map<number, number>();
  for (let i = 0; i < times.length; i += 1) if (followed.events[i] === true) counts.set(times[i]!, (counts.get(times[i]!) ?? 0) + 1);
  const ends = times.slice().sort();
  const starts = entries === null ? null : entries.slice().sort();
  let ended = 0;
  let started = starts === null ? times.length : 0;
  const rows = [...counts].sort(([a], [b]) => a - b).map(([time, events]): LifeTableRow => {
    while (ended < ends.length && ends[ended]! < time) ended += 1;
    while (starts !== null && started < starts.length && starts[started]! < time) started += 1;
    return { time, atRisk: started - ended, events };
  });
  return { computable: true, value: rows };
}

function logInterval(survival: number, spread: number, z: number): readonly [number, number] {
  return [survival * Math.exp(-z * spread), Math.min(1, survival * Math.exp(z * spread))];
}

/** S^exp(±z·σ/log S), σ² Greenwood's sum. */
function logLogInterval(survival: number, spread: number, z: number): readonly [number, number] {
  const scale = (z * spread) / Math.log(survival);
  return [survival ** Math.exp(-scale), survival ** Math.exp(scale)];
}

/** First time at which a column is at most one half, with a little room for rounding. */
function crossing(steps: readonly SurvivalStep[], column: (step: SurvivalStep) => number | null): number | null {
  return steps.find((step) => (column(step) ?? Infinity) <= 0.5 + 1e-12)?.time ?? null;
}

/**
 * The Kaplan–Meier curve S(t) = Π(1 − d/n) over the times of events, with Greenwood's variance S²·Σ d/(n(n − d)) and
 * pointwise intervals (Kaplan & Meier 1958; R's `survfit`). With entries the risk sets are those of delayed entry; the
 * curve then is that of subjects who have come as far as the first entry. Not computable as `lifeTable`.
 */
export function survivalCurve(followed: Followed, options: SurvivalOptions = {}): Outcome<SurvivalCurve> {
  const { level = 0.95, interval = 'log-log' } = options;
  requireLevel(level, 'survivalCurve');
  const table = lifeTable(followed);
  if (!table.computable) return table;
  const z = normalQuantile((1 - level) / 2, 'upper');
  const limits = interval === 'log' ? logInterval : logLogInterval;
  let survival = 1;
  let variance = 0;
  const steps = table.value.map((row): SurvivalStep => {
    survival *= (row.atRisk - row.events) / row.atRisk;
    if (survival === 0) return { ...row, survival, standardError: null, low: null, high: null };
    variance += row.events / row.atRisk / (row.atRisk - row.events);
    const spread = Math.sqrt(variance);
    const [low, high] = limits(survival, spread, z);
    return { ...row, survival, standardError: survival * spread, low, high };
  });
  // Where the curve comes to 0, both of its ends are taken to be there.
  function floor(column: (step: SurvivalStep) => number | null): number | null {
    return crossing(steps, (step) => (step.survival === 0 ? null : column(step)));
  }
  return computedIfFinite({
    n: followed.times.length,
    events: table.value.reduce((total, row) => total + row.events, 0),
    steps,
    median: { median: crossing(steps, (step) => step.survival), low: floor((step) => step.low), high: floor((step) => step.high) },
    level,
  }, 'survival curve');
}

/** The log-rank test of two or more groups, from who was at risk and had the event; see `logRankOfTables`. */
export function logRank(groups: readonly Followed[]): Outcome<LogRankTest> {
  requireGroups(groups.length);
  const reads = groups.map((group, i) => readFollowed(group, `group ${i}`));
  const failed = reads.find((one) => !one.computable);
  if (failed !== undefined && !failed.computable) return failed;
  const times = [...new Set(groups.flatMap((group) => Array.from(group.times).filter((_, i) => group.events[i] === true)))].sort((a, b) => a - b);
  const tables = reads.map((read, g): LifeTableRow[] => {
    if (!read.computable) return [];
    const { times: ends, entries } = read.value;
    return times.map((time) => {
      let [atRisk, events] = [0, 0];
      for (let i = 0; i < ends.length; i += 1) {
        if (ends[i]! < time || (entries !== null && entries[i]! >= time)) continue;
        atRisk += 1;
        if (ends[i] === time && groups[g]?.events[i] === true) events += 1;
      }
      return { time, atRisk, events };
    });
  });
  return logRankOfTables(tables, groups.map((group) => group.times.length));
}

/**
 * The log-rank test (Mantel 1966; R's `survdiff`) from life tables: per group, each time with subjects at risk and events. A group
 * that has no row for a time had nobody at risk then, so tables of all groups must name every time at which any of them has events.
 * χ² = (O − E)ᵀV⁻¹(O − E) without the last group, V hypergeometric; ties are counted, not broken.
 * Not computable: no event at all, a variance without inverse (a group never at risk beside another).
 */
export function logRankOfTables(tables: readonly (readonly LifeTableRow[])[], sizes: readonly number[]): Outcome<LogRankTest> {
  requireGroups(tables.length);
  const groups = tables.length;
  const byTime = new Map<number, { readonly atRisk: number[]; readonly events: number[] }>();
  for (const [g, table] of tables.entries()) {
    for (const row of table) {
      const here = byTime.get(row.time) ?? { atRisk: new Array<number>(groups).fill(0), events: new Array<number>(groups).fill(0) };
      here.atRisk[g]! += row.atRisk;
      here.events[g]! += row.events;
      byTime.set(row.time, here);
    }
  }
  const observed = new Array<number>(groups).fill(0);
  const expected = new Array<number>(groups).fill(0);
  const variance = Array.from({ length: groups }, () => new Array<number>(groups).fill(0));
  for (const [, { atRisk, events }] of [...byTime].sort(([a], [b]) => a - b)) {
    const n = atRisk.reduce((a, b) => a + b, 0);
    const d = events.reduce((a, b) => a + b, 0);
    if (d === 0) continue;
    for (let g = 0; g < groups; g += 1) {
      observed[g]! += events[g]!;
      expected[g]! += (d * atRisk[g]!) / n;
      if (n < 2) continue;
      for (let h = 0; h < groups; h += 1) {
        const share = atRisk[g]! / n;
        variance[g]![h]! += ((g === h ? share : 0) - share * (atRisk[h]! / n)) * d * ((n - d) / (n - 1));
      }
    }
  }
  if (observed.every((count) => count === 0)) return notComputable('empty', 'no group had an event');
  const differences = observed.map((count, g) => count - expected[g]!).slice(0, -1);
  const solved = solveSymmetric(variance.slice(0, -1).map((row) => row.slice(0, -1)), differences);
  if (solved === null) return notComputable('singular design', 'a group was never at risk beside another when something happened');
  const chiSquare = Math.max(0, differences.reduce((total, difference, g) => total + difference * solved[g]!, 0));
  const df = groups - 1;
  return computedIfFinite({ chiSquare, df, p: chiSquareSurvival(chiSquare, df), observed, expected, variance, n: [...sizes] }, 'log-rank test');
}

function requireGroups(count: number): void {
  if (count < 2) throw new UsageError(`stats: groups of the log-rank test; expected at least 2, got ${count}`);
}
