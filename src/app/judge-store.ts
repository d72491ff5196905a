import type { DuckDBConnection } from '@duckdb/node-api';
import { claimChanges, type ClaimChange } from '../claims/claim-changes.js';
import type { Verdict } from '../core/claim.js';
import { StoreBusyError } from '../core/errors.js';
import { listSnapshots } from '../store/records.js';
import { listVerdicts, recordVerdicts, type StoredVerdict } from '../store/verdicts.js';
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
  readonly changes: readonly ClaimChange[];
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
  const found = await withReader(request.storePath, request.signal, async (connection) => ({
    verdicts: await judgeAll(connection, request), known: await listVerdicts(connection),
  }));
  // A claim about another kind of package comes to what it came to before: that is no news of this snapshot.
  const asked = found.verdicts.filter((one) => request.snapshot === undefined || one.snapshot?.key === request.snapshot);
  const changes = claimChanges(asked, [...found.known, ...found.verdicts]);
  if (!request.record) return { verdicts: found.verdicts, changes, recorded: null, notRecorded: null };
  try {
    const recorded = await withWriter(request.storePath, 'claims', request.signal, async (writer) => {
      const count = await recordVerdicts(writer.connection, found.verdicts, request.now().toISOString());
      if (count > 0) await writer.publish(true);
      return count;
    });
    return { verdicts: found.verdicts, changes, recorded, notRecorded: null };
  } catch (error) {
    if (error instanceof StoreBusyError) return { verdicts: found.verdicts, changes, recorded: 0, notRecorded: error.message };
    throw error;
  }
}

/** Every claim on every whole list of its registry, or as of one moment. */
async function judgeAll(connection: DuckDBConnection, request: JudgeStoreRequest): Promise<Verdict[]> {
  if (request.everySnapshot !== true) return judge({ ...request, connection });
  const latest = await judge({ ...request, connection });
  const verdicts = new Map(latest.map((one) => [placeOf(one), one]));
  const judged = latest.find((one) => one.snapshot !== null)?.snapshot;
  const others = (await listSnapshots(connection)).filter((one) => one.complete && one.registry === judged?.registry && one.simulated === judged.simulated
    && (request.asOf === undefined || one.takenAt <= request.asOf));
  for (const { key } of others) {
    for (const one of await judge({ ...request, connection, snapshot: key })) {
      // Claims about another kind of package are judged when it is the turn of a snapshot of theirs.
      if (one.snapshot?.key === key) verdicts.set(placeOf(one), one);
    }
  }
  return [...verdicts.values()].sort((a, b) => (a.snapshot?.takenAt ?? '').localeCompare(b.snapshot?.takenAt ?? ''));
}

function placeOf({ claim, snapshot }: Verdict): string {
  return `${claim} ${snapshot?.key ?? ''}`;
}

/** The newest verdict of each claim on each snapshot that the store knows, by claim and time. */
export function readVerdicts(storePath: string, signal: AbortSignal | undefined): Promise<StoredVerdict[]> {
  return withReader(storePath, signal, listVerdicts);
}
