import * as Plot from '@observablehq/plot';
import { drawPlot } from './draw-plot.js';
import { palette } from './palette.js';
import type { SvgDocument } from './svg-document.js';
import { textWidth, truncateText } from './text-layout.js';

/** A value in [0, 1] with its interval. */
export interface ShareDot {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** What the mark is, for the tooltip. */
  readonly title: string;
}

/** One line: its label, its numbers in words, and up to two marks. A line without numbers is the heading of those below it. */
export interface ShareRow {
  readonly key: string;
  readonly label: string;
  /** Numbers, or in words why there are none; null of a heading. */
  readonly numbers: string | null;
  /** Filled circle. */
  readonly first?: ShareDot | null;
  /** Open diamond. */
  readonly second?: ShareDot | null;
}

const rowHeight = 36;

function placed(rows: readonly ShareRow[], which: 'first' | 'second') {
  return rows.flatMap((row) => {
    const dot = row[which] ?? null;
    return dot === null ? [] : [{ key: row.key, ...dot }];
  });
}

/** Draws lines from 0 to 100 %, each with its label and numbers above the track and its marks with intervals on it. */
export function drawShareRows(document: SvgDocument, rows: readonly ShareRow[], width: number) {
  const lines = rows.map((row) => {
    // Both on one line where they fit: the numbers first, the label gives way.
    const numbers = truncateText(row.numbers ?? '', width - 70, 11);
    return { ...row, text: numbers, name: truncateText(row.label, width - textWidth(numbers, 11) - 14, 12) };
  });
  const [first, second] = [placed(rows, 'first'), placed(rows, 'second')];
  const track = 7;
  return drawPlot(document, {
    marginLeft: 10, marginRight: 18, marginTop: 0, marginBottom: 22,
    x: { domain: [0, 1], label: null },
    y: { type: 'band', domain: rows.map((row) => row.key), padding: 0, axis: null },
    marks: [
      Plot.gridX([0, 0.25, 0.5, 0.75, 1], { strokeOpacity: 0.14 }),
      Plot.axisX([0, 0.25, 0.5, 0.75, 1], { tickFormat: (share: number) => `${share * 100}\u00a0%`, tickSize: 0, fillOpacity: 0.75, label: null }),
      Plot.ruleY(rows.filter((row) => (row.first ?? row.second ?? null) !== null), { x1: 0, x2: 1, y: 'key', dy: track, stroke: 'currentColor', strokeOpacity: 0.1 }),
      ...([[first, track - 2.5], [second, track + 2.5]] as const).map(([marks, dy]) => Plot.ruleY(marks.filter((mark) => mark.low !== null && mark.high !== null), {
        x1: 'low', x2: 'high', y: 'key', dy, strokeWidth: 1.5, stroke: 'currentColor', strokeOpacity: 0.7,
      })),
      Plot.dot(first, { x: 'value', y: 'key', dy: track - 2.5, r: 4, fill: palette.bar, className: 'hubscope-bar', title: 'title' }),
      Plot.dot(second, { x: 'value', y: 'key', dy: track + 2.5, r: 4.5, symbol: 'diamond', fill: 'none', stroke: palette.fit, strokeWidth: 2, className: 'hubscope-fit', title: 'title' }),
      Plot.text(lines, {
        y: 'key', text: 'name', frameAnchor: 'left', textAnchor: 'start', dx: -10, dy: -9, fontSize: 12, fill: 'currentColor',
        fontWeight: 600, fillOpacity: { value: (row: ShareRow) => (row.numbers === null ? 0.65 : 1), scale: null },
      }),
      Plot.text(lines, {
        y: 'key', text: 'text', frameAnchor: 'right', textAnchor: 'end', dx: 17, dy: -9, fontSize: 11, fill: 'currentColor',
        fillOpacity: { value: (row: ShareRow) => ((row.first ?? row.second ?? null) === null ? 0.65 : 1), scale: null },
      }),
    ],
  }, { width, height: rows.length * rowHeight + 22 });
}
