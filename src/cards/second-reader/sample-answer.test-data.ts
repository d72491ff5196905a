import { cardSections } from '../sections/section-names.js';
import type { CardSection } from '../sections/section-names.js';
import type { CardAnswer } from './answer.js';

/** A card with every section, made up. */
export const sampleCard = `---
license: mit
language: en
---
# Tiny model

A small network that tells apples from pears, made of three layers.

## Limitations

It has never seen a quince and will call it a pear.

## How to use

\`\`\`python
# load it
model = AutoModel.from_pretrained("anna/tiny")
\`\`\`

## Training

Trained on the orchard data set for ten epochs with a batch size of 32.

## Evaluation

The accuracy on the test split is 0.91.
`;

const quotes: Readonly<Record<CardSection, string>> = {
  modelDescription: 'A small network that tells apples from pears',
  limitations: 'It has never seen a quince and will call it a pear.',
  howToUse: 'model = AutoModel.from_pretrained("anna/tiny")',
  training: 'Trained on the orchard data set for ten epochs',
  evaluation: 'The accuracy on the test split is 0.91.',
};

/** An answer about the sample card: yes to all but some, with true quotes. */
export function sampleAnswer(no: readonly CardSection[] = [], attributes: CardAnswer['attributes'] = [{ attribute: 'licence', value: 'mit', quote: 'license: mit' }]): CardAnswer {
  const sections = Object.fromEntries(cardSections.map((section) => [section, no.includes(section) ? { present: false, quote: '' } : { present: true, quote: quotes[section] }]));
  return { sections: sections as CardAnswer['sections'], attributes };
}
