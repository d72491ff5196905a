import { codeLines, contentLines, isGeneratedSentence } from '../markdown/placeholder-text.js';
import type { ContentBlock } from './walk-sections.js';

/** True unless a block holds only placeholders, comments, sentences of programs, or nothing. */
export function contentOf(block: ContentBlock): boolean {
  if (block.kind === 'code') return codeLines(block.source).length > 0;
  if (block.kind === 'table') {
    return block.rows.slice(1, 200).some((row) => row.some((cell) => /\d/.test(cell) || contentLines(cell).length > 0));
  }
  return contentLines(block.text).some((line) => !isGeneratedSentence(line));
}
