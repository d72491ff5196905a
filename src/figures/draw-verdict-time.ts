import type { VerdictRecord } from '../core/verdict-record.js';
import { drawVerdictLegend } from './draw-verdict-legend.js';
import { formatEffect, formatEffectLimits, formatTick } from './format-effect.js';
import { formatDay } from './format-number.js';
import { numberLine, timeTicks, type TimeTick } from './number-line.js';
import { palette } from './palette.js';
import { createSvg } from './svg-document.js';
import type { SvgDocument, SvgElement } from './svg-document.js';
import { textWidth } from './text-layout.js';
import { drawVerdictMark } from './verdict-mark.js';

const plotHeight = 128;
const markSize = 8;
const lanePitch = 2 * markSize + 4;
const mostLanes = 3;

/** A record with its place on the axis. */
interface Placed {
  readonly record: VerdictRecord;
  readonly x: number;
  readonly lane: number;
}

function timeOf(record: VerdictRecord): number {
  return Date.parse(record.takenAt);
}

interface Marks {
  readonly placed: readonly Placed[];
  readonly lanes: number;
  readonly size: number;
  /** Whether only the ends of runs of equal verdicts are marked, with a line between them. */
  readonly runs: boolean;
}

function layOut(records: readonly VerdictRecord[], place: (time: number) => number, size: number): Pick<Marks, 'placed' | 'lanes' | 'size'> {
  const ends: number[] = [];
  const placed = records.map((record): Placed => {
    const x = place(timeOf(record));
    const free = ends.findIndex((end) => x - size - 2 >= end);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = x + size;
    return { record, x, lane };
  });
  return { placed, lanes: ends.length, size };
}

/**
 * Marks that would cover each other go into a lane below. Where there are more than lanes can take, a run of equal verdicts is marked where
 * it begins, and the last one where it ends.
 */
function placeMarks(records: readonly VerdictRecord[], place: (time: number) => number): Marks {
  const all = layOut(records, place, markSize);
  if (all.lanes <= mostLanes) return { ...all, runs: false };
  const ends = records.filter((record, index) => index === records.length - 1 || record.verdict !== records[index - 1]?.verdict);
  const large = layOut(ends, place, markSize);
  if (large.lanes <= mostLanes) return { ...large, runs: true };
  const small = layOut(ends, place, 3);
  return { placed: small.placed.map((one) => ({ ...one, lane: Math.min(one.lane, mostLanes - 1) })), lanes: Math.min(small.lanes, mostLanes), size: 3, runs: true };
}

/** Ticks of the time axis; where no month begins between the snapshots, the days of the first and the last. */
function ticksOf(first: number, last: number, width: number): readonly TimeTick[] {
  const ticks = timeTicks(first, last, Math.max(2, Math.floor(width / 84)));
  if (ticks.length >= 2) return ticks;
  return [...new Set([first, last])].map((time) => ({ time, label: new Date(time).toISOString().slice(0, 10) }));
}

/**
 * Draws the verdicts of one claim along time, oldest first, and below them the effect of those records that estimated `effect`, each with
 * its interval, and the threshold. Without an effect only the verdicts are drawn.
 */
