import type { ClaimEvidence, EffectTest, Verdict, VerdictWord } from '../core/claim.js';
import type { SnapshotReference } from '../core/measurement.js';
import { decideFamily, type WeighedClaim } from './decide.js';

/** An effect of a claim that says it lies above a half, with an interval of ± 0.1, unless told otherwise. */
export function effect(estimate: number, more: Partial<EffectTest> = {}): EffectTest {
  return {
    effect: 'share of something', scale: 'share', estimate, low: estimate - 0.1, high: estimate + 0.1, level: 0.95, n: 100, unit: 'models', threshold: 0.5, claimed: 'above',
    p: 0.001, test: 'no effect', rule: 'invented/paper@1', ...more,
  };
}

/** Evidence of a main reading with these effects. */
export function evidence(tests: readonly EffectTest[], sensitivity: Extract<ClaimEvidence, { measurable: true }>['sensitivity'] = []): ClaimEvidence {
  return { measurable: true, main: { choice: 'as invented', tests }, sensitivity, finding: 'Something was found.', notes: [] };
}

/** A whole list of an invented registry. */
export function snapshotOn(day: string, more: Partial<SnapshotReference> = {}): SnapshotReference {
  return {
    key: Number(day.replaceAll('-', '')), registry: 'huggingface', kind: 'model', series: 'invented', title: 'Invented list', takenAt: `${day}T00:00:00.000Z`,
    complete: true, incompleteWhy: null, simulated: null, records: 10, ...more,
  };
}

/** A claim with its evidence on a snapshot. */
export function weighed(found: WeighedClaim['evidence'], id: WeighedClaim['claim']['id'] = 'T1', day = '2024-01-01'): WeighedClaim {
  const snapshot = snapshotOn(day);
  return { claim: { id, slug: 'invented', version: 1 }, evidence: found, snapshot, snapshots: [snapshot] };
}

/** The verdict on one claim alone. */
export function decideAlone(found: WeighedClaim['evidence']): Verdict {
  const [verdict] = decideFamily([weighed(found)]);
  if (verdict === undefined) throw new Error('one claim has one verdict');
  return verdict;
}

/** A verdict of an invented claim, by the way all verdicts are reached. */
export function verdictThat(word: Exclude<VerdictWord, 'error'>, day: string, id: WeighedClaim['claim']['id'] = 'T1', more: Partial<SnapshotReference> = {}): Verdict {
  const found: Record<typeof word, ClaimEvidence> = {
    'holds': evidence([effect(0.9)]), 'fails': evidence([effect(0.1)]), 'undecided': evidence([effect(0.5)]), 'not measurable': { measurable: false, why: 'no downloads', missing: ['downloads'] },
  };
  const snapshot = snapshotOn(day, more);
  const [verdict] = decideFamily([{ ...weighed(found[word], id, day), snapshot, snapshots: [snapshot] }]);
  if (verdict === undefined) throw new Error('one claim has one verdict');
  return verdict;
}
