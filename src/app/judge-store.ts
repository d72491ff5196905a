import { presentChanges, type VerdictChange } from '../claims/verdict-history.js';
import type { Verdict } from '../core/claim.js';
import { recordOf } from '../core/verdict-record.js';
import { OlderStoreError, StoreBusyError } from '../core/errors.js';
import { listVerdicts, newVerdicts, recordVerdicts, type StoredVerdict } from '../store/verdicts.js';
import { judgeEverySnapshot } from './judge-every.js';
import { judge, type JudgeRequest } from './judge.js';
import { withReader, withWriter } from './with-store.js';

export interface JudgeStoreRequest extends Omit<JudgeRequest, 'connection'> {
  readonly storePath: string;
  /** Judge on every whole list up to `asOf`, oldest first, and not only as of it. */
  readonly everySnapshot?: boolean;
  /** Keep the verdicts in the store. */
  readonly record: boolean;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
}

export interface JudgedStore {
  /** One for each claim; with `everySnapshot` one for each claim and snapshot that was judged. */
  readonly verdicts: readonly Verdict[];
  /** Claims that came to something else than on the snapshot before, of all that the store knows. */
  readonly changes: readonly VerdictChange[];
  /** Verdicts that were not in the store before; null where none were to be recorded. */
  readonly recorded: number | null;
  /** Why they were not recorded though they should have been; null else. */
  readonly notRecorded: string | null;
}

/**
 * Judges claims on a store and keeps the verdicts in it. Judging reads; only what is new is written, so the store is copied for
 * writing only where there is something to write. Errors: as `judge`.
 */
export async function judgeStore(request: JudgeStoreRequest): Promise<JudgedStore> {
  if (request.record) await bringUpToDate(request);
  const found = await withReader(request.storePath, request.signal, async (connection) => ({
    verdicts: request.everySnapshot === true ? (await judgeEverySnapshot({ ...request, connection })).history : await judge({ ...request, connection }),
    known: await listVerdicts(connection),
  }));
  // A claim about another kind of package comes to what it came to before: that is no news of this snapshot.
  const asked = found.verdicts.filter((one) => request.snapshot === undefined || one.snapshot?.key === request.snapshot);
  const changes = presentChanges(found.known.flatMap((one) => recordOf(one) ?? []), asked);
  if (!request.record) return { verdicts: found.verdicts, changes, recorded: null, notRecorded: null };
  // A writer copies the store first, which is only worth it where there is something to write.
  if (newVerdicts(found.verdicts, found.known).length === 0) return { verdicts: found.verdicts, changes, recorded: 0, notRecorded: null };
  try {
    const recorded = await withWriter(request.storePath, 'claims', request.signal, async (writer) => {
      const count = await recordVerdicts(writer.connection, found.verdicts, request.now().toISOString());
      await writer.publish(true);
      return count;
    });
    return { verdicts: found.verdicts, changes, recorded, notRecorded: null };
  } catch (error) {
    if (error instanceof StoreBusyError) return { verdicts: found.verdicts, changes, recorded: 0, notRecorded: error.message };
    throw error;
  }
}

/** A store of an older version has no place for verdicts; nothing else need be written for it to get one. */
async function bringUpToDate({ storePath, signal }: JudgeStoreRequest): Promise<void> {
  try {
    await withReader(storePath, signal, () => Promise.resolve());
  } catch (error) {
    if (!(error instanceof OlderStoreError)) throw error;
    await withWriter(storePath, 'claims', signal, (writer) => writer.publish(true));
  }
}

/** The newest verdict of each claim on each snapshot that the store knows, by claim and time. */
export function readVerdicts(storePath: string, signal: AbortSignal | undefined): Promise<StoredVerdict[]> {
  return withReader(storePath, signal, listVerdicts);
}
