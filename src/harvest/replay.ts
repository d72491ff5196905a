import { InputError, RegistryError } from '../core/errors.js';
import type { HarvestRequest } from '../core/harvest-plan.js';
import { purposes } from './archive-files.js';
import type { Purpose } from './archive-files.js';
import type { ArchivableAnswer, HarvestClient } from './client.js';
import { readManifest } from './manifest.js';
import { answerFromLine, headFromLine, readAnswerLines } from './read-answers.js';
import { createSecretRemover, failureHeader } from './secrets.js';

/** Answers passed over on the way to another, kept because they will be asked for soon; in characters. */
const keptCharacters = 128 * 1024 * 1024;

/**
 * Makes a client that answers from an archive, without network, what the registry answered then, failures included.
 * Asked in about the order of the archive it reads each file once. Rejects with an InputError where the folder has no
 * manifest or is damaged; `get` rejects with a RegistryError for what is not in the archive.
 */
export async function createReplayClient(folder: string): Promise<HarvestClient> {
  const manifest = await readManifest(folder);
  if (manifest === null) throw new InputError(`${folder}: no manifest; expected an archive with manifest.json`);
  const remove = createSecretRemover([]);
  const purposeOf = new Map<string, Purpose>();
  const failures = new Map<string, ArchivableAnswer>();
  const sizes = { list: 0, changes: 0, record: 0, card: 0, detail: 0, failure: 0 };
  for (const purpose of purposes) {
    for await (const { line, where } of readAnswerLines(folder, purpose)) {
      sizes[purpose] += 1;
      if (purpose === 'failure') {
        const failure = answerFromLine(line, where);
        failures.set(failure.path, failure);
      } else purposeOf.set(headFromLine(line, where).path, purpose);
    }
  }
  const readers = new Map<Purpose, (path: string) => Promise<ArchivableAnswer>>();

  /** A failure is thrown again; an error status that the registry answered is an answer. */
  function repeatFailure(path: string): ArchivableAnswer {
    const failure = failures.get(path);
    if (failure === undefined) {
      throw new RegistryError(`${folder}: not in the archive (${path}); expected an archived answer, got none`);
    }
    const message = failure.headers[failureHeader];
    if (message === undefined) return failure;
    throw new RegistryError(message, failure.status === 0 ? undefined : failure.status);
  }

  let turn: Promise<unknown> = Promise.resolve();
  return {
    endpoint: manifest.endpoint,
    statedQuotas: () => [],
    counts: () => ({ requests: 0, bytes: 0, retries: 0, waitedSeconds: 0 }),
    async get(request: HarvestRequest, signal?: AbortSignal) {
      signal?.throwIfAborted();
      const path = remove(request.path);
      const purpose = purposeOf.get(path);
      if (purpose === undefined) return repeatFailure(path);
      const read = readers.get(purpose) ?? createSequentialReader(folder, purpose, sizes[purpose]);
      readers.set(purpose, read);
      // One at a time: the reader has one place in the files.
      const answer = turn.then(() => {
        signal?.throwIfAborted();
        return read(path);
      });
      turn = answer.catch(() => undefined);
      return answer;
    },
  };
}

/** Finds answers by path while going through the files forwards; starts again only for what it passed long ago. */
function createSequentialReader(
  folder: string,
  purpose: Purpose,
  size: number,
): (path: string) => Promise<ArchivableAnswer> {
  let lines = readAnswerLines(folder, purpose);
  let position = 0;
  const passed = new Map<string, { line: string; where: string }>();
  let characters = 0;

  return async (path) => {
    const kept = passed.get(path);
    if (kept !== undefined) return answerFromLine(kept.line, kept.where);
    for (let again = 0; again < 2; again += 1) {
      for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
        const { line, where } = next.value;
        position += 1;
        // Going to the end closes the file.
        if (position === size) await lines.next();
        const found = headFromLine(line, where).path;
        if (found === path) return answerFromLine(line, where);
        keep(found, next.value);
      }
      lines = readAnswerLines(folder, purpose);
      position = 0;
    }
    throw new InputError(`${folder}: the archive changed while it was read (${path}); expected it to stay as it was`);
  };

  function keep(path: string, entry: { line: string; where: string }): void {
    if (passed.has(path)) return;
    passed.set(path, entry);
    characters += entry.line.length;
    for (const [oldest, { line }] of passed) {
      if (characters <= keptCharacters) break;
      passed.delete(oldest);
      characters -= line.length;
    }
  }
}
