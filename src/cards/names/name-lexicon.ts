import { chatFamilies, textFamilies, type Family } from './architecture-families.js';
import { datasets, environments, pretrainingData, weakEnvironments } from './dataset-words.js';
import { busyCodes, countryCodes, languageNames, longCodes, plainCodes } from './language-words.js';
import type { NameKind } from './name-part.js';
import type { ContextName } from './name-context.js';
import { perceptionFamilies } from './perception-families.js';
import { casings, formats, quantisations, sizeWords, tasks, trainings, unsureTasks } from './purpose-words.js';

/** What a word means, and the rule of context that must agree; null where it always means this. */
export interface Meaning {
  readonly kind: NameKind;
  readonly value: string;
  readonly rule: string;
  readonly confidence: number;
  readonly context: ContextName | null;
}

/** A word of the lexicon with its meanings, the likeliest first. */
export interface Word {
  readonly meanings: readonly Meaning[];
  /** Offsets in the key where a separator may stand. */
  readonly seams: ReadonlySet<number>;
}

/** All families by id. */
export const families: ReadonlyMap<string, Family> = new Map(Object.entries({ ...textFamilies, ...chatFamilies, ...perceptionFamilies }));

const contextOfTask: Readonly<Record<string, ContextName>> = { pos: 'after a known word' };
const contextOfTraining: Readonly<Record<string, ContextName>> = {
  it: 'after a number of parameters', ars: 'beside an environment', q: 'beside an environment', sac: 'beside an environment',
  ties: 'after a known word', dare: 'after a known word', passthrough: 'after a known word', sparse: 'after a known word',
  instruction: 'after a known word', tuned: 'after a known word',
};

/** Keys and all their beginnings; a beginning that is no key has null. */
export const lexicon: ReadonlyMap<string, Word | null> = buildLexicon();

function buildLexicon(): Map<string, Word | null> {
  const words = new Map<string, { meanings: Meaning[]; seams: Set<number> }>();
  function add(form: string, meaning: Meaning): void {
    if (form === '') return;
    const pieces = form.toLowerCase().split(/[ _]/);
    const key = pieces.join('');
    const word = words.get(key) ?? { meanings: [], seams: new Set<number>() };
    words.set(key, word);
    let offset = 0;
    for (const piece of pieces) word.seams.add((offset += piece.length));
    if (!word.meanings.some((one) => one.kind === meaning.kind && one.value === meaning.value && one.context === meaning.context)) word.meanings.push(meaning);
  }
  function addTable(kind: NameKind, table: Readonly<Record<string, string>>, confidence: number, contexts: Readonly<Record<string, ContextName>> = {}): void {
    for (const [value, forms] of Object.entries(table)) {
      for (const form of forms.split(',')) add(form, { kind, value, rule: `word for ${kind}`, confidence, context: contexts[form] ?? null });
    }
  }
  // Words with two meanings first: the first meaning that its context allows counts.
  add('base', { kind: 'training', value: 'base', rule: 'base beside a number of parameters', confidence: 0.85, context: 'beside billions' });
  add('pt', { kind: 'training', value: 'pretrained', rule: 'pt after a number of parameters', confidence: 0.8, context: 'after a number of parameters' });
  add('alpaca', { kind: 'architecture', value: 'alpaca', rule: 'series before a number of parameters', confidence: 0.85, context: 'series with its size' });
  add('guanaco', { kind: 'architecture', value: 'alpaca', rule: 'series before a number of parameters', confidence: 0.85, context: 'series with its size' });
  addArchitectures(add);
  add('sd', { kind: 'architecture', value: 'stable-diffusion', rule: 'abbreviation before a version', confidence: 0.9, context: 'before a version of diffusion' });
  add('mit', { kind: 'architecture', value: 'segformer', rule: 'abbreviation before b0 to b5', confidence: 0.95, context: 'before b0 to b5' });
  add('l3', { kind: 'architecture', value: 'llama', rule: 'abbreviation beside 8B or 70B', confidence: 0.85, context: 'beside 8B or 70B' });
  add('impala', { kind: 'architecture', value: 'impala', rule: 'network beside an environment', confidence: 0.8, context: 'beside an environment' });
  for (const word of sizeWords) add(word, { kind: 'size', value: word, rule: 'word for size', confidence: 0.95, context: 'beside an architecture' });
  addTable('training', trainings, 0.95, contextOfTraining);
  addTable('quantisation', quantisations, 0.97);
  addTable('format', formats, 0.95, { hf: 'after a known word' });
  addTable('casing', casings, 0.99);
  addTable('task', tasks, 0.9, contextOfTask);
  addTable('task', unsureTasks, 0.7, contextOfTask);
  addTable('dataset', pretrainingData, 0.75);
  addTable('dataset', { ...datasets, emotion: '' }, 0.9, { cnn: 'after tuning' });
  add('emotion', { kind: 'dataset', value: 'emotion', rule: 'dataset after a word for tuning', confidence: 0.85, context: 'after tuning' });
  add('emotion', { kind: 'task', value: 'classification', rule: 'word for task', confidence: 0.6, context: null });
  for (const form of environments.split(',')) {
    const value = form.replaceAll(' ', '');
    add(form, { kind: 'dataset', value, rule: 'environment', confidence: 0.95, context: weakEnvironments.has(value) ? 'environment' : null });
  }
  addLanguages(add);
  const lexicon = new Map<string, Word | null>();
  for (const key of words.keys()) for (let end = 1; end < key.length; end += 1) lexicon.set(key.slice(0, end), null);
  for (const [key, word] of words) lexicon.set(key, word);
  return lexicon;
}

type Add = (form: string, meaning: Meaning) => void;

function addArchitectures(add: Add): void {
  for (const [value, family] of families) {
    const context = family.weak === true ? ('before a size or version' as const) : null;
    const confidence = family.ordinary === true || family.weak === true ? 0.75 : 0.95;
    for (const form of family.names.split(',')) add(form, { kind: 'architecture', value, rule: 'word for architecture', confidence, context });
  }
}

function addLanguages(add: Add): void {
  for (const [value, names] of Object.entries(languageNames)) {
    for (const name of names.split(',')) add(name, { kind: 'language', value, rule: 'name of a language', confidence: 0.93, context: null });
  }
  for (const value of plainCodes.split(' ')) add(value, { kind: 'language', value, rule: 'code of a language', confidence: 0.9, context: 'code' });
  for (const value of new Set(busyCodes.split(' '))) add(value, { kind: 'language', value, rule: 'code where languages stand', confidence: 0.85, context: 'busy code' });
  for (const [code, value] of Object.entries(longCodes)) add(code, { kind: 'language', value, rule: 'code of three letters', confidence: 0.85, context: 'long code' });
  for (const [code, value] of Object.entries(countryCodes)) add(code.replace('_', ' '), { kind: 'language', value, rule: 'country for its language', confidence: 0.7, context: 'whole word' });
}
