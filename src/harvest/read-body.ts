import type { HarvestRequest } from '../core/harvest-plan.js';

/**
 * Reads a body to its end, but never more than `maxBytes` after decompression. Returns null where it is larger; the
 * rest is then not fetched. Rejects as the stream does (connection lost, time-out). `onBytes` hears of every piece.
 */
export async function readBounded(
  response: Response,
  maxBytes: number,
  onBytes: (bytes: number) => void,
): Promise<Buffer | null> {
  if (response.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    onBytes(value.byteLength);
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(value);
  }
}

/** What a body turned out to be. `broken` may be a cut-off answer and is worth another attempt; `foreign` is not. */
export type Interpretation =
  | { readonly form: 'json'; readonly text: string; readonly value: unknown }
  | { readonly form: 'text'; readonly text: string }
  | { readonly form: 'empty' }
  | { readonly form: 'broken'; readonly what: string }
  | { readonly form: 'foreign'; readonly what: string };

/**
 * Tells what a body is. Where JSON was asked and the request succeeded it must be JSON, whatever the content type says;
 * error answers may be anything. Text that was asked for stays text.
 */
export function interpretBody(
  bytes: Buffer,
  accept: HarvestRequest['accept'],
  status: number,
  contentType: string,
): Interpretation {
  const succeeded = status >= 200 && status < 300;
  const mustBeJson = accept === 'json' && succeeded && status !== 204;
  if (bytes.length === 0) return mustBeJson ? { form: 'broken', what: 'an empty body' } : { form: 'empty' };
  const text = decode(bytes, contentType);
  const saysJson = /^[^;]*[/+]json\b/i.test(contentType);
  if (!mustBeJson && !(saysJson && !succeeded)) return { form: 'text', text };
  const json = text.replace(/^\uFEFF/, '');
  try {
    const value: unknown = JSON.parse(json);
    // Line ends are only legal outside strings; without them an answer is one line of the archive.
    const line = json.replace(/[\r\n]/g, ' ').trim();
    const whole = withoutHalfCharacters(line);
    return { form: 'json', text: whole, value: whole === line ? value : JSON.parse(whole) };
  } catch {
    if (!mustBeJson) return { form: 'text', text };
    const what = kindOfText(json);
    return { form: saysJson || /^\s*[[{]/.test(json) ? 'broken' : 'foreign', what };
  }
}

/**
 * JSON text in which every escaped half of a surrogate pair that stands alone is replaced by U+FFFD, as a decoder of UTF-8
 * does. JavaScript takes such halves, stricter readers refuse the whole text for one of them.
 */
function withoutHalfCharacters(json: string): string {
  if (!/\\u[dD][89a-fA-F]/.test(json)) return json;
  // An escaped backslash and a whole pair are taken first, so that their parts are not mistaken for halves.
  return json.replace(/\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}/g, (found) => (found.length === 6 ? '\\ufffd' : found));
}

/** Names what a text is that should have been JSON, without quoting it: it may hold anything. */
function kindOfText(text: string): string {
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'an HTML page (of a proxy or a login?)';
  if (start.startsWith('<')) return 'markup';
  if (start.startsWith('version https://git-lfs')) return 'a Git LFS pointer';
  if (start.startsWith('%pdf') || start.startsWith('pk\u0003') || start.includes('\u0000')) return 'binary data';
  if (/^[{[]/.test(start)) return `JSON that breaks off or is malformed (${text.length} characters)`;
  return start === '' ? 'white space' : 'plain text';
}

/** A byte order mark is kept: it is part of a text, and some cards have one. */
function decode(bytes: Buffer, contentType: string): string {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset, { ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
}
