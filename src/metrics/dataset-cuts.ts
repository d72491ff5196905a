import type { Statistic } from '../core/measurement.js';
import { cliffsDelta } from '../stats/cliffs-delta.js';
import { of } from './descendants-statistics.js';
import { extremesOf, scoreOf, type DocumentedDataset } from './dataset-statistics.js';

interface Scored {
  readonly downloads: number;
  readonly score: number;
}

/** Cliff's delta of the score between the most and the least downloaded `size` of datasets that come most downloaded first. */
function deltaOf(name: string, scored: readonly Scored[], size: number): Statistic {
  const { most, least } = extremesOf(scored, size);
  const [top, bottom] = [most, least].map((group) => Float64Array.from(group, (one) => one.score));
  const n = most.length + least.length;
  return of(cliffsDelta(top ?? [], bottom ?? []), `cliffsDelta:${name}`, n, (one) => ({
    value: one.delta, ...(one.spread.computable ? { low: one.spread.value.interval.low, high: one.spread.value.interval.high, level: one.spread.value.interval.level } : {}),
  }));
}

function scoredOf(datasets: readonly DocumentedDataset[]): Scored[] {
  return datasets.flatMap((one) => { const score = scoreOf(one); return score === null ? [] : [{ downloads: one.downloads, score }]; });
}

/** Cliff's delta where the most and the least downloaded are more, or fewer: quarters and twentieths of the datasets. */
export function otherCuts(datasets: readonly DocumentedDataset[]): Statistic[] {
  const scored = scoredOf(datasets);
  return [deltaOf('quarters', scored, Math.floor(scored.length / 4)), deltaOf('twentieths', scored, Math.floor(scored.length / 20))];
}

/**
 * Cliff's delta of tenths of all datasets where those whose card is not at hand are given a score: none of the sections, or the mean of
 * the known cards, whatever their downloads. What they really fill nobody knows: the two say what it would take to change the answer.
 */
export function imputedCuts(datasets: readonly DocumentedDataset[], withCard: readonly DocumentedDataset[], withoutText: readonly { readonly downloads: number }[]): Statistic[] {
  if (withoutText.length === 0) return [];
  const scored = scoredOf(datasets);
  const cards = scoredOf(withCard);
  const middling = cards.length === 0 ? 0 : cards.reduce((sum, one) => sum + one.score, 0) / cards.length;
  return ([['unknown cards empty', 0], ['unknown cards middling', middling]] as const).map(([name, score]) => {
    const all = [...scored, ...withoutText.map(({ downloads }) => ({ downloads, score }))].sort((a, b) => b.downloads - a.downloads);
    return deltaOf(name, all, Math.floor(all.length / 10));
  });
}
