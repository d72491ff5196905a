import { describe, expect, it } from 'vitest';
import { estimated, measuredBy, notMeasuredBy, verdictOf } from './lifecycle.test-data.js';
import { registryGrowthClaim } from './registry-growth.js';

type Triple = readonly [number, number, number];

function variant(name: string, rate: Triple, linear: Triple, nesting: Triple) {
  return measuredBy('registry-growth', name, [
    estimated('growthRate', ...rate, 27), estimated('doublingTime', 7, 6, 8.2, 27), estimated('aiccMargin:linear', ...linear, 27), estimated('aiccMargin:power or logistic', ...nesting, 27),
  ]);
}

const absent = notMeasuredBy('registry-growth', 'without the removed', 'the snapshot does not tell', ['removed', 'disabled']);

function verdict(main: readonly [Triple, Triple, Triple], quarters = main) {
  return verdictOf(registryGrowthClaim, [variant('months', ...main), variant('quarters', ...quarters), variant('last 18 months', ...main), absent]);
}

const exponential = [[0.1, 0.08, 0.12], [20, 8, 30], [2.4, -1, 2.8]] as const;
const logistic = [[0.1, 0.08, 0.12], [20, 8, 30], [-15, -25, -6]] as const;

describe('U1', () => {
  it('holds where the exponential curve is the best of its kind', () => {
    const found = verdict(exponential);
    expect(found).toMatchObject({ claim: 'U1', verdict: 'holds', why: null, pHolm: null });
    expect(found.sentence).toBe('New packages per month double in 7.0 months (95 % interval 6.0 to 8.2), 10.5 % more each month; the AICc of exponential growth is 20.0 below (8.0 to 30.0 in simulated series) that of linear growth and 2.4 below (−1.0 to 2.8 in simulated series) that of the better of power and logistic growth, over 2 months.');
    expect(found.sensitivity.at(-1)).toEqual({ choice: 'without what the source calls removed', why: 'the snapshot does not tell' });
  });

  it('fails where growth slows down, or is linear, or none', () => {
    expect(verdict(logistic).verdict).toBe('fails');
    expect(verdict([[0.1, 0.08, 0.12], [-9, -14, -3], [-15, -25, -6]]).verdict).toBe('fails');
    expect(verdict([[-0.1, -0.12, -0.08], [9, 4, 14], [2, -1, 3]]).verdict).toBe('fails');
  });

  it('is undecided where an interval reaches across, or other periods say otherwise', () => {
    expect(verdict([[0.1, 0.08, 0.12], [20, -8, 30], [2.4, -1, 2.8]])).toMatchObject({ verdict: 'undecided', why: 'the interval reaches across the threshold' });
    expect(verdict(exponential, logistic)).toMatchObject({ verdict: 'undecided', why: 'it holds, but not with quarters instead of months' });
    expect(verdict(logistic, exponential)).toMatchObject({ verdict: 'undecided', why: 'it fails, but not with quarters instead of months' });
  });

  it('is not measurable without instants of creation', () => {
    const missing = ['months', 'quarters', 'last 18 months', 'without the removed'].map((name) => notMeasuredBy('registry-growth', name, 'the snapshot does not state created_at', ['created_at']));
    expect(verdictOf(registryGrowthClaim, missing)).toMatchObject({ verdict: 'not measurable', missing: ['created_at'] });
  });

  it('asks for what it says it needs', () => {
    expect(registryGrowthClaim.needs).toEqual(['created_at']);
  });
});
