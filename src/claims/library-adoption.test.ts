import { describe, expect, it } from 'vitest';
import type { Measurement, Statistic } from '../core/measurement.js';
import { libraryAdoption } from '../metrics/library-adoption.js';
import { decideFamily } from './decide.js';
import { libraryAdoptionClaim as claim } from './library-adoption.js';

function statisticsOf(created: number, derived: number | null, reach: number): Statistic[] {
  return ([['new models', created], ['derived models', derived]] as const).flatMap(([name, value]): Statistic[] => (value === null
    ? [{ name: `difference:${name}`, value: null, why: 'the snapshot does not state base_models' }]
    : [
      { name: `difference:${name}`, value, low: value - reach, high: value + reach, level: 0.95, n: 500 }, { name: `p:${name}`, value: 1e-6, n: 500 },
      { name: `share:${name}:transformers`, value: 0.5, n: 500 }, { name: `share:${name}:pytorch`, value: 0.5 - value, n: 500 },
    ]));
}

function measurementsOf(statistics: readonly Statistic[], over: Readonly<Record<string, readonly Statistic[]>> = {}): Measurement<unknown>[] {
  return libraryAdoption.variants.map((variant) => ({
    measurable: true, metric: 'library-adoption', variant, reading: 'test', rule: `library-adoption/${variant}@1`, snapshots: [], parameters: {}, rows: [],
    statistics: over[variant] ?? statistics, notes: [],
  }));
}

function decide(measurements: readonly Measurement<unknown>[]) {
  const evidence = claim.weigh([{ ask: { metric: 'library-adoption' }, measurements }]);
  return decideFamily([{ claim, evidence, snapshot: null, snapshots: [] }])[0];
}

describe('the claim that transformers makes creation and reuse accessible', () => {
  it('holds where it leads among new and among derived models', () => {
    const verdict = decide(measurementsOf(statisticsOf(0.3, 0.2, 0.05)));
    expect(verdict).toMatchObject({ verdict: 'holds', effect: { estimate: 0.2, threshold: 0.05 } });
    expect(verdict?.sentence).toContain('50.0 % name transformers, 20.0 % name pytorch, a lead of 30.0 points (25.0 to 35.0)');
  });

  it('fails where it leads in one of them only, and is undecided across the threshold or where a reading flips it', () => {
    expect(decide(measurementsOf(statisticsOf(0.3, -0.2, 0.05)))?.verdict).toBe('fails');
    expect(decide(measurementsOf(statisticsOf(0.3, 0.06, 0.05)))?.verdict).toBe('undecided');
    const flipped = decide(measurementsOf(statisticsOf(0.3, 0.2, 0.05), { 'libraries and file formats': statisticsOf(0.1, 0.01, 0.005) }));
    expect(flipped?.verdict).toBe('undecided');
    expect(flipped?.why).toContain('file formats are rivals too');
  });

  it('is not measurable without libraries or parents, with the field named', () => {
    expect(decide(measurementsOf(statisticsOf(0.3, null, 0.05)))).toMatchObject({ verdict: 'not measurable', missing: ['base_models'] });
    const orphans: readonly Statistic[] = [...statisticsOf(0.3, null, 0.05).filter((one) => one.name !== 'difference:derived models'), { name: 'difference:derived models', value: null, n: 0, why: 'there are no derived models' }];
    expect(decide(measurementsOf(orphans))).toMatchObject({ verdict: 'not measurable', missing: ['base_models'], why: 'the snapshot states base_models, but none of its models declares a parent' });
    const old: readonly Statistic[] = [{ name: 'difference:new models', value: null, n: 0, why: 'there are no new models' }];
    expect(decide(measurementsOf(old))).toMatchObject({ missing: [], why: 'the snapshot states created_at, but it lists no model created in the twelve months before it' });
    const blind = measurementsOf([]).map((one): Measurement<unknown> => ({
      measurable: false, metric: one.metric, variant: one.variant, rule: one.rule, snapshots: [], why: 'the snapshot does not state libraries', missing: ['libraries'],
    }));
    expect(decide(blind)).toMatchObject({ verdict: 'not measurable', missing: ['libraries'] });
  });
});
