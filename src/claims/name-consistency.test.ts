import { describe, expect, it } from 'vitest';
import type { Measurement } from '../core/measurement.js';
import { decideAlone, near, withoutValue, withStatistics } from './documentation-measurements.test-data.js';
import { nameConsistencyClaim as claim } from './name-consistency.js';

function variant(name: string, any: number, architecture: number): Measurement<unknown> {
  return withStatistics(name, ['shareContradicting', 'shareContradictingOfDecided'].flatMap((one) => [near(one, any), near(`${one}:architecture`, architecture)]));
}

function decide(any: number, architecture: number, popular: readonly [number, number] = [any, architecture]) {
  return decideAlone(claim, [
    variant('as recorded', any, architecture), variant('most downloaded', ...popular), variant('without names of bases', any, architecture),
    withoutValue('certain readings only'), withoutValue('unsure readings too'),
  ]);
}

describe('claim D3', () => {
  it('holds where names contradict records in both shares', () => {
    expect(decide(0.08, 0.03)).toMatchObject({ verdict: 'holds', pHolm: null });
  });

  it('fails where one of the shares lies short of its threshold', () => {
    const found = decide(0.02, 0.03);
    expect(found.verdict).toBe('fails');
    expect(found.effect).toMatchObject({ estimate: 0.02, threshold: 0.05 });
    expect(found.sentence).toContain('contradict each other in 2.0 % of the 1,000 models');
  });

  it('is undecided across a threshold, and where the most downloaded say otherwise', () => {
    expect(decide(0.08, 0.012).verdict).toBe('undecided');
    expect(decide(0.08, 0.03, [0.02, 0.03]).verdict).toBe('undecided');
    expect(decide(0.02, 0.03, [0.08, 0.03]).verdict).toBe('undecided');
  });

  it('is not measurable where records state nothing, or no architecture', () => {
    expect(decideAlone(claim, [withoutValue('as recorded', ['tags'])])).toMatchObject({ verdict: 'not measurable', missing: ['tags'] });
    const bare = withStatistics('as recorded', [near('shareContradicting', 0.1), { name: 'shareContradicting:architecture', value: null, why: 'of no model' }]);
    expect(decideAlone(claim, [bare])).toMatchObject({ verdict: 'not measurable', why: 'of too few models name and record speak of the same: of no model', missing: ['tags', 'model_type', 'architectures'] });
  });
});
