import type { EffectTest } from '../core/claim.js';
import { formatEffect, formatEffectInterval, formatEffectLimits, formatTick } from './format-effect.js';
import { formatCount } from './format-number.js';
import { numberLine } from './number-line.js';
import { palette } from './palette.js';
import { createSvg } from './svg-document.js';
import type { SvgDocument, SvgElement } from './svg-document.js';
import { textWidth, wrapText } from './text-layout.js';

/** One effect under one set of choices. */
export interface ReadingRow {
  readonly choice: string;
  readonly test: EffectTest;
  readonly main: boolean;
  /** Whether its estimate turns the verdict. */
  readonly flips: boolean;
}

const side = 12;
const pitch = 15;
const track = 16;
const between = 9;
const topRoom = 16;
const axisRoom = 22;

/** What stands at the row: estimate, interval, observations; the threshold too where it is not that of the main reading. */
function numbersOf({ test }: ReadingRow, threshold: number): string {
  const own = test.threshold === threshold ? '' : ` · own threshold ${formatEffect(test.scale, test.threshold)}`;
  return `${formatEffect(test.scale, test.estimate)} (${formatEffectLimits(test)})${own} · n\u00a0${formatCount(test.n)}`;
}

/**
 * Draws readings under each other on one scale, each with its words, its numbers, its interval and its estimate, and the threshold of the
 * first through all of them.
 */
export function drawReadingRows(document: SvgDocument, rows: readonly ReadingRow[], width: number): { readonly element: SvgElement; readonly height: number } {
  const first = rows[0]?.test;
  if (first === undefined) return { element: createSvg(document, 'g'), height: 0 };
  const { threshold, claimed, scale } = first;
  const axis = numberLine(rows.flatMap(({ test }) => [test.low, test.high, test.estimate, test.threshold]), [side, width - side], Math.max(2, Math.floor(width / 90)));
  const body: SvgElement[] = [];
  let y = topRoom + 4;
  for (const row of rows) {
    const drawn = drawRow(document, row, { y, width, threshold }, (value) => axis.place(value));
    body.push(drawTrack(document, { middle: drawn.middle, width, line: axis.place(threshold), claimed }), drawn.element);
    y += drawn.height + between;
  }
  const bottom = y;
  const line = axis.place(threshold);
  const words = `threshold ${formatEffect(scale, threshold)}`;
  const ends = line > width / 2;
  const behind = [
    createSvg(document, 'text', { x: line, y: topRoom - 5, 'font-size': 11, fill: 'currentColor', 'text-anchor': ends ? 'end' : 'start' }, [
      claimed === 'above' ? `${words}, claimed above →` : `← claimed below ${words}`,
    ]),
    ...axis.ticks.flatMap((tick) => [
      createSvg(document, 'line', { x1: axis.place(tick), x2: axis.place(tick), y1: bottom, y2: bottom + 4, stroke: 'currentColor', 'stroke-opacity': 0.5 }),
      createSvg(document, 'text', { x: axis.place(tick), y: bottom + 15, 'font-size': 10.5, 'fill-opacity': 0.75, fill: 'currentColor', 'text-anchor': 'middle' }, [formatTick(scale, tick)]),
    ]),
    createSvg(document, 'line', { x1: side, x2: width - side, y1: bottom, y2: bottom, stroke: 'currentColor', 'stroke-opacity': 0.4 }),
  ];
  return { element: createSvg(document, 'g', {}, [...behind, ...body]), height: bottom + axisRoom };
}

