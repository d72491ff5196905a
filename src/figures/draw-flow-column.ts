import type { ReviewStage } from '../core/review.js';
import { formatCount } from './format-number.js';
import { createSvg } from './svg-document.js';
import type { SvgDocument, SvgElement } from './svg-document.js';
import { wrapText } from './text-layout.js';

interface Counted {
  readonly count: number;
  readonly what: string;
}

/** One column of a flow diagram, from top to bottom. */
export interface FlowColumn {
  readonly stages: readonly ReviewStage[];
  /** What the last stage is sorted into; the parts that go on stand last. */
  readonly split: readonly (Counted & { readonly goesOn: boolean })[];
  readonly result: Counted | null;
  /** What came after the flow and is in none of its counts. */
  readonly later: Counted | null;
}

/** Where a box lies, in the column's own pixels. */
export interface FlowBox {
  readonly left: number;
  readonly right: number;
  readonly centre: number;
  readonly top: number;
  readonly middle: number;
  readonly bottom: number;
}

const arrow = 44;
const padding = 10;
const countSize = 20;
const wordSize = 12;
const pitch = 16;

function drawBox(
  document: SvgDocument,
  { count, what }: Counted,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  style: 'plain' | 'result' | 'aside' | 'later',
): { readonly element: SvgElement; readonly box: FlowBox } {
  const lines = wrapText(what, width - 2 * padding, wordSize);
  const height = padding * 2 + countSize + 4 + lines.length * pitch - 4;
  const centre = x + width / 2;
  const frame = createSvg(document, 'rect', {
    x, y, width, height, rx: 6, fill: 'currentColor', 'fill-opacity': style === 'result' ? 0.09 : style === 'plain' ? 0.045 : 0, stroke: 'currentColor',
    'stroke-opacity': style === 'aside' || style === 'later' ? 0.45 : 0.8, 'stroke-width': style === 'result' ? 2 : 1.2, ...(style === 'later' ? { 'stroke-dasharray': '5 4' } : {}),
  });
  const words = [
    createSvg(document, 'text', { x: centre, y: y + padding + countSize - 4, 'font-size': countSize, 'font-weight': 700, fill: 'currentColor', 'text-anchor': 'middle' }, [`${style === 'later' ? '+' : ''}${formatCount(count)}`]),
    ...lines.map((line, index) => createSvg(document, 'text', { x: centre, y: y + padding + countSize + 12 + index * pitch, 'font-size': wordSize, fill: 'currentColor', 'text-anchor': 'middle' }, [line])),
  ];
  return { element: createSvg(document, 'g', {}, [frame, ...words]), box: { left: x, right: x + width, centre, top: y, middle: y + height / 2, bottom: y + height } };
}

function drawArrow(document: SvgDocument, x: number, from: number, to: number): SvgElement {
  return createSvg(document, 'g', {}, [
    createSvg(document, 'line', { x1: x, x2: x, y1: from, y2: to - 6, stroke: 'currentColor', 'stroke-width': 1.4, 'stroke-opacity': 0.8 }),
    createSvg(document, 'path', { d: `M${x},${to}l-4.5,-8h9Z`, fill: 'currentColor', 'fill-opacity': 0.8 }),
  ]);
}

/** What was left out between two stages, beside the arrow. */
function drawLeftOut(document: SvgDocument, count: number, why: string, { x, middle, width }: { readonly x: number; readonly middle: number; readonly width: number }): readonly SvgElement[] {
  const lines = wrapText(`${formatCount(count)} ${why}`, width, 11);
  const top = middle - (lines.length * 14) / 2 + 10;
  return lines.map((line, index) => createSvg(document, 'text', { x, y: top + index * 14, 'font-size': 11, fill: 'currentColor', 'fill-opacity': 0.8 }, [line]));
}

/**
 * Draws a column with its heading, and lets an arrow through that comes from above or goes on below the last stage; answers where its first box and its last stage lie, so that columns can be
 * joined.
 */
