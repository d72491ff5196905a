import type { Measured, Measurement } from '../core/measurement.js';
import { formatSentence, formatVariant } from '../figures/format-number.js';
import { reportedFigures } from './reported/index.js';
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

/** What each variant of a figure found, in the order of the measurements. */
export function listFindings<Name extends FigureName>(figure: Name, measurements: StudyMeasurements): readonly Finding[] {
  return sentencesOf(measurements[figure], reportedFigures[figure].finding);
}
