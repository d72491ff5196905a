import type { CardValue, Disagreement, MetadataAttribute } from './card-value.js';
import { licenceIds } from './licence-names.js';
import { sameMeasure } from './measures.js';
import { domainOfTask } from './normal-form.js';

type Exclude = (one: CardValue, other: CardValue) => string | null;

/** Sources that state for a registry to read; texts are compared with them. */
const stated: ReadonlySet<string> = new Set(['front matter', 'record', 'tag', 'config']);

/** How two values of an attribute of which there is one truth exclude each other: the sentence, or null where both can be true. */
const rules: Readonly<Partial<Record<MetadataAttribute, Exclude>>> = {
  licence: excludeLicences, upstreamModel: excludeModels, language: excludeLanguages, task: excludeTasks, parameterCount: excludeCounts, library: excludeLibraries,
};

/**
 * Where two sources say different things of an attribute of which there is one truth. Conservative: spellings, families of licences,
 * groups of tasks, rounding, and one source that says more than the other are no disagreement; per attribute and pair of sources one pair at most.
 */
export function findDisagreements(values: readonly CardValue[]): Disagreement[] {
  const byAttribute = new Map<MetadataAttribute, CardValue[]>();
  for (const value of values) {
    if (!takesPart(value)) continue;
    const group = byAttribute.get(value.attribute);
    if (group === undefined) byAttribute.set(value.attribute, [value]);
    else group.push(value);
  }
  const found: Disagreement[] = [];
  for (const [attribute, group] of byAttribute) {
    const exclude = rules[attribute];
    if (exclude === undefined || group.length < 2) continue;
    for (const [one, other] of pairsOfSources(group)) {
      // Sources disagree when no value of one goes with any value of the other.
      const whys = one.flatMap((left) => other.map((right) => exclude(left, right)));
      const why = whys[0];
      if (why === undefined || whys.includes(null) || why === null) continue;
      const left = surest(one);
      const right = surest(other);
      found.push({ attribute, values: [left, right], why: exclude(left, right) ?? why });
    }
  }
  found.push(...measuresApart(byAttribute.get('evaluation') ?? []));
  return found;
}

function surest(values: readonly CardValue[]): CardValue {
  return values.reduce((best, value) => (value.confidence > best.confidence ? value : best));
}

function takesPart(value: CardValue): boolean {
  const isStated = stated.has(value.source) && value.standing === 'declared';
  switch (value.attribute) {
    case 'licence': return (licenceIds.has(value.value) || value.value.startsWith('cc-')) && (isStated ? value.value !== 'unknown' : (value.source === 'text' || value.source === 'table') && value.standing === 'declared' && value.confidence >= 0.75);
    case 'upstreamModel': return isStated || (value.source === 'text' && value.confidence >= 0.85 && value.value.includes('/'));
    case 'language': return (isStated && value.source !== 'tag') || (value.source === 'text' && value.standing === 'declared');
    case 'task': return (isStated && (value.where === 'pipeline_tag' || value.where === 'task')) || (value.source === 'text' && value.standing === 'declared' && value.confidence >= 0.9 && domainOfTask(value.value) !== null);
    case 'parameterCount': return isStated || value.standing === 'declared' || value.where === 'title' || value.where === 'name';
    case 'library': return isStated && ['library_name', 'library'].includes(value.where);
    case 'evaluation': return value.source === 'model-index' || (value.source === 'text' && value.standing === 'declared') || (value.source === 'table' && value.standing === 'declared' && value.detail['row'] === undefined && value.detail['epoch'] === undefined && value.detail['step'] === undefined);
    default: return false;
  }
}

/** Values grouped by where they come from, each group with each later one; what the registry took from the card counts as one with it. */
function pairsOfSources(values: readonly CardValue[]): [CardValue[], CardValue[]][] {
  const groups = new Map<string, CardValue[]>();
  for (const value of values) {
    const group = groups.get(value.source);
    if (group === undefined) groups.set(value.source, [value]);
    else group.push(value);
  }
  // The registry's tags and fields repeat the front matter: what says the same is one source, not two.
  const said = new Set((groups.get('front matter') ?? []).map(({ value }) => value));
  for (const repeated of ['record', 'tag'] as const) if (said.size > 0 && groups.get(repeated)?.every(({ value }) => said.has(value)) === true) groups.delete(repeated);
  const lists = [...groups.values()];
  return lists.flatMap((one, at) => lists.slice(at + 1).map((other): [CardValue[], CardValue[]] => [one, other]));
}

function sourceOf({ source, where }: CardValue): string {
  return source === 'text' || source === 'table' || source === 'code' ? `the ${source} (${where})` : `${source === 'front matter' ? 'the front matter' : `the ${source}`} (${where})`;
}

function says(one: CardValue, other: CardValue, reason: string): string {
  return `${sourceOf(one)} says ${one.value}, ${sourceOf(other)} says ${other.value}: ${reason}`;
}

