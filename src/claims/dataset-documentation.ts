import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, tooLittle, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayNumber, sayShare } from './say-numbers.js';

/** From here on a Cliff's delta is more than negligible (Romano et al. 2006), and a rank correlation is small (Cohen 1988). */
const thresholds = { delta: 0.147, correlation: 0.1 } as const;

const test = 'Mann–Whitney test of equal scores';
const shared = { unit: 'datasets', claimed: 'above' } as const;
const tenths: StatisticTest = {
  ...shared, statistic: 'cliffsDelta', effect: 'sections filled by the cards of the most against the least downloaded tenth of datasets', scale: 'Cliff\'s delta',
  threshold: thresholds.delta, p: { statistic: 'p:top against bottom', test },
};
const correlation: StatisticTest = {
  ...shared, statistic: 'spearman', effect: 'rank correlation of downloads with the sections that cards fill', scale: 'Spearman\'s rho',
  threshold: thresholds.correlation, p: { statistic: 'p:spearman', test: 'test of no rank correlation' },
};

function cut(name: string, effect: string): StatisticTest {
  return { ...shared, statistic: `cliffsDelta:${name}`, effect, scale: 'Cliff\'s delta', threshold: thresholds.delta };
}

/** Claim D4: the documentation of datasets goes with their popularity. */
export const datasetDocumentationClaim: Claim = {
  id: 'D4',
  slug: 'dataset-documentation',
  version: 1,
  sentence: 'Datasets that are better documented are more popular.',
  standIn: null,
  kind: 'dataset',
  asks: [{ metric: 'dataset-documentation' }],
  threshold: 'Cliff\'s delta of the sections filled, most against least downloaded tenth of the datasets with a card, above 0.147: more than negligible.',
  against: 'A delta that lies below 0.147, interval and all. A rank correlation of at most 0.1, another cut, or another treatment of missing cards that puts it on the other side leave it undecided.',
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
    finding: `The most downloaded datasets fill ${sayShare(statisticOf(measured, 'meanTop')?.value)} of the sections of their cards and the least downloaded ${sayShare(statisticOf(measured, 'meanBottom')?.value)}, a Cliff's delta of ${sayNumber(effect?.estimate, 3)} (95 % interval ${sayInterval(effect, thousandths)}, ${sayCount(effect?.n)} datasets); Spearman's rho over all of them is ${sayNumber(rho, 3)}.`,
    notes: ['The interval is that of Cliff\'s delta for groups as samples; a snapshot is no sample, so it says how far the number would move with other datasets of the same kind.', ...measured.notes],
  };
}

function thousandths(value: number | null | undefined): string {
  return sayNumber(value, 3);
}
