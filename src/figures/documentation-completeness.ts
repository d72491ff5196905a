import type { CompletenessPopulation, CompletenessRow, Measured, Measurement } from '../core/measurement.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawDotRows, type DotRow, type DotShare } from './draw-dot-rows.js';
import { formatCount, formatDay, formatFraction, formatSentence, formatVariant } from './format-number.js';
import { formatProperty } from './format-property.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import type { SvgElement } from './svg-document.js';

interface Property {
  readonly kind: CompletenessRow['kind'];
  readonly property: string;
}

const headings = { attribute: 'Attributes', section: 'Sections of the card' } as const;

function rowOf(measurement: Measured<CompletenessRow>, population: CompletenessPopulation, { kind, property }: Property): CompletenessRow | undefined {
  return measurement.rows.find((row) => row.population === population && row.kind === kind && row.property === property && row.source === 'anywhere');
}

function shareOf(row: CompletenessRow | undefined): DotShare | null {
  if (row === undefined || row.share === null || row.numerator === null || row.denominator === null) return null;
  return { numerator: row.numerator, denominator: row.denominator, share: row.share, low: row.low, high: row.high };
}

/**
 * The properties that some measurement can tell, most often stated first, attributes before sections; in the order of the first
 * measurement that can tell them, so that panels can be compared line by line.
 */
export function orderProperties(measurements: readonly Measurement<CompletenessRow>[]): readonly Property[] {
  const shares = new Map<string, Property & { readonly share: number }>();
  for (const measurement of measurements) {
    if (!measurement.measurable) continue;
    for (const { kind, property, population, source, share } of measurement.rows) {
      if (population === 'all' && source === 'anywhere' && share !== null && !shares.has(`${kind} ${property}`)) shares.set(`${kind} ${property}`, { kind, property, share });
    }
  }
  return [...shares.values()].sort((a, b) => (a.kind === b.kind ? b.share - a.share || (a.property < b.property ? -1 : 1) : a.kind < b.kind ? -1 : 1));
}

function linesOf(measurement: Measured<CompletenessRow>, properties: readonly Property[]): readonly DotRow[] {
  return (['attribute', 'section'] as const).flatMap((kind): readonly DotRow[] => {
    const lines = properties.filter((one) => one.kind === kind).map((one): DotRow => ({
      key: `${kind} ${one.property}`, label: formatProperty(one.property),
      dots: [shareOf(rowOf(measurement, 'all', one)), shareOf(rowOf(measurement, 'top', one))],
    }));
    return lines.length === 0 ? [] : [{ key: kind, label: headings[kind] }, ...lines];
  });
}

function neverTold(measurements: readonly Measurement<CompletenessRow>[], told: readonly Property[]): readonly string[] {
  const known = new Set(told.map((one) => `${one.kind} ${one.property}`));
  const all = measurements.flatMap((one) => (one.measurable ? one.rows : []));
  return [...new Set(all.filter((row) => !known.has(`${row.kind} ${row.property}`)).map((row) => formatProperty(row.property)))];
}

function topText(measurement: Measured<CompletenessRow>): string {
  const k = measurement.parameters['k'];
  return typeof k === 'number' ? `the ${formatCount(k)} most popular` : 'the most popular';
}

function listDays(measurement: Measurement<CompletenessRow>): string {
  return measurement.snapshots.map((one) => `${one.registry}, ${formatDay(one.takenAt)}`).join('; ');
}

/**
 * How many packages state each attribute and each section: a dot for all of them and one for the top, with intervals, sorted; one
 * panel per snapshot, so that snapshots stand side by side with what each can tell.
 */
export function drawCompleteness(measurements: readonly Measurement<CompletenessRow>[], options: FigureOptions): SvgElement {
  const properties = orderProperties(measurements);
  const panels = measurements.map((measurement): Panel => {
    const title = listDays(measurement) === '' ? formatVariant(measurement.variant) : listDays(measurement);
    if (!measurement.measurable || measurement.rows.length === 0) return absentPanel(measurement, title);
    return {
      title, notes: [`Filled circle: all packages; open diamond: ${topText(measurement)}.`],
      draw: (width) => drawDotRows(options.document, linesOf(measurement, properties), ['all', 'top'], width),
    };
  });
  const never = neverTold(measurements, properties);
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'How much of the documentation is there?',
    subtitle: describeSnapshots(snapshots),
    description: describeShares(measurements, properties),
    panels,
    panelWidth: 280,
    footer: [
      'A package states a property in its record or in its card. Packages whose card nobody asked for are in no share of what a card can tell. Lines: 95 % Wilson intervals, often narrower than the mark.',
      ...(never.length === 0 ? [] : [`Not measurable in any of these snapshots: ${never.join(', ').toLowerCase()}.`]),
      `${describeRules(measurements)}.`,
    ],
    snapshots,
  }, options);
}

function describeShares(measurements: readonly Measurement<CompletenessRow>[], properties: readonly Property[]): string {
  return measurements.map((measurement) => {
    if (!measurement.measurable) return `${formatVariant(measurement.variant)}: not measurable. ${formatSentence(measurement.why)}`;
    const told = properties.map((one) => {
      const [all, top] = (['all', 'top'] as const).map((population) => shareOf(rowOf(measurement, population, one)));
      const name = formatProperty(one.property).toLowerCase();
      if (all === null || all === undefined) return `${name} not measurable`;
      return `${name} ${formatFraction(all.numerator, all.denominator)}${top === null || top === undefined ? '' : `, top ${formatFraction(top.numerator, top.denominator)}`}`;
    });
    return `${listDays(measurement)}: ${told.join('; ')}.`;
  }).join(' ');
}
