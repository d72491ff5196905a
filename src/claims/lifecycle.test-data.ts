/** Measurements made by hand, for the tests of claims. */
import type { Claim } from '../core/claim.js';
import type { Field } from '../core/field.js';
import type { Measurement, SnapshotReference, Statistic } from '../core/measurement.js';
import { decideFamily } from './decide.js';

const snapshot: SnapshotReference = {
  key: 5, registry: 'huggingface', kind: 'model', series: 'all', title: 'All models', takenAt: '2024-07-11T00:00:00.000Z', complete: true, incompleteWhy: null, simulated: null, records: 1000,
};

/** A statistic with its interval. */
export function estimated(name: string, value: number, low: number, high: number, n = 100): Statistic {
  return { name, value, low, high, level: 0.95, n };
}

/** A measurement of a variant with these statistics. */
export function measuredBy(metric: string, variant: string, statistics: readonly Statistic[]): Measurement<unknown> {
  return { measurable: true, metric, variant, reading: 'for the test', rule: `${metric}/${variant}@1`, snapshots: [snapshot], parameters: {}, rows: [{}, {}], statistics, notes: ['a note'] };
}

/** A measurement that these data do not allow. */
export function notMeasuredBy(metric: string, variant: string, why: string, missing: readonly (Field | 'commits')[]): Measurement<unknown> {
  return { measurable: false, metric, variant, rule: `${metric}/${variant}@1`, snapshots: [snapshot], why, missing };
}

/** What the claim comes to on measurements of its one ask. */
export function verdictOf(claim: Claim, measurements: readonly Measurement<unknown>[]) {
  const [ask] = claim.asks;
  if (ask === undefined) throw new Error('the claim asks for nothing');
  const [verdict] = decideFamily([{ claim, evidence: claim.weigh([{ ask, measurements }]), snapshot, snapshots: [snapshot] }]);
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}
