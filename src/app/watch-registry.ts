import { setTimeout as wait } from 'node:timers/promises';
import type { ChangeHint } from '../core/harvest-plan.js';
import type { Kind } from '../core/registry.js';
import { StoreBusyError } from '../core/errors.js';
import type { JudgedStore } from './judge-store.js';
import { syncPackages, type PackagesRequest, type PackagesSync } from './sync-packages.js';
import { syncRegistry, type SyncOutcome, type SyncRequest } from './sync-registry.js';

export interface WatchRequest {
  readonly kinds: readonly Kind[];
  /** The usual sync of a kind. */
  syncOf(kind: Kind): Omit<SyncRequest, 'kind' | 'signal'>;
  /** How single packages are asked for. */
  packagesOf(kind: Kind): Omit<PackagesRequest, 'kind' | 'hints' | 'signal'>;
  /** Milliseconds from the beginning of one sync to that of the next. */
  readonly everyMs: number;
  /** Whether to begin with a sync, or to wait first. */
  readonly syncAtOnce: boolean;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly onSync: (kind: Kind, outcome: SyncOutcome) => void;
  /** Judges the claims on a new whole list; undefined: nobody wants that. */
  readonly judgeOf?: ((snapshotKey: number, kind: Kind) => Promise<JudgedStore>) | undefined;
  readonly onJudged?: (kind: Kind, judged: JudgedStore) => void;
  readonly onPackages: (kind: Kind, outcome: PackagesSync) => void;
  /** Hears of what went wrong; the watch goes on. */
  readonly onError: (kind: Kind, error: unknown) => void;
}

export interface Watch {
  /** Takes a hint; it is followed within moments. */
  hint(hint: ChangeHint): void;
  /** Resolves when the signal has ended the watch. */
  readonly ended: Promise<void>;
}

/** Hints that come within this time are followed together: one commit is told several times. */
const gatherMs = 300;
/** So long another writer is waited for before the same hints are tried again. */
const busyMs = 2_000;
/** Hints that are kept while something else is under way; beyond it the next listing will tell. */
const mostHints = 10_000;

/**
 * Watches a registry: a sync every so often, and in between what hints are about. One thing at a time, because a store has
 * one writer; a hint waits for a sync that is merging, and no longer. What goes wrong is told and tried again next time. A
 * time at which no sync came to an end stays a gap in the list.
 */
export function watchRegistry(request: WatchRequest): Watch {
  let hints: ChangeHint[] = [];
  /** Waiting for hints; null while they are followed. */
  let waiting: (() => void) | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** One writer: syncs harvest side by side with hints, but what they record is recorded in turn. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }

  async function followHints(): Promise<void> {
    while (!request.signal.aborted) {
      if (hints.length === 0) await new Promise<void>((resolve) => { waiting = resolve; });
      waiting = null;
      await wait(gatherMs, undefined, { signal: request.signal }).catch(() => undefined);
      const batch = hints;
      hints = [];
      for (const kind of request.kinds) {
        const own = batch.filter((hint) => hint.kind === kind);
        if (own.length === 0 || request.signal.aborted) continue;
        await inTurn(() => follow(kind, own));
      }
    }
  }

  async function follow(kind: Kind, own: readonly ChangeHint[]): Promise<void> {
    try {
      request.onPackages(kind, await syncPackages({ ...request.packagesOf(kind), kind, hints: own, signal: request.signal }));
    } catch (error) {
      if (request.signal.aborted) return;
      request.onError(kind, error);
      if (!(error instanceof StoreBusyError)) return;
      await wait(busyMs, undefined, { signal: request.signal }).catch(() => undefined);
      hints = [...own, ...hints].slice(0, mostHints);
    }
  }

  async function syncNowAndThen(): Promise<void> {
    let due = request.now().getTime() + (request.syncAtOnce ? 0 : request.everyMs);
    while (!request.signal.aborted) {
      await wait(Math.max(0, due - request.now().getTime()), undefined, { signal: request.signal }).catch(() => undefined);
      due += request.everyMs;
      for (const kind of request.kinds) {
        if (request.signal.aborted) return;
        try {
          const outcome = await syncRegistry({ ...request.syncOf(kind), kind, signal: request.signal, record: inTurn });
          request.onSync(kind, outcome);
          await judgeNew(kind, outcome);
        } catch (error) {
          if (request.signal.aborted) return;
          request.onError(kind, error);
        }
      }
      // A sync that took longer than its time is not made up for.
      due = Math.max(due, request.now().getTime());
    }
  }

  /** A part of a list says too little of the registry, and a list that was there already was judged then. */
  async function judgeNew(kind: Kind, { snapshot, incompleteWhy }: SyncOutcome): Promise<void> {
    const { judgeOf } = request;
    if (judgeOf === undefined || incompleteWhy !== null || snapshot.outcome === 'already there') return;
    request.onJudged?.(kind, await inTurn(() => judgeOf(snapshot.snapshotKey, kind)));
  }

  request.signal.addEventListener('abort', () => waiting?.(), { once: true });
  return {
    hint(hint) {
      if (hints.length < mostHints) hints.push(hint);
      waiting?.();
    },
    ended: Promise.all([followHints(), syncNowAndThen()]).then(() => undefined),
  };
}
