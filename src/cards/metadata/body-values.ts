import type { Block } from '../markdown/markdown-blocks.js';
import { labelDepth } from '../markdown/markdown-blocks.js';
import { withoutComments } from '../markdown/inline-text.js';
import { isGeneratedSentence, isPlaceholder } from '../markdown/placeholder-text.js';
import { scanAddresses } from './addresses.js';
import { lineReader } from './line-reader.js';
import { readCitations, readCode } from './code-values.js';
import { hyperParameterAt } from './hyper-parameters.js';
import { readLabelled } from './labelled-values.js';
import { measureFrom, metricOf } from './measures.js';
import { domainOfTask, shortText, sizeOfName } from './normal-form.js';
import type { PhraseMatch } from './phrase-matcher.js';
import { lowerCase, scanPhrases } from './phrase-matcher.js';
import { metricBeside, readOpening } from './sentences.js';
import { hyperParameterOf, readTable } from './tables.js';
import type { Topic } from './topics.js';
import { topicOfHeading, topicOfLabel } from './topics.js';
import type { FoundValue, ValueList } from './value-list.js';
import { addValue, hasValue } from './value-list.js';
import type { WordMeaning } from './word-meanings.js';
import { proseIndex } from './word-meanings.js';

/** Words that name a task or a language count in the opening of a card only: further down other models are spoken of. */
const openingBlocks = 14;
/** Most openings of sentences followed in one block: long paragraphs of one phrase are hostile. */
const mostMatches = 400;

type TextBlock = Extract<Block, { kind: 'text' }>;
type Scope = { readonly depth: number; readonly topic: Topic | null; readonly heading: string };

/** A word of the opening that counts when nothing declares the attribute. */
interface Candidate {
  readonly attribute: 'task' | 'language' | 'library' | 'domain';
  readonly value: string;
  readonly line: number;
  readonly inHeading: boolean;
}

/** Adds what headings, sentences, lists, tables and code of a card say, in one pass over its blocks. */
export function readBody(list: ValueList, blocks: readonly Block[]): void {
  const candidates: Candidate[] = [];
  let scopes: Scope[] = [];
  let texts = 0;
  const deferred: FoundValue[] = [];
  for (const block of blocks) {
    const scope = scopes.at(-1);
    switch (block.kind) {
      case 'heading': {
        scopes = scopes.filter(({ depth }) => depth < block.depth);
        const topic = block.depth === labelDepth ? (topicOfLabel(block.text) ?? topicOfHeading(block.text)) : topicOfHeading(block.text);
        scopes.push({ depth: block.depth, topic: topic ?? (block.depth === labelDepth ? null : scopes.at(-1)?.topic) ?? null, heading: block.text });
        scanText(list, block, { topic: topic === 'limitation' || topic === 'mixed use' ? 'neutral' : topic, candidates, isOpening: texts < openingBlocks });
        if (block.depth === 1 && texts < 4) sizeInTitle(list, block.text, block.line);
        break;
      }
      case 'text': {
        texts += 1;
        const topic = scope?.topic ?? null;
        if (scope?.depth === labelDepth) readMeasureOfLabel(list, block, scope.heading);
        if (scope !== undefined && topic !== null) readUnderHeading(list, block, { ...scope, topic });
        readLines(list, block);
        scanText(list, block, { topic, candidates, isOpening: texts <= openingBlocks });
        if (topic === 'data') describedData(list, block);
        break;
      }
      case 'code': {
        const installed = readCode(list, block, scope?.topic ?? null);
        if (installed !== null) candidates.push({ attribute: 'library', value: installed, line: block.line, inHeading: false });
        break;
      }
      case 'table': readTable(list, block, scope?.topic ?? null, deferred); scanCells(list, block); break;
    }
  }
  settleCandidates(list, candidates);
  if (!hasValue(list, 'parameterCount')) for (const value of deferred) addValue(list, value);
}

