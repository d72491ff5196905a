import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { InputError } from '../core/errors.js';

/** One line of a file, without its end; the first line is 1. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer;
}

/** A page of 1,000 full records with files is a few megabytes; beyond this a line is no page. */
export const longestLineBytes = 256 * 1024 * 1024;

/**
 * Reads a file line by line, decompressing `.gz`, with one line in memory at a time. Blank lines are left out but
 * counted. Throws InputError naming the file where it cannot be read, is no gzip, or ends in its middle.
 */
export async function* listLines(path: string): AsyncGenerator<Line, void, undefined> {
  const file = createReadStream(path);
  const stream = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => stream.destroy(error));
  let pieces: Buffer[] = [];
  let size = 0;
  let number = 1;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        pieces.push(chunk.subarray(from, end));
        yield* whole();
        from = end + 1;
      }
      pieces.push(chunk.subarray(from));
      size += chunk.length - from;
      if (size > longestLineBytes) {
        throw new InputError(`${basename(path)}: line too long (line ${number}); expected at most ${longestLineBytes} bytes, got more`);
      }
    }
    yield* whole();
  } catch (cause) {
    if (cause instanceof InputError) {
      throw cause;
    }
    throw new InputError(`${basename(path)}: cannot read (after line ${number - 1}); expected a readable file, got ${String(cause)}`, { cause });
  } finally {
    file.destroy();
    stream.destroy();
  }

  function* whole(): Generator<Line> {
    const bytes = Buffer.concat(pieces);
    pieces = [];
    size = 0;
    if (bytes.toString('latin1').trim() !== '') {
      yield { number, bytes };
    }
    number += 1;
  }
}
