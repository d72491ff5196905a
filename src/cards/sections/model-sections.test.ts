import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hasModelIndexResults, meaningOfModelHeading, readModelSections } from './model-sections.js';
import { headingKey } from '../markdown/inline-text.js';
import { parseLimits, readBlocks } from '../markdown/markdown-blocks.js';
import { isGeneratedSentence, isPlaceholder } from '../markdown/placeholder-text.js';
import { englishModelHeadings } from './model-headings.js';
import { otherModelHeadings } from './model-headings-other.js';
import { cardSections, type CardSection } from './section-names.js';

const pieces = [
  '# Title\n', '## Limitations\n', '## Training\n', '### Results\n', 'More information needed', 'TODO', 'It works on short texts only.', '\n', '\n\n',
  '```\n', '~~~\n', 'AutoModel.from_pretrained("a")', '| F1 |\n|---|\n| 0.9 |\n', '- ', '> ', '    ', '**Usage:** ', '<!-- ', ' -->', '<pre>', '</pre>',
  '<h2>Evaluation</h2>', '[', '](', '*', '_', '---', '===', 'A model of text and words.', '|', '`', '<', '&amp;', '{{', '}}', '\t', '\r', '\0', 'é模型',
];
/** The answers with the line on which their evidence begins. */
function readSections(text: string, { frontMatter = {}, firstLine = 1, language = 'en', languageRead = true, frontMatterLost = false } = {}) {
  const answers = readModelSections(readBlocks(text, firstLine), { frontMatter, language, languageRead, frontMatterLost });
  return Object.fromEntries(cardSections.map((section) => {
    const { present, evidence } = answers[section];
    return [section, { present, rule: evidence.rule, line: evidence.lines?.from ?? null }];
  })) as Record<CardSection, { present: boolean | null; rule: string; line: number | null }>;
}

const markdown = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));

describe('readSections', () => {
  it('does not take a heading, a placeholder or the text of a template for content', () => {
    const text = '## Limitations\n\n## Training\n\n[More Information Needed]\n\n## Usage\n\n<!-- Say how to use it here. -->\n';
    expect(readSections(text)).toMatchObject({
      limitations: { present: false, rule: 'heading-without-content', line: 1 },
      training: { present: false, rule: 'heading-without-content', line: 3 },
      howToUse: { present: false, rule: 'heading-without-content', line: 7 },
      evaluation: { present: false, rule: 'not-found', line: null },
    });
  });

  it('lets a deeper heading that names another section take its content', () => {
    const sections = readSections('# Limitations\n\n## Training\n\nSix hours of hard work.\n');
    expect(sections.limitations.present).toBe(false);
    expect(sections.training).toEqual({ present: true, rule: 'heading', line: 3 });
  });

  it('keeps content below a deeper heading that means nothing in the section around it', () => {
    expect(readSections('# Limitations\n\n## Birds\n\nThey fly off unseen.\n').limitations).toEqual({ present: true, rule: 'heading', line: 1 });
  });

  it('ends a section at a neutral heading', () => {
    expect(readSections('## Limitations\n### Citation\n\nCite the paper of ours.\n').limitations.present).toBe(false);
  });

  it('takes the sentence of a training script for no description, but a sentence of an author for one', () => {
    const generated = 'This model is a fine-tuned version of [x/y](https://example.org) on the glue dataset.';
    expect(readSections(`# m\n\n${generated}\n`).modelDescription).toEqual({ present: false, rule: 'generated-sentence', line: 3 });
    expect(readSections(`# m\n\n${generated}\nThe model sorts birds by song.\n`).modelDescription).toMatchObject({ rule: 'opening-paragraph' });
  });

  it('counts code that loads the model, except where it trains or evaluates', () => {
    const code = '```python\nm = AutoModel.from_pretrained("a/b")\n```\n';
    expect(readSections(code).howToUse).toEqual({ present: true, rule: 'code-loads-model', line: 1 });
    expect(readSections(`## Training\n\n${code}`).howToUse.present).toBe(false);
    expect(readSections('```python\nprint("hello")\n```\n').howToUse.present).toBe(false);
  });

  it('counts a table with a measure and numbers, not one without', () => {
    expect(readSections('| a | BLEU |\n|---|---|\n| de | 31.2 |\n').evaluation).toMatchObject({ present: true, rule: 'results-table' });
    expect(readSections('| Data | Quantity |\n|---|---|\n| kept | 458 |\n').evaluation.present).toBe(false);
    expect(readSections('| a | BLEU |\n|---|---|\n| de | soon |\n').evaluation.present).toBe(false);
  });

  it('counts results of the front matter, not the variables of a template', () => {
    function withValue(value: unknown) {
      return [{ name: 'm', results: [{ metrics: [{ type: 'wer', value }] }] }];
    }
    expect(readSections('', { frontMatter: { 'model-index': withValue(12.5) } }).evaluation).toEqual({ present: true, rule: 'model-index', line: null });
    expect([0, '20.0 ± 1.2', '{wer}', null, undefined].map((value) => hasModelIndexResults(withValue(value)))).toEqual([true, true, false, false, false]);
    expect([null, [], 'x', [{ results: 'x' }], [[1]], { error: 'bad' }].some(hasModelIndexResults)).toBe(false);
  });

  it('cannot judge an evaluation that lost front matter may state', () => {
    expect(readSections('# m', { frontMatterLost: true }).evaluation).toEqual({ present: null, rule: 'front-matter-lost', line: null });
    expect(readSections('Accuracy: 0.91', { frontMatterLost: true }).evaluation.present).toBe(true);
    expect(readSections('# m', { frontMatterLost: true }).training.present).toBe(false);
  });

  it('takes neither the header of a table nor what was not done for training', () => {
    expect(readSections('| Dataset | F1 |\n|---|---|\n| garden | 0.9 |\n').training.present).toBe(false);
    expect(readSections('The network was not trained on pages of Wikipedia.').training.present).toBe(false);
    expect(readSections('This model is a fine-tuned version of [x/y](https://example.org) on an unknown dataset.').training.present).toBe(false);
  });

  it('does not read the words of a long title as sections', () => {
    expect(readSections('# A small model for training data attribution\n\nHello everyone out there.\n').training.present).toBe(false);
  });

  it('counts lines from where the Markdown starts in its file', () => {
    expect(readSections('## Usage\n\nCall it with words.', { firstLine: 10 }).howToUse).toMatchObject({ line: 10 });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(markdown, fc.string({ unit: 'binary', maxLength: 400 })), (text) => {
      expect(Object.keys(readSections(text))).toEqual([...cardSections]);
    }), { seed: 20220215, numRuns: 1000 });
  });

  it('never loses a section because text is added below', () => {
    fc.assert(fc.property(markdown, markdown, (card, more) => {
      const before = readSections(card);
      const after = readSections(`${card}\n\n${more}`);
      for (const section of cardSections) if (before[section].present) expect(after[section]).toEqual(before[section]);
    }), { seed: 20220215, numRuns: 1000 });
  });
});

