import type { Measured, Measurement } from '../core/measurement.js';
import type { RegistryComparisonRow } from '../core/rows/registry-comparison.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawShareRows, type ShareRow } from './draw-share-rows.js';
import { drawSurvival, type SurvivalLine } from './draw-survival.js';
import { formatP } from './format-statistic.js';
import { formatCount, formatDay, formatNumber, formatSentence, formatShare, formatVariant } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { compareTimeInTop, survivalByAge } from './registry-log-rank.js';
import type { SvgElement } from './svg-document.js';

type Comparison = Measurement<RegistryComparisonRow>;

function registryOf(measurement: Comparison): string {
  return (measurement.measurable ? measurement.rows[0]?.registry : undefined) ?? measurement.snapshots[0]?.registry ?? 'no snapshot';
}

function isDrawn(measurement: Comparison): measurement is Measured<RegistryComparisonRow> {
  return measurement.measurable && measurement.rows.length > 0;
}

/** A label once more for each list of one registry: two groups of one registry stand beside each other under their series. */
function labelOf(measurement: Comparison, all: readonly Comparison[]): string {
  const registry = registryOf(measurement);
  const series = measurement.snapshots.map((one) => one.series).join();
  const others = all.filter((one) => one.variant === measurement.variant && registryOf(one) === registry);
  return others.length < 2 ? registry : `${registry}, ${measurement.snapshots[0]?.series ?? series}`;
}

function headed(measurements: readonly Comparison[], rowOf: (measurement: Measured<RegistryComparisonRow>, key: string, label: string) => ShareRow): readonly ShareRow[] {
  const variants = [...new Set(measurements.map((one) => one.variant))];
  return variants.flatMap((variant): readonly ShareRow[] => [
    { key: variant, label: formatVariant(variant), numbers: null },
    ...measurements.filter((one) => one.variant === variant).map((one, index): ShareRow => {
      const [key, label] = [`${variant} ${index}`, labelOf(one, measurements)];
      return isDrawn(one) ? rowOf(one, key, label) : { key, label, numbers: 'no such intervals' };
    }),
  ]);
}

function turnoverRow(measurement: Measured<RegistryComparisonRow>, key: string, label: string): ShareRow {
  const [remained, monthly] = ['remained', 'monthlyTurnover'].map((name) => measurement.statistics.find((one) => one.name === name));
  const steps = measurement.rows.filter((row) => row.measure === 'turnover');
  if (remained === undefined || remained.value === null) return { key, label, numbers: 'not measurable' };
  const months = steps.reduce((sum, row) => sum + (row.months ?? 0), 0) / Math.max(1, steps.length);
  return {
    key, label: `${label}, ${formatCount(steps.length)} × ${months.toFixed(1)} mo.`,
    numbers: `${formatShare(remained.value)} · ${formatShare(monthly?.value ?? null)} a month`,
    first: { value: remained.value, low: remained.low ?? null, high: remained.high ?? null, title: `${label}: ${formatShare(remained.value)} of ${formatCount(remained.n ?? null)}` },
  };
}

