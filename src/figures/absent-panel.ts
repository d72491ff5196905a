import type { Measurement } from '../core/measurement.js';
import { formatSentence, formatVariant } from './format-number.js';
import type { Panel } from './frame.js';

/**
 * The panel of a measurement that has nothing to draw: not measurable, with the reason, or measured and without a
 * row.
 */
export function absentPanel(measurement: Measurement<unknown>, title = formatVariant(measurement.variant)): Panel {
  if (measurement.measurable) {
    return {
      title,
      notes: [measurement.reading],
      absent: 'No rows',
      why: ['The metric was computed, and no package met its condition.', ...measurement.notes.map(formatSentence)].join(' '),
    };
  }
  const fields = measurement.missing.length === 0 ? '' : ` Missing: ${measurement.missing.join(', ')}.`;
  return { title, notes: [], absent: 'Not measurable', why: `${formatSentence(measurement.why)}${fields}` };
}
