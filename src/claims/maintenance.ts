import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, variantOf, type StatisticTest } from './read-measurements.js';

/** From here on a Cliff's delta is no longer called negligible. */
const small = 0.147;

function deltaTest(name: string, words: string): StatisticTest {
  return {
    effect: `${words}: well-maintained models over the others`, scale: 'Cliff\'s delta', unit: 'models', threshold: small, claimed: 'above', statistic: `cliffsDelta:${name}`,
    p: { statistic: `p:${name}`, test: 'Mann–Whitney, no difference' },
  };
}

const tests: readonly StatisticTest[] = [
  { effect: 'share of perfective among classified commits', scale: 'share', unit: 'commits', threshold: 0.5, claimed: 'above', statistic: 'perfectiveShare' },
  deltaTest('downloads', 'downloads'), deltaTest('size', 'size'), deltaTest('documentation', 'documentation score'),
];

const others: readonly (readonly [variant: string, choice: string])[] = [
  ['top quarter of commits', 'well-maintained is the quarter with most commits'], ['commits per month of life', 'well-maintained by commits per month of life'],
];

/** L1: maintenance is perfective; well-maintained models are more popular, larger and better documented. */
export const maintenanceClaim: Claim = {
  id: 'L1',
  slug: 'maintenance',
  version: 1,
  sentence: 'Maintenance of models is mostly perfective, and well-maintained models are more popular, larger and better documented.',
  standIn: null,
  kind: 'model',
  asks: [{ metric: 'maintenance' }],
  threshold: `More than half of the classified commits are perfective; and Cliff's delta of well-maintained models over the others is above ${small} for downloads, for size and for the documentation score.`,
  against: 'Half or fewer of the classified commits are perfective, or one of the three differences is negligible or the other way round.',
  needs: ['commits', 'downloads'],
  threats: [
    'Kinds are read from titles, and most titles on a model hub only say which file was put there; these are in no share.',
    'Commits were seen only of the models that somebody looked at, mostly the most downloaded.',
    'Models of one owner are maintained alike; the intervals take models as independent.',
    'Who is popular is asked for more: that well-maintained models are more popular does not say which came first.',
  ],
  weigh,
};

function weigh([asked]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(asked, 'above both medians');
  if (!measured.measurable) return notMeasurableBy(measured);
  const main = readingOf('more commits in more months than the medians', measured, tests);
  const sized = statisticOf(measured, 'cliffsDelta:size');
  if (sized?.n === 0) return { measurable: false, why: 'the snapshot does not state how large its models are', missing: ['storage_bytes', 'parameters'] };
  if (!isReading(main)) return { measurable: false, why: main.why, missing: [] };
  const [share, ...deltas] = main.tests.map((one) => `${number(one.estimate)} (${number(one.low)} to ${number(one.high)})`);
  return {
    measurable: true, main,
    sensitivity: others.map(([variant, choice]) => readingOf(choice, variantOf(asked, variant), tests)),
    finding: `The share of perfective among ${main.tests[0]?.n ?? 0} classified commits is ${share ?? 'unknown'}; Cliff's delta of well-maintained models over the others is ` +
      `${deltas[0] ?? 'unknown'} for downloads, ${deltas[1] ?? 'unknown'} for size and ${deltas[2] ?? 'unknown'} for documentation.`,
    notes: measured.notes,
  };
}

function number(value: number): string {
  return value.toFixed(2).replace('-', '−');
}
