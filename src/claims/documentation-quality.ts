import type { AbsentReading, AskedMeasurements, Claim, ClaimEvidence, Reading } from '../core/claim.js';
import type { Measurement } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayNumber, sayShare } from './say-numbers.js';

/** From here on a Cliff's delta is more than negligible (Romano et al. 2006). */
const threshold = 0.147;

function testOf(name: string, effect: string): StatisticTest {
  return {
    statistic: `clusteredDelta:${name}`, effect, scale: 'Cliff\'s delta', unit: 'models', threshold, claimed: 'above',
    p: { statistic: `p:clusteredDelta:${name}`, test: 'no difference, owners taken as independent' },
  };
}

const independence = 'Models of one owner are documented alike, so owners, not models, are taken as independent: the interval is of a jackknife that leaves out one owner at a time. A model whose name has no owner is an owner of its own. A snapshot is no sample, so it says how far the number would move with other owners of the same kind.';

const byDownloads = testOf('downloads', 'documentation quality of the most against the least downloaded popular models');

/** Claim D2: documentation goes with being chosen. */
export const documentationQualityClaim: Claim = {
  id: 'D2',
  slug: 'documentation-quality',
  version: 2,
  sentence: 'The quality of a model\'s documentation affects whether it is chosen.',
  standIn: 'That popular models are better documented stands for documentation that makes models popular: an association, not an effect. Downloads stand for choices.',
  kind: 'model',
  asks: [{ metric: 'documentation-quality' }],
  threshold: 'Cliff\'s delta of the quality score, most against least downloaded of the popular models, above 0.147: more than negligible. Owners, not models, are taken as independent.',
  against: 'A delta whose interval lies below 0.147; or another popularity, other groups, or cards of people alone that put it there.',
  needs: ['downloads', 'card_sections'],
  threats: [
    'Popularity may bring documentation, and the age and owner of a model bring both.',
    'The least downloaded of the groups still have more than 50 downloads a month: unpopular models are not looked at.',
    'The score counts what is there, not whether it is right or helps.',
  ],
  weigh,
};

function weigh([quality]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(quality, 'effect sizes');
  if (!measured.measurable) return notMeasurableBy(measured);
  const untold = statisticOf(measured, 'cliffsDelta:downloads');
  if (untold?.value === null) return { measurable: false, why: untold.why ?? 'the groups by downloads have no value', missing: [] };
  const card = statisticOf(measured, 'clusteredDelta:downloads:card score');
  if (card === undefined) {
    return { measurable: false, why: `the quality of documentation needs cards, which these data do not have for the models of the groups; ${recordAlone(measured)}`, missing: ['card_sections'] };
  }
  const main = readingOf('all cards, by downloads', measured, [byDownloads]);
  if (!isReading(main)) return { measurable: false, why: main.why, missing: [] };
  const top = statisticOf(measured, 'meanTop:downloads')?.value;
  const bottom = statisticOf(measured, 'meanBottom:downloads')?.value;
  const [test] = main.tests;
  function other(choice: string, name: string): Reading | AbsentReading {
    return readingOf(choice, measured, [testOf(name, `documentation quality, ${choice}`)]);
  }
  return {
    measurable: true,
    main,
    sensitivity: [
      other('by likes instead of downloads', 'likes'),
      other('by direct descendants instead of downloads', 'descendants'),
      other('the sections of the card alone', 'downloads:card score'),
      other('the metadata alone', 'downloads:metadata score'),
      readingOf('models whose card a program wrote left out of the groups', variantOf(quality, 'without generated cards'), [byDownloads]),
      readingOf('models whose card a program wrote left out before the groups are formed', variantOf(quality, 'without generated cards, groups anew'), [byDownloads]),
      readingOf('groups of half the size', variantOf(quality, 'half the groups'), [byDownloads]),
    ],
    finding: `The most downloaded models have ${sayShare(top)} of the quality score on average and the least downloaded ${sayShare(bottom)}, a Cliff's delta of ${written(test?.estimate)} (95 % interval ${sayInterval(test, written)} with owners as independent, ${sayCount(test?.n)} models).`,
    notes: [independence, ...measured.notes],
  };
}

/** What can be said without cards, which is not the claim. */
function recordAlone(measured: Extract<Measurement<unknown>, { measurable: true }>): string {
  const found = statisticOf(measured, 'clusteredDelta:downloads');
  if (found?.value === null || found?.value === undefined) return 'of the metadata of the records alone nothing can be computed either';
  return `of the metadata that records state alone Cliff's delta is ${written(found.value)} (95 % interval ${sayInterval(found, written)}, ${sayCount(found.n)} models), which is not the claim`;
}

function written(value: number | null | undefined): string {
  return sayNumber(value, 3);
}
