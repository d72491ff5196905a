import { busyCodes, longCodes, plainCodes } from './language-words.js';
import type { Draft } from './name-part.js';
import { algorithms } from './purpose-words.js';

/** What the whole name tells about the reading of its words. */
export interface Surroundings {
  readonly billions: boolean;
  readonly speech: boolean;
  readonly translation: boolean;
  readonly manyLanguages: boolean;
  readonly environment: boolean;
  readonly algorithm: boolean;
  readonly architectures: number;
}

type Context = (parts: readonly Draft[], at: number, around: Surroundings) => boolean;

const codes = new Set(`${plainCodes} ${busyCodes}`.split(' '));
const plain = new Set(plainCodes.split(' '));
/** Codes that mean something else more often than not: a place after any known word is not enough for them. */
const deceptive = new Set(
  ('id ml pa or si ne la sa be bs lb tt ky tg ps sd as wo jv su ms my so ha br fy gn dv ia ln lg sn ti tk ug no is am nn ' +
    'mn sw ig zu xh af rw ga eo tl km lo mk sq hy ka az kk uz et').split(' '),
);
const speechFamilies = new Set('wav2vec2 whisper mms hubert wavlm vits speecht5 s2t seamless'.split(' '));
const translationFamilies = new Set('marian nllb m2m100 mbart fsmt'.split(' '));
const manyLanguageData = new Set(
  ('panx xnli fleurs common_voice voxpopuli mlqa tydiqa wikiann universal_dependencies xlsum massive xquad paws oscar mc4 ' +
    'wikipedia tydi flores opus100 europarl kde4 wmt16 wmt14 opus_books tatoeba minds14 mls multinerd xtreme').split(' '),
);
/** Countries that follow a code in a locale. */
const locales: Readonly<Record<string, readonly string[]>> = {
  pt: ['br', 'pt'], es: ['es', 'mx', 'ar'], de: ['de', 'at', 'ch'], hi: ['in'], sv: ['se'], it: ['it'], ta: ['in', 'lk'],
  te: ['in'], tr: ['tr'],
  da: ['dk'], cs: ['cz'], fi: ['fi'], id: ['id'], ml: ['in'], mr: ['in'], sw: ['ke'], pl: ['pl'], el: ['gr'], he: ['il'],
};
const stepping = new Set(['version', 'casing', 'language', 'format', 'size', 'training']);

/** The rules of context by name: whether the part at `at` may mean what it would mean. */
export const contexts = {
  'beside an architecture': besideArchitecture,
  'beside billions': (_parts, _at, around) => around.billions,
  'after a number of parameters': (parts, at) => parts[at]?.whole === true && parts[at - 1]?.kind === 'size' && ((parts[at - 1]?.parameters ?? 0) > 0 || parts[at - 1]?.rule === 'active parameters'),
  'series with its size': (parts, at, around) => around.architectures === 0 && (parts[at + 1]?.parameters ?? 0) > 0,
  'before a size or version': beforeSizeOrVersion,
  'before a version of diffusion': (parts, at) =>
    /^(1|2|3|1\.\d|2\.\d|3\.\d|14|15|20|21|35)$/.test(parts[at + 1]?.value ?? '') || parts[at + 1]?.kind === 'version',
  'before b0 to b5': (parts, at) => /^b[0-5]$/.test(parts[at + 1]?.key ?? ''),
  'beside 8B or 70B': (parts, at) => parts.slice(Math.max(0, at - 4), at + 5).some((one) => one.value === '8B' || one.value === '70B'),
  'after a known word': (parts, at) => isKnown(parts[at - 1]) && parts[at - 1]?.kind !== 'owner',
  'after tuning': (parts, at) => parts.slice(Math.max(0, at - 3), at).some((one) => one.kind === 'training' && one.value !== 'autotrain'),
  'beside an environment': (_parts, _at, around) => around.environment,
  environment: (parts, at, around) => around.algorithm || (parts[at + 1]?.kind === 'version' && parts[at]?.whole === true && parts.length - at === 2),
  code: isPlainCode,
  'busy code': isBusyCode,
  'long code': isLongCode,
  'whole word': (parts, at) => parts[at]?.whole === true,
} as const satisfies Record<string, Context>;

export type ContextName = keyof typeof contexts;

