/** Invented curves of owners for the tests of the figure. */
import type { OwnerConcentrationRow } from '../core/rows/owner-concentration.js';
import { measured } from './sample-measurements.test-data.js';

/** A curve of owners whose top holds a power of its size. */
export function ownerRows(population: number, exponent: number): readonly OwnerConcentrationRow[] {
  const points = [...new Set([...Array.from({ length: 40 }, (_, index) => Math.round(population ** (index / 39))), Math.ceil(population / 100), population])].sort((a, b) => a - b);
  return points.map((owners) => {
    const held = Math.round(1e6 * (owners / population) ** exponent);
    return { owners, population, ownerShare: owners / population, held, total: 1e6, heldShare: held / 1e6 };
  });
}

export const sampleOwners = [
  measured('owner-concentration', 'all owners', ownerRows(20_000, 0.05), {
    statistics: [
      { name: 'topShare:1 %', value: 0.794, low: 0.71, high: 0.85, level: 0.95, n: 20_000 }, { name: 'gini', value: 0.913, n: 20_000 },
      { name: 'effectiveNumber', value: 6.41, n: 20_000 }, { name: 'ownersToReach:50 %', value: 3, n: 20_000 },
    ],
  }),
  measured('owner-concentration', 'likes', ownerRows(300, 0.4), { statistics: [{ name: 'topShare:1 %', value: 0.159, low: 0.12, high: 0.21, level: 0.95, n: 300 }] }),
];
