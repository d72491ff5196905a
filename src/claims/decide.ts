import { claimIds } from '../core/claim.js';
import type { AbsentReading, Claim, ClaimEvidence, EffectTest, JudgedReading, Reading, Verdict } from '../core/claim.js';
import type { SnapshotReference } from '../core/measurement.js';
import { holm } from '../stats/multiplicity.js';
import { isReading } from './read-measurements.js';

/** Above this adjusted p value an effect may be chance: the claim does not hold, whatever its interval says. */
const alpha = 0.05;

/** A claim with what the data say about it, or with the error that came instead. */
export interface WeighedClaim {
  readonly claim: Pick<Claim, 'id' | 'slug' | 'version'>;
  readonly evidence: ClaimEvidence | { readonly error: string };
  readonly snapshot: SnapshotReference | null;
  readonly snapshots: readonly SnapshotReference[];
}

/** Where an interval lies: `beyond` its threshold as claimed, `short` of it, or `across`. A bound on the threshold is across. */
function placeOf({ low, high, threshold, claimed }: EffectTest): 'beyond' | 'short' | 'across' {
  if (claimed === 'above') return low > threshold ? 'beyond' : high < threshold ? 'short' : 'across';
  return high < threshold ? 'beyond' : low > threshold ? 'short' : 'across';
}

/** How far the near end of the interval lies beyond the threshold, in widths of the interval, so that effects of different scales compare. */
function marginOf(test: EffectTest): number {
  const width = Math.max(test.high - test.low, Number.EPSILON);
  return (test.claimed === 'above' ? test.low - test.threshold : test.threshold - test.high) / width;
}

/** Whether the estimate itself lies beyond the threshold. */
function leans({ estimate, threshold, claimed }: EffectTest): boolean {
  return claimed === 'above' ? estimate > threshold : estimate < threshold;
}

function verdictOf(reading: Reading): 'holds' | 'fails' | 'undecided' {
  const places = reading.tests.map(placeOf);
  if (places.includes('short')) return 'fails';
  return places.length > 0 && places.every((place) => place === 'beyond') ? 'holds' : 'undecided';
}

/**
 * Another reading flips a verdict where its estimates lie on the other side: what holds would not if one of its estimates fell short,
 * what fails would hold if all of them lay beyond.
 */
function flips(main: 'holds' | 'fails' | 'undecided', other: Reading): boolean {
  const leansAll = other.tests.every(leans);
  return main === 'holds' ? !leansAll : main === 'fails' ? leansAll : false;
}

/** The test that a reader should look at first. */
function decidingTest(reading: Reading): EffectTest | null {
  return [...reading.tests].sort((a, b) => marginOf(a) - marginOf(b))[0] ?? null;
}

/** p of a reading that holds only if all its effects do: the largest of those that have one; the others are held by their intervals alone. */
function pOf(reading: Reading): number | null {
  const ps = reading.tests.map((test) => test.p).filter((p) => p !== null);
  return ps.length === 0 ? null : Math.max(...ps);
}

/**
 * Decides claims: each by its intervals, then by Holm's adjustment of its p value, then by the other reasonable choices. The family is
 * always that of all claims: one that is not judged here, or has no p value, counts with a p of 1. So what a claim comes to is never bolder
 * because fewer were asked for. Pure; the same evidence gives the same verdicts.
 */
export function decideFamily(weighed: readonly WeighedClaim[]): Verdict[] {
  const ps = weighed.map(({ evidence }) => ('error' in evidence || !evidence.measurable ? null : pOf(evidence.main)));
  const others = Array.from({ length: Math.max(0, claimIds.length - weighed.length) }, () => 1);
  const adjusted = holm([...ps.map((p) => p ?? 1), ...others]);
  return weighed.map((one, index) => decide(one, ps[index] === null ? null : (adjusted[index] ?? null), claimIds.length));
}

function decide({ claim, evidence, snapshot, snapshots }: WeighedClaim, pHolm: number | null, family: number): Verdict {
  const shared = { claim: claim.id, rule: `${claim.slug}@${claim.version}`, snapshot, snapshots, family };
  const nothing = { effect: null, main: null, sensitivity: [], pHolm: null, notes: [], missing: [] };
  if ('error' in evidence) return { ...shared, ...nothing, verdict: 'error', why: evidence.error, sentence: `It could not be computed: ${evidence.error}.` };
  if (!evidence.measurable) {
    return { ...shared, ...nothing, verdict: 'not measurable', why: evidence.why, missing: evidence.missing, sentence: `These data cannot decide it: ${evidence.why}.` };
  }
  const alone = verdictOf(evidence.main);
  const sensitivity = evidence.sensitivity.map((reading): JudgedReading | AbsentReading =>
    isReading(reading) ? { ...reading, verdict: verdictOf(reading), flips: flips(alone, reading) } : reading);
  const flipping = sensitivity.filter((reading): reading is JudgedReading => isReading(reading) && reading.flips);
  const chance = alone === 'holds' && pHolm !== null && pHolm > alpha;
  const why = alone === 'undecided'
    ? 'the interval reaches across the threshold'
    : chance
      ? `adjusted for the ${family} claims its p value is ${pHolm.toPrecision(2)}, above ${alpha}`
      : flipping.length > 0 ? `it ${alone}, but not with ${flipping.map((reading) => reading.choice).join('; nor with ')}` : null;
  const verdict = why === null ? alone : 'undecided';
  return {
    ...shared, verdict, why, missing: [], pHolm,
    effect: decidingTest(evidence.main),
    main: { ...evidence.main, verdict: alone, flips: false },
    sensitivity,
    sentence: why === null ? evidence.finding : `${evidence.finding} Undecided: ${why}.`,
    notes: evidence.notes,
  };
}
