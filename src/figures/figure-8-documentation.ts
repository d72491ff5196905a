import * as Plot from '@observablehq/plot';
import type { DocumentationRow, Measured, Measurement, Statistic } from '../core/measurement.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawPlot } from './draw-plot.js';
import { fiveNumbers } from './five-numbers.js';
import type { FiveNumbers } from './five-numbers.js';
import { formatCount, formatName, formatSentence, formatVariant } from './format-number.js';
import { formatStatistic } from './format-statistic.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { palette } from './palette.js';
import { paperDocumentation } from './paper-values.js';
import type { SvgDocument, SvgElement } from './svg-document.js';

type Group = DocumentationRow['group'];
const groups: readonly Group[] = ['top', 'bottom'];
const rowHeight = 62;

/** Effect sizes by the name of their statistic, the robust one first. */
const effectNames: Readonly<Record<string, string>> = { cliffsDelta: 'Cliff\'s delta', cohensD: 'Cohen\'s d', hedgesG: 'Hedges\' g' };

interface Box extends FiveNumbers {
  readonly group: Group;
}

function listBoxes(rows: readonly DocumentationRow[], popularity: string): readonly Box[] {
  return groups.flatMap((group) => {
    const summary = fiveNumbers(rows.filter((row) => row.popularity === popularity && row.group === group).flatMap((row) => row.quality ?? []));
    return summary === null ? [] : [{ group, ...summary }];
  });
}

/** The effect size of a popularity, `<name>:<popularity>` among the statistics, in the order Cliff, Cohen, Hedges. */
export function findEffect(statistics: readonly Statistic[], popularity: string): { readonly label: string; readonly statistic: Statistic } | null {
  for (const [name, label] of Object.entries(effectNames)) {
    const statistic = statistics.find((candidate) => candidate.name === `${name}:${popularity}`);
    if (statistic !== undefined) return { label, statistic };
  }
  return null;
}

function drawBoxes(document: SvgDocument, boxes: readonly Box[], width: number) {
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

function listPanels(measurement: Measured<DocumentationRow>, document: SvgDocument, severalVariants: boolean): readonly Panel[] {
  const popularities = [...new Set(measurement.rows.map((row) => row.popularity))];
  return popularities.map((popularity): Panel => {
    const title = `By ${formatName(popularity).toLowerCase()}${severalVariants ? ` (${formatVariant(measurement.variant).toLowerCase()})` : ''}`;
    const boxes = listBoxes(measurement.rows, popularity);
    const effect = findEffect(measurement.statistics, popularity);
    const note = effect === null ? 'No effect size was computed.' : `${effect.label} ${formatStatistic(effect.statistic)}`;
    if (boxes.length < groups.length) {
      const there = boxes.map((box) => box.group).join(', ');
      return { title, notes: [], absent: 'Not measurable', why: `A comparison needs a top and a bottom group; there is only: ${there}.` };
    }
    return { title, notes: [note], draw: (width) => drawBoxes(document, boxes, width) };
  });
}

/**
 * Figure 8: documentation quality of the most and the least popular models as box plots, one panel per variant and
 * kind of popularity, with n, median, and the effect size in the panel's header.
 */
export function drawDocumentation(measurements: readonly Measurement<DocumentationRow>[], options: FigureOptions): SvgElement {
  const severalVariants = new Set(measurements.map((measurement) => measurement.variant)).size > 1;
  const panels = measurements.flatMap((measurement) =>
    measurement.measurable && measurement.rows.length > 0 ? listPanels(measurement, options.document, severalVariants) : [absentPanel(measurement)]);
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'Are popular models better documented?',
    subtitle: describeSnapshots(snapshots),
    description: describeBoxes(measurements),
    panels,
    panelWidth: 270,
    footer: [
      'Box: quartiles, thick line: median, whiskers: outermost values within 1.5 interquartile ranges, circles: values beyond. An effect above 0 means that the popular ones are better documented.',
      `${describeRules(measurements)}. ${formatName(paperDocumentation.source)}: the top is better documented, p < ${paperDocumentation.pBelow}; it gives no effect size.`,
    ],
    snapshots,
  }, options);
}

function describeBoxes(measurements: readonly Measurement<DocumentationRow>[]): string {
  return measurements.map((measurement) => {
    if (!measurement.measurable) return `${formatVariant(measurement.variant)}: not measurable. ${formatSentence(measurement.why)}`;
    return [...new Set(measurement.rows.map((row) => row.popularity))].map((popularity) => {
      const boxes = listBoxes(measurement.rows, popularity).map((box) => `${box.group} median ${box.median.toFixed(2)}, n ${formatCount(box.n)}`);
      const effect = findEffect(measurement.statistics, popularity);
      const size = effect === null ? '' : `, ${effect.label} ${formatStatistic(effect.statistic)}`;
      return `By ${popularity}: ${boxes.join('; ')}${size}.`;
    }).join(' ');
  }).join(' ');
}
