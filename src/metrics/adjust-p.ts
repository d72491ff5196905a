import type { Statistic } from '../core/measurement.js';
import { holm } from '../stats/multiplicity.js';

/** The statistics with Holm's adjustment over all of their p values (`p:<name>`) behind them, as `pHolm:<name>`: they are one family. */
export function adjustP(statistics: readonly Statistic[]): Statistic[] {
  const tested = statistics.filter((one): one is Statistic & { value: number } => one.name.startsWith('p:') && one.value !== null);
  const adjusted = holm(tested.map((one) => one.value));
  return [...statistics, ...tested.map((one, index): Statistic => ({ name: `pHolm:${one.name.slice(2)}`, value: adjusted[index] ?? null, n: tested.length }))];
}
