import type { Measured } from '../../core/measurement.js';
import type { TopExitsRow } from '../../core/rows/top-exits.js';
import { formatCount, formatShare } from '../../figures/format-number.js';
import { drawTopExits } from '../../figures/top-exits.js';
import { count, number, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<TopExitsRow>[] = [
  word('registry', 'Registry', (row) => row.registry),
  word('package', 'Package', (row) => row.package),
  { name: 'last_seen', title: 'Last in the top', cell: (row) => row.lastSeen, text: (row) => row.lastSeen.slice(0, 10), numeric: false },
  { name: 'missing_at', title: 'Out of it by', cell: (row) => row.missingAt, text: (row) => row.missingAt.slice(0, 10), numeric: false },
  { ...number<TopExitsRow>('months', '', (row) => row.months), onPage: false },
  count('rank_before', 'Place before', (row) => row.rankBefore),
  word('fate', 'What became of it', (row) => row.fate),
  count('rank_after', 'Place after', (row) => row.rankAfter),
  { name: 'successor', title: 'May be followed by', cell: (row) => row.successor ?? 'none found', text: (row) => row.successor ?? 'none found', numeric: false },
  { name: 'evidence', title: 'Evidence', cell: (row) => row.evidence ?? 'none found', text: (row) => row.evidence ?? 'none found', numeric: false },
  { ...count<TopExitsRow>('children', '', (row) => row.children), onPage: false },
  { ...count<TopExitsRow>('siblings', '', (row) => row.siblings), onPage: false },
  { ...count<TopExitsRow>('parents', '', (row) => row.parents), onPage: false },
  { ...count<TopExitsRow>('same_task', '', (row) => row.sameTask), onPage: false },
];

function exited(measurement: Measured<TopExitsRow>): string {
  const told = measurement.statistics.filter((one) => one.name.startsWith('fate:') && (one.value ?? 0) > 0)
    .map((one) => `${one.name.slice('fate:'.length)} ${formatShare(one.value)}`);
  const [child, sibling] = ['child', 'sibling'].map((evidence) => measurement.statistics.find((one) => one.name === `successor:${evidence}`)?.value ?? null);
  const lineage = child === undefined || child === null ? 'followers by lineage are not measurable' : `${formatShare(child)} see a newcomer that is derived from them, ${formatShare(sibling ?? null)} one of the same base`;
  return `${measurement.rows[0]?.registry ?? ''}: of ${formatCount(measurement.rows.length)} exits ${told.join(', ')}; ${lineage}.`;
}

/** Exits from the top in the report. */
export const topExitsFigure: ReportedFigure<TopExitsRow> = {
  number: null,
  title: 'Exits from the top',
  rule: 'For each package that was in the top of one snapshot and is not in that of the next: what the next snapshot says of it, and which newcomers of the new top are akin to it. A newcomer was not in the top before.',
  terms: [
    ['Fell in rank', 'it is listed in the next snapshot, below the top'],
    ['No longer listed', 'the next snapshot lists the whole registry and not this package'],
    ['Not told', 'the next snapshot lists only a part of the registry, and not this package'],
    ['Child', 'the newcomer declares it as its base'],
    ['Sibling', 'both declare the same base'],
    ['Parent', 'it declares the newcomer as its base'],
    ['Task', 'both state the same task, the best-ranked newcomer is named; weak, as the packages that stayed show'],
  ],
  columns,
  finding: exited,
  draw: drawTopExits,
};
