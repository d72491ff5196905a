import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, variantOf, type StatisticTest } from './read-measurements.js';

const test: StatisticTest = {
  effect: 'share of pairs in which the derived model adds a finding, less the share in which it lacks one of its base', scale: 'difference of shares', unit: 'pairs of base and derived model',
  threshold: 0.05, claimed: 'above', statistic: 'difference:any', p: { statistic: 'p:any', test: 't of the ratio over bases, no difference' },
};

const others: readonly (readonly [variant: string, choice: string])[] = [
  ['with keras', 'Keras files are a finding too'], ['with training leftovers', 'what training left behind, pickled, is a finding too'],
  ['without adapters and quantisations', 'without adapters and quantisations'], ['present names', 'parents only under their present name'],
];

/** T4: forking introduces vulnerabilities of low severity. */
export const derivedFindingsClaim: Claim = {
  id: 'T4',
  slug: 'derived-findings',
  version: 1,
  sentence: 'Deriving a model from another introduces vulnerabilities of low severity.',
  standIn: 'No scan of code or weights is in these data. Instead, files that can bring code along are found by their names, in the base and in the model derived from it; these are of high or critical severity where they are abused, so the severity of the claim is not measured.',
  kind: 'model',
  asks: [{ metric: 'derived-findings' }],
  threshold: 'The derived model adds a finding more often than it lacks one of its base, by more than 0.05 of the pairs.',
  against: 'Derived models lack findings of their bases as often as they add some, or more often.',
  needs: ['files', 'base_models'],
  threats: [
    'A finding is a possibility, not a vulnerability: nobody looked inside the files.',
    'The formats changed over time: a derived model is younger than its base and so more often in a safe format, whatever its author does.',
    'Only declared bases count, and of these only such as are in the same snapshot; where only popular models were looked at, few pairs are left.',
    'Forks of code repositories, on which the claim was found, are not models derived from models.',
  ],
  weigh,
};

function weigh([asked]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(asked, 'findings');
  if (!measured.measurable) return notMeasurableBy(measured);
  const main = readingOf('weights that are unpickled without a safe form beside them, and code; pairs weigh alike', measured, [test]);
  if (!isReading(main)) return { measurable: false, why: main.why, missing: [] };
  const [added, removed] = (['addedShare:any', 'removedShare:any'] as const).map((name) => statisticOf(measured, name)?.value ?? null);
  const effect = main.tests[0];
  return {
    measurable: true, main,
    sensitivity: others.map(([variant, choice]) => readingOf(choice, variantOf(asked, variant), [test])),
    finding: `Of ${effect?.n ?? 0} pairs, the derived model adds a finding in ${percent(added)} and lacks one of its base in ${percent(removed)}: ` +
      `a difference of ${points(effect?.estimate)} points (${points(effect?.low)} to ${points(effect?.high)}).`,
    notes: measured.notes,
  };
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? 'an unknown share' : `${(share * 100).toFixed(1)} %`;
}

function points(difference: number | undefined): string {
  return difference === undefined ? 'unknown' : (difference * 100).toFixed(1).replace('-', '−');
}
