import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import type { Measured } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, tooLittle, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayNumber, sayShare } from './say-numbers.js';

/** From here on a Cliff's delta is more than negligible (Romano et al. 2006), and a rank correlation is small (Cohen 1988). */
const thresholds = { delta: 0.147, correlation: 0.1 } as const;

const shared = { unit: 'datasets', claimed: 'above' } as const;
const tenths: StatisticTest = {
  ...shared, statistic: 'clusteredDelta:tenths', effect: 'sections filled by the cards of the most against the least downloaded tenth of datasets', scale: 'Cliff\'s delta',
  threshold: thresholds.delta, p: { statistic: 'p:clusteredDelta:tenths', test: 'no difference, owners taken as independent' },
};
/** Its interval takes datasets for independent; its p value would too, so none is read. */
const correlation: StatisticTest = {
  ...shared, statistic: 'spearman', effect: 'rank correlation of downloads with the sections that cards fill (datasets taken as independent)', scale: 'Spearman\'s rho',
  threshold: thresholds.correlation,
};

function cut(name: string, effect: string): StatisticTest {
  return { ...shared, statistic: `clusteredDelta:${name}`, effect, scale: 'Cliff\'s delta', threshold: thresholds.delta };
}

/** Claim D4: the documentation of datasets goes with their popularity. */
export const datasetDocumentationClaim: Claim = {
  id: 'D4',
  slug: 'dataset-documentation',
  version: 2,
  sentence: 'Datasets that are better documented are more popular.',
  standIn: null,
  kind: 'dataset',
  asks: [{ metric: 'dataset-documentation' }],
  threshold: 'Cliff\'s delta of the sections filled, most against least downloaded tenth of the datasets with a card, above 0.147: more than negligible. Datasets with equal downloads stay together; owners, not datasets, are taken as independent.',
  against: 'A delta whose interval lies below 0.147; or a rank correlation of at most 0.1, another cut, or another treatment of missing cards that puts it on the other side.',
  needs: ['downloads', 'has_card', 'card_sections'],
  threats: [
    'Which came first, documentation or downloads, a snapshot does not tell; owners with many users may do both.',
    'The cards at hand were chosen by somebody, not at random.',
    'A section that is filled can be filled with little.',
  ],
  weigh,
};

function weigh([datasets]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(datasets, 'with a card');
  const every = variantOf(datasets, 'every dataset');
  if (!measured.measurable) return notMeasurableBy(measured);
  const main = readingOf('datasets with a card, tenths', measured, [tenths]);
  if (!isReading(main)) return tooLittle('downloads, has_card and card_sections', main.why);
  const [effect] = main.tests;
  const rho = statisticOf(measured, 'spearman')?.value;
  return {
    measurable: true,
    main,
    sensitivity: [
      readingOf('rank correlation instead of tenths', measured, [correlation]),
      readingOf('quarters instead of tenths', measured, [cut('quarters', 'sections filled, most against least downloaded quarter')]),
      readingOf('twentieths instead of tenths', measured, [cut('twentieths', 'sections filled, most against least downloaded twentieth')]),
      readingOf('datasets without a card too, with no section', every, [tenths]),
      readingOf('all datasets, cards not at hand taken for empty', every, [cut('unknown cards empty', 'sections filled, cards not at hand taken for empty')]),
      readingOf('all datasets, cards not at hand taken for middling', every, [cut('unknown cards middling', 'sections filled, cards not at hand taken for middling')]),
    ],
    finding: `${sayGroups(measured)}, a Cliff's delta of ${written(effect?.estimate)} (95 % interval ${sayInterval(effect, written)} with owners as independent); Spearman's rho over all of them is ${written(rho)}.`,
    notes: [
      'Datasets of one owner are documented alike, so owners, not datasets, are taken as independent: the interval is of a jackknife that leaves out one owner at a time. A dataset whose name has no owner is an owner of its own. A snapshot is no sample, so it says how far the number would move with other owners of the same kind.',
      'Any order among datasets with equal downloads would be made up, so a group may be larger than its name says; the main cut then stays and its sizes are told, another cut that ties more than double is left out.',
      ...measured.notes,
    ],
  };
}

function written(value: number | null | undefined): string {
  return sayNumber(value, 3);
}

/** Both groups with their sizes, which are those of a tenth only where no ties are at the edge. */
function sayGroups(measured: Measured<unknown>): string {
  const [top, bottom] = [statisticOf(measured, 'meanTop'), statisticOf(measured, 'meanBottom')];
  const size = Number(measured.parameters['k'] ?? 0);
  const tied = size > 0 && Math.max(top?.n ?? 0, bottom?.n ?? 0) > size ? ` (${sayCount(size)} each, and all that have as many downloads as the last of them)` : '';
  return `Of ${sayCount(statisticOf(measured, 'spearman')?.n)} datasets the ${sayCount(top?.n)} most downloaded fill ${sayShare(top?.value)} of the sections of their cards and the ${sayCount(bottom?.n)} least downloaded ${sayShare(bottom?.value)}${tied}`;
}
