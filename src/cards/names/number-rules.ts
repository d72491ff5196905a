import type { Atom } from './name-atoms.js';
import type { Draft, NameKind } from './name-part.js';
import { families } from './name-lexicon.js';

/** What a rule about numbers found: how many atoms it takes, and what they say. */
export interface Found {
  readonly count: number;
  readonly kind: NameKind;
  readonly value: string;
  readonly parameters: number | null;
  readonly rule: string;
  readonly confidence: number;
}

const units: Readonly<Record<string, number>> = { b: 1e9, bn: 1e9, billion: 1e9, m: 1e6, mn: 1e6, million: 1e6 };
const precisions: Readonly<Record<string, string>> = { int: '2 3 4 8', uint: '4 8', fp: '4 6 8 16 32', bf: '16', bfloat: '16', float: '16 32', nf: '4', f: '16 32' };
const precisionNames: Readonly<Record<string, string>> = { bfloat: 'bf', float: 'fp', f: 'fp' };
/** Families whose number is the count of layers. */
const layered = new Set(['resnet', 'vgg', 'densenet']);
const visionSizes: Readonly<Record<string, string>> = { ti: 'tiny', s: 'small', b: 'base', l: 'large', h: 'huge', g: 'giant' };
/** Words before a decimal number that make it a setting of training. */
const settings = new Set(
  'lr epoch epochs ep warmup dropout temp temperature ratio alpha beta gamma lambda wd eps seed step steps acc loss wer f1 c p r rate scale decay weight threshold margin noise bpw size batch bs len acc1 rouge bleu h'.split(' '),
);

/**
 * What the atoms from `at` on say by a rule about numbers, or null. Looks at no more than six atoms.
 *
 * @param before the part before, where one was read
 */
export function readNumbers(atoms: readonly Atom[], at: number, before: Draft | null): Found | null {
  const atom = atoms[at];
  if (atom === undefined) return null;
  return atom.isNumber ? readFromNumber(atoms, at, atom, before) : readFromLetters(atoms, at, atom, before);
}

function readFromNumber(atoms: readonly Atom[], at: number, atom: Atom, before: Draft | null): Found | null {
  const number = Number(atom.text);
  const isDecimal = Number.isFinite(number) && atom.text.length <= 8;
  if (isDecimal) {
    const size = readSize(atoms, at, atom, number, before) ?? readBits(atoms, at, atom, number, before);
    if (size !== null) return size;
  }
  return readDate(atoms, at, atom, before) ?? readFamilyNumber(atoms, at, atom, number, before) ?? readBareVersion(atoms, at, atom, before);
}

function readSize(atoms: readonly Atom[], at: number, atom: Atom, number: number, before: Draft | null): Found | null {
  const next = glued(atoms, at + 1);
  if (next === null) return null;
  const factor = glued(atoms, at + 2);
  const expertUnit = glued(atoms, at + 3);
  if (next.text === 'x' && factor?.isNumber === true && expertUnit !== null && expertUnit.text in units && ends(atoms, at + 4)) {
    const each = Number(factor.text);
    if (number >= 2 && number <= 256 && Number.isInteger(number) && each > 0 && each < 1000) {
      const unit = units[expertUnit.text] ?? 1;
      return {
        count: 4, kind: 'size', value: `${number}x${each}${letterOf(unit)}`,
        parameters: number * each * unit, rule: 'experts times parameters', confidence: 0.97,
      };
    }
  }
  const unit = Object.hasOwn(units, next.text) ? (units[next.text] ?? 1) : null;
  // After letters nobody knows, glued, it is rather a piece of a key than a size.
  const unsure = atom.glued && before?.kind === 'unknown' && before.to - before.from < 4;
  if (unit === null || !ends(atoms, at + 2) || unsure || atoms[at + 2]?.text.startsWith('tok') === true) return null;
  if (unit === 1e9 ? number < 0.01 || number > 2500 : number < 1 || number > 2500) return null;
  const confidence = unit === 1e9 ? 0.97 : number % 10 === 0 && number <= 100 && number !== 70 && number !== 60 && number !== 80 ? 0.7 : 0.9;
  return { count: 2, kind: 'size', value: `${number}${letterOf(unit)}`, parameters: Math.round(number * unit), rule: 'number of parameters', confidence };
}

function readBits(atoms: readonly Atom[], at: number, atom: Atom, number: number, before: Draft | null): Found | null {
  const next = atoms[at + 1];
  if (next === undefined || (atom.glued && before?.kind === 'unknown')) return null;
  if ((next.text === 'bit' || next.text === 'bits') && [1, 2, 3, 4, 5, 6, 8, 16, 32, 1.58].includes(number)) {
    return quantised(2, `${number}bit`, 'number of bits');
  }
  if (next.text === 'bpw' && next.glued && number > 0 && number <= 16) return quantised(2, `${number}bpw`, 'bits per weight');
  if (next.text === 'g' && next.glued && ends(atoms, at + 2) && before?.kind === 'quantisation' && [32, 64, 128, 1024].includes(number)) {
    return quantised(2, `${number}g`, 'group size after quantisation');
  }
  return null;
}

