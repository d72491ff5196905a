import { createReadStream } from 'node:fs';
import { open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { InputError, UsageError } from '../core/errors.js';

/**
 * What answers were asked for: pages of the list; pages of what changed meanwhile; records of single packages; cards; other
 * aspects of single packages. `failure` holds the requests that gave no usable answer, with the reason.
 */
export const purposes = ['list', 'changes', 'record', 'card', 'detail', 'failure'] as const;
export type Purpose = (typeof purposes)[number];

const wholeFile = /^([a-z]+)-(\d{5,})\.ndjson\.gz$/;
const partFile = /^([a-z]+-\d{5,}\.ndjson\.gz)\.part$/;

/** Name of the n-th file of a purpose, n from 1. */
export function archiveFileName(purpose: Purpose, number: number): string {
  return `${purpose}-${String(number).padStart(5, '0')}.ndjson.gz`;
}

/**
 * The whole files of a purpose, absolute or relative as `folder` is, in the order in which they were written; for
 * readers such as SQL. Rejects with a UsageError where the folder does not exist, with an InputError where a file is
 * missing between the first and the last.
 */
export async function listArchiveFiles(folder: string, purpose: Purpose): Promise<string[]> {
  const numbers: number[] = [];
  for (const name of await namesIn(folder)) {
    const [, itsPurpose, number] = wholeFile.exec(name) ?? [];
    if (itsPurpose === purpose) numbers.push(Number(number));
  }
  numbers.sort((left, right) => left - right);
  numbers.forEach((number, index) => {
    if (number === index + 1) return;
    throw new InputError(
      `${folder}: a file of the archive is missing; expected ${archiveFileName(purpose, index + 1)}, ` +
        `got ${archiveFileName(purpose, number)}`,
    );
  });
  return numbers.map((number) => join(folder, archiveFileName(purpose, number)));
}

/** One line of a file, with its number from 1. */
export interface NumberedLine {
  readonly line: string;
  readonly number: number;
}

/**
 * The lines of a gzip file. Splits at line feeds only: JSON text may hold other characters that count as line ends
 * elsewhere (U+2028). Rejects with an InputError that names file and line where the file is cut off or damaged; a
 * lenient reader ends there instead, after the last whole line.
 */
export async function* readLines(file: string, lenient = false): AsyncGenerator<NumberedLine> {
  const gunzip = createGunzip(lenient ? { finishFlush: constants.Z_SYNC_FLUSH } : {});
  // The error, if any, also comes out of the iteration below.
  pipeline(createReadStream(file), gunzip, () => undefined);
  let rest: Buffer[] = [];
  let number = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        number += 1;
        yield { line: Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8'), number };
        rest = [];
        from = end + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    }
  } catch (error) {
    if (lenient) return;
    const got = error instanceof Error ? error.message : String(error);
    throw new InputError(`${file}: damaged or cut off (after line ${number}); expected whole gzip, got ${got}`, {
      cause: error,
    });
  }
  if (rest.length > 0 && !lenient) {
    throw new InputError(`${file}: cut off (line ${number + 1}); expected a line end, got the end of the file`);
  }
}

/** A file of the archive while it is written. */
export interface LineFile {
  /** Compressed bytes so far. */
  readonly size: number;
  /** Resolves when the line is with the operating system, readable even if this process is killed. */
  append(line: string): Promise<void>;
  /** Makes the file durable and gives it its final name. */
  close(): Promise<void>;
}

/** Begins a file under a `.part` name; it must not exist. */
export async function createLineFile(folder: string, name: string): Promise<LineFile> {
  const part = join(folder, `${name}.part`);
  const handle = await open(part, 'wx');
  const gzip = createGzip();
  let compressed: Buffer[] = [];
  let size = 0;
  let broken: Error | undefined;
  gzip.on('data', (chunk: Buffer) => compressed.push(chunk));
  gzip.on('error', (error) => (broken ??= error));

  async function store(): Promise<void> {
    const bytes = Buffer.concat(compressed);
    compressed = [];
    for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten;
    size += bytes.length;
  }
  function refuseIfBroken(): void {
    if (broken !== undefined) throw broken;
  }

  return {
    get size() {
      return size;
    },
    async append(line) {
      refuseIfBroken();
      try {
        await new Promise<void>((resolve, reject) => {
          gzip.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
        });
        // A flush per line costs a few bytes and keeps every archived answer readable after a kill.
        await new Promise<void>((resolve) => gzip.flush(constants.Z_SYNC_FLUSH, resolve));
        await store();
      } catch (error) {
        broken ??= error as Error;
        throw error;
      }
    },
    async close() {
      try {
        refuseIfBroken();
        await new Promise<void>((resolve, reject) => {
          gzip.once('error', reject).once('end', resolve).end();
        });
        await store();
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(part, join(folder, name));
      await makeDurable(folder);
    },
  };
}

/**
 * Turns what a killed run left unfinished into whole files that hold all whole lines; a file without any is removed.
 * Returns the names of the recovered files. Only for archives that nobody writes to.
 */
export async function recoverParts(folder: string): Promise<string[]> {
  const names = await namesIn(folder);
  for (const name of names) if (name.endsWith('.recovering.part')) await unlink(join(folder, name));
  const recovered: string[] = [];
  for (const name of names) {
    const whole = partFile.exec(name)?.[1];
    if (whole === undefined) continue;
    // Both names only exist together when the recovery itself was killed between its last two steps.
    if (!names.includes(whole) && (await rewriteWholeLines(folder, name, whole))) recovered.push(whole);
    await unlink(join(folder, name));
  }
  return recovered;
}

async function rewriteWholeLines(folder: string, part: string, whole: string): Promise<boolean> {
  const temporary = `${whole}.recovering`;
  const file = await createLineFile(folder, temporary);
  let lines = 0;
  for await (const { line } of readLines(join(folder, part), true)) {
    await file.append(line);
    lines += 1;
  }
  await file.close();
  if (lines > 0) await rename(join(folder, temporary), join(folder, whole));
  else await unlink(join(folder, temporary));
  await makeDurable(folder);
  return lines > 0;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UsageError(`${folder}: no such folder; expected an archive`, { cause: error });
  }
}

/** A rename survives a power failure only when the folder is written too; Windows can't and needs not. */
export async function makeDurable(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
