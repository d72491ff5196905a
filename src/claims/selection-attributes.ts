import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import type { Measured } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, tooLittle, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayShare } from './say-numbers.js';

const together: StatisticTest = {
  statistic: 'shareOfVariance:together', effect: 'share of the variance of popularity that the four kinds of attributes together explain beyond age', scale: 'difference of R²',
  unit: 'models', threshold: 0.02, claimed: 'above',
};

const choices = [
  ['likes', 'likes instead of downloads'], ['ranks', 'places in order of downloads instead of their logarithm'], ['downloaded models', 'without models that nobody downloaded'],
  ['popular models', 'only models with more than 50 downloads'], ['without age', 'age of models not held constant'],
] as const;

const blocks = ['architecture', 'performance', 'reproducibility', 'portability'];

/** A kind that explains less of the variance by itself is said to have next to no part in what the four explain. */
const nextToNone = 0.005;

/** Claim S1 of the review. */
export const selectionAttributesClaim: Claim = {
  id: 'S1',
  slug: 'selection-attributes',
  version: 1,
  sentence: 'Architecture, performance, reproducibility and portability of models together affect which of them are selected.',
  standIn: 'Downloads stand in for selection; a reported evaluation for performance; named training data, papers, emissions and hyper-parameters for reproducibility; formats, frameworks and size for portability. That attributes go with downloads is measured, not that they bring them about.',
  kind: 'model',
  asks: [{ metric: 'selection-attributes' }],
  threshold: 'The four together explain more than 2 % of the variance of log10(1 + downloads) beyond age (adjusted R²). What each of them adds is told, and not tested: one may have next to no part.',
  against: 'The four together explain less than 2 %, interval and all. That one of them explains nothing does not count against it.',
  // Which of the fields tell of the attributes differs from source to source; the metric says where too few do.
  needs: ['downloads'],
  threats: [
    'Attributes and downloads may have a common cause, such as the owner or the age of a library.',
    'Whether a result is reported is not how good it is.',
    'Registries count downloads of some formats and libraries in other ways than of others.',
    'The hub writes some tags by itself where it can read a configuration.',
  ],
  weigh,
};

function weigh([asked]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(asked, 'downloads');
  if (!measured.measurable) return notMeasurableBy(measured);
  const main = readingOf('log10 of downloads, all listed models, age held constant', measured, [together]);
  if (!isReading(main)) return tooLittle('downloads', main.why);
  return {
    measurable: true,
    main,
    sensitivity: choices.map(([variant, choice]) => readingOf(choice, variantOf(asked, variant), [together])),
    finding: findingOf(measured),
    notes: [...measured.notes, ...countsOf(measured)],
  };
}

function findingOf(measured: Measured<unknown>): string {
  const whole = statisticOf(measured, together.statistic);
  const beyond = statisticOf(measured, 'shareOfVariance:age') === undefined ? '' : ' beyond age';
  const each = blocks.flatMap((block) => {
    const value = statisticOf(measured, `shareOfVariance:${block}`)?.value;
    return value === undefined || value === null ? [] : [{ block, value, says: `${block} ${sayShare(value)}` }];
  });
  const small = each.filter((one) => one.value < nextToNone);
  const parts = each.filter((one) => one.value >= nextToNone).map((one) => one.says);
  return `Together the attributes explain ${sayShare(whole?.value)} (95 % interval ${sayInterval(whole, sayShare)}) of the variance of downloads${beyond}, of ${sayCount(whole?.n)} models${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`
    + (small.length === 0 ? '' : ` Next to no part in it ${small.length === 1 ? 'has' : 'have'} ${small.map((one) => one.says).join(' and ')}.`);
}

function countsOf(measured: Measured<unknown>): string[] {
  const deviance = statisticOf(measured, 'shareOfDeviance:together');
  if (deviance === undefined) return [];
  return [deviance.value === null
    ? `The count model of popular models could not be fitted: ${deviance.why ?? 'no reason is told'}.`
    : `A negative binomial model of ${sayCount(deviance.n)} popular models loses ${sayShare(deviance.value)} of its deviance without the attributes.`];
}
