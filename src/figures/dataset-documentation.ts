import * as Plot from '@observablehq/plot';
import type { DatasetDocumentationRow, Measured, Measurement } from '../core/measurement.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawDotRows, type DotRow, type DotShare } from './draw-dot-rows.js';
import { drawPlot } from './draw-plot.js';
import { formatCount, formatFraction, formatSentence, formatShare, formatVariant } from './format-number.js';
import { formatProperty } from './format-property.js';
import { formatStatistic } from './format-statistic.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { palette } from './palette.js';
import type { SvgDocument, SvgElement } from './svg-document.js';

const height = 236;

function statisticText(measurement: Measured<unknown>, name: string, label: string): readonly string[] {
  const statistic = measurement.statistics.find((one) => one.name === name);
  return statistic === undefined ? [] : [`${label} ${formatStatistic(statistic)}.`];
}

function drawTenths(document: SvgDocument, rows: readonly DatasetDocumentationRow[], width: number) {
  const tenths = rows.flatMap(({ share, ...row }) => (row.section === null && share !== null ? [{ ...row, share }] : []));
  const known = tenths.filter((row) => row.low !== null && row.high !== null);
  return drawPlot(document, {
    marginLeft: 38, marginRight: 12, marginTop: 10, marginBottom: 40,
    x: { type: 'linear', domain: [0.5, 10.5], label: null },
    y: { domain: [0, 1], label: null },
    marks: [
      Plot.gridY([0, 0.25, 0.5, 0.75, 1], { strokeOpacity: 0.14 }),
      Plot.axisY([0, 0.25, 0.5, 0.75, 1], { tickFormat: (share: number) => `${share * 100}\u00a0%`, tickSize: 0, fillOpacity: 0.75, label: null }),
      Plot.axisX([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { tickSize: 0, fillOpacity: 0.75, label: null }),
      Plot.lineY(tenths, { x: 'decile', y: 'share', stroke: 'currentColor', strokeOpacity: 0.35 }),
      Plot.ruleX(known, { x: 'decile', y1: 'low', y2: 'high', stroke: 'currentColor', strokeWidth: 1.5 }),
      Plot.dot(tenths, {
        x: 'decile', y: 'share', r: 4, fill: palette.bar, className: 'hubscope-bar',
        title: (row: DatasetDocumentationRow) => `tenth ${row.decile}, ${formatCount(row.datasets)} datasets, ${formatCount(row.leastDownloads)} to ${formatCount(row.mostDownloads)} downloads: ${formatFraction(row.numerator, row.denominator)} sections filled`,
      }),
      Plot.text(['tenth of the datasets by downloads; 1: most downloaded'], { frameAnchor: 'bottom', dy: 35, fontSize: 11, fill: 'currentColor', fillOpacity: 0.75, text: (words: string) => words }),
    ],
  }, { width, height });
}

function groupShare(measurement: Measured<unknown>, group: 'Top' | 'Bottom', section: string): DotShare | null {
  const found = measurement.statistics.find((one) => one.name === `share${group}:${section}`);
  if (found === undefined || found.value === null || found.n === undefined) return null;
  return { numerator: Math.round(found.value * found.n), denominator: found.n, share: found.value, low: found.low ?? null, high: found.high ?? null };
}

function sectionLines(measurement: Measured<DatasetDocumentationRow>): readonly DotRow[] {
  const sections = [...new Set(measurement.rows.flatMap((row) => (row.section === null ? [] : [row.section])))];
  return sections.map((section) => ({
    key: section, label: formatProperty(section), dots: [groupShare(measurement, 'Top', section), groupShare(measurement, 'Bottom', section)],
  }));
}

function listPanels(measurement: Measured<DatasetDocumentationRow>, document: SvgDocument): readonly Panel[] {
  const sizes = (['Top', 'Bottom'] as const).map((group) => measurement.statistics.find((one) => one.name === `mean${group}`)?.n ?? null);
  return [
    {
      title: `Sections filled, ${formatVariant(measurement.variant).toLowerCase()}`,
      notes: [...statisticText(measurement, 'spearman', 'Spearman\'s rho of score and downloads'), ...statisticText(measurement, 'cliffsDelta', 'Top against bottom: Cliff\'s delta')],
      draw: (width) => drawTenths(document, measurement.rows, width),
    },
    {
      title: `Each section, ${formatVariant(measurement.variant).toLowerCase()}`,
      notes: [`Filled circle: the ${formatCount(sizes[0] ?? null)} most downloaded; open diamond: the ${formatCount(sizes[1] ?? null)} least.`],
      draw: (width) => drawDotRows(document, sectionLines(measurement), ['top', 'bottom'], width),
    },
  ];
}

/** Documentation of datasets against downloads: the mean score of each tenth with its interval, and each section among the most and the least downloaded. */
export function drawDatasetDocumentation(measurements: readonly Measurement<DatasetDocumentationRow>[], options: FigureOptions): SvgElement {
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'Does the documentation of datasets go with their popularity?',
    subtitle: describeSnapshots(snapshots),
    description: describeTenths(measurements),
    panels: measurements.flatMap((measurement) => (measurement.measurable && measurement.rows.length > 0 ? listPanels(measurement, options.document) : [absentPanel(measurement)])),
    panelWidth: 300,
    footer: [
      'Sections filled: mean share of the five, per tenth of the datasets, those with equal downloads together; the lines say how far it would move with other datasets of the same kind. Each section: share that fills it, with 95 % Wilson intervals.',
      `${describeRules(measurements)}. Downloads are of 30 days; which came first, documentation or downloads, this does not tell.`,
    ],
    snapshots,
  }, options);
}

function describeTenths(measurements: readonly Measurement<DatasetDocumentationRow>[]): string {
  return measurements.map((measurement) => {
    const name = formatVariant(measurement.variant);
    if (!measurement.measurable) return `${name}: not measurable. ${formatSentence(measurement.why)}`;
    const tenths = measurement.rows.filter((row) => row.section === null).map((row) => `tenth ${row.decile} ${formatShare(row.share)}`);
    const sections = sectionLines(measurement).map(({ label, dots }) => `${label.toLowerCase()} top ${formatShare(dots?.[0]?.share ?? null)}, bottom ${formatShare(dots?.[1]?.share ?? null)}`);
    return [`${name}: ${tenths.join(', ')}; ${sections.join('; ')}.`, ...statisticText(measurement, 'spearman', 'Spearman\'s rho')].join(' ');
  }).join(' ');
}