function concentrationRow(measurement: Measured<RegistryComparisonRow>, key: string, label: string): ShareRow {
  const rows = measurement.rows.filter((row) => row.measure === 'concentration');
  const known = rows.filter((row) => row.share !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return { key, label, numbers: `not measurable: ${rows[0]?.why ?? 'no counts'}` };
  return {
    key, label, numbers: `${formatShare(first.share)} → ${formatShare(last.share)}`,
    first: { value: last.share ?? 0, low: null, high: null, title: `${label}, ${formatDay(last.to ?? '')}: ${formatShare(last.share)} of ${formatCount(last.denominator)}` },
    second: { value: first.share ?? 0, low: null, high: null, title: `${label}, ${formatDay(first.to ?? '')}: ${formatShare(first.share)} of ${formatCount(first.denominator)}` },
  };
}

function logRankText(members: readonly Measured<RegistryComparisonRow>[], step: number): string {
  const compared = compareTimeInTop(members.map((one) => ({ registry: registryOf(one), rows: one.rows })), step);
  if (!compared.computable) return `Log-rank test between registries: not measurable, ${compared.detail}.`;
  const { cohorts, steps, test } = compared.value;
  const exits = cohorts.map(({ registry, start }, i) =>
    `${registry} (${formatDay(start)}) ${formatCount(test.observed[i] ?? null)} of ${formatCount(test.n[i] ?? null)}, ${formatCount(test.expected[i] ?? null)} if all were alike`);
  const without = members.map(registryOf).filter((registry) => !cohorts.some((one) => one.registry === registry));
  return `Tops of nearly the same day${without.length === 0 ? '' : ` (${without.join(', ')} shares no such time)`}, followed for ${steps === 1 ? 'one step' : `${steps} steps`}; left: ${exits.join('; ')}. Log-rank χ² ${formatNumber(test.chiSquare)}, df ${test.df}, p ${formatP(test.p)}.`;
}

function timePanels(measurements: readonly Comparison[], options: FigureOptions): readonly Panel[] {
  const variants = [...new Set(measurements.map((one) => one.variant))];
  return variants.flatMap((variant): readonly Panel[] => {
    const own = measurements.filter((one) => one.variant === variant);
    const members = own.filter(isDrawn);
    const step = members[0]?.rows[0]?.step ?? 0;
    const lines = members.flatMap((one): SurvivalLine[] => {
      const curve = survivalByAge(one.rows);
      if (curve.length === 0) return [];
      return [{ label: labelOf(one, measurements), band: false, points: [{ x: 0, y: 1, low: null, high: null }, ...curve.map(({ age, survival }) => ({ x: (age + 1) * step, y: survival, low: null, high: null }))] }];
    });
    if (lines.length === 0) return [];
    const without = own.filter((one) => !isDrawn(one) || survivalByAge(one.rows).length === 0).map((one) => labelOf(one, measurements));
    return [{
      title: `Time in the top, looked at ${variant}`,
      notes: [logRankText(members, step), ...(without.length === 0 ? [] : [`Lists do not allow it: ${without.join(', ')}.`])],
      draw: (width) => drawSurvival(options.document, lines, width),
    }];
  });
}

/** Turnover, concentration and time in the top of several registries side by side, all at equal intervals. */
export function drawRegistryComparison(measurements: readonly Comparison[], options: FigureOptions): SvgElement {
  const drawn = measurements.filter(isDrawn);
  const k = drawn[0]?.parameters['k'];
  const panels: readonly Panel[] = drawn.length === 0
    ? measurements.map((one) => absentPanel(one, `${registryOf(one)}: ${formatVariant(one.variant)}`))
    : [
      {
        title: 'Turnover: share of the top that is still there one step later', notes: ['All steps together, and the share that leaves in a month if leaving were steady.'],
        draw: (width) => drawShareRows(options.document, headed(measurements, turnoverRow), width),
      },
      {
        title: 'Concentration: share of the top\'s downloads that its first hundredth has', notes: ['Filled circle: last snapshot of the chain; open diamond: first.'],
        draw: (width) => drawShareRows(options.document, headed(measurements, concentrationRow), width),
      },
      ...timePanels(measurements, options),
    ];
  const snapshots = listSnapshots(measurements);
  const reasons = [...new Set(measurements.flatMap((one) => (one.measurable ? [] : [`${registryOf(one)}, ${one.variant}: ${one.why}`])))];
  return composeFigure({
    title: 'How do registries compare, looked at in equal intervals?',
    subtitle: describeSnapshots(snapshots),
    description: measurements.map((one) => (isDrawn(one)
      ? `${registryOf(one)}, ${one.variant}: ${turnoverRow(one, '', '').numbers ?? ''}; concentration ${concentrationRow(one, '', '').numbers ?? ''}.`
      : `${registryOf(one)}, ${one.variant}: not measurable. ${one.measurable ? '' : formatSentence(one.why)}`)).join(' '),
    panels,
    panelWidth: 330,
    footer: [
      `The top ${typeof k === 'number' ? formatCount(k) : 'K'} of each list; intervals to within three tenths of the one named. Lines: 95 % Wilson intervals, as if packages left one by one. Time in the top: stays that began within the chain.`,
      ...(drawn.length > 0 && reasons.length > 0 ? [`No such intervals: ${reasons.join('; ')}.`] : []),
      `${describeRules(measurements)}.`,
    ],
    snapshots,
  }, options);
}
