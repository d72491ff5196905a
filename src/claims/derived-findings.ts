import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, tooLittle, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayPoints, sayShare } from './say-numbers.js';

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
  threshold: 'The share of pairs in which the derived model adds a finding lies more than 5 points above the share in which it lacks one of its base.',
  against: 'The share of pairs in which a finding is added is not ahead of the share in which one of the base lacks by more than 5 points.',
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
  if (!isReading(main)) return tooLittle('files and base_models', `its ${sayCount(statisticOf(measured, test.statistic)?.n)} pairs whose files are both known are of too few bases to tell an interval`);
  const [added, removed] = (['addedShare:any', 'removedShare:any'] as const).map((name) => statisticOf(measured, name)?.value ?? null);
  const effect = main.tests[0];
  return {
    measurable: true, main,
    sensitivity: others.map(([variant, choice]) => readingOf(choice, variantOf(asked, variant), [test])),
    finding: `Of ${sayCount(effect?.n)} pairs of a base and a derived model, the derived one adds a finding in ${sayShare(added)} and lacks one of its base in ${sayShare(removed)}: ` +
      `a difference of ${sayPoints(effect?.estimate)} points (95 % interval ${sayInterval(effect, sayPoints)}).`,
    notes: measured.notes,
  };
}
