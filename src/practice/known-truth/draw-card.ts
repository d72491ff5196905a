import { cardAttributes } from '../../cards/metadata/card-attributes.js';
import { metadataAttributes, type MetadataAttribute } from '../../cards/metadata/card-value.js';
import { normalQuantile } from '../../stats/distributions.js';
import type { Random } from '../random.js';
import type { KnownCard } from './known-hub.js';
import { knobs } from './process.js';

/** What S1 asks for: there, whatever the documentation is otherwise. */
const apart: readonly MetadataAttribute[] = ['dataset', 'paper', 'evaluation', 'hyperParameter', 'emissions', 'library', 'framework', 'architecture', 'parameterCount'];
/** Attributes that the author of a model may state or not in its card; the carbon figure is drawn by itself. */
export const writtenAttributes: readonly MetadataAttribute[] = [...new Set([...cardAttributes, ...(Object.keys(metadataAttributes) as MetadataAttribute[])])].filter((one) => one !== 'emissions');

/** The latent value that something with this share, and with the loading of cards on documentation, has to exceed. */
export function thresholdOf(share: number): number {
  return normalQuantile(1 - share) * Math.sqrt(1 + knobs.cardLoading ** 2);
}

/** Whether something with a share is there, given the documentation. */
export function isThere(random: Random, threshold: number, documentation: number): boolean {
  return knobs.cardLoading * documentation + random.normal() > threshold;
}

/** The attributes that the author of one model states, by the share of D1 and the documentation. */
export function drawAttributes(random: Random, share: number, documentation: number): MetadataAttribute[] {
  const threshold = thresholdOf(share);
  return writtenAttributes.filter((one) => (apart.includes(one) ? random.chance(share) : isThere(random, threshold, documentation)));
}

/** A card with sections by their share and the documentation; of ten cards one is a program's. */
export function drawCard(random: Random, sections: readonly string[], share: number, documentation: number, attributes: readonly MetadataAttribute[]): KnownCard {
  const threshold = thresholdOf(share);
  const present = sections.filter(() => isThere(random, threshold, documentation)).sort();
  const generated = random.chance(knobs.generated);
  if (!random.chance(knobs.hasCard)) {
    return { has_card: false, card_sections: null, card_unread: null, card_attributes: null, card_values: null, card_generator: null, card_language: null, card_rules: null };
  }
  return {
    has_card: true,
    card_sections: present,
    card_unread: [],
    card_attributes: [...attributes].sort(),
    card_values: [...attributes].sort().map((attribute) => ({ attribute, value: 'stated', source: 'front matter', standing: 'declared' })),
    card_generator: generated ? 'transformers trainer' : null,
    card_language: 'en',
    card_rules: 'simulated@1',
  };
}
