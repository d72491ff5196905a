import type { Measured, Measurement } from '../core/measurement.js';
import type { SelectionAttributesRow } from '../core/rows/selection-attributes.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawIntervals, type IntervalRow, type IntervalScale } from './draw-intervals.js';
import { formatCount, formatName, formatSentence, formatVariant } from './format-number.js';
import { composeFigure, type FigureOptions, type Panel } from './frame.js';
import type { SvgElement } from './svg-document.js';

/** Below this the claim does not count the share. */
const threshold = 0.02;
const factors = [0.01, 0.1, 0.25, 0.5, 1, 2, 4, 10, 100];

/** A share of variance as points of R², with its sign: adjusted shares can lie below nothing. */
function shareText(value: number): string {
  const points = (Math.abs(value) * 100).toFixed(1);
  return `${value < 0 && points !== '0.0' ? '\u2212' : ''}${points}\u00a0%`;
}

/** A ratio with two significant digits: `2.3×`, `0.41×`. */
export function formatRatio(value: number): string {
  return `${value >= 10 ? value.toFixed(0) : Number(value.toPrecision(2)).toString()}×`;
}

function intervalText(row: SelectionAttributesRow, write: (value: number) => string): string {
  if (row.value === null) return 'not measurable';
  return row.low === null || row.high === null ? write(row.value) : `${write(row.value)} (${write(row.low)} to ${write(row.high)})`;
}

function sharesOf(rows: readonly SelectionAttributesRow[]): readonly IntervalRow[] {
  return rows.filter((row) => row.kind === 'block' && row.measure === 'share of variance').map((row) => ({
    key: row.block, label: formatName(row.block), value: row.value, low: row.low, high: row.high, text: intervalText(row, shareText), strong: row.block === 'all four',
  }));
}

function ratiosOf(rows: readonly SelectionAttributesRow[]): readonly IntervalRow[] {
  const ratios = rows.filter((row) => row.measure === 'rate ratio');
  return [...new Set(ratios.map((row) => row.block))].flatMap((block): readonly IntervalRow[] => [
    { key: `heading ${block}`, label: formatName(block), value: null, low: null, high: null, text: '', heading: true },
    ...ratios.filter((row) => row.block === block).map((row) => ({
      key: `${block} ${row.attribute ?? ''}`, label: row.attribute ?? block, value: row.value, low: row.low, high: row.high, text: intervalText(row, formatRatio),
    })),
  ]);
}

function shareScale(rows: readonly IntervalRow[]): IntervalScale {
  const most = Math.max(0.05, ...rows.flatMap((row) => [row.value ?? 0, row.high ?? 0]));
  const least = Math.min(0, ...rows.flatMap((row) => [row.value ?? 0, row.low ?? 0]));
  const step = most > 0.5 ? 0.2 : most > 0.2 ? 0.1 : most > 0.1 ? 0.05 : 0.02;
  return {
    type: 'linear', domain: [least, most], none: 0, bars: true, threshold,
    ticks: Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, index) => index * step), tickFormat: (value) => `${Math.round(value * 100)}\u00a0%`,
  };
}

function ratioScale(rows: readonly IntervalRow[]): IntervalScale {
  const reach = Math.min(100, Math.max(4, ...rows.flatMap((row) => (row.value === null ? [] : [row.high ?? row.value, 1 / Math.max(1e-3, row.low ?? row.value)]))));
  const bound = factors.find((one) => one >= reach) ?? 100;
  return { type: 'log', domain: [1 / bound, bound], none: 1, ticks: factors.filter((one) => one <= bound && one >= 1 / bound - 1e-9), tickFormat: (value) => `${value}×` };
}

function panelsOf(measurement: Measured<SelectionAttributesRow>, options: FigureOptions): readonly Panel[] {
  const [shares, ratios] = [sharesOf(measurement.rows), ratiosOf(measurement.rows)];
  const models = measurement.rows.find((row) => row.measure === 'rate ratio')?.models;
  return [
    {
      title: `${formatVariant(measurement.variant)}: variance explained`,
      notes: [`Mean over all orders of the blocks, beyond age; ${formatCount(measurement.rows[0]?.models ?? null)} models. Dashed: ${shareText(threshold)}, from where the claim counts it.`],
      draw: (width) => drawIntervals(options.document, shares, shareScale(shares), width),
    },
    ...(ratios.length === 0 ? [] : [{
      title: 'Downloads with the attribute over those without', notes: [`Negative binomial model of ${formatCount(models ?? null)} popular models, all else equal.`],
      draw: (width: number) => drawIntervals(options.document, ratios, ratioScale(ratios), width),
    }]),
  ];
}

/** The main reading of each snapshot is drawn; the others are in the table, and in a panel where the main one cannot be measured. */
function isDrawn(measurement: Measurement<SelectionAttributesRow>, index: number, all: readonly Measurement<SelectionAttributesRow>[]): boolean {
  const key = measurement.snapshots.map((one) => one.key).join(' ');
  return all.findIndex((one) => one.snapshots.map((each) => each.key).join(' ') === key) === index;
}

/** Claim S1: how much of the variance of downloads each block of attributes explains, and the rate ratio of each attribute. */
export function drawSelectionAttributes(measurements: readonly Measurement<SelectionAttributesRow>[], options: FigureOptions): SvgElement {
  const drawn = measurements.filter(isDrawn);
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'What do the attributes of models have to do with their downloads?',
    subtitle: describeSnapshots(snapshots),
    description: drawn.map(describe).join(' '),
    panels: drawn.flatMap((one): readonly Panel[] => (one.measurable && one.rows.length > 0 ? panelsOf(one, options) : [absentPanel(one)])),
    panelWidth: 330,
    footer: [
      'Lines: 95 % intervals; of shares by leaving out a group of owners at a time, of ratios by robust standard errors. Attributes may go with downloads without causing them.',
      `${describeRules(drawn)}.`,
    ],
    snapshots,
  }, options);
}

function describe(measurement: Measurement<SelectionAttributesRow>): string {
  if (!measurement.measurable) return `${formatVariant(measurement.variant)}: not measurable. ${formatSentence(measurement.why)}`;
  const told = [...sharesOf(measurement.rows), ...ratiosOf(measurement.rows).filter((row) => row.heading !== true)];
  return `${formatVariant(measurement.variant)}: ${told.map((row) => `${row.label} ${row.text}`).join('; ')}.`;
}
