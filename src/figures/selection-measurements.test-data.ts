/** Small invented measurements of the two selection metrics, for the tests of figures and reports. */
import type { SelectionAttributesRow } from '../core/rows/selection-attributes.js';
import type { SelectionDominanceRow } from '../core/rows/selection-dominance.js';
import { measured, notMeasurable, sampleSnapshot } from './sample-measurements.test-data.js';

/** A block with its share of variance, and an interval around it. */
export function shareRow(block: string, value: number, half: number): SelectionAttributesRow {
  return { kind: 'block', block, attribute: null, measure: 'share of variance', value, low: value - half, high: value + half, models: 108_587, having: null, why: null };
}

/** An attribute with its rate ratio; the interval is a factor to both sides. */
export function ratioRow(block: string, attribute: string, value: number, factor: number): SelectionAttributesRow {
  return { kind: 'attribute', block, attribute, measure: 'rate ratio', value, low: value / factor, high: value * factor, models: 4000, having: 400, why: null };
}

/** A group with its general dominance, and an interval around it. */
export function dominanceRow(group: SelectionDominanceRow['group'], general: number, half: number): SelectionDominanceRow {
  return { group, general, low: general - half, high: general + half, alone: general * 1.3, last: general * 0.7, predictors: ['downloads', 'likes'], models: 15_000, selected: 577 };
}

const attributeRows: readonly SelectionAttributesRow[] = [
  shareRow('all four', 0.231, 0.03), shareRow('architecture', 0.121, 0.02), shareRow('performance', -0.0004, 0.002), shareRow('reproducibility', 0.012, 0.004), shareRow('portability', 0.098, 0.017), shareRow('age', 0.05, 0.01),
  ratioRow('architecture', 'bert', 3.4, 1.6), ratioRow('architecture', 'llama', 0.71, 1.4), ratioRow('performance', 'evaluation reported', 0.4, 1.5),
  ratioRow('reproducibility', 'paper named', 2.2, 1.7), ratioRow('portability', 'onnx', 12.2, 2.5), ratioRow('portability', '1 to 10 billion parameters', 1.01, 1.2),
  ratioRow('age', 'older than the registry keeps', 5.5, 1.9),
];

const dominanceRows: readonly SelectionDominanceRow[] = [dominanceRow('popularity', 0.212, 0.05), dominanceRow('maintenance', 0.031, 0.01), dominanceRow('quality', 0.012, 0.014)];

const radar = sampleSnapshot({ key: 6, series: 'radar', takenAt: '2024-08-22T00:00:00.000Z', complete: false, incompleteWhy: 'only models that the site follows' });

export const selectionSamples = {
  attributes: [
    measured('selection-attributes', 'downloads', attributeRows),
    measured('selection-attributes', 'likes', attributeRows.slice(0, 6)),
    { ...notMeasurable('selection-attributes', 'downloads'), why: 'the snapshot states nothing of performance, portability' },
  ],
  dominance: [
    measured('selection-dominance', 'descendants', dominanceRows, { snapshots: [radar] }),
    measured('selection-dominance', 'likes only', [dominanceRow('popularity', 0.12, 0.04), ...dominanceRows.slice(1)], { snapshots: [radar] }),
    { ...notMeasurable('selection-dominance', 'without generated cards'), why: 'the snapshot does not tell which cards a program wrote' },
  ],
} as const;
