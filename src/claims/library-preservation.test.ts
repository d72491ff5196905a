import { describe, expect, it } from 'vitest';
import type { Measurement, Statistic } from '../core/measurement.js';
import { libraryPreservation } from '../metrics/library-preservation.js';
import { decideFamily } from './decide.js';
import { libraryPreservationClaim as claim } from './library-preservation.js';

function statisticsOf(value: number, reach: number): Statistic[] {
  return [
    { name: 'difference:best other', value, low: value - reach, high: value + reach, level: 0.95, n: 900 },
    { name: 'p:best other', value: 1e-9, n: 900 },
    { name: 'difference:best other, no file formats', value, low: value - reach, high: value + reach, level: 0.95, n: 900 },
    { name: 'p:best other, no file formats', value: 1e-9, n: 900 },
    { name: 'difference:pytorch', value: value + 0.3, n: 700 },
    { name: 'difference:diffusers', value, n: 900 },
  ];
}

function measurementsOf(value: number, reach: number, over: Readonly<Record<string, readonly Statistic[]>> = {}): Measurement<unknown>[] {
  return libraryPreservation.variants.map((variant) => ({
    measurable: true, metric: 'library-preservation', variant, reading: 'test', rule: `library-preservation/${variant}@1`, snapshots: [], parameters: {},
    rows: [], statistics: over[variant] ?? statisticsOf(value, reach), notes: [],
  }));
}

function decide(measurements: readonly Measurement<unknown>[]) {
  const evidence = claim.weigh([{ ask: { metric: 'library-preservation' }, measurements }]);
  const [verdict] = decideFamily([{ claim, evidence, snapshot: null, snapshots: [] }]);
  return verdict;
}

describe('the claim that descendants keep transformers', () => {
  it('holds where it is kept by more than 5 points more often than the best other', () => {
    const verdict = decide(measurementsOf(0.2, 0.1));
    expect(verdict?.verdict).toBe('holds');
    expect(verdict?.sentence).toContain('20.0 points more often than diffusers');
    expect(verdict?.sensitivity).toHaveLength(5);
  });

  it('fails where the whole interval lies below', () => {
    const verdict = decide(measurementsOf(-0.2, 0.1));
    expect(verdict).toMatchObject({ verdict: 'fails', effect: { estimate: -0.2, n: 900, threshold: 0.05 } });
    expect(verdict?.sentence).toContain('20.0 points less often than diffusers');
  });

  it('is undecided where the interval reaches across, or another reading says otherwise', () => {
    expect(decide(measurementsOf(0.1, 0.1))?.verdict).toBe('undecided');
    const flipped = decide(measurementsOf(0.2, 0.1, { 'as declared': statisticsOf(-0.1, 0.01) }));
    expect(flipped?.verdict).toBe('undecided');
    expect(flipped?.why).toContain('libraries as declared');
  });

  it('is not measurable without parents, or with too few pairs', () => {
    const blind = measurementsOf(0, 0).map((one): Measurement<unknown> => ({
      measurable: false, metric: one.metric, variant: one.variant, rule: one.rule, snapshots: [], why: 'the snapshot does not state base_models', missing: ['base_models'],
    }));
    expect(decide(blind)).toMatchObject({ verdict: 'not measurable', missing: ['base_models'] });
    const few: readonly Statistic[] = [{ name: 'difference:best other', value: null, why: 'too few bases' }];
    expect(decide(measurementsOf(0.2, 0.1, { 'adapters run on their base': few }))).toMatchObject({ verdict: 'not measurable', why: 'the snapshot states libraries and base_models, but too few bases', missing: [] });
    const orphans = measurementsOf(0.2, 0.1, { 'adapters run on their base': few }).map((one) => (one.measurable ? { ...one, rows: [{ denominator: 0 }] } : one));
    expect(decide(orphans)).toMatchObject({ missing: ['base_models'], why: 'the snapshot states base_models, but no model declares a parent that it lists with two libraries or more' });
    expect(decide(measurementsOf(0.2, 0.1, { 'without adapters': few }))?.verdict).toBe('holds');
  });
});
