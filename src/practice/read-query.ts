import { hubError } from './hub-error.js';

/** Parameters of a request that may stand in the address or, for a form, in the body. */
export type Query = Pick<URLSearchParams, 'get' | 'getAll' | 'has' | 'keys'>;

/** Reads a boolean in the three ways in which clients of different ages write it; false where it is absent. */
export function readFlag(query: Query, name: string): boolean | Response {
  const text = query.get(name);
  if (text === null || /^(false|0)$/i.test(text)) {
    return false;
  }
  return /^(true|1)$/i.test(text) || hubError(400, `Invalid ${name}; expected true or false, got ${text}`);
}

/** Reads a count of at least `least`; `otherwise` where it is absent. */
export function readCount(query: Query, name: string, least: number, otherwise: number): number | Response {
  const text = query.get(name);
  if (text === null) {
    return otherwise;
  }
  const count = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  return count >= least ? count : hubError(400, `Invalid ${name}; expected an integer of at least ${least}, got ${text}`);
}

/** Reads one of several words; `otherwise` where it is absent. */
export function readWord<T extends string>(query: Query, name: string, words: readonly T[], otherwise: T): T | Response {
  const text = query.get(name);
  return text === null ? otherwise : words.find((word) => word === text) ?? hubError(400, `Invalid ${name}; expected one of ${words.join(', ')}, got ${text}`);
}

/** The 400 for a parameter that a route does not have, or null. */
export function refuseUnknown(query: Query, known: readonly string[]): Response | null {
  const unknown = [...query.keys()].find((key) => !known.includes(key));
  return unknown === undefined ? null : hubError(400, `Unknown parameter ${unknown}; expected one of ${known.join(', ')}`);
}

/** The first refusal among values read, or the values. */
export function allRead<T extends Readonly<Record<string, unknown>>>(values: T): { readonly [Name in keyof T]: Exclude<T[Name], Response> } | Response {
  const refused = Object.values(values).find((value) => value instanceof Response);
  return refused ?? (values as { readonly [Name in keyof T]: Exclude<T[Name], Response> });
}
