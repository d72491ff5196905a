import type { Measured } from '../../core/measurement.js';
import type { MaintenanceRow } from '../../core/rows/maintenance.js';
import { formatCount } from '../../figures/format-number.js';
import { formatStatistic } from '../../figures/format-statistic.js';
import { drawMaintenance } from '../../figures/maintenance.js';
import { count, number, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

/** A commit kind has no delta, a comparison no share: the page says so instead of calling them unknown. */
function only(part: MaintenanceRow['part'], column: Column<MaintenanceRow>): Column<MaintenanceRow> {
  return { ...column, text: (row) => (row.part === part ? column.text(row) : '–') };
}

const columns: readonly Column<MaintenanceRow>[] = [
  word('part', 'Of', (row) => row.part),
  word('name', 'What', (row) => row.name),
  only('commits', share('share', 'Share of commits', (row) => row.share, (row) => `${formatCount(row.numerator)} of ${formatCount(row.denominator)}`)),
  { ...count<MaintenanceRow>('numerator', '', (row) => row.numerator), onPage: false },
  { ...count<MaintenanceRow>('denominator', '', (row) => row.denominator), onPage: false },
  only('comparison', number('delta', 'Cliff\'s delta', (row) => row.delta)),
  only('comparison', number('low', 'from', (row) => row.low)),
  only('comparison', number('high', 'to', (row) => row.high)),
  only('comparison', count('well_maintained', 'Well-maintained', (row) => row.wellMaintained)),
  only('comparison', count('others', 'Others', (row) => row.others)),
];

function maintained(measurement: Measured<MaintenanceRow>): string {
  const texts = [['perfectiveShare', 'Perfective, of the classified commits'], ['cliffsDelta:downloads', 'Cliff\'s delta of downloads'], ['cliffsDelta:size', 'of size'], ['cliffsDelta:documentation', 'of documentation']] as const;
  return `${texts.flatMap(([name, words]) => {
    const found = measurement.statistics.find((one) => one.name === name);
    return found === undefined ? [] : [`${words} ${formatStatistic(found)}`];
  }).join('; ')}.`;
}

/** Claim L1 of the review in the report. */
export const maintenanceFigure: ReportedFigure<MaintenanceRow> = {
  number: null,
  title: 'Maintenance',
  rule: 'Commits are classified by the words of their titles; models with many commits in many months are compared with the others.',
  terms: [
    ['Perfective', 'makes better what worked: documentation, performance, arrangement'],
    ['Corrective', 'repairs what did not work'],
    ['Adaptive', 'follows a change of the world around: libraries, formats, hardware'],
    ['Cliff\'s delta', 'chance that one of the well-maintained models has more than one of the others, minus the chance of the opposite; −1 to 1'],
  ],
  columns,
  finding: maintained,
  draw: drawMaintenance,
};
