import type { Measured, Measurement } from '../core/measurement.js';
import type { Characteristic, RegistryProfileRow } from '../core/rows/registry-profile.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawShareRows, type ShareRow } from './draw-share-rows.js';
import { formatCount, formatDay, formatName, formatNumber, formatSentence, formatShare, formatVariant } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import type { SvgElement } from './svg-document.js';

const characteristics: readonly Characteristic[] = ['user reach', 'dependency degree', 'popularity concentration', 'technical lag'];

const plurals: Readonly<Record<string, string>> = { model: 'models', dataset: 'datasets', library: 'libraries' };

/** Packages of a kind, in the plural. */
export function formatKind(kind: string): string {
  return plurals[kind] ?? `${kind} packages`;
}

/** A value of a profile in words, with its unit. */
export function formatProfileValue(row: Pick<RegistryProfileRow, 'value' | 'unit'>, value = row.value): string {
  if (value === null) return 'not measurable';
  if (row.unit === 'share') return formatShare(value);
  return row.unit === 'months' ? `${formatNumber(value)}\u00a0months` : row.unit === 'index' ? value.toFixed(3) : formatNumber(value);
}

function lineOf(row: RegistryProfileRow, measurement: Measured<RegistryProfileRow>, key: string): ShareRow {
  const snapshot = measurement.snapshots[0];
  const label = `${row.registry} ${formatKind(row.kind)}, ${formatDay(snapshot?.takenAt ?? '').slice(0, 7)}${snapshot?.complete === false ? ' *' : ''}`;
  const interval = row.low === null || row.high === null ? '' : ` (${formatNumber(row.low)} to ${formatNumber(row.high)})`;
  const onScale = row.unit === 'share' || row.unit === 'index';
  return {
    key, label, numbers: `${formatProfileValue(row)}${onScale ? '' : interval}`,
    first: onScale && row.value !== null ? { value: row.value, low: row.low, high: row.high, title: `${label}: ${formatProfileValue(row)}${interval}, n ${formatCount(row.n)} ${row.of}` } : null,
  };
}

function linesOf(measurements: readonly Measured<RegistryProfileRow>[], characteristic: Characteristic): readonly ShareRow[] {
  const measures = [...new Set(measurements.flatMap((one) => one.rows.filter((row) => row.characteristic === characteristic).map((row) => row.measure)))];
  return measures.flatMap((measure): readonly ShareRow[] => [
    { key: measure, label: formatName(measure), numbers: null },
    // Those without a number are in the panel's notes, with the reason.
    ...atLeastOne(measure, measurements.flatMap((one, index) => one.rows
      .filter((row) => row.characteristic === characteristic && row.measure === measure && row.value !== null)
      .map((row, place) => lineOf(row, one, `${measure} ${index} ${place}`)))),
  ]);
}

function atLeastOne(measure: string, lines: readonly ShareRow[]): readonly ShareRow[] {
  return lines.length > 0 ? lines : [{ key: `${measure} none`, label: 'In none of these snapshots', numbers: 'not measurable' }];
}

/** Why measures of one characteristic cannot be told, each reason once with the snapshots that it holds for. */
function reasonsOf(measurements: readonly Measured<RegistryProfileRow>[], characteristic: Characteristic): readonly string[] {
  const places = new Map<string, Set<string>>();
  for (const one of measurements) {
    for (const row of one.rows) {
      if (row.characteristic !== characteristic || row.why === null) continue;
      const where = `${row.registry} ${formatKind(row.kind)} ${formatDay(one.snapshots[0]?.takenAt ?? '').slice(0, 7)}`;
      places.set(row.why, (places.get(row.why) ?? new Set<string>()).add(where));
    }
  }
  return [...places].map(([why, where]) => `Not measurable in ${[...where].join(', ')}: ${formatSentence(why)}`);
}

/** The study's Table 1 as a picture: one panel per characteristic, registries and kinds side by side under each measure. */
export function drawRegistryProfile(measurements: readonly Measurement<RegistryProfileRow>[], options: FigureOptions): SvgElement {
  const drawn = measurements.filter((one): one is Measured<RegistryProfileRow> => one.measurable && one.rows.length > 0);
  const panels = [
    ...(drawn.length === 0 ? [] : characteristics.flatMap((characteristic): Panel[] => {
      const lines = linesOf(drawn, characteristic);
      if (lines.length === 0) return [];
      return [{
        title: formatName(characteristic), notes: reasonsOf(drawn, characteristic),
        draw: (width) => drawShareRows(options.document, lines, width),
      }];
    })),
    ...measurements.filter((one) => !drawn.includes(one as Measured<RegistryProfileRow>)).map((one) => absentPanel(one)),
  ];
  const snapshots = listSnapshots(measurements);
  const partial = snapshots.filter((one) => !one.complete).length > 0;
  return composeFigure({
    title: 'What kind of place is each registry?',
    subtitle: describeSnapshots(snapshots),
    description: measurements.map((one) => (one.measurable
      ? one.rows.map((row) => `${row.registry} ${formatKind(row.kind)}, ${row.measure}: ${row.value === null ? `not measurable, ${row.why ?? ''}` : formatProfileValue(row)}.`).join(' ')
      : `${formatVariant(one.variant)}: not measurable. ${formatSentence(one.why)}`)).join(' '),
    panels,
    panelWidth: 330,
    footer: [
      `Lines: 95 % stability intervals (numbers without each of 20 groups of owners, packages, parents or bases).${partial ? ' * The list is not the whole registry: of its packages only.' : ''}`,
      `${describeRules(measurements)}.`,
    ],
    snapshots,
  }, options);
}
