import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { InputError, RegistryError } from '../core/errors.js';
import type { HarvestRequest } from '../core/harvest-plan.js';
import type { Kind } from '../core/registry.js';
import { archiveFileName, createLineFile, listArchiveFiles, purposes, recoverParts } from './archive-files.js';
import type { LineFile, Purpose } from './archive-files.js';
import type { AnswerSubject, ArchivableAnswer, HarvestClient } from './client.js';
import { systemClock } from './clock.js';
import type { Clock } from './clock.js';
import { withoutCredentials } from './endpoint.js';
import { readManifest, writeManifest } from './manifest.js';
import type { Asked, Manifest } from './manifest.js';
import { headFromLine, lineFromAnswer, readAnswerLines } from './read-answers.js';
import { createReplayClient } from './replay.js';
import { createSecretRemover, failureHeader, keepArchivedHeaders, removeSecretsFromJson } from './secrets.js';
import type { SecretRemover } from './secrets.js';

export { listArchiveFiles } from './archive-files.js';
export type { Purpose } from './archive-files.js';
export { readAnswers } from './read-answers.js';

export interface ArchiveOptions {
  /** Slug of the registry. */
  readonly registry: string;
  readonly kind: Kind;
  readonly endpoint: string;
  readonly asked: Asked;
  /** Whether a token is sent. */
  readonly authenticated?: boolean;
  readonly toolVersion: string;
  /** What must not get into the archive, above all the token in use. */
  readonly secrets?: readonly string[];
  /** Compressed size at which a new file begins; 1 MiB if not given. */
  readonly maxFileBytes?: number;
  readonly clock?: Clock;
}

/**
 * The engine takes all lines of such a file apart in one go. Measured on pages of 1,000 models: files of 1 MiB need
 * 0.2 GB of memory each, those of 8 MiB more than there is.
 */
const usualFileBytes = 1024 * 1024;

/** The raw answers of one run, on disk. One writer at a time. */
export interface Archive {
  readonly folder: string;
  /** The state of the run; counts include what is not yet in a whole file. */
  readonly manifest: Manifest;
  /** Whether this path was answered, in this run or an earlier one in the same folder. Failures do not count. */
  has(path: string): boolean;
  /** The newest answer of a purpose without its body; null where there is none. Where a list has to be gone on with. */
  newest(purpose: Purpose): Omit<ArchivableAnswer, 'body' | 'rawBody'> | null;
  /** An answer that is archived already. Rejects with a RegistryError where there is none. */
  read(request: HarvestRequest, signal?: AbortSignal): Promise<ArchivableAnswer>;
  /**
   * Archives an answer; rejects with an InputError for a path that is archived already, except for `changes`: the same
   * address tells other things each time.
   */
  write(purpose: Exclude<Purpose, 'failure'>, answer: ArchivableAnswer): Promise<void>;
  /** Archives that there was no usable answer: an answer with an error status, or the error itself. */
  writeFailure(request: HarvestRequest, failure: ArchivableAnswer | RegistryError): Promise<void>;
  /** States what the answers show about the run as a whole. */
  describe(facts: { readonly snapshotAt?: string; readonly simulated?: string | null; readonly listed?: boolean }): Promise<void>;
  /** Ends the run; `reason` says why it is not complete and is null where it is. */
  finish(reason: string | null): Promise<Manifest>;
  /** Closes the files without ending the run. Harmless after `finish`. */
  close(): Promise<void>;
}

/**
 * Opens the archive in this folder, which is created if need be, for writing. What a killed run left in it is recovered
 * first. Every line is free of the given secrets and of everything that looks like one. Rejects with an InputError
 * where the folder holds the archive of something else, or a damaged one.
 */
