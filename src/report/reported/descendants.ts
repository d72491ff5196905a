import type { Measured, DescendantsRow } from '../../core/measurement.js';
import { drawDescendants } from '../../figures/figure-7-descendants.js';
import { formatCount } from '../../figures/format-number.js';
import { formatStatistic } from '../../figures/format-statistic.js';
import { count, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<DescendantsRow>[] = [
  word('base', 'Base model', (row) => row.base),
  count('descendants', 'Direct descendants', (row) => row.descendants),
  count('downloads', 'Own downloads', (row) => row.downloads),
  count('children_downloads', 'Downloads of the descendants', (row) => row.childrenDownloads),
];

function related(measurement: Measured<DescendantsRow>): string {
  const slope = measurement.statistics.find((statistic) => statistic.name === 'slope');
  const models = `over ${formatCount(measurement.rows.length)} base models`;
  return slope === undefined ? `No slope was computed ${models}.` : `Slope ${formatStatistic(slope)} ${models}.`;
}

/** Figure 7 of the study in the report. */
export const descendantsFigure: ReportedFigure<DescendantsRow> = {
  number: 'Figure 7',
  title: 'Descendants and popularity',
  rule: 'Each base model is a point: its direct descendants against downloads, both as log10. The line is the least-squares line through the points.',
  terms: [
    ['Own downloads', 'those of the base model itself'],
    ['Downloads of the descendants', 'their sum, which is the paper\'s x; it grows with the number of descendants by construction'],
    ['Slope', 'a slope of 0.15 means: ten times the downloads go with 10^0.15 = 1.41 times the descendants'],
  ],
  columns,
  finding: related,
  draw: drawDescendants,
};
