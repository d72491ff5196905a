/** Small invented measurements of growth, findings and maintenance, for the tests of figures and reports. */
import type { Measured, Measurement } from '../core/measurement.js';
import type { DerivedFindingsRow } from '../core/rows/derived-findings.js';
import type { MaintenanceRow } from '../core/rows/maintenance.js';
import type { GrowthRow } from '../core/rows/registry-growth.js';
import { measured, notMeasurable, pseudoRandom } from './sample-measurements.test-data.js';

const random = pseudoRandom(26);

/** Twenty-four months that grow by a tenth each. */
export const growthRows: readonly GrowthRow[] = Array.from({ length: 24 }, (_, index): GrowthRow => {
  const exponential = 5000 * Math.exp(0.1 * index);
  return {
    from: new Date(Date.UTC(2022, 3 + index, 1)).toISOString().slice(0, 10), months: 1, created: Math.round(exponential * (0.85 + 0.3 * random())),
    exponential, linear: 2500 + 2000 * index, power: 400 * (index + 6) ** 1.45, logistic: 60_000 / (1 + Math.exp(2.4 - 0.16 * index)),
  };
});

/** A line of the findings; the counts are what the pairs come to. */
export function findingsRow(finding: DerivedFindingsRow['finding'], relation: string, [added, removed, same, neither]: readonly [number, number, number, number]): DerivedFindingsRow {
  const pairs = added + removed + same + neither;
  const difference = pairs === 0 ? null : (added - removed) / pairs;
  return {
    finding, relation, pairs, bases: Math.ceil(pairs / 4), added, removed, same, neither, difference,
    low: difference === null ? null : difference - 0.05, high: difference === null ? null : difference + 0.05,
  };
}

export const findingsRows: readonly DerivedFindingsRow[] = [
  findingsRow('any', 'all', [61, 11, 9, 44]), findingsRow('any', 'adapter', [1, 3, 2, 0]), findingsRow('any', 'finetune', [60, 8, 7, 44]),
  findingsRow('unsafe weights', 'all', [6, 3, 7, 109]), findingsRow('unsafe weights', 'finetune', [5, 3, 2, 109]),
  findingsRow('code', 'all', [0, 5, 3, 117]), findingsRow('code', 'finetune', [0, 5, 0, 114]),
];

function commitsRow(name: string, numerator: number): MaintenanceRow {
  return { part: 'commits', name, numerator, denominator: 10_000, share: numerator / 10_000, delta: null, low: null, high: null, wellMaintained: null, others: null };
}

function comparedRow(name: string, delta: number | null, low: number | null, high: number | null): MaintenanceRow {
  return { part: 'comparison', name, numerator: null, denominator: null, share: null, delta, low, high, wellMaintained: 212, others: 288 };
}

export const maintenanceRows: readonly MaintenanceRow[] = [
  commitsRow('perfective', 3120), commitsRow('corrective', 410), commitsRow('adaptive', 890), commitsRow('unclassified', 4280), commitsRow('automatic', 800), commitsRow('initial', 500),
  comparedRow('downloads', 0.31, 0.2, 0.41), comparedRow('size', -0.05, -0.16, 0.06), comparedRow('documentation', null, null, null),
];

const growthStatistics: Measured<GrowthRow>['statistics'] = [
  { name: 'growthRate', value: 0.0986, low: 0.0845, high: 0.1138, level: 0.95, n: 24 },
  { name: 'doublingTime', value: 7.03, low: 6.09, high: 8.2, level: 0.95, n: 24 },
  { name: 'aiccMargin:linear', value: 18.9, low: 3.1, high: 37.8, level: 0.95, n: 24 },
  { name: 'aiccMargin:power or logistic', value: -6.3, low: -29.5, high: 2.2, level: 0.95, n: 24 },
  ...(['exponential', 'linear', 'power', 'logistic'] as const).map((model, index) => ({ name: `akaikeWeight:${model}`, value: [0.035, 0.0001, 0.163, 0.8019][index] ?? 0, n: 24 })),
];

export const lifecycleSamples: {
  readonly growth: readonly Measurement<GrowthRow>[];
  readonly findings: readonly Measurement<DerivedFindingsRow>[];
  readonly maintenance: readonly Measurement<MaintenanceRow>[];
} = {
  growth: [measured('registry-growth', 'months', growthRows, { statistics: growthStatistics }), notMeasurable('registry-growth', 'without the removed')],
  findings: [
    measured('derived-findings', 'findings', findingsRows, { statistics: [{ name: 'difference:any', value: 0.4, low: 0.35, high: 0.45, level: 0.95, n: 125 }] }),
    notMeasurable('derived-findings', 'present names'),
  ],
  maintenance: [
    measured('maintenance', 'above both medians', maintenanceRows, { statistics: [{ name: 'perfectiveShare', value: 0.706, low: 0.66, high: 0.75, level: 0.95, n: 4420 }] }),
    notMeasurable('maintenance', 'top quarter of commits'),
  ],
};
