import type { DatasetDocumentationRow, Measured } from '../../core/measurement.js';
import { drawDatasetDocumentation } from '../../figures/dataset-documentation.js';
import { formatCount, formatShare } from '../../figures/format-number.js';
import { formatStatistic } from '../../figures/format-statistic.js';
import { count, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<DatasetDocumentationRow>[] = [
  count('decile', 'Tenth', (row) => row.decile),
  count('datasets', 'Datasets', (row) => row.datasets),
  count('least_downloads', 'Least downloads', (row) => row.leastDownloads),
  count('most_downloads', 'Most downloads', (row) => row.mostDownloads),
  word('section', 'Section', (row) => row.section ?? 'all sections'),
  share('share', 'Filled', (row) => row.share, (row) => `${formatCount(row.numerator)} of ${formatCount(row.denominator)}`),
  {
    name: 'low', title: '95\u00a0% interval', cell: (row) => row.low, numeric: true,
    text: (row) => (row.low === null || row.high === null ? formatShare(null) : `${formatShare(row.low)} to ${formatShare(row.high)}`),
  },
  { ...share<DatasetDocumentationRow>('high', '', (row) => row.high), onPage: false },
  { ...count<DatasetDocumentationRow>('numerator', '', (row) => row.numerator), onPage: false },
  { ...count<DatasetDocumentationRow>('denominator', '', (row) => row.denominator), onPage: false },
];

function filled(measurement: Measured<DatasetDocumentationRow>): string {
  const tenths = measurement.rows.filter((row) => row.section === null);
  const [first, last] = [tenths[0], tenths.at(-1)];
  const rho = measurement.statistics.find((one) => one.name === 'spearman');
  const size = tenths.reduce((sum, row) => sum + row.datasets, 0);
  const rank = rho === undefined ? 'no rank correlation was computed' : `Spearman's rho ${formatStatistic(rho)}`;
  return `Over ${formatCount(size)} datasets: ${rank}; the most downloaded tenth fills ${formatShare(first?.share ?? null)} of the sections, the least ${formatShare(last?.share ?? null)}.`;
}

/** Claim D4 of the review in the report. */
export const datasetsFigure: ReportedFigure<DatasetDocumentationRow> = {
  number: null,
  title: 'Documentation of datasets',
  rule: 'The score of a dataset is the share of the five sections of the hub\'s dataset card that its card fills. It is set against downloads: in tenths, by rank correlation over all datasets, and between the most and the least downloaded.',
  terms: [
    ['Sections', 'dataset description, dataset structure, dataset creation, considerations for using the data, additional information'],
    ['Numerator', 'datasets of the tenth that fill the section; for all sections together the sections that are filled'],
    ['Denominator', 'datasets of the tenth whose card could be judged in the section; for all sections together five for each dataset'],
    ['Interval', '95\u00a0% Wilson interval of a section\'s share; of the mean score how far it would move with other datasets of the same kind'],
  ],
  columns,
  finding: filled,
  draw: drawDatasetDocumentation,
};
