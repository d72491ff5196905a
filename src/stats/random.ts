import { requireWhole } from './sample.js';

/** A source of reproducible pseudo-random numbers. */
export interface Generator {
  /** The next 32 bits as a whole number from 0 to 2³² − 1. */
  readonly next: () => number;
  /** A whole number from 0 to bound − 1, each equally likely; 1 ≤ bound ≤ 2³². */
  readonly below: (bound: number) => number;
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/**
 * xoshiro128** 1.1 (Blackman & Vigna 2018): period 2¹²⁸ − 1, the same numbers on every machine. The four words of state
 * can be given directly (not all zero), mainly to check it against published output.
 */
export function generatorFromState(state: readonly [number, number, number, number]): Generator {
  let [s0, s1, s2, s3] = state;
  function next(): number {
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotateLeft(s3, 11);
    return result;
  }
  function below(bound: number): number {
    // Numbers above the last whole multiple of the bound would make the first remainders likelier; draw again.
    const usable = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    let word = next();
    while (word >= usable) word = next();
    return word % bound;
  }
  return { next, below };
}

/**
 * The generator for a seed from 0 to 2⁵³ − 1. The state is filled by SplitMix32 (a Weyl sequence of 0x9e3779b9 through
 * the finaliser of MurmurHash3), so that neighbouring seeds give unrelated numbers.
 */
export function seededGenerator(seed: number): Generator {
  requireWhole(seed, 0, 'seed');
  let weyl = (seed >>> 0) ^ Math.imul(Math.floor(seed / 0x1_0000_0000), 0x85ebca6b);
  function word(): number {
    weyl = (weyl + 0x9e3779b9) | 0;
    let mixed = weyl;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  }
  return generatorFromState([word(), word(), word(), word()]);
}
