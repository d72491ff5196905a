import type { Measured, TurnoverRow } from '../../core/measurement.js';
import { drawTurnover } from '../../figures/figure-6-turnover.js';
import { formatCount, formatFraction, formatShare, unknownWord } from '../../figures/format-number.js';
import { listPanels } from '../../figures/turnover-panel.js';
import { count, number, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

/**
 * The first snapshot has none before it to be compared with; that is why these are absent there, and the page says
 * so.
 */
function afterFirst(column: Column<TurnoverRow>): Column<TurnoverRow> {
  return { ...column, text: (row) => (row.months === null ? 'first snapshot' : column.text(row)) };
}

const columns: readonly Column<TurnoverRow>[] = [
  word('registry', 'Registry', (row) => row.registry),
  { name: 'taken_at', title: 'Taken on', cell: (row) => row.takenAt, text: (row) => row.takenAt.slice(0, 10), numeric: false },
  count('snapshot_key', 'Snapshot', (row) => row.snapshotKey),
  count('size', 'Top', (row) => row.size),
  { ...count<TurnoverRow>('remained', '', (row) => row.remained), onPage: false },
  count('returning', 'Returning', (row) => row.returning),
  count('newcomers', 'Newcomers', (row) => row.newcomers),
  count('left', 'Left', (row) => row.left),
  count('union', 'Ever in the top', (row) => row.union),
  afterFirst({ ...number<TurnoverRow>('months', 'Months since', (row) => row.months), text: (row) => row.months?.toFixed(1) ?? unknownWord }),
  afterFirst(share('share_remained', 'Remained', (row) => row.shareRemained, (row) => `${formatCount(row.remained)} of ${formatCount(row.remained + row.left)}`)),
  afterFirst(share('monthly_turnover', 'Leave in a month', (row) => row.monthlyTurnover)),
  afterFirst(number('jaccard', 'Jaccard', (row) => row.jaccard)),
  count('cut', 'Popularity at the cut', (row) => row.cut),
  count('tied_outside', 'Tied outside', (row) => row.tiedOutside),
  count('population', 'Population', (row) => row.population),
];

function replaced(measurement: Measured<TurnoverRow>): string {
  return listPanels(measurement).map(({ registry, rows }) => {
    const last = rows.at(-1);
    if (last === undefined) return '';
    const union = `${registry}: ${formatCount(last.union)} distinct packages in the top ${formatCount(last.size)} over ${formatCount(rows.length)} snapshots`;
    if (last.months === null) return `${union}; one snapshot has no step to measure.`;
    return `${union}; in the last step of ${last.months.toFixed(1)} months ${formatFraction(last.remained, last.remained + last.left)} remained, ` +
      `${formatShare(last.monthlyTurnover)} leave in a month.`;
  }).join(' ');
}

/** Figure 6 of the study in the report. */
export const turnoverFigure: ReportedFigure<TurnoverRow> = {
  number: 'Figure 6',
  title: 'Turnover of the top',
  rule: 'The most popular packages of each snapshot are compared with those of the snapshots before. What is compared and how many is in the reading of each variant.',
  terms: [
    ['Remained', 'in the top of this snapshot and of the one before'],
    ['Returning', 'in the top of this snapshot and of an earlier one, not of the one before'],
    ['Newcomers', 'in the top of this snapshot and of none before'],
    ['Leave in a month', '1 − (share remained)^(1 / months): the monthly rate if leaving were steady; makes unequal intervals comparable'],
  ],
  columns,
  finding: replaced,
  draw: drawTurnover,
};
