import { describe, expect, it } from 'vitest';
import type { Measurement, Statistic } from '../core/measurement.js';
import { ownerConcentration } from '../metrics/owner-concentration.js';
import { decideFamily } from './decide.js';
import { ownerConcentrationClaim as claim } from './owner-concentration.js';

function statisticsOf(value: number, reach: number): Statistic[] {
  return ['0.5', '1', '5'].map((top) => ({ name: `topShare:${top} %`, value, low: value - reach, high: value + reach, level: 0.95, n: 4000 }));
}

function measurementsOf(value: number, reach: number, over: Readonly<Record<string, readonly Statistic[]>> = {}): Measurement<unknown>[] {
  return ownerConcentration.variants.map((variant) => ({
    measurable: true, metric: 'owner-concentration', variant, reading: 'test', rule: `owner-concentration/${variant}@1`, snapshots: [], parameters: {}, rows: [],
    statistics: over[variant] ?? statisticsOf(value, reach), notes: [],
  }));
}

function decide(measurements: readonly Measurement<unknown>[]) {
  const evidence = claim.weigh([{ ask: { metric: 'owner-concentration' }, measurements }]);
  return decideFamily([{ claim, evidence, snapshot: null, snapshots: [] }])[0];
}

describe('the claim that few owners hold what is popular', () => {
  it('holds where the top hundredth has more than half, and says so', () => {
    const verdict = decide(measurementsOf(0.9, 0.05));
    expect(verdict).toMatchObject({ verdict: 'holds', pHolm: null, effect: { threshold: 0.5, estimate: 0.9, unit: 'owners' } });
    expect(verdict?.sentence).toContain('1 % of 4,000 owners hold 90.0 %');
    // Tops of another size are held against as steep a curve.
    const thresholds = verdict?.sensitivity.flatMap((one) => ('tests' in one ? one.tests.map((test) => Number(test.threshold.toFixed(2))) : []));
    expect(thresholds).toEqual([0.5, 0.5, 0.45, 0.64, 0.5]);
  });

  it('fails where it has less, and is undecided across the threshold or where another reading flips it', () => {
    expect(decide(measurementsOf(0.3, 0.1))?.verdict).toBe('fails');
    expect(decide(measurementsOf(0.55, 0.1))?.verdict).toBe('undecided');
    const flipped = decide(measurementsOf(0.9, 0.05, { likes: statisticsOf(0.4, 0.01) }));
    expect(flipped).toMatchObject({ verdict: 'undecided' });
    expect(flipped?.why).toContain('likes instead of downloads');
  });

  it('is not measurable without downloads or owners, with the field named', () => {
    const blind = measurementsOf(0, 0).map((one): Measurement<unknown> => ({
      measurable: false, metric: one.metric, variant: one.variant, rule: one.rule, snapshots: [], why: 'no owners', missing: ['author'],
    }));
    expect(decide(blind)).toMatchObject({ verdict: 'not measurable', missing: ['author'] });
  });
});
