import type { MetadataAttribute } from '../metadata/card-value.js';
import { cardSections } from '../sections/section-names.js';
import type { CardSection } from '../sections/section-names.js';
import type { CardAnswer } from './answer.js';
import { breakTemplateTokens } from './card-text.js';
import type { ShownCard } from './card-text.js';

/** Why a quote shows nothing. */
export type QuoteFault = 'no quote' | 'too short' | 'not in the card' | 'only a heading';

/** Answer to one question. `unsupported`: the model said yes, and its quote does not show it; this is neither yes nor no. */
export type SectionReading =
  | { readonly answer: 'yes'; readonly quote: string }
  | { readonly answer: 'no' }
  | { readonly answer: 'unsupported'; readonly quote: string; readonly why: QuoteFault };

export interface AttributeReading {
  readonly attribute: MetadataAttribute;
  readonly value: string;
  readonly quote: string;
  /** null where the quote is in the card. */
  readonly unsupported: QuoteFault | null;
}

/** What a language model read in a card, its quotes checked. */
export interface ModelReading {
  readonly sections: Readonly<Record<CardSection, SectionReading>>;
  readonly attributes: readonly AttributeReading[];
  /** Only the beginning was shown: a "no" says nothing of the rest. */
  readonly cut: boolean;
}

/** Shorter passages stand in any card. */
const shortestQuote = 12;
/** A language is two letters. */
const shortestAttributeQuote = 2;

/** Checks every quote of an answer against the card that was shown. White space counts as one space; everything else must be the same. */
export function readingFromAnswer(answer: CardAnswer, card: ShownCard): ModelReading {
  const flat = flatten(card.text);
  const headings = headingsOf(card.text);
  const sections = Object.fromEntries(cardSections.map((section): [CardSection, SectionReading] => {
    const { present, quote } = answer.sections[section];
    if (!present) return [section, { answer: 'no' }];
    const why = faultOf(quote, flat, shortestQuote, headings);
    return [section, why === null ? { answer: 'yes', quote } : { answer: 'unsupported', quote, why }];
  })) as Record<CardSection, SectionReading>;
  return {
    sections,
    attributes: answer.attributes.map((one) => ({ ...one, unsupported: faultOf(one.quote, flat, shortestAttributeQuote, new Set()) })),
    cut: card.cut,
  };
}

/** Yes or no to a section; null where neither can be said: an unsupported yes, a no about a card that was cut. */
export function sectionVerdict(reading: ModelReading, section: CardSection): boolean | null {
  const { answer } = reading.sections[section];
  if (answer === 'yes') return true;
  return answer === 'unsupported' || reading.cut ? null : false;
}

/** Whether the model found an attribute; null where only unsupported values were given, or none in a card that was cut. */
export function attributeVerdict(reading: ModelReading, attribute: MetadataAttribute): boolean | null {
  const values = reading.attributes.filter((one) => one.attribute === attribute);
  if (values.some((one) => one.unsupported === null)) return true;
  return values.length > 0 || reading.cut ? null : false;
}

function faultOf(quote: string, flatCard: string, shortest: number, headings: ReadonlySet<string>): QuoteFault | null {
  const flat = flatten(breakTemplateTokens(quote));
  if (flat === '') return 'no quote';
  if (!flatCard.includes(flat)) return 'not in the card';
  const said = quote.split('\n').map((line) => flatten(line.replace(/^\s{0,3}#{1,6}\s/, ''))).filter((line) => line !== '');
  if (said.every((line) => headings.has(line))) return 'only a heading';
  return flat.length < shortest ? 'too short' : null;
}

function flatten(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The texts of headings with `#`, outside of code blocks, where such a line is a comment. */
function headingsOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  let inCode = false;
  for (const line of text.split('\n')) {
    if (/^\s{0,3}(?:```|~~~)/.test(line)) inCode = !inCode;
    const heading = inCode ? null : /^\s{0,3}#{1,6}\s+(.*)$/.exec(line);
    if (heading?.[1] !== undefined) found.add(flatten(heading[1]));
  }
  return found;
}
