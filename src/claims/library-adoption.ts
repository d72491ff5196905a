import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import type { Measured } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, variantOf, type StatisticTest } from './read-measurements.js';

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
  return shares.map((one) => `${(100 * (one.value ?? 0)).toFixed(1)} % name ${one.name.slice(start.length)}`).join(', ');
}

function findingOf(measurement: Measured<unknown>): string {
  const [created, derived] = ['new models', 'derived models'].map((name) => statisticOf(measurement, `difference:${name}`)?.n ?? 0);
  return `Of ${created ?? 0} models created in the last twelve months ${sharesOf(measurement, 'new models')}; of ${derived ?? 0} that declare a parent ${sharesOf(measurement, 'derived models')}.`;
}

function weigh([asked]: readonly AskedMeasurements[]): ClaimEvidence {
  const measurement = variantOf(asked, 'libraries');
  if (!measurement.measurable) return notMeasurableBy(measurement);
  const main = readingOf('all models; file formats are no rivals', measurement, tests);
  if (!isReading(main)) return { measurable: false, why: main.why, missing: main.why.includes('base_models') ? ['base_models'] : [] };
  return { measurable: true, main, sensitivity: others.map(([choice, variant]) => readingOf(choice, variantOf(asked, variant), tests)), finding: findingOf(measurement), notes: measurement.notes };
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
  threshold: 'The share of models created in the last twelve months that name transformers lies at least 5 points above that of the next library, and so it does among models that declare a parent.',
  against: 'Another library is named by as many new models, or by as many models that build on others.',
  needs: ['libraries', 'created_at', 'base_models'],
  threats: [
    'That many use a library need not mean that it is easy: it may be what the hub uploads with.',
    'The hub itself adds libraries, from the files and the configuration of a model.',
    'A library that is meant for few kinds of models (images, speech) can be as easy and be named less often.',
    'Models of one owner are often uploaded by one program: the interval takes owners for the units, and a few large ones decide the shares.',
  ],
  weigh,
};
