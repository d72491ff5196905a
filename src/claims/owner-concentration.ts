import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import type { Measured } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, tooLittle, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayShare } from './say-numbers.js';

const half = 0.5;

/**
 * What the top of another size would hold if the inequality were that of one hundredth with half of the total: shares along a Pareto
 * curve are a power of the size, so the threshold is size^(log 0.5 / log 0.01), about 45 % for 0.5 % and 64 % for 5 %.
 */
function fairThreshold(fraction: number): number {
  return fraction ** (Math.log(half) / Math.log(0.01));
}

function testOf(percent: number, what = 'downloads'): StatisticTest {
  return {
    statistic: `topShare:${percent} %`, effect: `share of ${what} held by the top ${percent} % of owners`, scale: 'share', unit: 'owners',
    threshold: percent === 1 ? half : fairThreshold(percent / 100), claimed: 'above',
  };
}

function findingOf(measurement: Measured<unknown>): string {
  const share = statisticOf(measurement, 'topShare:1 %');
  const effective = statisticOf(measurement, 'effectiveNumber')?.value ?? null;
  const even = effective === null ? '' : ` The total is as concentrated as if ${sayCount(effective)} owners of equal size shared it.`;
  return `The most downloaded 1 % of ${sayCount(share?.n)} owners hold ${sayShare(share?.value)} of all downloads (95 % stability interval ${sayInterval(share, sayShare)}).${even}`;
}

function weigh([asked]: readonly AskedMeasurements[]): ClaimEvidence {
  const measurement = variantOf(asked, 'all owners');
  if (!measurement.measurable) return notMeasurableBy(measurement);
  const main = readingOf('downloads, the top 1 % of all owners', measurement, [testOf(1)]);
  if (!isReading(main)) return tooLittle('downloads', `the share of its most downloaded owners cannot be told: ${main.why}`);
  return {
    measurable: true,
    main,
    sensitivity: [
      readingOf('likes instead of downloads', variantOf(asked, 'likes'), [testOf(1, 'likes')]),
      readingOf('packages without an owner left out', variantOf(asked, 'packages with an owner'), [testOf(1)]),
      readingOf('the top 0.5 % of owners, against as steep a curve', measurement, [testOf(0.5)]),
      readingOf('the top 5 % of owners, against as steep a curve', measurement, [testOf(5)]),
      readingOf('only the most downloaded models and their owners', variantOf(asked, 'owners of the top'), [testOf(1)]),
    ],
    finding: findingOf(measurement),
    notes: measurement.notes,
  };
}

/** T1 of the review: few owners hold the popular models. */
export const ownerConcentrationClaim: Claim = {
  id: 'T1',
  slug: 'owner-concentration',
  version: 1,
  sentence: 'A few owners hold most of what is downloaded.',
  standIn: null,
  kind: 'model',
  asks: [{ metric: 'owner-concentration' }],
  threshold: 'The most downloaded 1 % of the owners hold more than half of all downloads.',
  against: 'The most downloaded 1 % of the owners hold less than half of all downloads, interval and all.',
  needs: ['downloads'],
  threats: [
    'An owner is an account: one organisation may have several, and one account many people.',
    'Downloads count requests, of machines too; one owner whose model is in a popular program can hold much of the total.',
    'A list of popular packages alone lacks owners with few downloads: its top 1 % are fewer owners than those of the whole registry.',
  ],
  weigh,
};
