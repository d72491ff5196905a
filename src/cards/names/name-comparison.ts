import type { NamePart } from './name-part.js';

/** What is compared. The version is not: no field of the record states one. */
export const nameAspects = ['architecture', 'size', 'task', 'language', 'dataset', 'format', 'quantisation', 'base model'] as const;

export type NameAspect = (typeof nameAspects)[number];

/** What comes of a comparison. */
export const nameOutcomes = {
  agreement: 'Name and record say the same, or one of several things the same.',
  contradiction: 'They exclude each other.',
  undecided: 'Both speak, and neither can be said: other words for kin, counts that do not count, readings that are not sure.',
  'name silent': 'Only the record speaks.',
  'record silent': 'Only the name speaks; the record has the field, empty.',
  'both silent': 'Neither speaks.',
  'not known': 'The record has no such field, so nothing can be said of it.',
} as const satisfies Record<string, string>;

export type NameOutcome = keyof typeof nameOutcomes;

/** One aspect of a name beside the same aspect of its record. */
export interface NameComparison {
  readonly aspect: NameAspect;
  readonly outcome: NameOutcome;
  /** Values the name states, in normal form. */
  readonly named: readonly string[];
  /** Values the record states, as it spells them. */
  readonly recorded: readonly string[];
  /** Parts of the name that were looked at. */
  readonly parts: readonly NamePart[];
  /** Fields of the record that were looked at. */
  readonly fields: readonly string[];
  readonly rule: string;
  /** The outcome as a sentence. */
  readonly why: string;
}

/** What was read on both sides, before anything is said about it; `recorded` is null where the record has none of the fields. */
export interface Sides {
  readonly aspect: NameAspect;
  readonly parts: readonly NamePart[];
  readonly recorded: readonly string[] | null;
  readonly fields: readonly string[];
}

/** Below this confidence of the name's reading there is no contradiction. */
export const sureEnough = 0.8;

/** The comparison where a side does not speak, or null where both do. */
export function compareSilence(sides: Sides): NameComparison | null {
  const { aspect, parts, recorded, fields } = sides;
  const looked = fields.join(' and ');
  if (recorded === null) return conclude(sides, 'not known', 'field missing', `What the record says of ${aspect} is not known: ${looked} missing.`);
  if (parts.length === 0 && recorded.length === 0) {
    return conclude(sides, 'both silent', 'nothing stated', `Neither the name nor the record states ${aspect}.`);
  }
  if (parts.length === 0) {
    return conclude(
      sides, 'name silent',
      'nothing in the name', `The record states ${list(recorded)}; the name states no ${aspect}.`,
    );
  }
  if (recorded.length === 0) {
    return conclude(
      sides, 'record silent',
      'nothing in the record', `The name states ${list(valuesOf(parts))}; the record states no ${aspect} (${looked}).`,
    );
  }
  return null;
}

/** A comparison with its two sides filled in. */
export function conclude({ aspect, parts, recorded, fields }: Sides, outcome: NameOutcome, rule: string, why: string): NameComparison {
  return { aspect, outcome, named: valuesOf(parts), recorded: recorded ?? [], parts, fields, rule, why };
}

/** Two sides that differ: a contradiction where each reading of the name is sure enough, else undecided. */
export function differ(sides: Sides, rule: string, why: string): NameComparison {
  const unsure = sides.parts.find((part) => part.confidence < sureEnough);
  if (unsure === undefined) return conclude(sides, 'contradiction', rule, why);
  return conclude(sides, 'undecided', 'reading not sure', `${why} But the reading of ${unsure.text} (${unsure.rule}) is not sure.`);
}

/** Values of parts, each once. */
export function valuesOf(parts: readonly NamePart[]): string[] {
  return [...new Set(parts.map((part) => part.value))];
}

/** Values as a list for a sentence; of many only the first. */
export function list(values: readonly string[]): string {
  const shown = values.slice(0, 4).join(', ');
  return values.length > 4 ? `${shown} and ${values.length - 4} more` : shown;
}
