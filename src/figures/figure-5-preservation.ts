import * as Plot from '@observablehq/plot';
import type { Measurement, PreservationRow } from '../core/measurement.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawPlot } from './draw-plot.js';
import { formatCount, formatFraction, formatSentence, formatVariant } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { absentPanel } from './absent-panel.js';
import { palette } from './palette.js';
import { paperPreservation } from './paper-values.js';
import type { SvgDocument, SvgElement } from './svg-document.js';
import { textWidth, truncateText } from './text-layout.js';

/** Bars of the figure; the paper shows the ten most used libraries. */
export const preservationBars = 10;

const rowHeight = 38;
/** Within a row: line of text, bar from 16 to 27, the paper's value below. */
const barTop = 16;
const barBottom = 11;

/**
 * The ten most used libraries, by users and then by name, in the order of the first reading that could be computed,
 * so that panels can be compared line by line.
 */
export function selectLibraries(measurements: readonly Measurement<PreservationRow>[]): readonly string[] {
  const users = new Map<string, number>();
  const ranked: string[] = [];
  for (const measurement of measurements) {
    if (!measurement.measurable) continue;
    const rows = [...measurement.rows].sort((a, b) => b.users - a.users || (a.library < b.library ? -1 : 1));
    for (const row of rows) {
      if (users.has(row.library) || ranked.length >= preservationBars) continue;
      users.set(row.library, row.users);
      ranked.push(row.library);
    }
  }
  return ranked;
}

/** What is printed at a bar: share, numerator and denominator, or why there is none. */
function label(row: PreservationRow | undefined): string {
  if (row === undefined) return 'not in this reading';
  if (row.share === null) return `not measurable (${formatCount(row.numerator)} of ${formatCount(row.denominator)})`;
  return formatFraction(row.numerator, row.denominator);
}

function drawBars(document: SvgDocument, libraries: readonly string[], rows: readonly PreservationRow[], width: number) {
  const byLibrary = new Map(rows.map((row) => [row.library, row]));
  const lines = libraries.map((library) => {
    const row = byLibrary.get(library);
    const numbers = label(row);
    return { library, row, numbers, name: truncateText(library, width - textWidth(numbers, 11) - 12, 12) };
  });
  const bars = rows.filter((row) => row.share !== null && byLibrary.has(row.library) && libraries.includes(row.library));
  const paper = libraries.filter((library) => library === paperPreservation.library);
  const centre = (barTop + rowHeight - barBottom) / 2 - rowHeight / 2;
  const insets = { insetTop: barTop, insetBottom: barBottom };
  return drawPlot(document, {
    marginLeft: 10, marginRight: 18, marginTop: 0, marginBottom: 22,
    x: { domain: [0, 1], label: null },
    y: { domain: libraries, padding: 0, axis: null },
    marks: [
      Plot.gridX([0, 0.25, 0.5, 0.75, 1], { strokeOpacity: 0.14 }),
      Plot.axisX([0, 0.25, 0.5, 0.75, 1], {
        tickFormat: (share: number) => `${share * 100}\u00a0%`, tickSize: 0, textAnchor: 'middle', fillOpacity: 0.7,
        label: null,
      }),
      Plot.barX(libraries, { x1: 0, x2: 1, y: (library: string) => library, ...insets, fill: 'currentColor', fillOpacity: 0.06 }),
      Plot.barX(bars, {
        x1: 0, x2: 'share', y: 'library', ...insets, fill: palette.bar, className: 'hubscope-bar',
        title: (row: PreservationRow) => `${row.library}: ${label(row)}; ${formatCount(row.bases)} bases, ${formatCount(row.users)} models use it`,
      }),
      Plot.ruleY(bars.filter((row) => row.clusteredLow !== null && row.clusteredHigh !== null), {
        x1: 'clusteredLow', x2: 'clusteredHigh', y: 'library', dy: centre, strokeWidth: 1.5, stroke: 'currentColor',
      }),
      ...(['clusteredLow', 'clusteredHigh'] as const).map((end) => Plot.tickX(bars.filter((row) => row[end] !== null), {
        x: end, y: 'library', insetTop: barTop + 2, insetBottom: barBottom + 2, strokeWidth: 1.5, stroke: 'currentColor',
      })),
      Plot.tickX(paper, {
        x: paperPreservation.share, y: (library: string) => library, insetTop: barTop - 2, insetBottom: barBottom - 5,
        stroke: palette.fit, strokeWidth: 2, className: 'hubscope-fit',
      }),
      Plot.text(paper, {
        x: paperPreservation.share, y: (library: string) => library, text: () => `paper: ${paperPreservation.label}`, dy: 14, dx: -5,
        textAnchor: 'end', fontSize: 10, fill: palette.fit, className: 'hubscope-fit-text',
      }),
      Plot.text(lines, { y: 'library', text: 'name', frameAnchor: 'left', textAnchor: 'start', dx: -10, dy: -11, fontSize: 12, fontWeight: 600, fill: 'currentColor' }),
      Plot.text(lines, { y: 'library', text: 'numbers', frameAnchor: 'right', textAnchor: 'end', dx: 17, dy: -11, fontSize: 11, fill: 'currentColor' }),
    ],
  }, { width, height: libraries.length * rowHeight + 22 });
}

/**
 * Figure 5: preservation P_L of the ten most used libraries, one panel per reading, with 95 % intervals that take
 * bases for the independent units, numerator and denominator at the bar, and the paper's value where it gives one.
 * @param measurements the readings, in the order of the panels; those that are not measurable become an empty state.
 */
export function drawPreservation(measurements: readonly Measurement<PreservationRow>[], options: FigureOptions): SvgElement {
  const libraries = selectLibraries(measurements);
  const panels = measurements.map((measurement): Panel => {
    if (!measurement.measurable || measurement.rows.length === 0) return absentPanel(measurement);
    return {
      title: formatVariant(measurement.variant),
      notes: [measurement.reading],
      draw: (width) => drawBars(options.document, libraries, measurement.rows, width),
    };
  });
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'Do descendants keep the library of their base?',
    subtitle: describeSnapshots(snapshots),
    description: describeBars(measurements),
    panels,
    panelWidth: 270,
    footer: [
      'Bar: share of the direct descendants, of bases that use the library and at least one other, that support it. Whisker: 95 % interval with bases, not pairs, as the independent units; none where there is one base only.',
      `${describeRules(measurements)}. Reference mark: ${paperPreservation.source} (${paperPreservation.label}; no other value is printed).`,
    ],
    snapshots,
  }, options);
}

function describeBars(measurements: readonly Measurement<PreservationRow>[]): string {
  return measurements.map((measurement) => {
    if (!measurement.measurable) return `${formatVariant(measurement.variant)}: not measurable. ${formatSentence(measurement.why)}`;
    const top = [...measurement.rows].sort((a, b) => b.users - a.users).slice(0, preservationBars);
    return `${formatVariant(measurement.variant)}: ${top.map((row) => `${row.library} ${label(row)}`).join(', ')}.`;
  }).join(' ');
}
