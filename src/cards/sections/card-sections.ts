import { isMapping } from '../markdown/front-matter.js';
import { headingKey } from '../markdown/inline-text.js';
import type { Block, BlockList } from '../markdown/markdown-blocks.js';
import { readBlocks } from '../markdown/markdown-blocks.js';
import { codeLines, contentLines, isGeneratedSentence } from '../markdown/placeholder-text.js';
import type { HeadingMeaning } from './section-vocabulary.js';
import { cardSections, meaningOfHeading } from './section-vocabulary.js';
import type { CardSection } from './section-vocabulary.js';
import {
  announcesResults, describesAModel, factOf, hasDecimals, isResultsTable, loadsAModel, reportsMeasure,
  sectionOfFact, tellsOfTraining,
} from './section-evidence.js';

/** Why a section counts as present: content under its heading, or what structure shows without one. */
export type PresenceRule =
  | 'heading'
  | 'opening-paragraph'
  | 'fact-list'
  | 'code-loads-model'
  | 'training-sentence'
  | 'results-table'
  | 'measure-with-number'
  | 'model-index';
/** Why it does not: nothing found; a heading with nothing or only placeholders below; only the sentence a script wrote. */
export type AbsenceRule = 'not-found' | 'heading-without-content' | 'generated-sentence';

/** One section of one card. `line` (from 1) is where the rule was met; null where there is no place (front matter, absent). */
export type SectionFinding =
  | { readonly present: true; readonly rule: PresenceRule; readonly line: number | null }
  | { readonly present: false; readonly rule: AbsenceRule; readonly line: number | null };

export type CardSections = Readonly<Record<CardSection, SectionFinding>>;

/** What is known of a card besides its Markdown. */
export interface SectionContext {
  /** The parsed front matter: results stated in `model-index` are an evaluation. */
  readonly frontMatter?: Readonly<Record<string, unknown>>;
  /** The line of the file on which the Markdown starts; 1 where it is the whole file. */
  readonly firstLine?: number;
}

/** An open heading: what stands below it belongs to `meaning`, its own or inherited. */
interface Scope {
  readonly depth: number;
  readonly line: number;
  readonly meaning: HeadingMeaning;
}

/** Facts that make a list a description: one alone (`language: en`) does not. */
const describingFacts = 2;

const unknownMeaning: HeadingMeaning = { sections: [], neutral: false };

/** Which of the five sections a card's Markdown (without front matter) has. Pure, bounded, never throws. */
export function readSections(markdown: string, context: SectionContext = {}): CardSections {
  return sectionsFromBlocks(readBlocks(markdown, context.firstLine ?? 1), context.frontMatter ?? {});
}

/** The same from blocks already read. */
export function sectionsFromBlocks(list: BlockList, frontMatter: Readonly<Record<string, unknown>>): CardSections {
  const found = new Map<CardSection, { rule: PresenceRule; line: number | null }>();
  const bare = new Map<CardSection, { rule: AbsenceRule; line: number }>();
  const facts = new Set<string>();
  let scopes: Scope[] = [];
  // The opening is what stands before the first heading that the vocabulary knows.
  let opening = true;

  function find(section: CardSection, rule: PresenceRule, line: number | null): void {
    if (!found.has(section)) found.set(section, { rule, line });
  }

  list.blocks.forEach((block, at) => {
    if (block.kind === 'heading') {
      scopes = scopes.filter((scope) => scope.depth < block.depth);
      const own = isTitle(list.blocks, at) ? unknownMeaning : meaningOfHeading(headingKey(block.source));
      const known = own.neutral || own.sections.length > 0;
      const inherited = scopes.at(-1);
      scopes.push(known ? { depth: block.depth, line: block.line, meaning: own }
        : { depth: block.depth, line: inherited?.line ?? block.line, meaning: inherited?.meaning ?? unknownMeaning });
      if (known) opening = false;
      for (const section of own.sections) {
        if (!bare.has(section)) bare.set(section, { rule: 'heading-without-content', line: block.line });
      }
      return;
    }
    const scope = scopes.at(-1);
    const sections = scope?.meaning.sections ?? [];
    if (sections.length > 0 && hasContent(block)) {
      for (const section of sections) find(section, 'heading', scope?.line ?? block.line);
    }
    if (opening && block.kind === 'text' && (!block.inList || speaksOfItself(block.source))) {
      if (describesAModel(block.source)) find('modelDescription', 'opening-paragraph', block.line);
      else if (contentLines(block.source).some(isGeneratedSentence) && !bare.has('modelDescription')) {
        bare.set('modelDescription', { rule: 'generated-sentence', line: block.line });
      }
    }
    for (const { section, rule } of evidenceOf(block, list.blocks[at - 1], sections)) find(section, rule, block.line);
    for (const key of factOf(block)) {
      const section = sectionOfFact(key);
      if (section === 'training') find('training', 'fact-list', block.line);
      else if (section !== null && facts.add(key).size >= describingFacts) find(section, 'fact-list', block.line);
    }
  });
  if (hasModelIndexResults(frontMatter['model-index'])) find('evaluation', 'model-index', null);

  return Object.fromEntries(cardSections.map((section): [CardSection, SectionFinding] => {
    const presence = found.get(section);
    if (presence !== undefined) return [section, { present: true, ...presence }];
    return [section, { present: false, ...(bare.get(section) ?? { rule: 'not-found', line: null }) }];
  })) as CardSections;
}

