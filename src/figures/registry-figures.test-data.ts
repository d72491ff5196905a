/** Small invented measurements of time in the top, exits, the comparison of registries and their profiles. */
import type { Measured, Statistic } from '../core/measurement.js';
import type { RegistryComparisonRow } from '../core/rows/registry-comparison.js';
import type { RegistryProfileRow } from '../core/rows/registry-profile.js';
import type { TopExitsRow } from '../core/rows/top-exits.js';
import type { TopSurvivalRow } from '../core/rows/top-survival.js';
import { measured, sampleSnapshot } from './sample-measurements.test-data.js';

/** Steps of a curve of which the last is open. */
export function survivalRows(registry = 'huggingface'): readonly TopSurvivalRow[] {
  const rest = { registry, atRisk: null, exits: null };
  return [
    { ...rest, afterMonths: 2, byMonths: 5, mass: 0.3, survival: 0.7, low: 0.64, high: 0.76 },
    { ...rest, afterMonths: 6, byMonths: 6, mass: 0.25, survival: 0.45, low: 0.39, high: 0.5 },
    { ...rest, afterMonths: 12, byMonths: 15, mass: 0.1, survival: 0.35, low: 0.28, high: 0.41 },
    { ...rest, afterMonths: 18, byMonths: null, mass: 0.35, survival: null, low: null, high: null },
  ];
}

const survivalStatistics: readonly Statistic[] = [
  { name: 'median:from', value: 6, n: 400 }, { name: 'median:to', value: 6, n: 400 }, { name: 'survival:12', value: null, why: 'within a step' }, { name: 'survival:12:from', value: 0.35, n: 400 }, { name: 'survival:12:to', value: 0.45, n: 400 },
  { name: 'stays', value: 400, n: 377 }, { name: 'stays:leftTruncated', value: 100, n: 500 },
  { name: 'return:12', value: 0.21, low: 0.17, high: 0.26, level: 0.95, n: 240 },
];

const share = { low: 0.4, high: 0.6, level: 0.95, n: 120 } as const;

/** Exits with a child, with nothing, and not told. */
export function exitRows(name = 'owner/old'): readonly TopExitsRow[] {
  const rest = { registry: 'huggingface', lastSeen: '2023-04-15T00:00:00.000Z', missingAt: '2024-04-15T00:00:00.000Z', months: 12, children: 0, siblings: 0, parents: 0, sameTask: 0 };
  return [
    { ...rest, package: name, rankBefore: 4, fate: 'fell in rank', rankAfter: 2000, successor: 'owner/new', evidence: 'child', children: 1 },
    { ...rest, package: 'owner/gone', rankBefore: 9, fate: 'no longer listed', rankAfter: null, successor: null, evidence: null },
  ];
}

const exitStatistics: readonly Statistic[] = [
  { name: 'exits', value: 2, n: 4 }, { name: 'fate:fell in rank', value: 0.5, ...share }, { name: 'fate:renamed', value: 0, ...share }, { name: 'fate:no longer listed', value: 0.5, ...share },
  { name: 'successor:child', value: 0.5, ...share }, { name: 'successor:child:stayed', value: 0.1, low: 0.05, high: 0.2, level: 0.95, n: 90 },
  { name: 'successor:task', value: null, why: 'not all of the snapshots state task' },
];

/** The rows of one registry on a chain of three yearly snapshots. */
export function comparisonRows(registry: string, left: number, ranksOnly = false): readonly RegistryComparisonRow[] {
  const years = [2022, 2023, 2024].map((year) => `${year}-04-15T00:00:00.000Z`);
  const rest = { registry, series: 'all', step: 12, from: null, to: null, months: null, age: null, numerator: null, denominator: null, share: null, low: null, high: null, monthly: null, why: null };
  function counted(numerator: number, denominator: number) {
    return { numerator, denominator, share: numerator / denominator, low: numerator / denominator - 0.02, high: numerator / denominator + 0.02 };
  }
  return [
    ...[1, 2].map((i): RegistryComparisonRow => ({ ...rest, measure: 'turnover', from: years[i - 1]!, to: years[i]!, months: 12, ...counted(1000 - left, 1000), monthly: 0.01 })),
    ...years.map((to): RegistryComparisonRow => (ranksOnly ? { ...rest, measure: 'concentration', to, why: 'the list states ranks, no counts' } : { ...rest, measure: 'concentration', to, ...counted(600, 1000) })),
    { ...rest, measure: 'survival', from: years[1]!, to: years[2]!, months: 12, age: 0, ...counted(Math.round(left / 2), left) },
    { ...rest, measure: 'cohort', from: years[0]!, to: years[1]!, months: 12, age: 0, ...counted(left, 1000) },
    { ...rest, measure: 'cohort', from: years[0]!, to: years[2]!, months: 12, age: 1, ...counted(left - 20, 1000 - left) },
    { ...rest, measure: 'cohort', from: years[1]!, to: years[2]!, months: 12, age: 0, ...counted(left, 1000) },
  ];
}

function comparison(registry: string, left: number, ranksOnly = false): Measured<RegistryComparisonRow> {
  return measured('comparison', 'paper', comparisonRows(registry, left, ranksOnly), {
    parameters: { k: 1000, step: 12 }, snapshots: [sampleSnapshot({ registry, key: left })],
    statistics: [{ name: 'remained', value: 1 - left / 1000, low: 0.98 - left / 1000, high: 1.0 - left / 1000, level: 0.95, n: 2000 }, { name: 'monthlyTurnover', value: 0.012, n: 2 }],
  });
}

/** Measures of one profile. */
export function profileRows(registry = 'huggingface'): readonly RegistryProfileRow[] {
  const rest = { registry, kind: 'model', level: 0.95, numerator: null, denominator: null, of: 'owners', why: null, missing: [] };
  return [
    { ...rest, characteristic: 'user reach', measure: 'packages held by the 1 % of owners with most', unit: 'share', value: 0.35, low: 0.3, high: 0.4, numerator: 35, denominator: 100, n: 60 },
    { ...rest, characteristic: 'dependency degree', measure: 'packages per parent', unit: 'per package', value: 8.81, low: 7.3, high: 10.3, n: 14300, of: 'parents' },
    { ...rest, characteristic: 'popularity concentration', measure: 'Gini coefficient of downloads', unit: 'index', value: 0.988, low: 0.981, high: 0.994, n: 9037, of: 'packages' },
    { ...rest, characteristic: 'technical lag', measure: 'median months behind, of the pairs that are', unit: 'months', value: null, low: null, high: null, level: null, n: null, of: 'pairs', why: 'the snapshot does not state modified_at', missing: ['modified_at'] },
  ];
}

export const registrySamples = {
  survival: [
    measured('survival', 'paper', survivalRows(), { statistics: survivalStatistics }),
    measured('survival', 'mid-points', survivalRows().slice(0, 3), { statistics: [{ name: 'median', value: 6, n: 400 }] }),
  ],
  exits: [measured('exits', 'paper', exitRows(), { statistics: exitStatistics })],
  comparison: [comparison('huggingface', 400), comparison('npm', 80, true)],
  profile: [
    measured('profile', 'paper', profileRows()),
    measured('profile', 'paper', profileRows('pypi'), { snapshots: [sampleSnapshot({ registry: 'pypi', key: 8, complete: false, incompleteWhy: 'the list has the first 1,000 only' })] }),
  ],
} as const;
