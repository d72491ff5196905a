import { UsageError } from '../core/errors.js';
import { explainedVariance, type CrossProducts } from './cross-products.js';
import { computed, type Outcome } from './outcome.js';

/** Columns that are judged together, given by their places in the cross products. */
export interface PredictorGroup {
  readonly name: string;
  readonly columns: readonly number[];
}

/** How much a group of predictors explains, beside those that are always in. Shares of the outcome's variance. */
export interface GroupDominance {
  readonly name: string;
  /** What it adds where no other group is in, and where all others are. */
  readonly first: number;
  readonly last: number;
  /** Mean of what it adds to subsets of the others, by their size: 0, 1, …, all others. */
  readonly conditional: readonly number[];
  /** Mean over the sizes; the general dominances of all groups sum to what all of them explain. */
  readonly general: number;
}

export interface DominanceAnalysis {
  /** What the columns that are always in explain alone. */
  readonly always: number;
  /** What all groups explain beyond those. */
  readonly together: number;
  readonly groups: readonly GroupDominance[];
  /** Pairs of groups of which the first adds at least as much to every subset of the others, and more to one (complete dominance). */
  readonly complete: readonly (readonly [over: string, under: string])[];
  /** Columns that are constant or a combination of others, where all are in. */
  readonly dropped: readonly string[];
}

export interface DominanceOptions {
  /** Places of the columns that are in every regression. */
  readonly always?: readonly number[];
  /** Take adjusted R² for R². */
  readonly adjusted?: boolean;
}

const mostGroups = 12;
/** Differences of R² below this are rounding errors. */
const tie = 1e-12;

/**
 * Dominance analysis (Budescu 1993; Azen & Budescu 2003) of groups of predictors: R² of the regressions on every subset of the groups,
 * and what each group adds to each subset of the others. General dominance is Lindeman, Merenda and Gold's mean over all orders.
 * The order and the scale of columns do not matter. Not computable where one of the regressions is not. Takes 2^groups regressions:
 * more than twelve groups raise `UsageError`.
 */
export function dominanceAnalysis(
  products: CrossProducts, outcome: number, groups: readonly PredictorGroup[], { always = [], adjusted = false }: DominanceOptions = {},
): Outcome<DominanceAnalysis> {
  const size = groups.length;
  if (size > mostGroups) throw new UsageError(`stats: groups of a dominance analysis; expected at most ${mostGroups}, got ${size}`);
  const explained = new Float64Array(2 ** size);
  let dropped: readonly string[] = [];
  for (let subset = 0; subset < explained.length; subset += 1) {
    const columns = [...always, ...groups.flatMap((group, g) => (isIn(subset, g) ? group.columns : []))];
    const fit = explainedVariance(products, outcome, columns);
    if (!fit.computable) return fit;
    explained[subset] = adjusted ? fit.value.adjusted : fit.value.rSquared;
    dropped = fit.value.dropped;
  }
  const complete: (readonly [string, string])[] = [];
  for (const [a, over] of groups.entries()) {
    for (const [b, under] of groups.entries()) if (a !== b && dominates(explained, a, b)) complete.push([over.name, under.name]);
  }
  return computed({
    always: explained[0]!,
    together: explained[explained.length - 1]! - explained[0]!,
    groups: groups.map((group, g) => describe(group.name, explained, g, size)),
    complete,
    dropped,
  });
}

function isIn(subset: number, group: number): boolean {
  return (subset & (1 << group)) !== 0;
}

function describe(name: string, explained: Float64Array, g: number, size: number): GroupDominance {
  const totals = new Float64Array(size);
  const counts = new Float64Array(size);
  for (let subset = 0; subset < explained.length; subset += 1) {
    if (isIn(subset, g)) continue;
    const others = bitsOf(subset);
    totals[others]! += explained[subset | (1 << g)]! - explained[subset]!;
    counts[others]! += 1;
  }
  const conditional = Array.from(totals, (total, others) => total / counts[others]!);
  return {
    name, conditional,
    first: conditional[0]!,
    last: conditional[size - 1]!,
    general: conditional.reduce((total, value) => total + value, 0) / size,
  };
}

function bitsOf(subset: number): number {
  let bits = 0;
  for (let rest = subset; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
}

function dominates(explained: Float64Array, a: number, b: number): boolean {
  let more = false;
  for (let subset = 0; subset < explained.length; subset += 1) {
    if (isIn(subset, a) || isIn(subset, b)) continue;
    const difference = explained[subset | (1 << a)]! - explained[subset | (1 << b)]!;
    if (difference < -tie) return false;
    more ||= difference > tie;
  }
  return more;
}
