import * as Plot from '@observablehq/plot';
import { drawPlot } from './draw-plot.js';
import { spreadLabels } from './draw-stacks.js';
import { formatShare } from './format-number.js';
import { palette } from './palette.js';
import type { SvgDocument } from './svg-document.js';
import { truncateText } from './text-layout.js';

/** A corner of a curve of survival; between two of them it is a straight line, and without a y there is none. */
export interface SurvivalPoint {
  /** Months. */
  readonly x: number;
  readonly y: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Where a curve is not told: months from x1 to x2, within which it goes down from y2 to y1 nobody knows how. */
export interface SilentStep {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

/** One curve, with the name that stands at its end. */
export interface SurvivalLine {
  readonly label: string;
  readonly points: readonly SurvivalPoint[];
  /** Drawn as boxes. */
  readonly silent?: readonly SilentStep[];
  /** Whether its interval is shaded. */
  readonly band: boolean;
}

const height = 250;
const margins = { marginLeft: 40, marginTop: 10, marginBottom: 40 };
const styles = [
  { colour: palette.remained, name: 'remained', dash: undefined },
  { colour: palette.newcomers, name: 'newcomers', dash: '6 3' },
  { colour: palette.returning, name: 'returning', dash: '2 3' },
  { colour: palette.fit, name: 'fit', dash: '8 3 2 3' },
  { colour: 'currentColor', name: 'plain', dash: '3 2' },
] as const;

/**
 * Draws curves of survival against months, each with its name and last value at its end; colours and dashes tell them apart, the bands are the
 * intervals, and a box is where a curve may go down anywhere.
 */
export function drawSurvival(document: SvgDocument, lines: readonly SurvivalLine[], width: number) {
  const marginRight = Math.min(170, Math.max(118, width * 0.34));
  const plotHeight = height - margins.marginTop - margins.marginBottom;
  const last = Math.max(1, ...lines.flatMap((line) => line.points.map((point) => point.x)));
  const ends = lines.map((line, index) => ({ index, label: line.label, end: { y: line.points.at(-1)?.y ?? 1 } })).sort((a, b) => a.end.y - b.end.y);
  const labels = spreadLabels(ends.map(({ end }) => margins.marginTop + plotHeight * (1 - end.y)), 14)
    .map((y, i) => ({ ...ends[i]!, y }));
  return drawPlot(document, {
    ...margins, marginRight,
    x: { domain: [0, last], label: null },
    y: { domain: [0, 1], label: null },
    marks: [
      Plot.gridY([0, 0.25, 0.5, 0.75, 1], { strokeOpacity: 0.14 }),
      Plot.axisY([0, 0.25, 0.5, 0.75, 1], { tickSize: 0, tickFormat: (share: number) => `${share * 100}\u00a0%`, label: null }),
      Plot.axisX({ ticks: Math.max(2, Math.floor((width - marginRight) / 60)), tickSize: 4, label: null }),
      Plot.ruleY([0.5], { stroke: 'currentColor', strokeOpacity: 0.35, strokeDasharray: '2 3' }),
      ...lines.flatMap((line, index) => {
        const style = styles[index % styles.length]!;
        if (!line.band) return [];
        return [Plot.areaY(line.points.filter((point) => point.low !== null && point.high !== null), {
          x: 'x', y1: 'low', y2: 'high', fill: style.colour, fillOpacity: 0.15, className: style.name === 'fit' ? '' : `hubscope-${style.name}`,
        })];
      }),
      ...lines.flatMap((line, index) => {
        const style = styles[index % styles.length]!;
        if ((line.silent ?? []).length === 0) return [];
        const box = { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'none', stroke: style.colour, strokeWidth: 0.9, ...(style.dash === undefined ? {} : { strokeDasharray: style.dash }) };
        return [
          Plot.rect(line.silent, { ...box, className: style.name === 'fit' ? 'hubscope-fit' : `hubscope-${style.name}-line` }),
          ...(line.band ? [Plot.rect(line.silent, { ...box, stroke: 'none', fill: style.colour, fillOpacity: 0.15, className: style.name === 'fit' ? '' : `hubscope-${style.name}` })] : []),
        ];
      }),
      ...lines.map((line, index) => {
        const style = styles[index % styles.length]!;
        return Plot.line(line.points, {
          x: 'x', y: 'y', stroke: style.colour, strokeWidth: 1.8, className: style.name === 'fit' ? 'hubscope-fit' : `hubscope-${style.name}-line`,
          ...(style.dash === undefined ? {} : { strokeDasharray: style.dash }),
        });
      }),
      ...labels.map(({ index, label, end, y }) => {
        const style = styles[index % styles.length]!;
        const value = formatShare(end.y);
        return Plot.text([label], {
          frameAnchor: 'top-right', textAnchor: 'start', dx: 6, dy: y - margins.marginTop, lineAnchor: 'middle', fontSize: 11, fontWeight: 600,
          fill: style.colour, className: style.name === 'fit' ? 'hubscope-fit-text' : `hubscope-${style.name}`,
          text: (words: string) => `${truncateText(words, marginRight - 12 - value.length * 6.6, 11)} ${value}`,
        });
      }),
      Plot.text(['months in the top'], { frameAnchor: 'bottom', dy: 33, fontSize: 11, fill: 'currentColor', fillOpacity: 0.75, text: (words: string) => words }),
    ],
  }, { width, height });
}
