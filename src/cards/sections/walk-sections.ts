import type { LineRange } from '../evidence.js';
import { labelDepth, type Block, type BlockList } from '../markdown/markdown-blocks.js';
import { contentOf } from './block-content.js';
import type { HeadingMeaning } from './heading-table.js';
import type { SectionAnswer, SectionAnswers, SectionRule } from './section-answer.js';
import { sectionConfidences } from './section-confidence.js';

/** Blocks that are no headings. */
export type ContentBlock = Exclude<Block, { kind: 'heading' }>;

/** What a block shows by itself, without a heading. `absent`: it looks like the section and is not. */
export interface BlockEvidence<Section extends string> {
  readonly section: Section;
  readonly rule: SectionRule;
  readonly absent?: true;
}

/** Where a block stands. `opening`: before the first heading that the vocabulary knows. */
export interface BlockPlace<Section extends string> {
  readonly before: Block | undefined;
  readonly open: readonly Section[];
  readonly opening: boolean;
}

/** How the sections of one kind of card are found. */
export interface SectionPlan<Section extends string> {
  readonly sections: readonly Section[];
  readonly meaningOf: (key: string) => HeadingMeaning<Section>;
  readonly evidenceOf: (block: ContentBlock, place: BlockPlace<Section>) => readonly BlockEvidence<Section>[];
  /** Sections that front matter can state. */
  readonly frontMatterSections: readonly Section[];
  readonly fromFrontMatter: (data: Readonly<Record<string, unknown>>) => readonly BlockEvidence<Section>[];
}

/** What is known of a card besides its blocks. */
export interface SectionContext {
  readonly frontMatter: Readonly<Record<string, unknown>>;
  /** ISO 639-1, `und` where it cannot be told. */
  readonly language: string;
  /** Whether the headings of that language are in the vocabulary. */
  readonly languageRead: boolean;
  /** Whether there was front matter that could not be used. */
  readonly frontMatterLost: boolean;
}

/** An open heading: what stands below it belongs to `meaning`, its own or inherited. */
interface Scope<Section extends string> {
  readonly depth: number;
  readonly line: number;
  readonly meaning: HeadingMeaning<Section>;
}

interface Found {
  readonly rule: SectionRule;
  lines: LineRange | null;
  /** The line of the heading whose content this is, while more may follow. */
  readonly heading: number | null;
}

/** Which sections a card has, by the plan of its kind. Pure, bounded, never throws. */
export function walkSections<Section extends string>(
  list: BlockList,
  plan: SectionPlan<Section>,
  context: SectionContext,
): SectionAnswers<Section> {
  const found = new Map<Section, Found>();
  const bare = new Map<Section, { readonly rule: SectionRule; readonly lines: LineRange }>();
  let scopes: Scope<Section>[] = [];
  let opening = true;
  let headingsKnown = 0;
  const firstHeading = list.blocks.findIndex((block) => block.kind === 'heading');

  function find(section: Section, rule: SectionRule, lines: LineRange | null, heading: number | null = null): void {
    const earlier = found.get(section);
    if (earlier === undefined) found.set(section, { rule, lines, heading });
    else if (heading !== null && earlier.heading === heading && lines !== null && earlier.lines !== null) {
      earlier.lines = { from: earlier.lines.from, to: lines.to };
    }
  }

  list.blocks.forEach((block, at) => {
    if (block.kind === 'heading') {
      scopes = scopes.filter((scope) => scope.depth < block.depth);
      const means = !(at === firstHeading && isTitle(block.depth, block.key)) && !isSentence(block.depth, block.key);
      const own: HeadingMeaning<Section> = means ? plan.meaningOf(block.key) : { sections: [], neutral: false };
      const known = own.neutral || own.sections.length > 0;
      const around = scopes.at(-1);
      scopes.push(known || around === undefined ? { depth: block.depth, line: block.line, meaning: own } : { ...around, depth: block.depth });
      if (known) opening = false;
      headingsKnown += own.sections.length;
      for (const section of own.sections) {
        if (!bare.has(section)) bare.set(section, { rule: 'heading-without-content', lines: { from: block.line, to: block.lastLine } });
      }
      return;
    }
    const lines = { from: block.line, to: block.lastLine };
    const scope = scopes.at(-1);
    const open = scope?.meaning.sections ?? [];
    if (scope !== undefined && open.length > 0 && contentOf(block)) {
      for (const section of open) find(section, 'heading', { from: scope.line, to: block.lastLine }, scope.line);
    }
    for (const { section, rule, absent } of plan.evidenceOf(block, { before: list.blocks[at - 1], open, opening })) {
      if (absent !== true) find(section, rule, lines);
      else if (!bare.has(section)) bare.set(section, { rule, lines });
    }
  });
  for (const { section, rule } of plan.fromFrontMatter(context.frontMatter)) find(section, rule, null);

  return Object.fromEntries(plan.sections.map((section): [Section, SectionAnswer] => {
    const there = found.get(section);
    if (there !== undefined) return [section, answer(true, there.rule, there.lines)];
    // A heading of the vocabulary shows that the card is written in words that we read.
    if (!context.languageRead && headingsKnown === 0) return [section, answer(null, 'language-not-read', null)];
    if (list.truncated) return [section, answer(null, 'card-cut', null)];
    if (context.frontMatterLost && plan.frontMatterSections.includes(section)) return [section, answer(null, 'front-matter-lost', null)];
    const why = bare.get(section);
    return [section, why === undefined ? answer(false, 'not-found', null) : answer(false, why.rule, why.lines)];
  })) as unknown as SectionAnswers<Section>;
}

function answer(present: boolean | null, rule: SectionRule, lines: LineRange | null): SectionAnswer {
  return { present, evidence: { rule, lines, confidence: sectionConfidences[rule] } };
}

/**
 * A title names the model and may hold any word of the vocabulary (`BERT for training data attribution`). The first
 * heading is taken for one when it is of level 1 or 2 and has more than four words.
 */
function isTitle(depth: number, key: string): boolean {
  return depth <= 2 && key.split(' ').length > 4;
}

/** A line in bold may be a sentence that its author wanted to be seen. */
function isSentence(depth: number, key: string): boolean {
  return depth === labelDepth && key.split(' ').length > 6;
}
