import { createHash } from 'node:crypto';

/** A card is cut here, in UTF-16 units, about 10,000 tokens: 51 of the 16,241 cards of February 2022 are longer. */
export const longestCard = 40_000;

/** A card as it is shown to a language model. */
export interface ShownCard {
  /** What stands between the marks; quotes are looked for here. */
  readonly text: string;
  /** The card was longer than `longestCard`: what is not found may stand in the rest. */
  readonly cut: boolean;
  /** Stands in the lines around the card, and nowhere in it. */
  readonly mark: string;
}

/** Controls other than line feed and tab, halves of surrogate pairs, and the invisible tag characters that spell text nobody sees. */
const unseen = /[^\P{Cc}\n\t]|\p{Cs}|[\u{E0000}-\u{E007F}]/gu;

/**
 * Tokens by which chat templates end a message or begin one of another role. Some local endpoints honour them in the text of a
 * user, too. A space makes text of them.
 */
const templateTokens = /<\|(?=\S)|(?<=\S)\|>|\[(?=\/?INST\])|<<(?=\/?SYS>>)|<(?=\/?(?:s|bos|eos|start_of_turn|end_of_turn)>)/g;

/** A text with the tokens of chat templates broken by a space; doing it twice changes nothing more. */
export function breakTemplateTokens(text: string): string {
  return text.replace(templateTokens, (token) => (token === '|>' ? ' |>' : `${token} `));
}

/**
 * Makes a card fit to be shown: one kind of line end, no invisible characters (each becomes U+FFFD), no tokens of chat
 * templates, cut at `longestCard`. The mark comes from a hash of the text, so that the same card makes the same request, and
 * an author who would put the mark into a card would change the mark by it.
 */
export function showCard(card: string): ShownCard {
  const cut = card.length > longestCard;
  // Cutting first bounds the work; a half of a pair at the cut is removed with the others.
  const text = breakTemplateTokens(card.slice(0, longestCard).replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').replace(unseen, '\uFFFD'));
  let mark = hashOf(text);
  while (text.includes(mark)) mark = hashOf(mark + text);
  return { text, cut, mark };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
