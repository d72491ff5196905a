import { computed, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';

/** An amount and how many items have it. */
export interface CountedAmount {
  readonly amount: number;
  readonly items: number;
}

/** Inequality of a population that is given by the distinct amounts and how many items have each. */
export interface CountedConcentration {
  /** As `gini` of the items one by one. */
  readonly gini: number;
  readonly items: number;
  readonly total: number;
  /** Sum of the amounts of the largest share of the items, and how many items these are (rounded up, at least one). */
  readonly topSum: number;
  readonly topItems: number;
}

/**
 * Gini coefficient and the share of the largest `fraction` (0 to 1) of the items, from distinct amounts in descending order, each with its
 * count: the same numbers as from all items one by one, with less to sort and to carry. Whole amounts below 2^53 in sum are added exactly.
 * Not computable: no item, a negative amount or one that is not finite, a total of zero, amounts not in descending order.
 */
export function countedConcentration(descending: readonly CountedAmount[], fraction: number): Outcome<CountedConcentration> {
  let [items, total] = [0, 0];
  for (const [i, one] of descending.entries()) {
    if (!Number.isFinite(one.amount) || !Number.isFinite(one.items)) return notComputable('not finite', `amount ${i} is ${one.amount}, of ${one.items} items`);
    if (one.amount < 0 || one.items < 0) return notComputable('negative value', `amount ${i} is ${one.amount}, of ${one.items} items`);
    if (i > 0 && one.amount > descending[i - 1]!.amount) return notComputable('not a count', `amount ${i} is larger than the one before; expected descending order`);
    items += one.items;
    total += one.items * one.amount;
  }
  if (items === 0) return notComputable('empty', 'there are no items');
  if (!Number.isFinite(total)) return notComputable('not finite', 'the total leaves the range of doubles');
  if (total === 0) return notComputable('zero total', 'all amounts are zero, there is nothing to share');
  const topItems = Math.max(1, Math.ceil(fraction * items * (1 - 4 * Number.EPSILON)));
  let [above, topSum, weighted] = [0, 0, 0];
  for (const { amount, items: here } of descending) {
    topSum += amount * Math.max(0, Math.min(here, topItems - above));
    // Items with `above` before them have descending places above + 1 … above + here, whose mean stands for all of them.
    weighted += here * (amount / total) * (items + 1 - 2 * (above + (here + 1) / 2));
    above += here;
  }
  return computed({ gini: Math.max(0, weighted / items), items, total, topSum, topItems });
}
