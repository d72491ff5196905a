/** Invented quarters for the tests of the figure. */
import type { LibraryAdoptionRow } from '../core/rows/library-adoption.js';
import { measured } from './sample-measurements.test-data.js';

const shares: readonly (readonly [string, number, number])[] = [
  ['transformers', 0.8, 0.42], ['safetensors', 0.05, 0.41], ['pytorch', 0.78, 0.1], ['tensorboard', 0.2, 0.11], ['peft', 0, 0.09], ['diffusers', 0.02, 0.08], ['gguf', 0, 0.07],
];

/** Lines from a first to a last share, over nine quarters. */
export function adoptionRows(population: LibraryAdoptionRow['population'], models: number): readonly LibraryAdoptionRow[] {
  return Array.from({ length: 9 }, (_, index) => index).flatMap((index) => shares.map(([library, first, last]): LibraryAdoptionRow => {
    const numerator = Math.round(models * (first + ((last - first) * index) / 8));
    const quarter = `${2022 + Math.floor((index + 1) / 4)}-${String(1 + 3 * ((index + 1) % 4)).padStart(2, '0')}-01`;
    return { population, quarter, whole: index < 8, library, numerator, denominator: models, share: numerator / models };
  }));
}

export const sampleAdoption = [
  measured('library-adoption', 'libraries', [...adoptionRows('new models', 40_000), ...adoptionRows('derived models', 5000)], {
    statistics: [
      { name: 'difference:new models', value: 0.317, low: 0.315, high: 0.319, level: 0.95, n: 160_000 },
      { name: 'difference:derived models', value: 0.34, low: 0.24, high: 0.44, level: 0.95, n: 20_000 },
    ],
  }),
];
