import type { RecordFacts } from '../metadata/card-value.js';
import { languageNames, longCodes } from './language-words.js';
import { compareSilence, conclude, differ, list, valuesOf, type NameComparison, type Sides } from './name-comparison.js';
import type { NamePart } from './name-part.js';

const codes = new Map([
  ...Object.entries(longCodes),
  ...Object.entries(languageNames).flatMap(([code, names]) => names.split(',').map((name): [string, string] => [name, code])),
]);
/** Codes that are written for each other. */
const same = new Map(Object.entries({ nb: 'no', nn: 'no', cmn: 'zh', yue: 'zh', iw: 'he', in: 'id', ms: 'id', prs: 'fa', fil: 'tl', hr: 'sr', bs: 'sr', sh: 'sr', jp: 'ja', kr: 'ko', cn: 'zh', gsw: 'de', arz: 'ar', ary: 'ar' }));
const notSpoken = new Set(['code', 'unk', 'und', 'mul', 'zxx', 'other', 'none', 'mis']);
/** A record with more languages than this is of a model of many; its list need not name each. */
const many = 8;

/** The languages in a name beside those of the record. */
export function compareLanguage(all: readonly NamePart[], { languages, task }: RecordFacts): NameComparison {
  const spoken = languages?.filter((one) => !notSpoken.has(one.toLowerCase())) ?? null;
  const sides: Sides = { aspect: 'language', parts: all.filter((part) => part.kind === 'language'), recorded: spoken, fields: ['languages'] };
  const silence = compareSilence(sides);
  if (silence !== null || spoken === null) return silence ?? conclude(sides, 'not known', 'field missing', '');
  const named = valuesOf(sides.parts);
  const recorded = new Set(spoken.map(normaliseLanguage));
  const shared = named.filter((one) => recorded.has(same.get(one) ?? one));
  if (shared.length > 0) {
    return conclude(
      sides, 'agreement', shared.length === named.length ? 'languages declared' : 'one of the languages declared',
      `The record states ${list(shared)} as the name does.`,
    );
  }
  if (named.includes('multilingual') && recorded.size > 1) {
    return conclude(
      sides, 'agreement', 'several languages',
      `The name says multilingual, and the record states ${recorded.size} languages.`,
    );
  }
  if (recorded.has('multilingual') || recorded.size > many) {
    return conclude(
      sides, 'undecided', 'model of many languages',
      `The name says ${list(named)}; the record is of a model of many languages and need not list it.`,
    );
  }
  if (named.every((one) => one === 'multilingual')) {
    return conclude(
      sides, 'undecided', 'multilingual in the name',
      `The name says multilingual; the record states only ${list(spoken)}, perhaps not all.`,
    );
  }
  if (typeof task === 'string' && /image|video|depth|object|mask/.test(task)) {
    return conclude(
      sides, 'undecided', 'language of pictures',
      `The name says ${list(named)}; of a model for ${task} that may be what the pictures show.`,
    );
  }
  return differ(sides, 'other language', `The name says ${list(named)}; the record states ${list(spoken)}.`);
}

function normaliseLanguage(language: string): string {
  const lower = language.toLowerCase();
  const code = codes.get(lower) ?? lower.replace(/[-_].*$/, '');
  return same.get(code) ?? code;
}
