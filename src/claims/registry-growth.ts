import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import type { Measured, Statistic } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, tooLittle, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayNumber, sayShare } from './say-numbers.js';

const tests: readonly StatisticTest[] = [
  { effect: 'growth rate of new packages per month', scale: 'rate (ln) per month', unit: 'periods', threshold: 0, claimed: 'above', statistic: 'growthRate' },
  { effect: 'AICc of linear growth above that of exponential growth, with its range over simulated series', scale: 'difference of AICc', unit: 'periods', threshold: 2, claimed: 'above', statistic: 'aiccMargin:linear' },
  { effect: 'AICc of the better of power and logistic growth above that of exponential growth, with its range over simulated series', scale: 'difference of AICc', unit: 'periods', threshold: -4, claimed: 'above', statistic: 'aiccMargin:power or logistic' },
];

const rangeOfMargins = 'The ranges of the two differences of AICc are no confidence intervals: they say between what limits 95 % of the differences lie in series that are simulated about the curve of least AICc.';

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
  threshold: 'The number of new packages per month grows (rate above 0); exponential growth describes it better than linear growth (AICc lower by more than 2); and no curve that has the exponential one as its limit (power, logistic) describes it considerably better (AICc lower by more than 4). Why −4 and not 0: such a curve can come as near to the exponential one as one likes, so that the exponential one can never be ahead of it by more than the penalty for one number; from 4 on it has considerably less support (Burnham and Anderson 2002).',
  against: 'A rate of 0 or below, linear growth, or growth that slows down: a logistic or power curve with an AICc lower by more than 4.',
  needs: ['created_at'],
  threats: [
    'Only packages that are still listed have an instant of creation: deletions make old months smaller. A steady loss adds itself to the rate and leaves the shape.',
    'A logistic or power curve can come as near to the exponential one as one likes, so the data can never favour the exponential one over them by more than the penalty for one number. That the claim holds says no more than that they are not needed.',
    rangeOfMargins,
    'The hub has one instant of creation for everything older than March 2022, so its first years are not in the curves.',
    'Curves are of new packages per month; a total that is logistic has a number of new packages that falls again, which none of the rivals does.',
  ],
  weigh,
};

function weigh([growth]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(growth, 'months');
  if (!measured.measurable) return notMeasurableBy(measured);
  const main = readingOf('months since the registry states them', measured, tests);
  if (!isReading(main)) return tooLittle('created_at', main.why);
  return {
    measurable: true, main,
    sensitivity: others.map(([variant, choice]) => readingOf(choice, variantOf(growth, variant), tests)),
    finding: findingOf(measured),
    notes: [rangeOfMargins, ...measured.notes],
  };
}

function findingOf(measured: Measured<unknown>): string {
  const doubling = statisticOf(measured, 'doublingTime');
  const rate = statisticOf(measured, 'growthRate')?.value;
  const doubles = doubling?.value === null || doubling?.value === undefined
    ? 'New packages per month do not become more'
    : `New packages per month double in ${sayNumber(doubling.value, 1)} months${doubling.low === undefined || doubling.high === undefined ? '' : ` (95 % interval ${sayInterval(doubling, decimal)})`}, ${sayShare(Math.exp(rate ?? 0) - 1)} more each month`;
  return `${doubles}; the AICc of exponential growth is ${describe(statisticOf(measured, 'aiccMargin:linear'))} that of linear growth and ${describe(statisticOf(measured, 'aiccMargin:power or logistic'))} that of the better of power and logistic growth, over ${sayCount(measured.rows.length)} months.`;
}

function decimal(value: number | null | undefined): string {
  return sayNumber(value, 1);
}

/** A difference of AICc, positive where the exponential curve is ahead, with its range over simulated series. */
function describe(margin: Statistic | undefined): string {
  if (margin?.value === null || margin?.value === undefined) return 'not comparable with';
  const range = margin.low === undefined || margin.high === undefined ? '' : ` (${margin.value >= 0 ? sayInterval(margin, decimal) : sayInterval({ low: -margin.high, high: -margin.low }, decimal)} in simulated series)`;
  return `${decimal(Math.abs(margin.value))} ${margin.value >= 0 ? 'below' : 'above'}${range}`;
}
