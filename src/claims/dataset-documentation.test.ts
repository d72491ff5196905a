import { describe, expect, it } from 'vitest';
import { datasetDocumentationClaim as claim } from './dataset-documentation.js';
import { decideAlone, near, withoutValue, withStatistics } from './documentation-measurements.test-data.js';

function decide(delta: number, rho: number, empty = delta) {
  return decideAlone(claim, [
    withStatistics('with a card', [near('clusteredDelta:tenths', delta), { name: 'p:clusteredDelta:tenths', value: 0.001 }, near('spearman', rho), near('clusteredDelta:quarters', delta), near('meanTop', 0.6), { ...near('meanBottom', 0.2), n: 2047 }, { name: 'clusteredDelta:twentieths', value: null, n: 0, why: 'with ties the least downloaded are 2,047 datasets instead of 246' }]),
    withStatistics('every dataset', [near('clusteredDelta:tenths', delta), near('clusteredDelta:unknown cards empty', empty)]),
  ]);
}

describe('claim D4', () => {
  it('holds where the most downloaded fill more sections, by every cut', () => {
    const found = decide(0.5, 0.4);
    expect(found).toMatchObject({ verdict: 'holds', pHolm: 0.012 });
    expect(found.sentence).toContain('Of 1,000 datasets the 1,000 most downloaded fill 60.0 % of the sections of their cards and the 2,047 least downloaded 20.0 %');
    expect(found.effect?.test).toBe('no difference, owners taken as independent');
    expect(found.sensitivity).toContainEqual({ choice: 'twentieths instead of tenths', why: 'with ties the least downloaded are 2,047 datasets instead of 246' });
    expect(found.sensitivity.flatMap((one) => ('why' in one ? [one.choice] : []))).toEqual(['twentieths instead of tenths', 'all datasets, cards not at hand taken for middling']);
  });

  it('fails where the difference is negligible or reversed', () => {
    expect(decide(0.02, 0.01).verdict).toBe('fails');
    expect(decide(-0.5, -0.4).verdict).toBe('fails');
  });

  it('is undecided across the threshold, and where ranks or missing cards say otherwise', () => {
    expect(decide(0.15, 0.4).verdict).toBe('undecided');
    expect(decide(0.5, 0.05).verdict).toBe('undecided');
    expect(decide(0.5, 0.4, 0.1).verdict).toBe('undecided');
  });

  it('is not measurable without cards', () => {
    const none = [withoutValue('with a card', ['has_card', 'card_sections']), withoutValue('every dataset')];
    expect(decideAlone(claim, none)).toMatchObject({ verdict: 'not measurable', missing: ['has_card', 'card_sections'] });
  });
});
