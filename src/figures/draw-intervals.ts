import * as Plot from '@observablehq/plot';
import { drawPlot } from './draw-plot.js';
import { palette } from './palette.js';
import type { SvgDocument } from './svg-document.js';
import { textWidth, truncateText } from './text-layout.js';

/** One line of a forest: a value with its interval, and the number as it stands at the line. A line without a value is a heading, or says why. */
export interface IntervalRow {
  readonly key: string;
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What stands at the right end of the line. */
  readonly text: string;
  /** Emphasised: it is the sum of others, or the main one. */
  readonly strong?: boolean;
  /** A heading of those below it. */
  readonly heading?: boolean;
}

export interface IntervalScale {
  readonly type: 'linear' | 'log';
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly tickFormat: (value: number) => string;
  /** Where nothing would be: a line is drawn there. */
  readonly none: number;
  /** Bars from there to the value beside the intervals, for shares of a whole. */
  readonly bars?: boolean;
  /** A value that matters, drawn as a dashed line. */
  readonly threshold?: number;
}

const rowHeight = 34;

/**
 * Draws values with intervals under each other on one scale, each with its label and its number above the line. Intervals that reach
 * beyond the scale are cut at its ends.
 */
export function drawIntervals(document: SvgDocument, rows: readonly IntervalRow[], scale: IntervalScale, width: number) {
  const [least, most] = scale.domain;
  function clamp(value: number): number {
    return Math.min(most, Math.max(least, value));
  }
  const lines = rows.map((row) => ({ ...row, name: truncateText(row.label, width - textWidth(row.text, 11) - 14, 12) }));
  const told = rows.flatMap((row) => (row.value === null ? [] : [{ ...row, value: clamp(row.value), none: clamp(scale.none) }]));
  const spans = told.flatMap((row) => (row.low === null || row.high === null ? [] : [{ ...row, low: clamp(row.low), high: clamp(row.high) }]));
  const track = 8;
  return drawPlot(document, {
    marginLeft: 10, marginRight: 18, marginTop: 0, marginBottom: 22,
    x: { type: scale.type, domain: [least, most], label: null },
    y: { type: 'band', domain: rows.map((row) => row.key), padding: 0, axis: null },
    marks: [
      Plot.gridX(scale.ticks, { strokeOpacity: 0.14 }),
      Plot.axisX(scale.ticks, { tickFormat: scale.tickFormat, tickSize: 0, fillOpacity: 0.75, label: null }),
      Plot.ruleX([clamp(scale.none)], { stroke: 'currentColor', strokeOpacity: 0.6 }),
      ...(scale.threshold === undefined ? [] : [Plot.ruleX([scale.threshold], { stroke: palette.fit, strokeDasharray: '4 3', strokeWidth: 1.5, className: 'hubscope-fit' })]),
      ...(scale.bars === true ? [Plot.ruleY(told, { x1: 'none', x2: 'value', y: 'key', dy: track, stroke: palette.bar, strokeWidth: 8, className: 'hubscope-remained-line', strokeOpacity: { value: (row: IntervalRow) => (row.strong === true ? 1 : 0.55), scale: null } })] : []),
      Plot.ruleY(spans, { x1: 'low', x2: 'high', y: 'key', dy: track, strokeWidth: 1.5, stroke: 'currentColor', strokeOpacity: 0.8 }),
      ...(scale.bars === true ? [] : [Plot.dot(told, { x: 'value', y: 'key', dy: track, r: 4, fill: palette.bar, className: 'hubscope-bar', title: (row: IntervalRow) => `${row.label}: ${row.text}` })]),
      Plot.text(lines, {
        y: 'key', text: 'name', frameAnchor: 'left', textAnchor: 'start', dx: -10, dy: -8, fontSize: 12, fill: 'currentColor',
        stroke: '#ffffff', strokeWidth: 3, className: 'hubscope-halo', fontWeight: 600, fillOpacity: { value: (row: IntervalRow) => (row.heading === true ? 0.65 : 1), scale: null },
      }),
      Plot.text(lines, { y: 'key', text: 'text', frameAnchor: 'right', textAnchor: 'end', dx: 17, dy: -8, fontSize: 11, fill: 'currentColor', stroke: '#ffffff', strokeWidth: 3, className: 'hubscope-halo' }),
    ],
  }, { width, height: rows.length * rowHeight + 22 });
}
