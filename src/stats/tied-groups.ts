import { requireWhole } from './sample.js';
import type { Generator } from './random.js';

/** Items with one amount, counted: how a large population with many ties is held. */
export interface TiedGroup {
  readonly amount: number;
  readonly items: number;
}

/** What is asked of a population: shares of the total that the largest items hold, by fraction and by number, and how many hold a share. */
export interface ConcentrationAsks {
  readonly fractions: readonly number[];
  readonly tops: readonly number[];
  readonly reach: readonly number[];
}

/** Answers in the order of the asks; `topShares` and `fractionShares` are shares of the total. */
export interface GroupedConcentration {
  readonly items: number;
  readonly total: number;
  readonly fractionShares: readonly number[];
  readonly topShares: readonly number[];
  readonly gini: number;
  /** 1/HHI. */
  readonly effectiveNumber: number;
  readonly itemsToReach: readonly number[];
}

/** Number of items of a top: a fraction rounded up to whole items, as in `topFractionShare`. */
export function sizeOfFraction(fraction: number, items: number): number {
  return Math.min(items, Math.max(1, Math.ceil(fraction * items * (1 - 4 * Number.EPSILON))));
}

/**
 * The concentration of a population given as tied groups, largest amount first, in one pass; null where the total is zero. The same
 * numbers as `topFractionShare`, `topShare`, `gini`, `diversity` and `itemsToReach` give for the items one by one (formulas there). `counts` replaces the
 * groups' numbers of items, as a bootstrap does.
 */
export function describeGroups(groups: readonly TiedGroup[], asks: ConcentrationAsks, counts?: Float64Array): GroupedConcentration | null {
  let [items, total, squares] = [0, 0, 0];
  for (let g = 0; g < groups.length; g += 1) {
    const { amount } = groups[g]!;
    const count = counts === undefined ? groups[g]!.items : counts[g]!;
    items += count;
    total += count * amount;
    squares += count * amount * amount;
  }
  if (!(total > 0)) return null;
  const sizes = [...asks.fractions.map((fraction) => sizeOfFraction(fraction, items)), ...asks.tops];
  const held = sizes.map(() => total);
  const reached = asks.reach.map(() => items);
  const needed = asks.reach.map((share) => share * total * (1 - 4 * Number.EPSILON));
  let [before, heldBefore, area] = [0, 0, 0];
  for (let g = 0; g < groups.length; g += 1) {
    const { amount } = groups[g]!;
    const count = counts === undefined ? groups[g]!.items : counts[g]!;
    if (count === 0) continue;
    const [after, heldAfter] = [before + count, heldBefore + count * amount];
    for (let i = 0; i < sizes.length; i += 1) {
      if (sizes[i]! > before && sizes[i]! <= after) held[i] = heldBefore + (sizes[i]! - before) * amount;
    }
    for (let i = 0; i < needed.length; i += 1) {
      if (heldBefore < needed[i]! && heldAfter >= needed[i]!) reached[i] = before + Math.ceil(((needed[i]! - heldBefore) / amount) * (1 - 4 * Number.EPSILON));
    }
    // Trapezoids under the curve from the largest item on: within a tie it is a straight line.
    area += count * (heldBefore + heldAfter);
    [before, heldBefore] = [after, heldAfter];
  }
  const shares = held.map((amount) => Math.min(1, amount / total));
  return {
    items, total,
    fractionShares: shares.slice(0, asks.fractions.length), topShares: shares.slice(asks.fractions.length),
    gini: Math.max(0, area / (items * total) - 1), effectiveNumber: (total * total) / squares, itemsToReach: reached,
  };
}

/**
 * Fewer groups with nearly the same items: the groups of the largest `singles` items stay as they are; below, neighbours are put together,
 * each time as many as make a fiftieth of the items so far, at the mean of their amounts. The total stays the same.
 */
export function compactGroups(groups: readonly TiedGroup[], singles = 500): readonly TiedGroup[] {
  const compact: TiedGroup[] = [];
  let [before, items, amount] = [0, 0, 0];
  for (const group of groups) {
    if (before < singles) {
      compact.push(group);
      before += group.items;
      continue;
    }
    items += group.items;
    amount += group.items * group.amount;
    if (items < before / 50) continue;
    compact.push({ amount: amount / items, items });
    before += items;
    [items, amount] = [0, 0];
  }
  if (items > 0) compact.push({ amount: amount / items, items });
  return compact;
}

/** Cumulated Poisson probabilities from `first` on, until what is left is lost in rounding. */
interface PoissonTable {
  readonly first: number;
  readonly cumulated: Float64Array;
}

function poissonTable(mean: number, logGamma: (x: number) => number): PoissonTable {
  const spread = 9 * Math.sqrt(mean) + 12;
  const first = Math.max(0, Math.floor(mean - spread));
  const last = Math.ceil(mean + spread);
  const cumulated = new Float64Array(last - first + 1);
  let below = 0;
  for (let k = first; k <= last; k += 1) {
    below += Math.exp(k * Math.log(mean) - mean - logGamma(k + 1));
    cumulated[k - first] = below;
  }
  return { first, cumulated };
}

function draw({ first, cumulated }: PoissonTable, u: number): number {
  let [low, high] = [0, cumulated.length - 1];
  if (high < 40) {
    while (low < high && cumulated[low]! <= u) low += 1;
    return first + low;
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle]! <= u) low = middle + 1;
    else high = middle;
  }
  return first + low;
}

/**
 * Draws how often each group's items are in a bootstrap sample: Poisson counts with the groups' numbers of items as means (Hanley & MacGibbon
 * 2006), by inversion. Each item alone would get a Poisson(1) weight; the weights of tied items add up.
 */
export function poissonCounts(groups: readonly TiedGroup[], logGamma: (x: number) => number): (generator: Generator, counts: Float64Array) => void {
  const tables = new Map<number, PoissonTable>();
  const ofGroup = groups.map(({ items }) => {
    requireWhole(items, 1, 'items of a tied group');
    const known = tables.get(items) ?? poissonTable(items, logGamma);
    tables.set(items, known);
    return known;
  });
  return (generator, counts) => {
    for (let g = 0; g < ofGroup.length; g += 1) counts[g] = draw(ofGroup[g]!, generator.next() / 0x1_0000_0000);
  };
}
