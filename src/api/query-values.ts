import { mirrorError } from './mirror-error.js';

/** Reads a boolean in the three ways in which clients of different ages write it; absent is false. */
export function readFlag(query: URLSearchParams, name: string): boolean | Response {
  const text = query.get(name);
  if (text === null || /^(?:false|0)$/i.test(text)) return false;
  return /^(?:true|1)$/i.test(text) || mirrorError(400, `Invalid ${name}; expected true or false, got ${text}`);
}

/** Reads a whole number of at least `least`; larger than `most` is cut, as the hub does. */
export function readCount(query: URLSearchParams, name: string, { least, otherwise, most }: { least: number; otherwise: number; most: number }): number | Response {
  const text = query.get(name);
  if (text === null) return otherwise;
  const count = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  return count >= least ? Math.min(count, most) : mirrorError(400, `Invalid ${name}; expected an integer of at least ${least}, got ${text}`);
}

/** Reads `expand` in both spellings; an unknown word gives the 400 that lists the allowed ones. null: nothing was asked. */
export function readExpand(query: URLSearchParams, allowed: readonly string[]): readonly string[] | null | Response {
  const words = [...query.getAll('expand'), ...query.getAll('expand[]')];
  const unknown = words.find((word) => !allowed.includes(word));
  if (unknown !== undefined) {
    return mirrorError(400, `Invalid expand value: ${unknown}; expected one of ${allowed.join(', ')}`, null, {}, { allowed });
  }
  return words.length === 0 ? null : words;
}

/** Refuses parameters that a route does not understand: an ignored filter would be a wrong answer. */
export function refuseUnknown(query: URLSearchParams, understood: readonly string[]): Response | null {
  const unknown = [...query.keys()].find((name) => !understood.includes(name));
  return unknown === undefined ? null : mirrorError(400, `Unknown parameter ${unknown}; expected one of ${understood.join(', ')}`);
}

/** The first answer that is a refusal. */
export function firstRefusal(...answers: readonly unknown[]): Response | null {
  return answers.find((answer): answer is Response => answer instanceof Response) ?? null;
}
