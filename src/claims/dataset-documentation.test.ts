import { describe, expect, it } from 'vitest';
import { datasetDocumentationClaim as claim } from './dataset-documentation.js';
import { decideAlone, near, withoutValue, withStatistics } from './documentation-measurements.test-data.js';

function decide(delta: number, rho: number, empty = delta) {
  return decideAlone(claim, [
    withStatistics('with a card', [near('cliffsDelta', delta), { name: 'p:top against bottom', value: 0.001 }, near('spearman', rho), near('cliffsDelta:quarters', delta), near('meanTop', 0.6), near('meanBottom', 0.2)]),
    withStatistics('every dataset', [near('cliffsDelta', delta), near('cliffsDelta:unknown cards empty', empty)]),
  ]);
}

describe('claim D4', () => {
  it('holds where the most downloaded fill more sections, by every cut', () => {
    const found = decide(0.5, 0.4);
    expect(found).toMatchObject({ verdict: 'holds', pHolm: 0.001 });
    expect(found.sentence).toContain('fill 60.0 % of the sections of their cards and the least downloaded 20.0 %');
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
