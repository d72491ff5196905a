import type { Measured, Measurement } from '../core/measurement.js';
import type { DerivedFindingsRow } from '../core/rows/derived-findings.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawDotRows, type DotRow, type DotShare } from './draw-dot-rows.js';
import { formatCount, formatFraction, formatName, formatPoints, formatSentence, formatVariant } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import type { SvgElement } from './svg-document.js';

function shareOf(row: DerivedFindingsRow, numerator: number): DotShare | null {
  return row.pairs === 0 ? null : { numerator, denominator: row.pairs, share: numerator / row.pairs, low: null, high: null };
}

function linesOf(measurement: Measured<DerivedFindingsRow>): readonly DotRow[] {
  const findings = [...new Set(measurement.rows.map((row) => row.finding))];
  return findings.flatMap((finding): readonly DotRow[] => [
    { key: finding, label: finding === 'any' ? 'Any finding' : formatName(finding) },
    ...measurement.rows.filter((row) => row.finding === finding).map((row): DotRow => ({
      key: `${finding} ${row.relation}`, label: row.relation === 'all' ? 'all pairs' : row.relation, dots: [shareOf(row, row.added), shareOf(row, row.removed)],
    })),
  ]);
}

/** The difference of the two shares over all pairs, with its interval, in words; null where there is none. */
export function differenceText(measurement: Measured<DerivedFindingsRow>): string | null {
  const all = measurement.rows.find((row) => row.finding === 'any' && row.relation === 'all');
  if (all === undefined || all.difference === null) return null;
  const interval = all.low === null || all.high === null ? '' : ` (95 % interval ${formatPoints(all.low)} to ${formatPoints(all.high)})`;
  return `Added in ${formatFraction(all.added, all.pairs)} of the pairs, removed in ${formatFraction(all.removed, all.pairs)}; difference ${formatPoints(all.difference)}${interval}, ${formatCount(all.bases)} bases.`;
}

/** Share of the pairs of base and derived model in which the derived one adds a finding, and in which it lacks one; one panel per reading. */
export function drawDerivedFindings(measurements: readonly Measurement<DerivedFindingsRow>[], options: FigureOptions): SvgElement {
  const panels = measurements.map((measurement): Panel => {
    if (!measurement.measurable || measurement.rows.length === 0) return absentPanel(measurement);
    const difference = differenceText(measurement);
    return {
      title: formatVariant(measurement.variant),
      notes: [measurement.reading, ...(difference === null ? [] : [difference]), 'Filled circle: the derived model adds the finding; open diamond: it lacks one of its base.'],
      draw: (width) => drawDotRows(options.document, linesOf(measurement), ['added', 'removed'], width),
    };
  });
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'Do derived models bring findings that their bases lack?',
    subtitle: describeSnapshots(snapshots),
    description: measurements.map((measurement) => (measurement.measurable
      ? `${formatVariant(measurement.variant)}: ${differenceText(measurement) ?? 'no pairs.'}`
      : `${formatVariant(measurement.variant)}: not measurable. ${formatSentence(measurement.why)}`)).join(' '),
    panels, panelWidth: 330,
    footer: [
      'A finding is a file that can bring code along, read from its name alone; nobody looked inside, so it is a possibility, not a vulnerability. Intervals are clustered by base.',
      `${describeRules(measurements)}.`,
    ],
    snapshots,
  }, options);
}