export async function openArchive(folder: string, options: ArchiveOptions): Promise<Archive> {
  const { clock = systemClock, maxFileBytes = usualFileBytes } = options;
  const remove = createSecretRemover(options.secrets ?? []);
  await mkdir(folder, { recursive: true });
  const before = await readManifest(folder);
  const identity = {
    registry: options.registry,
    kind: options.kind,
    endpoint: remove(withoutCredentials(options.endpoint)),
    asked: options.asked,
  };
  for (const key of ['registry', 'kind', 'endpoint', 'asked'] as const) {
    const [expected, got] = [identity[key], before?.[key]].map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
    if (before === null || expected === got) continue;
    throw new InputError(`${folder}: archive of something else (${key}); expected ${expected}, got ${got}`);
  }
  await recoverParts(folder);
  const manifest: Manifest = {
    formatVersion: 2,
    ...identity,
    snapshotAt: before?.snapshotAt ?? null,
    simulated: before?.simulated ?? null,
    listed: before?.listed ?? false,
    startedAt: before?.startedAt ?? clock.now().toISOString(),
    authenticated: options.authenticated ?? false,
    finishedAt: null,
    recordedAt: null,
    complete: false,
    reason: 'the run is under way, or was killed',
    answers: { list: 0, changes: 0, record: 0, card: 0, detail: 0, failure: 0 },
    toolVersion: options.toolVersion,
  };
  const archived = new Set<string>();
  /** Those written since the replay client read the files. */
  const fresh = new Set<string>();
  const newest = new Map<Purpose, Omit<ArchivableAnswer, 'body' | 'rawBody'>>();
  const files = { list: 0, changes: 0, record: 0, card: 0, detail: 0, failure: 0 };
  for (const purpose of purposes) {
    files[purpose] = (await listArchiveFiles(folder, purpose)).length;
    for await (const { line, where } of readAnswerLines(folder, purpose)) {
      const head = headFromLine(line, where);
      newest.set(purpose, head);
      if (purpose !== 'failure' && purpose !== 'changes') archived.add(shortened(head.path));
      manifest.answers[purpose] += 1;
    }
  }
  await writeManifest(folder, manifest);
  const open = new Map<Purpose, LineFile>();
  let replay: Promise<HarvestClient> | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** Writes happen one after the other, in the order in which they were asked for. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }

  async function append(purpose: Purpose, answer: ArchivableAnswer): Promise<void> {
    const file = open.get(purpose) ?? (await createLineFile(folder, archiveFileName(purpose, files[purpose] + 1)));
    open.set(purpose, file);
    const { text: rawBody } = removeSecretsFromJson(answer.rawBody, remove, { value: answer.body });
    const headers = keepArchivedHeaders(answer.headers, remove);
    const kept = { ...answer, path: remove(answer.path), headers, about: withoutSecrets(answer.about, remove) };
    await file.append(lineFromAnswer({ ...kept, rawBody }));
    newest.set(purpose, { at: kept.at, path: kept.path, status: kept.status, headers, about: kept.about });
    manifest.answers[purpose] += 1;
    if (file.size >= maxFileBytes) await closeFile(purpose);
  }

  async function closeFile(purpose: Purpose): Promise<void> {
    const file = open.get(purpose);
    open.delete(purpose);
    if (file === undefined) return;
    files[purpose] += 1;
    await file.close();
  }

  async function closeAll(): Promise<void> {
    for (const purpose of purposes) await closeFile(purpose);
  }

  return {
    folder,
    get manifest() {
      return structuredClone(manifest);
    },
    has: (path) => archived.has(shortened(remove(path))),
    newest: (purpose) => newest.get(purpose) ?? null,
    async read(request, signal) {
      if (fresh.has(shortened(remove(request.path)))) {
        // What was written since the files were last read stands in files that have no end yet.
        await inTurn(closeAll);
        fresh.clear();
        replay = undefined;
      }
      replay ??= createReplayClient(folder);
      return (await replay).get(request, signal);
    },
    write: (purpose, answer) =>
      inTurn(async () => {
        const path = remove(answer.path);
        if (archived.has(shortened(path))) throw new InputError(`${folder}: archived already (${path}); expected a new answer`);
        await append(purpose, answer);
        if (purpose === 'changes') return;
        archived.add(shortened(path));
        fresh.add(shortened(path));
      }),
    writeFailure: (request, failure) => inTurn(() => append('failure', answerFromFailure(request, failure, clock))),
    describe: (facts) =>
      inTurn(async () => {
        Object.assign(manifest, facts, typeof facts.simulated === 'string' ? { simulated: remove(facts.simulated) } : {});
        await writeManifest(folder, manifest);
      }),
    finish: (reason) =>
      inTurn(async () => {
        await closeAll();
        const ending = { finishedAt: clock.now().toISOString(), complete: reason === null };
        Object.assign(manifest, ending, { reason: reason === null ? null : remove(reason) });
        await writeManifest(folder, manifest);
        return structuredClone(manifest);
      }),
    close: () => inTurn(closeAll),
  };
}

/** Stands for a path among those archived: millions of them take a few dozen bytes each, and 96 bits do not collide. */
function shortened(path: string): string {
  return createHash('sha256').update(path).digest('base64').slice(0, 16);
}

/** Names come from outside like everything else. */
function withoutSecrets(about: AnswerSubject | undefined, remove: SecretRemover): AnswerSubject | undefined {
  return about === undefined ? undefined : { ...about, name: remove(about.name), id: about.id === null ? null : remove(about.id) };
}

/** An error has no status where nothing was answered; that is archived as 0, which HTTP does not have. */
function answerFromFailure(
  request: HarvestRequest,
  failure: ArchivableAnswer | RegistryError,
  clock: Clock,
): ArchivableAnswer {
  if (!(failure instanceof RegistryError)) return failure;
  const { message, status } = failure;
  // Header values are Latin-1 on one line; the body keeps the message as it is.
  const headers = { [failureHeader]: message.replace(/[^\x20-\x7e]/g, '?') };
  const body = { error: message };
  const at = clock.now().toISOString();
  return { at, path: request.path, status: status ?? 0, headers, body, rawBody: JSON.stringify(body) };
}
