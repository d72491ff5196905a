import * as Plot from '@observablehq/plot';
import type { Measured, Measurement } from '../core/measurement.js';
import type { LibraryAdoptionRow } from '../core/rows/library-adoption.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawPlot } from './draw-plot.js';
import { formatCount, formatFraction, formatPoints, formatSentence, formatShare, formatVariant } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { palette } from './palette.js';
import type { SvgDocument, SvgElement } from './svg-document.js';
import { textWidth } from './text-layout.js';

const focus = 'transformers';
const lines = 6;
const height = 270;
const labelHeight = 13;
const margins = { marginLeft: 40, marginTop: 12, marginBottom: 26 } as const;

type Population = LibraryAdoptionRow['population'];

interface Point extends LibraryAdoptionRow {
  readonly day: Date;
}

/** Rows of the most named libraries of a population over all quarters, the emphasised one always among them. */
function pointsOf(rows: readonly LibraryAdoptionRow[], population: Population): readonly (readonly [library: string, points: readonly Point[]])[] {
  const members = rows.filter((row) => row.population === population);
  const users = new Map<string, number>();
  for (const row of members) users.set(row.library, (users.get(row.library) ?? 0) + row.numerator);
  const ranked = [...users].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([library]) => library);
  const shown = ranked.includes(focus) ? [focus, ...ranked.filter((library) => library !== focus).slice(0, lines - 1)] : ranked.slice(0, lines);
  return shown.map((library) => [library, members.filter((row) => row.library === library).map((row) => ({ ...row, day: new Date(`${row.quarter}T00:00:00.000Z`) }))]);
}

/** Heights of labels, from the top: each as near to the end of its line as the others allow. */
function spreadLabels(ends: readonly { readonly library: string; readonly share: number }[]): readonly { readonly library: string; readonly share: number; readonly at: number }[] {
  const inner = height - margins.marginTop - margins.marginBottom;
  const step = labelHeight / inner;
  const sorted = [...ends].sort((a, b) => b.share - a.share || (a.library < b.library ? -1 : 1));
  const fromBelow: number[] = [];
  // From the lowest up, so that none falls out below; then from the highest down, so that none does above.
  sorted.reduceRight((below, end, index) => (fromBelow[index] = Math.max(end.share, below + step)), -step);
  let above = 1 + step;
  return sorted.map((end, index) => {
    above = Math.min(fromBelow[index] ?? end.share, above - step);
    return { ...end, at: above };
  });
}

function drawLines(document: SvgDocument, rows: readonly LibraryAdoptionRow[], population: Population, width: number) {
  const series = pointsOf(rows, population);
  const all = series.flatMap(([, points]) => points);
  const ends = series.flatMap(([library, points]) => {
    const last = points.at(-1);
    return last === undefined ? [] : [{ library, share: last.share, day: last.day }];
  });
  const labels = spreadLabels(ends).map((end) => ({ ...end, text: `${end.library} ${formatShare(end.share)}` }));
  const marginRight = Math.ceil(Math.max(...labels.map((label) => textWidth(label.text, 11)), 20)) + 12;
  const days = all.map((point) => point.day.getTime());
  const domain = [new Date(Math.min(...days)), new Date(Math.max(...days))];
  const years = [...new Set(all.map((point) => point.quarter.slice(0, 4)))].map((year) => new Date(`${year}-01-01T00:00:00.000Z`)).filter((day) => day >= domain[0]! && day <= domain[1]!);
  const end = domain[1]!;
  function isFocus(one: { readonly library: string }): boolean {
    return one.library === focus;
  }
  const others = all.filter((point) => !isFocus(point));
  const ours = all.filter(isFocus);
  return drawPlot(document, {
    ...margins, marginRight,
    x: { type: 'utc', domain, label: null },
    y: { domain: [0, 1], label: null },
    marks: [
      Plot.gridY([0, 0.25, 0.5, 0.75, 1], { strokeOpacity: 0.14 }),
      Plot.axisY([0, 0.25, 0.5, 0.75, 1], { tickFormat: (share: number) => `${share * 100}\u00a0%`, tickSize: 0, fillOpacity: 0.75, label: null }),
      Plot.axisX(years, { tickFormat: (day: Date) => String(day.getUTCFullYear()), tickSize: 3, fillOpacity: 0.75, label: null }),
      Plot.lineY(others, { x: 'day', y: 'share', z: 'library', stroke: 'currentColor', strokeOpacity: 0.45, strokeWidth: 1.3 }),
      Plot.lineY(ours, { x: 'day', y: 'share', stroke: palette.remained, strokeWidth: 3, className: 'hubscope-remained-line' }),
      Plot.dot(ours, {
        x: 'day', y: 'share', r: 2.6, fill: palette.bar, className: 'hubscope-bar',
        title: (row: Point) => `${row.library}, quarter from ${row.quarter}${row.whole ? '' : ' (not whole)'}: ${formatFraction(row.numerator, row.denominator)}`,
      }),
      ...labels.flatMap((label) => [
        Plot.text([label], { x: () => end, y: 'at', text: 'text', textAnchor: 'start', dx: 7, fontSize: 11, fontWeight: isFocus(label) ? 700 : 400, fill: 'currentColor' }),
      ]),
    ],
  }, { width, height });
}

