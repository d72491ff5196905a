import { creativeCommonsSpellings, licenceIds, licenceSpellings } from './licence-names.js';
import { languageNames, threeLetterCodes } from './language-names.js';
import { wordsOf } from './phrase-matcher.js';
import { taskAliases, taskDomains, taskSpellings } from './task-names.js';
import { technologyAliases } from './technology-names.js';

/** Values that say "not stated" in a field that has to be filled. */
const emptyValues = new Set([
  'unknown', 'none', 'null', 'unk', 'n/a', 'na', 'todo', 'tbd', 'more information needed', 'undefined', 'nan', '-', '--', '?', 'no', 'not available', 'not specified', 'nothing', 'placeholder', 'coming soon', 'more info needed', 'n.a.', 'unlicensed?',
]);

const licenceByWords = new Map<string, string>([
  ...[...licenceIds].map((id): [string, string] => [wordsOf(id).join(' '), id]),
  ...creativeCommonsSpellings().map(([spelling, id]): [string, string] => [spelling, id]),
  ...spellingsOf(licenceSpellings),
  ['mit', 'mit'], ['bsd', 'bsd'], ['gpl', 'gpl'], ['lgpl', 'lgpl'], ['openrail plus plus', 'openrail++'], ['apache', 'apache-2.0'], ['llama 2', 'llama2'], ['llama 3', 'llama3'], ['llama 3 1', 'llama3.1'],
]);
const languageByName = new Map<string, string>(spellingsOf(languageNames).map(([spelling, code]) => [spelling.toLowerCase(), code]));
const taskBySpelling = new Map<string, string>(spellingsOf(taskSpellings).map(([spelling, task]) => [wordsOf(spelling).join('-'), task]));

/** Pairs of one spelling and the value it stands for, from a table of values with spellings parted by commas. */
export function spellingsOf(table: Readonly<Record<string, string>>): [spelling: string, value: string][] {
  return Object.entries(table).flatMap(([value, list]) => list.split(',').map((spelling): [string, string] => [spelling.trim(), value]));
}

