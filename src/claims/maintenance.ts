import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayNumber, sayShare } from './say-numbers.js';

/** From here on a Cliff's delta is no longer called negligible. */
const small = 0.147;

function deltaTest(name: string, words: string): StatisticTest {
  return {
    effect: `${words}: well-maintained models over the others`, scale: 'Cliff\'s delta', unit: 'models', threshold: small, claimed: 'above', statistic: `clusteredDelta:${name}`,
    p: { statistic: `p:clusteredDelta:${name}`, test: 'no difference, owners taken as independent' },
  };
}

const tests: readonly StatisticTest[] = [
  { effect: 'share of perfective among classified commits', scale: 'share', unit: 'commits', threshold: 0.5, claimed: 'above', statistic: 'perfectiveShare' },
  deltaTest('downloads', 'downloads'), deltaTest('size', 'size'), deltaTest('documentation', 'documentation score'),
];

const others: readonly (readonly [variant: string, choice: string])[] = [
  ['top quarter of commits', 'well-maintained is the quarter with most commits'], ['commits per month of life', 'well-maintained by commits per month of life'],
];

const independence = 'Models of one owner are maintained alike, so the intervals of the deltas take owners, not models, as independent: a jackknife leaves out one owner at a time. A model whose name has no owner is an owner of its own.';

/** L1: maintenance is perfective; well-maintained models are more popular, larger and better documented. */
export const maintenanceClaim: Claim = {
  id: 'L1',
  slug: 'maintenance',
  version: 2,
  sentence: 'Maintenance of models is mostly perfective, and well-maintained models are more popular, larger and better documented.',
  standIn: null,
  kind: 'model',
  asks: [{ metric: 'maintenance' }],
  threshold: `More than half of the classified commits are perfective; and Cliff's delta of well-maintained models over the others is above ${small} for downloads, for size and for the documentation score. Owners, not models, are taken as independent.`,
  against: 'Half or fewer of the classified commits are perfective, or one of the three differences is negligible or the other way round.',
  needs: ['commits', 'downloads'],
  threats: [
    'Kinds are read from titles, and most titles on a model hub only say which file was put there; these are in no share.',
    'Commits were seen only of the models that somebody looked at, mostly the most downloaded.',
    'The interval of the share of perfective commits takes models as independent, though those of one owner are maintained alike.',
    'Who is popular is asked for more: that well-maintained models are more popular does not say which came first.',
  ],
  weigh,
};

function weigh([asked]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(asked, 'above both medians');
  if (!measured.measurable) return notMeasurableBy(measured);
  const main = readingOf('more commits in more months than the medians', measured, tests);
  const sized = statisticOf(measured, 'clusteredDelta:size');
  if (sized?.n === 0) return { measurable: false, why: 'the snapshot does not state how large its models are', missing: ['storage_bytes', 'parameters'] };
  if (!isReading(main)) return { measurable: false, why: main.why, missing: [] };
  const [share, ...deltas] = main.tests.map((one) => {
    const say = one.scale === 'share' ? sayShare : sayNumber;
    return `${say(one.estimate)} (${sayInterval(one, say)})`;
  });
  return {
    measurable: true, main,
    sensitivity: others.map(([variant, choice]) => readingOf(choice, variantOf(asked, variant), tests)),
    finding: `The share of perfective among ${sayCount(main.tests[0]?.n)} classified commits is ${share ?? 'unknown'}; Cliff's delta of well-maintained models over the others is ` +
      `${deltas[0] ?? 'unknown'} for downloads, ${deltas[1] ?? 'unknown'} for size and ${deltas[2] ?? 'unknown'} for documentation (95 % intervals, those of the deltas with owners as independent).`,
    notes: [independence, ...measured.notes],
  };
}
