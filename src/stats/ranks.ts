import { computed } from './outcome.js';
import type { Outcome } from './outcome.js';
import { readSample } from './sample.js';
import type { Values } from './sample.js';

/** Below this a comparison sort is faster than filling the histograms of the radix sort. */
const radixFrom = 1500;
const digitBits = 11;
const digits = 1 << digitBits;
const littleEndian = new Uint32Array(new Float64Array([1]).buffer)[0] === 0;

/** Sums over the groups of equal values, t being the size of a group; a value without an equal is no group. */
export interface TieSums {
  readonly groups: number;
  /** Σ t(t − 1)/2: pairs that are tied. */
  readonly pairs: number;
  /** Σ t(t − 1)(t − 2). */
  readonly triples: number;
  /** Σ (t³ − t), of the tie correction of rank sums. */
  readonly cubes: number;
  /** Σ t(t − 1)(2t + 5), of the variance of Kendall's S. */
  readonly kendall: number;
}

export interface MidRanks {
  /** Rank of each value in the order given, 1 is the smallest; equal values share the mean of their ranks. */
  readonly ranks: Float64Array;
  readonly ties: TieSums;
}

/** Maps doubles to pairs of 32-bit words whose unsigned order is the order of the numbers; −0 and 0 become one. */
function sortableWords(sample: Float64Array): { readonly low: Uint32Array; readonly high: Uint32Array } {
  const n = sample.length;
  const words = new Uint32Array(new Float64Array(sample.map((value) => value + 0)).buffer);
  const low = new Uint32Array(n);
  const high = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) {
    const lowWord = words[2 * i + (littleEndian ? 0 : 1)]!;
    const highWord = words[2 * i + (littleEndian ? 1 : 0)]!;
    // A negative number has all its bits turned over, a positive one only its sign.
    const negative = highWord >>> 31 === 1;
    low[i] = negative ? ~lowWord : lowWord;
    high[i] = negative ? ~highWord : highWord ^ 0x80000000;
  }
  return { low, high };
}

function radixOrder(sample: Float64Array, start: Uint32Array): Uint32Array {
  const n = sample.length;
  const { low, high } = sortableWords(sample);
  // Two buffers of our own take turns, so that the caller's order is left as it was.
  let order = start.slice();
  let spare = new Uint32Array(n);
  const places = new Uint32Array(digits);
  for (const words of [low, high]) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      places.fill(0);
      for (let i = 0; i < n; i += 1) places[(words[i]! >>> shift) & (digits - 1)]! += 1;
      // Downloads are whole numbers: most of their low digits are zero throughout, and such a pass moves nothing.
      if (places[(words[0]! >>> shift) & (digits - 1)] === n) continue;
      let next = 0;
      for (let digit = 0; digit < digits; digit += 1) {
        const count = places[digit]!;
        places[digit] = next;
        next += count;
      }
      for (let i = 0; i < n; i += 1) {
        const row = order[i]!;
        const digit = (words[row]! >>> shift) & (digits - 1);
        spare[places[digit]!] = row;
        places[digit]! += 1;
      }
      [order, spare] = [spare, order];
    }
  }
  return order;
}

/**
 * The indices of finite values in ascending order of value. Stable: equal values stay in the order of `start` (default:
 * as given), so sorting by y and then by x sorts by x with ties in the order of y. O(n) for large n.
 */
export function ascendingOrder(sample: Float64Array, start?: Uint32Array): Uint32Array {
  const n = sample.length;
  const first = start ?? Uint32Array.from({ length: n }, (_, i) => i);
  if (n >= radixFrom) return radixOrder(sample, first);
  return Uint32Array.from(Array.from(first).sort((a, b) => sample[a]! - sample[b]!));
}

class TieCounter {
  groups = 0;
  pairs = 0;
  triples = 0;
  cubes = 0;
  kendall = 0;

  add(t: number): void {
    if (t < 2) return;
    this.groups += 1;
    this.pairs += (t * (t - 1)) / 2;
    this.triples += t * (t - 1) * (t - 2);
    this.cubes += t * t * t - t;
    this.kendall += t * (t - 1) * (2 * t + 5);
  }

  sums(): TieSums {
    return { groups: this.groups, pairs: this.pairs, triples: this.triples, cubes: this.cubes, kendall: this.kendall };
  }
}

/** Sums over the groups of equal values of a sample that is already in ascending (or descending) order. */
export function tieSumsOfSorted(sorted: Float64Array): TieSums {
  const counter = new TieCounter();
  let start = 0;
  for (let i = 1; i <= sorted.length; i += 1) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    counter.add(i - start);
    start = i;
  }
  return counter.sums();
}

/** Mid-ranks of values known to be finite, given their ascending order where it is known. */
export function midRanksOf(sample: Float64Array, order = ascendingOrder(sample)): MidRanks {
  const n = sample.length;
  const ranks = new Float64Array(n);
  const counter = new TieCounter();
  let start = 0;
  while (start < n) {
    const value = sample[order[start]!]!;
    let end = start + 1;
    while (end < n && sample[order[end]!] === value) end += 1;
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i += 1) ranks[order[i]!] = rank;
    counter.add(end - start);
    start = end;
  }
  return { ranks, ties: counter.sums() };
}

/** Mid-ranks (1 to n, equal values share the mean of their ranks) and tie sums. Not computable: empty, not finite. */
export function midRanks(values: Values): Outcome<MidRanks> {
  const sample = readSample(values, 'sample');
  return sample.computable ? computed(midRanksOf(sample.value)) : sample;
}
