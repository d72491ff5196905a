import { describe, expect, it } from 'vitest';
import { documentationCompletenessClaim as claim } from './documentation-completeness.js';
import { decideAlone, near, withoutValue, withStatistics } from './documentation-measurements.test-data.js';

function decide(all: number, top: number, more: ReturnType<typeof near>[] = [], told = 9) {
  return decideAlone(claim, [withStatistics('as stated', [
    near('meanShare:attributes:all', all), near('meanShare:attributes:top', top), { name: 'propertiesStatedByFewerThanHalf', value: 7, n: 9 },
    { name: 'propertiesTold:attributes:all', value: told, n: 1000 }, ...more,
  ])]);
}

describe('claim D1', () => {
  it('holds where models state fewer than half of the attributes, whoever is asked', () => {
    const found = decide(0.3, 0.42, [near('meanShare:sections:all', 0.2)]);
    expect(found.verdict).toBe('holds');
    expect(found.effect).toMatchObject({ estimate: 0.3, threshold: 0.5, claimed: 'below', p: null });
    expect(found.sentence).toContain('30.0 % of the 9 attributes');
    expect(found.sentence).toContain('7 of 9 properties');
    expect(found.sensitivity.filter((one) => 'why' in one).map((one) => one.choice)).toContain('what cards state alone, of the attributes that they can state');
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

  it('is not measurable where fewer than half of the attributes can be told', () => {
    const found = decide(0.7, 0.9, [], 3);
    expect(found).toMatchObject({ verdict: 'not measurable', missing: ['card'] });
    expect(found.why).toContain('can tell 3, expected at least 7; a model states 70.0 % of those');
  });
});
