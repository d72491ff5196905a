import { describe, expect, it } from 'vitest';
import { derivedFindingsClaim } from './derived-findings.js';
import { estimated, measuredBy, notMeasuredBy, verdictOf } from './lifecycle.test-data.js';

type Triple = readonly [number, number, number];

const variants = ['findings', 'with keras', 'with training leftovers', 'without adapters and quantisations', 'present names'];

function verdict(main: Triple, p: number, leftovers = main) {
  return verdictOf(derivedFindingsClaim, variants.map((name) => measuredBy('derived-findings', name, [
    estimated('difference:any', ...(name === 'with training leftovers' ? leftovers : main)), estimated('addedShare:any', 0.2, 0.1, 0.3), estimated('removedShare:any', 0.05, 0, 0.1), { name: 'p:any', value: p, n: 100 },
  ])));
}

describe('T4', () => {
  it('holds where derived models add more than they lack', () => {
    const found = verdict([0.15, 0.1, 0.2], 0.001);
    expect(found).toMatchObject({ claim: 'T4', verdict: 'holds', pHolm: 0.012 });
    expect(found.sentence).toBe('Of 100 pairs of a base and a derived model, the derived one adds a finding in 20.0 % and lacks one of its base in 5.0 %: a difference of 15.0 points (95 % interval 10.0 to 20.0).');
  });

  it('fails where they do not', () => {
    expect(verdict([-0.02, -0.06, 0.03], 0.5).verdict).toBe('fails');
  });

  it('is undecided where the interval reaches across, chance may be it, or what counts as a finding decides', () => {
    expect(verdict([0.06, -0.02, 0.14], 0.2).verdict).toBe('undecided');
    expect(verdict([0.15, 0.1, 0.2], 0.2).why).toContain('its p value');
    expect(verdict([-0.02, -0.06, 0.03], 0.5, [0.4, 0.1, 0.7])).toMatchObject({ verdict: 'undecided', why: 'it fails, but not with what training left behind, pickled, is a finding too' });
  });

  it('is not measurable without files', () => {
    const missing = variants.map((name) => notMeasuredBy('derived-findings', name, 'the snapshot does not state files', ['files']));
    expect(verdictOf(derivedFindingsClaim, missing)).toMatchObject({ verdict: 'not measurable', missing: ['files'] });
  });

  it('is not measurable from pairs of one base', () => {
    const alone = variants.map((name) => measuredBy('derived-findings', name, [{ name: 'difference:any', value: null, n: 3, why: 'clusterRatio has 1 values, needs at least 2' }]));
    expect(verdictOf(derivedFindingsClaim, alone)).toMatchObject({ verdict: 'not measurable', why: 'the snapshot states files and base_models, but its 3 pairs whose files are both known are of too few bases to tell an interval' });
  });
});
