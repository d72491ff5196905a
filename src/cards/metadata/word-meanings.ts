import { spellingsOf } from './normal-form.js';
import type { PhraseIndex } from './phrase-matcher.js';
import { indexPhrases, lowerCase, scanPhrases } from './phrase-matcher.js';
import { attributionSpellings, creativeCommonsSpellings, licenceSpellings } from './licence-names.js';
import { languageNames } from './language-names.js';
import { hyperParameterSpellings, metricSpellings } from './quantity-names.js';
import { domainSpellings, taskSpellings } from './task-names.js';
import { ambiguousFrameworks, architectureSpellings, frameworkSpellings, hardwareSpellings, librarySpellings } from './technology-names.js';

/** Openings of what a sentence goes on to say; each has its reader in `sentences.ts`. */
export type Opening = 'derived' | 'same' | 'picture' | 'classes' | 'author' | 'trained on' | 'data' | 'parameters' | 'funded' | 'sampled' | 'sequence' | 'gpu' | 'emissions' | 'dimensions' | 'limits';

/** What a phrase means wherever it stands: the value of an attribute, a hyper-parameter before or after its number, or an opening. */
export type WordMeaning =
  | { readonly kind: 'value'; readonly attribute: 'task' | 'domain' | 'framework' | 'library' | 'architecture' | 'hardware' | 'licence' | 'language' | 'dataset'; readonly value: string }
  | { readonly kind: 'hyper-parameter'; readonly name: string }
  | { readonly kind: 'metric'; readonly name: string }
  | { readonly kind: 'opening'; readonly opening: Opening; readonly relation: string };

const openings: readonly (readonly [Opening, string, string])[] = [
  ['derived', 'finetune', 'fine tuned version of, finetuned version of, fine tuned variant of, fine tuned from, finetuned from, fine tuning of, finetuning of, fine tune of, finetune of, fine tuned on top of, finetuned on top of, fine tuned version from, fine tuned model of, finetuned model of, fine tuned checkpoint of, tuned version of, fine tuning the, finetuning the, by fine tuning, by finetuning, fine tuned the, finetuned the, trained version of, trained on top of, fine tunes, was finetuned on the base, further trained version of, model finetuned from, obtained by fine tuning, fine tuned from the, pretraining of, further pre trained, further pretrained, continue pre training, continued pretraining, continual pretraining, continued pre training of, adapted from'],
  ['derived', '', 'initialized with, initialized from, initialised from, initialised with, initialized using, initialized by, based on, based upon, built on, built upon, build on, built on top of, starting from, started from, start from, warm started, warmstarted, pretrained model is, derived from, ported from'],
  ['same', '', 'smaller version of, smaller versions of, version of, versions of, variant of, copy of, checkpoint of, extension of, conversion of, trained from'],
  ['picture', '', 'image of size, images of size, resolution of, image resolution, input images, input image, at resolution, images resized to, image size'],
  ['classes', '', 'classes, kinds of, categories'],
  ['derived', 'distilled', 'distilled version of, distilled from, distillation of, distilled variant of, distilled model of'],
  ['derived', 'quantized', 'quantized version of, quantised version of, quantization of, quantized from, quantized model of, gguf version of, gptq version of, awq version of, gguf format of, these are gguf'],
  ['derived', 'merge', 'merge of, merged from, merged version of'],
  ['derived', 'adapter', 'adapter for the, adapter for, lora for'],
  ['derived', 'converted', 'converted from, converted version of, conversion from, exported from'],
  ['author', '', 'developed by, created by, made by, trained by, built by, written by, contributed by, maintained by, published by, released by, fine tuned by, finetuned by, prepared by, authored by, provided by, designed by, introduced by, team behind, full credits go to, all credits go to, credits to, credit goes to, credits go to, made with love by, model by, uploaded by, proposed by'],
  ['trained on', '', 'trained on, pretrained on, pre trained on, tuned on, finetuned on, trained using, trained with, trained over, fine tuned using, training on, fine tuned on, fine tuned for, finetuned for, tuned to, tuned for, evaluated on, tested on, tuning on'],
  ['data', '', 'dataset, datasets, data set, data sets, corpus, corpora'],
  ['parameters', '', 'parameters, params, parameter'],
  ['funded', '', 'funded by, funding from, funding by, financed by, financially supported by, supported by, sponsored by, grant agreement, grant no, grant number, grant numbers, grants, grant, funded from, fellowship, horizon 2020, tpu research cloud, tensorflow research cloud, tensorflow research cloud program, =TFRC, =TRC, darpa, national science foundation, european research council, funded through, partially funded, jointly funded'],
  ['sampled', '', 'khz, 16khz, 8khz, 22khz, 44khz, 48khz, 24khz, 32khz, 16000hz, sampling rate, sample rate, sampled at'],
  ['sequence', '', 'context length, context window, tokens long, context size'],
  ['gpu', '', 'gpu, gpus'],
  ['emissions', '', 'co2, co2eq, carbon emissions, carbon footprint, carbon emitted, tco2eq, co2e'],
  ['dimensions', '', 'dimensional'],
  ['limits', '', 'not suitable for, should not be used, not intended to be used, not intended for, biased predictions, biased content, stereotypes, offensive content, harmful content, may not perform well, not perform well, struggles with, struggle with, performance may degrade, use with caution, not been evaluated, is limited to, hallucinate, hallucinations, hallucination, gender bias, racial bias, only useful for, only suitable for, not recommended for, will not work, does not work, cannot be used, factually inaccurate, factually incorrect, biases of, biases in, known issue, known issues'],
];

