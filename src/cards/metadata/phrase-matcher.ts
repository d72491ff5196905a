/** A phrase as its words in lower case, what it means, and, for words that also mean something else, the one spelling that counts. */
interface Phrase<Meaning> {
  readonly rest: readonly string[];
  readonly exact: string | null;
  readonly meaning: Meaning;
}

/** Phrases by their first word, longest first. */
export type PhraseIndex<Meaning> = ReadonlyMap<string, readonly Phrase<Meaning>[]>;

/** A place where a phrase stands: `from` and `to` in the text, `line` as the number of line ends before it. */
export interface PhraseMatch<Meaning> {
  readonly meaning: Meaning;
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

/** Longest word that any phrase has; longer ones are not looked up. */
const longestWord = 24;
/** Most signs between two words of a phrase (`Apache License,  2.0`). */
const widestGap = 3;

/**
 * An index of phrases. Spellings are words parted by anything that is no letter or digit, in any case; one that begins with `=` must
 * stand in the text exactly as written (`=CLIP`). One pass over a text then finds all of them, whatever their number.
 */
export function indexPhrases<Meaning>(entries: Iterable<readonly [spelling: string, meaning: Meaning]>): PhraseIndex<Meaning> {
  const index = new Map<string, Phrase<Meaning>[]>();
  for (const [spelling, meaning] of entries) {
    const exact = spelling.startsWith('=') ? spelling.slice(1) : null;
    const [first, ...rest] = wordsOf(spelling);
    if (first === undefined) continue;
    const phrases = index.get(first) ?? [];
    // The first meaning of a spelling stays: lists are given in order of preference.
    if (phrases.some((phrase) => phrase.exact === exact && phrase.rest.join(' ') === rest.join(' '))) continue;
    phrases.push({ rest, exact, meaning });
    index.set(first, phrases.sort((one, other) => other.rest.length - one.rest.length));
  }
  return index;
}

/** The words of a text, lower case: runs of letters and digits. */
export function wordsOf(text: string): string[] {
  const lower = lowerCase(text);
  const words: string[] = [];
  let from = -1;
  for (let at = 0; at <= lower.length; at += 1) {
    const inside = at < lower.length && isWordSign(lower.charCodeAt(at));
    if (inside && from < 0) from = at;
    else if (!inside && from >= 0) {
      words.push(lower.slice(from, at));
      from = -1;
    }
  }
  return words;
}

/** Lower case without a change of length, so that positions stay (`İ` would become two signs). */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (part) => part.toLowerCase());
}

/**
 * Tells every phrase of the text in order, the longest one where several begin; phrases do not overlap. A word that ends in digits and
 * begins none is looked up without them (`resnet50`). One pass: time grows with the length of the text alone.
 */
export function scanPhrases<Meaning>(text: string, lower: string, index: PhraseIndex<Meaning>, tell: (match: PhraseMatch<Meaning>) => void): void {
  let line = 0;
  let at = 0;
  while (at < lower.length) {
    const code = lower.charCodeAt(at);
    if (!isWordSign(code)) {
      if (code === 10) line += 1;
      at += 1;
      continue;
    }
    const from = at;
    do at += 1; while (at < lower.length && isWordSign(lower.charCodeAt(at)));
    const length = at - from;
    if (length < 2 || length > longestWord) continue;
    let phrases = index.get(lower.slice(from, at));
    if (phrases === undefined && isDigit(lower.charCodeAt(at - 1))) {
      let stem = at;
      while (stem > from && isDigit(lower.charCodeAt(stem - 1))) stem -= 1;
      if (stem - from > 2) phrases = index.get(lower.slice(from, stem))?.filter(({ rest }) => rest.length === 0);
    }
    if (phrases === undefined) continue;
    for (const phrase of phrases) {
      const to = endOfPhrase(lower, at, phrase.rest);
      if (to < 0 || (phrase.exact !== null && text.slice(from, to) !== phrase.exact)) continue;
      tell({ meaning: phrase.meaning, from, to, line });
      for (; at < to; at += 1) if (lower.charCodeAt(at) === 10) line += 1;
      break;
    }
  }
}

/** Where the phrase ends whose first word ends at `at`; -1 where the text goes on with other words. */
function endOfPhrase(lower: string, at: number, rest: readonly string[]): number {
  let end = at;
  for (const word of rest) {
    let next = end;
    while (next < lower.length && next - end <= widestGap && !isWordSign(lower.charCodeAt(next))) {
      if (endsSentence(lower, next)) return -1;
      next += 1;
    }
    if (!lower.startsWith(word, next) || (next === end)) return -1;
    end = next + word.length;
    if (end < lower.length && isWordSign(lower.charCodeAt(end))) return -1;
  }
  return end;
}

/** A full stop before a blank, or a sign that parts what belongs to different phrases. */
function endsSentence(lower: string, at: number): boolean {
  const sign = lower.charAt(at);
  if (sign === '.') return /\s/.test(lower.charAt(at + 1));
  return ';!?|:'.includes(sign);
}

/** Whether a UTF-16 unit belongs to a word: letters and digits, and what lies beyond ASCII but for its punctuation and blanks. */
function isWordSign(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  return code >= 0xc0 && !(code >= 0x2000 && code <= 0x206f) && !(code >= 0x3000 && code <= 0x303f) && !(code >= 0xff00 && code <= 0xff0f);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
