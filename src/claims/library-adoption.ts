import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import type { Measured, Statistic } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, tooLittle, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayPoints, sayShare } from './say-numbers.js';

const tests: readonly StatisticTest[] = ([
  ['new models', 'models created in the last twelve months', 'models, clustered by owner'],
  ['derived models', 'models that declare a parent', 'models, clustered by first parent'],
] as const).map(([name, words, unit]): StatisticTest => ({
  statistic: `difference:${name}`, effect: `share of ${words} that name transformers, less that of the next library`, scale: 'difference of shares', unit,
  threshold: 0.05, claimed: 'above', p: { statistic: `p:${name}`, test: 't test of no difference of two shares of the same models, for ten rivals together' },
}));

const others: readonly (readonly [choice: string, variant: string])[] = [
  ['file formats are rivals too', 'libraries and file formats'],
  ['only models that name a library', 'models that name a library'],
  ['derived models of the last twelve months only', 'derived in the last year'],
];

function sharesOf(measurement: Measured<unknown>, population: string): string {
  const start = `share:${population}:`;
  const shares = measurement.statistics.filter((one) => one.name.startsWith(start) && one.value !== null);
  return shares.map((one) => `${sayShare(one.value)} name ${one.name.slice(start.length)}`).join(', ');
}

function findingOf(measurement: Measured<unknown>): string {
  const [created, derived] = ['new models', 'derived models'].map((name) => statisticOf(measurement, `difference:${name}`));
  function lead(found: Statistic | undefined): string {
    return `a lead of ${sayPoints(found?.value)} points (${sayInterval(found, sayPoints)})`;
  }
  return `Of ${sayCount(created?.n)} models created in the last twelve months ${sharesOf(measurement, 'new models')}, ${lead(created)}; of ${sayCount(derived?.n)} that declare a parent ${sharesOf(measurement, 'derived models')}, ${lead(derived)}.`;
}

function weigh([asked]: readonly AskedMeasurements[]): ClaimEvidence {
  const measurement = variantOf(asked, 'libraries');
  if (!measurement.measurable) return notMeasurableBy(measurement);
  const main = readingOf('all models; file formats are no rivals', measurement, tests);
  if (!isReading(main)) return lackOf(measurement, main.why);
  return { measurable: true, main, sensitivity: others.map(([choice, variant]) => readingOf(choice, variantOf(asked, variant), tests)), finding: findingOf(measurement), notes: measurement.notes };
}

/** Why there is no main reading: parents are not stated at all, nobody declares one, or too little is there to compare. */
function lackOf(measurement: Measured<unknown>, why: string): ClaimEvidence {
  if (why.includes('base_models')) return { measurable: false, why, missing: ['base_models'] };
  if (statisticOf(measurement, 'difference:new models')?.n === 0) return tooLittle('created_at', 'it lists no model created in the twelve months before it');
  if (statisticOf(measurement, 'difference:derived models')?.n === 0) return tooLittle('base_models', 'none of its models declares a parent', ['base_models']);
  return tooLittle('libraries', why);
}

/** T2 of the review: transformers makes it easier to create and to reuse models. */
export const libraryAdoptionClaim: Claim = {
  id: 'T2',
  slug: 'library-adoption',
  version: 1,
  sentence: 'Transformers makes creating models and building on them accessible to more people.',
  standIn: 'Accessibility itself is not measured: how many new and derived models name transformers stands for it, against the next library.',
  kind: 'model',
  asks: [{ metric: 'library-adoption' }],
  threshold: 'The share of models created in the last twelve months that name transformers lies more than 5 points above that of the next library, and so it does among models that declare a parent.',
  against: 'Among new models, or among those that declare a parent, transformers is not ahead of the next library by more than 5 points.',
  needs: ['libraries', 'created_at', 'base_models'],
  threats: [
    'That many use a library need not mean that it is easy: it may be what the hub uploads with.',
    'The hub itself adds libraries, from the files and the configuration of a model.',
    'A library that is meant for few kinds of models (images, speech) can be as easy and be named less often.',
    'Models of one owner are often uploaded by one program: the interval takes owners for the units, and a few large ones decide the shares.',
  ],
  weigh,
};
