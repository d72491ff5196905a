import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import type { Measured, Measurement, PreservationRow } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, tooLittle, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayPoints } from './say-numbers.js';

const least = 0.05;
const main = 'adapters run on their base';

function testOf(others: string, suffix = ''): StatisticTest {
  return {
    statistic: `difference:best other${suffix}`, effect: `share of descendants that keep transformers, less that of the best other ${others}`,
    scale: 'difference of shares', unit: 'pairs of a base with one of the two and its child', threshold: least, claimed: 'above',
    p: { statistic: `p:best other${suffix}`, test: 't test of no difference, bases as independent units, for all compared libraries together' },
  };
}

const test = testOf('of the ten most used libraries');

const others: readonly (readonly [choice: string, variant: string])[] = [
  ['libraries as declared: an adapter keeps only its own', 'as declared'],
  ['without adapters', 'without adapters'],
  ['as the paper, parents by exact name and libraries as declared', 'paper'],
  ['parents by exact name only', 'paper, adapters run on their base'],
];

/** The library that is kept most often among those compared: the one with the smallest difference. */
function bestOther(measurement: Measured<unknown>): string {
  const named = measurement.statistics.filter((one) => one.name.startsWith('difference:') && !one.name.startsWith('difference:best other') && one.value !== null);
  const [first] = [...named].sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  return first?.name.slice('difference:'.length) ?? 'the best other library';
}

function findingOf(measurement: Measured<unknown>): string {
  const found = statisticOf(measurement, 'difference:best other');
  const value = found?.value ?? 0;
  return `Descendants keep transformers ${sayPoints(Math.abs(value))} points ${value < 0 ? 'less' : 'more'} often than ${bestOther(measurement)}, the best kept of the other libraries (95 % interval of the difference ${sayInterval(found, sayPoints)} points, ${sayCount(found?.n)} pairs of a base with one of the two and its child).`;
}

function weigh([asked]: readonly AskedMeasurements[]): ClaimEvidence {
  const measurement: Measurement<unknown> = variantOf(asked, main);
  if (!measurement.measurable) return notMeasurableBy(measurement);
  const reading = readingOf('adapters run on their base, renames resolved', measurement, [test]);
  if (!isReading(reading)) return lackOf(measurement, reading.why);
  return {
    measurable: true,
    main: reading,
    sensitivity: [
      ...others.map(([choice, variant]) => readingOf(choice, variantOf(asked, variant), [test])),
      readingOf('file formats are no rivals', measurement, [testOf('program of the ten most used libraries', ', no file formats')]),
    ],
    finding: findingOf(measurement),
    notes: measurement.notes,
  };
}

/** Why there is no main reading: no pair at all, or too few to compare. */
function lackOf(measurement: Measured<unknown>, why: string): ClaimEvidence {
  const rows = measurement.rows as readonly Pick<PreservationRow, 'denominator'>[];
  return rows.length > 0 && rows.every((row) => row.denominator === 0)
    ? tooLittle('base_models', 'no model declares a parent that it lists with two libraries or more', ['base_models'])
    : tooLittle('libraries and base_models', why);
}

/** T3 of the review: transformers is what descendants keep. */
export const libraryPreservationClaim: Claim = {
  id: 'T3',
  slug: 'library-preservation',
  version: 1,
  sentence: 'Models that build on others keep transformers more often than any other library their base supports.',
  standIn: 'That transformers helps models evolve is read from one trace of it: whether direct descendants still support it.',
  kind: 'model',
  asks: [{ metric: 'library-preservation' }],
  threshold: 'The share of pairs of base and child that keep transformers lies more than 5 points above that of the best other of the ten most used libraries.',
  against: 'Transformers is not ahead of the best kept other of the ten most used libraries by more than 5 points.',
  needs: ['libraries', 'base_models'],
  threats: [
    'Only bases that support another library too are looked at; those with transformers alone say nothing.',
    'Parents are those that the child declares. Most models declare none, and whether they do may go with their library.',
    'That an adapter runs on the library of its base is an assumption; taking adapters as declared is among the readings.',
    'A library for one kind of model (images, speech) has bases of that kind only, so the difference is not one between programs alone.',
  ],
  weigh,
};
