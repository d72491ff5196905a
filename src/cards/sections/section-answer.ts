import type { Evidence } from '../evidence.js';

/**
 * Why a section is there: content under its heading, or what structure and words show without one; why it is not; or why
 * nobody can tell.
 */
export type SectionRule =
  | 'heading'
  | 'opening-paragraph'
  | 'fact-list'
  | 'code-loads-model'
  | 'training-sentence'
  | 'results-table'
  | 'measure-with-number'
  | 'model-index'
  | 'limiting-sentence'
  | 'citation-code'
  | 'heading-without-content'
  | 'generated-sentence'
  | 'not-found'
  | 'language-not-read'
  | 'card-cut'
  | 'front-matter-lost';

/** Whether a card has a section; null: it could not be judged, which is not absent. */
export interface SectionAnswer {
  readonly present: boolean | null;
  readonly evidence: Evidence & { readonly rule: SectionRule };
}

export type SectionAnswers<Section extends string> = Readonly<Record<Section, SectionAnswer>>;