function readUnderHeading(list: ValueList, block: TextBlock, scope: Scope & { readonly topic: Topic }): void {
  const isLabel = scope.depth === labelDepth || (scope.topic !== 'data' && scope.topic !== 'author' && topicOfLabel(scope.heading) === scope.topic);
  if (scope.topic === 'mixed use' && !/\b(?:limit|bias|risk|not\b|only\b|fail|cannot|can't|caution|harm|offensive|may\b)/i.test(block.text)) return;
  if (scope.topic === 'limitation' || scope.topic === 'mixed use') {
    if (isPlaceholder(block.text.slice(0, 500)) || isGeneratedSentence(block.text.slice(0, 500)) || /^\s*users \(both direct and downstream\) should be made aware/i.test(block.text)) return;
    readLabelled(list, { topic: 'limitation', label: scope.heading, text: block.text.slice(0, 2000), source: block.source.slice(0, 1000), lines: { from: block.line, to: block.lastLine }, from: 'text', isLabel: true });
    return;
  }
  if (scope.topic === 'training' || scope.topic === 'neutral' || scope.topic === 'usage' || scope.topic === 'evaluation') return;
  readLabelled(list, { topic: scope.topic, label: scope.heading, text: block.text.slice(0, 2000), source: block.source, lines: { from: block.line, to: block.lastLine }, from: 'text', isLabel });
}

/** Data without a name or an address, told under a heading for it: its first sentence. */
function describedData(list: ValueList, block: TextBlock): void {
  const line = block.text.trimStart().slice(0, 400).split(/\n|\.\s/, 1)[0]?.trim() ?? '';
  if (hasValue(list, 'dataset') || line.split(' ').length < 3 || isPlaceholder(line) || /^(?:not|no|see|refer|please|for|this is|more|coming|same)\b/i.test(line)) return;
  addValue(list, { attribute: 'dataset', value: shortText(line, 80), source: 'text', where: 'heading: data', lines: { from: block.line, to: block.line }, standing: 'inferred', confidence: 0.55 });
}

function readMeasureOfLabel(list: ValueList, block: TextBlock, label: string): void {
  const metric = hyperParameterOf(label) === null ? metricOf(label) : null;
  if (metric !== null) giveMeasure(list, metric, block.text.split('\n', 1)[0] ?? '', label, block.line, block.line);
}

/** Lines `Label: value`, in lists and paragraphs. */
function readLines(list: ValueList, block: TextBlock): void {
  const { text } = block;
  // `**Input** Text only.`: a label in bold without its colon.
  const bold = block.source.startsWith('**') ? /^\*\*([^*\n]{2,40})\*\*[ \t]{1,4}([^\n]{1,600})/.exec(block.source) : null;
  const boldTopic = bold === null ? null : topicOfLabel(bold[1] ?? '');
  if (bold !== null && boldTopic !== null) readLabelled(list, { topic: boldTopic, label: bold[1] ?? '', text: text.split('\n', 1)[0]?.replace(bold[1] ?? '', '') ?? '', source: bold[2] ?? '', lines: { from: block.line, to: block.line }, from: 'text', isLabel: true });
  if (!text.includes(':')) return;
  const lines = text.split('\n').slice(0, 400);
  let sources: readonly string[] | null = null;
  for (const [at, line] of lines.entries()) {
    const colon = line.indexOf(':');
    if (colon < 2 || colon > 60) continue;
    const label = line.slice(0, colon).replace(/^[\s\-*•\d.]{1,8}(?=\D)/, '');
    const value = line.slice(colon + 1).trim();
    if (value.startsWith('//')) continue;
    const number = Math.min(block.lastLine, block.line + at);
    const topic = topicOfLabel(label);
    if (topic !== null && topic !== 'usage' && topic !== 'neutral' && topic !== 'training' && topic !== 'evaluation') {
      sources ??= block.source.split('\n');
      readLabelled(list, { topic, label, text: value.slice(0, 600), source: sources[at] ?? '', lines: { from: number, to: number }, from: 'text', isLabel: true });
    }
    if (/\d/.test(value)) {
      const metric = hyperParameterOf(label) === null ? metricOf(label) : null;
      if (metric !== null) giveMeasure(list, metric, value, label, number, number);
    }
  }
}

function giveMeasure(list: ValueList, metric: string, value: string, label: string, from: number, to: number): void {
  const measure = measureFrom(value, metric, label.includes('%'));
  if (measure !== null) addValue(list, { attribute: 'evaluation', value: measure.value, source: 'text', where: `label: ${shortText(label, 40)}`, lines: { from, to }, confidence: 0.92, detail: { metric, scale: measure.scale } });
}

interface TextContext {
  readonly topic: Topic | null;
  readonly candidates: Candidate[];
  readonly isOpening: boolean;
}

function scanText(list: ValueList, block: TextBlock | Extract<Block, { kind: 'heading' }>, context: TextContext): void {
  const { text } = block;
  if (block.kind === 'text' && text.trim() !== '' && isPlaceholder(text.trim())) return;
  let shown: string | null = null;
  let sourceLines: readonly string[] | null = null;
  function sourceText(): string {
    return (shown ??= withoutComments(block.source));
  }
  if (/:\/\/|github\.com|arxiv|doi/i.test(block.source)) {
    const source = sourceText();
    const lower = lowerCase(source);
    const lineAt = lineReader(source, block.line, block.lastLine);
    function placeAt(position: number) {
      const line = lineAt(position);
      return { source: 'text' as const, where: 'address', lines: { from: line, to: line } };
    }
    scanAddresses(list, source, lower, placeAt);
  }
  if (block.source.includes('@') && block.source.includes('title')) readCitations(list, sourceText(), lowerCase(sourceText()), () => ({ source: 'text', where: 'citation', lines: { from: block.line, to: block.lastLine } }));
  let left = mostMatches;
  const inHeading = block.kind === 'heading';
  const whole = { ...context, inHeading, inLabel: inHeading && block.depth === labelDepth };
  scanPhrases(text, lowerCase(text), proseIndex, (match) => {
    left -= 1;
    if (left < 0) return;
    const line = Math.min(block.lastLine, block.line + match.line);
    readMatch(list, text, match, line, whole, () => {
      sourceLines ??= sourceText().split('\n');
      return sourceLines.slice(match.line, match.line + 4).join('\n').slice(0, 1500);
    });
  });
}

function readMatch(list: ValueList, text: string, { meaning, from, to }: PhraseMatch<WordMeaning>, line: number, context: TextContext & { readonly inHeading: boolean; readonly inLabel: boolean }, sourceFrom: () => string): void {
  const lines = { from: line, to: line };
  const place = { source: 'text' as const, lines, standing: 'inferred' as const };
  if (meaning.kind === 'hyper-parameter') {
    if (context.topic === 'usage' && meaning.name === 'max_sequence_length') return;
    const value = hyperParameterAt(meaning.name, text, from, to);
    if (value !== null) addValue(list, { ...place, attribute: 'hyperParameter', value, where: 'setting in text', confidence: 0.85, detail: { name: meaning.name } });
    if (value !== null && meaning.name === 'max_sequence_length') addValue(list, { ...place, attribute: 'input', value: `${value} tokens`, where: 'setting in text', confidence: 0.7, detail: { quality: 'length' } });
  } else if (meaning.kind === 'metric') {
    const measure = metricBeside(meaning.name, text, from, to);
    if (measure !== null) addValue(list, { ...place, attribute: 'evaluation', value: measure.value, where: 'measure in text', confidence: 0.7, detail: { metric: meaning.name, scale: measure.scale } });
  } else if (meaning.kind === 'opening') {
    if (meaning.opening === 'limits' && (context.topic === 'limitation' || context.inHeading)) return;
    // `Social Impact of Dataset` names no data, but a part of a template.
    if (meaning.opening === 'data' && context.inHeading) return;
    for (const said of readOpening(meaning.opening, { text, from, to, relation: meaning.relation, sourceFrom })) addValue(list, { ...place, ...said, where: `sentence: ${meaning.opening}` });
  } else if (meaning.attribute === 'task' || meaning.attribute === 'language' || meaning.attribute === 'domain') {
    if (context.isOpening && !(context.inLabel && meaning.attribute === 'domain') && context.candidates.length < 100) context.candidates.push({ attribute: meaning.attribute, value: meaning.value, line, inHeading: context.inHeading });
  } else if (meaning.attribute === 'licence') {
    if (context.topic === 'data') return;
    const before = text.slice(Math.max(0, from - 110), from);
    const isOfModel = /\b(?:models?|weights|checkpoints?)\b[^.\n]{0,60}\bunder\b[^.\n]{0,30}$/i.test(before) && !/\bdata ?sets?\b|\bcorpus\b/i.test(before);
    addValue(list, { ...place, standing: isOfModel ? 'declared' : 'inferred', attribute: 'licence', value: meaning.value, where: isOfModel ? 'sentence: model under a licence' : 'name of a licence', confidence: isOfModel ? 0.85 : /licen[sc]e|released|under/i.test(before) ? 0.8 : 0.6 });
  } else {
    addValue(list, { ...place, attribute: meaning.attribute, value: meaning.value, where: `name of: ${meaning.attribute}`, confidence: context.topic === 'evaluation' ? 0.55 : 0.7 });
  }
}

/** Addresses and names that stand in cells. */
function scanCells(list: ValueList, block: Extract<Block, { kind: 'table' }>): void {
  for (const row of block.rows.slice(0, 60)) {
    const text = row.slice(0, 12).join(' ; ').slice(0, 2000);
    scanPhrases(text, lowerCase(text), proseIndex, ({ meaning }) => {
      if (meaning.kind === 'value' && (meaning.attribute === 'hardware' || meaning.attribute === 'architecture')) addValue(list, { attribute: meaning.attribute, value: meaning.value, source: 'table', where: 'name in a cell', lines: { from: block.line, to: block.lastLine }, standing: 'inferred', confidence: 0.6 });
    });
  }
}

/** `7B` in the title of a card. */
function sizeInTitle(list: ValueList, title: string, line: number): void {
  addValue(list, { attribute: 'parameterCount', value: sizeOfName(title.slice(0, 200)), source: 'text', where: 'title', lines: { from: line, to: line }, standing: 'inferred', confidence: 0.7 });
}

const mostNames = { task: 3, language: 6, library: 1, domain: 1 } as const;

/** Words of the opening are values where nothing declares the attribute; those of headings first. */
function settleCandidates(list: ValueList, candidates: readonly Candidate[]): void {
  for (const attribute of ['task', 'language', 'library', 'domain'] as const) {
    if (hasValue(list, attribute)) continue;
    const all = candidates.filter((candidate) => candidate.attribute === attribute);
    const titled = all.filter((one) => one.inHeading);
    // A title that names a task says what the model is for; the sentences below speak of other tasks too.
    const own = attribute === 'task' && titled.length > 0 ? titled : all;
    const seen = new Set<string>();
    for (const { value, line, inHeading } of [...own.filter((one) => one.inHeading), ...own.filter((one) => !one.inHeading)]) {
      if (seen.has(value) || seen.size >= mostNames[attribute]) continue;
      seen.add(value);
      const found = { source: 'text', where: `name of: ${attribute}`, lines: { from: line, to: line }, standing: 'inferred', confidence: inHeading ? 0.75 : 0.6 } as const;
      addValue(list, { attribute, value, ...found });
      if (attribute === 'task') addValue(list, { attribute: 'domain', value: domainOfTask(value), ...found, where: 'domain of the task' });
    }
  }
}
