import type { Field } from '../core/field.js';
import type { Characteristic, RegistryProfileRow } from '../core/rows/registry-profile.js';
import { groupSpread } from '../stats/group-jackknife.js';
import { quantileOfSorted } from '../stats/quantiles.js';
import { concentrationStability, type StableNumber } from '../stats/tied-bootstrap.js';
import { describeGroups, type TiedGroup } from '../stats/tied-groups.js';

/** Groups of the jackknife. */
export const groups = 20;

const seed = 1;

/** Which measure of which characteristic, of what, and of which registry. */
export interface MeasureName {
  readonly registry: string;
  readonly kind: string;
  readonly characteristic: Characteristic;
  readonly measure: string;
  readonly of: string;
}

/** A value with what it was made of. */
export interface MeasuredValue {
  readonly value: number;
  readonly numerator?: number;
  readonly denominator?: number;
}

/** A row that says why there is no number. */
export function unmeasuredRow(name: MeasureName, unit: RegistryProfileRow['unit'], why: string, missing: readonly Field[] = []): RegistryProfileRow {
  return { ...name, unit, value: null, low: null, high: null, level: null, numerator: null, denominator: null, n: null, why, missing };
}

/**
 * A row with the delete-a-group jackknife's interval. `statistic` gives the value of all parts but one (null: of all), or null where there is
 * none.
 */
export function measuredRow(
  name: MeasureName, unit: RegistryProfileRow['unit'], n: number, statistic: (without: number | null) => MeasuredValue | null,
): RegistryProfileRow {
  const whole = statistic(null);
  if (whole === null) return unmeasuredRow(name, unit, nothingOf(name, n));
  const range = unit === 'share' || unit === 'index' ? ([0, 1] as const) : ([0, Infinity] as const);
  // A hash makes groups of nearly one size.
  const spread = groupSpread(Array.from({ length: groups }, () => 1), whole.value, Array.from({ length: groups }, (_, part) => statistic(part)?.value ?? null), { range });
  // Numbers that no group moves have no interval, least of all one without width: nobody declares a parent, say.
  const interval = spread.computable && spread.value.standardError > 0 ? spread.value.interval : null;
  return {
    ...name, unit, value: whole.value,
    low: interval?.low ?? null, high: interval?.high ?? null, level: interval?.level ?? null,
    numerator: whole.numerator ?? null, denominator: whole.denominator ?? null, n, why: null, missing: [],
  };
}

function nothingOf({ of }: MeasureName, n: number): string {
  return n === 0 ? `there are no ${of}` : 'all amounts are zero, there is nothing to share';
}

/** What is told of a concentration: the share that the largest `fraction` of the items hold, or (null) the Gini coefficient. */
export interface ConcentrationMeasure {
  readonly name: MeasureName;
  readonly fraction: number | null;
}

/**
 * Rows on the concentration of amounts, given in any order with how many items have each, with the stability intervals of a seeded bootstrap of the
 * items (`concentrationStability`): leaving out groups would tell a share near 1 with an interval beyond it.
 */
export function concentratedRows(amounts: readonly TiedGroup[], measures: readonly ConcentrationMeasure[]): RegistryProfileRow[] {
  const items = new Map<number, number>();
  for (const one of amounts) items.set(one.amount, (items.get(one.amount) ?? 0) + one.items);
  const tied = [...items].map(([amount, count]): TiedGroup => ({ amount, items: count })).sort((a, b) => b.amount - a.amount);
  const n = tied.reduce((sum, one) => sum + one.items, 0);
  const fractions = measures.flatMap(({ fraction }) => (fraction === null ? [] : [fraction]));
  const asks = { fractions, tops: [], reach: [] };
  const found = describeGroups(tied, asks);
  const stable = concentrationStability(tied, asks, { seed });
  return measures.map(({ name, fraction }): RegistryProfileRow => {
    const unit = fraction === null ? 'index' : 'share';
    if (found === null) return unmeasuredRow(name, unit, nothingOf(name, n));
    const value = fraction === null ? found.gini : found.fractionShares[fractions.indexOf(fraction)]!;
    const told: StableNumber | null = !stable.computable ? null : fraction === null ? stable.value.gini : stable.value.fractionShares[fractions.indexOf(fraction)]!;
    const interval = told === null || told.interval.low === told.interval.high ? null : told.interval;
    return {
      ...name, unit, value, low: interval?.low ?? null, high: interval?.high ?? null, level: interval?.level ?? null,
      // Amounts are whole: what the share lost in division is below one half.
      numerator: fraction === null ? null : Math.round(value * found.total), denominator: fraction === null ? null : found.total, n, why: null, missing: [],
    };
  });
}

/** Sum of numerators over sum of denominators, without one part. */
export function ratioWithout(parts: readonly { readonly part: number; readonly numerator: number; readonly denominator: number }[]): (without: number | null) => MeasuredValue | null {
  return (without) => {
    let [numerator, denominator] = [0, 0];
    for (const one of parts) {
      if (one.part === without) continue;
      numerator += one.numerator;
      denominator += one.denominator;
    }
    return denominator === 0 ? null : { value: numerator / denominator, numerator, denominator };
  };
}

/** Median of values, without one part. */
export function medianWithout(values: readonly { readonly part: number; readonly value: number }[]): (without: number | null) => MeasuredValue | null {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  return (without) => {
    const kept = Float64Array.from(sorted.filter((one) => one.part !== without), (one) => one.value);
    return kept.length === 0 ? null : { value: quantileOfSorted(kept, 0.5) };
  };
}
