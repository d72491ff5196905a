import { describe, expect, it } from 'vitest';
import { documentationCompletenessClaim as claim } from './documentation-completeness.js';
import { decideAlone, near, withoutValue, withStatistics } from './documentation-measurements.test-data.js';

function decide(all: number, top: number, more: ReturnType<typeof near>[] = []) {
  return decideAlone(claim, [withStatistics('as stated', [
    near('meanShare:attributes:all', all), near('meanShare:attributes:top', top), { name: 'propertiesStatedByFewerThanHalf', value: 7, n: 9 }, ...more,
  ])]);
}

describe('claim D1', () => {
  it('holds where models state fewer than half of the attributes, whoever is asked', () => {
    const found = decide(0.3, 0.42, [near('meanShare:sections:all', 0.2)]);
    expect(found.verdict).toBe('holds');
    expect(found.effect).toMatchObject({ estimate: 0.3, threshold: 0.5, claimed: 'below', p: null });
    expect(found.sentence).toContain('30.0 % of the attributes');
    expect(found.sentence).toContain('7 of 9 properties');
    expect(found.sensitivity.filter((one) => 'why' in one).map((one) => one.choice)).toContain('what cards state alone');
    expect(found.notes).toContain('note of as stated');
  });

  it('fails where they state more than half', () => {
    expect(decide(0.7, 0.9).verdict).toBe('fails');
  });

  it('is undecided where the interval lies across, and where the most popular models state more', () => {
    expect(decide(0.5, 0.4).verdict).toBe('undecided');
    const flipped = decide(0.3, 0.6);
    expect(flipped.verdict).toBe('undecided');
    expect(flipped.sensitivity.find((one) => 'flips' in one && one.flips)?.choice).toBe('only the most popular models');
  });

  it('is not measurable where records and cards state nothing', () => {
    expect(decideAlone(claim, [withoutValue('as stated', ['card', 'tags'])])).toMatchObject({ verdict: 'not measurable', missing: ['card', 'tags'] });
    expect(decideAlone(claim, [withStatistics('as stated', [])])).toMatchObject({ verdict: 'not measurable', missing: ['card', 'tags', 'licences', 'datasets'] });
  });
});
