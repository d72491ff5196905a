import { generators } from '../../src/cards/card-generator.js';
import { cardAttributes } from '../../src/cards/metadata/card-attributes.js';
import { metadataAttributes } from '../../src/cards/metadata/card-value.js';
import { nameAspects, nameOutcomes } from '../../src/cards/names/name-comparison.js';
import { nameKinds } from '../../src/cards/names/name-part.js';
import { cardRuleVersion } from '../../src/cards/read-card.js';
import { reuseAttributes, reuseRules } from '../../src/cards/reuse/reuse-rules.js';
import { headingLanguages } from '../../src/cards/sections/model-headings-other.js';
import { sectionConfidences } from '../../src/cards/sections/section-confidence.js';
import { cardSections, datasetSections } from '../../src/cards/sections/section-names.js';
import { code, codes, page, prose, table, type Page } from './markdown.js';

/** The page of what is read in cards and names, from the declarations of the rules. */
export function renderCards(): Page {
  const counted: readonly string[] = cardAttributes;
  return page('cards.md', 'What is read in cards', [
    `Rules ${code(cardRuleVersion)}. How well they read: [evaluation](card-evaluation.md). Why by rules: [decision](decisions/0007-cards-by-structure.md). \`hubscope card\` shows one card with all of this.`,
    '## Sections',
    `Of models: ${codes(cardSections, 'none')}. Of datasets: ${codes(datasetSections, 'none')}. Headings are read in: ${codes(headingLanguages, 'none')}. In other languages what no heading shows is *not judged*, which is not absent. A section's confidence is that of its rule:`,
    table(['Rule', 'Confidence'], Object.entries(sectionConfidences).map(([rule, confidence]) => [code(rule), confidence === 0 ? 'not judged' : confidence.toFixed(2)])),
    '## Programs that write cards',
    'A card counts as written by a program (`card_generator`) while the program\'s marks are in it.',
    table(['Name', 'Program'], generators.map(({ name, about }) => [code(name), prose(about)])),
    '## Metadata',
    'Every value has its source, its place, and whether it is *declared* (in a field or under a label made for it) or *inferred*. The last column: counted in the study\'s metadata score.',
    table(['Attribute', 'What it says', 'In the score'], Object.entries(metadataAttributes).map(([name, meaning]) => [code(name), prose(meaning), counted.includes(name) ? 'yes' : ''])),
    '## Reuse attributes',
    'Rules that are met, of those that could be judged, by weight.',
    ...Object.entries(reuseAttributes).flatMap(([attribute, meaning]) => [
      `**${attribute}**: ${prose(meaning)}`,
      table(['Rule', 'Asks', 'Because', 'Weight', 'From'], reuseRules.filter((rule) => rule.attribute === attribute).map((rule) => [code(rule.id), prose(rule.asks), prose(rule.reason), String(rule.weight), rule.source])),
    ]),
    '## Names',
    `A name is split into parts, and compared with the record in: ${codes(nameAspects, 'none')}.`,
    table(['Part', 'What it says'], Object.entries(nameKinds).map(([kind, meaning]) => [code(kind), prose(meaning)])),
    table(['Outcome', 'Meaning'], Object.entries(nameOutcomes).map(([outcome, meaning]) => [code(outcome), prose(meaning)])),
  ]);
}
