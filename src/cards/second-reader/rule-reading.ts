import { readCard } from '../read-card.js';
import { cardSections } from '../sections/section-names.js';
import type { CardSection } from '../sections/section-names.js';

/** What the rules read in a card, as far as it can be compared with another reader. */
export interface RuleReading {
  /** null: the rules cannot tell. */
  readonly sections: Readonly<Record<CardSection, boolean | null>>;
  readonly attributes: ReadonlySet<string>;
  /** Why, by section. */
  readonly evidence: Readonly<Record<string, string>>;
  /** Why, by attribute: its first value. */
  readonly attributeEvidence: Readonly<Record<string, string>>;
}

/**
 * The first reader's answer for the comparison; null where the text is no card, or an empty one. The only place that knows the
 * shape of `readCard`.
 */
export function readByRules(text: string): RuleReading | null {
  const card = readCard(text);
  if (card.kind !== 'card') return null;
  const evidence: Record<string, string> = {};
  const attributeEvidence: Record<string, string> = {};
  for (const section of cardSections) {
    const { rule, lines } = card.sections[section].evidence;
    evidence[section] = lines === null ? rule : `${rule}, line ${lines.from}`;
  }
  for (const { attribute, where, lines } of card.metadata.values) attributeEvidence[attribute] ??= lines === null ? where : `${where}, line ${lines.from}`;
  return {
    sections: Object.fromEntries(cardSections.map((section) => [section, card.sections[section].present])) as Record<CardSection, boolean | null>,
    attributes: new Set(card.metadata.values.map(({ attribute }) => attribute)),
    evidence,
    attributeEvidence,
  };
}
