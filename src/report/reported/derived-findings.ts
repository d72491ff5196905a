import type { DerivedFindingsRow } from '../../core/rows/derived-findings.js';
import { differenceText, drawDerivedFindings } from '../../figures/derived-findings.js';
import { formatCount, formatPoints } from '../../figures/format-number.js';
import { count, number, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<DerivedFindingsRow>[] = [
  word('finding', 'Finding', (row) => row.finding),
  word('relation', 'Relation', (row) => row.relation),
  count('pairs', 'Pairs', (row) => row.pairs),
  count('bases', 'Bases', (row) => row.bases),
  share('added_share', 'Added', (row) => (row.pairs === 0 ? null : row.added / row.pairs), (row) => `${formatCount(row.added)} of ${formatCount(row.pairs)}`),
  share('removed_share', 'Removed', (row) => (row.pairs === 0 ? null : row.removed / row.pairs), (row) => `${formatCount(row.removed)} of ${formatCount(row.pairs)}`),
  { ...count<DerivedFindingsRow>('added', '', (row) => row.added), onPage: false },
  { ...count<DerivedFindingsRow>('removed', '', (row) => row.removed), onPage: false },
  count('same', 'The same in both', (row) => row.same),
  count('neither', 'In neither', (row) => row.neither),
  { ...number<DerivedFindingsRow>('difference', 'Difference', (row) => row.difference), text: (row) => formatPoints(row.difference) },
  {
    name: 'low', title: '95\u00a0% interval', cell: (row) => row.low, numeric: true,
    text: (row) => (row.low === null || row.high === null ? 'not measurable' : `${formatPoints(row.low)} to ${formatPoints(row.high)}`),
  },
  { ...number<DerivedFindingsRow>('high', '', (row) => row.high), onPage: false },
];

/** Claim T4 of the review in the report. */
export const derivedFindingsFigure: ReportedFigure<DerivedFindingsRow> = {
  number: null,
  title: 'Findings of derived models',
  rule: 'Of each pair of a base model and one derived from it, the files of both tell what can bring code along: pickled weights without a safe form beside them, Python code. Pairs in which the derived model adds one are set against those in which it lacks one.',
  terms: [
    ['Added', 'the derived model has a finding that its base lacks'],
    ['Removed', 'the base has a finding that its derived model lacks; a pair can be both'],
    ['Unsafe weights', 'weights that are unpickled, with no safetensors, GGUF or ONNX file in the same repository'],
    ['Code', 'Python files, or the tag custom_code'],
    ['Interval', 'clustered by base model: pairs of one base are not independent'],
  ],
  columns,
  finding: (measurement) => differenceText(measurement) ?? 'There is no pair of a base and a derived model whose files are known.',
  draw: drawDerivedFindings,
};
