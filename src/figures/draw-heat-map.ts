import * as Plot from '@observablehq/plot';
import { drawPlot } from './draw-plot.js';
import { formatCount, formatPower } from './format-number.js';
import { clipLine, countCells, zeroColumn } from './heat-cells.js';
import type { HeatCell } from './heat-cells.js';
import { palette } from './palette.js';
import { paperDescendants } from './paper-values.js';
import { createSvg } from './svg-document.js';
import type { SvgDocument } from './svg-document.js';
import { textWidth } from './text-layout.js';

const height = 300;
const margins = { marginLeft: 40, marginRight: 10, marginTop: 26, marginBottom: 38 };
const faintest = 0.16;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Opacity of a cell: the logarithm of its count between the faintest and full. */
function strength(count: number, largest: number): number {
  return largest <= 1 ? 0.6 : faintest + (1 - faintest) * (Math.log(count) / Math.log(largest));
}

function powersOfTen(largest: number): readonly number[] {
  const values: number[] = [];
  for (let value = 1; value <= largest; value *= 10) values.push(value);
  return values;
}

/** Mean of the points in log10; zeros have no logarithm and are left out. Null when nothing is left. */
function centroid(points: readonly Point[]): Point | null {
  const positive = points.filter((point) => point.x > 0);
  if (positive.length === 0) return null;
  const sum = positive.reduce((total, { x, y }) => ({ x: total.x + Math.log10(x), y: total.y + Math.log10(y) }), { x: 0, y: 0 });
  return { x: sum.x / positive.length, y: sum.y / positive.length };
}

/** Small squares with their counts, right above the plot: what a shade means. */
function drawShades(document: SvgDocument, largest: number, width: number) {
  const steps = [...new Set(largest <= 1 ? [1] : [1, Math.round(Math.sqrt(largest)), largest])];
  let x = width - margins.marginRight;
  const group = createSvg(document, 'g', { 'font-size': 10, fill: 'currentColor', 'text-anchor': 'start' });
  for (const count of [...steps].reverse()) {
    const label = formatCount(count);
    x -= textWidth(label, 10);
    group.appendChild(createSvg(document, 'text', { x, y: 13 }, [label]));
    x -= 15;
    group.appendChild(createSvg(document, 'rect', {
      x, y: 4, width: 11, height: 11, fill: palette.bar, class: 'hubscope-bar', 'fill-opacity': strength(count, largest),
    }));
    x -= 8;
  }
  group.appendChild(createSvg(document, 'text', { x, y: 13, 'text-anchor': 'end', 'fill-opacity': 0.75 }, ['base models in a cell']));
  return group;
}

/**
 * Draws the heat map of one panel: cells, our line (solid), the paper's slope through the middle of our points
 * (dashed), both named at the line.
 * @param line least-squares line in log10; null draws none.
 */
export function drawHeatMap(
  document: SvgDocument,
  points: readonly Point[],
  line: { readonly slope: number; readonly intercept: number } | null,
  xLabel: string,
  width: number,
) {
  const cells = countCells(points);
  const largest = Math.max(...cells.map((cell) => cell.count));
  const right = Math.max(10, ...cells.map((cell) => cell.x2));
  const top = Math.max(10, ...cells.map((cell) => cell.y2));
  const hasZero = cells.some((cell) => cell.x1 === zeroColumn.from);
  const box = { x: [1, right], y: [1, top] } as const;
  const middle = centroid(points);
  const paperLine = middle === null ? null : { slope: paperDescendants.slope, intercept: middle.y - paperDescendants.slope * middle.x };
  const lines = [
    { name: 'fit', label: line === null ? '' : `here ${line.slope.toFixed(2)}`, ends: line === null ? null : clipLine(line, box) },
    { name: 'paper', label: `paper ${paperDescendants.slope}`, ends: paperLine === null ? null : clipLine(paperLine, box) },
  ];
  const ends = lines.flatMap(({ name, label, ends: pair }) => (pair?.[1] === undefined ? [] : [{ name, label, ...pair[1] }]));
  const upper = [...ends].sort((a, b) => b.y - a.y)[0]?.name;
  const decades = powersOfTen(right);
  const room = (width - margins.marginLeft - margins.marginRight) / decades.length;
  const xTicks = room >= 26 ? decades : decades.filter((_, index) => index % 2 === 0);

  function drawLine(name: string, options: Plot.LineOptions) {
    const pair = lines.find((candidate) => candidate.name === name)?.ends;
    return pair === null || pair === undefined ? [] : [Plot.line(pair, { x: 'x', y: 'y', ...options })];
  }
  function nameLine(name: string, options: Plot.TextOptions) {
    return Plot.text(ends.filter((end) => end.name === name), {
      x: 'x', y: 'y', text: 'label', textAnchor: 'end', dx: -4, dy: name === upper ? -9 : 11, fontSize: 11, fontWeight: 600,
      stroke: '#ffffff', strokeWidth: 3.5, ...options,
    });
  }

  const plot = drawPlot(document, {
    ...margins,
    x: { type: 'log', domain: [hasZero ? zeroColumn.from * 0.9 : 1, right], label: null },
    y: { type: 'log', domain: [1, top], label: null },
    marks: [
      Plot.gridX(xTicks, { strokeOpacity: 0.12 }),
      Plot.gridY(powersOfTen(top), { strokeOpacity: 0.12 }),
      Plot.axisX(hasZero ? [zeroColumn.centre, ...xTicks] : xTicks, {
        text: (value: number) => (value < 1 ? '0' : formatPower(value)), tickSize: 3, label: null,
      }),
      Plot.axisY(powersOfTen(top), { text: formatPower, tickSize: 3, label: null }),
      Plot.rect(cells, {
        x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', inset: 0.3, fill: palette.bar, className: 'hubscope-bar',
        fillOpacity: { value: (cell: HeatCell) => strength(cell.count, largest), scale: null },
        title: (cell: HeatCell) => `${formatCount(cell.count)} base models: ${formatCount(cell.y1)} to ${formatCount(cell.y2 - 1)} descendants, ` +
          (cell.x1 < 1 ? '0 downloads' : `${formatCount(cell.x1)} to ${formatCount(cell.x2 - 1)} downloads`),
      }),
      ...drawLine('paper', { stroke: 'currentColor', strokeWidth: 1.75, strokeDasharray: '5 4' }),
      ...drawLine('fit', { stroke: palette.fit, strokeWidth: 2.25, className: 'hubscope-fit' }),
      nameLine('paper', { fill: 'currentColor', className: 'hubscope-halo' }),
      nameLine('fit', { fill: palette.fit, className: 'hubscope-halo hubscope-fit-text' }),
    ],
  }, { width, height });
  plot.element.appendChild(drawShades(document, largest, width));
  plot.element.appendChild(createSvg(document, 'text', {
    x: (margins.marginLeft + width - margins.marginRight) / 2, y: height - 4, 'font-size': 11, 'text-anchor': 'middle', fill: 'currentColor',
  }, [xLabel]));
  plot.element.appendChild(createSvg(document, 'text', { x: 0, y: 13, 'font-size': 11, 'text-anchor': 'start', fill: 'currentColor' }, ['↑ descendants']));
  return plot;
}
