import { computed, notComputable } from './outcome.js';
import type { Interval, Outcome } from './outcome.js';
import { quantileOfSorted } from './quantiles.js';
import { seededGenerator } from './random.js';
import { requireLevel, requireWhole } from './sample.js';
import { logGamma } from './special-functions.js';
import { compactGroups, describeGroups, poissonCounts, type ConcentrationAsks, type GroupedConcentration, type TiedGroup } from './tied-groups.js';

/** A number of a population with its stability interval. */
export interface StableNumber {
  readonly value: number;
  readonly interval: Interval;
}

/** As `GroupedConcentration`, each number with its interval. */
export interface StableConcentration {
  readonly items: number;
  readonly total: number;
  readonly fractionShares: readonly StableNumber[];
  readonly topShares: readonly StableNumber[];
  readonly gini: StableNumber;
  readonly effectiveNumber: StableNumber;
  readonly itemsToReach: readonly StableNumber[];
}

/**
 * Concentration of a population of tied groups (largest amount first) with percentile stability intervals by a seeded Poisson bootstrap over the groups:
 * each time the items of a group are in the sample a Poisson number of times with their number as mean, which for many items comes to the same as
 * drawing as many with replacement. Beyond the largest 500 items neighbours are drawn together at their mean amount (`compactGroups`), for the samples only.
 * The same seed gives the same intervals. Not computable: fewer than two items, or a total of zero.
 */
export function concentrationStability(
  groups: readonly TiedGroup[],
  asks: ConcentrationAsks,
  options: { readonly seed: number; readonly resamples?: number; readonly level?: number },
): Outcome<StableConcentration> {
  const { seed, resamples = 2000, level = 0.95 } = options;
  requireLevel(level, 'concentrationStability');
  requireWhole(resamples, 40, 'bootstrap samples');
  const estimate = describeGroups(groups, asks);
  if (estimate === null) return notComputable('zero total', 'all amounts are zero, there is nothing to share');
  if (estimate.items < 2) return notComputable('too few values', 'the population has one item, a share of it tells nothing');
  const compact = compactGroups(groups);
  const counts = new Float64Array(compact.length);
  const drawCounts = poissonCounts(compact, logGamma);
  const generator = seededGenerator(seed);
  const columns = numbersOf(estimate).map(() => new Float64Array(resamples));
  for (let b = 0; b < resamples; b += 1) {
    let drawn = null;
    // Of a handful of items none may be drawn: a sample with nothing to share is drawn anew.
    while (drawn === null) {
      drawCounts(generator, counts);
      drawn = describeGroups(compact, asks, counts);
    }
    numbersOf(drawn).forEach((value, index) => { columns[index]![b] = value; });
  }
  const stable = numbersOf(estimate).map((value, index): StableNumber => {
    const sorted = columns[index]!.sort();
    return { value, interval: { low: quantileOfSorted(sorted, (1 - level) / 2), high: quantileOfSorted(sorted, (1 + level) / 2), level } };
  });
  const [gini, effectiveNumber] = [stable[0]!, stable[1]!];
  const [fractions, tops] = [2 + asks.fractions.length, 2 + asks.fractions.length + asks.tops.length];
  return computed({
    items: estimate.items, total: estimate.total, gini, effectiveNumber,
    fractionShares: stable.slice(2, fractions), topShares: stable.slice(fractions, tops), itemsToReach: stable.slice(tops),
  });
}

function numbersOf({ gini, effectiveNumber, fractionShares, topShares, itemsToReach }: GroupedConcentration): readonly number[] {
  return [gini, effectiveNumber, ...fractionShares, ...topShares, ...itemsToReach];
}
