/** Invented claims, verdicts and histories for the tests of figures, reports and pages. */
import { decideFamily } from '../claims/decide.js';
import type { Claim, ClaimEvidence, ClaimId, EffectTest, Reading, Verdict, VerdictWord } from '../core/claim.js';
import { claimIds } from '../core/claim.js';
import type { SnapshotReference } from '../core/measurement.js';
import type { VerdictRecord } from '../core/verdict-record.js';
import { sampleSnapshot } from './sample-measurements.test-data.js';

/** The snapshots of the invented history, oldest first. */
export const sampleTimes: readonly SnapshotReference[] = ['2021-06-19', '2022-02-15', '2022-10-01', '2024-07-11'].map((day, index) =>
  sampleSnapshot({ key: index + 1, series: `study-${index + 1}`, takenAt: `${day}T00:00:00.000Z`, records: 10_000 * 4 ** index }));

/** An effect; the given parts replace the invented ones. */
export function sampleTest(over: Partial<EffectTest> = {}): EffectTest {
  return {
    effect: 'share of all downloads that the top 1 % of owners hold', scale: 'share', estimate: 0.821, low: 0.792, high: 0.846, level: 0.95, n: 118_204, unit: 'owners',
    threshold: 0.5, claimed: 'above', p: 0.0002, test: 'bootstrap, share at most one half', rule: 'owner-concentration/downloads@1', ...over,
  };
}

function reading(choice: string, ...tests: readonly EffectTest[]): Reading {
  return { choice, tests };
}

const likes = sampleTest({ estimate: 0.744, low: 0.69, high: 0.79, rule: 'owner-concentration/likes@1' });
const size = sampleTest({ effect: 'size of well-maintained models against the others', scale: 'Cliff\'s delta', estimate: 0.22, low: 0.11, high: 0.33, threshold: 0.147, n: 842, unit: 'models', p: null, test: null, rule: 'maintenance/commits@1' });
const downloads = { ...size, effect: 'downloads of well-maintained models against the others', estimate: 0.41, low: 0.33, high: 0.48 };
const points = sampleTest({ effect: 'Transformers less the best other library', scale: 'difference of shares', estimate: -0.012, low: -0.021, high: -0.004, threshold: 0.05, n: 41_310, unit: 'pairs of base and child', p: 0.71, rule: 'library-preservation/adapters@2' });

const evidence: Readonly<Partial<Record<ClaimId, ClaimEvidence | { readonly error: string }>>> = {
  T1: {
    measurable: true, finding: 'The top 1 % of owners hold 82.1 % of all downloads.', notes: ['96 models without owner count as one owner.'],
    main: reading('Owner is the part of the name before the slash, downloads', sampleTest()),
    sensitivity: [
      reading('likes instead of downloads', likes), reading('models without an owner left out', sampleTest({ estimate: 0.803, low: 0.77, high: 0.83 })),
      reading('top 5 % of owners', sampleTest({ effect: 'share of all downloads that the top 5 % of owners hold', estimate: 0.952, low: 0.94, high: 0.96, threshold: 0.7 })),
      { choice: 'owners by organisation', why: 'the snapshot does not state organisations' },
    ],
  },
  T2: { measurable: true, finding: 'Of the new models 34.1 % name Transformers.', notes: [], main: reading('Models of the last 12 months', sampleTest({ effect: 'share naming Transformers', estimate: 0.341, low: 0.338, high: 0.344, threshold: 0.05 })),
    sensitivity: [reading('file formats count as libraries too, as the registry tags them', sampleTest({ effect: 'share naming Transformers', estimate: 0.031, low: 0.029, high: 0.034, threshold: 0.05 }))] },
  T3: { measurable: true, finding: 'Descendants keep Transformers 1.2 points less often than the best other library.', notes: [], main: reading('Adapters run on their base', points), sensitivity: [] },
  L1: { measurable: true, finding: 'Well-maintained models have more downloads; of their size it cannot be told.', notes: [], main: reading('Top and bottom fifth by commits', downloads, size), sensitivity: [reading('top and bottom tenth', { ...downloads, estimate: 0.5, low: 0.4, high: 0.58 }, size)] },
  T4: { measurable: false, why: 'the list does not state files', missing: ['files', 'base_models'] },
  D3: { error: 'division of nothing' },
};

/** The evidence of a claim that has none above. */
const other: ClaimEvidence = { measurable: false, why: 'cards were not collected', missing: ['card'] };

/** An invented claim. */
export function sampleClaim(id: ClaimId, over: Partial<Claim> = {}): Claim {
  return {
    id, slug: `claim-${id.toLowerCase()}`, version: 1, sentence: `What ${id} says of models, in one sentence.`, standIn: null, kind: 'model',
    asks: [{ metric: 'owner-concentration' }], threshold: 'Share of downloads held by the top 1 % of owners above 50 %.', against: 'The top 1 % of owners hold less than half.',
    needs: ['downloads'], threats: ['Downloads of the last 30 days stand for popularity.'], weigh: () => other, ...over,
  };
}

export const sampleClaims: readonly Claim[] = claimIds.map((id) => sampleClaim(id, id === 'T1'
  ? { sentence: 'A few owners hold most of the downloads.', asks: [{ metric: 'owner-concentration' }] } : id === 'T2' ? { standIn: 'Use of a library stands for how accessible it makes models.' } : {}));

/** Verdicts about all claims on a snapshot, one of each word among them. */
export const sampleVerdicts: readonly Verdict[] = decideFamily(sampleClaims.map((claim) => ({
  claim, evidence: evidence[claim.id] ?? other, snapshot: sampleTimes.at(-1) ?? null, snapshots: sampleTimes.slice(-1),
})));

/** A kept verdict; the given parts replace the invented ones. */
export function sampleRecord(claim: ClaimId, at: number, verdict: VerdictWord, over: Partial<VerdictRecord> = {}): VerdictRecord {
  const snapshot = sampleTimes[at] ?? sampleSnapshot();
  return { claim, takenAt: snapshot.takenAt, snapshot, verdict, rule: `claim-${claim.toLowerCase()}@1`, effect: null, scale: null, threshold: null, estimate: null, low: null, high: null, ...over };
}

const share = { effect: sampleTest().effect, scale: 'share', threshold: 0.5 };

/** What was kept before: T1 fails, is undecided, holds; T3 held once; the others could not be told. */
export const sampleHistory: readonly VerdictRecord[] = [
  sampleRecord('T1', 0, 'fails', { ...share, estimate: 0.41, low: 0.36, high: 0.46 }),
  sampleRecord('T1', 1, 'undecided', { ...share, estimate: 0.53, low: 0.47, high: 0.58 }),
  sampleRecord('T1', 2, 'holds', { ...share, estimate: 0.72, low: 0.66, high: 0.77 }),
  sampleRecord('T3', 2, 'holds', { effect: points.effect, scale: points.scale, threshold: 0.05, estimate: 0.11, low: 0.08, high: 0.14, rule: 'claim-t3@0' }),
  ...claimIds.filter((id) => id !== 'T1' && id !== 'T3').flatMap((id) => [1, 2].map((at) => sampleRecord(id, at, 'not measurable'))),
];