/** True for what a field holds when nothing is stated: blanks, `unknown`, `None`, a variable of a template. */
export function statesNothing(value: string): boolean {
  const trimmed = value.trim();
  if (trimmed === '' || trimmed.length > 2000) return true;
  if (emptyValues.has(trimmed.toLowerCase().replace(/^[[(*_"']+|[\])*_"'.]+$/g, '').trim())) return true;
  return /^[{<[][^\n]{0,200}[}>\]]$/.test(trimmed) || trimmed.includes('{{') || /more information (?:is )?needed|information needed/i.test(trimmed);
}

/**
 * Licence as the hub's id where the spelling is known, else as written (lower case, hyphens). Null where nothing is stated.
 * Addresses of licences count as spellings.
 */
export function normaliseLicence(raw: string): string | null {
  const value = raw.trim().toLowerCase().replace(/^licen[sc]e:\s*/, '');
  if (statesNothing(value)) return null;
  if (licenceIds.has(value)) return value;
  const address = licenceOfAddress(value);
  if (address !== null) return address;
  const words = wordsOf(value.slice(0, 200));
  for (const drop of [0, 1]) {
    const known = licenceByWords.get(words.slice(drop).join(' ')) ?? licenceByWords.get(words.slice(drop).filter((word) => word !== 'license' && word !== 'licence' && word !== 'the').join(' '));
    if (known !== undefined) return known;
  }
  return words.length === 0 || words.length > 8 ? null : value.replace(/\s+/g, '-');
}

/** The licence whose text stands at an address of Creative Commons, Apache, OSI, GNU or choosealicense. */
export function licenceOfAddress(address: string): string | null {
  if (!address.includes('/') && !address.includes('.')) return null;
  const commons = /creativecommons\.org\/(licenses|publicdomain)\/([a-z-]{2,12})(?:\/(\d\.\d))?/.exec(address);
  if (commons?.[2] !== undefined) {
    if (commons[1] === 'publicdomain') return commons[2] === 'zero' ? 'cc0-1.0' : null;
    return `cc-${commons[2]}${commons[3] === undefined ? '' : `-${commons[3]}`}`;
  }
  if (/apache\.org\/licenses\/license-2|opensource\.org\/licenses?\/apache-2/.test(address)) return 'apache-2.0';
  const named = /(?:opensource\.org\/licenses?|choosealicense\.com\/licenses|spdx\.org\/licenses)\/([a-z0-9.-]{2,30})/.exec(address)?.[1]?.replace(/\.html$|[.-]+$/g, '');
  if (named !== undefined) return licenceIds.has(named) ? named : (licenceByWords.get(wordsOf(named).join(' ')) ?? null);
  const gnu = /gnu\.org\/licenses\/(?:old-licenses\/)?([al]?gpl)-(\d\.\d)/.exec(address);
  return gnu?.[1] === undefined ? null : `${gnu[1]}-${gnu[2] ?? ''}`;
}

/** ISO 639-1 code of a language given as code (of two or three letters, with region) or by its English name; null for anything else. */
export function normaliseLanguage(raw: string): string | null {
  const value = raw.trim().toLowerCase();
  if (value === 'no' || value === 'false') return 'no';
  if (value === 'multilingual' || value === 'code') return value;
  const byName = languageByName.get(value);
  if (byName !== undefined) return byName;
  const code = /^([a-z]{2,3})(?:[-_][a-z0-9-]{2,20})?$/.exec(value)?.[1];
  if (code !== undefined) {
    const short = threeLetterCodes[code] ?? code;
    if (Object.hasOwn(languageNames, short) || short === 'multilingual' || short.length === 3 || short === code) return emptyValues.has(short) ? null : short;
  }
  return threeLetterCodes[value] ?? null;
}

/** Whether a bare word of two or three letters is a code of a language that the lists know. */
export function isLanguageCode(word: string): boolean {
  return Object.hasOwn(languageNames, word) || word === 'multilingual' || word === 'code';
}

/** Task as the hub's id, by its id, by other names that cards use, or by how sentences call it; else as written, with hyphens. */
export function normaliseTask(raw: string): string | null {
  if (statesNothing(raw)) return null;
  const key = wordsOf(raw.slice(0, 200)).join('-');
  if (key === '' || key.length > 50) return null;
  if (Object.hasOwn(taskAliases, key)) return taskAliases[key] ?? null;
  if (Object.hasOwn(taskDomains, key)) return key;
  return taskBySpelling.get(key) ?? key;
}

/** Domain of a task; null where the task is none of the hub's. */
export function domainOfTask(task: string): string | null {
  return Object.hasOwn(taskDomains, task) ? (taskDomains[task] ?? null) : null;
}

/** Library or framework in one spelling. */
export function normaliseTechnology(raw: string): string | null {
  if (statesNothing(raw)) return null;
  const value = raw.trim().toLowerCase().replace(/\s+/g, '-').slice(0, 60);
  return Object.hasOwn(technologyAliases, value) ? (technologyAliases[value] ?? null) : value;
}

/** `arxiv:<id>` without version, `doi:<id>` in lower case, or the address without scheme; null where it is none of them. */
export function normalisePaper(raw: string): string | null {
  const value = raw.trim().toLowerCase();
  if (value.length > 500) return null;
  const arxiv = /(?:^|arxiv[.:/\s]{1,3}(?:org\/)?(?:abs\/|pdf\/|html\/)?|huggingface\.co\/papers\/)(\d{4}\.\d{4,5})(?!\d)/.exec(value) ?? /arxiv[.:/\s]{1,3}(?:org\/)?(?:abs\/|pdf\/)?((?:cs|stat|eess|math|cmp-lg)(?:\.[a-z]{2})?\/\d{7})/.exec(value);
  if (arxiv?.[1] !== undefined) return `arxiv:${arxiv[1]}`;
  const doi = /10\.\d{4,9}\/[^\s"'<>{},;]{2,100}/.exec(value);
  if (doi !== null) {
    const id = doi[0].replace(/[.)\]]+$/, '');
    const ofArxiv = /^10\.48550\/arxiv\.(\d{4}\.\d{4,5})/.exec(id)?.[1];
    return ofArxiv === undefined ? `doi:${id}` : `arxiv:${ofArxiv}`;
  }
  return null;
}

/** Family of a network from the name of a class (`TFBertForMaskedLM`), a model type of a configuration, or a word. */
export function normaliseArchitecture(raw: string): string | null {
  if (statesNothing(raw) || raw.length > 80) return null;
  const stem = raw.trim().replace(/^(?:TF|Flax)(?=[A-Z])/, '').replace(/(?:For[A-Z]\w*|LMHeadModel|LMHead|DoubleHeadsModel|MTModel|EncoderModel|Model|Pipeline)$/, '').toLowerCase().replace(/[\s_]+/g, '-');
  const families: Readonly<Record<string, string>> = { xlmroberta: 'xlm-roberta', gptneo: 'gpt-neo', gptneox: 'gpt-neox', 'gpt-neo-x': 'gpt-neox', debertav2: 'deberta', 'deberta-v2': 'deberta', 'gpt-2': 'gpt2', m2m100: 'm2m-100', 'm2m-100': 'm2m-100', 'bert-base': 'bert', camembert: 'bert', 'gpt-j': 'gptj', distilroberta: 'roberta' };
  return stem === '' ? null : (families[stem] ?? stem);
}

/** An identifier of the registry: an address of it loses its front; local paths and what has blanks give null. */
export function normaliseModel(raw: string): string | null {
  const value = raw.trim().replace(/^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\//i, '').replace(/(?:\/(?:tree|blob|resolve)\/.*|[?#].*)$/, '').replace(/\/+$/, '');
  if (statesNothing(value) || value.length > 140) return null;
  return /^[\w][\w.-]*(?:\/[\w][\w.-]*)?$/.test(value) ? value : null;
}

/** A number of parameters from its digits and its unit (`7`, `B`), as whole number; null where it cannot be one. */
export function normaliseCount(digits: string, unit: string | undefined): string | null {
  const scale: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, mio: 1e6, mn: 1e6, million: 1e6, millions: 1e6, b: 1e9, bn: 1e9, billion: 1e9, billions: 1e9, t: 1e12, trillion: 1e12 };
  const factor = unit === undefined || unit === '' ? 1 : (scale[unit.toLowerCase()] ?? 0);
  const value = Math.round(Number(/^\d{1,3}(?:,\d{3})+$/.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.')) * factor);
  return Number.isFinite(value) && value >= 1000 && value <= 1e14 ? String(value) : null;
}

/** The size that a name or a title tells (`chat-7b`); millions below 14 are counts of something else in most names. Null where none is told. */
export function sizeOfName(name: string): string | null {
  const match = /(?:^|[\s/_-])(\d{1,4}(?:\.\d{1,2})?)([bm])(?=$|[\s_.)-])/i.exec(name);
  if (match?.[1] === undefined || (/m/i.test(match[2] ?? '') && Number(match[1]) < 14)) return null;
  return normaliseCount(match[1], match[2]);
}

/** A plain number as text, or null (`5e-05` gives `0.00005`; `1,000` gives `1000`; `1e-7` stays short). */
export function normaliseNumber(raw: string): string | null {
  const value = Number(/^\d{1,3}(?:,\d{3})+$/.test(raw) ? raw.replaceAll(',', '') : raw);
  return raw.trim() !== '' && Number.isFinite(value) ? String(value) : null;
}

/** An address without scheme, `www.` and trailing slash. */
export function normaliseAddress(raw: string): string {
  return raw.replace(/^https?:\/\//i, '').replace(/^www\./i, '').replace(/[.,;:!]+$/, '').replace(/\/+$/, '').slice(0, 300);
}

/** A value of free text in one line, without marks at its ends, cut at a word. */
export function shortText(raw: string, limit = 160): string {
  const text = raw.slice(0, limit * 4).replace(/\s+/g, ' ').replace(/^[\s*_:;,.\-–|>]+|[\s*_:;,.\-–|]+$/g, '');
  if (text.length <= limit) return text;
  const cut = text.lastIndexOf(' ', limit);
  return `${text.slice(0, cut > limit / 2 ? cut : limit)} …`;
}
