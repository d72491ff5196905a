import * as Plot from '@observablehq/plot';
import { drawPlot } from './draw-plot.js';
import type { FiveNumbers } from './five-numbers.js';
import { formatCount } from './format-number.js';
import { palette } from './palette.js';
import type { SvgDocument } from './svg-document.js';

const rowHeight = 62;

/** The box of one of two groups. */
export interface Box extends FiveNumbers {
  readonly group: 'top' | 'bottom';
}

/** Draws the boxes of two groups on one axis from 0 to 1, each with its median and n. */
export function drawBoxes(document: SvgDocument, boxes: readonly Box[], width: number) {
  const insets = { insetTop: 22, insetBottom: 16 };
  const centre = (insets.insetTop - insets.insetBottom) / 2;
  const dots = boxes.flatMap((box) => box.outliers.map((outlier) => ({ group: box.group, ...outlier })));
  return drawPlot(document, {
    marginLeft: 10, marginRight: 18, marginTop: 0, marginBottom: 36,
    x: { domain: [0, 1], label: null },
    y: { domain: boxes.map((box) => box.group), padding: 0, axis: null },
    marks: [
      Plot.gridX([0, 0.2, 0.4, 0.6, 0.8, 1], { strokeOpacity: 0.14 }),
      Plot.axisX([0, 0.2, 0.4, 0.6, 0.8, 1], { tickSize: 0, fillOpacity: 0.75, label: null }),
      Plot.ruleY(boxes, { x1: 'lower', x2: 'quartile1', y: 'group', dy: centre, stroke: 'currentColor' }),
      Plot.ruleY(boxes, { x1: 'quartile3', x2: 'upper', y: 'group', dy: centre, stroke: 'currentColor' }),
      ...['lower', 'upper'].map((end) => Plot.tickX(boxes, { x: end, y: 'group', insetTop: 28, insetBottom: 22, stroke: 'currentColor' })),
      Plot.barX(boxes, {
        x1: 'quartile1', x2: 'quartile3', y: 'group', ...insets, fill: palette.bar, className: 'hubscope-bar',
        fillOpacity: { value: (box: Box) => (box.group === 'top' ? 0.75 : 0.3), scale: null }, stroke: 'currentColor', strokeOpacity: 0.6,
        title: (box: Box) => `${box.group}: quartiles ${box.quartile1.toFixed(3)}, ${box.median.toFixed(3)}, ${box.quartile3.toFixed(3)}; n = ${formatCount(box.n)}`,
      }),
      Plot.tickX(boxes, { x: 'median', y: 'group', ...insets, strokeWidth: 3, stroke: 'currentColor' }),
      Plot.dot(dots, {
        x: 'value', y: 'group', dy: centre, r: 2.2, fill: 'none', stroke: 'currentColor', strokeOpacity: 0.55,
        title: (dot: { times: number; value: number }) => `${dot.value.toFixed(3)}, ${formatCount(dot.times)} models`,
      }),
      Plot.text(boxes, {
        y: 'group', frameAnchor: 'left', textAnchor: 'start', dx: -10, dy: -20, fontSize: 12, fontWeight: 600, fill: 'currentColor',
        text: (box: Box) => (box.group === 'top' ? 'Most popular' : 'Least popular'),
      }),
      Plot.text(boxes, {
        y: 'group', frameAnchor: 'right', textAnchor: 'end', dx: 17, dy: -20, fontSize: 11, fill: 'currentColor',
        text: (box: Box) => `median ${box.median.toFixed(2)} · n ${formatCount(box.n)}`,
      }),
      Plot.text(['documentation quality, 0 to 1'], { frameAnchor: 'bottom', dy: 31, fontSize: 11, fill: 'currentColor', fillOpacity: 0.75, text: (words: string) => words }),
    ],
  }, { width, height: boxes.length * rowHeight + 36 });
}
