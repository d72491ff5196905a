import * as Plot from '@observablehq/plot';
import { drawPlot } from './draw-plot.js';
import { formatFraction, formatShare } from './format-number.js';
import { palette } from './palette.js';
import type { SvgDocument } from './svg-document.js';
import { textWidth, truncateText } from './text-layout.js';

/** A share as it was counted, with its interval; null where it cannot be told. */
export interface DotShare {
  readonly numerator: number;
  readonly denominator: number;
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** One line of a dot plot: two groups on one scale. A line without `dots` is the heading of those below it. */
export interface DotRow {
  readonly key: string;
  readonly label: string;
  readonly dots?: readonly [DotShare | null, DotShare | null];
}

/** What the two dots of each line are, in one word each. */
export type DotSeries = readonly [first: string, second: string];

const rowHeight = 36;
/** Below this width the counts of a share do not fit beside the label; they are in the tooltip and in the table. */
const wide = 400;

interface Mark extends DotShare {
  readonly key: string;
  readonly label: string;
  readonly series: string;
}

function isTold(row: DotRow): boolean {
  return row.dots?.some((dot) => dot !== null) === true;
}

function numbersOf(row: DotRow, [, second]: DotSeries, width: number): string {
  if (row.dots === undefined) return '';
  const [one, other] = row.dots;
  if (one === null && other === null) return 'not measurable';
  const first = one === null ? 'not measurable' : width >= wide ? formatFraction(one.numerator, one.denominator) : formatShare(one.share);
  return `${first} · ${second} ${other === null ? 'not measurable' : formatShare(other.share)}`;
}

function marksOf(rows: readonly DotRow[], series: DotSeries, which: 0 | 1): readonly Mark[] {
  return rows.flatMap(({ key, label, dots }) => {
    const dot = dots?.[which] ?? null;
    return dot === null ? [] : [{ key, label, series: series[which], ...dot }];
  });
}

function intervalText({ low, high }: DotShare): string {
  return low === null || high === null ? '' : `, 95 % interval ${formatShare(low)} to ${formatShare(high)}`;
}

/**
 * Draws lines of two shares each, from 0 to 100 %: a filled circle for the first group and an open diamond for the second, with
 * their intervals; the numbers stand at the line, and a share that cannot be told is a line without dots that says so.
 */
export function drawDotRows(document: SvgDocument, rows: readonly DotRow[], series: DotSeries, width: number) {
  const lines = rows.map((row) => {
    const numbers = numbersOf(row, series, width);
    return { ...row, numbers, name: truncateText(row.label, width - textWidth(numbers, 11) - 12, 12) };
  });
  const measurable = lines.filter(isTold);
  const [first, second] = [marksOf(rows, series, 0), marksOf(rows, series, 1)];
  // The two groups lie a little above and below the middle of the track, so that equal shares do not hide each other.
  const track = 7;
  const [above, below] = [track - 2.5, track + 2.5];
  function title(mark: Mark): string {
    return `${mark.label}, ${mark.series}: ${formatFraction(mark.numerator, mark.denominator)}${intervalText(mark)}`;
  }
  return drawPlot(document, {
    marginLeft: 10, marginRight: 18, marginTop: 0, marginBottom: 22,
    x: { domain: [0, 1], label: null },
    y: { type: 'band', domain: rows.map((row) => row.key), padding: 0, axis: null },
    marks: [
      Plot.gridX([0, 0.25, 0.5, 0.75, 1], { strokeOpacity: 0.14 }),
      Plot.axisX([0, 0.25, 0.5, 0.75, 1], { tickFormat: (share: number) => `${share * 100}\u00a0%`, tickSize: 0, fillOpacity: 0.75, label: null }),
      Plot.ruleY(measurable, { x1: 0, x2: 1, y: 'key', dy: track, stroke: 'currentColor', strokeOpacity: 0.1 }),
      ...([[first, above], [second, below]] as const).map(([marks, dy]) => Plot.ruleY(marks.filter((mark) => mark.low !== null && mark.high !== null), {
        x1: 'low', x2: 'high', y: 'key', dy, strokeWidth: 1.5, stroke: 'currentColor', strokeOpacity: 0.7,
      })),
      Plot.dot(first, { x: 'share', y: 'key', dy: above, r: 4, fill: palette.bar, className: 'hubscope-bar', title }),
      Plot.dot(second, { x: 'share', y: 'key', dy: below, r: 4.5, symbol: 'diamond', fill: 'none', stroke: palette.fit, strokeWidth: 2, className: 'hubscope-fit', title }),
      Plot.text(lines, {
        y: 'key', text: 'name', frameAnchor: 'left', textAnchor: 'start', dx: -10, dy: -9, fontSize: 12, fill: 'currentColor',
        fontWeight: 600, fillOpacity: { value: (row: DotRow) => (row.dots === undefined ? 0.65 : 1), scale: null },
      }),
      Plot.text(lines, {
        y: 'key', text: 'numbers', frameAnchor: 'right', textAnchor: 'end', dx: 17, dy: -9, fontSize: 11, fill: 'currentColor', fillOpacity: { value: (row: DotRow) => (isTold(row) ? 1 : 0.65), scale: null },
      }),
    ],
  }, { width, height: rows.length * rowHeight + 22 });
}
