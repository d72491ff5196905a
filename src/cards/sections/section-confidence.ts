import type { SectionRule } from './section-answer.js';

/**
 * How often each rule was right where its answers were compared with a person's judgement; `npm run evaluate:cards` prints the
 * present counts. Rules that were met too seldom to count have the value of their nearest kin.
 */
const confidences: Readonly<Record<SectionRule, number>> = {
  heading: 0.95,
  'opening-paragraph': 0.9,
  'fact-list': 0.9,
  'code-loads-model': 0.95,
  'training-sentence': 0.9,
  'results-table': 0.95,
  'measure-with-number': 0.9,
  'model-index': 0.95,
  'limiting-sentence': 0.78,
  'citation-code': 0.9,
  'licence-sentence': 0.9,
  'table-of-fields': 0.9,
  'heading-without-content': 0.95,
  'generated-sentence': 0.95,
  'not-found': 0.95,
  'language-not-read': 0,
  'card-cut': 0,
};

/** The confidence of a rule, from 0 (nobody can tell) to 1. */
export function confidenceOf(rule: SectionRule): number {
  return confidences[rule];
}