/** The threshold and the side that is claimed, where the interval is drawn and not through the words above it. */
function drawTrack(document: SvgDocument, { middle, width, line, claimed }: { readonly middle: number; readonly width: number; readonly line: number; readonly claimed: 'above' | 'below' }): SvgElement {
  const [from, to] = claimed === 'above' ? [line, width - side] : [side, line];
  const half = track / 2 + 1;
  return createSvg(document, 'g', {}, [
    createSvg(document, 'rect', { x: from, y: middle - half, width: Math.max(0, to - from), height: 2 * half, fill: 'currentColor', 'fill-opacity': 0.075 }),
    createSvg(document, 'line', { x1: side, x2: width - side, y1: middle, y2: middle, stroke: 'currentColor', 'stroke-opacity': 0.14 }),
    createSvg(document, 'line', { x1: line, x2: line, y1: middle - half, y2: middle + half, stroke: 'currentColor', 'stroke-opacity': 0.85, 'stroke-width': 1.4, 'stroke-dasharray': '4 2' }),
  ]);
}

function drawRow(
  document: SvgDocument,
  row: ReadingRow,
  { y, width, threshold }: { readonly y: number; readonly width: number; readonly threshold: number },
  place: (value: number) => number,
) {
  const { test, main, flips } = row;
  const numbers = numbersOf(row, threshold);
  const flag = flips ? 'FLIPS ' : '';
  const room = width - textWidth(flag + numbers, 11) - 16;
  // Beside each other where the words keep half of the line, else the numbers below.
  const beside = room > width * 0.42;
  const lines = wrapText(row.choice, beside ? room : width, main ? 12 * 1.13 : 12);
  const text = lines.map((words, index) => createSvg(document, 'text', { x: 0, y: y + 11 + index * pitch, 'font-size': 12, fill: 'currentColor', 'font-weight': main ? 700 : 500 }, [words]));
  const numbersY = beside ? y + 11 : y + 11 + lines.length * pitch;
  const at = beside ? { x: width, 'text-anchor': 'end' } : { x: 0, 'text-anchor': 'start' };
  const written = beside ? [flag + numbers] : wrapText(flag + numbers, width, 11);
  for (const [index, words] of written.entries()) {
    const flagged = index === 0 && flips;
    text.push(createSvg(document, 'text', { ...at, y: numbersY + index * pitch, 'font-size': 11, fill: 'currentColor' }, [
      ...(flagged ? [createSvg(document, 'tspan', { fill: palette.fit, class: 'hubscope-fit-text', 'font-weight': 700 }, [flag])] : []),
      flagged ? words.slice(flag.length) : words,
    ]));
  }
  const middle = y + (beside ? Math.max(lines.length, 1) : lines.length + written.length) * pitch + track / 2 + 2;
  const [low, high, estimate] = [place(test.low), place(test.high), place(test.estimate)];
  const interval = [
    createSvg(document, 'line', { x1: low, x2: high, y1: middle, y2: middle, stroke: 'currentColor', 'stroke-width': main ? 2.2 : 1.5 }),
    ...[low, high].map((x) => createSvg(document, 'line', { x1: x, x2: x, y1: middle - 4, y2: middle + 4, stroke: 'currentColor', 'stroke-width': 1.2 })),
  ];
  const mark = flips
    ? createSvg(document, 'rect', { x: estimate - 4.5, y: middle - 4.5, width: 9, height: 9, fill: palette.fit, class: 'hubscope-fit-text' })
    : main
      ? createSvg(document, 'circle', { cx: estimate, cy: middle, r: 5, fill: palette.bar, class: 'hubscope-bar' })
      : createSvg(document, 'circle', { cx: estimate, cy: middle, r: 4.2, fill: '#ffffff', class: 'hubscope-surface hubscope-remained-line', stroke: palette.remained, 'stroke-width': 2 });
  const own = test.threshold === threshold ? [] : [createSvg(document, 'line', {
    x1: place(test.threshold), x2: place(test.threshold), y1: middle - 8, y2: middle + 8, stroke: palette.fit, class: 'hubscope-fit', 'stroke-width': 1.5, 'stroke-dasharray': '2 2',
  })];
  const title = createSvg(document, 'title', {}, [`${row.choice}: ${test.effect} ${formatEffectInterval(test)}`]);
  return { element: createSvg(document, 'g', {}, [title, ...text, ...own, ...interval, mark]), height: middle + track / 2 + 1 - y, middle };
}
