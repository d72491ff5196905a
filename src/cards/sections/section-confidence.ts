import type { SectionRule } from './section-answer.js';

/**
 * How often each rule was right on the model cards that persons judged (84 cards, 420 answers; `npm run evaluate:cards` prints the
 * counts): (right + 1) / (answers + 2), so that a rule met twice does not claim to be certain. `limiting-sentence` has in
 * addition 28 sentences that were read one by one; `citation-code`, of dataset cards, has the value of its kin. The three rules that say no
 * share one value, because answers that say no were only counted together.
 */
export const sectionConfidences: Readonly<Record<SectionRule, number>> = {
  heading: 0.96,
  'opening-paragraph': 0.96,
  'fact-list': 0.83,
  'code-loads-model': 0.75,
  'training-sentence': 0.98,
  'results-table': 0.82,
  'measure-with-number': 0.94,
  'model-index': 0.8,
  'limiting-sentence': 0.79,
  'citation-code': 0.96,
  'heading-without-content': 0.9,
  'generated-sentence': 0.9,
  'not-found': 0.9,
  'language-not-read': 0,
  'card-cut': 0,
  'front-matter-lost': 0,
};
