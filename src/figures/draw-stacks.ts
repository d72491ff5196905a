import * as Plot from '@observablehq/plot';
import type { TurnoverRow } from '../core/measurement.js';
import { drawPlot } from './draw-plot.js';
import { formatCount } from './format-number.js';
import { palette } from './palette.js';
import type { PaperRegistry } from './paper-values.js';
import { textWidth } from './text-layout.js';
import type { SvgDocument } from './svg-document.js';
import { ourSegments, paperSegments, parts, smallestGap } from './turnover-panel.js';
import type { Part, Segment } from './turnover-panel.js';

const height = 260;
const margins = { marginLeft: 38, marginRight: 106, marginTop: 18, marginBottom: 34 };
const day = 86_400_000;
/** Pixels of height between two direct labels. */
const labelPitch = 13;

interface Placed extends Segment {
  readonly x1: Date;
  readonly x2: Date;
  readonly y1: number;
  readonly y2: number;
}

/** Time axis: domain with room for the outer bars, and the width of a bar in milliseconds. */
function planTime(instants: readonly number[], paired: boolean, width: number) {
  const plot = width - margins.marginLeft - margins.marginRight;
  const first = Math.min(...instants);
  const last = Math.max(...instants);
  const span = Math.max(last - first, day);
  const perPixel = span / Math.max(1, plot - 40);
  const gap = (smallestGap(instants) ?? span) / perPixel;
  const pixels = Math.max(1, Math.min(paired ? 20 : 34, gap * (paired ? 0.44 : 0.82)));
  const edge = 20 * perPixel;
  return { domain: [new Date(first - edge), new Date(last + edge)], bar: pixels * perPixel, pixels, gap };
}

/** Moves labels apart that would overlap, from the bottom of the plot upwards; y in pixels from the top. */
export function spreadLabels(wanted: readonly number[], pitch: number): readonly number[] {
  const placed: number[] = [];
  for (const y of wanted) {
    const below = placed.at(-1);
    placed.push(below === undefined ? y : Math.min(y, below - pitch));
  }
  const top = placed.at(-1);
  const shift = top === undefined ? 0 : Math.max(0, 4 - top);
  return placed.map((y) => y + shift);
}

function timeTicks(instants: readonly number[], gap: number, width: number) {
  const distinct = [...new Set(instants)].sort((a, b) => a - b);
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  if (gap >= 34 && distinct.length <= 12) {
    return Plot.axisX(distinct.map((at) => new Date(at)), {
      tickFormat: (at: Date) => `${at.getUTCDate()}\u00a0${months[at.getUTCMonth()] ?? ''}\n${at.getUTCFullYear()}`, tickSize: 4, label: null,
    });
  }
  return Plot.axisX({ ticks: Math.max(2, Math.floor(width / 90)), tickSize: 4, label: null });
}

/**
 * Draws the stacked bars of one registry: ours filled, the paper's outlined to their right, counts inside where there
 * is room, and the parts named at the last bar.
 */
