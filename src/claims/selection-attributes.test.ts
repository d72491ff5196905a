import { describe, expect, it } from 'vitest';
import type { Verdict } from '../core/claim.js';
import type { Measurement, SnapshotReference } from '../core/measurement.js';
import { decideFamily } from './decide.js';
import { selectionAttributesClaim as claim } from './selection-attributes.js';

const snapshot: SnapshotReference = { key: 5, registry: 'huggingface', kind: 'model', series: 'all', title: 'All', takenAt: '2024-07-11T00:00:00.000Z', complete: true, incompleteWhy: null, simulated: null, records: 1000 };
const variants = ['downloads', 'likes', 'ranks', 'downloaded models', 'popular models', 'without age'];

function share(variant: string, value: number, half: number): Measurement<unknown> {
  const interval = { low: value - half, high: value + half, level: 0.95, n: 900 };
  return {
    measurable: true, metric: claim.slug, variant, reading: 'Reading.', rule: `${claim.slug}/${variant}@1`, snapshots: [snapshot], parameters: {}, rows: [], notes: ['A note.'],
    statistics: [{ name: 'shareOfVariance:together', value, ...interval }, { name: 'shareOfVariance:architecture', value: value / 2, ...interval }, { name: 'shareOfVariance:age', value: 0.04, ...interval }, { name: 'shareOfDeviance:together', value: 0.1, n: 400 }],
  };
}

function absent(variant: string, why: string, missing: readonly 'tags'[] = ['tags']): Measurement<unknown> {
  return { measurable: false, metric: claim.slug, variant, rule: `${claim.slug}/${variant}@1`, snapshots: [snapshot], why, missing };
}

function decide(over: Readonly<Record<string, Measurement<unknown>>>, value = 0.3): Verdict {
  const measurements = variants.map((variant) => over[variant] ?? share(variant, value, 0.05));
  return decideFamily([{ claim, evidence: claim.weigh([{ ask: claim.asks[0]!, measurements }]), snapshot, snapshots: [snapshot] }])[0]!;
}

describe('claim S1', () => {
  it('holds where the share lies above its threshold in all readings', () => {
    const found = decide({});
    expect(found).toMatchObject({ claim: 'S1', verdict: 'holds', why: null, pHolm: null, effect: { estimate: 0.3, threshold: 0.02, n: 900, unit: 'models' } });
    expect(found.sentence).toBe('Together the attributes explain 30.0 % (95 % interval 25.0 % to 35.0 %) of the variance of downloads beyond age, of 900 models: architecture 15.0 %.');
    expect(found.notes).toEqual(['A note.', 'A negative binomial model of 400 popular models loses 10.0 % of its deviance without the attributes.']);
    expect(found.sensitivity).toHaveLength(5);
  });

  it('names the kinds that have next to no part', () => {
    const main = share('downloads', 0.3, 0.05);
    if (!main.measurable) return;
    const small = [{ name: 'shareOfVariance:performance', value: 0.000389 }, { name: 'shareOfVariance:reproducibility', value: 0.0049 }];
    expect(decide({ downloads: { ...main, statistics: [...main.statistics, ...small] } }).sentence)
      .toContain('architecture 15.0 %. Next to no part in it have performance 0.0389 % and reproducibility 0.490 %.');
    expect(decide({ downloads: { ...main, statistics: [...main.statistics, small[0]!] } }).sentence).toContain('Next to no part in it has performance 0.0389 %.');
  });

  it('does not speak of age where it was not held constant', () => {
    const main = share('downloads', 0.3, 0.05);
    const found = main.measurable ? decide({ downloads: { ...main, statistics: main.statistics.filter((one) => one.name !== 'shareOfVariance:age') } }) : null;
    expect(found?.sentence).toContain('of the variance of downloads, of 900 models');
  });

  it('fails where it lies below', () => {
    expect(decide(Object.fromEntries(variants.map((one) => [one, share(one, 0.005, 0.004)])))).toMatchObject({ verdict: 'fails' });
  });

  it('is undecided where the interval reaches across, or likes say otherwise', () => {
    expect(decide({ downloads: share('downloads', 0.03, 0.02) })).toMatchObject({ verdict: 'undecided', why: 'the interval reaches across the threshold' });
    const flipped = decide({ likes: share('likes', 0.01, 0.005) });
    expect(flipped.verdict).toBe('undecided');
    expect(flipped.why).toContain('likes instead of downloads');
  });

  it('is not flipped by a reading that cannot be measured', () => {
    expect(decide({ likes: absent('likes', 'the snapshot does not state likes') })).toMatchObject({ verdict: 'holds' });
  });

  it('is not measurable without tags, and says so', () => {
    expect(decide({ downloads: absent('downloads', 'the snapshot states nothing of performance') })).toMatchObject({ verdict: 'not measurable', missing: ['tags'], why: 'the snapshot states nothing of performance' });
  });

  it('says why the count model could not be fitted', () => {
    const main = share('downloads', 0.3, 0.05);
    if (!main.measurable) return;
    const without = { ...main, statistics: [main.statistics[0]!, { name: 'shareOfDeviance:together', value: null, why: 'it did not settle' }] };
    expect(decide({ downloads: without }).notes).toContain('The count model of popular models could not be fitted: it did not settle.');
  });
});
