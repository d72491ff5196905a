import { eld } from 'eld/small';

import type { Block } from './markdown/markdown-blocks.js';

/** Characters of prose that decide; more changes no answer and costs time. */
const sample = 1500;
/** Fewer letters are too few to tell a language. */
const leastLetters = 60;
const fewLettersSuffice = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
/** Words that no other language has so often: nine cards of ten need no other look. */
const englishWords = /\b(?:the|and|of|is|this|with|for|was|are|from|that|model)\b/gi;

/**
 * The language in which a card is written, as ISO 639-1; `und` where it has too little prose to tell or none stands out.
 * Of the prose only: code, tables and headings are English in cards of all languages.
 */
export function languageOf(blocks: readonly Block[]): string {
  let prose = '';
  for (const block of blocks) {
    if (block.kind === 'text') prose += `${block.text}\n`;
    if (prose.length >= sample) break;
  }
  prose = prose.slice(0, sample);
  const letters = prose.match(/\p{L}/gu)?.length ?? 0;
  if (letters < leastLetters && !(letters >= leastLetters / 4 && fewLettersSuffice.test(prose))) return 'und';
  const english = prose.match(englishWords)?.length ?? 0;
  if (english * 25 > letters) return 'en';
  const detected = eld.detect(prose);
  return detected.language !== '' && detected.isReliable() ? detected.language : 'und';
}