export function drawStacks(
  document: SvgDocument,
  rows: readonly TurnoverRow[],
  paper: PaperRegistry | undefined,
  scale: 'linear' | 'log',
  width: number,
) {
  const ours = ourSegments(rows);
  const theirs = paper === undefined ? [] : paperSegments(paper);
  const instants = rows.map((row) => Date.parse(row.takenAt));
  const apart = theirs.filter((segment) => instants.every((at) => Math.abs(at - segment.at) > 45 * day)).map((segment) => segment.at);
  const time = planTime([...instants, ...apart], theirs.length > 0, width);
  const top = Math.max(...rows.map((row) => row.size), ...theirs.map((segment) => segment.to), 1);
  const floor = scale === 'log' ? 1 : 0;
  const plotHeight = height - margins.marginTop - margins.marginBottom;

  function place(segment: Segment): Placed {
    const near = segment.source === 'here' ? segment.at : nearest(instants, segment.at) ?? segment.at;
    const left = theirs.length === 0 ? near - time.bar / 2 : segment.source === 'here' ? near - time.bar : near;
    const inset = time.pixels >= 6 ? time.bar * 0.06 : 0;
    return {
      ...segment, x1: new Date(left + inset), x2: new Date(left + time.bar - inset),
      y1: Math.max(floor, segment.from), y2: Math.max(floor, segment.to),
    };
  }
  function yPixel(value: number): number {
    const share = scale === 'log' ? Math.log(Math.max(1, value)) / Math.log(top) : value / top;
    return margins.marginTop + plotHeight * (1 - share);
  }

  const placed = ours.map(place).filter((segment) => segment.count > 0);
  const outlined = theirs.map(place).filter((segment) => segment.count > 0);
  const roomy = placed.filter((segment) =>
    time.pixels >= textWidth(String(segment.count), 9) + 2 && yPixel(segment.y1) - yPixel(segment.y2) >= 12);
  const last = ours.slice(-parts.length);
  const middles = last.map((segment) => (yPixel(Math.max(floor, segment.from)) + yPixel(Math.max(floor, segment.to))) / 2);
  const labels = spreadLabels(middles, labelPitch).map((y, index) => ({ segment: last[index], y }));
  const values = scale === 'log' ? powers(top) : undefined;
  const channels = { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2' };

  return drawPlot(document, {
    ...margins,
    x: { type: 'utc', domain: time.domain, label: null },
    y: { type: scale, domain: [floor, top], label: null },
    marks: [
      values === undefined ? Plot.gridY({ ticks: 4, strokeOpacity: 0.14 }) : Plot.gridY(values, { strokeOpacity: 0.14 }),
      values === undefined
        ? Plot.axisY({ ticks: 4, tickSize: 0, tickFormat: (count: number) => formatCount(count), label: null })
        : Plot.axisY(values, { tickSize: 0, text: (count: number) => formatCount(count), label: null }),
      ...parts.flatMap((part) => fills(part, placed, channels)),
      ...parts.map((part) => Plot.rect(outlined.filter((segment) => segment.part === part), {
        ...channels, fill: 'none', stroke: palette[part], strokeWidth: 1.5, insetTop: 0.75, insetBottom: 0.75, className: `hubscope-${part}-line`,
        title: (segment: Segment) => `${segment.label}: ${part} ${formatCount(segment.count)}`,
      })),
      Plot.text(roomy, {
        x: (segment: Placed) => new Date((segment.x1.getTime() + segment.x2.getTime()) / 2),
        y: (segment: Placed) => (scale === 'log' ? Math.sqrt(segment.y1 * segment.y2) : (segment.y1 + segment.y2) / 2),
        text: (segment: Placed) => String(segment.count), fontSize: time.pixels >= 26 ? 10 : 8.5, fill: 'currentColor',
        stroke: '#ffffff', strokeWidth: 2.5, className: 'hubscope-halo',
      }),
      ...parts.map((part) => Plot.text(labels.filter(({ segment }) => segment?.part === part), {
        frameAnchor: 'top-right', textAnchor: 'start', dx: 6, dy: (labels.find(({ segment }) => segment?.part === part)?.y ?? 0) - margins.marginTop,
        text: ({ segment }: { segment: Segment | undefined }) => `${part} ${formatCount(segment?.count ?? null)}`,
        fontSize: 11, fontWeight: 600, fill: palette[part], className: `hubscope-${part}`, lineAnchor: 'middle',
      })),
      ...(outlined.length === 0 ? [] : [Plot.text([outlined[0]], {
        x: 'x2', y: top, text: () => 'paper', dy: -7, fontSize: 9.5, textAnchor: 'middle', dx: -time.pixels / 2, fill: 'currentColor', fillOpacity: 0.75,
      })]),
      Plot.ruleY([floor], { stroke: 'currentColor', strokeOpacity: 0.5 }),
      timeTicks([...instants, ...apart], time.gap, width),
    ],
  }, { width, height });
}

function fills(part: Part, placed: readonly Placed[], channels: Readonly<Record<'x1' | 'x2' | 'y1' | 'y2', string>>) {
  const options = {
    ...channels, fill: palette[part], className: `hubscope-${part}`,
    title: (segment: Segment) => `${segment.label}: ${part} ${formatCount(segment.count)}`,
  };
  const own = placed.filter((segment) => segment.part === part);
  return [
    Plot.rect(own.filter((segment) => segment.first), { ...options, fillOpacity: 0.4 }),
    Plot.rect(own.filter((segment) => !segment.first), options),
  ];
}

/** The instant within 45 days of `at` that is closest to it: the snapshot a bar of the paper is compared with. */
function nearest(instants: readonly number[], at: number): number | undefined {
  return instants
    .filter((instant) => Math.abs(instant - at) <= 45 * day)
    .sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0];
}

function powers(top: number): readonly number[] {
  const values: number[] = [];
  for (let value = 1; value <= top; value *= 10) values.push(value);
  return values;
}
