import type { Field } from '../core/field.js';
import type { Characteristic, RegistryProfileRow } from '../core/rows/registry-profile.js';
import { countedConcentration, type CountedAmount } from '../stats/counted-concentration.js';
import { groupSpread } from '../stats/group-jackknife.js';
import { quantileOfSorted } from '../stats/quantiles.js';

/** Groups of the jackknife. */
export const groups = 20;

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
  if (whole === null) return unmeasuredRow(name, unit, n === 0 ? `there are no ${name.of}` : 'all amounts are zero, there is nothing to share');
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

/** Amounts with the part that each belongs to. */
export interface PartAmount extends CountedAmount {
  readonly part: number;
}

/** Share of the total that the largest `fraction` of the items hold, without one part, from amounts in any order. */
export function topShareWithout(amounts: readonly PartAmount[], fraction: number): (without: number | null) => MeasuredValue | null {
  const descending = amounts.toSorted((a, b) => b.amount - a.amount);
  return (without) => {
    const found = countedConcentration(without === null ? descending : descending.filter((one) => one.part !== without), fraction);
    if (!found.computable) return null;
    return { value: found.value.topSum / found.value.total, numerator: found.value.topSum, denominator: found.value.total };
  };
}

/** Gini coefficient without one part. */
export function giniWithout(amounts: readonly PartAmount[]): (without: number | null) => MeasuredValue | null {
  const descending = amounts.toSorted((a, b) => b.amount - a.amount);
  return (without) => {
    const found = countedConcentration(without === null ? descending : descending.filter((one) => one.part !== without), 1);
    return found.computable ? { value: found.value.gini } : null;
  };
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
