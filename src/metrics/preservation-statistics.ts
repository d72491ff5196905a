import type { PreservationRow, Statistic } from '../core/measurement.js';
import { clusteredDifference, type ClusteredDifference, type ClusterSums } from '../stats/clustered-shares.js';
import type { Outcome } from '../stats/outcome.js';
import { of } from './descendants-statistics.js';
import { isFileFormat } from './file-formats.js';

/** The library that the claims of the study are about. */
export const focusLibrary = 'transformers';

/** The most used libraries that it is compared with are of these, as in the paper's Figure 5. */
const mostUsed = 10;
/** A library with fewer pairs or bases says too little to be the best. */
const fewestPairs = 100;
const fewestBases = 10;

/** Counts of one reading and library, and sums over its bases, alone and with those of the library in focus. */
export interface PreservedCount extends ClusterSums {
  readonly variant: string;
  readonly library: string;
  /** Pairs of the bases that have the library in focus too. */
  readonly focus_n: number;
  readonly focus_nn: number;
  readonly focus_nk: number;
  readonly focus_kn: number;
  readonly focus_kk: number;
}

function difference(focus: PreservedCount, other: PreservedCount, comparisons: number): Outcome<ClusteredDifference> {
  return clusteredDifference(focus, other, { nn: other.focus_nn, nk: other.focus_nk, kn: other.focus_kn, kk: other.focus_kk }, { comparisons });
}

function best(others: readonly PreservedCount[]): PreservedCount | undefined {
  return [...others].sort((a, b) => b.k / b.n - a.k / a.n || (a.library < b.library ? -1 : 1))[0];
}

/** Pairs whose base has one of the two libraries; those of a base that has both count once. */
function pairsOfEither(focus: PreservedCount, other: PreservedCount): number {
  return focus.n + other.n - other.focus_n;
}

function againstBest(name: string, focus: PreservedCount, others: readonly PreservedCount[]): Statistic[] {
  const other = best(others);
  if (other === undefined) {
    const why = `no other of the ${mostUsed} most used libraries has ${fewestPairs} pairs from ${fewestBases} bases`;
    return [{ name: `difference:${name}`, value: null, why }, { name: `p:${name}`, value: null, why }];
  }
  const found = difference(focus, other, others.length);
  const n = pairsOfEither(focus, other);
  return [
    of(found, `difference:${name}`, n, (one) => ({ value: one.difference, low: one.interval.low, high: one.interval.high, level: one.interval.level })),
    of(found, `p:${name}`, n, (one) => ({ value: one.p })),
  ];
}

/**
 * The share of transformers less that of each other of the ten most used libraries (`difference:<library>`, n: pairs whose base has one of the two, each once), and of the best of
 * them (`difference:best other`, `p:best other`), also with formats of files left out. Bases are the independent units.
 * @param rows of the same reading, most used library first.
 */
export function compareLibraries(counted: readonly PreservedCount[], rows: readonly PreservationRow[]): { readonly statistics: readonly Statistic[]; readonly notes: readonly string[] } {
  const used = rows.slice(0, mostUsed).map((row) => row.library);
  const focus = counted.find((one) => one.library === focusLibrary);
  if (focus === undefined || focus.clusters < 2) {
    const why = `fewer than two bases use ${focusLibrary} and another library, and have descendants`;
    return { statistics: [{ name: 'difference:best other', value: null, why }, { name: 'p:best other', value: null, why }], notes: [] };
  }
  const others = counted
    .filter((one) => one.library !== focusLibrary && used.includes(one.library) && one.n >= fewestPairs && one.clusters >= fewestBases)
    .sort((a, b) => used.indexOf(a.library) - used.indexOf(b.library));
  return {
    statistics: [
      ...againstBest('best other', focus, others),
      ...againstBest('best other, no file formats', focus, others.filter((one) => !isFileFormat(one.library))),
      ...others.map((one) => of(difference(focus, one, 1), `difference:${one.library}`, pairsOfEither(focus, one), (found) => ({
        value: found.difference, low: found.interval.low, high: found.interval.high, level: found.interval.level,
      }))),
    ],
    notes: [
      `${focusLibrary} is compared with those of the ${mostUsed} most used libraries that have at least ${fewestPairs} pairs from ${fewestBases} bases: ${others.map((one) => one.library).join(', ') || 'none'}.`,
      'Bases, not pairs, are taken for independent, and what two libraries share in one base is accounted for.',
      ...(others.length < 2 ? [] : [`The best of them was chosen by its share, so its interval and p hold for all ${others.length} comparisons together (Bonferroni).`]),
    ],
  };
}
