import { createReadStream, existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { Writable, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type HubscopeError, InputError, UsageError } from '../core/errors.js';

/** Refuses what is not a readable, non-empty file. Errors: UsageError, InputError, with the path. */
export function requireFile(file: string, source: string): void {
  if (!existsSync(file)) throw new UsageError(`${source}: no such file (${file}); expected a file to read`);
  if (!statSync(file).isFile()) throw new UsageError(`${source}: not a file (${file}); expected a file, got a directory`);
  if (statSync(file).size === 0) throw new InputError(`${source}: empty file (${file}); expected at least one record, got 0 bytes`);
}

/** Hash of the bytes of some files, in order; what makes two imports the same. */
export async function contentHash(files: readonly string[]): Promise<string> {
  const hashes = await Promise.all(
    files.map(async (file) => {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
      return hash.digest('hex');
    }),
  );
  return createHash('sha256').update(hashes.join('\n')).digest('hex');
}

/**
 * Makes sure that a gzip file is whole; other files pass. `read` is how much an earlier pass got out of it: where that
 * agrees with the length the file states (RFC 1952: the last four bytes, modulo 2^32), nothing needs to be read again.
 */
export async function wholeGzip(file: string, read: { readonly bytes: number; readonly lines: number } | null): Promise<void> {
  if (!file.endsWith('.gz')) return;
  if (read !== null) {
    const stated = await statedLength(file);
    const fits = [read.bytes + read.lines, read.bytes + read.lines - 1, read.bytes + 2 * read.lines];
    if (fits.some((bytes) => bytes % 2 ** 32 === stated)) return;
  }
  try {
    await pipeline(createReadStream(file), createGunzip(), new Writable({ write: (_chunk, _encoding, done) => done() }));
  } catch (error) {
    throw new InputError(`import: broken gzip file (${file}); expected a whole one, got: ${messageOf(error)}`);
  }
}

async function statedLength(file: string): Promise<number> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(4);
    await handle.read(tail, 0, 4, Math.max(0, size - 4));
    return tail.readUInt32LE(0);
  } finally {
    await handle.close();
  }
}

/** Says where an import failed: the first bad line, or, when every line is in order, the original error in our words. */
export async function explainBadLine(files: readonly string[], container: string, cause: unknown): Promise<HubscopeError> {
  const where = `${files[0] ?? 'no file'}${files.length > 1 ? ` and ${files.length - 1} more` : ''}`;
  return (
    (await findBadLine(files, container)) ??
    new InputError(`import: cannot be read (${where}); expected ${container}, got: ${messageOf(cause)}`, { cause })
  );
}

/** Finds the first line of some files that is not JSON of the container's form; null when every line is in order. */
export async function findBadLine(files: readonly string[], container: string): Promise<InputError | null> {
  for (const file of files) {
    if (container === 'document') {
      const found = await badDocument(file);
      if (found !== null) return found;
      continue;
    }
    let number = 0;
    try {
      for await (const line of createInterface({ input: plainText(file), crlfDelay: Infinity })) {
        number += 1;
        const problem = lineProblem(line, container);
        if (problem !== null) return new InputError(`import: ${problem.what} (${file}, line ${number}); expected ${problem.expected}, got ${shown(line)}`);
      }
    } catch (error) {
      return new InputError(`import: unreadable (${file}, after line ${number}); expected whole text lines, got: ${messageOf(error)}`);
    }
    if (number === 0) return new InputError(`import: empty file (${file}); expected at least one line, got 0`);
  }
  return null;
}

async function badDocument(file: string): Promise<InputError | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of plainText(file)) chunks.push(chunk as Buffer);
  } catch (error) {
    return new InputError(`import: unreadable (${file}); expected a whole file, got: ${messageOf(error)}`);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return null;
  } catch (error) {
    return new InputError(`import: not JSON (${file}); expected one JSON list, got: ${messageOf(error)}`);
  }
  return new InputError(`import: JSON of another shape (${file}); expected one JSON list, got ${shown(text)}`);
}

function lineProblem(line: string, container: string): { what: string; expected: string } | null {
  const expected = container === 'pages' ? 'a JSON list of records' : container === 'lines' ? 'a JSON object' : 'an archived answer with a list under "body"';
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { what: 'not JSON', expected };
  }
  if (container === 'pages') return Array.isArray(value) ? null : { what: 'JSON of another shape', expected };
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { what: 'JSON of another shape', expected };
  if (container === 'answers' && 'status' in value && value.status === 200 && !('body' in value && Array.isArray(value.body))) {
    return { what: 'JSON of another shape', expected };
  }
  return null;
}

/** The text of a file, decompressed where it is gzip; a read error reaches whoever reads the stream. */
export function plainText(file: string): Readable {
  const bytes = createReadStream(file);
  if (!file.endsWith('.gz')) return bytes;
  const gunzip = createGunzip();
  bytes.on('error', (error) => gunzip.destroy(error));
  return bytes.pipe(gunzip);
}

/** The beginning of a hostile text, without control characters, for a one-line message. */
function shown(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what must not reach a terminal
  const clean = text.slice(0, 60).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
  return text.length > 60 ? `${clean}…` : clean === '' ? 'an empty line' : clean;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
