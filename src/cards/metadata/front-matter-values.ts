import { isMapping, stringsOf } from '../markdown/front-matter.js';
import type { MetadataAttribute } from './card-value.js';
import { addAddress } from './addresses.js';
import { emissionsOf } from './emissions.js';
import { readModelIndex } from './model-index.js';
import {
  domainOfTask, isLanguageCode, normaliseAddress, normaliseArchitecture, normaliseLanguage, normaliseLicence, normaliseModel, normaliseNumber, normalisePaper, normaliseTask, normaliseTechnology, shortText, statesNothing,
} from './normal-form.js';
import { frameworkNames, libraryNames } from './technology-names.js';
import { tagDomains, taskAliases, taskDomains } from './task-names.js';
import { hyperParameterSpellings } from './quantity-names.js';
import { architectureOfWord } from './word-meanings.js';
import type { ValueList } from './value-list.js';
import { addValue } from './value-list.js';

type FrontMatterData = Readonly<Record<string, unknown>>;

/** Keys of front matter that state one attribute, with how their text is put into normal form. */
const keys: readonly (readonly [attribute: MetadataAttribute, names: readonly string[], normalise: (raw: string) => string | null])[] = [
  ['architecture', ['model_type', 'architecture', 'architectures'], normaliseArchitecture],
  ['author', ['author', 'authors', 'developers', 'model_creator', 'maintainer', 'creator', 'developed_by'], stated],
  ['framework', ['framework', 'frameworks'], normaliseTechnology],
  ['library', ['library_name', 'library_tag', 'library'], normaliseTechnology],
  ['grant', ['grant', 'funding', 'funded_by'], stated],
  ['paper', ['paper', 'papers', 'arxiv', 'doi', 'paper_url'], paperOf],
  ['parameterCount', ['parameters', 'num_parameters', 'model_size', 'params'], countOf],
  ['hardware', ['hardware', 'hardware_used'], stated],
];

/** Adds what the front matter states: each value with the key as its place. Keys that nobody knows are left alone. */
export function readFrontMatter(list: ValueList, data: FrontMatterData): void {
  for (const [attribute, names, normalise] of keys) {
    for (const name of names) {
      for (const raw of stringsOf(data[name])) add(list, attribute, normalise(raw), name);
    }
  }
  readLicence(list, data);
  readLanguages(list, data);
  readTasks(list, data);
  readDatasets(list, data);
  readBaseModels(list, data);
  readTags(list, data);
  for (const name of ['repo', 'repository', 'github', 'source_code', 'code', 'repo_url', 'paper', 'demo', 'space', 'github-link', 'demo-model-link', 'dataset_url', 'paper-link', 'colab']) {
    for (const raw of stringsOf(data[name])) if (raw.includes('/')) addAddress(list, raw, { source: 'front matter', where: name, lines: null, standing: 'declared' });
  }
  readEmissions(list, data['co2_eq_emissions']);
  for (const name of Object.keys(hyperParameterSpellings)) {
    const raw = data[name];
    if (typeof raw === 'string' || typeof raw === 'number') addValue(list, { attribute: 'hyperParameter', value: normaliseNumber(String(raw)) ?? stated(String(raw)), source: 'front matter', where: name, detail: { name }, confidence: 0.97 });
  }
  readModelIndex(list, data['model-index']);
}

function add(list: ValueList, attribute: MetadataAttribute, value: string | null, where: string, detail: Readonly<Record<string, string>> = {}): void {
  addValue(list, { attribute, value, source: 'front matter', where, confidence: 0.98, detail });
}

function stated(raw: string): string | null {
  return statesNothing(raw) ? null : shortText(raw, 120);
}

function paperOf(raw: string): string | null {
  if (statesNothing(raw)) return null;
  return normalisePaper(raw) ?? (/^https?:\/\//i.test(raw) ? normaliseAddress(raw) : shortText(raw, 120));
}

function countOf(raw: string): string | null {
  const match = /^(\d[\d.,]{0,20})\s?([kmbt]|million|billion)?$/i.exec(raw);
  if (match?.[1] === undefined) return null;
  const factor = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 }[(match[2] ?? '').charAt(0).toLowerCase()] ?? 1;
  const value = Math.round(Number(match[1].replaceAll(',', '')) * factor);
  return Number.isFinite(value) && value >= 1000 ? String(value) : null;
}

function readLicence(list: ValueList, data: FrontMatterData): void {
  for (const name of ['license', 'licence', 'licenses', 'license_name']) {
    for (const raw of stringsOf(data[name])) {
      for (const one of raw.length < 80 && /^[\w.+ -]+(?:\s?,\s?[\w.+ -]+)+$/.test(raw) ? raw.split(',') : [raw]) {
        const value = normaliseLicence(one);
        if (value !== 'unknown') add(list, 'licence', value, name);
      }
    }
  }
}

function readLanguages(list: ValueList, data: FrontMatterData): void {
  for (const name of ['language', 'languages', 'lang', 'language_bcp47']) {
    const raw = data[name];
    // YAML 1.1 reads `no` as false; a card that went through such a parser says so of Norwegian.
    const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
    for (const item of items) {
      if (item === false) add(list, 'language', 'no', name);
      else if (typeof item === 'string') {
        for (const part of item.length < 3 ? [item] : item.split(/[,;/|]|\s+and\s+|\s{1,4}(?=[a-z]{2,3}\b)/)) {
          const code = normaliseLanguage(part);
          if (code !== null) add(list, 'language', code, name);
        }
      }
    }
  }
}

