import type { LineRange } from '../evidence.js';
import type { CardValue, MetadataAttribute, ValueSource } from './card-value.js';
import { metadataAttributes } from './card-value.js';

/** Most values of one attribute from one source: a card is described by a few, only hostile ones have more. */
const mostValues: Readonly<Partial<Record<MetadataAttribute, number>>> = { evaluation: 250, language: 250, tag: 250 };
const mostOfOther = 60;
/** Longest value kept, in characters. */
const longestValue = 300;

/** A value as a reader gives it; what is left out has the usual answer for its source. */
export interface FoundValue {
  readonly attribute: MetadataAttribute;
  readonly value: string | null;
  readonly source: ValueSource;
  readonly where: string;
  readonly lines?: LineRange | null;
  readonly standing?: CardValue['standing'];
  readonly confidence?: number;
  readonly detail?: Readonly<Record<string, string>>;
}

/** Values found so far; each is kept once per source, in the reading with the best standing. */
export interface ValueList {
  readonly found: Map<string, CardValue>;
  readonly counts: Map<string, number>;
}

const ranks = new Map<string, number>([...Object.keys(metadataAttributes), 'front matter', 'model-index', 'record', 'config', 'tag', 'table', 'code', 'text'].map((name, rank) => [name, rank]));

/** A list without values. */
export function createValueList(): ValueList {
  return { found: new Map(), counts: new Map() };
}

/** Adds a value unless it states nothing, is there already from the same source in a reading as good, or is one too many. */
export function addValue(list: ValueList, { attribute, value, source, where, lines = null, standing = 'declared', confidence, detail = {} }: FoundValue): void {
  if (value === null || value === '') return;
  const kept = value.length > longestValue ? value.slice(0, longestValue) : value;
  let parts = '';
  for (const name of Object.keys(detail).sort()) parts += `${name}=${detail[name] ?? ''}\u0001`;
  const key = `${attribute}\u0000${source}\u0000${kept}\u0000${parts}`;
  const next: CardValue = { attribute, value: kept, detail, source, where, lines, standing, confidence: confidence ?? (standing === 'declared' ? 0.9 : 0.7) };
  const before = list.found.get(key);
  if (before !== undefined) {
    if (isBetter(next, before)) list.found.set(key, next);
    return;
  }
  const group = `${attribute}\u0000${source}`;
  const count = list.counts.get(group) ?? 0;
  if (count >= (mostValues[attribute] ?? mostOfOther)) return;
  list.counts.set(group, count + 1);
  list.found.set(key, next);
}

/** True where a value of the attribute was found, from any source or from the one named. */
export function hasValue(list: ValueList, attribute: MetadataAttribute, source?: ValueSource): boolean {
  if (source !== undefined) return list.counts.has(`${attribute}\u0000${source}`);
  for (const group of list.counts.keys()) if (group.startsWith(`${attribute}\u0000`)) return true;
  return false;
}

/** All values in one order: by attribute, by source from what is declared to what is concluded, by line, by value. */
export function sortedValues(list: ValueList): CardValue[] {
  return [...list.found.values()].sort(compareValues);
}

function compareValues(one: CardValue, other: CardValue): number {
  return rank(one.attribute) - rank(other.attribute)
    || rank(one.source) - rank(other.source)
    || (one.lines?.from ?? 0) - (other.lines?.from ?? 0)
    || order(one.value, other.value)
    || order(JSON.stringify(one.detail), JSON.stringify(other.detail));
}

function isBetter(next: CardValue, before: CardValue): boolean {
  if (next.standing !== before.standing) return next.standing === 'declared';
  if (next.confidence !== before.confidence) return next.confidence > before.confidence;
  const lines = (next.lines?.from ?? 0) - (before.lines?.from ?? 0);
  return lines < 0 || (lines === 0 && next.where < before.where);
}

function rank(name: string): number {
  return ranks.get(name) ?? 99;
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
