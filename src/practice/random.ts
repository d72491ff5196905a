/** A seeded source of randomness: the same seed and label give the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform integer in [0, bound). */
  below(bound: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** One element, uniformly. */
  pick<T>(list: readonly T[]): T;
  /** Lower-case hexadecimal of this length. */
  hex(length: number): string;
}

/** FNV-1a, 32 bits: spreads labels over the seed space (public domain constants of the algorithm). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Makes a stream for one purpose. Each part of the world draws from its own label, so that adding a draw in one part
 * does not change another. The generator is sfc32 (Doty-Humphrey's "small fast counter", period about 2^127).
 */
export function createRandom(seed: number, label: string): Random {
  let a = seed | 0;
  let b = hashText(label) | 0;
  let c = Math.floor(seed / 0x1_0000_0000) | 0;
  let counter = 1;
  let spare: number | null = null;

  function bits(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  // The first outputs still show the seed; fifteen rounds are what the author of the generator advises.
  for (let round = 0; round < 15; round += 1) {
    bits();
  }

  function next(): number {
    return bits() / 0x1_0000_0000;
  }
  function below(bound: number): number {
    return Math.floor(next() * bound);
  }
  function normal(): number {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    // Box-Muller; 1 - u avoids the logarithm of zero.
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
  function pick<T>(list: readonly T[]): T {
    return list[below(list.length)] as T;
  }
  function hex(length: number): string {
    let text = '';
    while (text.length < length) {
      text += bits().toString(16).padStart(8, '0');
    }
    return text.slice(0, length);
  }
  return { next, below, chance: (probability) => next() < probability, normal, pick, hex };
}

/** Draws positions in proportion to weights; the weights may keep growing at the end. */
export interface WeightedDraw {
  push(weight: number): void;
  /** A position among those pushed so far, or null where all weights are zero. */
  draw(random: Random): number | null;
}

/** A weighted draw over running sums: O(1) to add, O(log n) to draw. */
export function createWeightedDraw(weights: readonly number[] = []): WeightedDraw {
  const sums: number[] = [];
  let total = 0;
  function push(weight: number): void {
    total += weight;
    sums.push(total);
  }
  weights.forEach(push);
  function draw(random: Random): number | null {
    if (total <= 0) {
      return null;
    }
    const target = random.next() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] as number) > target) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
  return { push, draw };
}
