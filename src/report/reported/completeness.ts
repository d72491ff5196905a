import type { CompletenessRow, Measured } from '../../core/measurement.js';
import { drawCompleteness } from '../../figures/documentation-completeness.js';
import { formatCount, formatFraction, formatShare } from '../../figures/format-number.js';
import { formatProperty } from '../../figures/format-property.js';
import { count, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<CompletenessRow>[] = [
  word('population', 'Packages', (row) => row.population),
  word('kind', 'Kind', (row) => row.kind),
  word('property', 'Property', (row) => row.property),
  word('source', 'Stated', (row) => row.source),
  share('share', 'Share', (row) => row.share, (row) => `${formatCount(row.numerator)} of ${formatCount(row.denominator)}`),
  {
    name: 'low', title: '95\u00a0% interval', cell: (row) => row.low, numeric: true,
    text: (row) => (row.low === null || row.high === null ? formatShare(null) : `${formatShare(row.low)} to ${formatShare(row.high)}`),
  },
  { ...share<CompletenessRow>('high', '', (row) => row.high), onPage: false },
  { ...count<CompletenessRow>('numerator', '', (row) => row.numerator), onPage: false },
  { ...count<CompletenessRow>('denominator', '', (row) => row.denominator), onPage: false },
  { name: 'why', title: 'Why not', cell: (row) => row.why ?? 'measured', text: (row) => row.why ?? 'measured', numeric: false },
];

function stated(measurement: Measured<CompletenessRow>): string {
  const rows = measurement.rows.filter((row) => row.population === 'all' && row.source === 'anywhere' && row.share !== null);
  const under = rows.filter((row) => (row.share ?? 1) < 0.5);
  const ranked = [...rows].sort((a, b) => (a.share ?? 0) - (b.share ?? 0));
  const [least] = ranked;
  const few = `${under.length} of the ${rows.length} properties that can be told are stated by fewer than half of the packages`;
  if (least === undefined) return 'Of no property can it be told how many packages state it.';
  const top = measurement.rows.find((row) => row.population === 'top' && row.source === 'anywhere' && row.kind === least.kind && row.property === least.property);
  const ofTop = top === undefined || top.numerator === null || top.denominator === null ? '' : `, of the top ${formatFraction(top.numerator, top.denominator)}`;
  return `${few}; the rarest is ${formatProperty(least.property).toLowerCase()} with ${formatFraction(least.numerator ?? 0, least.denominator ?? 0)}${ofTop}.`;
}

/** Claim D1 of the review in the report. */
export const completenessFigure: ReportedFigure<CompletenessRow> = {
  number: null,
  title: 'Completeness of documentation',
  rule: 'For each attribute of the metadata and each section of the card, the share of the packages that state it. A property that a snapshot does not collect is not measurable, which is not the same as stated by nobody.',
  terms: [
    ['Anywhere', 'in the record or in the card'],
    ['Numerator', 'packages that state the property'],
    ['Denominator', 'packages of which it is known: where a card can state the property, those whose card is known or known not to be there, and judged'],
    ['Card, declared', 'stated in a field of the card or under a label made for it'],
    ['Card, inferred only', 'only concluded from words, code or addresses of the card'],
    ['Top', 'the most popular packages of the snapshot, by downloads or by rank'],
    ['Interval', '95\u00a0% Wilson interval of the share'],
  ],
  columns,
  finding: stated,
  draw: drawCompleteness,
};