const shortMetrics: ReadonlySet<string> = new Set(['em', 'ter', 'mos', 'las', 'uas', 'der', 'comet', 'meteor', 'rouge', 'exact', 'acc', 'reward', 'mauve', 'error']);

const valueTables = [
  ['task', taskSpellings], ['library', librarySpellings], ['architecture', architectureSpellings], ['hardware', hardwareSpellings], ['licence', licenceSpellings], ['domain', domainSpellings],
] as const;

function exactNames(table: Readonly<Record<string, string>>): [string, string][] {
  // As names are written, with a capital: `polish` and `turkish` are words too, and `Latin` is one seldom enough.
  return spellingsOf(table).map(([spelling, code]) => [`=${spelling}`, code]);
}

function valueEntries(): (readonly [string, WordMeaning])[] {
  const tables = valueTables.flatMap(([attribute, table]) => spellingsOf(table).map(([spelling, value]): readonly [string, WordMeaning] => [spelling, { kind: 'value', attribute, value }]));
  const commons = creativeCommonsSpellings().map(([spelling, value]): readonly [string, WordMeaning] => [spelling, { kind: 'value', attribute: 'licence', value }]);
  const languages = exactNames(languageNames).map(([spelling, value]): readonly [string, WordMeaning] => [spelling, { kind: 'value', attribute: 'language', value }]);
  const frameworks = spellingsOf(frameworkSpellings).filter(([spelling]) => !ambiguousFrameworks.has(spelling)).map(([spelling, value]): readonly [string, WordMeaning] => [spelling, { kind: 'value', attribute: 'framework', value }]);
  return [...tables, ...commons, ...languages, ...frameworks];
}

function hyperParameterEntries(): (readonly [string, WordMeaning])[] {
  return spellingsOf(hyperParameterSpellings).map(([spelling, name]) => [spelling, { kind: 'hyper-parameter', name }]);
}

/** `map` and `ter` and the like are words of other meanings: what has three letters or fewer counts only in capitals. */
function metricEntries(): (readonly [string, WordMeaning])[] {
  return spellingsOf(metricSpellings).map(([spelling, name]) => [/^[a-z]{1,6}$/.test(spelling) && shortMetrics.has(spelling) ? `=${spelling.toUpperCase()}` : spelling, { kind: 'metric', name }]);
}

function openingEntries(): (readonly [string, WordMeaning])[] {
  return openings.flatMap(([opening, relation, list]) => list.split(',').map((spelling): readonly [string, WordMeaning] => [spelling.trim(), { kind: 'opening', opening, relation }]));
}

/** Phrases looked for in sentences, lists and headings. */
export const proseIndex: PhraseIndex<WordMeaning> = indexPhrases([...openingEntries(), ...hyperParameterEntries(), ...metricEntries(), ...valueEntries()]);

/** Phrases looked for in code: settings, and what is imported. */
export const codeIndex: PhraseIndex<WordMeaning> = indexPhrases([
  ...hyperParameterEntries(),
  ...['torch', 'tf'].map((word): readonly [string, WordMeaning] => [word, { kind: 'value', attribute: 'framework', value: word === 'tf' ? 'tensorflow' : 'pytorch' }]),
  ...valueEntries().filter(([, meaning]) => meaning.kind === 'value' && (meaning.attribute === 'framework' || meaning.attribute === 'library')),
  ['from transformers', { kind: 'value', attribute: 'library', value: 'transformers' }],
  ['import transformers', { kind: 'value', attribute: 'library', value: 'transformers' }],
  ['import flair', { kind: 'value', attribute: 'library', value: 'flair' }],
]);

const architectureIndex = indexPhrases(spellingsOf(architectureSpellings));
const languageIndex = indexPhrases(spellingsOf(languageNames));
const licenceIndex = indexPhrases([...spellingsOf(licenceSpellings), ...creativeCommonsSpellings(), ...attributionSpellings(), ['mit', 'mit'], ['gpl', 'gpl'], ['bsd', 'bsd'], ['apache', 'apache-2.0']]);
const taskIndex = indexPhrases(spellingsOf(taskSpellings));

/** The family of networks that a word or tag names, if it names one. */
export function architectureOfWord(text: string): string | null {
  return firstOf(text, architectureIndex);
}

/** The licence that a text under a label names, if it names one. */
export function licenceInText(text: string): string | null {
  return firstOf(text, licenceIndex);
}

/** Languages that a text under a label names. */
export function languagesInText(text: string): string[] {
  return allOf(text, languageIndex);
}

/** Tasks that a text under a label names. */
export function tasksInText(text: string): string[] {
  return allOf(text, taskIndex);
}

function firstOf(text: string, index: PhraseIndex<string>): string | null {
  return allOf(text, index)[0] ?? null;
}

function allOf(text: string, index: PhraseIndex<string>): string[] {
  const found: string[] = [];
  const part = text.slice(0, 2000);
  scanPhrases(part, lowerCase(part), index, ({ meaning }) => {
    if (!found.includes(meaning)) found.push(meaning);
  });
  return found;
}
