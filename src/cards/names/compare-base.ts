import type { RecordFacts } from '../metadata/card-value.js';
import { compareSilence, conclude, differ, list, valuesOf, type NameComparison, type Sides } from './name-comparison.js';
import { families } from './name-lexicon.js';
import type { NamePart } from './name-part.js';
import { splitName } from './split-name.js';

/** Sizes in which families were published, in billions of parameters. Another size in a name tells of layers added or cut. */
const publishedSizes = new Map([
  ['llama', new Set([1, 1.1, 3, 7, 8, 13, 30, 33, 34, 65, 70, 90, 405])],
  ['mistral', new Set([7, 12, 22, 24, 123])],
  ['qwen', new Set([0.5, 0.6, 0.8, 1.5, 1.7, 1.8, 2, 3, 4, 7, 8, 9, 14, 27, 30, 32, 35, 72, 110, 235])],
  ['gemma', new Set([0.27, 1, 2, 4, 7, 9, 12, 26, 27, 31])],
  ['phi', new Set([1.3, 2.7, 3.8, 14])],
  ['falcon', new Set([1, 7, 11, 40, 180])],
  ['pythia', new Set([0.07, 0.16, 0.41, 1, 1.4, 2.8, 6.9, 12])],
  ['opt', new Set([0.125, 0.35, 1.3, 2.7, 6.7, 13, 30, 66])],
  ['bloom', new Set([0.56, 1.1, 1.7, 3, 7.1, 176])],
]);

/** Of more bases than this only the first are split; records may state any number. */
const mostBases = 32;

/** What a name says of its base (family, version of the family, size) beside the base models of the record. */
export function compareBase(all: readonly NamePart[], { baseModels, name }: RecordFacts): NameComparison {
  const parts = all.filter((part) => part.kind === 'architecture');
  const bases = baseModels?.slice(0, mostBases) ?? [];
  const sides: Sides = { aspect: 'base model', parts, recorded: baseModels === undefined ? null : bases.map(({ base }) => base), fields: ['baseModels'] };
  const said = textOf(all);
  const repeated = bases.find(({ base }) => base !== name && base.length > 0 && said.includes(squeeze(base.slice(base.lastIndexOf('/') + 1))) && squeeze(base.slice(base.lastIndexOf('/') + 1)).length > 2);
  if (repeated !== undefined) {
    return conclude(
      { ...sides, parts: all }, 'agreement', 'name of the base',
      `The name contains the name of its base ${repeated.base}.`,
    );
  }
  const silence = compareSilence(sides);
  if (silence !== null) return silence;
  const read = bases.map(({ base }) => splitName(base));
  const named = valuesOf(parts);
  const inBases = new Set(read.flatMap((one) => valuesOf(one.filter((part) => part.kind === 'architecture'))));
  if (inBases.size === 0) {
    return conclude(
      sides, 'undecided', 'base without a family',
      `The name of the base ${list(sides.recorded ?? [])} states no family.`,
    );
  }
  const shared = named.filter((one) => inBases.has(one));
  if (shared.length === 0) return compareFamilies(sides, named, [...inBases]);
  const versions = shared.map((family) => [versionsAfter(all, family), new Set(read.flatMap((one) => [...versionsAfter(one, family)]))] as const);
  const other = versions.find(([mine, theirs]) => mine.size > 0 && theirs.size > 0 && ![...mine].some((one) => [...theirs].some((other) => isSameVersion(one, other))));
  const isMerge = bases.length > 1 || bases.some(({ relation }) => relation === 'merge');
  if (other !== undefined && !isMerge) {
    const [mine, theirs] = other.map((one) => list([...one]));
    const versioned: Sides = { ...sides, parts: [...parts, ...all.filter((part) => part.rule === 'number after a family with versions')] };
    return differ(
      versioned, 'other version of the family',
      `The name says ${list(shared)} ${mine}; the base ${list(sides.recorded ?? [])} is version ${theirs}.`,
    );
  }
  return compareSizes(all, sides, read, shared, isMerge);
}

function compareFamilies(sides: Sides, named: readonly string[], inBases: readonly string[]): NameComparison {
  const loose = [...named, ...inBases].find((one) => families.get(one)?.series === true || families.get(one)?.types === '');
  const touching = named.some((mine) => inBases.some((theirs) => share(mine, theirs)));
  if (touching || loose !== undefined) {
    return conclude(
      sides, 'undecided', 'kin or series',
      `The name says ${list(named)}, the name of the base ${list(inBases)}; the one does not exclude the other.`,
    );
  }
  return differ(sides, 'other family', `The name says ${list(named)}; the base ${list(sides.recorded ?? [])} is ${list(inBases)}.`);
}

function compareSizes(all: readonly NamePart[], sides: Sides, read: readonly (readonly NamePart[])[], shared: readonly string[], isMerge: boolean): NameComparison {
  const mine = sizesOf(all);
  const theirs = read.flatMap(sizesOf);
  const fits = mine.length === 0 || theirs.length === 0 || mine.some((one) => theirs.some((other) => one / other < 1.5 && other / one < 1.5));
  if (fits) return conclude(sides, 'agreement', 'family of the base', `Name and base ${list(sides.recorded ?? [])} say ${list(shared)}.`);
  const reshaped = isMerge || all.some((part) => ['merge', 'pruned', 'distilled', 'moe'].includes(part.value) || part.rule === 'experts times parameters');
  const published = shared.some((family) => mine.some((size) => publishedSizes.get(family)?.has(size / 1e9) === true));
  if (!published && !reshaped) {
    return conclude(
      sides, 'undecided', 'size of the author\'s own',
      `Name and base say ${list(shared)}; the size in the name is none in which the family was published, so layers were added or cut.`,
    );
  }
  if (reshaped) {
    return conclude(
      sides, 'undecided', 'changed in size',
      `Name and base say ${list(shared)}, with other sizes; a merge, pruning or distilling changes the size.`,
    );
  }
  const sizes = all.filter((part) => (part.parameters ?? 0) > 0);
  return differ(
    { ...sides, parts: [...sides.parts, ...sizes] }, 'other size than the base',
    `The name says ${list(valuesOf(sizes))}; the base ${list(sides.recorded ?? [])} has another size.`,
  );
}

/** Whether two families have a model type in common, or are loosely said of each other. */
function share(one: string, other: string): boolean {
  const words = [one, other].map((id) => new Set(`${families.get(id)?.types ?? ''} ${families.get(id)?.loosely ?? ''}`.split(' ').filter((word) => word !== '')));
  return [...(words[0] ?? [])].some((word) => words[1]?.has(word) === true);
}

/** Whether two versions may be the same: `3` may be said of `3.1`, and `2.0` is `2`. */
function isSameVersion(one: string, other: string): boolean {
  const [a, b] = [one.replace(/\.0$/, ''), other.replace(/\.0$/, '')];
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function versionsAfter(parts: readonly NamePart[], family: string): Set<string> {
  return new Set(parts.flatMap((part, at) => (part.kind === 'version' && part.rule === 'number after a family with versions' && parts[at - 1]?.value === family ? [part.value] : [])));
}

function sizesOf(parts: readonly NamePart[]): number[] {
  return parts.flatMap((part) => (part.kind === 'size' && part.parameters !== null ? [part.parameters] : []));
}

function textOf(parts: readonly NamePart[]): string {
  return parts.flatMap((part) => (part.kind === 'owner' ? [] : [squeeze(part.text)])).join('');
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
