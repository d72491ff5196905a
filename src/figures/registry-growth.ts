import * as Plot from '@observablehq/plot';
import type { Measured, Measurement, Statistic } from '../core/measurement.js';
import type { GrowthRow } from '../core/rows/registry-growth.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawPlot } from './draw-plot.js';
import { formatCount, formatPower, formatSentence, formatShare, formatVariant } from './format-number.js';
import { formatStatistic } from './format-statistic.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { palette } from './palette.js';
import type { SvgDocument, SvgElement } from './svg-document.js';

type CurveName = 'exponential' | 'logistic' | 'power';

/** The dash of each curve, which also tells them apart without colour. */
const dashes = { exponential: undefined, logistic: '7 4', power: '2 3' } as const satisfies Record<CurveName, string | undefined>;

function instantOf(row: GrowthRow): Date {
  return new Date(`${row.from}T00:00:00Z`);
}

/** Ticks at 1, 2 and 5 of each power of ten, or at the powers alone where that would be too many. */
function ticksBetween(least: number, most: number): readonly number[] {
  const ticks: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(least)); power <= most; power *= 10) ticks.push(...[1, 2, 5].map((digit) => digit * power));
  const inside = ticks.filter((tick) => tick >= least && tick <= most);
  return inside.length <= 7 ? inside : inside.filter((tick) => Number.isInteger(Math.log10(tick)));
}

function drawGrowth(document: SvgDocument, rows: readonly GrowthRow[], width: number) {
  const values = rows.flatMap((row) => [row.created, row.exponential, row.logistic, row.power]).filter((value) => value >= 1);
  const [least, most] = [Math.min(...values) / 1.6, Math.max(...values) * 1.35];
  const seen = rows.filter((row) => row.created >= 1);
  const ends = seen.length < 2 ? seen : [seen[0], seen.at(-1)].filter((row) => row !== undefined);
  const ticks = ticksBetween(least, most);
  return drawPlot(document, {
    marginLeft: 44, marginRight: 26, marginTop: 14, marginBottom: 28,
    x: { type: 'utc', label: null }, y: { type: 'log', domain: [least, most], label: null },
    marks: [
      Plot.gridY(ticks, { strokeOpacity: 0.14 }),
      // An axis of a logarithmic scale leaves labels out as it sees fit, whatever ticks it is given.
      Plot.axisY({ ticks: [], label: null }),
      Plot.text(ticks, { y: (tick: number) => tick, text: formatPower, frameAnchor: 'left', textAnchor: 'end', dx: -8, fontSize: 10, fill: 'currentColor', fillOpacity: 0.75 }),
      Plot.axisX({ ticks: width < 500 ? 3 : 6, tickSize: 3, fillOpacity: 0.75, label: null }),
      ...(['power', 'logistic', 'exponential'] as const).map((curve) => Plot.line(rows.filter((row) => row[curve] >= 1), {
        x: instantOf, y: curve, stroke: curve === 'exponential' ? palette.fit : 'currentColor', strokeWidth: curve === 'exponential' ? 2 : 1.5,
        ...(curve === 'exponential' ? { className: 'hubscope-fit' } : {}), ...(dashes[curve] === undefined ? {} : { strokeDasharray: dashes[curve] }), fill: 'none',
      })),
      Plot.dot(seen, { x: instantOf, y: 'created', r: 3, fill: palette.bar, className: 'hubscope-bar', title: (row: GrowthRow) => `${row.from}: ${formatCount(row.created)} new` }),
      // The first number stands below and the last above its dot: growth leaves these corners free.
      ...ends.map((row, index) => Plot.text([row], {
        x: instantOf, y: 'created', text: (one: GrowthRow) => formatCount(one.created), fontSize: 11, fill: 'currentColor', stroke: '#ffffff', strokeWidth: 3, className: 'hubscope-halo',
        ...(index === 0 ? { dy: 13, dx: 2, textAnchor: 'start' as const } : { dy: -11, dx: 10, textAnchor: 'end' as const }),
      })),
    ],
  }, { width, height: 270 });
}

function statisticOf(measurement: Measured<GrowthRow>, name: string): Statistic | undefined {
  return measurement.statistics.find((one) => one.name === name);
}

/** The doubling time in months, and how the curves compare, as a panel says it. */
function growthNotes(measurement: Measured<GrowthRow>): readonly string[] {
  const doubling = statisticOf(measurement, 'doublingTime');
  const weights = (['exponential', 'logistic', 'power', 'linear'] as const).flatMap((model) => {
    const weight = statisticOf(measurement, `akaikeWeight:${model}`)?.value;
    return weight === undefined || weight === null ? [] : [`${model} ${formatShare(weight)}`];
  });
  return [
    measurement.reading,
    ...(doubling === undefined ? [] : [`Doubling time in months, if exponential: ${formatStatistic(doubling)}.`]),
    ...(weights.length === 0 ? [] : [`Akaike weights: ${weights.join(', ')}.`]),
    'Dots: counted. Line: exponential; dashes: logistic; dots of a line: power.',
  ];
}

/** New packages per period on a logarithmic axis with the fitted curves of growth; one panel per reading. */
export function drawRegistryGrowth(measurements: readonly Measurement<GrowthRow>[], options: FigureOptions): SvgElement {
  const panels = measurements.map((measurement): Panel => {
    if (!measurement.measurable || measurement.rows.length === 0) return absentPanel(measurement);
    return { title: formatVariant(measurement.variant), notes: growthNotes(measurement), draw: (width) => drawGrowth(options.document, measurement.rows, width) };
  });
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'Does the registry grow exponentially?',
    subtitle: describeSnapshots(snapshots),
    description: measurements.map((measurement) => (measurement.measurable
      ? `${formatVariant(measurement.variant)}: ${growthNotes(measurement).slice(1, -1).join(' ')}`
      : `${formatVariant(measurement.variant)}: not measurable. ${formatSentence(measurement.why)}`)).join(' '),
    panels, panelWidth: 330,
    footer: [
      'Logarithmic axis: exponential growth is a straight line. Only packages that the snapshot still lists are counted: those deleted before it are in no month.',
      `${describeRules(measurements)}.`,
    ],
    snapshots,
  }, options);
}