function readTasks(list: ValueList, data: FrontMatterData): void {
  for (const name of ['pipeline_tag', 'task', 'tasks', 'pipeline']) {
    for (const raw of stringsOf(data[name])) addTask(list, normaliseTask(raw), name);
  }
}

function addTask(list: ValueList, task: string | null, where: string): void {
  if (task === null) return;
  add(list, 'task', task, where);
  add(list, 'domain', domainOfTask(task), `${where}: domain of the task`);
}

function readDatasets(list: ValueList, data: FrontMatterData): void {
  for (const name of ['datasets', 'dataset', 'train_datasets', 'training_data']) {
    for (const raw of stringsOf(data[name])) {
      if (statesNothing(raw)) continue;
      if (/^https?:\/\//i.test(raw)) {
        add(list, 'datasetUrl', normaliseAddress(raw), name);
        add(list, 'dataset', normaliseAddress(raw).replace(/^(?:huggingface\.co|hf\.co)\/datasets\//, ''), name);
      } else add(list, 'dataset', shortText(raw, 120), name);
    }
  }
}

function readBaseModels(list: ValueList, data: FrontMatterData): void {
  const relation = stringsOf(data['base_model_relation'])[0];
  const detail: Readonly<Record<string, string>> = relation === undefined || statesNothing(relation) ? {} : { relation: relation.toLowerCase() };
  for (const name of ['base_model', 'base_models', 'basemodel', 'parent_model']) {
    const raw = data[name];
    const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
    for (const item of items) {
      for (const text of stringsOf(isMapping(item) ? (item['name'] ?? item['id']) : item)) add(list, 'upstreamModel', normaliseModel(text), name, detail);
    }
  }
}

function readTags(list: ValueList, data: FrontMatterData): void {
  const hasLanguage = stringsOf(data['language']).length > 0;
  for (const raw of stringsOf(data['tags'])) {
    if (statesNothing(raw)) continue;
    add(list, 'tag', raw.toLowerCase().slice(0, 100), 'tags');
    readTag(list, raw, { source: 'front matter', where: 'tags', language: !hasLanguage });
  }
}

/** What one tag says besides being a tag: `prefix:value`, or a bare word that is a task, library, framework, family or language. */
export function readTag(list: ValueList, raw: string, { source, where, language }: { source: 'front matter' | 'tag'; where: string; language: boolean }): void {
  const colon = raw.indexOf(':');
  const confidence = source === 'tag' ? 0.95 : 0.9;
  function give(attribute: MetadataAttribute, value: string | null, detail: Readonly<Record<string, string>> = {}): void {
    addValue(list, { attribute, value, source, where: `${where}: ${raw.slice(0, 80)}`, confidence, detail });
  }
  if (colon > 0) {
    const prefix = raw.slice(0, colon).toLowerCase();
    const value = raw.slice(colon + 1).trim();
    if (statesNothing(value)) return;
    if (prefix === 'license') give('licence', normaliseLicence(value));
    else if (prefix === 'dataset') give('dataset', value);
    else if (prefix === 'arxiv') give('paper', normalisePaper(`arxiv:${value}`));
    else if (prefix === 'doi') give('paper', `doi:${value.toLowerCase()}`);
    else if (prefix === 'language') give('language', normaliseLanguage(value));
    else if (prefix === 'library') give('library', normaliseTechnology(value));
    else if (prefix === 'base_model') {
      const typed = /^(finetune|adapter|quantized|merge):(.+)$/.exec(value);
      if (typed === null) give('upstreamModel', normaliseModel(value));
      else give('upstreamModel', normaliseModel(typed[2] ?? ''), { relation: typed[1] ?? '' });
    }
    return;
  }
  const word = raw.trim().toLowerCase();
  const key = word.replace(/[\s_]+/g, '-');
  if (Object.hasOwn(taskDomains, key) || Object.hasOwn(taskAliases, key)) {
    const task = normaliseTask(key) ?? key;
    give('task', task);
    give('domain', domainOfTask(task));
  } else if (Object.hasOwn(tagDomains, key)) give('domain', tagDomains[key] ?? null);
  if (libraryNames.has(word)) give('library', normaliseTechnology(word));
  if (frameworkNames.includes(word)) give('framework', normaliseTechnology(word));
  if (language && isLanguageCode(word)) give('language', normaliseLanguage(word));
  const family = architectureOfWord(raw);
  if (family !== null) give('architecture', family);
}

function readEmissions(list: ValueList, raw: unknown): void {
  const detail: Record<string, string> = {};
  if (isMapping(raw)) {
    for (const name of ['source', 'training_type', 'geographical_location']) {
      const text = stringsOf(raw[name])[0];
      if (text !== undefined && !statesNothing(text)) detail[name] = shortText(text, 80);
    }
    for (const text of stringsOf(raw['hardware_used'])) if (!statesNothing(text)) add(list, 'hardware', shortText(text, 80), 'co2_eq_emissions: hardware_used');
  }
  const amount: unknown = isMapping(raw) ? (raw['emissions'] ?? raw['value']) : raw;
  if (typeof amount === 'number' || typeof amount === 'string') add(list, 'emissions', emissionsOf(String(amount)), 'co2_eq_emissions', detail);
}
