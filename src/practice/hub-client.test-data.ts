import { expect } from 'vitest';

/** A row of any list. */
export type Row = Record<string, unknown> & { _id: string; id: string };

/** The credentials that the practice hub takes for valid. */
export const token = { authorization: 'Bearer hf_practice' };

/** Asks without following redirects. */
export function ask(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { redirect: 'manual', ...init });
}

/** The JSON of an answer that must be 200. */
export async function jsonOf<T>(url: string, init: RequestInit = {}): Promise<T> {
  const response = await ask(url, init);
  expect(response.status, url).toBe(200);
  return await response.json() as T;
}

/** The target of the Link to the next page, read as the hub's own JavaScript client does. */
export function nextOf(response: Response): string | undefined {
  return /<(https?:\/\/[^>]+)>;\s+rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
}

/** All rows of all pages, and how many pages there were. */
export async function crawl<T = Row>(start: string): Promise<{ readonly rows: T[]; readonly pages: number }> {
  const rows: T[] = [];
  let pages = 0;
  for (let url: string | undefined = start; url !== undefined; pages += 1) {
    const response: Response = await fetch(url);
    expect(response.status, url).toBe(200);
    rows.push(...await response.json() as T[]);
    url = nextOf(response);
  }
  return { rows, pages };
}

/** Status, X-Error-Code and message of an error. */
export async function errorOf(response: Response): Promise<[number, string | null, unknown]> {
  const { error } = await response.json() as { error: unknown };
  return [response.status, response.headers.get('x-error-code'), error];
}
