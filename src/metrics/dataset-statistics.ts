import type { DatasetDocumentationRow, Statistic } from '../core/measurement.js';
import { stabilityInterval } from '../stats/bootstrap.js';
import { kendall, spearman } from '../stats/correlation.js';
import { mannWhitneyTest } from '../stats/mann-whitney.js';
import { valueOrNull } from '../stats/outcome.js';
import { proportion } from '../stats/proportion.js';
import { mean } from '../stats/sample.js';
import { standardisedDifference } from '../stats/standardised-difference.js';
import { adjustP } from './adjust-p.js';
import { clusteredStatistics, deltaStatistic, namedValues } from './delta-statistics.js';
import { of } from './descendants-statistics.js';
import { shareStatistics } from './share-statistics.js';

/** A dataset with what its card fills, section by section; null: could not be judged. */
export interface DocumentedDataset {
  readonly name: string;
  readonly downloads: number;
  readonly filled: readonly (boolean | null)[];
}

const tenths = 10;
/** Any other would do as well: it is fixed so that the same data give the same interval. */
const seed = 1;

/** Share of the sections that are filled, in [0, 1]; null where one of them could not be judged. */
export function scoreOf(dataset: DocumentedDataset): number | null {
  return dataset.filled.includes(null) ? null : dataset.filled.filter((one) => one === true).length / dataset.filled.length;
}

function scoresOf(datasets: readonly DocumentedDataset[]): Float64Array {
  return Float64Array.from(datasets.map(scoreOf).filter((score) => score !== null));
}

function countSection(datasets: readonly DocumentedDataset[], section: number): { numerator: number; denominator: number } {
  const judged = datasets.filter((one) => one.filled[section] !== null);
  return { numerator: judged.filter((one) => one.filled[section] === true).length, denominator: judged.length };
}

/**
 * Puts datasets, most downloaded first, into tenths. Datasets with equal downloads stay together, in the tenth of their middle place:
 * any order among them would be made up. So tenths can be of unequal size, and empty.
 */
function splitTenths(datasets: readonly DocumentedDataset[]): readonly (readonly DocumentedDataset[])[] {
  const groups: DocumentedDataset[][] = Array.from({ length: tenths }, () => []);
  let from = 0;
  while (from < datasets.length) {
    let to = from + 1;
    while (to < datasets.length && datasets[to]?.downloads === datasets[from]?.downloads) to += 1;
    groups[Math.floor(((from + to) / 2 / datasets.length) * tenths)]?.push(...datasets.slice(from, to));
    from = to;
  }
  return groups;
}

/**
 * The most and the least downloaded of datasets that come most downloaded first: at least `size` each, with all that have as many
 * downloads as the last of them. Both empty where that would put a dataset in both.
 */
export function extremesOf<One extends { readonly downloads: number }>(datasets: readonly One[], size: number): { readonly most: readonly One[]; readonly least: readonly One[] } {
  const lowest = datasets[size - 1]?.downloads;
  const highest = datasets[datasets.length - size]?.downloads;
  if (lowest === undefined || highest === undefined || lowest <= highest) return { most: [], least: [] };
  return { most: datasets.filter((one) => one.downloads >= lowest), least: datasets.filter((one) => one.downloads <= highest) };
}

/** The tenths of datasets that come most downloaded first, but for empty ones: per tenth the mean score, and the share that fills each section. */
export function datasetRows(datasets: readonly DocumentedDataset[], sections: readonly string[]): DatasetDocumentationRow[] {
  return splitTenths(datasets).flatMap((members, index) => {
    if (members.length === 0) return [];
    const group = { decile: index + 1, datasets: members.length, leastDownloads: members.at(-1)?.downloads ?? 0, mostDownloads: members[0]?.downloads ?? 0 };
    const scores = scoresOf(members);
    const stability = valueOrNull(stabilityInterval(scores, mean, { seed }));
    const whole: DatasetDocumentationRow = {
      ...group, section: null, numerator: Math.round(scores.reduce((sum, one) => sum + one, 0) * sections.length), denominator: scores.length * sections.length,
      share: scores.length === 0 ? null : mean(scores), low: stability?.interval.low ?? null, high: stability?.interval.high ?? null,
    };
    return [whole, ...sections.map((section, at): DatasetDocumentationRow => {
      const counted = countSection(members, at);
      const share = valueOrNull(proportion(counted.numerator, counted.denominator));
      return { ...group, section, ...counted, share: share?.share ?? null, low: share?.interval.low ?? null, high: share?.interval.high ?? null };
    })];
  });
}

/**
 * The association of the score with downloads over all datasets, and the most downloaded against the least (`extremesOf`): effect sizes
 * with intervals (p of both adjusted as one family), the delta of the latter also with owners for independent (`clusteredDelta:tenths`), and each section's shares (p adjusted over the sections).
 */
export function datasetStatistics(datasets: readonly DocumentedDataset[], sections: readonly string[], size: number): Statistic[] {
  const scored = datasets.flatMap((one) => { const score = scoreOf(one); return score === null ? [] : [{ downloads: one.downloads, score }]; });
  const downloads = Float64Array.from(scored, (one) => one.downloads);
  const scores = Float64Array.from(scored, (one) => one.score);
  const rank = spearman(downloads, scores);
  const { most, least } = extremesOf(datasets, size);
  const [top, bottom] = [scoresOf(most), scoresOf(least)];
  const n = top.length + bottom.length;
  const test = mannWhitneyTest(top, bottom);
  return [
    ...adjustP([
      of(rank, 'spearman', scores.length, (one) => ({
        value: one.coefficient, ...(one.interval.computable ? { low: one.interval.value.low, high: one.interval.value.high, level: one.interval.value.level } : {}),
      })),
      of(kendall(downloads, scores), 'kendall', scores.length, (one) => ({ value: one.coefficient })),
      deltaStatistic('cliffsDelta', top, bottom),
      of(standardisedDifference(top, bottom), 'hedgesG', n, (one) => ({ value: one.g, low: one.gInterval.low, high: one.gInterval.high, level: one.gInterval.level })),
      { name: 'meanTop', value: top.length === 0 ? null : mean(top), n: top.length, ...(top.length === 0 ? { why: 'no card of the group could be judged' } : {}) },
      { name: 'meanBottom', value: bottom.length === 0 ? null : mean(bottom), n: bottom.length, ...(bottom.length === 0 ? { why: 'no card of the group could be judged' } : {}) },
      of(test, 'mannWhitneyU', n, (one) => ({ value: one.u })),
      of(rank, 'p:spearman', scores.length, (one) => ({ value: one.p })),
      of(test, 'p:top against bottom', n, (one) => ({ value: one.p })),
    ]),
    ...clusteredStatistics('tenths', namedValues(most, (one) => one.name, scoreOf), namedValues(least, (one) => one.name, scoreOf)),
    ...adjustP(sections.flatMap((section, at) => shareStatistics(section, ['Top', countSection(most, at)], ['Bottom', countSection(least, at)]))),
  ];
}