function readDate(atoms: readonly Atom[], at: number, atom: Atom, before: Draft | null): Found | null {
  if (atom.glued || !ends(atoms, at + 1)) return null;
  if (/^20[12]\d(0[1-9]|1[0-2])([0-2]\d|3[01])$/.test(atom.text)) {
    return { count: 1, kind: 'version', value: atom.text, parameters: null, rule: 'date', confidence: 0.85 };
  }
  const yearMonth = /^2[3-6](0[1-9]|1[0-2])$/.test(atom.text) && before !== null && ['training', 'size', 'version', 'architecture'].includes(before.kind);
  const monthDay = /^(0[1-9]|1[0-2])([0-2]\d|3[01])$/.test(atom.text) && before?.kind === 'version';
  return yearMonth || monthDay ? { count: 1, kind: 'version', value: atom.text, parameters: null, rule: 'short date after a known word', confidence: 0.8 } : null;
}

/** The family that the part before is, or may be where its context is still open. */
function familyOf(before: Draft | null): string | null {
  if (before === null || before.kind === 'architecture') return before?.value ?? null;
  return before.meanings.find((one) => one.kind === 'architecture')?.value ?? null;
}

function readFamilyNumber(atoms: readonly Atom[], at: number, atom: Atom, number: number, before: Draft | null): Found | null {
  const family = familyOf(before);
  if (family === null || before === null || before.to < atom.from - 1) return null;
  if (layered.has(family) && Number.isInteger(number) && number >= 10 && number <= 300) {
    return { count: 1, kind: 'size', value: `${number}-layer`, parameters: null, rule: 'layers after the family', confidence: 0.95 };
  }
  const diffusion = family.startsWith('stable-diffusion');
  const compact = diffusion && /^(14|15|20|21|35)$/.test(atom.text) ? `${atom.text[0]}.${atom.text[1]}` : null;
  if (compact !== null) {
    return { count: 1, kind: 'version', value: compact, parameters: null, rule: 'number after a family with versions', confidence: 0.9 };
  }
  if (families.get(family)?.versioned !== true || !/^\d(\.\d+)*$/.test(atom.text) || number === 0) return null;
  if (glued(atoms, at + 1) !== null && (glued(atoms, at + 1)?.text ?? '').length < 2 && family !== 'yolo') return null;
  const minor = readMinor(atoms, at, diffusion);
  const value = minor === null ? atom.text : `${atom.text}.${minor}`;
  const confidence = number >= 5 && family !== 'yolo' ? 0.7 : 0.93;
  return { count: minor === null ? 1 : 2, kind: 'version', value, parameters: null, rule: 'number after a family with versions', confidence };
}

/** The digit after `_` (and after `-` where a family writes it so) that is the minor version, or null. */
function readMinor(atoms: readonly Atom[], at: number, dashed: boolean): string | null {
  const atom = atoms[at];
  const next = atoms[at + 1];
  if (atom === undefined || next === undefined || next.glued || !/^\d{1,2}$/.test(next.text) || !/^\d$/.test(atom.text) || next.from !== atom.to + 1) {
    return null;
  }
  if (!ends(atoms, at + 2) || /^(bits?|b|shots?|epochs?|ep|x)$/.test(atoms[at + 2]?.text ?? '')) return null;
  return dashed || next.underscored ? next.text : null;
}

function readBareVersion(atoms: readonly Atom[], at: number, atom: Atom, before: Draft | null): Found | null {
  if ((atom.glued && (before === null || before.to - before.from < 4)) || !ends(atoms, at + 1)) return null;
  if (!/^\d{1,2}(\.\d{1,2}){1,3}$/.test(atom.text)) return null;
  const major = Number.parseInt(atom.text, 10);
  const dotted = atom.text.split('.').length > 2;
  if ((major < 1 && !dotted) || major > 30 || (before !== null && settings.has(before.key))) return null;
  return { count: 1, kind: 'version', value: atom.text, parameters: null, rule: 'number with a point', confidence: 0.75 };
}

