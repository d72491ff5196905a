import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError, UsageError } from '../core/errors.js';
import { memberText } from './member-text.js';
import { listLines } from './read-lines.js';
import type { Line } from './read-lines.js';

/** A folder of recorded list pages. */
export interface PageArchive {
  readonly pages: number;
  /** Recorded answers that are no pages of the list (errors, other routes) and are left out. */
  readonly leftOut: number;
  /** The JSON text of a page, byte for byte as recorded. Throws InputError naming file and line where it is no JSON array. */
  page(number: number): Promise<string>;
  close(): Promise<void>;
}

/** One recorded answer: provenance outside, the page inside. */
const envelope = z.looseObject({ path: z.string(), status: z.number().int(), body: z.unknown() });

const endings = /\.(jsonl|ndjson)(\.gz)?$/;
/** Readers kept open where crawlers of different progress take turns. */
const readersAtMost = 4;
/** Pages kept for clients that ask for one again. */
const pagesKept = 4;

interface Place {
  readonly file: string;
  readonly line: number;
}

function malformed(place: Place, expected: string, got: string): InputError {
  const shown = got.length > 60 ? `${got.slice(0, 60)}…` : got;
  return new InputError(`${place.file}: malformed line (line ${place.line}); expected ${expected}, got ${shown}`);
}

/** Tells a page from an answer that is none. Arrays are checked in full only when served: parsing all takes long. */
function isPage(place: Place, bytes: Buffer): boolean {
  const head = bytes.subarray(0, 80).toString('utf8').trimStart();
  if (head.startsWith('[')) {
    if (!bytes.subarray(-80).toString('utf8').trimEnd().endsWith(']')) {
      throw malformed(place, 'a JSON array that ends on its line', bytes.subarray(-60).toString('utf8'));
    }
    return true;
  }
  if (!head.startsWith('{')) {
    throw malformed(place, 'a JSON array or an archived answer', head);
  }
  let answer: z.infer<typeof envelope>;
  try {
    answer = envelope.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw malformed(place, 'an archived answer with path, status and body', head);
  }
  if (answer.status !== 200 || !/^\/api\/models(\?|$)/.test(answer.path)) {
    return false;
  }
  if (!Array.isArray(answer.body)) {
    throw malformed(place, 'a JSON array as body', head);
  }
  return true;
}

/** The page of a line as it was written. */
function pageText(place: Place, bytes: Buffer): string {
  const text = bytes.toString('utf8').trim();
  try {
    const parsed: unknown = JSON.parse(text);
    const body = Array.isArray(parsed) ? text : memberText(text, 'body');
    if (body !== null) {
      return body;
    }
  } catch {
    // Falls through to the error that names the place.
  }
  throw malformed(place, 'valid JSON', text);
}

async function listFiles(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    throw new UsageError(`practice hub: cannot open the archive (${folder}); expected a folder, got ${String(cause)}`, { cause });
  }
  // Code points, not a locale: the order of the pages must not depend on the machine.
  return names.filter((name) => endings.test(name)).sort();
}

/**
 * Opens a folder of `*.jsonl`, `*.ndjson` and their `.gz`: one page, or one archived answer, on each line, files in the
 * order of their names. Reads all once, one line in memory at a time, to learn where the pages are. Throws UsageError
 * for a folder that is missing or holds no such file, InputError for one without a page or with a malformed line.
 */
export async function openPageArchive(folder: string): Promise<PageArchive> {
  const files = await listFiles(folder);
  if (files.length === 0) {
    throw new UsageError(`practice hub: no recorded pages (${folder}); expected *.jsonl, *.ndjson or their .gz, got none`);
  }
  const places: Place[] = [];
  let leftOut = 0;
  for (const file of files) {
    for await (const { number, bytes } of listLines(join(folder, file))) {
      const place = { file, line: number };
      if (isPage(place, bytes)) {
        places.push(place);
      } else {
        leftOut += 1;
      }
    }
  }
  if (places.length === 0) {
    throw new InputError(`practice hub: no page in the archive (${folder}); expected a JSON array on each line, got ${leftOut} other answers`);
  }
  const read = createLineReader(folder);
  const kept = new Map<number, string>();
  return {
    pages: places.length,
    leftOut,
    async page(number) {
      const place = places[number];
      if (place === undefined) {
        throw new UsageError(`practice hub: no such page; expected 0 to ${places.length - 1}, got ${number}`);
      }
      const text = kept.get(number) ?? pageText(place, await read.line(place));
      kept.delete(number);
      kept.set(number, text);
      if (kept.size > pagesKept) {
        kept.delete(kept.keys().next().value as number);
      }
      return text;
    },
    close: () => read.close(),
  };
}

interface OpenReader {
  readonly file: string;
  next: number;
  readonly lines: AsyncGenerator<Line, void, undefined>;
}

/** Reads lines by place; a crawl in order goes on in the open file instead of decompressing it again for each page. */
function createLineReader(folder: string): { line(place: Place): Promise<Buffer>; close(): Promise<void> } {
  let idle: OpenReader[] = [];
  return {
    async line(place) {
      const fitting = idle.filter(({ file, next }) => file === place.file && next <= place.line).sort((one, other) => other.next - one.next);
      const reader = fitting[0] ?? { file: place.file, next: 1, lines: listLines(join(folder, place.file)) };
      // Taken out while in use, so that two requests never advance the same reader.
      idle = idle.filter((other) => other !== reader);
      for (;;) {
        const { done, value } = await reader.lines.next();
        if (done === true) {
          throw new InputError(`${place.file}: shorter than when it was opened; expected line ${place.line}, got the end of the file`);
        }
        reader.next = value.number + 1;
        if (value.number === place.line) {
          idle.push(reader);
          const surplus = idle.splice(0, Math.max(0, idle.length - readersAtMost));
          await Promise.all(surplus.map(({ lines }) => lines.return()));
          return value.bytes;
        }
      }
    },
    async close() {
      const all = idle;
      idle = [];
      await Promise.all(all.map(({ lines }) => lines.return()));
    },
  };
}
