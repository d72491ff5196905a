import type { RegistryComparisonRow } from '../core/rows/registry-comparison.js';
import { logRankOfTables, type LogRankTest } from '../stats/survival.js';
import { notComputable, type Outcome } from '../stats/outcome.js';

/** The rows of one registry at one step. */
export interface RegistryCurve {
  readonly registry: string;
  readonly rows: readonly RegistryComparisonRow[];
}

/** A log-rank test of registries over the time that all of them cover. */
export interface RegistryLogRank {
  /** ISO 8601 UTC. */
  readonly from: string;
  readonly to: string;
  readonly test: Outcome<LogRankTest>;
}

const day = 86_400_000;

function isExit(row: RegistryComparisonRow): boolean {
  return row.measure === 'survival' && row.age !== null && row.numerator !== null && row.denominator !== null;
}

/**
 * The log-rank test between registries of time in the top, from the counts at each age of their steps within the window that all of them cover
 * (to within three tenths of a step). A package that was there before the window began comes under watch at its age, so it counts at the ages at
 * which it was seen only. null for fewer than two registries with such counts.
 */
export function compareTimeInTop(curves: readonly RegistryCurve[], step: number): RegistryLogRank | null {
  const known = curves.filter((one) => one.rows.some(isExit));
  if (known.length < 2) return null;
  const slack = 0.3 * step * 30.4375 * day;
  const spans = known.map(({ rows }) => {
    const own = rows.filter(isExit);
    return { start: Math.min(...own.map((row) => Date.parse(row.from ?? ''))), end: Math.max(...own.map((row) => Date.parse(row.to ?? ''))) };
  });
  const [start, end] = [Math.max(...spans.map((one) => one.start)), Math.min(...spans.map((one) => one.end))];
  const window = { from: new Date(Math.min(start, end)).toISOString(), to: new Date(Math.max(start, end)).toISOString() };
  if (end <= start) return { ...window, test: notComputable('empty', 'the registries share no time') };
  const tables = known.map(({ rows }) => rows
    .filter((row) => isExit(row) && Date.parse(row.from ?? '') >= start - slack && Date.parse(row.to ?? '') <= end + slack)
    .map((row) => ({ time: row.age ?? 0, atRisk: row.denominator ?? 0, events: row.numerator ?? 0 })));
  if (tables.some((table) => table.length === 0)) return { ...window, test: notComputable('empty', 'a registry has no step within the shared time') };
  return { ...window, test: logRankOfTables(tables, tables.map((table) => table.filter((row) => row.time === 0).reduce((sum, row) => sum + row.atRisk, 0))) };
}

/** Survival at the end of each step by age, over all the steps of a registry: Π(1 − left/at risk); stops where nobody was at risk. */
export function survivalByAge(rows: readonly RegistryComparisonRow[]): readonly { readonly age: number; readonly survival: number; readonly atRisk: number }[] {
  const byAge = new Map<number, { left: number; atRisk: number }>();
  for (const row of rows) {
    if (!isExit(row)) continue;
    const here = byAge.get(row.age ?? 0) ?? { left: 0, atRisk: 0 };
    byAge.set(row.age ?? 0, { left: here.left + (row.numerator ?? 0), atRisk: here.atRisk + (row.denominator ?? 0) });
  }
  const curve: { age: number; survival: number; atRisk: number }[] = [];
  let survival = 1;
  for (let age = 0; ; age += 1) {
    const here = byAge.get(age);
    if (here === undefined || here.atRisk === 0) return curve;
    survival *= 1 - here.left / here.atRisk;
    curve.push({ age, survival, atRisk: here.atRisk });
  }
}
