import type { Measured, Measurement } from '../core/measurement.js';
import type { TopSurvivalRow } from '../core/rows/top-survival.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawSurvival, type SilentStep, type SurvivalLine, type SurvivalPoint } from './draw-survival.js';
import { formatCount, formatSentence, formatShare, formatVariant } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import type { SvgElement } from './svg-document.js';

/** The corners of the curve of a measurement, from 100 % at 0 months on; without a y within the steps of which nobody can say where in them exits are. */
export function survivalPoints(rows: readonly TopSurvivalRow[]): readonly SurvivalPoint[] {
  const points: SurvivalPoint[] = [];
  let known = { y: 1, low: 1 as number | null, high: 1 as number | null };
  points.push({ x: 0, ...known });
  for (const { afterMonths, byMonths, survival, low, high } of rows) {
    points.push({ x: afterMonths, ...known });
    if (byMonths === null || survival === null) continue;
    // Within the step every curve lies between what was before and what is after it, and so does the band.
    if (byMonths !== afterMonths) points.push({ x: afterMonths, y: null, low, high: known.high }, { x: byMonths, y: null, low, high: known.high });
    known = { y: survival, low, high };
    points.push({ x: byMonths, ...known });
  }
  return points;
}

/** The steps within which the curve may go down anywhere. */
export function silentSteps(rows: readonly TopSurvivalRow[]): readonly SilentStep[] {
  let before = 1;
  return rows.flatMap(({ afterMonths, byMonths, survival }): SilentStep[] => {
    if (byMonths === null || survival === null) return [];
    const step = { x1: afterMonths, x2: byMonths, y1: survival, y2: before };
    before = survival;
    return byMonths === afterMonths ? [] : [step];
  });
}

function statistic(measurement: Measured<TopSurvivalRow>, name: string) {
  return measurement.statistics.find((one) => one.name === name);
}

/** The median in words: one time, an interval that holds it, or that it lies beyond what was seen. */
export function medianText(measurement: Measured<TopSurvivalRow>): string {
  const [one, from, to] = ['median', 'median:from', 'median:to'].map((name) => statistic(measurement, name));
  if (one !== undefined) return one.value === null ? 'no median: more than half of the stays are not over' : `median ${one.value.toFixed(1)} months`;
  if (from === undefined || from.value === null) return 'no median';
  if (to === undefined || to.value === null) return `median above ${from.value.toFixed(1)} months`;
  return `median between ${from.value.toFixed(1)} and ${to.value.toFixed(1)} months`;
}

/** The share that is still there after so many months, in words: one share or the bracket that holds it; empty where nothing is told. */
export function stayText(measurement: Measured<TopSurvivalRow>, months: number): string {
  const [one, from, to] = ['', ':from', ':to'].map((end) => statistic(measurement, `survival:${months}${end}`)?.value ?? null);
  if (one !== null && one !== undefined) return `${formatShare(one)} longer than ${months} months`;
  if (from === null || from === undefined || to === null || to === undefined) return '';
  return `between ${formatShare(from)} and ${formatShare(to)} longer than ${months} months`;
}

/** The share that is back within so many months of leaving, in words; empty where nothing is told. */
export function returnText(measurement: Measured<TopSurvivalRow>, months: number): string {
  const back = statistic(measurement, `return:${months}`);
  if (back === undefined) return '';
  return back.value === null ? `returns within ${months} months: not measurable` : `back within ${months} months ${formatShare(back.value)} of ${formatCount(back.n ?? null)} exits`;
}

function described(measurement: Measured<TopSurvivalRow>): string {
  return [medianText(measurement), stayText(measurement, 12)].filter((text) => text !== '').join('; ');
}

function placeOf(measurement: Measurement<TopSurvivalRow>): string {
  const [first] = measurement.snapshots;
  return first === undefined ? '' : `${first.registry}, ${first.series}`;
}

function panelOf(title: string, members: readonly Measured<TopSurvivalRow>[], options: FigureOptions): Panel {
  const main = members[0]!;
  const [stays, truncated] = [statistic(main, 'stays'), statistic(main, 'stays:leftTruncated')];
  const lines = members.map((one, index): SurvivalLine => ({ label: formatVariant(one.variant).toLowerCase(), points: survivalPoints(one.rows), silent: silentSteps(one.rows), band: index === 0 }));
  return {
    title,
    notes: [
      ...members.map((one) => `${formatVariant(one.variant)}: ${described(one)}.`),
      ...(stays === undefined ? [] : [`${formatCount(stays.value)} stays of ${formatCount(stays.n ?? null)} packages${truncated === undefined ? '' : `; ${formatCount(truncated.value)} packages were there from the first snapshot on`}; ${returnText(main, 12) || 'returns not told'}.`]),
    ],
    draw: (width) => drawSurvival(options.document, lines, width),
  };
}

/**
 * How long packages stay in the top: one panel per list, the curves of its readings together, that of the first shaded with its interval; a
 * box is where nobody can say when within it the exits were.
 */
export function drawTopSurvival(measurements: readonly Measurement<TopSurvivalRow>[], options: FigureOptions): SvgElement {
  const panels: Panel[] = [];
  const places = [...new Set(measurements.map((one) => `${placeOf(one)} ${one.snapshots.map((snapshot) => snapshot.key).join()}`))];
  for (const place of places) {
    const own = measurements.filter((one) => `${placeOf(one)} ${one.snapshots.map((snapshot) => snapshot.key).join()}` === place);
    const drawn = own.filter((one): one is Measured<TopSurvivalRow> => one.measurable && one.rows.length > 0);
    if (drawn.length > 0) panels.push(panelOf(`${drawn[0]?.rows[0]?.registry ?? ''}, ${formatCount(drawn[0]?.snapshots.length ?? 0)} snapshots`, drawn, options));
    const absent = own.filter((one) => !drawn.includes(one as Measured<TopSurvivalRow>));
    const reasons = new Map(absent.map((one) => [one.measurable ? 'no rows' : one.why, one]));
    panels.push(...[...reasons.values()].map((one) => absentPanel(one, `${placeOf(one)}: ${formatVariant(one.variant)}`)));
  }
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'How long does a package stay in the top?',
    subtitle: describeSnapshots(snapshots),
    description: measurements.map((one) => (one.measurable
      ? `${placeOf(one)}, ${formatVariant(one.variant).toLowerCase()}: ${described(one)}. ${one.reading}`
      : `${formatVariant(one.variant)}: not measurable. ${formatSentence(one.why)}`)).join(' '),
    panels,
    panelWidth: 330,
    footer: [
      'Share of stays that last longer. Within a box a curve may fall anywhere, from its upper left to its lower right corner: when packages left was not seen. Shaded: 95 % stability interval of the first reading.',
      ...[...new Set(measurements.flatMap((one) => (one.measurable ? [`${formatVariant(one.variant)}: ${one.reading}`] : [])))],
      `${describeRules(measurements)}.`,
    ],
    snapshots,
  }, options);
}
