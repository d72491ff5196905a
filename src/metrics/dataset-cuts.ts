import type { Statistic } from '../core/measurement.js';
import { formatCount } from '../core/number-words.js';
import { clusteredStatistics, deltaStatistic, noClusteredStatistics } from './delta-statistics.js';
import { extremesOf, scoreOf, type DocumentedDataset } from './dataset-statistics.js';

interface Scored {
  readonly name: string;
  readonly downloads: number;
  readonly score: number;
}

/** Cliff's delta of the score between the most and the least downloaded `size` of datasets that come most downloaded first, of datasets and of whole owners. */
function deltasOf(name: string, scored: readonly Scored[], size: number): Statistic[] {
  const { most, least } = extremesOf(scored, size);
  const [top, bottom] = [most, least].map((group) => group.map((one) => ({ name: one.name, value: one.score })));
  const [x, y] = [most, least].map((group) => Float64Array.from(group, (one) => one.score));
  return [deltaStatistic(`cliffsDelta:${name}`, x ?? new Float64Array(), y ?? new Float64Array()), ...clusteredStatistics(name, top ?? [], bottom ?? [])];
}

/** Why a cut is none of the asked size: ties at its edge more than double one of its groups. Null where they do not. */
function whyTooTied(scored: readonly Scored[], size: number): string | null {
  const { most, least } = extremesOf(scored, size);
  const larger = Math.max(most.length, least.length);
  if (larger <= 2 * size) return null;
  return `with ties the ${most.length > least.length ? 'most' : 'least'} downloaded are ${formatCount(larger)} datasets instead of ${formatCount(size)}`;
}

function scoredOf(datasets: readonly DocumentedDataset[]): Scored[] {
  return datasets.flatMap((one) => { const score = scoreOf(one); return score === null ? [] : [{ name: one.name, downloads: one.downloads, score }]; });
}

/**
 * Cliff's delta where the most and the least downloaded are more, or fewer: quarters and twentieths of the datasets. Where ties more than double one of
 * their groups the cut is no other than a coarser one, and has no value.
 */
export function otherCuts(datasets: readonly DocumentedDataset[]): Statistic[] {
  const scored = scoredOf(datasets);
  return ([['quarters', 4], ['twentieths', 20]] as const).flatMap(([name, parts]) => {
    const size = Math.floor(scored.length / parts);
    const why = whyTooTied(scored, size);
    return why === null ? deltasOf(name, scored, size) : [{ name: `cliffsDelta:${name}`, value: null, n: 0, why }, ...noClusteredStatistics(name, why)];
  });
}

/**
 * Cliff's delta of tenths of all datasets where those whose card is not at hand are given a score: none of the sections, or the mean of
 * the known cards, whatever their downloads. What they really fill nobody knows: the two say what it would take to change the answer.
 */
export function imputedCuts(datasets: readonly DocumentedDataset[], withCard: readonly DocumentedDataset[], withoutText: readonly { readonly name: string; readonly downloads: number }[]): Statistic[] {
  if (withoutText.length === 0) return [];
  const scored = scoredOf(datasets);
  const cards = scoredOf(withCard);
  const middling = cards.length === 0 ? 0 : cards.reduce((sum, one) => sum + one.score, 0) / cards.length;
  return ([['unknown cards empty', 0], ['unknown cards middling', middling]] as const).flatMap(([name, score]) => {
    const all = [...scored, ...withoutText.map(({ name: dataset, downloads }) => ({ name: dataset, downloads, score }))].sort((a, b) => b.downloads - a.downloads);
    return deltasOf(name, all, Math.floor(all.length / 10));
  });
}
