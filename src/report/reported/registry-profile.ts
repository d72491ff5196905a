import type { Measured } from '../../core/measurement.js';
import type { RegistryProfileRow } from '../../core/rows/registry-profile.js';
import { formatCount, unknownWord } from '../../figures/format-number.js';
import { drawRegistryProfile, formatKind, formatProfileValue } from '../../figures/registry-profile.js';
import { count, word, type Column } from '../columns.js';
import type { ReportedFigure } from '../reported-figure.js';

const columns: readonly Column<RegistryProfileRow>[] = [
  { ...word<RegistryProfileRow>('registry', 'Registry', (row) => row.registry), text: (row) => `${row.registry} ${formatKind(row.kind)}` },
  { ...word<RegistryProfileRow>('kind', '', (row) => row.kind), onPage: false },
  word('characteristic', 'Characteristic', (row) => row.characteristic),
  word('measure', 'Measure', (row) => row.measure),
  {
    name: 'value', title: 'Value', cell: (row) => row.value, numeric: true,
    text: (row) => `${formatProfileValue(row)}${row.numerator === null || row.denominator === null ? '' : ` (${formatCount(row.numerator)} of ${formatCount(row.denominator)})`}`,
  },
  word('unit', 'Unit', (row) => row.unit),
  {
    name: 'low', title: '95\u00a0% interval', cell: (row) => row.low, numeric: true,
    text: (row) => (row.low === null || row.high === null ? 'not measurable' : `${formatProfileValue(row, row.low)} to ${formatProfileValue(row, row.high)}`),
  },
  { name: 'high', title: '', cell: (row) => row.high, text: (row) => formatProfileValue(row, row.high), numeric: true, onPage: false },
  { ...count<RegistryProfileRow>('numerator', '', (row) => row.numerator), onPage: false },
  { ...count<RegistryProfileRow>('denominator', '', (row) => row.denominator), onPage: false },
  { ...count<RegistryProfileRow>('n', 'n', (row) => row.n), text: (row) => (row.n === null ? unknownWord : `${formatCount(row.n)} ${row.of}`) },
  {
    name: 'why', title: 'Why not', cell: (row) => row.why ?? 'measured', numeric: false,
    text: (row) => (row.why === null ? 'measured' : `${row.why}${row.missing.length === 0 ? '' : `; missing: ${row.missing.join(', ')}`}`),
  },
];

function profiled(measurement: Measured<RegistryProfileRow>): string {
  const known = measurement.rows.filter((row) => row.value !== null);
  const [first] = measurement.rows;
  const place = first === undefined ? '' : `${first.registry} ${formatKind(first.kind)}`;
  if (known.length === 0) return `${place}: none of the ${measurement.rows.length} measures can be told from this snapshot.`;
  const told = known.slice(0, 3).map((row) => `${row.measure} ${formatProfileValue(row)}`);
  return `${place}: ${told.join('; ')}; ${known.length} of ${measurement.rows.length} measures can be told.`;
}

/** The study's Table 1 in the report. */
export const registryProfileFigure: ReportedFigure<RegistryProfileRow> = {
  number: 'Table 1',
  title: 'Profile of a registry',
  rule: 'The four characteristics that the study lists for package registries, with the same code for models, datasets and libraries. A measure whose fields a snapshot does not state is not measurable there, which is not 0.',
  terms: [
    ['User reach', 'share of all packages, and of all downloads, held by the one in a hundred owners with most; the owner stands before the slash of a name'],
    ['Dependency degree', 'declared parents and children of packages; of models their lineage'],
    ['Popularity concentration', 'Gini coefficient of downloads and the shares of the most downloaded'],
    ['Technical lag', 'how far derived packages are behind the last change of their base'],
    ['Interval', '95\u00a0% stability interval by a delete-a-group jackknife: how far the number would move with other owners, packages, parents or bases'],
  ],
  columns,
  finding: profiled,
  draw: drawRegistryProfile,
};
