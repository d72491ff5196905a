import type { Measured, Measurement, Statistic } from '../core/measurement.js';
import type { TopExitsRow } from '../core/rows/top-exits.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawShareRows, type ShareDot, type ShareRow } from './draw-share-rows.js';
import { formatCount, formatDay, formatSentence, formatShare, formatVariant } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import type { SvgElement } from './svg-document.js';

const evidenceWords: Readonly<Record<string, string>> = {
  child: 'Newcomer derived from it', sibling: 'Newcomer of the same base', parent: 'Its base is a newcomer', task: 'Newcomer for the same task',
  new_version: 'Names its new version', any: 'Any of these',
};

function dotOf(statistic: Statistic | undefined, words: string): ShareDot | null {
  if (statistic === undefined || statistic.value === null) return null;
  return { value: statistic.value, low: statistic.low ?? null, high: statistic.high ?? null, title: `${words}: ${formatShare(statistic.value)} of ${formatCount(statistic.n ?? null)}` };
}

function linesOf(measurement: Measured<TopExitsRow>): readonly ShareRow[] {
  const byName = new Map(measurement.statistics.map((one) => [one.name, one]));
  const fates = measurement.statistics.filter((one) => one.name.startsWith('fate:') && (one.value ?? 0) > 0).map((one): ShareRow => {
    const label = one.name.slice('fate:'.length);
    return { key: one.name, label: label.charAt(0).toUpperCase() + label.slice(1), numbers: formatShare(one.value), first: dotOf(one, label) };
  });
  const successors = Object.entries(evidenceWords).flatMap(([evidence, label]): ShareRow[] => {
    const [left, stayed] = [byName.get(`successor:${evidence}`), byName.get(`successor:${evidence}:stayed`)];
    if (left === undefined) return [];
    if (left.value === null) return [{ key: left.name, label, numbers: 'not measurable' }];
    const compared = stayed === undefined || stayed.value === null ? '' : ` · stayed ${formatShare(stayed.value)}`;
    return [{ key: left.name, label, numbers: `${formatShare(left.value)}${compared}`, first: dotOf(left, label), second: dotOf(stayed, `${label}, of those that stayed`) }];
  });
  return [
    ...(fates.length === 0 ? [] : [{ key: 'fates', label: 'What became of them', numbers: null }, ...fates]),
    ...(successors.length === 0 ? [] : [{ key: 'successors', label: 'Who may have followed', numbers: null }, ...successors]),
  ];
}

function examplesOf(measurement: Measured<TopExitsRow>): string {
  const found = measurement.rows.filter((row) => row.successor !== null && row.evidence !== 'task').sort((a, b) => a.rankBefore - b.rankBefore).slice(0, 3);
  return found.length === 0 ? '' : `For example ${found.map((row) => `${row.package} → ${row.successor ?? ''} (${row.evidence ?? ''})`).join('; ')}.`;
}

function titleOf(measurement: Measurement<TopExitsRow>): string {
  const [first, last] = [measurement.snapshots[0], measurement.snapshots.at(-1)];
  const place = first === undefined || last === undefined ? '' : `${first.registry}, ${formatDay(first.takenAt)} to ${formatDay(last.takenAt)}: `;
  return `${place}${formatVariant(measurement.variant).toLowerCase()}`;
}

/** What became of packages that left the top, and which newcomers may have followed on them: one panel per list and reading. */
export function drawTopExits(measurements: readonly Measurement<TopExitsRow>[], options: FigureOptions): SvgElement {
  const panels = measurements.map((measurement): Panel => {
    if (!measurement.measurable || measurement.rows.length === 0) return absentPanel(measurement, titleOf(measurement));
    const registry = measurement.rows[0]?.registry ?? '';
    const why = [...new Set(measurement.statistics.flatMap((one) => (one.name.startsWith('successor:') && one.value === null && one.why !== undefined ? [one.why] : [])))];
    return {
      title: titleOf(measurement),
      notes: [
        `${registry}: ${formatCount(measurement.rows.length)} exits at ${formatCount(new Set(measurement.rows.map((row) => row.missingAt)).size)} of ${formatCount(measurement.snapshots.length)} snapshots.`,
        ...[examplesOf(measurement)].filter((one) => one !== ''),
        ...(why.length === 0 ? [] : [`Not measurable: ${why.join('; ')}.`]),
      ],
      draw: (width) => drawShareRows(options.document, linesOf(measurement), width),
    };
  });
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'Who leaves the top, and who follows?',
    subtitle: describeSnapshots(snapshots),
    description: measurements.map((one) => (one.measurable
      ? `${titleOf(one)}: ${linesOf(one).map((row) => (row.numbers === null ? `${row.label}:` : `${row.label.toLowerCase()} ${row.numbers};`)).join(' ')} ${one.reading}`
      : `${formatVariant(one.variant)}: not measurable. ${formatSentence(one.why)}`)).join(' '),
    panels,
    panelWidth: 330,
    footer: [
      'Filled circle: share of the exits; open diamond: the same of the packages that stayed, which need no successor. Lines: 95 % Wilson intervals. Evidence is no proof that one took the place of the other.',
      `${describeRules(measurements)}.`,
    ],
    snapshots,
  }, options);
}
