import { describe, expect, it } from 'vitest';
import { decideAlone, near, withoutValue, withStatistics } from './documentation-measurements.test-data.js';
import { documentationQualityClaim as claim } from './documentation-quality.js';

const rest = ['without generated cards', 'without generated cards, groups anew'];

/** Deltas by downloads and by likes, with cards. */
function decide(downloads: number, likes: number, half = downloads) {
  const p = { name: 'p:clusteredDelta:downloads', value: 1e-6, n: 2000 };
  return decideAlone(claim, [
    withStatistics('effect sizes', [near('clusteredDelta:downloads', downloads), p, near('clusteredDelta:likes', likes), near('clusteredDelta:downloads:card score', downloads)]),
    ...rest.map((variant) => withoutValue(variant)), withStatistics('half the groups', [near('clusteredDelta:downloads', half), p]),
  ]);
}

describe('claim D2', () => {
  it('holds where the most downloaded are better documented by more than a negligible delta, by likes too', () => {
    const found = decide(0.4, 0.3);
    expect(found).toMatchObject({ verdict: 'holds', pHolm: 12e-6 });
    expect(found.effect).toMatchObject({ estimate: 0.4, scale: 'Cliff\'s delta', threshold: 0.147, test: 'no difference, owners taken as independent' });
    expect(found.sensitivity).toHaveLength(7);
    expect(found.sentence).toContain('(95 % interval 0.390 to 0.410 with owners as independent, 1,000 models)');
    expect(found.notes[0]).toContain('owners, not models, are taken as independent');
  });

  it('fails where the delta is negligible or reversed', () => {
    expect(decide(0.05, 0.02).verdict).toBe('fails');
    expect(decide(-0.4, -0.4).verdict).toBe('fails');
  });

  it('is undecided across the threshold, and where likes or groups of half the size say otherwise', () => {
    expect(decide(0.147, 0.3).verdict).toBe('undecided');
    expect(decide(0.4, 0.1).verdict).toBe('undecided');
    expect(decide(0.4, 0.3, 0.1).verdict).toBe('undecided');
  });

  it('is not measurable without cards, and says what the metadata alone would be', () => {
    const found = decideAlone(claim, [withStatistics('effect sizes', [near('clusteredDelta:downloads', 0.4)]), ...[...rest, 'half the groups'].map((variant) => withoutValue(variant))]);
    expect(found).toMatchObject({ verdict: 'not measurable', missing: ['card_sections'], effect: null });
    expect(found.why).toContain('Cliff\'s delta is 0.400 (95 % interval 0.390 to 0.410, 1,000 models), which is not the claim');
    expect(decideAlone(claim, [withoutValue('effect sizes', ['downloads'])])).toMatchObject({ verdict: 'not measurable', missing: ['downloads'] });
  });

  it('does not count a popularity by which only names tell the groups apart', () => {
    const why = 'only the order of names would tell the groups apart';
    const none = [{ name: 'cliffsDelta:downloads', value: null, n: 0, why }, { name: 'clusteredDelta:downloads', value: null, n: 0, why }];
    const others = [...rest, 'half the groups'].map((variant) => withoutValue(variant));
    expect(decideAlone(claim, [withStatistics('effect sizes', none), ...others])).toMatchObject({ verdict: 'not measurable', why });
    const found = decideAlone(claim, [
      withStatistics('effect sizes', [near('clusteredDelta:downloads', 0.4), near('clusteredDelta:downloads:card score', 0.4), { name: 'clusteredDelta:descendants', value: null, why }]), ...others,
    ]);
    expect(found.sensitivity).toContainEqual({ choice: 'by direct descendants instead of downloads', why });
    expect(found.verdict).toBe('holds');
  });
});
