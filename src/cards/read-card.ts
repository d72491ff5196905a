import type { Metadata } from './metadata/read-metadata.js';
import { readMetadata } from './metadata/read-metadata.js';
import type { CardSections } from './sections/card-sections.js';
import { sectionsFromBlocks } from './sections/card-sections.js';
import type { FrontMatter, FrontMatterReason } from './markdown/front-matter.js';
import { splitCard } from './markdown/front-matter.js';
import type { Block } from './markdown/markdown-blocks.js';
import { readBlocks } from './markdown/markdown-blocks.js';
import { isGeneratedSentence } from './markdown/placeholder-text.js';
import { cardSections } from './sections/section-vocabulary.js';

/**
 * Names the rules by which cards are read. Stored beside every result; raise it whenever a rule, a list of words or a limit
 * changes an answer.
 */
export const cardRuleVersion = 'card-structure-1';

/** Facts about the reading, not about the model. */
export interface CardFlags {
  /** Something was longer or deeper than the limits: an absent section may be there after all. */
  readonly truncated: boolean;
  readonly frontMatter: FrontMatterReason | null;
  /** The card was written by a training script and, as far as its own remark says, not completed by hand. */
  readonly generated: boolean;
}

/** What a card says, by structure. `absent`: the text is not a card (there was no file); `empty`: a file without content. */
export type CardReading =
  | { readonly kind: 'absent' | 'empty' }
  | {
    readonly kind: 'card';
    readonly frontMatter: FrontMatter;
    readonly sections: CardSections;
    readonly attributes: Metadata;
    readonly flags: CardFlags;
  };

/** What git and the hub write in place of a README that is not there; archives have kept these texts as if they were cards. */
const absentTexts = [
  /^(?:error|fatal): (?:the )?path '[^'\n]{1,300}' (?:does not exist|exists on disk, but not in)/i,
  /^(?:error: )?entry not found\W*$/i,
  /^(?:404|404: )\s?not found\W*$/i,
];

/**
 * Reads one card, given as the text of its `README.md`; `null` and `undefined` are a card that does not exist. Pure,
 * deterministic, bounded in work, never throws.
 */
export function readCard(text: string | null | undefined): CardReading {
  if (text === null || text === undefined) return { kind: 'absent' };
  const opening = text.slice(0, 500).replace(/^\ufeff/, '').trimStart();
  if (absentTexts.some((pattern) => pattern.test(opening))) return { kind: 'absent' };
  if (!/[^\s\ufeff\0]/.test(text)) return { kind: 'empty' };

  const { frontMatter, body, bodyLine } = splitCard(text);
  const list = readBlocks(body, bodyLine);
  return {
    kind: 'card',
    frontMatter,
    sections: sectionsFromBlocks(list, frontMatter.data),
    attributes: readMetadata({ frontMatter: frontMatter.data, blocks: list.blocks }),
    flags: {
      truncated: list.truncated || frontMatter.reason === 'too-large',
      frontMatter: frontMatter.reason,
      generated: /<!--[\s-]{0,5}This model card has been generated automatically/i.test(body.slice(0, 5000))
        || list.blocks.slice(0, 8).some(hasGeneratedSentence),
    },
  };
}

/** The card score of the study: how many of the five sections are present. */
export function scoreCard(sections: CardSections): { readonly numerator: number; readonly denominator: 5 } {
  return { numerator: cardSections.filter((section) => sections[section].present).length, denominator: 5 };
}

function hasGeneratedSentence(block: Block): boolean {
  return block.kind === 'text' && isGeneratedSentence(block.source.split('\n')[0] ?? '');
}
