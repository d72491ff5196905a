/** Measurements of invented statistics, for the tests of the claims about documentation. */
import type { Claim, Verdict } from '../core/claim.js';
import type { Field } from '../core/field.js';
import type { Measurement, Statistic } from '../core/measurement.js';
import { decideFamily } from './decide.js';

/** A statistic with an interval of 0.02 around it. */
export function near(name: string, value: number): Statistic {
  return { name, value, low: value - 0.01, high: value + 0.01, level: 0.95, n: 1000 };
}

/** A measured variant with these statistics. */
export function withStatistics(variant: string, statistics: readonly Statistic[]): Measurement<unknown> {
  return { measurable: true, metric: 'm', variant, reading: 'r', rule: `m/${variant}@1`, snapshots: [], parameters: {}, rows: [], statistics, notes: [`note of ${variant}`] };
}

/** A variant that cannot be measured. */
export function withoutValue(variant: string, missing: readonly Field[] = []): Measurement<unknown> {
  return { measurable: false, metric: 'm', variant, rule: `m/${variant}@1`, snapshots: [], why: `no ${variant}`, missing };
}

/** The verdict of a claim that stands alone, on these measurements of its one ask. */
export function decideAlone(claim: Claim, measurements: readonly Measurement<unknown>[]): Verdict {
  const [ask] = claim.asks;
  if (ask === undefined) throw new Error('the claim asks for nothing');
  const [verdict] = decideFamily([{ claim, evidence: claim.weigh([{ ask, measurements }]), snapshot: null, snapshots: [] }]);
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}
