/**
 * Words that headings use for one section in one language, as keys of `headingKey`. `anywhere` phrases count wherever they
 * stand in the heading, `whole` ones only when they are all of it. `neutral` headings end a section and open none.
 */
export interface HeadingWords<Section extends string> {
  readonly language: string;
  readonly section: Section | 'neutral';
  readonly anywhere: readonly string[];
  readonly whole: readonly string[];
}

/** What a heading opens: sections, a neutral part (nothing), or nothing known (it belongs to what is around it). */
export interface HeadingMeaning<Section extends string> {
  readonly sections: readonly Section[];
  readonly neutral: boolean;
}

/** Headings of more words are sentences and mean nothing. */
const mostWords = 9;
const mostSigns = 120;
const withoutBlanks = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

/**
 * A function that looks headings up, given as the keys made by `headingKey`. `misleading` phrases are taken out before,
 * for they hold words of the vocabulary and mean something else. Phrases of scripts that do not part words are looked for
 * anywhere in the key.
 */
export function headingTable<Section extends string>(
  vocabulary: readonly HeadingWords<Section>[],
  misleading: readonly string[],
): (key: string) => HeadingMeaning<Section> {
  const whole = new Map<string, Set<Section | 'neutral'>>();
  const phrases = new Map<string, Set<Section | 'neutral'>>();
  const glued: { readonly phrase: string; readonly section: Section | 'neutral' }[] = [];
  const order = [...new Set(vocabulary.map((entry) => entry.section))];
  function add(to: Map<string, Set<Section | 'neutral'>>, phrase: string, section: Section | 'neutral'): void {
    to.set(phrase, (to.get(phrase) ?? new Set<Section | 'neutral'>()).add(section));
  }
  for (const entry of vocabulary) {
    for (const phrase of entry.whole) add(whole, phrase, entry.section);
    for (const phrase of entry.anywhere) {
      if (withoutBlanks.test(phrase)) glued.push({ phrase, section: entry.section });
      else add(phrases, phrase, entry.section);
    }
  }
  const longest = Math.max(1, ...[...phrases.keys()].map((phrase) => phrase.split(' ').length));
  const misleadingWords = misleading.map((phrase) => ` ${phrase} `);

  return function meaningOf(key) {
    const words = key.split(' ');
    if (key === '' || key.length > mostSigns || words.length > mostWords) return { sections: [], neutral: false };
    const found = new Set<Section | 'neutral'>(whole.get(key) ?? []);
    if (withoutBlanks.test(key)) {
      for (const { phrase, section } of glued) if (key.includes(phrase)) found.add(section);
    }
    const cleaned = misleadingWords.reduce((left, phrase) => left.replace(phrase, ' and '), ` ${key} `).trim().split(' ');
    for (let start = 0; start < cleaned.length; start += 1) {
      let phrase = '';
      for (let end = start; end < Math.min(cleaned.length, start + longest); end += 1) {
        phrase = end === start ? (cleaned[end] ?? '') : `${phrase} ${cleaned[end] ?? ''}`;
        for (const section of phrases.get(phrase) ?? []) found.add(section);
      }
    }
    const sections = order.filter((section): section is Section => section !== 'neutral' && found.has(section));
    return { sections, neutral: sections.length === 0 && found.has('neutral') };
  };
}
