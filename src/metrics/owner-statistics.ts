import type { Statistic } from '../core/measurement.js';
import type { OwnerConcentrationRow } from '../core/rows/owner-concentration.js';
import type { StableConcentration, StableNumber } from '../stats/tied-bootstrap.js';
import { sizeOfFraction, type TiedGroup } from '../stats/tied-groups.js';

/** What is told of the owners of a population. */
export const ownerAsks = { fractions: [0.005, 0.01, 0.05, 0.1], tops: [1, 10, 100], reach: [0.5, 0.8, 0.95] } as const;

/** Points of the curve per tenfold number of owners. */
const pointsPerDecade = 12;

/** Shares of the top owners, Gini, effective number and owners to reach a share, each with its stability interval; n is the number of owners. */
export function concentrationStatistics(stable: StableConcentration): Statistic[] {
  function statistic(name: string, { value, interval }: StableNumber): Statistic {
    return { name, value, low: interval.low, high: interval.high, level: interval.level, n: stable.items };
  }
  return [
    ...ownerAsks.fractions.map((fraction, index) => statistic(`topShare:${100 * fraction} %`, stable.fractionShares[index]!)),
    // A top of more owners than there are is no top.
    ...ownerAsks.tops.flatMap((k, index) => (k < stable.items ? [statistic(`topShare:${k} owners`, stable.topShares[index]!)] : [])),
    statistic('gini', stable.gini),
    statistic('effectiveNumber', stable.effectiveNumber),
    ...ownerAsks.reach.map((share, index) => statistic(`ownersToReach:${100 * share} %`, stable.itemsToReach[index]!)),
  ];
}

/** Numbers of owners at which the curve is told: as even as whole numbers can be on a logarithmic scale, the tops and all of them too. */
function pointsOf(population: number): number[] {
  const decades = Math.log10(Math.max(1, population));
  const even = Array.from({ length: Math.ceil(decades * pointsPerDecade) }, (_, index) => Math.round(10 ** (index / pointsPerDecade)));
  const points = new Set([...even, ...ownerAsks.fractions.map((fraction) => sizeOfFraction(fraction, population)), population]);
  return [...points].filter((owners) => owners >= 1 && owners <= population).sort((a, b) => a - b);
}

/** The Lorenz curve of owners in tied groups, largest first, as what the largest hold; empty where there is nothing to share. */
export function concentrationRows(groups: readonly TiedGroup[]): OwnerConcentrationRow[] {
  const population = groups.reduce((sum, one) => sum + one.items, 0);
  const total = groups.reduce((sum, one) => sum + one.items * one.amount, 0);
  if (total === 0) return [];
  const rows: OwnerConcentrationRow[] = [];
  let [group, before, heldBefore] = [0, 0, 0];
  for (const owners of pointsOf(population)) {
    while (group < groups.length - 1 && before + groups[group]!.items < owners) {
      before += groups[group]!.items;
      heldBefore += groups[group]!.items * groups[group]!.amount;
      group += 1;
    }
    const held = heldBefore + (owners - before) * (groups[group]?.amount ?? 0);
    rows.push({ owners, population, ownerShare: owners / population, held, total, heldShare: held / total });
  }
  return rows;
}
