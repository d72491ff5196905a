import type { LineRange } from '../evidence.js';
import { isPlaceholder } from '../markdown/placeholder-text.js';
import { addAddress, modelOfAddress } from './addresses.js';
import type { MetadataAttribute, ValueSource } from './card-value.js';
import { emissionsOf } from './emissions.js';
import { licenceIds } from './licence-names.js';
import { domainOfTask, normaliseCount, normaliseLanguage, normaliseLicence, normaliseModel, normalisePaper, normaliseTask, shortText, statesNothing } from './normal-form.js';
import type { Topic } from './topics.js';
import type { ValueList } from './value-list.js';
import { addValue } from './value-list.js';
import { architectureOfWord, languagesInText, licenceInText, tasksInText } from './word-meanings.js';

/** A text under a label or a heading: `text` is what a reader sees, `source` the Markdown of the same lines. */
export interface LabelledText {
  readonly topic: Topic;
  /** The label or heading as written, for `where`. */
  readonly label: string;
  readonly text: string;
  readonly source: string;
  readonly lines: LineRange;
  readonly from: ValueSource;
  /** A label is followed by its value; a heading by sentences that may hold it. */
  readonly isLabel: boolean;
}

/** Adds the value that stands under a label made for it. What says nothing, or too much to be a value, adds nothing. */
export function readLabelled(list: ValueList, labelled: LabelledText): void {
  const { topic, isLabel } = labelled;
  const text = labelled.text.trim();
  const source = labelled.source.slice(0, 1000);
  if (text.length > 4000 || ((text === '' || statesNothing(text) || isPlaceholder(text.slice(0, 500))) && !source.includes('://'))) return;
  const line = text.split('\n', 1)[0] ?? '';
  function give(attribute: MetadataAttribute, value: string | null, detail: Readonly<Record<string, string>> = {}, confidence = isLabel ? 0.9 : 0.75): void {
    addValue(list, { attribute, value, source: labelled.from, where: `${isLabel ? 'label' : 'heading'}: ${shortText(labelled.label, 60)}`, lines: labelled.lines, standing: 'declared', confidence, detail });
  }
  const short = line === '' || statesNothing(line) ? null : shortText(line, 120);
  switch (topic) {
    case 'licence': return readLicence(text, source, give);
    case 'author': return readAuthors(text, isLabel, give);
    case 'language': return readLanguages(line, labelled.label, give);
    case 'upstream': return readUpstream(line, source, labelled.label, give);
    case 'task': {
      const tasks = tasksInText(line);
      if (tasks.length === 0 && isLabel && line.length < 40 && labelled.label.toLowerCase().includes('task')) tasks.push(...[normaliseTask(line)].filter((task) => task !== null));
      for (const task of tasks) {
        give('task', task);
        give('domain', domainOfTask(task));
      }
      return;
    }
    case 'architecture': {
      const family = architectureOfWord(line);
      const tasks = tasksInText(line);
      for (const task of isLabel && line.length < 80 ? tasks : []) {
        give('task', task, {}, 0.8);
        give('domain', domainOfTask(task), {}, 0.8);
      }
      if (family !== null) give('architecture', family);
      else if (tasks.length === 0 && short !== null && isLabel && line.length <= 60) give('architecture', short.toLowerCase(), {}, 0.7);
      return;
    }
    case 'parameters': {
      const match = /(?:^|[^\w.])~?(\d[\d.,]{0,20})\s?(k|m|b|t|bn|million|billion|trillion)?(?![\w%])/i.exec(line.slice(0, 200));
      const unit = match?.[2] ?? /\b(m|b)$|\b(million|billion)\b/i.exec(labelled.label)?.[0];
      if (match?.[1] !== undefined && (unit !== undefined || match[1].replace(/\D/g, '').length >= 5)) give('parameterCount', normaliseCount(match[1].replace(/[.,]$/, ''), unit));
      return;
    }
    case 'hardware': return short !== null && line.length <= 150 ? give('hardware', short) : undefined;
    case 'emissions': return isLabel || line.length < 80 ? give('emissions', withUnit(line, labelled.label)) : undefined;
    case 'grant': return short === null ? undefined : give('grant', shortText(line, 100));
    case 'input': case 'output': return short !== null && line.length > 2 ? give(topic, short) : undefined;
    case 'framework': case 'library': return;
    case 'paper': {
      if (isLabel && short !== null && !/https?:|arxiv/i.test(source) && line.length > 12) give('paper', normalisePaper(line) ?? `title:${short.toLowerCase()}`, {}, 0.7);
      return;
    }
    case 'demo': case 'repository': {
      for (const match of source.matchAll(/https?:\/\/[^\s)<>"'\]]{4,300}/g)) addAddress(list, match[0], { source: labelled.from, where: `label: ${shortText(labelled.label, 60)}`, lines: labelled.lines, standing: 'declared' });
      return;
    }
    case 'data': return isLabel && short !== null && line.length <= 200 ? give('dataset', short, {}, 0.85) : undefined;
    case 'limitation': return short !== null && text.split(/\s+/).length > 2 ? give('limitation', shortText(text, 160), {}, 0.9) : undefined;
    default:
  }
}

type Give = (attribute: MetadataAttribute, value: string | null, detail?: Readonly<Record<string, string>>, confidence?: number) => void;

function readLicence(text: string, source: string, give: Give): void {
  const line = text.split('\n', 1)[0] ?? '';
  // A notice tells the licences of the data first; what the model is under follows `licensed under`, the last of them.
  const notice = text.slice(0, 2000);
  const last = Math.max(notice.lastIndexOf('licensed under'), notice.lastIndexOf('released under'), notice.lastIndexOf('distributed under'));
  const first = licenceInText(text.slice(0, 600));
  const named = (last >= 0 ? licenceInText(notice.slice(last + 8, last + 160)) : null) ?? first;
  if (first !== null && first !== named) give('licence', first, {}, 0.76);
  if (named !== null) return give('licence', named, {}, 0.88);
  for (const match of source.matchAll(/https?:\/\/[^\s)<>"'\]]{4,200}/g)) {
    const value = normaliseLicence(match[0]);
    if (value !== null && value.length < 40 && !value.startsWith('https')) return give('licence', value);
  }
  if (line.length <= 60 && line.split(' ').length <= 6) give('licence', nameOfLicence(line), {}, 0.75);
}

/** What is no known licence is one only by its name: a line of copyright or a sentence is not. */
function nameOfLicence(line: string): string | null {
  const value = normaliseLicence(line);
  return value !== null && (licenceIds.has(value) || /licen[sc]e|proprietary|commercial|public-domain|agreement|cc-|rail/.test(value)) && !value.startsWith('copyright') ? value : null;
}

function readAuthors(text: string, isLabel: boolean, give: Give): void {
  if (isLabel) {
    const line = text.split('\n', 1)[0] ?? '';
    if (!statesNothing(line) && /[\p{L}\p{N}]/u.test(line)) give('author', shortText(line, 120));
    return;
  }
  for (const line of text.split('\n').slice(0, 20)) {
    if (/\p{L}{2}/u.test(line) && line.length <= 200 && !statesNothing(line)) give('author', shortText(line, 100));
  }
}

function readLanguages(line: string, label: string, give: Give): void {
  const role = /source|src/i.test(label) ? 'source' : /target|tgt/i.test(label) ? 'target' : null;
  const detail: Readonly<Record<string, string>> = role === null ? {} : { role };
  const codes = languagesInText(line);
  if (codes.length === 0 && line.length < 120) {
    for (const part of line.split(/[,;/&|]|\s+and\s+/)) {
      const word = part.replace(/[().*]/g, '').trim();
      if (/^[a-z]{2,3}(?:[-_]\w{2,8})?$/i.test(word) || /^\p{L}{4,20}$/u.test(word)) {
        const code = normaliseLanguage(word);
        if (code !== null) codes.push(code);
      }
    }
  }
  if (/multi-?lingual/i.test(line)) codes.push('multilingual');
  for (const code of codes) give('language', code, detail);
}

function readUpstream(line: string, source: string, label: string, give: Give): void {
  const relation = /fine-?\s?tuned/i.test(label) ? 'finetune' : /merged/i.test(label) ? 'merge' : /teacher/i.test(label) ? 'distilled' : null;
  const detail: Readonly<Record<string, string>> = relation === null ? {} : { relation };
  const linked = modelOfAddress(source);
  if (linked !== null) return give('upstreamModel', linked, detail);
  const id = /^[`*\s]{0,4}([\w.-]{2,60}(?:\/[\w.-]{2,80})?)(?=$|[\s`*,.(])/.exec(line)?.[1]?.replace(/\.$/, '');
  if (id !== undefined && (id.includes('/') || id.includes('-') || architectureOfWord(id) !== null)) give('upstreamModel', normaliseModel(id), detail, 0.8);
}

/** AutoTrain writes the unit into the label: `CO2 Emissions (in grams): 8.4`. */
function withUnit(line: string, label: string): string | null {
  if (!/\d/.test(line)) return null;
  if (/\b(?:kg|kilograms?)\b/i.test(label) && /^[\d.\s]+$/.test(line)) return emissionsOf(`${line} kg`);
  return /^\D{0,6}[\d.,e+-]+\s*$/i.test(line) || /\d\s?(?:g|kg|kgs|grams?|t|tons?|tonnes?|metric|tco2\w*|kgco2\w*|lbs?)\b/i.test(line) ? emissionsOf(line) : null;
}
