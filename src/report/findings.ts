import type { DescendantsRow, DocumentationRow, Measured, Measurement, PreservationRow, TurnoverRow } from '../core/measurement.js';
import { findEffect } from '../figures/figure-8-documentation.js';
import { selectLibraries } from '../figures/figure-5-preservation.js';
import { fiveNumbers } from '../figures/five-numbers.js';
import { formatCount, formatFraction, formatSentence, formatShare, formatVariant } from '../figures/format-number.js';
import { formatStatistic } from '../figures/format-statistic.js';
import { paperPreservation } from '../figures/paper-values.js';
import { listPanels } from '../figures/turnover-panel.js';
import type { FigureName, StudyMeasurements } from './study-results.js';

/** What one variant found, in one sentence without the variant's name. */
export interface Finding {
  readonly variant: string;
  readonly measurable: boolean;
  readonly sentence: string;
}

function sentencesOf<Row>(
  measurements: readonly Measurement<Row>[],
  sentence: (measurement: Measured<Row>) => string,
): readonly Finding[] {
  return measurements.map((measurement) => {
    const variant = formatVariant(measurement.variant);
    if (!measurement.measurable) return { variant, measurable: false, sentence: `Not measurable. ${formatSentence(measurement.why)}` };
    if (measurement.rows.length === 0) return { variant, measurable: false, sentence: 'Measured, but no package met the condition of the metric.' };
    return { variant, measurable: true, sentence: sentence(measurement) };
  });
}

function preserved(measurement: Measured<PreservationRow>): string {
  const libraries = new Set(selectLibraries([measurement]));
  const rows = measurement.rows.filter((row) => libraries.has(row.library));
  const ranked = rows.filter((row) => row.share !== null).sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
  const highest = ranked[0];
  if (highest === undefined) return 'No library has a base that uses another library too, so no share can be computed.';
  const ours = ranked.findIndex((row) => row.library === paperPreservation.library);
  const row = ranked[ours];
  const best = `${highest.library} with ${formatFraction(highest.numerator, highest.denominator)}`;
  if (row === undefined) return `Of the most used libraries, the best preserved is ${best}; ${paperPreservation.library} is not measurable.`;
  const keeps = `${formatFraction(row.numerator, row.denominator)} of the descendants keep ${row.library}`;
  return ours === 0 ? `${keeps}, the most of the ${ranked.length} libraries that can be measured.` :
    `${keeps}, place ${ours + 1} of the ${ranked.length} libraries that can be measured; the first is ${best}.`;
}

function replaced(measurement: Measured<TurnoverRow>): string {
  return listPanels(measurement).map(({ registry, rows }) => {
    const last = rows.at(-1);
    if (last === undefined) return '';
    const union = `${registry}: ${formatCount(last.union)} distinct packages in the top ${formatCount(last.size)} over ${formatCount(rows.length)} snapshots`;
    if (last.months === null) return `${union}; one snapshot has no step to measure.`;
    return `${union}; in the last step of ${last.months.toFixed(1)} months ${formatFraction(last.remained, last.remained + last.left)} remained, ` +
      `${formatShare(last.monthlyTurnover)} leave in a month.`;
  }).join(' ');
}

function related(measurement: Measured<DescendantsRow>): string {
  const slope = measurement.statistics.find((statistic) => statistic.name === 'slope');
  const models = `over ${formatCount(measurement.rows.length)} base models`;
  return slope === undefined ? `No slope was computed ${models}.` : `Slope ${formatStatistic(slope)} ${models}.`;
}

function documented(measurement: Measured<DocumentationRow>): string {
  return [...new Set(measurement.rows.map((row) => row.popularity))].map((popularity) => {
    const [top, bottom] = (['top', 'bottom'] as const).map((group) =>
      fiveNumbers(measurement.rows.filter((row) => row.popularity === popularity && row.group === group).flatMap((row) => row.quality ?? [])));
    const effect = findEffect(measurement.statistics, popularity);
    const size = effect === null ? 'no effect size computed' : `${effect.label} ${formatStatistic(effect.statistic)}`;
    if (top === null || top === undefined || bottom === null || bottom === undefined) return `By ${popularity}: not measurable, one of the groups is empty.`;
    return `By ${popularity}: ${size}; median quality ${top.median.toFixed(2)} (n ${formatCount(top.n)}) against ${bottom.median.toFixed(2)} (n ${formatCount(bottom.n)}).`;
  }).join(' ');
}

/** What each variant of a figure found, in the order of the measurements. */
export function listFindings(figure: FigureName, measurements: StudyMeasurements): readonly Finding[] {
  switch (figure) {
    case 'figure-5':
      return sentencesOf(measurements[figure], preserved);
    case 'figure-6':
      return sentencesOf(measurements[figure], replaced);
    case 'figure-7':
      return sentencesOf(measurements[figure], related);
    case 'figure-8':
      return sentencesOf(measurements[figure], documented);
  }
}
