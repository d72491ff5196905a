import type { Measured } from '../../core/measurement.js';
import type { OwnerConcentrationRow } from '../../core/rows/owner-concentration.js';
import { formatCount } from '../../figures/format-number.js';
import { formatStatistic } from '../../figures/format-statistic.js';
import { drawOwnerConcentration } from '../../figures/owner-concentration.js';
import { count, share, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<OwnerConcentrationRow>[] = [
  count('owners', 'Largest owners', (row) => row.owners),
  share('owner_share', 'Share of the owners', (row) => row.ownerShare, (row) => `of ${formatCount(row.population)}`),
  share('held_share', 'They hold', (row) => row.heldShare, (row) => `${formatCount(row.held)} of ${formatCount(row.total)}`),
  { ...count<OwnerConcentrationRow>('population', '', (row) => row.population), onPage: false },
  { ...count<OwnerConcentrationRow>('held', '', (row) => row.held), onPage: false },
  { ...count<OwnerConcentrationRow>('total', '', (row) => row.total), onPage: false },
];

function concentrated(measurement: Measured<OwnerConcentrationRow>): string {
  const top = measurement.statistics.find((one) => one.name === 'topShare:1 %');
  return top === undefined ? 'The share of the top was not computed.' : `The largest 1\u00a0% of ${formatCount(top.n ?? null)} owners hold ${formatStatistic(top)} of the total.`;
}

/** Claim T1 of the review in the report. */
export const ownersFigure: ReportedFigure<OwnerConcentrationRow> = {
  number: null,
  title: 'Concentration on owners',
  rule: 'What is downloaded is added up by owner, the part of a package\'s name before the slash; names without one are the registry\'s own and one owner. Owners come largest first, and the curve tells which share of the total the first of them hold.',
  terms: [
    ['Numerator', 'downloads (or likes) of the largest owners'],
    ['Denominator', 'downloads (or likes) of all owners of whose packages some are known'],
    ['Effective number', 'how many owners of equal size would be as concentrated: one over the sum of their squared shares'],
    ['Interval', '95\u00a0% stability interval: how far a number would move with other owners of the same kind'],
  ],
  columns,
  finding: concentrated,
  draw: drawOwnerConcentration,
};