/** Gathers what the whole name tells, in one pass; only what holds without context counts. */
export function surveyName(parts: readonly Draft[]): Surroundings {
  const around = { billions: false, speech: false, translation: false, manyLanguages: false, environment: false, algorithm: false, architectures: 0 };
  for (const { kind, value, rule, parameters, meanings } of parts) {
    if (rule === 'environment' || meanings.some((one) => one.rule === 'environment')) around.environment = true;
    if (kind === 'training' && algorithms.has(value)) around.algorithm = true;
    if (meanings.length > 0) continue;
    if (parameters !== null && parameters >= 3e8) around.billions = true;
    if (kind === 'architecture') around.architectures += 1;
    if (speechFamilies.has(value) || value === 'automatic-speech-recognition' || value === 'text-to-speech') around.speech = true;
    if (translationFamilies.has(value) || value === 'translation') around.translation = true;
    if (manyLanguageData.has(value) || value === 'multilingual' || value === 'xlm-roberta') around.manyLanguages = true;
  }
  return around;
}

function isKnown(part: Draft | undefined): boolean {
  return part !== undefined && part.kind !== 'unknown';
}

/** A word for size stands after the family, with only versions, codes and other sizes between, or right before it. */
function besideArchitecture(parts: readonly Draft[], at: number): boolean {
  if (parts[at + 1]?.kind === 'architecture' && parts[at]?.value !== 'base') return true;
  for (let before = at - 1; before >= 0 && before >= at - 4; before -= 1) {
    const part = parts[before];
    if (part === undefined || part.kind === 'architecture') return part !== undefined;
    if (part.kind === 'unknown' ? !/^(\d+|discriminator|generator|encoder|decoder|cnn|xl|r|s|v)$/.test(part.key) : !stepping.has(part.kind)) {
      return false;
    }
  }
  return false;
}

function beforeSizeOrVersion(parts: readonly Draft[], at: number): boolean {
  const next = parts[at + 1];
  if (parts[at]?.whole !== true && next?.kind !== 'version') return false;
  if (next === undefined) return at === 0 || (at === 1 && parts[0]?.kind === 'owner');
  if (next.kind === 'version') return next.rule === 'number after a family with versions';
  return next.kind === 'size' || next.kind === 'casing' || next.meanings.some((one) => one.kind === 'size');
}

function isPlainCode(parts: readonly Draft[], at: number): boolean {
  if (parts[at]?.whole !== true) return false;
  const before = parts[at - 1];
  const next = parts[at + 1];
  if (partnerOf(parts, at, codes) !== null) return true;
  return next === undefined || before === undefined || before.kind === 'owner' || isKnown(before) || isKnown(next) || next.meanings.length > 0;
}

function isBusyCode(parts: readonly Draft[], at: number, around: Surroundings): boolean {
  const part = parts[at];
  if (part?.whole !== true) return false;
  const partner = partnerOf(parts, at, codes);
  if (partner !== null && (around.translation || plain.has(partner))) return true;
  const before = parts[at - 1];
  if (before === undefined || before.kind === 'owner') return false;
  if (around.speech && /^\d{2,4}m?$/.test(before.key)) return true;
  const region = locales[part.key];
  if (region !== undefined && parts[at + 1]?.whole === true && region.includes(parts[at + 1]?.key ?? '')) return true;
  // `vgg16_bn` is batch normalisation.
  if (!isKnown(before) || before.rule === 'layers after the family') return false;
  if (around.translation && partner === null) return false;
  if ((around.speech || around.manyLanguages) && !['version', 'unknown'].includes(before.kind)) return true;
  if (deceptive.has(part.key)) return false;
  if (before.kind === 'casing' || (before.kind === 'size' && before.parameters === null)) return true;
  return (before.kind === 'dataset' || before.kind === 'architecture') && parts[at + 1]?.kind !== 'unknown';
}

function isLongCode(parts: readonly Draft[], at: number, around: Surroundings): boolean {
  const part = parts[at];
  if (part?.whole !== true) return false;
  if (part.key === 'eng' || partnerOf(parts, at, longCodes) !== null) return true;
  return (around.speech || around.translation) && isKnown(parts[at - 1]) && parts[at - 1]?.kind !== 'owner';
}

/** The code beside this one, past a word like `to`, or null. */
function partnerOf(parts: readonly Draft[], at: number, known: ReadonlySet<string> | Readonly<Record<string, string>>): string | null {
  for (const step of [-1, 1]) {
    let other = parts[at + step];
    if (other !== undefined && (other.key === 'to' || other.key === '2' || other.key === 'and')) other = parts[at + 2 * step];
    const isCode = other !== undefined && other.whole && (known instanceof Set ? known.has(other.key) : Object.hasOwn(known, other.key));
    if (other !== undefined && isCode && other.key !== parts[at]?.key) return other.key;
  }
  return null;
}
