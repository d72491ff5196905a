import { cutAtoms, findOpaqueRuns, type Atom } from './name-atoms.js';
import { contexts, surveyName, type Surroundings } from './name-context.js';
import { lexicon, type Meaning, type Word } from './name-lexicon.js';
import type { Draft, NameKind, NamePart } from './name-part.js';
import { algorithms } from './purpose-words.js';
import { readNumbers } from './number-rules.js';

/** Words up to this length may only stand alone or at a change of case: `sd`, `vit`, `it` are parts of too many others. */
const shortWord = 3;
/** Letters without a capital longer than this are not tried as several words. */
const longestGlued = 40;
const openMeaning: readonly Meaning[] = [];
const none: readonly Draft[] = [];

/**
 * Splits a model's name into what it says, left to right. The parts cover the name: between them stand separators only. Takes
 * time in proportion to the length, whatever stands there, and never throws.
 *
 * @param name `owner/name` or a name alone; may end in a file's ending
 */
export function splitName(name: string): NamePart[] {
  const slash = name.indexOf('/');
  const parts: Draft[] = [];
  if (slash > 0) parts.push(draft(name, 0, slash, { kind: 'owner', value: name.slice(0, slash), rule: 'before the slash', confidence: 1 }, true));
  readWords(name, cutAtoms(name, slash + 1), parts);
  decide(parts, surveyName(parts));
  return joinEnvironments(name, parts).map(({ kind, from, to, value, parameters, rule, confidence }) => {
    return { kind, text: name.slice(from, to), from, to, value, parameters, rule, confidence };
  });
}

interface Said {
  readonly kind: NameKind;
  readonly value: string;
  readonly parameters?: number | null;
  readonly rule: string;
  readonly confidence: number;
}

// Field by field: spreading objects here took half of the time of everything.
function draft(name: string, from: number, to: number, said: Said, whole: boolean, meanings = openMeaning): Draft {
  return {
    kind: said.kind, from, to, value: said.value, parameters: said.parameters ?? null, rule: said.rule, confidence: said.confidence,
    meanings, whole, key: name.slice(from, to).toLowerCase(),
  };
}

function readWords(name: string, atoms: readonly Atom[], parts: Draft[]): void {
  const opaque = findOpaqueRuns(atoms);
  let at = 0;
  while (at < atoms.length) {
    const first = atoms[at];
    if (first === undefined) return;
    const before = parts.at(-1) ?? null;
    let count = opaque.has(first.run) ? lengthOfRun(atoms, at) : 0;
    let found: readonly Draft[] = none;
    if (count === 0) {
      const word = findWord(atoms, at);
      const numbers = readNumbers(atoms, at, before);
      if (numbers !== null && (word === null || numbers.count >= word.count)) {
        count = numbers.count;
        found = [draft(name, first.from, endOf(atoms, at, count), numbers, isWhole(atoms, at, count))];
      } else if (word !== null) {
        count = word.count;
        found = [meant(name, first.from, endOf(atoms, at, count), word.word, isWhole(atoms, at, count))];
      } else {
        count = 1;
        found = readGluedWords(name, first);
      }
    }
    if (found.length > 0) parts.push(...found);
    else addUnknown(name, first, endOf(atoms, at, count), isWhole(atoms, at, count), parts);
    at += count;
  }
}

function meant(name: string, from: number, to: number, { meanings }: Word, whole: boolean): Draft {
  const [first] = meanings;
  if (first !== undefined && meanings.length === 1 && first.context === null) return draft(name, from, to, first, whole);
  return unknownDraft(name, from, to, whole, meanings);
}

function unknownDraft(name: string, from: number, to: number, whole: boolean, meanings = openMeaning): Draft {
  const key = name.slice(from, to).toLowerCase();
  return { kind: 'unknown', from, to, value: key, parameters: null, rule: 'no rule', confidence: 1, meanings, whole, key };
}

/** Letters that nobody knows join those before them that no separator parts from them. */
function addUnknown(name: string, atom: Atom, to: number, whole: boolean, parts: Draft[]): void {
  const before = parts.at(-1);
  if (before !== undefined && atom.glued && before.kind === 'unknown' && before.meanings.length === 0 && before.to === atom.from) {
    before.to = to;
    before.whole = false;
    before.key = before.value = name.slice(before.from, to).toLowerCase();
    return;
  }
  parts.push(unknownDraft(name, atom.from, to, whole));
}

/** The longest word of the lexicon that begins at an atom; the lexicon's own longest word bounds the steps. */
function findWord(atoms: readonly Atom[], at: number): { word: Word; count: number } | null {
  let key = '';
  let best: { word: Word; count: number } | null = null;
  const seams: number[] = [];
  for (let end = at; end < atoms.length; end += 1) {
    const atom = atoms[end];
    if (atom === undefined) break;
    if (end > at && !atom.glued) seams.push(key.length);
    key += atom.text;
    const word = lexicon.get(key);
    if (word === undefined) break;
    if (word === null || !seams.every((seam) => word.seams.has(seam))) continue;
    if (key.length <= shortWord && !standsApart(atoms, at, end)) continue;
    best = { word, count: end - at + 1 };
  }
  return best;
}

