import { presentAttributes } from './metadata/card-attributes.js';
import type { CardValue } from './metadata/card-value.js';
import { cardRuleVersion, readCard, readDatasetCard, type CardReading } from './read-card.js';

/** Kinds of packages that have cards. */
export type CardKind = 'model' | 'dataset';

/** The fields of a record that follow from the text of its card, as the store has them; see core/field.ts for what each says. */
export interface CardRow {
  readonly card_sections: readonly string[] | null;
  readonly card_unread: readonly string[] | null;
  readonly card_attributes: readonly string[] | null;
  readonly card_values: readonly StoredValue[] | null;
  readonly card_generator: string | null;
  readonly card_language: string | null;
  readonly card_rules: string;
}

/**
 * A value as the store keeps it: what it is and where it comes from, without lines and confidence. Of hyper-parameters and results it
 * begins with their name: `learning_rate=5e-05`, `accuracy=0.91`.
 */
export type StoredValue = Pick<CardValue, 'attribute' | 'value' | 'source' | 'standing'>;

/** Characters of a value that are kept; licences and citations can be whole texts. */
export const longestValue = 300;
/** Values of one attribute that are kept; the largest tables of results have thousands. */
export const mostValues = 50;

/** What the store keeps of a card's text; null where the text is no card: empty, or git's words for a missing file. Pure. */
export function cardRow(text: string, kind: CardKind): CardRow | null {
  const reading: CardReading<string> = kind === 'dataset' ? readDatasetCard(text) : readCard(text);
  if (reading.kind !== 'card') return null;
  const { sections, flags, metadata } = reading;
  return {
    card_sections: Object.keys(sections).filter((section) => sections[section]?.present === true).sort(),
    card_unread: Object.keys(sections).filter((section) => sections[section]?.present === null).sort(),
    card_attributes: [...presentAttributes(metadata.values)].sort(),
    card_values: storedValues(metadata.values),
    card_generator: flags.generator,
    card_language: flags.language,
    card_rules: cardRuleVersion,
  };
}

/** Values in a stable order, each once, long ones cut, and of too many of one attribute the first. */
export function storedValues(values: readonly CardValue[]): StoredValue[] {
  const kept = new Map<string, StoredValue>();
  for (const { attribute, value, detail, source, standing } of values) {
    const name = attribute === 'hyperParameter' ? detail['name'] : attribute === 'evaluation' ? detail['metric'] : undefined;
    const stored = { attribute, value: cutTo(name === undefined ? value : `${name}=${value}`, longestValue), source, standing };
    kept.set([attribute, stored.value, source, standing].join('\0'), stored);
  }
  return [...kept].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)).map(([, value]) => value)
    .filter((value, at, all) => all[at - mostValues]?.attribute !== value.attribute);
}

/** The first characters of a text, whole ones: half a surrogate pair is no text that can be stored. */
function cutTo(text: string, length: number): string {
  return /[\ud800-\udbff]$/.test(text.slice(0, length)) ? text.slice(0, length - 1) : text.slice(0, length);
}
