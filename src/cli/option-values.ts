import { InvalidArgumentError } from 'commander';
import { aspectNames, isAspect, type Aspect } from '../core/aspect.js';
import { isField, fieldNames, type Field } from '../core/field.js';
import { UsageError } from '../core/errors.js';

/** A parser of whole numbers in a range, for an option. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < low || value > high) throw new InvalidArgumentError(`expected a whole number from ${low} to ${high}.`);
    return value;
  };
}

/** A parser of positive numbers, for an option. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('expected a number above 0.');
  return value;
}

/** Collects the values of an option that may be given several times or with commas. */
export function listOf(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), ...text.split(',').map((one) => one.trim()).filter((one) => one !== '')];
}

/** The field a word names. Errors: UsageError that lists all fields. */
export function requireField(word: string): Field {
  if (!isField(word)) throw new UsageError(`field: unknown (${word}); expected one of: ${fieldNames.join(', ')}`);
  return word;
}

/** An option as text, where it was given. */
export function textOption(options: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option as a number, where it was given. */
export function numberOption(options: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = options[name];
  return typeof value === 'number' ? value : undefined;
}

/** Aspects of packages, with commas. */
export function aspectList(text: string): Aspect[] {
  const words = listOf(text, undefined);
  const wrong = words.find((word) => !isAspect(word));
  if (wrong !== undefined || words.length === 0) {
    throw new InvalidArgumentError(`expected some of: ${aspectNames.join(', ')}.`);
  }
  return words.filter(isAspect);
}
