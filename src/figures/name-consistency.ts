import * as Plot from '@observablehq/plot';
import type { Measured, Measurement } from '../core/measurement.js';
import type { NameConsistencyRow } from '../core/rows/name-consistency.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawPlot } from './draw-plot.js';
import { formatCount, formatFraction, formatName, formatSentence, formatShare, formatVariant } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { palette } from './palette.js';
import type { SvgDocument, SvgElement } from './svg-document.js';
import { textWidth, truncateText } from './text-layout.js';

const rowHeight = 36;
/** The scale ends at one of these, so that panels of like size can be compared. */
const ends = [0.02, 0.05, 0.1, 0.25, 0.5, 1];

function labelOf(row: NameConsistencyRow): string {
  return row.aspect === 'any' ? 'Any aspect' : formatName(row.aspect);
}

function numbersOf(row: NameConsistencyRow): string {
  return row.comparable === 0 ? 'not measurable' : formatFraction(row.contradiction, row.comparable);
}

/** Any aspect first, then those that most models can be compared in. */
function orderRows(rows: readonly NameConsistencyRow[]): readonly NameConsistencyRow[] {
  return [...rows].sort((a, b) => Number(b.aspect === 'any') - Number(a.aspect === 'any') || b.comparable - a.comparable || (a.aspect < b.aspect ? -1 : 1));
}

function drawAspects(document: SvgDocument, rows: readonly NameConsistencyRow[], width: number) {
  const lines = orderRows(rows).map((row) => ({ ...row, numbers: numbersOf(row), label: truncateText(labelOf(row), width - textWidth(numbersOf(row), 11) - 12, 12) }));
  const told = lines.flatMap(({ share, low, high, ...row }) => (share === null || low === null || high === null ? [] : [{ ...row, share, low, high }]));
  const widest = told.reduce((most, row) => Math.max(most, row.share), 0) * 1.5;
  const end = ends.find((one) => one >= widest) ?? 1;
  const ticks = [0, end / 2, end];
  return drawPlot(document, {
    marginLeft: 10, marginRight: 24, marginTop: 0, marginBottom: 22,
    x: { domain: [0, end], label: null, clamp: true },
    y: { type: 'band', domain: lines.map((row) => row.aspect), padding: 0, axis: null },
    marks: [
      Plot.gridX(ticks, { strokeOpacity: 0.14 }),
      Plot.axisX(ticks, { tickFormat: (share: number) => `${Number((share * 100).toFixed(2))}\u00a0%`, tickSize: 0, fillOpacity: 0.75, label: null }),
      Plot.ruleY(told, { x1: 0, x2: end, y: 'aspect', dy: 7, stroke: 'currentColor', strokeOpacity: 0.1 }),
      Plot.ruleY(told, { x1: 'low', x2: 'high', y: 'aspect', dy: 7, strokeWidth: 1.5, stroke: 'currentColor', strokeOpacity: 0.7 }),
      Plot.dot(told, {
        x: 'share', y: 'aspect', dy: 7, r: 4, fill: palette.bar, className: 'hubscope-bar',
        title: (row: (typeof told)[number]) => `${labelOf(row)}: ${formatFraction(row.contradiction, row.comparable)} contradict, 95 % interval ${formatShare(row.low)} to ${formatShare(row.high)}; ${formatCount(row.agreement)} agree, ${formatCount(row.undecided)} undecided`,
      }),
      Plot.text(lines, { y: 'aspect', text: 'label', frameAnchor: 'left', textAnchor: 'start', dx: -10, dy: -9, fontSize: 12, fill: 'currentColor', fontWeight: 600 }),
      Plot.text(lines, { y: 'aspect', text: 'numbers', frameAnchor: 'right', textAnchor: 'end', dx: 23, dy: -9, fontSize: 11, fill: 'currentColor', fillOpacity: { value: (row: NameConsistencyRow) => (row.comparable === 0 ? 0.65 : 1), scale: null } }),
    ],
  }, { width, height: lines.length * rowHeight + 22 });
}

function noteOf(measurement: Measured<NameConsistencyRow>): string {
  const read = measurement.parameters['names'];
  return `${typeof read === 'number' ? `Names read: ${formatCount(read)}. ` : ''}An interval that ends at the edge goes on.`;
}

/** Of the models whose name and record speak of the same, the share in which they contradict each other, per aspect and of any, with intervals; a panel per reading. */
export function drawNameConsistency(measurements: readonly Measurement<NameConsistencyRow>[], options: FigureOptions): SvgElement {
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'How often does a name contradict its record?',
    subtitle: describeSnapshots(snapshots),
    description: describeAspects(measurements),
    panels: measurements.map((measurement): Panel => {
      const title = formatVariant(measurement.variant);
      if (!measurement.measurable || measurement.rows.length === 0) return absentPanel(measurement, title);
      return { title, notes: [noteOf(measurement)], draw: (width) => drawAspects(options.document, measurement.rows, width) };
    }),
    panelWidth: 280,
    footer: [
      'Share of the models whose name and record both speak of an aspect, in which they exclude each other. What can be read in two ways is no contradiction. Lines: 95 % Wilson intervals, wider by as much as names of one owner are alike.',
      `${describeRules(measurements)}.`,
    ],
    snapshots,
  }, options);
}

function describeAspects(measurements: readonly Measurement<NameConsistencyRow>[]): string {
  return measurements.map((measurement) => {
    const name = formatVariant(measurement.variant);
    if (!measurement.measurable) return `${name}: not measurable. ${formatSentence(measurement.why)}`;
    return `${name}: ${orderRows(measurement.rows).map((row) => `${labelOf(row).toLowerCase()} ${numbersOf(row)}`).join('; ')}.`;
  }).join(' ');
}
