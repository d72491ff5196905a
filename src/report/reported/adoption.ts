import type { Measured } from '../../core/measurement.js';
import type { LibraryAdoptionRow } from '../../core/rows/library-adoption.js';
import { formatCount, formatPoints } from '../../figures/format-number.js';
import { drawLibraryAdoption } from '../../figures/library-adoption.js';
import { count, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<LibraryAdoptionRow>[] = [
  word('population', 'Models', (row) => row.population),
  word('quarter', 'Quarter from', (row) => row.quarter),
  word('whole', 'Whole quarter', (row) => (row.whole ? 'yes' : 'no')),
  word('library', 'Library', (row) => row.library),
  share('share', 'Name it', (row) => row.share, (row) => `${formatCount(row.numerator)} of ${formatCount(row.denominator)}`),
  { ...count<LibraryAdoptionRow>('numerator', '', (row) => row.numerator), onPage: false },
  { ...count<LibraryAdoptionRow>('denominator', '', (row) => row.denominator), onPage: false },
];

function adopted(measurement: Measured<LibraryAdoptionRow>): string {
  const told = ['new models', 'derived models'].map((name) => {
    const difference = measurement.statistics.find((one) => one.name === `difference:${name}`);
    return difference === undefined || difference.value === null ? `${name}: not measurable` : `${name}: ${formatPoints(difference.value)} (95\u00a0% interval ${formatPoints(difference.low ?? null)} to ${formatPoints(difference.high ?? null)})`;
  });
  return `Share that names transformers less that of the next library, ${told.join('; ')}.`;
}

/** Claim T2 of the review in the report. */
export const adoptionFigure: ReportedFigure<LibraryAdoptionRow> = {
  number: null,
  title: 'Adoption of libraries',
  rule: 'Of the models created in a quarter, and of those of them that declare a parent, the share that names a library. A model can name several.',
  terms: [
    ['Numerator', 'models of the quarter that name the library'],
    ['Denominator', 'all models created in the quarter, or those of them that declare a parent'],
    ['Interval', 'of a difference of two shares of the same models; derived models with the same first parent are one unit; the other library was chosen as the most used'],
  ],
  columns,
  finding: adopted,
  draw: drawLibraryAdoption,
};