export function drawVerdictTime(document: SvgDocument, records: readonly VerdictRecord[], effect: string | null, width: number): { readonly element: SvgElement; readonly height: number } {
  const measured = records.filter((one) => effect !== null && one.effect === effect && one.estimate !== null);
  const { scale = null } = measured[0] ?? {};
  const values = measured.flatMap((one) => [one.estimate, one.low, one.high, one.threshold].filter((value) => value !== null));
  const rough = values.length === 0 ? null : numberLine(values, [0, 1], 4);
  const left = Math.max(14, ...(rough?.ticks ?? []).map((tick) => textWidth(formatTick(scale, tick), 10.5) + 10));
  const right = 30;
  const times = records.map(timeOf);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  function place(time: number): number {
    return first === last ? (left + 14 + width - right) / 2 : left + 14 + ((time - first) / (last - first)) * (width - right - left - 14);
  }
  const marks = placeMarks(records, place);
  const laneHeight = marks.lanes * lanePitch + 6;
  const plotTop = laneHeight + 8;
  const bottom = rough === null ? laneHeight : plotTop + plotHeight;
  const children: SvgElement[] = [];
  for (const { time, label } of ticksOf(first, last, width - left - right)) {
    children.push(createSvg(document, 'line', { x1: place(time), x2: place(time), y1: 0, y2: bottom, stroke: 'currentColor', 'stroke-opacity': 0.13 }));
    children.push(createSvg(document, 'text', { x: place(time), y: bottom + 14, 'font-size': 10.5, fill: 'currentColor', 'fill-opacity': 0.75, 'text-anchor': 'middle' }, [label]));
  }
  children.push(createSvg(document, 'line', { x1: left, x2: width, y1: bottom, y2: bottom, stroke: 'currentColor', 'stroke-opacity': 0.4 }));
  if (rough !== null) children.push(...drawEstimates(document, measured, { left, width, top: plotTop, bottom }, place));
  if (marks.runs) children.push(createSvg(document, 'line', { x1: place(first), x2: place(last), y1: markSize + 2, y2: markSize + 2, stroke: 'currentColor', 'stroke-opacity': 0.35 }));
  for (const { record, x, lane } of marks.placed) {
    const title = createSvg(document, 'title', {}, [`${formatDay(record.takenAt)}: ${record.verdict}`]);
    children.push(createSvg(document, 'g', {}, [title, drawVerdictMark(document, record.verdict, { x, y: markSize + 2 + lane * lanePitch, size: marks.size })]));
  }
  const legend = drawVerdictLegend(document, records.map((one) => one.verdict), width);
  legend.element.setAttribute('transform', `translate(0,${bottom + 24})`);
  return { element: createSvg(document, 'g', {}, [...children, legend.element]), height: bottom + 24 + legend.height };
}

function drawEstimates(
  document: SvgDocument,
  records: readonly VerdictRecord[],
  box: { readonly left: number; readonly width: number; readonly top: number; readonly bottom: number },
  place: (time: number) => number,
): readonly SvgElement[] {
  const { left, width, top, bottom } = box;
  const values = records.flatMap((one) => [one.estimate, one.low, one.high, one.threshold].filter((value) => value !== null));
  const axis = numberLine(values, [bottom, top], 4);
  const { scale = null } = records[0] ?? {};
  const radius = Math.max(1.5, Math.min(4, (width - left) / records.length / 2));
  const thresholds = [...new Set(records.map((one) => one.threshold).filter((value) => value !== null))];
  return [
    ...axis.ticks.map((tick) => createSvg(document, 'text', {
      x: left - 6, y: axis.place(tick) + 3.5, 'font-size': 10.5, fill: 'currentColor', 'fill-opacity': 0.75, 'text-anchor': 'end',
    }, [formatTick(scale, tick)])),
    ...thresholds.map((threshold) =>
      createSvg(document, 'line', { x1: left, x2: width, y1: axis.place(threshold), y2: axis.place(threshold), stroke: 'currentColor', 'stroke-opacity': 0.75, 'stroke-dasharray': '4 3' })),
    ...records.flatMap((record) => {
      const x = place(timeOf(record));
      const { low, high, estimate } = record;
      if (estimate === null) return [];
      const limits = low === null || high === null ? '' : ` (${formatEffectLimits({ scale: record.scale ?? '', low, high })})`;
      return [createSvg(document, 'g', {}, [
        createSvg(document, 'title', {}, [`${formatDay(record.takenAt)}: ${formatEffect(record.scale, estimate)}${limits}`]),
        ...(low === null || high === null ? [] : [createSvg(document, 'line', { x1: x, x2: x, y1: axis.place(low), y2: axis.place(high), stroke: 'currentColor', 'stroke-width': Math.min(1.6, radius / 2) })]),
        createSvg(document, 'circle', { cx: x, cy: axis.place(estimate), r: radius, fill: palette.bar, class: 'hubscope-bar' }),
      ])];
    }),
    ...thresholds.map((threshold) =>
      createSvg(document, 'text', {
        x: width, y: axis.place(threshold) - 4, 'font-size': 10.5, fill: 'currentColor', 'text-anchor': 'end', class: 'hubscope-halo', stroke: '#ffffff', 'stroke-width': 3, 'paint-order': 'stroke',
      }, [`threshold ${formatEffect(scale, threshold)}`])),
  ];
}