describe('the vocabulary', () => {
  it('is written in the form in which headings are looked up', () => {
    for (const entry of [...englishModelHeadings, ...otherModelHeadings]) {
      for (const phrase of [...entry.anywhere, ...entry.whole]) expect(headingKey(phrase)).toBe(phrase);
    }
  });

  it.each([
    ['2.1 Intended uses & limitations:', ['limitations']],
    ['**How to use** 🤗', ['howToUse']],
    ['Training and evaluation data', ['training']],
    ['Evaluation data', []],
    ['Bias, Risks, and Limitations', ['limitations']],
    ['[Model description](#a)', ['modelDescription']],
    ['Citation', []],
  ])('reads %s', (heading, sections) => {
    expect(meaningOfModelHeading(headingKey(heading)).sections).toEqual(sections);
  });
});

describe('placeholders', () => {
  it.each(['[More Information Needed]', 'TODO', 'N/A', 'coming soon...', '<!-- text -->', '{{ bias | default("x") }}', '', 'TODO (will be filled shortly)'])(
    'knows %s', (text) => expect(isPlaceholder(text)).toBe(true));
  it.each(['It may be wrong.', 'Todos are listed by this model in the order of their date and weight.', 'なし'])(
    'leaves %s', (text) => expect(isPlaceholder(text)).toBe(false));
  it('knows the sentence of the Trainer whatever it names', () => {
    expect(isGeneratedSentence('This model is a fine-tuned version of [a/b](https://x.org) on the None dataset.')).toBe(true);
    expect(isGeneratedSentence('This model is a good one.')).toBe(false);
  });
});

describe('bounds', () => {
  it('parses no more than the limits and says so', () => {
    expect(readBlocks('a\n'.repeat(parseLimits.lines + 1)).truncated).toBe(true);
    expect(readBlocks('a '.repeat(parseLimits.characters)).truncated).toBe(true);
    expect(readBlocks(`${'- '.repeat(parseLimits.nesting)}a`).truncated).toBe(true);
    expect(readBlocks('- - a\n\nb').truncated).toBe(false);
  });

  const size = 100_000;
  it.each([
    ['quotations', '>'.repeat(size)],
    ['quotations continued lazily', `${'>'.repeat(12)}a\n${'b\n'.repeat(10)}`.repeat(size / 34)],
    ['lists', '- '.repeat(size / 2)],
    ['lists line by line', Array.from({ length: 400 }, (_value, at) => `${' '.repeat(at * 2)}- a`).join('\n')],
    ['brackets', '['.repeat(size)],
    ['links', '[a]('.repeat(size / 4)],
    ['images', '![a'.repeat(size / 3)],
    ['emphasis', '*a_ '.repeat(size / 4)],
    ['emphasis and lists', '- **a\n'.repeat(size / 6)],
    ['back ticks', '` `` '.repeat(size / 5)],
    ['tags', '<a '.repeat(size / 3)],
    ['comments', '<!-- '.repeat(size / 5)],
    ['style blocks', '<style>'.repeat(size / 7)],
    ['preformatted blocks', '<pre>'.repeat(size / 5)],
    ['template variables', '{{'.repeat(size / 2)],
    ['addresses', 'https://'.repeat(size / 8)],
    ['licences', 'cc-by-'.repeat(size / 6)],
    ['wide tables', `${'|a'.repeat(size / 4)}|\n${'|-'.repeat(size / 4)}|\n`],
    ['many tables', '|a|\n|-|\n|1|\n\n'.repeat(size / 13)],
    ['headings', '# a\n'.repeat(size / 4)],
    ['tight headings', '#a\n'.repeat(size / 3)],
    ['bold lines', '**a**\n'.repeat(size / 6)],
    ['words', 'model '.repeat(size / 6)],
    ['one word', 'a'.repeat(size)],
    ['numbers', '1.5 '.repeat(size / 4)],
    ['colons', ':'.repeat(size)],
    ['5 MB', '## Limitations\n\nNone that we know.\n\n'.repeat(140_000)],
  ])('finishes %s', (_name, text) => {
    const { blocks } = readBlocks(text);
    // Blocks are what later steps work on: never more than a few per line that was parsed.
    expect(blocks.length).toBeLessThanOrEqual(2 * Math.max(parseLimits.lines, size / 5));
    expect(Object.keys(readSections(text))).toHaveLength(5);
  });
});
