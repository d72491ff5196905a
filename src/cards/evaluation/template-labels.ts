import type { CardSection } from '../sections/section-names.js';

/** Second-level headings of the template of verified cards, in its order, each with its third-level headings. */
const template: readonly (readonly [string, readonly string[]])[] = [
  ['Model Details', [
    'Person or organization developing model', 'Model date', 'Model version', 'Model type', 'Training details',
    'Paper or other resource for more information', 'Citation details', 'License', 'Contact',
  ]],
  ['Intended Use', ['Primary intended uses', 'Primary intended users', 'Out-of-scope uses']],
  ['How to Use', []],
  ['Factors', ['Relevant factors', 'Evaluation factors']],
  ['Metrics', ['Model performance measures', 'Decision thresholds', 'Variation approaches']],
  ['Evaluation Data', ['Datasets', 'Motivation', 'Preprocessing']],
  ['Training Data', ['Datasets', 'Motivation', 'Preprocessing']],
  ['Quantitative Analyses', ['Unitary results', 'Intersectional results']],
  ['Memory or Hardware Requirements', ['Loading Requirements', 'Deploying Requirements', 'Training or Fine-tuning Requirements']],
  ['Ethical Considerations', []],
  ['Caveats and Recommendations', ['Caveats', 'Recommendations']],
  ['Additional Information', []],
];

/**
 * Which headings of the template make which section: it is there when at least one of its headings has a body.
 * Measures count as evaluation, because the verified cards put results there. What users are recommended and on
 * which data was tested are no section by themselves.
 */
export const sectionsOfTemplate: Readonly<Record<CardSection, readonly string[]>> = {
  modelDescription: ['Model Details / Model version', 'Model Details / Model type'],
  limitations: ['Intended Use / Out-of-scope uses', 'Ethical Considerations', 'Caveats and Recommendations / Caveats'],
  howToUse: ['How to Use'],
  training: ['Model Details / Training details', 'Training Data / Datasets', 'Training Data / Preprocessing'],
  evaluation: ['Metrics / Model performance measures', 'Quantitative Analyses / Unitary results', 'Quantitative Analyses / Intersectional results'],
};

/** Bodies that say that there is nothing. */
const nothing = /^\W*(?:not (?:available|applicable|specified|provided|stated|mentioned)|n\/?a|none|unknown|tbd)?\W*$/i;

/**
 * The labels of a card from its verified version in the standard template. Bodies hold headings of their own, so only the
 * template's headings count, in the template's order. The sentence with which the template explains a section is no body.
 */
export function labelsOfTemplate(verified: string): Readonly<Record<CardSection, boolean>> {
  const bodies = bodiesOf(verified);
  return Object.fromEntries(Object.entries(sectionsOfTemplate).map(([section, headings]) =>
    [section, headings.some((heading) => !nothing.test((bodies.get(heading) ?? '').trim()))])) as Record<CardSection, boolean>;
}

function bodiesOf(verified: string): Map<string, string> {
  const bodies = new Map<string, string>();
  let at = -1;
  let heading = '';
  for (const line of verified.split(/\r?\n/)) {
    const [, marks, title] = /^(#{2,3}) (.*?):?\s*$/.exec(line) ?? [];
    const next = title === undefined ? -1 : template.findIndex(([name]) => name === title);
    if (marks !== undefined && next > at) {
      at = next;
      heading = title ?? '';
    } else if (marks === '###' && at >= 0 && (template[at]?.[1] ?? []).includes(title ?? '')) heading = `${template[at]?.[0] ?? ''} / ${title ?? ''}`;
    else if (!/^This section \w+s /.test(line) && !/^-{3,}\s*$/.test(line)) bodies.set(heading, `${bodies.get(heading) ?? ''}${line}\n`);
  }
  return bodies;
}
