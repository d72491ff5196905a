import { generatorOf } from './card-generator.js';
import { languageOf } from './card-language.js';
import { splitCard, stringsOf, type FrontMatter, type FrontMatterReason } from './markdown/front-matter.js';
import { readBlocks, type Block, type BlockList } from './markdown/markdown-blocks.js';
import { readMetadata, type Metadata } from './metadata/read-metadata.js';
import { readDatasetSections } from './sections/dataset-sections.js';
import { headingLanguages } from './sections/model-headings-other.js';
import { readModelSections } from './sections/model-sections.js';
import type { SectionAnswers } from './sections/section-answer.js';
import type { CardSection, DatasetSection } from './sections/section-names.js';
import type { SectionContext } from './sections/walk-sections.js';

/**
 * Names the rules by which cards are read. Stored beside every result; raise it whenever a rule, a list of words or a limit
 * changes an answer.
 */
export const cardRuleVersion = 'card-structure-2';

/** Facts about the reading and the text, not about the package. */
export interface CardFlags {
  /** Something was longer or deeper than the limits: an absent section may be there after all. */
  readonly truncated: boolean;
  readonly frontMatter: FrontMatterReason | null;
  /** The program whose template the card still bears; null where a person wrote it. */
  readonly generator: string | null;
  /** ISO 639-1; `und` where it cannot be told. */
  readonly language: string;
}

/** What a card says, by structure. `absent`: the text is not a card (there was no file); `empty`: a file without content. */
export type CardReading<Section extends string = CardSection> =
  | { readonly kind: 'absent' | 'empty' }
  | {
    readonly kind: 'card';
    readonly frontMatter: FrontMatter;
    readonly blocks: readonly Block[];
    readonly sections: SectionAnswers<Section>;
    /** What the card alone states; a record adds to it (`readMetadata`). */
    readonly metadata: Metadata;
    readonly flags: CardFlags;
  };

/** What git and the hub write in place of a README that is not there; archives have kept these texts as if they were cards. */
const absentTexts = [
  /^(?:error|fatal): (?:the )?path '[^'\n]{1,300}' (?:does not exist|exists on disk, but not in)/i,
  /^(?:error: )?entry not found\W*$/i,
  /^(?:404|404: )\s?not found\W*$/i,
];

/**
 * Reads the card of a model, given as the text of its `README.md`; `null` and `undefined` are a card that does not exist. Pure,
 * deterministic, bounded in work, never throws.
 */
export function readCard(text: string | null | undefined): CardReading {
  return read(text, readModelSections);
}

/** Reads the card of a dataset, by the sections of its template; else as `readCard`. */
export function readDatasetCard(text: string | null | undefined): CardReading<DatasetSection> {
  return read(text, readDatasetSections);
}

function read<Section extends string>(
  text: string | null | undefined,
  readSections: (list: BlockList, context: SectionContext) => SectionAnswers<Section>,
): CardReading<Section> {
  if (text === null || text === undefined) return { kind: 'absent' };
  const opening = text.slice(0, 500).replace(/^\ufeff/, '').trimStart();
  if (absentTexts.some((pattern) => pattern.test(opening))) return { kind: 'absent' };
  if (!/[^\s\ufeff\0]/.test(text)) return { kind: 'empty' };

  const { frontMatter, body, bodyLine } = splitCard(text);
  const list = readBlocks(body, bodyLine);
  const language = languageOf(list.blocks);
  return {
    kind: 'card',
    frontMatter,
    blocks: list.blocks,
    sections: readSections(list, { frontMatter: frontMatter.data, language, languageRead: isLanguageRead(language, frontMatter.data['language']), frontMatterLost: frontMatter.state === 'invalid' }),
    metadata: readMetadata({ frontMatter: frontMatter.data, blocks: list.blocks }),
    flags: {
      truncated: list.truncated || frontMatter.reason === 'too-large',
      frontMatter: frontMatter.reason,
      generator: generatorOf(body, frontMatter),
      language,
    },
  };
}

/** Where the prose is too short to tell the language, the one that the card declares decides. */
function isLanguageRead(language: string, declared: unknown): boolean {
  if (language !== 'und') return headingLanguages.includes(language);
  const [only, ...others] = stringsOf(declared);
  return only === undefined || others.length > 0 || !/^[a-z]{2}$/.test(only) || headingLanguages.includes(only);
}

/**
 * Whether all of a card was read that the rules can read: not cut, front matter usable, in a language whose words the rules of
 * metadata know. Otherwise what was not found may be there.
 */
export function isWhollyRead({ frontMatter, flags }: { readonly frontMatter: FrontMatter; readonly flags: CardFlags }): boolean {
  return !flags.truncated && frontMatter.state !== 'invalid' && (flags.language === 'en' || flags.language === 'und');
}

/** The card score: how many of the five sections are present, of those that could be judged. */
export function scoreCard(sections: SectionAnswers<string>): { readonly numerator: number; readonly denominator: number } {
  const answers = Object.values(sections).filter((answer) => answer.present !== null);
  return { numerator: answers.filter((answer) => answer.present).length, denominator: answers.length };
}
