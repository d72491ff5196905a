import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import type { Measured } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, variantOf, type StatisticTest } from './read-measurements.js';

const tests: readonly StatisticTest[] = [
  { effect: 'growth rate of new packages per month', scale: 'rate (ln) per month', unit: 'periods', threshold: 0, claimed: 'above', statistic: 'growthRate' },
  { effect: 'AICc of linear growth above that of exponential growth', scale: 'difference of AICc', unit: 'periods', threshold: 2, claimed: 'above', statistic: 'aiccMargin:linear' },
  { effect: 'AICc of the better of power and logistic growth above that of exponential growth', scale: 'difference of AICc', unit: 'periods', threshold: -4, claimed: 'above', statistic: 'aiccMargin:power or logistic' },
];

const others: readonly (readonly [variant: string, choice: string])[] = [
  ['quarters', 'quarters instead of months'], ['last 18 months', 'only the last 18 months'], ['without the removed', 'without what the source calls removed'],
];

/** U1: the registry grows exponentially. */
export const registryGrowthClaim: Claim = {
  id: 'U1',
  slug: 'registry-growth',
  version: 1,
  sentence: 'The number of packages of the registry grows exponentially.',
  standIn: null,
  kind: 'model',
  asks: [{ metric: 'registry-growth' }],
  threshold: 'The number of new packages per month grows (rate above 0); exponential growth describes it better than linear growth (AICc lower by more than 2); and no curve that has the exponential one as its limit (power, logistic) describes it considerably better (AICc lower by more than 4).',
  against: 'A rate of 0 or below, linear growth, or growth that slows down: a logistic or power curve with an AICc lower by more than 4.',
  needs: ['created_at'],
  threats: [
    'Only packages that are still listed have an instant of creation: deletions make old months smaller. A steady loss adds itself to the rate and leaves the shape.',
    'A logistic or power curve can come as near to the exponential one as one likes, so the data can never favour the exponential one over them by more than the penalty for one number; the margin over them is therefore held against −4: from there on the exponential one has considerably less support (Burnham and Anderson 2002).',
    'The hub has one instant of creation for everything older than March 2022, so its first years are not in the curves.',
    'Curves are of new packages per month; a total that is logistic has a number of new packages that falls again, which none of the rivals does.',
  ],
  weigh,
};

function weigh([growth]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(growth, 'months');
  if (!measured.measurable) return notMeasurableBy(measured);
  const main = readingOf('months since the registry states them', measured, tests);
  if (!isReading(main)) return { measurable: false, why: main.why, missing: [] };
  return {
    measurable: true, main,
    sensitivity: others.map(([variant, choice]) => readingOf(choice, variantOf(growth, variant), tests)),
    finding: findingOf(measured),
    notes: measured.notes,
  };
}

function findingOf(measured: Measured<unknown>): string {
  function valueOf(name: string): number | null {
    return statisticOf(measured, name)?.value ?? null;
  }
  const doubling = statisticOf(measured, 'doublingTime');
  const [rate, linear, nesting] = [valueOf('growthRate'), valueOf('aiccMargin:linear'), valueOf('aiccMargin:power or logistic')];
  const doubles = doubling?.value === null || doubling?.value === undefined
    ? 'New packages per month do not become more'
    : `New packages per month double in ${doubling.value.toFixed(1)} months${doubling.low === undefined || doubling.high === undefined ? '' : ` (${doubling.low.toFixed(1)} to ${doubling.high.toFixed(1)})`}, ${((Math.exp(rate ?? 0) - 1) * 100).toFixed(1)} % more each month`;
  return `${doubles}; the AICc of exponential growth is ${describe(linear)} that of linear growth and ${describe(nesting)} that of the better of power and logistic growth, over ${measuredPeriods(measured)} months.`;
}

function describe(margin: number | null): string {
  return margin === null ? 'not comparable with' : margin >= 0 ? `${margin.toFixed(1)} below` : `${(-margin).toFixed(1)} above`;
}

function measuredPeriods(measured: Measured<unknown>): number {
  return measured.rows.length;
}
