import type { Measured } from '../../core/measurement.js';
import type { SelectionAttributesRow } from '../../core/rows/selection-attributes.js';
import { formatNumber, formatShare } from '../../figures/format-number.js';
import { drawSelectionAttributes } from '../../figures/selection-attributes.js';
import { count, number, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<SelectionAttributesRow>[] = [
  word('kind', 'Kind', (row) => row.kind),
  word('block', 'Block', (row) => row.block),
  word('attribute', 'Attribute', (row) => row.attribute ?? 'all of the block'),
  word('measure', 'Measure', (row) => row.measure),
  number('value', 'Value', (row) => row.value),
  {
    name: 'low', title: '95\u00a0% interval', cell: (row) => row.low, numeric: true,
    text: (row) => (row.low === null || row.high === null ? formatNumber(null) : `${formatNumber(row.low)} to ${formatNumber(row.high)}`),
  },
  { ...number<SelectionAttributesRow>('high', '', (row) => row.high), onPage: false },
  count('models', 'Models', (row) => row.models),
  { name: 'having', title: 'Models with it', cell: (row) => row.having, text: (row) => (row.having === null ? 'does not apply' : row.having.toLocaleString('en-US')), numeric: true },
  { name: 'why', title: 'Why not', cell: (row) => row.why ?? 'measured', text: (row) => row.why ?? 'measured', numeric: false },
];

function found({ rows }: Measured<SelectionAttributesRow>): string {
  const shares = rows.filter((row) => row.measure === 'share of variance');
  const together = shares.find((row) => row.block === 'all four');
  if (together?.value === undefined || together.value === null) return 'Of no block can it be told how much it explains.';
  const each = shares.filter((row) => row.block !== 'all four' && row.block !== 'age' && row.value !== null).map((row) => `${row.block} ${formatShare(Math.max(0, row.value ?? 0))}`);
  return `the four blocks together explain ${formatShare(Math.max(0, together.value))} of the variance beyond age: ${each.join(', ')}.`;
}

/** Claim S1 of the review in the report. */
export const attributesFigure: ReportedFigure<SelectionAttributesRow> = {
  number: null,
  title: 'Selection by attributes',
  rule: 'Least-squares regressions of the logarithm of downloads on yes-or-no attributes of models, in four blocks, beyond the age of models; what each block adds to adjusted R² is averaged over all orders of the blocks. Beside it a negative binomial model of the downloads of popular models.',
  terms: [
    ['Architecture', 'the family of the network; the most frequent families have a column each'],
    ['Performance', 'whether a result of an evaluation is reported, not how good it is'],
    ['Reproducibility', 'whether training data, a paper, emissions or hyper-parameters are told'],
    ['Portability', 'formats of the weights, several frameworks, and size where it is stated'],
    ['Share of variance', 'of the logarithm of one plus downloads; adjusted for the number of columns, so it can fall below zero'],
    ['Share of deviance', 'what the count model loses without the block, of the deviance with the mean alone'],
    ['Rate ratio', 'expected downloads of models with the attribute over those of models without it that are alike in the others'],
    ['Interval', 'of shares by leaving out a group of owners at a time, because the models of one owner are not independent; of ratios by robust standard errors'],
  ],
  columns,
  finding: found,
  draw: drawSelectionAttributes,
};
