import type { Measured } from '../../core/measurement.js';
import type { SelectionDominanceRow } from '../../core/rows/selection-dominance.js';
import { formatShare } from '../../figures/format-number.js';
import { drawSelectionDominance } from '../../figures/selection-dominance.js';
import { count, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

/** Shares by leaving out can have intervals a little outside 0 to 1. */
function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}

const columns: readonly Column<SelectionDominanceRow>[] = [
  word('group', 'Group', (row) => row.group),
  word('predictors', 'Made of', (row) => row.predictors.join(', ')),
  share('general', 'General dominance', (row) => row.general),
  { name: 'low', title: '95\u00a0% interval', cell: (row) => row.low, numeric: true, text: (row) => `${formatShare(within(row.low))} to ${formatShare(within(row.high))}` },
  { ...share<SelectionDominanceRow>('high', '', (row) => row.high), onPage: false },
  share('alone', 'Alone', (row) => row.alone),
  share('last', 'Added last', (row) => row.last),
  count('models', 'Models', (row) => row.models),
  count('selected', 'With a descendant', (row) => row.selected),
];

function found({ rows }: Measured<SelectionDominanceRow>): string {
  const each = rows.map((row) => `${row.group} ${formatShare(within(row.general))}`);
  return `of the variance of direct descendants, ${each.join(', ')}.`;
}

/** Claim S2 of the review in the report. */
export const dominanceFigure: ReportedFigure<SelectionDominanceRow> = {
  number: null,
  title: 'Popularity against maintenance and quality',
  rule: 'Least-squares regressions of the logarithm of one plus direct descendants on every subset of three groups of predictors; what a group adds to R² is averaged over all orders of the groups.',
  terms: [
    ['Popularity', 'logarithms of downloads and likes'],
    ['Maintenance', 'how long ago the model changed last, and where creation is stated, how long it was kept up'],
    ['Quality', 'documentation: licence, training data, paper, language, reported evaluation, and what the card has where cards are known'],
    ['General dominance', 'mean share of variance over all orders; those of the groups sum to what all of them explain'],
    ['Alone', 'R² of the group by itself'],
    ['Added last', 'what it adds to both others'],
    ['Interval', 'by leaving out a group of owners at a time, because the models of one owner are not independent'],
  ],
  columns,
  finding: found,
  draw: drawSelectionDominance,
};
