import type { Measured } from '../../core/measurement.js';
import type { NameConsistencyRow } from '../../core/rows/name-consistency.js';
import { formatCount, formatFraction, formatName, formatShare } from '../../figures/format-number.js';
import { drawNameConsistency } from '../../figures/name-consistency.js';
import { count, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<NameConsistencyRow>[] = [
  word('aspect', 'Aspect', (row) => formatName(row.aspect)),
  share('share', 'Contradict', (row) => row.share, (row) => `${formatCount(row.contradiction)} of ${formatCount(row.comparable)}`),
  {
    name: 'low', title: '95\u00a0% interval', cell: (row) => row.low, numeric: true,
    text: (row) => (row.low === null || row.high === null ? formatShare(null) : `${formatShare(row.low)} to ${formatShare(row.high)}`),
  },
  { ...share<NameConsistencyRow>('high', '', (row) => row.high), onPage: false },
  { ...count<NameConsistencyRow>('contradiction', '', (row) => row.contradiction), onPage: false },
  { ...count<NameConsistencyRow>('comparable', '', (row) => row.comparable), onPage: false },
  count('agreement', 'Agree', (row) => row.agreement),
  count('undecided', 'Undecided', (row) => row.undecided),
  count('record_silent', 'Record silent', (row) => row.recordSilent),
  count('not_known', 'Not known', (row) => row.notKnown),
  count('name_silent', 'Name silent', (row) => row.nameSilent),
  count('owners', 'Owners', (row) => row.owners),
];

function contradicted(measurement: Measured<NameConsistencyRow>): string {
  const told = (['any', 'architecture'] as const).flatMap((aspect) => {
    const row = measurement.rows.find((one) => one.aspect === aspect && one.comparable > 0);
    return row === undefined ? [] : [`${formatFraction(row.contradiction, row.comparable)}${aspect === 'any' ? ' in any aspect' : ' in the architecture'}`];
  });
  return told.length === 0 ? 'Of no model do name and record speak of the same.' : `Names contradict their records in ${told.join(', and in ')}.`;
}

/** Claim D3 of the review in the report. */
export const namesFigure: ReportedFigure<NameConsistencyRow> = {
  number: null,
  title: 'Names against records',
  rule: 'Names are split into words and numbers that say something, and each aspect is laid beside the record of the model. A contradiction is counted only where both sides are sure and exclude each other.',
  terms: [
    ['Contradict', 'models whose name and record exclude each other, of those of which both speak'],
    ['Undecided', 'both speak, and it cannot be said whether they agree: words of kin, readings that are not sure'],
    ['Record silent', 'the name speaks, and the record has the field, empty'],
    ['Not known', 'the name speaks, and the snapshot has no field for it'],
    ['Interval', '95\u00a0% Wilson interval at the number of models that the likeness of names of one owner leaves'],
  ],
  columns,
  finding: contradicted,
  draw: drawNameConsistency,
};
