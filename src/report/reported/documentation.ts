import type { Measured, DocumentationRow } from '../../core/measurement.js';
import { drawDocumentation, findEffect } from '../../figures/figure-8-documentation.js';
import { fiveNumbers } from '../../figures/five-numbers.js';
import { formatCount, unknownWord } from '../../figures/format-number.js';
import { formatStatistic } from '../../figures/format-statistic.js';
import { count, number, word, type Column } from '../columns.js';
import { csvUnknown } from '../csv.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<DocumentationRow>[] = [
  word('popularity', 'Popularity', (row) => row.popularity),
  word('group', 'Group', (row) => row.group),
  word('name', 'Model', (row) => row.name),
  count('value', 'Its value', (row) => row.value),
  {
    name: 'sections', title: 'Sections of the card', cell: (row) => row.sections, numeric: true,
    text: (row) => (row.sections === null ? unknownWord : `${formatCount(row.sections)} of 5`),
  },
  { ...word<DocumentationRow>('sections_present', '', (row) => (row.present === null ? csvUnknown : row.present.join(' ') || 'none')), onPage: false },
  { ...word<DocumentationRow>('sections_unread', '', (row) => (row.present === null ? csvUnknown : row.unread.join(' ') || 'none')), onPage: false },
  { ...word<DocumentationRow>('generator', '', (row) => row.generator ?? csvUnknown), onPage: false },
  {
    name: 'attributes', title: 'Attributes', cell: (row) => row.attributes, numeric: true,
    text: (row) => `${formatCount(row.attributes)} of ${formatCount(row.attributesPossible)}`,
  },
  { ...count<DocumentationRow>('attributes_possible', '', (row) => row.attributesPossible), onPage: false },
  number('quality', 'Quality', (row) => row.quality),
];

function documented(measurement: Measured<DocumentationRow>): string {
  return [...new Set(measurement.rows.map((row) => row.popularity))].map((popularity) => {
    const [top, bottom] = (['top', 'bottom'] as const).map((group) =>
      fiveNumbers(measurement.rows.filter((row) => row.popularity === popularity && row.group === group).flatMap((row) => row.quality ?? [])));
    const effect = findEffect(measurement.statistics, popularity);
    const size = effect === null ? 'no effect size computed' : `${effect.label} ${formatStatistic(effect.statistic)}`;
    if (top === null || top === undefined || bottom === null || bottom === undefined) return `By ${popularity}: not measurable, one of the groups is empty.`;
    return `By ${popularity}: ${size}; median quality ${top.median.toFixed(2)} (n ${formatCount(top.n)}) against ${bottom.median.toFixed(2)} (n ${formatCount(bottom.n)}).`;
  }).join(' ');
}

/** Figure 8 of the study in the report. */
export const documentationFigure: ReportedFigure<DocumentationRow> = {
  number: 'Figure 8',
  title: 'Documentation and popularity',
  rule: 'Quality is the mean of two scores in [0, 1]: sections of the card that are there, of five, and metadata attributes that are there, of those the snapshot can state. The most and the least popular models are compared.',
  terms: [
    ['Cliff\'s delta', 'chance that one of the popular models is better documented than one of the others, minus the chance of the opposite; −1 to 1'],
    ['Sections', 'model description, limitations, how to use, training, evaluation; a card with one that could not be judged has no card score and no quality'],
    ['Card score, metadata score', 'the two halves of the quality, each from 0 to 1'],
    ['Generated cards', 'cards that a program wrote and nobody completed; left out of the groups, or before the groups are formed'],
  ],
  columns,
  finding: documented,
  draw: drawDocumentation,
};
