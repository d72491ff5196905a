import { showCard } from './card-text.js';
import { answerSchema, askAbout } from './question.js';

/** Tokens that an answer is reckoned with: five quotes of 40 tokens, twelve attributes of 40, and the braces around. */
export const usualAnswerTokens = 700;

/** How tokens are estimated, as a sentence. */
export const tokenRule = `a token per 4 ASCII characters and per other character, question and schema included; ${usualAnswerTokens} per answer; no repairs, no reasoning`;

/** Money per million tokens, in whatever currency the prices are in. */
export interface Prices {
  readonly in: number;
  readonly out: number;
}

/** Tokens of a text by `tokenRule`: tokenizers differ, so this is a size and no count. */
export function estimateTokens(text: string): number {
  let ascii = 0;
  let other = 0;
  for (const character of text) {
    if (character < '\u0080') ascii += 1;
    else other += 1;
  }
  return Math.ceil(ascii / 4) + other;
}

/** Tokens that the question about one card takes. */
export function estimateQuestion(card: string): number {
  return [...askAbout(showCard(card)).map((message) => message.content), JSON.stringify(answerSchema)]
    .reduce((total, text) => total + estimateTokens(text), 0);
}

/** What tokens cost; null where no prices are given. */
export function costOf(tokens: { readonly in: number; readonly out: number }, prices: Prices | null): number | null {
  return prices === null ? null : (tokens.in * prices.in + tokens.out * prices.out) / 1_000_000;
}
