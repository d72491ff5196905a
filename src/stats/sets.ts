import { computed, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';

/** A share with the two counts it was made of. */
export interface SetShare {
  readonly share: number;
  readonly numerator: number;
  readonly denominator: number;
}

function countShared<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const item of small) if (large.has(item)) shared += 1;
  return shared;
}

/** Jaccard similarity |A ∩ B| / |A ∪ B|. Not computable for two empty sets. */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Outcome<SetShare> {
  const numerator = countShared(a, b);
  const denominator = a.size + b.size - numerator;
  if (denominator === 0) return notComputable('empty', 'both sets are empty');
  return computed({ share: numerator / denominator, numerator, denominator });
}

/** Share of the earlier set that is still in the later one, |A ∩ B| / |A|. Not computable for an empty earlier set. */
export function stayShare<T>(earlier: ReadonlySet<T>, later: ReadonlySet<T>): Outcome<SetShare> {
  if (earlier.size === 0) return notComputable('empty', 'the earlier set is empty');
  const numerator = countShared(earlier, later);
  return computed({ share: numerator / earlier.size, numerator, denominator: earlier.size });
}