function excludeLicences(one: CardValue, other: CardValue): string | null {
  if (one.value === other.value || one.value === 'other' || other.value === 'other') return null;
  const left = one.value.replace(/-\d[\d.]*$/, '');
  const right = other.value.replace(/-\d[\d.]*$/, '');
  // A family without a version holds every version of it (`cc` holds all of Creative Commons but for CC0).
  if (left === right && (left === one.value || right === other.value)) return null;
  if (['cc', 'gpl', 'lgpl', 'bsd', 'openrail', 'llama'].some((family) => (one.value === family && other.value.includes(family)) || (other.value === family && one.value.includes(family)))) return null;
  if (one.value.includes('rail') && other.value.includes('rail')) return null;
  if (one.value.startsWith('llama') && other.value.startsWith('llama')) return null;
  return says(one, other, 'no licence is both');
}

function excludeModels(one: CardValue, other: CardValue): string | null {
  const left = lastPart(one.value);
  const right = lastPart(other.value);
  if (left.includes(right) || right.includes(left)) return null;
  return says(one, other, 'the names have nothing in common that would make them one model');
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase().replace(/[^a-z0-9]/g, '');
}

function excludeLanguages(one: CardValue, other: CardValue): string | null {
  const open = ['multilingual', 'code'];
  if (one.value === other.value || open.includes(one.value) || open.includes(other.value)) return null;
  const macro: readonly (readonly string[])[] = [['no', 'nb', 'nn'], ['zh', 'yue'], ['ar', 'arz'], ['fa', 'tg'], ['hr', 'sr', 'bs', 'sh'], ['id', 'ms'], ['el', 'grc']];
  if (macro.some((group) => group.includes(one.value) && group.includes(other.value)) || one.value.length !== other.value.length) return null;
  return says(one, other, 'none of the languages of one is among those of the other');
}

/** Tasks that one model is rightly called by together. */
const taskGroups: readonly (readonly string[])[] = [
  ['text-generation', 'text2text-generation', 'conversational', 'summarization', 'translation', 'question-answering', 'fill-mask', 'image-text-to-text'],
  ['feature-extraction', 'sentence-similarity', 'fill-mask', 'text-ranking', 'text-classification'],
  ['text-classification', 'zero-shot-classification', 'sentence-similarity', 'text-ranking', 'question-answering', 'multiple-choice'],
  ['automatic-speech-recognition', 'audio-to-audio', 'audio-classification', 'voice-activity-detection', 'text-to-speech', 'text-to-audio'],
  ['image-classification', 'zero-shot-image-classification', 'image-segmentation', 'object-detection', 'image-feature-extraction', 'image-to-text', 'image-to-image', 'unconditional-image-generation', 'text-to-image', 'feature-extraction'],
  ['token-classification', 'text-classification'],
  ['visual-question-answering', 'document-question-answering', 'image-to-text', 'image-text-to-text', 'question-answering'],
];

function excludeTasks(one: CardValue, other: CardValue): string | null {
  if (one.value === other.value || taskGroups.some((group) => group.includes(one.value) && group.includes(other.value))) return null;
  return says(one, other, 'the tasks are of different kinds');
}

/** Names round, embeddings are counted or not; what differs by more than half is another number. */
function excludeCounts(one: CardValue, other: CardValue): string | null {
  const ratio = Number(one.value) / Number(other.value);
  return ratio > 1 / 1.5 && ratio < 1.5 ? null : says(one, other, 'the numbers differ by more than rounding or counting of embeddings explains');
}

function excludeLibraries(one: CardValue, other: CardValue): string | null {
  const together = ['transformers', 'peft', 'sentence-transformers', 'adapter-transformers', 'trl', 'setfit', 'gguf', 'transformers.js', 'optimum', 'mlx', 'unsloth', 'pytorch'];
  if (one.value === other.value || (together.includes(one.value) && together.includes(other.value))) return null;
  return says(one, other, 'the libraries do not load each other\'s models');
}

/**
 * One measure of a metric in `model-index` and one in the text or a table: they must be one number, rounded or not. A list with a loss is
 * what a training script measured on its own part of the data; `model-index` then often holds a later test, so these are not compared.
 */
function measuresApart(values: readonly CardValue[]): Disagreement[] {
  if (values.some(({ source, detail }) => source === 'text' && detail['metric'] === 'loss')) return [];
  const single = new Map<string, CardValue | null>();
  for (const value of values) {
    const key = `${value.source}\u0000${value.detail['metric'] ?? ''}`;
    single.set(key, single.has(key) ? null : value);
  }
  const found: Disagreement[] = [];
  for (const [key, value] of single) {
    if (value === null || !key.startsWith('model-index')) continue;
    for (const source of ['text', 'table']) {
      const other = single.get(key.replace('model-index', source));
      if (other === undefined || other === null || sameMeasure(value, other)) continue;
      found.push({ attribute: 'evaluation', values: [value, other], why: says(value, other, `they are not one ${value.detail['metric'] ?? 'value'}, rounded or in per cent`) });
    }
  }
  return found;
}
