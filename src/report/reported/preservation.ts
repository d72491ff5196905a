import type { Measured, PreservationRow } from '../../core/measurement.js';
import { drawPreservation, selectLibraries } from '../../figures/figure-5-preservation.js';
import { formatCount, formatFraction, formatShare } from '../../figures/format-number.js';
import { paperPreservation } from '../../figures/paper-values.js';
import { count, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<PreservationRow>[] = [
  word('library', 'Library', (row) => row.library),
  share('share', 'Preserved', (row) => row.share, (row) => `${formatCount(row.numerator)} of ${formatCount(row.denominator)}`),
  {
    name: 'clustered_low', title: '95\u00a0% interval', cell: (row) => row.clusteredLow, numeric: true,
    text: (row) => (row.clusteredLow === null || row.clusteredHigh === null ? formatShare(null) : `${formatShare(row.clusteredLow)} to ${formatShare(row.clusteredHigh)}`),
  },
  { ...share<PreservationRow>('clustered_high', '', (row) => row.clusteredHigh), onPage: false },
  { ...share<PreservationRow>('low', '', (row) => row.low), onPage: false },
  { ...share<PreservationRow>('high', '', (row) => row.high), onPage: false },
  { ...count<PreservationRow>('numerator', '', (row) => row.numerator), onPage: false },
  { ...count<PreservationRow>('denominator', '', (row) => row.denominator), onPage: false },
  count('bases', 'Bases', (row) => row.bases),
  count('users', 'Models that use it', (row) => row.users),
];

function preserved(measurement: Measured<PreservationRow>): string {
  const libraries = new Set(selectLibraries([measurement]));
  const rows = measurement.rows.filter((row) => libraries.has(row.library));
  const ranked = rows.filter((row) => row.share !== null).sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
  const highest = ranked[0];
  if (highest === undefined) return 'No library has a base that uses another library too, so no share can be computed.';
  const ours = ranked.findIndex((row) => row.library === paperPreservation.library);
  const row = ranked[ours];
  const best = `${highest.library} with ${formatFraction(highest.numerator, highest.denominator)}`;
  if (row === undefined) return `Of the most used libraries, the best preserved is ${best}; ${paperPreservation.library} is not measurable.`;
  const keeps = `${formatFraction(row.numerator, row.denominator)} of the descendants keep ${row.library}`;
  return ours === 0 ? `${keeps}, the most of the ${ranked.length} libraries that can be measured.` :
    `${keeps}, place ${ours + 1} of the ${ranked.length} libraries that can be measured; the first is ${best}.`;
}

/** Figure 5 of the study in the report. */
export const preservationFigure: ReportedFigure<PreservationRow> = {
  number: 'Figure 5',
  title: 'Preservation of libraries',
  rule: 'For a library L, take every base model that uses L and at least one other library, and all its direct descendants. P(L) is the share of those pairs in which the descendant supports L.',
  terms: [
    ['Numerator', 'pairs of base and descendant in which the descendant supports the library'],
    ['Denominator', 'pairs of base and descendant whose base uses the library and at least one other'],
    ['Interval', '95\u00a0% interval of the share with bases, not pairs, as the independent units, since descendants of one base are alike; low and high of the table of values are Wilson\'s, as if all pairs were independent, and too narrow'],
  ],
  columns,
  finding: preserved,
  draw: drawPreservation,
};