/** What a block shows by itself. Code that trains or evaluates loads models too, so there it is no instruction for use. */
function evidenceOf(
  block: Exclude<Block, { kind: 'heading' }>,
  before: Block | undefined,
  sections: readonly CardSection[],
): { section: CardSection; rule: PresenceRule }[] {
  const evidence: { section: CardSection; rule: PresenceRule }[] = [];
  if (block.kind === 'table') {
    const announced = (before?.kind === 'text' || before?.kind === 'heading') && announcesResults(before.source);
    if (isResultsTable(block.rows) || (announced && hasDecimals(block.rows))) {
      evidence.push({ section: 'evaluation', rule: 'results-table' });
    }
    return evidence;
  }
  const elsewhere = sections.includes('training') || sections.includes('evaluation');
  if (!elsewhere && loadsAModel(block.source)) evidence.push({ section: 'howToUse', rule: 'code-loads-model' });
  if (block.kind === 'text') {
    if (reportsMeasure(block.source)) evidence.push({ section: 'evaluation', rule: 'measure-with-number' });
    if (tellsOfTraining(block.source)) evidence.push({ section: 'training', rule: 'training-sentence' });
  }
  return evidence;
}

/** Lists before the first section are links and facts, unless an item is a sentence about the model. */
function speaksOfItself(source: string): boolean {
  return /^(?:this|the|our) (?:\w+ ){0,2}model\b/.test(headingKey(source));
}

/** True unless a block holds only placeholders, comments or nothing. */
function hasContent(block: Exclude<Block, { kind: 'heading' }>): boolean {
  if (block.kind === 'code') return codeLines(block.source).length > 0;
  if (block.kind === 'table') {
    return block.rows.slice(1).some((row) => row.some((cell) => contentLines(cell).length > 0 || /\d/.test(cell)));
  }
  return contentLines(block.source).some((line) => !isGeneratedSentence(line));
}

/**
 * A title names the model and may hold any word of the vocabulary (`BERT for training data attribution`). The first
 * heading is taken for one when it is of level 1 or 2 and has more than four words.
 */
function isTitle(blocks: readonly Block[], at: number): boolean {
  const block = blocks[at];
  if (block?.kind !== 'heading' || blocks.slice(0, at).some((earlier) => earlier.kind === 'heading')) return false;
  return block.depth <= 2 && headingKey(block.source).split(' ').length > 4;
}

/** True when `model-index` states at least one result with a number; templates leave names of variables there. */
export function hasModelIndexResults(modelIndex: unknown): boolean {
  return listOf(modelIndex).some((model) =>
    listOf(isMapping(model) ? model['results'] : null).some((result) =>
      listOf(isMapping(result) ? result['metrics'] : null).some((metric) => {
        const value = isMapping(metric) ? metric['value'] : null;
        return typeof value === 'number' || (typeof value === 'string' && /^\D{0,5}\d/.test(value.trim()));
      })));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
