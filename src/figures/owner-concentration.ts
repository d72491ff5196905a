import * as Plot from '@observablehq/plot';
import type { Measured, Measurement } from '../core/measurement.js';
import type { OwnerConcentrationRow } from '../core/rows/owner-concentration.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawPlot } from './draw-plot.js';
import { formatCount, formatDay, formatNumber, formatSentence, formatShare, formatVariant } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { palette } from './palette.js';
import type { SvgDocument, SvgElement } from './svg-document.js';

const height = 250;
const markedTop = 0.01;
const ticks = [0.00001, 0.0001, 0.001, 0.01, 0.1, 1];

function statisticOf(measurement: Measured<unknown>, name: string) {
  return measurement.statistics.find((one) => one.name === name);
}

function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(2))}\u00a0%`;
}

/** The row of the marked top: the first with at least so large a share of the owners. */
function markedRow(rows: readonly OwnerConcentrationRow[]): OwnerConcentrationRow | undefined {
  return rows.find((row) => row.ownerShare >= markedTop);
}

function drawCurve(document: SvgDocument, rows: readonly OwnerConcentrationRow[], width: number) {
  const least = rows[0]?.ownerShare ?? markedTop;
  const equality = Array.from({ length: 61 }, (_, index) => least ** (1 - index / 60)).map((share) => ({ share }));
  const marked = [markedRow(rows)].flatMap((row) => (row === undefined ? [] : [{ ...row, label: `top ${percentText(row.ownerShare)}: ${formatShare(row.heldShare)}` }]));
  // Under a curve that bends upwards to the right there is room below and to the right of the mark.
  const [first] = marked;
  const toRight = first === undefined || Math.log(first.ownerShare / least) < 0.6 * Math.log(1 / least);
  return drawPlot(document, {
    marginLeft: 40, marginRight: 16, marginTop: 10, marginBottom: 42,
    x: { type: 'log', domain: [least, 1], label: null },
    y: { domain: [0, 1], label: null },
    marks: [
      Plot.gridY([0, 0.25, 0.5, 0.75, 1], { strokeOpacity: 0.14 }),
      Plot.axisY([0, 0.25, 0.5, 0.75, 1], { tickFormat: (share: number) => `${share * 100}\u00a0%`, tickSize: 0, fillOpacity: 0.75, label: null }),
      Plot.axisX(ticks.filter((tick) => tick >= least), { tickFormat: percentText, tickSize: 3, fillOpacity: 0.75, label: null }),
      Plot.lineY(equality, { x: 'share', y: 'share', stroke: 'currentColor', strokeOpacity: 0.45, strokeDasharray: '4 3' }),
      Plot.lineY(rows, { x: 'ownerShare', y: 'heldShare', stroke: palette.remained, strokeWidth: 2.2, className: 'hubscope-remained-line' }),
      Plot.ruleX(marked, { x: 'ownerShare', y1: 0, y2: 'heldShare', stroke: palette.fit, strokeWidth: 1.5, className: 'hubscope-fit' }),
      Plot.dot(marked, {
        x: 'ownerShare', y: 'heldShare', r: 4.5, fill: palette.bar, className: 'hubscope-bar',
        title: (row: OwnerConcentrationRow) => `${formatCount(row.owners)} of ${formatCount(row.population)} owners hold ${formatCount(row.held)} of ${formatCount(row.total)}`,
      }),
      Plot.text(marked, {
        x: 'ownerShare', y: 'heldShare', text: 'label', textAnchor: toRight ? 'start' : 'end', dx: toRight ? 9 : -9, dy: toRight ? 14 : -10, fontSize: 12, fontWeight: 600,
        fill: 'currentColor', stroke: 'white', strokeWidth: 4, className: 'hubscope-halo',
      }),
      Plot.text(['share of the owners, largest first (logarithmic)'], { frameAnchor: 'bottom', dy: 37, fontSize: 11, fill: 'currentColor', fillOpacity: 0.75, text: (words: string) => words }),
    ],
  }, { width, height });
}

function notesOf(measurement: Measured<OwnerConcentrationRow>): readonly string[] {
  const top = statisticOf(measurement, 'topShare:1 %');
  const [gini, effective, half] = ['gini', 'effectiveNumber', 'ownersToReach:50 %'].map((name) => statisticOf(measurement, name)?.value ?? null);
  const interval = top?.low === undefined || top.high === undefined ? '' : ` (${formatShare(top.low)} to ${formatShare(top.high)})`;
  const owners = measurement.rows[0]?.population ?? 0;
  return [
    `${formatCount(owners)} owners. Top 1\u00a0%: ${formatShare(top?.value ?? null)}${interval}; Gini ${gini === null || gini === undefined ? 'not measurable' : gini.toFixed(3)}; effective number ${formatNumber(effective ?? null)}.`,
    `Half of the total: the ${formatCount(half ?? null)} largest.`,
  ];
}

/**
 * To how few owners the downloads go: the Lorenz curve from the largest owner on, with a logarithmic axis of owners because the steep end
 * is where it all happens, the top hundredth marked, and the curve of equal owners beside it. One panel per measurement.
 */
export function drawOwnerConcentration(measurements: readonly Measurement<OwnerConcentrationRow>[], options: FigureOptions): SvgElement {
  const snapshots = listSnapshots(measurements);
  const panels = measurements.map((measurement): Panel => {
    const days = measurement.snapshots.map((one) => formatDay(one.takenAt)).join(', ');
    const title = `${formatVariant(measurement.variant)}${days === '' ? '' : `, ${days}`}`;
    if (!measurement.measurable || measurement.rows.length === 0) return absentPanel(measurement, title);
    return { title, notes: notesOf(measurement), draw: (width) => drawCurve(options.document, measurement.rows, width) };
  });
  return composeFigure({
    title: 'To how few owners do the downloads go?',
    subtitle: describeSnapshots(snapshots),
    description: describeCurves(measurements),
    panels,
    panelWidth: 300,
    footer: [
      'Line: what the largest owners hold together, the Lorenz curve read from its upper end. Dashed: if all owners were equal. In brackets: 95 % stability interval, how far the share would move with other owners of the same kind.',
      `${describeRules(measurements)}. An owner is the part of a name before the slash.`,
    ],
    snapshots,
  }, options);
}

function describeCurves(measurements: readonly Measurement<OwnerConcentrationRow>[]): string {
  return measurements.map((measurement) => {
    const name = formatVariant(measurement.variant);
    if (!measurement.measurable) return `${name}: not measurable. ${formatSentence(measurement.why)}`;
    const row = markedRow(measurement.rows);
    if (row === undefined) return `${name}: no rows.`;
    return `${name}: ${formatCount(row.owners)} of ${formatCount(row.population)} owners hold ${formatShare(row.heldShare)}.`;
  }).join(' ');
}