function readFromLetters(atoms: readonly Atom[], at: number, atom: Atom, before: Draft | null): Found | null {
  const text = atom.text;
  if (text.length > 8) return null;
  const next = glued(atoms, at + 1);
  const number = next?.isNumber === true ? next : null;
  if (text === 'v' || text === 'ver' || text === 'version') return readVersion(atoms, at, atom, before);
  if (number === null) return readVisionSize(atoms, at, atom, before);
  if (Object.hasOwn(precisions, text) && (precisions[text] ?? '').split(' ').includes(number.text) && startsWord(atom, before)) {
    return quantised(2, `${precisionNames[text] ?? text}${number.text}`, 'precision');
  }
  if ((text === 'q' || text === 'iq') && /^[1-8]$/.test(number.text) && startsWord(atom, before)) return readGgufType(atoms, at, text, number.text);
  const last = glued(atoms, at + 3);
  if (text === 'w' && glued(atoms, at + 2)?.text === 'a' && last?.isNumber === true && !atom.glued) {
    return quantised(4, `w${number.text}a${last.text}`, 'bits of weights and activations');
  }
  if (text === 'a' && glued(atoms, at + 2)?.text === 'b' && before?.kind === 'size' && ends(atoms, at + 3)) {
    return { count: 3, kind: 'size', value: `A${number.text}B`, parameters: null, rule: 'active parameters', confidence: 0.9 };
  }
  if (text === 'i' && number.text === '1' && atoms[at + 2]?.text === 'gguf') return quantised(2, 'imatrix', 'i1 before gguf');
  if (text === 'b' && /^[0-7]$/.test(number.text) && ['segformer', 'efficientnet'].includes(familyOf(before) ?? '')) {
    return { count: 2, kind: 'size', value: `b${number.text}`, parameters: null, rule: 'variant of the family', confidence: 0.95 };
  }
  return readVisionSize(atoms, at, atom, before);
}

function readVersion(atoms: readonly Atom[], at: number, atom: Atom, before: Draft | null): Found | null {
  const number = atoms[at + 1];
  if (number?.isNumber !== true || (atom.glued && (before === null || before.kind === 'unknown'))) return null;
  if (!number.glued && (atom.glued || number.from !== atom.to + 1)) return null;
  if (!/^\d{1,4}(\.\d{1,4}){0,4}$/.test(number.text)) return null;
  const minor = readMinor(atoms, at + 1, familyOf(before)?.startsWith('stable-diffusion') === true);
  const value = minor === null ? number.text : `${number.text}.${minor}`;
  return { count: minor === null ? 2 : 3, kind: 'version', value: value.replace(/^0+(?=\d)/, ''), parameters: null, rule: 'v and a number', confidence: number.glued ? 0.95 : 0.8 };
}

function readGgufType(atoms: readonly Atom[], at: number, letters: string, bits: string): Found {
  const endings = letters === 'q' ? ['k', 'km', 'ks', 'kl', '0', '1'] : ['xxs', 'xs', 's', 'm', 'nl'];
  const first = atoms[at + 2]?.text ?? '';
  if (!endings.includes(first)) return { ...quantised(2, `${letters.toUpperCase()}${bits}`, 'bits of a GGUF file'), confidence: 0.8 };
  const second = first === 'k' ? (atoms[at + 3]?.text ?? '') : '';
  const full = ['s', 'm', 'l', 'xl'].includes(second);
  const ending = first.length === 2 && first.startsWith('k') ? `K_${first.slice(1)}` : full ? `K_${second}` : first;
  return quantised(full ? 4 : 3, `${letters}${bits}_${ending}`.toUpperCase(), 'type of a GGUF file');
}

function readVisionSize(atoms: readonly Atom[], at: number, atom: Atom, before: Draft | null): Found | null {
  if (before?.kind === 'version' && atom.glued && ends(atoms, at + 1) && 'nsmlx'.includes(atom.text)) {
    return { count: 1, kind: 'size', value: atom.text, parameters: null, rule: 'variant of the family', confidence: 0.9 };
  }
  if (before?.kind !== 'architecture' || !['vit', 'clip', 'dino', 'siglip'].includes(before.value) || !Object.hasOwn(visionSizes, atom.text)) {
    return null;
  }
  const patch = atoms[at + 1];
  if (patch !== undefined && !/^(8|14|16|32)$/.test(patch.text) && patch.glued) return null;
  return { count: 1, kind: 'size', value: visionSizes[atom.text] ?? atom.text, parameters: null, rule: 'letter for size', confidence: 0.9 };
}

function quantised(count: number, value: string, rule: string): Found {
  return { count, kind: 'quantisation', value, parameters: null, rule, confidence: 0.96 };
}

function glued(atoms: readonly Atom[], at: number): Atom | null {
  const atom = atoms[at];
  return atom?.glued === true ? atom : null;
}

function ends(atoms: readonly Atom[], at: number): boolean {
  const atom = atoms[at];
  return atom === undefined || !atom.glued || (!atom.isNumber && atom.text.length > 2);
}

function startsWord(atom: Atom, before: Draft | null): boolean {
  return !atom.glued || (before !== null && before.kind !== 'unknown');
}

function letterOf(unit: number): string {
  return unit === 1e9 ? 'B' : 'M';
}