export function drawFlowColumn(document: SvgDocument, column: FlowColumn, width: number, heading: string, arrows: { readonly above: boolean; readonly below: boolean }) {
  const boxWidth = Math.min(width * 0.56, 250);
  const elements: SvgElement[] = [createSvg(document, 'text', { x: arrows.above ? boxWidth / 2 + 16 : 0, y: 12, 'font-size': 12.5, 'font-weight': 700, fill: 'currentColor' }, [heading])];
  const boxes: FlowBox[] = [];
  let y = 22;
  for (const [index, stage] of column.stages.entries()) {
    const before = column.stages[index - 1];
    const last = boxes.at(-1);
    if (before !== undefined && last !== undefined && stage.out !== null) {
      const lines = wrapText(`${formatCount(before.count - stage.count)} ${stage.out}`, width - last.centre - 16, 11).length;
      const space = Math.max(arrow, lines * 14 + 12);
      elements.push(drawArrow(document, last.centre, y, y + space));
      elements.push(...drawLeftOut(document, before.count - stage.count, stage.out, { x: last.centre + 16, middle: y + space / 2 - 2, width: width - last.centre - 16 }));
      y += space;
    }
    const drawn = drawBox(document, stage, { x: 0, y, width: boxWidth }, 'plain');
    elements.push(drawn.element);
    boxes.push(drawn.box);
    y = drawn.box.bottom;
  }
  const parts = drawSplit(document, column, boxes.at(-1), y, width);
  elements.push(...parts.elements);
  y = parts.bottom;
  if (column.later !== null) {
    const place = arrows.below ? { x: boxWidth + 14, y: boxes.at(-1)?.top ?? y, width: width - boxWidth - 14 } : { x: 0, y: y + 16, width: boxWidth };
    const later = drawBox(document, column.later, place, 'later');
    elements.push(later.element);
    y = Math.max(y, later.box.bottom);
  }
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('flow: no stage; expected at least one');
  return { element: createSvg(document, 'g', {}, elements), height: y + 4, first, last };
}

/** The parts of the last stage, side by side as far as they fit, and what those that go on come to. */
function drawSplit(document: SvgDocument, { split, result }: FlowColumn, from: FlowBox | undefined, y: number, width: number) {
  const elements: SvgElement[] = [];
  const perRow = Math.max(1, Math.min(split.length, Math.floor((width + 14) / (84 + 14))));
  const partWidth = Math.min((width - 14 * (perRow - 1)) / perRow, 215);
  let bottom = y;
  let source = from;
  for (let start = 0; start < split.length; start += perRow) {
    const row = split.slice(start, start + perRow);
    const top = bottom + (start === 0 ? arrow : 12);
    const drawn = row.map((part, index) => ({ part, ...drawBox(document, part, { x: index * (partWidth + 14), y: top, width: partWidth }, part.goesOn ? 'plain' : 'aside') }));
    for (const { element, box } of drawn) {
      elements.push(element);
      if (start === 0 && from !== undefined) {
        // Down from the middle of the box above, along, and down into the part.
        elements.push(createSvg(document, 'path', { d: `M${from.centre},${from.bottom}V${from.bottom + 16}H${box.centre}`, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.4, 'stroke-opacity': 0.8 }));
        elements.push(drawArrow(document, box.centre, from.bottom + 16, top));
      }
    }
    bottom = Math.max(...drawn.map(({ box }) => box.bottom));
    source = drawn.findLast(({ part }) => part.goesOn)?.box ?? source;
  }
  if (result !== null && source !== undefined) {
    const top = bottom + arrow;
    const x = Math.max(0, Math.min(source.centre - 107, width - 215));
    const drawn = drawBox(document, result, { x, y: top, width: Math.min(215, width) }, 'result');
    elements.push(drawArrow(document, source.centre, source.bottom, top), drawn.element);
    bottom = drawn.box.bottom;
  }
  return { elements, bottom };
}
