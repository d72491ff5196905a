import type { Statistic } from '../core/measurement.js';
import type { LibraryAdoptionRow } from '../core/rows/library-adoption.js';
import { clusteredDifference } from '../stats/clustered-shares.js';
import { proportion } from '../stats/proportion.js';
import { sumsOfClusters, type CountedClusters } from './adoption-clusters.js';
import { of } from './descendants-statistics.js';
import { focusLibrary } from './preservation-statistics.js';

/** How many models of one time and kind name just this set of libraries. */
export interface LibrarySet {
  readonly quarter: string | null;
  readonly recent: boolean;
  readonly derived: boolean;
  readonly libraries: readonly string[] | null;
  readonly models: number;
}

export interface Population {
  readonly sets: readonly LibrarySet[];
}

/** The other library is taken for one chosen out of so many. */
const comparisons = 10;
/** Libraries that have rows: the most used. */
const mostUsed = 10;

function countOf(sets: readonly LibrarySet[], counts: (libraries: readonly string[]) => boolean): number {
  return sets.reduce((sum, one) => (counts(one.libraries ?? []) ? sum + one.models : sum), 0);
}

function usersOf(sets: readonly LibrarySet[]): Map<string, number> {
  const users = new Map<string, number>();
  for (const { libraries, models } of sets) for (const library of libraries ?? []) users.set(library, (users.get(library) ?? 0) + models);
  return users;
}

/** The most named library of a population among those that count as rivals, ties in order of name; undefined where there is none. */
export function bestOther({ sets }: Population, isRival: (library: string) => boolean): { readonly library: string; readonly models: number } | undefined {
  const [first] = [...usersOf(sets)].filter(([library]) => isRival(library)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return first === undefined ? undefined : { library: first[0], models: first[1] };
}

function differenceStatistics(name: string, clusters: CountedClusters): Statistic[] {
  const { first, second, joint } = sumsOfClusters(clusters);
  const found = clusteredDifference(first, second, joint, { comparisons });
  return [
    of(found, `difference:${name}`, clusters.n, (one) => ({ value: one.difference, low: one.interval.low, high: one.interval.high, level: one.interval.level })),
    of(found, `p:${name}`, clusters.n, (one) => ({ value: one.p })),
  ];
}

function populationStatistics(name: string, population: Population, isRival: (library: string) => boolean, clusters: CountedClusters | undefined): Statistic[] {
  const other = bestOther(population, isRival);
  const n = countOf(population.sets, () => true);
  if (other === undefined || clusters === undefined) {
    const why = n === 0 ? `there are no ${name}` : `no other library is named by ${name}`;
    return [{ name: `difference:${name}`, value: null, n, why }, { name: `p:${name}`, value: null, n, why }];
  }
  const focus = countOf(population.sets, (libraries) => libraries.includes(focusLibrary));
  return [
    ...differenceStatistics(name, clusters),
    ...([[focusLibrary, focus], [other.library, other.models]] as const).map(([library, models]) => of(proportion(models, n), `share:${name}:${library}`, n, (one) => ({ value: one.share }))),
  ];
}

/** A population with the sums over its clusters; undefined where there is no rival to add up. */
export interface ClusteredPopulation extends Population {
  readonly clusters: CountedClusters | undefined;
}

/**
 * Share of transformers less that of the most named other library, of new models (`difference:new models`, owners as clusters) and of derived
 * ones (`difference:derived models`, first parents as clusters), with p values and both shares. Derived ones are null where parents are not stated.
 */
export function adoptionStatistics(created: ClusteredPopulation, derived: ClusteredPopulation | null, isRival: (library: string) => boolean): Statistic[] {
  const why = 'the snapshot does not state base_models';
  return [
    ...populationStatistics('new models', created, isRival, created.clusters),
    ...(derived === null
      ? [{ name: 'difference:derived models', value: null, why }, { name: 'p:derived models', value: null, why }]
      : populationStatistics('derived models', derived, isRival, derived.clusters)),
  ];
}

function nextQuarter(quarter: string): string {
  const day = new Date(`${quarter}T00:00:00.000Z`);
  day.setUTCMonth(day.getUTCMonth() + 3);
  return day.toISOString();
}

/** Shares of the ten most named libraries by quarter, oldest first, of new models and (where parents are stated) of derived ones. */
export function adoptionRows(sets: readonly LibrarySet[], { floor, until }: { readonly floor: string; readonly until: string }, withParents: boolean): LibraryAdoptionRow[] {
  const dated = sets.filter((one): one is LibrarySet & { readonly quarter: string } => one.quarter !== null);
  const libraries = [...usersOf(dated)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostUsed).map(([library]) => library);
  const quarters = [...new Set(dated.map((one) => one.quarter))].sort();
  const populations = [['new models', dated], ...(withParents ? [['derived models', dated.filter((one) => one.derived)] as const] : [])] as const;
  return populations.flatMap(([population, members]) => quarters.flatMap((quarter) => {
    const within = members.filter((one) => one.quarter === quarter);
    const denominator = countOf(within, () => true);
    if (denominator === 0) return [];
    const users = usersOf(within);
    return libraries.map((library): LibraryAdoptionRow => {
      const numerator = users.get(library) ?? 0;
      return { population, quarter, whole: nextQuarter(quarter) <= until && `${quarter}T` > floor, library, numerator, denominator, share: numerator / denominator };
    });
  }));
}
