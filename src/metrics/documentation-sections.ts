import { cardSections, datasetSections } from '../cards/sections/section-names.js';

/** The sections that the card of a package of this kind is expected to have. */
export function sectionsOfKind(kind: string): readonly string[] {
  return kind === 'dataset' ? datasetSections : cardSections;
}

/**
 * SQL over the card fields of one package: the sections that its card has (none where there is no card), those of its card that
 * could not be judged, and whether the card is known at all: a package whose card nobody asked for, or whose card is not at hand,
 * is neither with nor without a section.
 */
export const sectionSql = {
  known: '(has_card is not null and (not has_card or card_sections is not null))',
  present: `case when has_card then card_sections when not has_card then []::varchar[] end`,
  unread: `case when has_card then coalesce(card_unread, []::varchar[]) else []::varchar[] end`,
} as const;