function panelsOf(measurement: Measured<LibraryAdoptionRow>, document: SvgDocument): readonly Panel[] {
  const populations = (['new models', 'derived models'] as const).filter((population) => measurement.rows.some((row) => row.population === population));
  return populations.map((population) => {
    const difference = measurement.statistics.find((one) => one.name === `difference:${population}`);
    const told = difference === undefined || difference.value === null
      ? `Difference to the next library: not measurable.`
      : `transformers less the next library: ${formatPoints(difference.value)} (${formatPoints(difference.low ?? null)} to ${formatPoints(difference.high ?? null)}), n ${formatCount(difference.n ?? null)}, ${population === 'new models' ? 'last twelve months' : 'all that declare a parent'}.`;
    return {
      title: `${population === 'new models' ? 'New models' : 'New models that declare a parent'}, ${formatVariant(measurement.variant).toLowerCase()}`,
      notes: [told],
      draw: (width) => drawLines(document, measurement.rows, population, width),
    };
  });
}

/** Which libraries new models name, quarter by quarter: a line for each of the most named, transformers emphasised, for all new models and for those with a parent. */
export function drawLibraryAdoption(measurements: readonly Measurement<LibraryAdoptionRow>[], options: FigureOptions): SvgElement {
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'Which libraries do new models name?',
    subtitle: describeSnapshots(snapshots),
    description: describeLast(measurements),
    panels: measurements.flatMap((measurement) => (measurement.measurable && measurement.rows.length > 0 ? panelsOf(measurement, options.document) : [absentPanel(measurement)])),
    panelWidth: 320,
    footer: [
      'Share of the models created in a quarter (drawn at its first day) that name the library, at the end the last quarter\'s, which the snapshot may cut. A model can name several. Models deleted before the snapshot are in no quarter.',
      `${describeRules(measurements)}. Intervals: 95 %, for ten rivals together; derived models with the same first parent are one unit.`,
    ],
    snapshots,
  }, options);
}

function describeLast(measurements: readonly Measurement<LibraryAdoptionRow>[]): string {
  return measurements.map((measurement) => {
    const name = formatVariant(measurement.variant);
    if (!measurement.measurable) return `${name}: not measurable. ${formatSentence(measurement.why)}`;
    const told = (['new models', 'derived models'] as const).map((population) => {
      const ends = pointsOf(measurement.rows, population).flatMap(([library, points]) => points.slice(-1).map((point) => `${library} ${formatFraction(point.numerator, point.denominator)}`));
      return `${population} of the last quarter: ${ends.join(', ')}`;
    });
    return `${name}: ${told.join('; ')}.`;
  }).join(' ');
}
