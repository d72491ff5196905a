import type { Measured } from '../../core/measurement.js';
import type { GrowthRow } from '../../core/rows/registry-growth.js';
import { formatStatistic } from '../../figures/format-statistic.js';
import { drawRegistryGrowth } from '../../figures/registry-growth.js';
import { count, number, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<GrowthRow>[] = [
  word('from', 'Period from', (row) => row.from),
  count('months', 'Months', (row) => row.months),
  count('created', 'New packages', (row) => row.created),
  number('exponential', 'Exponential', (row) => row.exponential),
  number('logistic', 'Logistic', (row) => row.logistic),
  number('power', 'Power', (row) => row.power),
  number('linear', 'Linear', (row) => row.linear),
];

function grown(measurement: Measured<GrowthRow>): string {
  function text(name: string): string {
    const found = measurement.statistics.find((one) => one.name === name);
    return found === undefined ? 'not computed' : formatStatistic(found);
  }
  return `If growth is exponential, new packages double in ${text('doublingTime')} months; its AICc is below that of linear growth by ${text('aiccMargin:linear')}, ` +
    `and below the better of logistic and power growth by ${text('aiccMargin:power or logistic')}.`;
}

/** Claim U1 of the review in the report. */
export const growthFigure: ReportedFigure<GrowthRow> = {
  number: null,
  title: 'Growth of the registry',
  rule: 'New packages per period, by the instant of creation, are fitted by four curves; the curves are compared by AICc. Periods that are not whole are left out.',
  terms: [
    ['Exponential', 'A·e^(rt): the number of new packages, and with it their total, doubles in ln 2/r'],
    ['Logistic, power', 'K/(1 + e^(−r(t − m))) and A·(t + s)^p: both have the exponential curve as their limit'],
    ['AICc', 'lack of fit plus a penalty for each number that is estimated; a model more than 2 above the best has considerably less support'],
    ['Akaike weight', 'how the support is shared out among the four'],
  ],
  columns,
  finding: grown,
  draw: drawRegistryGrowth,
};
