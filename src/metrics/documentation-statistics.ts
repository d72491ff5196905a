import type { DocumentationRow, Statistic } from '../core/measurement.js';
import { cliffsDelta } from '../stats/cliffs-delta.js';
import { mannWhitneyTest } from '../stats/mann-whitney.js';
import { holm } from '../stats/multiplicity.js';
import { standardisedDifference } from '../stats/standardised-difference.js';
import { welchTest } from '../stats/welch.js';
import { of } from './descendants-statistics.js';

/** The study tests at 99 %. */
const paperLevel = 0.99;

/** Welch's t as the study ran it (top greater than bottom, 99 %), Cohen's d, and p adjusted over the popularities. */
export function paperGroupStatistics(rows: readonly DocumentationRow[]): Statistic[] {
  return perPopularity(rows, (popularity, top, bottom) => {
    const test = welchTest(top, bottom, { alternative: 'greater', level: paperLevel });
    const n = top.length + bottom.length;
    return [
      of(standardisedDifference(top, bottom, { level: paperLevel }), `cohensD:${popularity}`, n, (one) => ({ value: one.d, low: one.dInterval.low, high: one.dInterval.high, level: paperLevel })),
      ...means(popularity, top, bottom),
      of(test, `meanDifference:${popularity}`, n, (one) => ({ value: one.difference, ...(one.interval.low === null ? {} : { low: one.interval.low, level: paperLevel }) })),
      of(test, `welchT:${popularity}`, n, (one) => ({ value: one.t })),
      of(test, `welchDf:${popularity}`, n, (one) => ({ value: one.df })),
      of(test, `p:${popularity}`, n, (one) => ({ value: one.p })),
    ];
  });
}

/** Effect sizes that do not believe in normal scores, with intervals; the rank test and its adjusted p. */
export function effectStatistics(rows: readonly DocumentationRow[]): Statistic[] {
  return perPopularity(rows, (popularity, top, bottom) => {
    const test = mannWhitneyTest(top, bottom);
    const n = top.length + bottom.length;
    return [
      of(cliffsDelta(top, bottom), `cliffsDelta:${popularity}`, n, (one) => ({
        value: one.delta,
        ...(one.spread.computable ? { low: one.spread.value.interval.low, high: one.spread.value.interval.high, level: one.spread.value.interval.level } : {}),
      })),
      of(standardisedDifference(top, bottom), `hedgesG:${popularity}`, n, (one) => ({ value: one.g, low: one.gInterval.low, high: one.gInterval.high, level: one.gInterval.level })),
      ...means(popularity, top, bottom),
      of(test, `mannWhitneyU:${popularity}`, n, (one) => ({ value: one.u })),
      of(test, `p:${popularity}`, n, (one) => ({ value: one.p })),
    ];
  });
}

function means(popularity: string, top: Float64Array, bottom: Float64Array): Statistic[] {
  return [
    { name: `meanTop:${popularity}`, value: mean(top), n: top.length },
    { name: `meanBottom:${popularity}`, value: mean(bottom), n: bottom.length },
  ];
}

function mean(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function qualityOf(rows: readonly DocumentationRow[], popularity: string, group: 'top' | 'bottom'): Float64Array {
  return Float64Array.from(rows.filter((row) => row.popularity === popularity && row.group === group), (row) => row.quality);
}

/** Statistics of each popularity that the rows have, and Holm's adjustment over their p values. */
function perPopularity(
  rows: readonly DocumentationRow[],
  describe: (popularity: string, top: Float64Array, bottom: Float64Array) => Statistic[],
): Statistic[] {
  const names = [...new Set(rows.map((row) => row.popularity))];
  const statistics = names.flatMap((popularity) => {
    return describe(popularity, qualityOf(rows, popularity, 'top'), qualityOf(rows, popularity, 'bottom'));
  });
  const tested = statistics.filter((one): one is Statistic & { value: number } => one.name.startsWith('p:') && one.value !== null);
  const adjusted = holm(tested.map((one) => one.value));
  return [...statistics, ...tested.map((one, index): Statistic => ({ name: `pHolm:${one.name.slice(2)}`, value: adjusted[index] ?? null, n: tested.length }))];
}
