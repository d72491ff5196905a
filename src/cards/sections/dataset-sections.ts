import type { BlockList } from '../markdown/markdown-blocks.js';
import { contentLines, isGeneratedSentence } from '../markdown/placeholder-text.js';
import { datasetHeadings } from './dataset-headings.js';
import { headingTable } from './heading-table.js';
import type { SectionAnswers } from './section-answer.js';
import { datasetSections, type DatasetSection } from './section-names.js';
import { walkSections, type BlockEvidence, type BlockPlace, type ContentBlock, type SectionContext } from './walk-sections.js';

/** What a heading of a dataset card means, by its key. */
export const meaningOfDatasetHeading = headingTable<DatasetSection>(datasetHeadings, []);

const describesData = /\b(?:data ?sets?|corpus|corpora|collection|benchmark|data|texts?|images?|sentences|documents|articles|samples|examples|pairs|questions|records|dump|annotations?|environment)\b|数据|データ|데이터|conjunto de datos|jeu de données|datensatz|датасет|набор данных/iu;
const pointsElsewhere = /^\W*(?:(?:for )?(?:more|further|additional) (?:information|details?)|please|note|see|todo|cite|if you|thanks|homepage|repository|paper|point of contact)\b/i;
const citation = /@(?:inproceedings|article|misc|incollection|book|dataset|techreport|phdthesis|mastersthesis)\s?\{/i;

/**
 * Words of prose before the first heading that make a description. A line that only names the source (`copy of …`, `used to train …`) is
 * none; most of those have fewer.
 */
const describingWords = 25;

/** What the prose before the first known heading has told so far. */
interface Opening {
  words: number;
  describes: boolean;
}

/** Which of the five sections of the template a dataset card has. Pure, bounded, never throws. */
export function readDatasetSections(list: BlockList, context: SectionContext): SectionAnswers<DatasetSection> {
  const told: Opening = { words: 0, describes: false };
  return walkSections<DatasetSection>(list, {
    sections: datasetSections,
    meaningOf: meaningOfDatasetHeading,
    evidenceOf: (block, place) => evidenceOf(block, place, told),
    frontMatterSections: [],
    fromFrontMatter: () => [],
  }, context);
}

function evidenceOf(block: ContentBlock, { opening }: BlockPlace<DatasetSection>, told: Opening): BlockEvidence<DatasetSection>[] {
  if (block.kind === 'table') return [];
  if (citation.test(block.source)) return [{ section: 'additionalInformation', rule: 'citation-code' }];
  if (block.kind === 'code' || !opening || block.inList) return [];
  const lines = contentLines(block.text);
  if (lines.some(isGeneratedSentence)) return [{ section: 'datasetDescription', rule: 'generated-sentence', absent: true }];
  told.words += lines.reduce((sum, line) => sum + wordsIn(line), 0);
  told.describes ||= lines.some((line) => !pointsElsewhere.test(line) && describesData.test(line));
  return told.describes && told.words >= describingWords ? [{ section: 'datasetDescription', rule: 'opening-paragraph' }] : [];
}

/** Words of a line; of scripts that do not part words, two signs count as one. */
function wordsIn(line: string): number {
  const glued = line.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu)?.length ?? 0;
  return (line.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) + Math.floor(glued / 2);
}
