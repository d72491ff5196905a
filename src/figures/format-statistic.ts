import type { Statistic } from '../core/measurement.js';
import { formatName, formatNumber } from './format-number.js';

/**
 * The limits of a statistic, with the given way to write a number: `0.135 to 0.161`, `0.135 or more` for a one-sided interval;
 * null when it has none.
 */
export function formatLimits(statistic: Statistic, write: (value: number) => string = formatNumber): string | null {
  const { low, high } = statistic;
  if (low !== undefined && high !== undefined) return `${write(low)} to ${write(high)}`;
  if (low !== undefined) return `${write(low)} or more`;
  return high === undefined ? null : `${write(high)} or less`;
}

/** A number with its interval and level: `0.151 (95 % interval 0.135 to 0.161)`, or why it could not be computed. */
export function formatStatistic(statistic: Statistic): string {
  if (statistic.value === null) return `not measurable${statistic.why === undefined ? '' : ` (${statistic.why})`}`;
  const limits = formatLimits(statistic);
  if (limits === null) return formatNumber(statistic.value);
  const level = statistic.level === undefined ? '' : `${formatNumber(statistic.level * 100)}\u00a0% `;
  return `${formatNumber(statistic.value)} (${level}interval ${limits})`;
}

/** Names of statistics as people write them; others are taken apart at their capitals. */
const knownNames: Readonly<Record<string, string>> = {
  cliffsDelta: 'Cliff\'s delta', cohensD: 'Cohen\'s d', hedgesG: 'Hedges\' g', spearman: 'Spearman\'s rho', kendall: 'Kendall\'s tau', rSquared: 'R²',
  pValue: 'p',
};

/** The name of a statistic in words: `cliffsDelta:downloads` → `Cliff's delta, downloads`. */
export function formatStatisticName(name: string): string {
  const [head = '', ...rest] = name.split(':');
  return [knownNames[head] ?? formatName(head), ...rest.map((part) => formatName(part).toLowerCase())].join(', ');
}

/** Tells p values from effects by the name before the colon: `p`, `pValue`, `pHolm`, `welchP`, `holmPValue`. */
export function isPValue(name: string): boolean {
  const head = name.split(':')[0] ?? '';
  return /^p$|^p[A-Z0-9_-]|[a-z0-9]P$|[pP]-?[vV]alue/.test(head);
}

/** A p value with three digits; below 0.001 only that it is. */
export function formatP(value: number | null): string {
  if (value === null) return 'not measurable';
  return value < 0.001 ? '< 0.001' : value.toFixed(3);
}
