import type { Measurement } from '../core/measurement.js';
import type { SelectionDominanceRow } from '../core/rows/selection-dominance.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawIntervals, type IntervalRow, type IntervalScale } from './draw-intervals.js';
import { formatCount, formatName, formatSentence, formatShare, formatVariant } from './format-number.js';
import { composeFigure, type FigureOptions, type Panel } from './frame.js';
import type { SvgElement } from './svg-document.js';

function linesOf(rows: readonly SelectionDominanceRow[]): readonly IntervalRow[] {
  return rows.map((row) => ({
    key: row.group, label: formatName(row.group), value: row.general, low: row.low, high: row.high, strong: row.group === 'popularity',
    text: `${formatShare(row.general)} (${formatShare(Math.max(0, row.low))} to ${formatShare(Math.min(1, row.high))})`,
  }));
}

/** One scale for all panels, so that bars can be compared across them. */
function scaleOf(measurements: readonly Measurement<SelectionDominanceRow>[]): IntervalScale {
  const most = Math.min(1, Math.max(0.1, ...measurements.flatMap((one) => (one.measurable ? one.rows.map((row) => Math.max(row.high, row.general)) : []))));
  const step = most > 0.5 ? 0.25 : most > 0.2 ? 0.1 : 0.05;
  return {
    type: 'linear', domain: [0, most], none: 0, bars: true,
    ticks: Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, index) => index * step), tickFormat: (value) => `${Math.round(value * 100)}\u00a0%`,
  };
}

/** Claim S2: how much of the variance of direct descendants each group of predictors explains, a panel for each reading. */
export function drawSelectionDominance(measurements: readonly Measurement<SelectionDominanceRow>[], options: FigureOptions): SvgElement {
  const scale = scaleOf(measurements);
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'Does popularity explain selection better than maintenance and quality?',
    subtitle: describeSnapshots(snapshots),
    description: measurements.map(describe).join(' '),
    panels: measurements.map((one): Panel => {
      if (!one.measurable || one.rows.length === 0) return absentPanel(one);
      const [first] = one.rows;
      return {
        title: formatVariant(one.variant), notes: [`${formatCount(first?.models ?? null)} models, ${formatCount(first?.selected ?? null)} of them with a descendant.`],
        draw: (width) => drawIntervals(options.document, linesOf(one.rows), scale, width),
      };
    }),
    panelWidth: 290,
    footer: [
      'Bars: share of the variance of ln(1 + direct descendants) that a group explains, mean over all orders of the three groups (general dominance). Lines: 95 % intervals by leaving out a group of owners at a time.',
      `${describeRules(measurements)}.`,
    ],
    snapshots,
  }, options);
}

function describe(measurement: Measurement<SelectionDominanceRow>): string {
  if (!measurement.measurable) return `${formatVariant(measurement.variant)}: not measurable. ${formatSentence(measurement.why)}`;
  return `${formatVariant(measurement.variant)}: ${linesOf(measurement.rows).map((row) => `${row.label.toLowerCase()} ${row.text}`).join('; ')}.`;
}
