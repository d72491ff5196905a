import type { Block } from '../markdown/markdown-blocks.js';
import type { AddressPlace } from './addresses.js';
import { scanAddresses } from './addresses.js';
import { lineReader } from './line-reader.js';
import type { MetadataAttribute } from './card-value.js';
import { hyperParameterAt } from './hyper-parameters.js';
import { domainOfTask, normaliseArchitecture, shortText, statesNothing } from './normal-form.js';
import { lowerCase, scanPhrases } from './phrase-matcher.js';
import { headTasks } from './task-names.js';
import type { Topic } from './topics.js';
import type { ValueList } from './value-list.js';
import { addValue } from './value-list.js';
import { codeIndex } from './word-meanings.js';

type Code = Extract<Block, { kind: 'code' }>;

/** Settings of generation and of loading that have the names of hyper-parameters of training. */
const alsoOfUse: ReadonlySet<string> = new Set(['max_sequence_length', 'seed', 'steps', 'gamma', 'evaluation_steps', 'dropout', 'n_steps', 'precision_mode']);

/**
 * Adds what code says: what it imports, classes with their task, data sets that it loads, settings of a training run, citations.
 * Gives the first package that it installs, which is the library of the model where the card names no other.
 */
export function readCode(list: ValueList, block: Code, topic: Topic | null): string | null {
  const { source } = block;
  const lower = lowerCase(source);
  const lineAt = lineCounter(block);
  function place(position: number, where: string) {
    const line = lineAt(position);
    return { source: 'code' as const, where, lines: { from: line, to: line } };
  }
  function give(attribute: MetadataAttribute, value: string | null, position: number, where: string, confidence: number, detail: Readonly<Record<string, string>> = {}): void {
    addValue(list, { attribute, value, ...place(position, where), standing: 'inferred', confidence, detail });
  }
  const isBibliography = /@(?:in)?[a-z]{3,20}\s{0,3}\{/.test(lower.slice(0, 2000));
  if (lower.includes('://') || lower.includes('arxiv') || lower.includes('github.com') || lower.includes('doi') || lower.includes('eprint')) {
    scanAddresses(list, source, lower, (position) => place(position, isBibliography ? 'citation' : 'address in code'));
  }
  if (isBibliography) {
    readCitations(list, source, lower, (position) => place(position, 'citation'));
    return null;
  }
  const settings: { name: string; value: string; at: number }[] = [];
  scanPhrases(source, lower, codeIndex, ({ meaning, from, to }) => {
    if (meaning.kind === 'value') give(meaning.attribute, meaning.value, from, 'name in code', 0.85);
    else if (meaning.kind === 'hyper-parameter' && settings.length < 200) {
      const value = hyperParameterAt(meaning.name, source, from, to, true);
      if (value !== null) settings.push({ name: meaning.name, value, at: from });
    }
  });
  const names = new Set(settings.map(({ name }) => name));
  const isTraining = topic === 'training' || names.has('learning_rate') || names.has('epochs') || (names.has('batch_size') && names.size > 1 && topic !== 'usage');
  for (const { name, value, at } of settings) {
    if (name === 'max_sequence_length' && lower.startsWith('max_seq_length', at)) give('input', `${value} tokens`, at, 'setting in code', 0.75, { quality: 'length' });
    if (isTraining && !(alsoOfUse.has(name) && topic === 'usage')) give('hyperParameter', value, at, 'setting in code', 0.85, { name });
  }
  readClasses(source, give);
  readLoading(source, lower, give);
  return lower.includes('pip install') ? installed(lower) : null;
}

function installed(lower: string): string | null {
  const name = /pip3? install (?:-\S{1,20} ){0,3}([a-z][\w.-]{2,40})/.exec(lower)?.[1]?.replace(/[.-]+$/, '') ?? null;
  return name === null || /^(?:torch\w*|tensorflow\w*|numpy|pandas|pip|requests|datasets|accelerate|pillow|soundfile|librosa|scipy|matplotlib|sentencepiece|tokenizers|git|protobuf|jax\w*|keras|opencv.*|tqdm|wheel|setuptools)$/.test(name) ? null : name;
}

type Give = (attribute: MetadataAttribute, value: string | null, position: number, where: string, confidence: number, detail?: Readonly<Record<string, string>>) => void;

function readClasses(source: string, give: Give): void {
  let left = 50;
  for (let at = source.indexOf('For'); at >= 0 && left > 0; at = source.indexOf('For', at + 3), left -= 1) {
    const head = /^[A-Z][A-Za-z0-9]{1,30}/.exec(source.slice(at + 3, at + 40))?.[0];
    const task = head === undefined ? undefined : headTasks[head];
    const stem = /[A-Z][A-Za-z0-9]{1,30}$/.exec(source.slice(Math.max(0, at - 40), at))?.[0];
    if (task === undefined || stem === undefined) continue;
    if (/(?:TF)?AutoModel$/.test(stem) || head !== 'ConditionalGeneration') {
      give('task', task, at, `class …For${head ?? ''}`, 0.8);
      give('domain', domainOfTask(task), at, `class …For${head ?? ''}`, 0.8);
    }
    if (!stem.endsWith('AutoModel')) give('architecture', normaliseArchitecture(stem), at, 'class of a model', 0.85);
    if (stem.startsWith('TF')) give('framework', 'tensorflow', at, 'class of a model', 0.9);
    if (stem.startsWith('Flax')) give('framework', 'jax', at, 'class of a model', 0.9);
  }
  for (let at = source.indexOf('.from_pretrained('); at >= 0 && left > 0; at = source.indexOf('.from_pretrained(', at + 17), left -= 1) {
    const name = /([A-Z][A-Za-z0-9]{2,40})$/.exec(source.slice(Math.max(0, at - 42), at))?.[1];
    if (name === undefined || /^(?:TF|Flax)?Auto|For[A-Z]|Pipeline$|Config$/.test(name)) continue;
    give('architecture', normaliseArchitecture(name.replace(/(?:Tokenizer(?:Fast)?|Processor|FeatureExtractor|LMHeadModel)$/, '')), at, 'class of a model', 0.75);
    if (name.includes('LMHead')) give('task', 'text-generation', at, 'class …LMHead', 0.8);
    if (name.includes('LMHead')) give('domain', 'nlp', at, 'class …LMHead', 0.8);
  }
  const wrapped = source.includes('Transformer model: ') ? /Transformer model: ([A-Za-z0-9]{3,40})/.exec(source) : null;
  if (wrapped?.[1] !== undefined) give('architecture', normaliseArchitecture(wrapped[1]), wrapped.index, 'modules of the model', 0.95);
}

const tensors: Readonly<Record<string, string>> = { pt: 'pytorch', tf: 'tensorflow', jax: 'jax', np: '' };

function readLoading(source: string, lower: string, give: Give): void {
  const kind = source.includes('return_tensors') ? /return_tensors\s?=\s?['"](pt|tf|jax)['"]/.exec(source) : null;
  if (kind?.[1] !== undefined) give('framework', tensors[kind[1]] ?? null, kind.index, 'return_tensors', 0.9);
  let left = 30;
  for (let at = lower.indexOf('load_dataset('); at >= 0 && left > 0; at = lower.indexOf('load_dataset(', at + 13), left -= 1) {
    const name = /^\s{0,9}['"]([\w./-]{2,100})['"]/.exec(source.slice(at + 13, at + 130))?.[1];
    if (name !== undefined && !['csv', 'json', 'text', 'parquet'].includes(name)) give('dataset', name, at, 'load_dataset', 0.75);
  }
  if (lower.includes('pipeline(')) {
    const match = /pipeline\(\s{0,9}(?:task\s?=\s?)?['"]([a-z0-9_-]{3,40})['"]/.exec(lower);
    const task = match?.[1] === 'ner' ? 'token-classification' : match?.[1] === 'sentiment-analysis' ? 'text-classification' : (match?.[1] ?? null);
    if (match !== null && task !== null && domainOfTask(task) !== null) {
      give('task', task, match.index, 'pipeline(…)', 0.9);
      give('domain', domainOfTask(task), match.index, 'pipeline(…)', 0.9);
    }
  }
}

/** Entries of BibTeX without identifier or address give their titles. */
export function readCitations(list: ValueList, source: string, lower: string, placeAt: (position: number) => AddressPlace): void {
  const entries = lower.split('@').slice(0, 30);
  let at = -1;
  for (const entry of entries) {
    const from = at;
    at += entry.length + 1;
    if (!/^(?:inproceedings|article|incollection|conference|phdthesis|mastersthesis|techreport|proceedings)\s{0,3}\{/.test(entry) || /arxiv|eprint|\bdoi\b|https?:/.test(entry)) continue;
    const opening = /(?:^|[\s,])title\s{0,9}=\s{0,9}["{]{1,3}/.exec(entry);
    if (opening === null) continue;
    const start = opening.index + opening[0].length;
    const title = shortText(/^[^"}\n]{3,300}/.exec(entry.slice(start))?.[0].replace(/[{}]/g, '') ?? '', 160);
    if (title !== '' && !statesNothing(title)) addValue(list, { attribute: 'paper', value: `title:${title}`, ...placeAt(Math.min(source.length, from + 1 + start)), standing: 'inferred', confidence: 0.8 });
  }
}

/** Lines of positions asked for in any order; between the fences of a block its source begins one line below. */
function lineCounter(block: Code): (position: number) => number {
  const { source, line, lastLine } = block;
  let ends = 0;
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) ends += 1;
  const first = lastLine - line + 1 > ends + (source.endsWith('\n') ? 0 : 1) ? line + 1 : line;
  return lineReader(source, first, lastLine);
}
