import { describe, expect, it } from 'vitest';
import { estimated, measuredBy, notMeasuredBy, verdictOf } from './lifecycle.test-data.js';
import { maintenanceClaim } from './maintenance.js';

type Triple = readonly [number, number, number];

const variants = ['above both medians', 'top quarter of commits', 'commits per month of life'];

function measurement(variant: string, share: Triple, deltas: Readonly<Record<string, Triple>>) {
  return measuredBy('maintenance', variant, [
    estimated('perfectiveShare', ...share), ...Object.entries(deltas).flatMap(([name, triple]) => [estimated(`clusteredDelta:${name}`, ...triple), { name: `p:clusteredDelta:${name}`, value: 0.0001, n: 100 }]),
  ]);
}

const clear = { downloads: [0.5, 0.4, 0.6], size: [0.3, 0.2, 0.4], documentation: [0.4, 0.3, 0.5] } as const;
const mostly = [0.7, 0.65, 0.75] as const;

function verdict(share: Triple, deltas: Readonly<Record<string, Triple>>, byRate = deltas) {
  return verdictOf(maintenanceClaim, variants.map((variant) => measurement(variant, share, variant === 'commits per month of life' ? byRate : deltas)));
}

describe('L1', () => {
  it('holds where all four effects do', () => {
    const found = verdict(mostly, clear);
    expect(found).toMatchObject({ claim: 'L1', verdict: 'holds' });
    expect(found.pHolm).toBeCloseTo(0.0012, 12);
    expect(found.sentence).toBe('The share of perfective among 100 classified commits is 70.0 % (65.0 % to 75.0 %); Cliff\'s delta of well-maintained models over the others is 0.50 (0.40 to 0.60) for downloads, 0.30 (0.20 to 0.40) for size and 0.40 (0.30 to 0.50) for documentation (95 % intervals, those of the deltas with owners as independent).');
  });

  it('fails where one of them does', () => {
    expect(verdict([0.3, 0.2, 0.4], clear).verdict).toBe('fails');
    const found = verdict(mostly, { ...clear, size: [-0.1, -0.2, 0.05] });
    expect(found).toMatchObject({ verdict: 'fails', effect: { effect: 'size: well-maintained models over the others' } });
  });

  it('is undecided where an interval reaches across, or age alone makes the difference', () => {
    expect(verdict(mostly, { ...clear, documentation: [0.2, 0.1, 0.3] }).verdict).toBe('undecided');
    expect(verdict(mostly, clear, { ...clear, downloads: [-0.3, -0.4, -0.2] })).toMatchObject({ verdict: 'undecided', why: 'it holds, but not with well-maintained by commits per month of life' });
  });

  it('is not measurable where nobody looked at commits, or the size is not stated', () => {
    const missing = variants.map((name) => notMeasuredBy('maintenance', name, 'nobody looked at the commits of its packages', ['commits']));
    expect(verdictOf(maintenanceClaim, missing)).toMatchObject({ verdict: 'not measurable', missing: ['commits'] });
    const unsized = variants.map((name) => measuredBy('maintenance', name, [estimated('perfectiveShare', ...mostly), { name: 'clusteredDelta:size', value: null, n: 0, why: 'first group has no values' }]));
    expect(verdictOf(maintenanceClaim, unsized)).toMatchObject({ verdict: 'not measurable', missing: ['storage_bytes', 'parameters'] });
  });
});
