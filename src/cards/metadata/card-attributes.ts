import type { CardValue, MetadataAttribute } from './card-value.js';

/** The attributes that the paper's artefact counts for its metadata score, after PeaTMOSS; here as far as a card states them. */
export const cardAttributes = [
  'architecture', 'author', 'dataset', 'datasetUrl', 'framework', 'licence', 'paper', 'library', 'tag', 'domain',
  'task', 'hardware', 'grant', 'gitHubRepository',
] as const satisfies readonly MetadataAttribute[];
export type CardAttribute = (typeof cardAttributes)[number];

/** The attributes of which at least one value was found. */
export function presentAttributes(values: readonly CardValue[]): ReadonlySet<MetadataAttribute> {
  return new Set(values.map(({ attribute }) => attribute));
}

/** How many of the study's fourteen attributes are present, of how many. */
export function scoreAttributes(values: readonly CardValue[]): { readonly numerator: number; readonly denominator: number } {
  const present = presentAttributes(values);
  return { numerator: cardAttributes.filter((name) => present.has(name)).length, denominator: cardAttributes.length };
}
