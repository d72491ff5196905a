import { UsageError } from '../core/errors.js';

function requireProbabilities(ps: readonly number[], where: string): void {
  for (const [i, p] of ps.entries()) {
    if (!(p >= 0 && p <= 1)) throw new UsageError(`stats: p value ${i} (${where}); expected 0 to 1, got ${p}`);
  }
}

/**
 * Holm's adjusted p values in the order given: p̃(i) = max over j ≤ i of min(1, (k − j + 1) p(j)) (Holm 1979). The
 * family is what is passed: leave out tests that were not made. An empty family gives an empty list; p outside 0…1
 * raises `UsageError`.
 */
export function holm(ps: readonly number[]): number[] {
  requireProbabilities(ps, 'holm');
  const adjusted = ps.slice();
  let largest = 0;
  const ascending = ps.map((_, i) => i).sort((a, b) => ps[a]! - ps[b]!);
  for (const [place, i] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (ps.length - place) * ps[i]!));
    adjusted[i] = largest;
  }
  return adjusted;
}

/** Benjamini & Hochberg's adjusted p values (false discovery rate, 1995) in the order given; rules as for `holm`. */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  requireProbabilities(ps, 'benjaminiHochberg');
  const adjusted = ps.slice();
  let smallest = 1;
  const descending = ps.map((_, i) => i).sort((a, b) => ps[b]! - ps[a]!);
  for (const [place, i] of descending.entries()) {
    smallest = Math.min(smallest, (ps.length / (ps.length - place)) * ps[i]!);
    adjusted[i] = smallest;
  }
  return adjusted;
}
