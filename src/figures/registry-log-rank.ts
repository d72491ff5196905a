import { millisecondsPerMonth } from '../core/months.js';
import type { RegistryComparisonRow } from '../core/rows/registry-comparison.js';
import { logRankOfTables, type LogRankTest } from '../stats/survival.js';
import { computed, notComputable, type Outcome } from '../stats/outcome.js';

/** The rows of one registry at one step. */
export interface RegistryCurve {
  readonly registry: string;
  readonly rows: readonly RegistryComparisonRow[];
}

/** A log-rank test of registries whose tops are followed from nearly the same time for the same number of steps. */
export interface RegistryLogRank {
  /** Whose top of which instant (ISO 8601 UTC), in the order of the test's groups. */
  readonly cohorts: readonly { readonly registry: string; readonly start: string }[];
  readonly steps: number;
  readonly test: LogRankTest;
}

function isExit(row: RegistryComparisonRow): boolean {
  return row.measure === 'survival' && row.age !== null && row.numerator !== null && row.denominator !== null;
}

function cohortsOf(rows: readonly RegistryComparisonRow[]): ReadonlyMap<string, readonly RegistryComparisonRow[]> {
  const byStart = new Map<string, RegistryComparisonRow[]>();
  for (const row of rows) if (row.measure === 'cohort' && row.from !== null) byStart.set(row.from, [...(byStart.get(row.from) ?? []), row]);
  return byStart;
}

/**
 * The log-rank test between registries on the time that all of them cover: the tops of nearly the same instant, at most half a step apart from the latest
 * of the registries' first ones, are followed for as many steps as all of them have. How long the packages had been there before is not known for
 * any of them, and the same for all. Where not all share a time, the registry with the shortest chain is left out and the others are compared. Not
 * computable: fewer than two registries, no shared time, nobody left.
 */
export function compareTimeInTop(curves: readonly RegistryCurve[], step: number): Outcome<RegistryLogRank> {
  const found = compareAll(curves, step);
  if (found.computable || curves.length < 3) return found;
  const sizes = curves.map((one) => cohortsOf(one.rows).size);
  const shortest = sizes.indexOf(Math.min(...sizes));
  const fewer = compareTimeInTop(curves.filter((_, i) => i !== shortest), step);
  return fewer.computable ? fewer : found;
}

function compareAll(curves: readonly RegistryCurve[], step: number): Outcome<RegistryLogRank> {
  const known = curves.map(({ registry, rows }) => ({ registry, cohorts: cohortsOf(rows) })).filter((one) => one.cohorts.size > 0);
  if (known.length < 2) return notComputable('too few values', 'fewer than two registries have such intervals');
  const common = Math.max(...known.map(({ cohorts }) => Math.min(...[...cohorts.keys()].map((start) => Date.parse(start)))));
  const chosen = known.map(({ registry, cohorts }) => {
    const [start] = [...cohorts.keys()].sort((a, b) => Math.abs(Date.parse(a) - common) - Math.abs(Date.parse(b) - common));
    return { registry, start: start ?? '', rows: cohorts.get(start ?? '') ?? [] };
  });
  const far = chosen.find((one) => Math.abs(Date.parse(one.start) - common) > 0.5 * step * millisecondsPerMonth);
  if (far !== undefined) return notComputable('empty', `${far.registry} has no such snapshot near ${new Date(common).toISOString().slice(0, 10)}, when the last of the registries begins`);
  const steps = Math.min(...chosen.map((one) => one.rows.length));
  const tables = chosen.map(({ rows }) => rows.filter((row) => (row.age ?? 0) < steps).map((row) => ({ time: row.age ?? 0, atRisk: row.denominator ?? 0, events: row.numerator ?? 0 })));
  const test = logRankOfTables(tables, tables.map((table) => table[0]?.atRisk ?? 0));
  if (!test.computable) return test;
  return computed({ cohorts: chosen.map(({ registry, start }) => ({ registry, start })), steps, test: test.value });
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
