import type { DescendantsRow, Measured, Measurement, Statistic } from '../core/measurement.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawHeatMap } from './draw-heat-map.js';
import { formatCount, formatSentence, formatVariant } from './format-number.js';
import { formatStatistic } from './format-statistic.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { paperDescendants } from './paper-values.js';
import type { SvgElement } from './svg-document.js';

type Axis = 'downloads' | 'childrenDownloads';

const axisLabels: Readonly<Record<Axis, string>> = {
  downloads: 'downloads of the base model itself',
  childrenDownloads: 'sum of the descendants\' downloads',
};

/**
 * Which popularity a measurement relates to descendants: what its parameter `x` names, else the sum over the children
 * for the paper's own variant, and the base model's own downloads for every other.
 */
export function descendantsAxis(measurement: Measured<DescendantsRow>): Axis {
  const named = measurement.parameters['x'];
  if (named === 'downloads' || named === 'childrenDownloads') return named;
  return measurement.variant === 'paper' ? 'childrenDownloads' : 'downloads';
}

function findValue(measurement: Measured<DescendantsRow>, name: string): Statistic | undefined {
  return measurement.statistics.find((statistic) => statistic.name === name);
}

function drawablePoints(rows: readonly DescendantsRow[], axis: Axis) {
  return rows.flatMap((row) => {
    const x = row[axis];
    return x === null || row.descendants < 1 ? [] : [{ x, y: row.descendants }];
  });
}

function panelNotes(measurement: Measured<DescendantsRow>, axis: Axis, drawn: number): readonly string[] {
  const notes = [measurement.reading];
  const slope = findValue(measurement, 'slope');
  notes.push(slope === undefined ? 'No line: the measurement has no slope.' : `Slope ${formatStatistic(slope)}.`);
  const spearman = findValue(measurement, 'spearman');
  if (spearman !== undefined) notes.push(`Spearman's rho ${formatStatistic(spearman)}.`);
  const unknown = measurement.rows.length - drawn;
  const base = `${formatCount(drawn)} of ${formatCount(measurement.rows.length)} base models`;
  notes.push(unknown === 0 ? `${base} drawn.` : `${base} drawn; of ${formatCount(unknown)} the ${axis === 'downloads' ? 'own' : 'children\'s'} downloads are unknown.`);
  return notes;
}

/**
 * Figure 7: direct descendants against downloads as a log–log heat map with the least-squares line, one panel per
 * variant (the sum of the children's downloads as in the paper, the base model's own downloads). Reads the statistics
 * `slope` and `intercept`, both in log10.
 */
export function drawDescendants(measurements: readonly Measurement<DescendantsRow>[], options: FigureOptions): SvgElement {
  const panels = measurements.map((measurement): Panel => {
    if (!measurement.measurable || measurement.rows.length === 0) return absentPanel(measurement);
    const axis = descendantsAxis(measurement);
    const points = drawablePoints(measurement.rows, axis);
    const title = formatVariant(measurement.variant);
    if (points.length === 0) {
      return {
        title, notes: [measurement.reading], absent: 'Not measurable',
        why: `Of none of the ${formatCount(measurement.rows.length)} base models is the ${axisLabels[axis].replace('downloads of', 'number of downloads of')} known.`,
      };
    }
    const slope = findValue(measurement, 'slope')?.value ?? null;
    const intercept = findValue(measurement, 'intercept')?.value ?? null;
    return {
      title,
      notes: panelNotes(measurement, axis, points.length),
      draw: (width) => drawHeatMap(
        options.document, points, slope === null || intercept === null ? null : { slope, intercept }, axisLabels[axis], width),
    };
  });
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'Do popular models have more direct descendants?',
    subtitle: describeSnapshots(snapshots),
    description: describeDescendants(measurements),
    panels,
    panelWidth: 330,
    footer: [
      'Both axes logarithmic; 0 has a column of its own. The stronger the colour of a cell, the more base models are in it (logarithmic). Solid: least-squares line in log–log.',
      `${describeRules(measurements)}. Dashed: the slope ${paperDescendants.slope} of the ${paperDescendants.source}; it gives no intercept, so its line is drawn through the middle of our data.`,
    ],
    snapshots,
  }, options);
}

function describeDescendants(measurements: readonly Measurement<DescendantsRow>[]): string {
  return measurements.map((measurement) => {
    const name = formatVariant(measurement.variant);
    if (!measurement.measurable) return `${name}: not measurable. ${formatSentence(measurement.why)}`;
    const slope = findValue(measurement, 'slope');
    return `${name}: ${formatCount(measurement.rows.length)} base models, slope ${slope === undefined ? 'not given' : formatStatistic(slope)}.`;
  }).join(' ');
}
