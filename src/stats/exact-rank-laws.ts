/**
 * The laws of rank statistics when all orders are equally likely and nothing is tied, by counting. Only sums of
 * positive numbers, so that the small tails keep their digits. All functions return P(statistic ≤ value).
 */

function share(counts: Float64Array, upTo: number): number {
  let below = 0;
  let total = 0;
  for (let i = 0; i < counts.length; i += 1) {
    total += counts[i]!;
    if (i <= upTo) below += counts[i]!;
  }
  return below / total;
}

/** Mann–Whitney U of samples of n and m: in how many ways n of n + m ranks give each rank sum. O((n + m)·n·nm). */
export function mannWhitneyCdf(u: number, n: number, m: number): number {
  const most = n * m;
  // ways[k] counts choices of k ranks by their sum less the least possible k(k + 1)/2.
  const ways = Array.from({ length: n + 1 }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  for (let rank = 1; rank <= n + m; rank += 1) {
    for (let k = Math.min(rank, n); k >= 1; k -= 1) {
      const shift = rank - k;
      const into = ways[k]!;
      const from = ways[k - 1]!;
      for (let sum = shift; sum <= most; sum += 1) into[sum]! += from[sum - shift]!;
    }
  }
  return share(ways[n]!, u);
}

/** Number of concordant pairs among n untied rows (equivalently, of inversions of a permutation). O(n³). */
export function kendallCdf(concordant: number, n: number): number {
  const most = (n * (n - 1)) / 2;
  let counts = new Float64Array(most + 1);
  counts[0] = 1;
  for (let size = 2; size <= n; size += 1) {
    const next = new Float64Array(most + 1);
    for (let added = 0; added < size; added += 1) {
      for (let i = added; i <= most; i += 1) next[i]! += counts[i - added]!;
    }
    counts = next;
  }
  return share(counts, concordant);
}

/** Σ d² of Spearman's ρ for n untied rows, by going through all n! orders; n ≤ 9 (about 10 ms). */
export function spearmanCdf(sumOfSquares: number, n: number): number {
  let below = 0;
  let total = 0;
  function place(row: number, used: number, squares: number): void {
    if (row === n) {
      total += 1;
      if (squares <= sumOfSquares) below += 1;
      return;
    }
    for (let rank = 0; rank < n; rank += 1) {
      if ((used & (1 << rank)) === 0) place(row + 1, used | (1 << rank), squares + (rank - row) * (rank - row));
    }
  }
  place(0, 0, 0);
  return below / total;
}
