import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bootstrapInterval, jackknife, statisticOfValues } from './bootstrap.js';
import { brunnerMunzelTest } from './brunner-munzel.js';
import { cliffsDelta } from './cliffs-delta.js';
import { clusteredDelta } from './clustered-delta.js';
import { diversity, gini, itemsToReach, lorenzCurve, topFractionShare, topShare } from './concentration.js';
import { kendall, pearson, spearman } from './correlation.js';
import { negativeBinomialRegression, poissonRegression } from './counts.js';
import { turnbull } from './interval-censored.js';
import { kruskalWallis } from './kruskal-wallis.js';
import { leastSquaresLine } from './least-squares.js';
import { mannWhitneyTest } from './mann-whitney.js';
import { boxPlot, quantile } from './quantiles.js';
import { midRanks } from './ranks.js';
import { mean } from './sample.js';
import { standardisedDifference } from './standardised-difference.js';
import { logRank, survivalCurve } from './survival.js';
import { welchTest } from './welch.js';

/** Every number anywhere in a result, with the way to it. */
function* numbersIn(value: unknown, path = ''): Generator<readonly [string, number]> {
  if (typeof value === 'number') yield [path, value];
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) yield* numbersIn(inner, `${path}.${key}`);
  }
}

function expectFinite(name: string, outcome: unknown): void {
  for (const [path, number] of numbersIn(outcome)) expect(Number.isFinite(number), `${name}${path} is ${number}`).toBe(true);
}

/** What real columns never are and broken ones may be: enormous, minute, constant, mixed, not numbers at all. */
const wild = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.double(),
  fc.constantFrom(0, -0, 5e-324, 1e-200, 1e154, 1e200, Number.MAX_VALUE, NaN, Infinity),
);

it('whatever the data, a result is finite numbers or a reason', () => {
  fc.assert(fc.property(fc.array(fc.tuple(wild, wild), { maxLength: 12 }), (rows) => {
    const x = rows.map(([a]) => a);
    const y = rows.map(([, b]) => b);
    for (const measure of [pearson, spearman, kendall, leastSquaresLine, welchTest, mannWhitneyTest, cliffsDelta, standardisedDifference, brunnerMunzelTest]) {
      expectFinite(measure.name, measure(x, y));
    }
    const clusters = rows.map((_, index) => `cluster ${index % 7}`);
    expectFinite('clusteredDelta', clusteredDelta({ values: x, clusters }, { values: y, clusters }));
    for (const measure of [midRanks, gini, diversity, lorenzCurve, boxPlot]) expectFinite(measure.name, measure(x));
    expectFinite('topShare', topShare(x, 2));
    expectFinite('topFractionShare', topFractionShare(x, 0.3));
    expectFinite('itemsToReach', itemsToReach(x, 0.5));
    expectFinite('quantile', quantile(x, 0.3));
    expectFinite('poisson', poissonRegression(x, [{ name: 'y', values: y }]));
    expectFinite('negative binomial', negativeBinomialRegression(x, [{ name: 'y', values: y }]));
    expectFinite('kruskal', kruskalWallis([x, y]));
    const events = y.map((value) => value > 0);
    expectFinite('survival', survivalCurve({ times: x, events, entries: y }));
    expectFinite('survival', survivalCurve({ times: x, events }, { interval: 'log' }));
    expectFinite('log-rank', logRank([{ times: x, events }, { times: y, events }]));
    expectFinite('turnbull', turnbull(rows.map(([a, b]) => (b < 0 ? { after: a, by: null } : { after: Math.min(a, b), by: Math.max(a, b) })), { iterations: 50 }));
    const statistic = statisticOfValues(Float64Array.from(x), mean);
    expectFinite('jackknife', jackknife(x.length, statistic));
    expectFinite('bootstrap', bootstrapInterval(x.length, statistic, { seed: 1, resamples: 50, method: 'bca' }));
  }), { seed: 26, numRuns: 1500 });
});
