import type { RecordFacts } from '../metadata/card-value.js';
import { compareSilence, conclude, differ, list, valuesOf, type NameComparison, type Sides } from './name-comparison.js';
import type { NamePart } from './name-part.js';

/** Tasks of the registry that a word for a task may go with, besides the task of that name. */
const going: Readonly<Record<string, string>> = {
  'text-classification': 'zero-shot-classification audio-classification text-ranking',
  classification: 'text-classification token-classification image-classification audio-classification video-classification zero-shot-classification zero-shot-image-classification tabular-classification object-detection image-segmentation',
  'natural-language-inference': 'text-classification zero-shot-classification sentence-similarity text-ranking',
  paraphrase: 'text2text-generation sentence-similarity text-classification text-generation',
  'sentence-similarity': 'text-classification feature-extraction text-ranking',
  'feature-extraction': 'sentence-similarity image-feature-extraction text-ranking',
  retrieval: 'visual-document-retrieval sentence-similarity feature-extraction text-ranking text-retrieval question-answering',
  'text-ranking': 'text-classification sentence-similarity feature-extraction',
  'zero-shot-classification': 'text-classification zero-shot-image-classification zero-shot-object-detection',
  'question-generation': 'text2text-generation text-generation question-answering',
  'text-to-sql': 'text2text-generation text-generation translation table-question-answering',
  'grammar-correction': 'text2text-generation text-generation translation token-classification text-classification',
  translation: 'automatic-speech-recognition', conversational: 'question-answering text-generation text2text-generation',
  'keyphrase-extraction': 'token-classification text2text-generation',
  'speaker-verification': 'audio-classification feature-extraction voice-activity-detection automatic-speech-recognition',
  'text-to-speech': 'text-to-audio audio-to-audio', 'image-to-image': 'text-to-image',
  'image-to-text': 'image-text-to-text visual-question-answering document-question-answering',
  'question-answering': 'visual-question-answering document-question-answering table-question-answering multiple-choice sentence-similarity text-classification',
  'visual-question-answering': 'question-answering document-question-answering image-text-to-text image-to-text',
  'document-question-answering': 'question-answering visual-question-answering image-text-to-text',
  'multiple-choice': 'text-classification question-answering', 'automatic-speech-recognition': 'audio-classification feature-extraction',
  'object-detection': 'zero-shot-object-detection image-segmentation',
  'image-classification': 'zero-shot-image-classification image-feature-extraction', 'reinforcement-learning': 'robotics',
  'audio-classification': 'audio-to-audio',
  'image-segmentation': 'voice-activity-detection mask-generation image-feature-extraction object-detection',
  'token-classification': 'object-detection',
};

/** Tasks of models that do any task of their kind of data: what the name says is then a use of them. */
const general = new Set(['text-generation', 'text2text-generation', 'feature-extraction', 'fill-mask', 'image-text-to-text', 'any-to-any', 'other', 'image-feature-extraction', 'audio-text-to-text', 'video-text-to-text']);

/** The task in a name beside the task of the record. */
export function compareTask(all: readonly NamePart[], { task }: RecordFacts): NameComparison {
  const recorded = task === undefined ? null : task === null || task === '' ? [] : [task];
  const sides: Sides = { aspect: 'task', parts: all.filter((part) => part.kind === 'task'), recorded, fields: ['task'] };
  const silence = compareSilence(sides);
  if (silence !== null || typeof task !== 'string') return silence ?? conclude(sides, 'not known', 'field missing', '');
  const named = valuesOf(sides.parts);
  if (named.includes(task)) return conclude(sides, 'agreement', 'same task', `Name and record say ${task}.`);
  const near = named.find((one) => (going[one] ?? '').split(' ').includes(task));
  if (near !== undefined) {
    return conclude(
      sides, 'agreement', 'word that goes with the task',
      `The record states ${task}; ${near} in the name goes with it.`,
    );
  }
  if (general.has(task)) return conclude(sides, 'undecided', 'general task', `The record states ${task}; such models do ${list(named)} as well.`);
  // `…-with-translation`, `…-ner-agnews`: a word for a task before others often tells of data, tools or a part.
  const head = sides.parts.find((part) => isHead(all, part));
  if (head === undefined) {
    return conclude(
      sides, 'undecided', 'word for a task within the name',
      `The name mentions ${list(named)}, perhaps not as its own task; the record states ${task}.`,
    );
  }
  return differ({ ...sides, parts: [head] }, 'other task', `The name says ${list(named)}; the record states ${task}.`);
}

/** Whether a word for a task ends what the name says, apart from sizes, versions, formats and numbers, and does not follow `with` or the like. */
function isHead(all: readonly NamePart[], part: NamePart): boolean {
  const at = all.indexOf(part);
  if (/^(with|from|by|for|of|before|after|pre|plus|no|non|without|w)$/.test(all[at - 1]?.value ?? '')) return false;
  return all.slice(at + 1).every((one) => ['version', 'format', 'quantisation', 'size', 'casing', 'language', 'task'].includes(one.kind) || /^(\d+|model|test|final|demo|v\d*)$/.test(one.value));
}
