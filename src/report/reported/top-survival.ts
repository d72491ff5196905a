import type { Measured } from '../../core/measurement.js';
import type { TopSurvivalRow } from '../../core/rows/top-survival.js';
import { formatCount } from '../../figures/format-number.js';
import { drawTopSurvival, medianText, returnText, stayText } from '../../figures/top-survival.js';
import { count, number, share, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<TopSurvivalRow>[] = [
  word('registry', 'Registry', (row) => row.registry),
  number('after_months', 'Exits after (months)', (row) => row.afterMonths),
  { ...number<TopSurvivalRow>('by_months', 'and by', (row) => row.byMonths), text: (row) => row.byMonths?.toFixed(2) ?? 'later than seen' },
  share('mass', 'Exits within', (row) => row.mass),
  { ...share<TopSurvivalRow>('survival', 'Still there', (row) => row.survival), text: (row) => (row.survival === null ? 'not seen' : `${(100 * row.survival).toFixed(1)}\u00a0%`) },
  share('low', 'From', (row) => row.low),
  share('high', 'To', (row) => row.high),
  { ...count<TopSurvivalRow>('at_risk', '', (row) => row.atRisk), onPage: false },
  { ...count<TopSurvivalRow>('exits', '', (row) => row.exits), onPage: false },
];

function stayed(measurement: Measured<TopSurvivalRow>): string {
  const [stays, ended] = ['stays', 'stays:ended'].map((name) => measurement.statistics.find((one) => one.name === name));
  const registry = measurement.rows[0]?.registry ?? '';
  const counts = stays === undefined ? '' : `; ${formatCount(stays.value)} stays of ${formatCount(stays.n ?? null)} packages, ${formatCount(ended?.value ?? null)} of them over`;
  const stay = stayText(measurement, 12);
  const back = returnText(measurement, 12);
  return `${registry}: ${medianText(measurement)}${stay === '' ? '' : `; ${stay}`}${counts}${back === '' ? '' : `; ${back}`}.`;
}

/** Time in the top in the report. */
export const topSurvivalFigure: ReportedFigure<TopSurvivalRow> = {
  number: null,
  title: 'Time in the top',
  rule: 'A stay is an unbroken run of snapshots in which a package is in the top. It begins between two snapshots and ends between two, or goes on when the last was taken; the curve is the distribution of such times that makes what was seen most likely.',
  terms: [
    ['Still there', 'share of stays that last longer than the later end of the step'],
    ['Exits within', 'share of stays that end after the one time and by the other; nobody saw when within: at any time in between the share still there is anything from that before to that after'],
    ['First top', 'packages of the first snapshot came at a time that is not known; they are in a reading of their own'],
    ['Again', 'a package that left and came back begins a new stay'],
    ['Back within', 'of the exits that could be watched for so long, those after which the package was in the top again'],
    ['Interval', '95\u00a0%: of the main reading how far the number would move with other packages of the same kind, of mid-points Greenwood\'s'],
  ],
  columns,
  finding: stayed,
  draw: drawTopSurvival,
};
