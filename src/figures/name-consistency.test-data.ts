/** Invented rows of names beside their records. */
import type { NameConsistencyRow } from '../core/rows/name-consistency.js';
import { valueOrNull } from '../stats/outcome.js';
import { proportion } from '../stats/proportion.js';

/** A row in which `contradiction` of `comparable` models contradict their record; the rest agree. */
export function nameRow(aspect: string, contradiction: number, comparable: number): NameConsistencyRow {
  const share = valueOrNull(proportion(contradiction, comparable));
  return {
    aspect, contradiction, comparable, agreement: comparable - contradiction, undecided: 0, recordSilent: 12, notKnown: 0, nameSilent: 40, owners: Math.ceil(comparable / 2),
    share: share?.share ?? null, low: share?.interval.low ?? null, high: share?.interval.high ?? null,
  };
}

/** All aspects; the size can be told of no model. */
export const nameRowsOfAll: readonly NameConsistencyRow[] = [
  nameRow('architecture', 8, 2623), nameRow('size', 0, 0), nameRow('task', 0, 492), nameRow('language', 8, 181), nameRow('dataset', 2, 269),
  nameRow('format', 1, 474), nameRow('quantisation', 0, 457), nameRow('base model', 2, 1009), nameRow('any', 20, 4100),
];