/** Whether a short word is a word here: separators, a change of case or a number of its own beside it. */
function standsApart(atoms: readonly Atom[], at: number, end: number): boolean {
  const first = atoms[at];
  const before = atoms[at - 1];
  const next = atoms[end + 1];
  if (first?.glued === true && (before?.isNumber !== false || first.to - first.from < 2)) return false;
  if (next?.glued !== true) return true;
  if (next.isNumber) return true;
  // `mt5small` is mT5, `t5jjv` is a piece of a key.
  if (atoms[end]?.isNumber === true) return next.text === 'model' || (next.text.length > 2 && (lexicon.get(next.text) ?? null) !== null);
  return next.text.length > 2 && (atoms[end]?.text.length ?? 0) > 1;
}

function isWhole(atoms: readonly Atom[], at: number, count: number): boolean {
  return atoms[at]?.glued === false && atoms[at + count]?.glued !== true;
}

function endOf(atoms: readonly Atom[], at: number, count: number): number {
  return atoms[at + count - 1]?.to ?? 0;
}

function lengthOfRun(atoms: readonly Atom[], at: number): number {
  let end = at + 1;
  while (end < atoms.length && atoms[end]?.run === atoms[at]?.run) end += 1;
  return end - at;
}

/** Letters that are known words without a separator between them (`robertabase`, `gemmainstruct`), or none. */
function readGluedWords(name: string, { from, text, isNumber }: Atom): readonly Draft[] {
  if (isNumber || text.length < 7 || text.length > longestGlued) return none;
  const ends = cutGlued(text, 0, 3);
  if (ends === null) return none;
  return ends.map((end, index) => {
    const begin = index === 0 ? 0 : (ends[index - 1] ?? 0);
    return meant(name, from + begin, from + end, lexicon.get(text.slice(begin, end)) ?? { meanings: [], seams: new Set() }, false);
  });
}

function cutGlued(text: string, from: number, pieces: number): number[] | null {
  const known: number[] = [];
  for (let end = from + 1; end <= text.length; end += 1) {
    const word = lexicon.get(text.slice(from, end));
    if (word === undefined) break;
    if (word !== null && end - from > shortWord) known.push(end);
  }
  for (const end of known.reverse()) {
    if (end === text.length) return [end];
    const rest = pieces > 1 ? cutGlued(text, end, pieces - 1) : null;
    if (rest !== null) return [end, ...rest];
  }
  return null;
}

/** Gives each open part the first meaning that its context allows; without one it stays unknown. */
function decide(parts: Draft[], around: Surroundings): void {
  parts.forEach((part, at) => {
    if (part.meanings.length === 0) return;
    const meaning = part.meanings.find((one) => one.context === null || contexts[one.context](parts, at, around));
    part.meanings = openMeaning;
    if (meaning === undefined) return;
    part.kind = meaning.kind;
    part.value = meaning.value;
    part.rule = meaning.rule;
    part.confidence = meaning.confidence;
  });
  parts.forEach((part, at) => {
    if (isAside(parts, at)) part.confidence = Math.min(part.confidence, 0.7);
  });
}

/**
 * Words that say something of another model (`distilled-from-bert`, `gpt2-tokenizer`), languages that
 * are adjectives (`german-city-names`) or half of a pair, and a format that is all of the name (the user jax). */
function isAside(parts: readonly Draft[], at: number): boolean {
  const part = parts[at];
  const next = parts[at + 1];
  if (part?.kind === 'architecture') return parts[at - 1]?.key === 'from' || (next !== undefined && /^(tok|detector|score)/.test(next.key));
  if (part?.kind === 'format') return parts[at - 1]?.key === 'no' || parts.length === 1 || (parts.length === 2 && parts[0]?.kind === 'owner');
  if (part?.kind === 'language' && next !== undefined && (next.key === 'mt' || (next.key === 'to' && parts[at + 2]?.kind === 'unknown'))) return true;
  return part?.rule === 'name of a language' && isWord(next) && isWord(parts[at + 2]);
}

function isWord(part: Draft | undefined): boolean {
  return part?.kind === 'unknown' && part.key.length > 2;
}

/** `LunarLander-v2` is one part; so is a word nobody knows before a version where an algorithm of agents stands in the name. */
function joinEnvironments(name: string, parts: Draft[]): Draft[] {
  const agent = parts.some((one) => one.kind === 'training' && algorithms.has(one.value)) && !parts.some((one) => one.kind === 'architecture' && one.value !== 'impala');
  const known = parts.some((one) => one.rule === 'environment');
  const joined: Draft[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    const isVersion = part.kind === 'version' && part.rule === 'v and a number' && /^\d$/.test(part.value);
    const isEnvironment = before?.rule === 'environment' || (agent && !known && before?.kind === 'unknown' && before.whole && before.to - before.from > 3);
    if (before === undefined || !isVersion || !isEnvironment) {
      joined.push(part);
      continue;
    }
    const value = `${before.kind === 'dataset' ? before.value : before.key}-v${part.value}`;
    const rule = before.kind === 'dataset' ? 'environment with its version' : 'word with a version beside an algorithm';
    joined[joined.length - 1] = draft(name, before.from, part.to, { kind: 'dataset', value, rule, confidence: before.kind === 'dataset' ? 0.97 : 0.85 }, true);
  }
  return joined;
}
