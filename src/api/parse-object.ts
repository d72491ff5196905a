import { isMapping } from '../cards/markdown/front-matter.js';

/** A kept text as a JSON object; null where it is none: files of strangers may hold anything. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isMapping(value) ? value : null;
  } catch {
    return null;
  }
}
