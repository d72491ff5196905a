import type { Measured } from '../../core/measurement.js';
import type { RegistryComparisonRow } from '../../core/rows/registry-comparison.js';
import { formatCount, formatShare, unknownWord } from '../../figures/format-number.js';
import { drawRegistryComparison } from '../../figures/registry-comparison.js';
import { count, number, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<RegistryComparisonRow>[] = [
  word('registry', 'Registry', (row) => row.registry),
  { ...word<RegistryComparisonRow>('series', '', (row) => row.series), onPage: false },
  word('measure', 'Measure', (row) => row.measure),
  count('step', 'Step (months)', (row) => row.step),
  { name: 'from', title: 'From', cell: (row) => row.from ?? 'one instant', text: (row) => row.from?.slice(0, 10) ?? 'one instant', numeric: false },
  { name: 'to', title: 'To', cell: (row) => row.to ?? unknownWord, text: (row) => row.to?.slice(0, 10) ?? unknownWord, numeric: false },
  { ...number<RegistryComparisonRow>('months', 'Months', (row) => row.months), text: (row) => row.months?.toFixed(1) ?? 'one instant' },
  { ...count<RegistryComparisonRow>('age', 'Steps in the top', (row) => row.age), text: (row) => (row.age === null ? 'any' : formatCount(row.age)) },
  share('share', 'Share', (row) => row.share, (row) => `${formatCount(row.numerator)} of ${formatCount(row.denominator)}`),
  { ...share<RegistryComparisonRow>('low', '', (row) => row.low), onPage: false },
  { ...share<RegistryComparisonRow>('high', '', (row) => row.high), onPage: false },
  { ...count<RegistryComparisonRow>('numerator', '', (row) => row.numerator), onPage: false },
  { ...count<RegistryComparisonRow>('denominator', '', (row) => row.denominator), onPage: false },
  { ...share<RegistryComparisonRow>('monthly', 'Leave in a month', (row) => row.monthly), text: (row) => (row.measure === 'turnover' ? formatShare(row.monthly) : 'of turnover only') },
  { name: 'why', title: 'Why not', cell: (row) => row.why ?? 'measured', text: (row) => row.why ?? 'measured', numeric: false },
];

function compared(measurement: Measured<RegistryComparisonRow>): string {
  const [remained, monthly, head] = ['remained', 'monthlyTurnover', 'headShare'].map((name) => measurement.statistics.find((one) => one.name === name));
  const steps = measurement.rows.filter((row) => row.measure === 'turnover').length;
  const concentration = head?.value === null || head === undefined ? `concentration not measurable, ${head?.why ?? 'no counts'}` : `the first hundredth of the top has ${formatShare(head.value)} of its downloads`;
  return `${measurement.rows[0]?.registry ?? ''}: over ${formatCount(steps)} steps ${formatShare(remained?.value ?? null)} of the top remained from one to the next, ` +
    `${formatShare(monthly?.value ?? null)} leave in a month; ${concentration}.`;
}

/** Registries side by side in the report. */
export const registryComparisonFigure: ReportedFigure<RegistryComparisonRow> = {
  number: null,
  title: 'Registries at equal intervals',
  rule: 'Of the snapshots of each registry the best chain with nearly equal intervals is taken, so that a step means the same time everywhere. Where a registry\'s lists lie too close or too far apart for an interval, it is not measurable at that one.',
  terms: [
    ['Turnover', 'share of the packages in the top that are still in it one step later'],
    ['Leave in a month', '1 − (share remained)^(1 / months), for the interval that the snapshots really have'],
    ['Concentration', 'downloads of the first hundredth of the top, of those of the whole top; a list that states ranks only has none'],
    ['Survival', 'of the packages that had been in the top for so many steps, those gone one step later'],
    ['Cohort', 'of the packages of the top at the first instant that had stayed so far, those gone one step later; a log-rank test between registries needs these counts only'],
    ['Interval', '95\u00a0% Wilson interval of a share, as if packages left one by one'],
  ],
  columns,
  finding: compared,
  draw: drawRegistryComparison,
};
