import { sectionsOfTemplate } from '../../src/cards/evaluation/template-labels.js';
import { cardRuleVersion } from '../../src/cards/read-card.js';
import type { LabelledSet } from './labelled-set.js';
import { agreementHeader, agreementRows, describe, disagreements, ruleHeader, ruleRows } from './tables.js';

/** Disagreements listed of one set. */
const listed = 25;

/** The page that holds the last evaluation. */
export function evaluationPage(sets: readonly LabelledSet[]): string {
  const template = Object.entries(sectionsOfTemplate).map(([section, headings]) => [section, headings.join('; ')]);
  return `${[
    '# How well cards are read',
    'Made by `npm run evaluate:cards` from labelled cards beside the project; changes here are lost.',
    `Rules: \`${cardRuleVersion}\`. An answer "could not be judged" counts as no. Precision: of the reader's yes, the share that the labels share. Recall: of the labels' yes, the share that the reader finds. F1: their harmonic mean; the last row is its mean over the questions that have one.`,
    ...sets.flatMap(describeSet),
    '## Which headings of the verified cards make which section',
    'A section is there when at least one of its headings has a body that says more than that nothing is available.',
    table(['section', 'headings'], template),
  ].join('\n\n')}\n`;
}

function describeSet(set: LabelledSet): string[] {
  const differing = disagreements(set);
  return [
    `## ${set.name}`,
    `${set.cards} cards. Labels: ${set.labels}.`,
    table(agreementHeader, agreementRows(set)),
    'How often the yes of each rule was right by these labels:',
    table(ruleHeader, ruleRows(set.judgements)),
    `${differing.length} disagreements${differing.length > listed ? `, ${listed} of them spread over the set` : ''}:`,
    spread(differing).map((one) => `- ${describe(one).replaceAll('_', '\\_')}`).join('\n'),
  ].filter((part) => part !== '');
}

/** Every so-many-th, so that the list shows all questions. */
function spread<Item>(items: readonly Item[]): readonly Item[] {
  const step = Math.max(1, items.length / listed);
  return Array.from({ length: Math.min(items.length, listed) }, (_none, at) => items[Math.floor(at * step)] as Item);
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
