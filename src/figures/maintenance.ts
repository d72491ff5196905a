import * as Plot from '@observablehq/plot';
import type { Measured, Measurement } from '../core/measurement.js';
import type { MaintenanceRow } from '../core/rows/maintenance.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawPlot } from './draw-plot.js';
import { formatCount, formatFraction, formatName, formatSentence, formatShare, formatVariant } from './format-number.js';
import { formatStatistic } from './format-statistic.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { palette } from './palette.js';
import type { SvgDocument, SvgElement } from './svg-document.js';

const rowHeight = 36;
/** Up to here a delta is called negligible. */
const negligible = 0.147;

interface Line {
  readonly key: string;
  readonly text: string;
}

/** Lines of the scale pass behind the numbers, not through them. */
const halo = { stroke: '#ffffff', strokeWidth: 3, className: 'hubscope-halo' } as const;

/** Name and numbers of each line stand above its track, so that they never meet a mark. */
function labels(lines: readonly Line[]) {
  return [
    Plot.text(lines, { y: 'key', text: (line: Line) => formatName(line.key), frameAnchor: 'left', textAnchor: 'start', dy: -9, fontSize: 12, fontWeight: 600, fill: 'currentColor', ...halo }),
    Plot.text(lines, { y: 'key', text: 'text', frameAnchor: 'right', textAnchor: 'end', dy: -9, fontSize: 11, fill: 'currentColor', ...halo }),
  ];
}

function drawKinds(document: SvgDocument, rows: readonly MaintenanceRow[], width: number) {
  const lines = rows.map((row) => ({
    key: row.name, share: row.share ?? 0, text: row.numerator === null || row.denominator === null ? formatShare(row.share) : formatFraction(row.numerator, row.denominator),
  }));
  return drawPlot(document, {
    marginLeft: 10, marginRight: 18, marginTop: 0, marginBottom: 22,
    x: { domain: [0, 1], label: null }, y: { type: 'band', domain: lines.map((line) => line.key), padding: 0, axis: null },
    marks: [
      Plot.gridX([0, 0.25, 0.5, 0.75, 1], { strokeOpacity: 0.14 }),
      Plot.axisX([0, 0.5, 1], { tickFormat: (share: number) => `${share * 100}\u00a0%`, tickSize: 0, fillOpacity: 0.75, label: null }),
      Plot.barX(lines, { x: 'share', y: 'key', insetTop: 22, insetBottom: 6, fill: palette.bar, className: 'hubscope-bar', title: (line: Line) => `${line.key}: ${line.text}` }),
      ...labels(lines),
    ],
  }, { width, height: lines.length * rowHeight + 22 });
}

function signed(delta: number): string {
  return delta.toFixed(2).replace('-', '−');
}

function deltaText({ delta, low, high, wellMaintained, others }: MaintenanceRow, width: number): string {
  if (delta === null) return 'not measurable';
  const interval = low === null || high === null ? '' : ` (${signed(low)} to ${signed(high)})`;
  return `${signed(delta)}${interval}${width < 400 ? '' : `, n ${formatCount(wellMaintained)} and ${formatCount(others)}`}`;
}

function drawDeltas(document: SvgDocument, rows: readonly MaintenanceRow[], width: number) {
  const lines = rows.map((row) => ({ ...row, key: row.name, text: deltaText(row, width) }));
  const told = lines.filter((line) => line.delta !== null);
  return drawPlot(document, {
    marginLeft: 10, marginRight: 18, marginTop: 0, marginBottom: 22,
    x: { domain: [-1, 1], label: null }, y: { type: 'band', domain: lines.map((line) => line.key), padding: 0, axis: null },
    marks: [
      Plot.gridX([-1, -0.5, 0, 0.5, 1], { strokeOpacity: 0.14 }),
      Plot.axisX([-1, -0.5, 0, 0.5, 1], { tickSize: 0, fillOpacity: 0.75, label: null, tickFormat: (delta: number) => String(delta).replace('-', '−') }),
      Plot.ruleX([0]),
      Plot.ruleX([negligible], { stroke: palette.fit, strokeDasharray: '4 3', className: 'hubscope-fit' }),
      Plot.ruleY(told.filter((line) => line.low !== null && line.high !== null), { x1: 'low', x2: 'high', y: 'key', dy: 7, stroke: 'currentColor', strokeWidth: 1.5, strokeOpacity: 0.7 }),
      Plot.dot(told, { x: 'delta', y: 'key', dy: 7, r: 4, fill: palette.bar, className: 'hubscope-bar', title: (line: Line) => `${line.key}: ${line.text}` }),
      ...labels(lines),
    ],
  }, { width, height: lines.length * rowHeight + 22 });
}

function perfectiveText(measurement: Measured<MaintenanceRow>): string {
  const share = measurement.statistics.find((one) => one.name === 'perfectiveShare');
  return share === undefined ? 'Share of perfective commits: not computed.' : `Perfective, of perfective, corrective and adaptive: ${formatStatistic(share)}, n ${formatCount(share.n ?? null)}.`;
}

/** What commits are for, and Cliff's delta of well-maintained models over the others, with the size from which it counts; two panels per reading. */
export function drawMaintenance(measurements: readonly Measurement<MaintenanceRow>[], options: FigureOptions): SvgElement {
  let kindsDrawn = false;
  const panels = measurements.flatMap((measurement): readonly Panel[] => {
    if (!measurement.measurable || measurement.rows.length === 0) return [absentPanel(measurement)];
    const [commits, compared] = (['commits', 'comparison'] as const).map((part) => measurement.rows.filter((row) => row.part === part));
    const kinds: readonly Panel[] = kindsDrawn || commits === undefined ? [] : [{
      title: 'Commits by kind', notes: [perfectiveText(measurement)], draw: (width) => drawKinds(options.document, commits, width),
    }];
    kindsDrawn = true;
    return [...kinds, {
      title: formatVariant(measurement.variant), notes: [measurement.reading, `Cliff's delta of the well-maintained over the others; dashed: ${negligible}.`],
      draw: (width) => drawDeltas(options.document, compared ?? [], width),
    }];
  });
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'What is maintenance for, and which models are maintained?',
    subtitle: describeSnapshots(snapshots),
    description: measurements.map((measurement) => (measurement.measurable
      ? `${formatVariant(measurement.variant)}: ${perfectiveText(measurement)} ${measurement.rows.filter((row) => row.part === 'comparison').map((row) => `${row.name} ${deltaText(row, 0)}`).join('; ')}.`
      : `${formatVariant(measurement.variant)}: not measurable. ${formatSentence(measurement.why)}`)).join(' '),
    panels, panelWidth: 330,
    footer: ['Kinds are read from the words of titles; titles that only name a file are unclassified. Lines: 95 % intervals.', `${describeRules(measurements)}.`],
    snapshots,
  }, options);
}
