import { isMapping } from '../markdown/front-matter.js';
import type { BlockList } from '../markdown/markdown-blocks.js';
import { contentLines, isGeneratedSentence } from '../markdown/placeholder-text.js';
import { headingTable } from './heading-table.js';
import { tellsOfLimits } from './limiting-sentences.js';
import { englishModelHeadings, misleadingModelPhrases } from './model-headings.js';
import { otherModelHeadings } from './model-headings-other.js';
import type { SectionAnswers } from './section-answer.js';
import {
  announcesResults, describesAModel, factsOf, hasDecimals, isResultsTable, loadsAModel, reportsMeasure, sectionOfFact, tellsOfTraining,
} from './section-evidence.js';
import { cardSections, type CardSection } from './section-names.js';
import { walkSections, type BlockEvidence, type BlockPlace, type ContentBlock, type SectionContext } from './walk-sections.js';

/** Facts that make a list a description: one alone (`language: en`) does not. */
const describingFacts = 2;

/** What a heading of a model card means, by its key. */
export const meaningOfModelHeading = headingTable<CardSection>([...englishModelHeadings, ...otherModelHeadings], misleadingModelPhrases);

/** Which of the five sections a model card has. Pure, bounded, never throws. */
export function readModelSections(list: BlockList, context: SectionContext): SectionAnswers<CardSection> {
  const facts = new Set<string>();
  return walkSections<CardSection>(list, {
    sections: cardSections,
    meaningOf: meaningOfModelHeading,
    evidenceOf: (block, place) => [...evidenceOf(block, place, context.language), ...evidenceOfFacts(block, facts)],
    frontMatterSections: ['evaluation'],
    fromFrontMatter: (data) => (hasModelIndexResults(data['model-index']) ? [{ section: 'evaluation', rule: 'model-index' }] : []),
  }, context);
}

/** What a block shows by itself. Code that trains or evaluates loads models too, so there it is no instruction for use. */
function evidenceOf(block: ContentBlock, { before, open, opening }: BlockPlace<CardSection>, language: string): BlockEvidence<CardSection>[] {
  if (block.kind === 'table') {
    const announced = (before?.kind === 'text' || before?.kind === 'heading') && announcesResults(before.text);
    return isResultsTable(block.rows) || (announced && hasDecimals(block.rows)) ? [{ section: 'evaluation', rule: 'results-table' }] : [];
  }
  const evidence: BlockEvidence<CardSection>[] = [];
  const elsewhere = open.includes('training') || open.includes('evaluation');
  if (!elsewhere && loadsAModel(block.source)) evidence.push({ section: 'howToUse', rule: 'code-loads-model' });
  if (block.kind === 'code') return evidence;
  if (opening && (!block.inList || speaksOfItself(block.text))) {
    if (describesAModel(block.text)) evidence.push({ section: 'modelDescription', rule: 'opening-paragraph' });
    else if (contentLines(block.text).some(isGeneratedSentence)) evidence.push({ section: 'modelDescription', rule: 'generated-sentence', absent: true });
  }
  if (reportsMeasure(block.text)) evidence.push({ section: 'evaluation', rule: 'measure-with-number' });
  if (tellsOfTraining(block.text)) evidence.push({ section: 'training', rule: 'training-sentence' });
  if (tellsOfLimits(block.text, language)) evidence.push({ section: 'limitations', rule: 'limiting-sentence' });
  return evidence;
}

/** One fact tells of training; a model is described by several, which may stand in several lists. */
function evidenceOfFacts(block: ContentBlock, facts: Set<string>): BlockEvidence<CardSection>[] {
  if (block.kind === 'table' && isResultsTable(block.rows)) return [];
  return factsOf(block).flatMap((key): BlockEvidence<CardSection>[] => {
    const section = sectionOfFact(key);
    if (section === null) return [];
    return section === 'training' || facts.add(key).size >= describingFacts ? [{ section, rule: 'fact-list' }] : [];
  });
}

/** Lists before the first section are links and facts, unless an item is a sentence about the model. */
function speaksOfItself(text: string): boolean {
  return /^\W{0,10}(?:this|the|our) (?:\w+ ){0,2}model\b/i.test(text);
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
