import type { Measurement, TurnoverRow } from '../core/measurement.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { drawStacks } from './draw-stacks.js';
import { formatCount, formatSentence, formatShare, formatVariant } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { findPaperTurnover } from './paper-values.js';
import type { SvgElement } from './svg-document.js';
import { comparePaper, listPanels } from './turnover-panel.js';
import type { TurnoverPanel } from './turnover-panel.js';

export interface TurnoverOptions extends FigureOptions {
  /**
   * `linear` (default): a segment's height is its count. `log` has the look of the paper's figure: the axis is the
   * logarithm of the cumulative count, so heights of segments cannot be compared with each other.
   */
  readonly scale?: 'linear' | 'log';
}

function panelTitle({ registry, rows }: TurnoverPanel): string {
  const last = rows.at(-1);
  const union = last === undefined ? '' : `: ${formatCount(last.union)} distinct in the top over ${formatCount(rows.length)} snapshots`;
  return `${registry}${union}`;
}

function panelNotes({ rows, measurement }: TurnoverPanel, paper: ReturnType<typeof findPaperTurnover>, why: string | null, drawn: boolean) {
  const notes = [`${formatVariant(measurement.variant)}. ${measurement.reading}`];
  const last = rows.at(-1);
  if (last !== undefined && last.months !== null) {
    notes.push(`Last step, ${last.months.toFixed(1)} months: ${formatShare(last.shareRemained)} remained, ${formatShare(last.monthlyTurnover)} leave in a month.`);
  }
  if (paper !== undefined && drawn) notes.push(`Outlined: the paper's bars, union ${formatCount(paper.union)} over 4 snapshots.`);
  if (why !== null) notes.push(why);
  return notes;
}

/**
 * Figure 6: the top of each snapshot split into those that remained, returned and are new; one panel per registry and
 * variant, on a true time axis, with the paper's bars outlined beside ours where they are comparable.
 */
export function drawTurnover(measurements: readonly Measurement<TurnoverRow>[], options: TurnoverOptions): SvgElement {
  const panels = measurements.flatMap((measurement): readonly Panel[] => {
    if (!measurement.measurable || measurement.rows.length === 0) return [absentPanel(measurement)];
    return listPanels(measurement).map((panel) => {
      const paper = findPaperTurnover(panel.registry);
      const compared = comparePaper(panel.rows, paper);
      return {
        title: panelTitle(panel),
        notes: panelNotes(panel, paper, compared.why, compared.draw),
        draw: (width) => drawStacks(options.document, panel.rows, compared.draw ? paper : undefined, options.scale ?? 'linear', width),
      };
    });
  });
  const longest = Math.max(0, ...measurements.flatMap((measurement) =>
    measurement.measurable ? listPanels(measurement).map((panel) => panel.rows.length) : []));
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'How much of the top is replaced from snapshot to snapshot?',
    subtitle: describeSnapshots(snapshots),
    description: describeTurnover(measurements),
    panels,
    panelWidth: longest > 16 ? 600 : 330,
    footer: [
      'Remained: in the top before too. Returning: in an earlier top, not in the one before. Newcomers: never in a top before. Pale: first snapshot, all new by definition.',
      options.scale === 'log' ? 'Logarithmic axis of the cumulative count, as in the paper: heights of segments cannot be compared with each other.' : '',
      `${describeRules(measurements)}. Paper: Figure 6; bars read to ±1, its snapshot labelled 06/22 stands at 19 June 2021, where its data is from.`,
    ].filter((line) => line !== ''),
    snapshots,
  }, options);
}

function describeTurnover(measurements: readonly Measurement<TurnoverRow>[]): string {
  return measurements.map((measurement) => {
    if (!measurement.measurable) return `${formatVariant(measurement.variant)}: not measurable. ${formatSentence(measurement.why)}`;
    return listPanels(measurement).map(({ registry, rows }) => {
      const last = rows.at(-1);
      if (last === undefined) return '';
      return `${registry}, ${formatVariant(measurement.variant).toLowerCase()}: in the last of ${rows.length} snapshots ${formatCount(last.remained)} of ` +
        `${formatCount(last.size)} remained, ${formatCount(last.returning)} returned, ${formatCount(last.newcomers)} are new; union ${formatCount(last.union)}.`;
    }).join(' ');
  }).join(' ');
}
