import { describe, expect, it } from 'vitest';
import type { AskedMeasurements, Verdict } from '../core/claim.js';
import type { Measurement, SnapshotReference } from '../core/measurement.js';
import { decideFamily } from './decide.js';
import { selectionDominanceClaim as claim } from './selection-dominance.js';

const snapshot: SnapshotReference = { key: 194, registry: 'huggingface', kind: 'model', series: 'radar', title: 'Radar', takenAt: '2026-08-22T00:00:00.000Z', complete: false, incompleteWhy: 'few', simulated: null, records: 1000 };
const variants = ['descendants', 'downloads only', 'likes only', 'models with a descendant', 'without copies', 'age held constant', 'without generated cards'];

function measured(metric: string, variant: string, statistics: (Measurement<unknown> & { measurable: true })['statistics'], rows: readonly unknown[] = []): Measurement<unknown> {
  return { measurable: true, metric, variant, reading: 'Reading.', rule: `${metric}/${variant}@1`, snapshots: [snapshot], parameters: {}, rows, statistics, notes: [] };
}

function ahead(variant: string, value: number, half: number, p = 0.001): Measurement<unknown> {
  return measured(claim.slug, variant, [
    { name: 'dominanceDifference', value, low: value - half, high: value + half, level: 0.95, n: 900 }, { name: 'p:dominanceDifference', value: p, n: 900 },
    { name: 'generalDominance:popularity', value: value + 0.04 }, { name: 'generalDominance:maintenance', value: 0.04 }, { name: 'generalDominance:quality', value: 0.01 },
  ], [{ selected: 546 }]);
}

function absent(metric: string, variant: string, why: string): Measurement<unknown> {
  return { measurable: false, metric, variant, rule: `${metric}/${variant}@1`, snapshots: [snapshot], why, missing: ['modified_at'] };
}

const beside: readonly AskedMeasurements[] = [
  { ask: claim.asks[1]!, measurements: [measured('top-turnover', 'renames resolved', [{ name: 'monthlyTurnover', value: 0.05, n: 3 }], [
    { snapshotKey: 3, takenAt: '2022-10-01T00:00:00.000Z', size: 1000, shareRemained: 0.3, months: 7.5 }, { snapshotKey: 5, takenAt: '2024-07-11T00:00:00.000Z', size: 1000, shareRemained: 0.41, months: 21.3 },
  ])] },
  { ask: claim.asks[2]!, measurements: [measured('direct-descendants', 'own downloads', [{ name: 'spearman:all rows', value: 0.52, low: 0.5, high: 0.54, n: 12_000 }])] },
];

function decide(over: Readonly<Record<string, Measurement<unknown>>>, others: readonly AskedMeasurements[] = beside): Verdict {
  const measurements = variants.map((variant) => over[variant] ?? ahead(variant, 0.16, 0.03));
  return decideFamily([{ claim, evidence: claim.weigh([{ ask: claim.asks[0]!, measurements }, ...others]), snapshot, snapshots: [snapshot] }])[0]!;
}

describe('claim S2', () => {
  it('holds where popularity is ahead in all readings, with turnover and correlation beside it', () => {
    const found = decide({});
    expect(found).toMatchObject({ claim: 'S2', verdict: 'holds', why: null, pHolm: 0.012, effect: { estimate: 0.16, threshold: 0.05, n: 900 } });
    expect(found.sentence).toBe(
      'Of the variance of direct descendants of 900 models popularity explains 20.0 %, maintenance 4.0 % and quality 1.0 %; popularity is ahead by 16.0 points (95 % interval 13.0 to 19.0). '
      + 'Beside it, of the top 1,000 of 2022-10-01 41.0 % were in that of 2024-07-11, 21.3 months later (other lists of the registry, not the list judged here); over all steps 5.0 % of the top leave in a month. '
      + 'Among the 12,000 bases with a descendant and known downloads (the shares of variance count only those still listed, 546), Spearman\'s rho of descendants and downloads is 0.52 (0.50 to 0.54).',
    );
  });

  it('says of the step which lists it is between only where the judged one is not its end', () => {
    const end = snapshot.key;
    const rows = [{ snapshotKey: 5, takenAt: '2024-07-11T00:00:00.000Z', size: 1000, shareRemained: null, months: null }, { snapshotKey: end, takenAt: snapshot.takenAt, size: 1000, shareRemained: 0.3, months: 25.4 }];
    const turnover = measured('top-turnover', 'renames resolved', [{ name: 'monthlyTurnover', value: 0.05, n: 1 }], rows);
    expect(decide({}, [{ ask: claim.asks[1]!, measurements: [turnover] }, beside[1]!]).sentence)
      .toContain('Beside it, of the top 1,000 of 2024-07-11 30.0 % were in that of 2026-08-22, 25.4 months later; over all steps');
  });

  it('fails where it is not', () => {
    expect(decide(Object.fromEntries(variants.map((one) => [one, ahead(one, -0.02, 0.03)])))).toMatchObject({ verdict: 'fails' });
  });

  it('is undecided where the interval reaches across, another popularity says otherwise, or chance may do it', () => {
    expect(decide({ descendants: ahead('descendants', 0.06, 0.05) })).toMatchObject({ verdict: 'undecided', why: 'the interval reaches across the threshold' });
    expect(decide({ 'downloads only': ahead('downloads only', 0.02, 0.02) }).why).toContain('downloads alone as popularity');
    expect(decide({ descendants: ahead('descendants', 0.16, 0.03, 0.2) })).toMatchObject({ verdict: 'undecided' });
  });

  it('is not measurable without the time of the last change, and names the field', () => {
    const why = 'the snapshot does not state modified_at';
    expect(decide({ descendants: absent(claim.slug, 'descendants', why) })).toMatchObject({ verdict: 'not measurable', why, missing: ['modified_at'] });
  });

  it('stands without turnover and correlation, and says that they are not there', () => {
    const others: readonly AskedMeasurements[] = [
      { ask: claim.asks[1]!, measurements: [absent('top-turnover', 'renames resolved', 'there is one snapshot only')] },
      { ask: claim.asks[2]!, measurements: [measured('direct-descendants', 'own downloads', [{ name: 'spearman:all rows', value: null, why: 'too few' }])] },
    ];
    const found = decide({}, others);
    expect(found.verdict).toBe('holds');
    expect(found.notes).toEqual(['Turnover of the top stands not beside it: there is one snapshot only.', 'Descendants against downloads stand not beside it: too few.']);
    expect(decide({}, []).notes).toContain('Turnover of the top stands not beside it: it was not measured.');
  });
});
