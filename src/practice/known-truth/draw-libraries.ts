import type { Random } from '../random.js';
import { effects, knobs } from './process.js';
import type { Truths } from './truths.js';

/** The library of the claims, and the one that rivals it. */
export const libraryOfClaims = 'transformers';
export const rivalLibrary = 'sentence-transformers';

/** Libraries of a base: half of the bases have the two, the other half others. */
export function drawBaseLibraries(random: Random): string[] {
  return random.chance(0.5) ? [rivalLibrary, libraryOfClaims] : ['spacy', 'timm'];
}

/** Libraries of a model derived from a base with these: kept ones by T3, others so often that the shares are those of T2. */
export function drawDerivedLibraries(random: Random, base: readonly string[], truths: Truths): string[] {
  const kept = effects.kept[truths.T3];
  const named = effects.named[truths.T2];
  // Mostly one number for all libraries: a library that is kept more readily is kept wherever another is.
  const [keeps, takes] = [random.next(), random.next()];
  const libraries = base.filter((one) => (random.chance(knobs.together) ? keeps : random.next()) < (one === libraryOfClaims ? kept.transformers : kept.others));
  for (const [library, target, keeping] of [[libraryOfClaims, named.transformers, kept.transformers], [rivalLibrary, named.rival, kept.others]] as const) {
    // Half of the bases have it.
    if (!base.includes(library) && takes < 2 * target - keeping) libraries.push(library);
  }
  return libraries.sort();
}
