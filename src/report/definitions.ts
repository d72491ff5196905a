import type { FigureName } from './study-results.js';

export interface FigureDefinition {
  readonly title: string;
  /** What is computed, for a reader who has neither the paper nor the program. */
  readonly rule: string;
  readonly terms: readonly (readonly [string, string])[];
}

/** What each figure computes, after sections 5.3 to 5.5 of the paper. */
export const definitions: Readonly<Record<FigureName, FigureDefinition>> = {
  'figure-5': {
    title: 'Preservation of libraries',
    rule: 'For a library L, take every base model that uses L and at least one other library, and all its direct descendants. P(L) is the share of those pairs in which the descendant supports L.',
    terms: [
      ['Numerator', 'pairs of base and descendant in which the descendant supports the library'],
      ['Denominator', 'pairs of base and descendant whose base uses the library and at least one other'],
      ['Interval', '95\u00a0% Wilson interval of the share; descendants of one base are not independent, so it is too narrow rather than too wide'],
    ],
  },
  'figure-6': {
    title: 'Turnover of the top',
    rule: 'The most popular packages of each snapshot are compared with those of the snapshots before. What is compared and how many is in the reading of each variant.',
    terms: [
      ['Remained', 'in the top of this snapshot and of the one before'],
      ['Returning', 'in the top of this snapshot and of an earlier one, not of the one before'],
      ['Newcomers', 'in the top of this snapshot and of none before'],
      ['Leave in a month', '1 − (share remained)^(1 / months): the monthly rate if leaving were steady; makes unequal intervals comparable'],
    ],
  },
  'figure-7': {
    title: 'Descendants and popularity',
    rule: 'Each base model is a point: its direct descendants against downloads, both as log10. The line is the least-squares line through the points.',
    terms: [
      ['Own downloads', 'those of the base model itself'],
      ['Downloads of the descendants', 'their sum, which is the paper\'s x; it grows with the number of descendants by construction'],
      ['Slope', 'a slope of 0.15 means: ten times the downloads go with 10^0.15 = 1.41 times the descendants'],
    ],
  },
  'figure-8': {
    title: 'Documentation and popularity',
    rule: 'Quality is the mean of two scores in [0, 1]: sections of the card that are there, of five, and metadata attributes that are there, of those the snapshot can state. The most and the least popular models are compared.',
    terms: [
      ['Cliff\'s delta', 'chance that one of the popular models is better documented than one of the others, minus the chance of the opposite; −1 to 1'],
      ['Sections', 'model description, limitations, how to use, training, evaluation'],
    ],
  },
};
