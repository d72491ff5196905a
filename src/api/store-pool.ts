import type { MirrorStore } from '../store/mirror-store.js';

/** What the pool needs of the world outside. */
export interface StorePoolEffects {
  readonly open: () => Promise<MirrorStore>;
  /** Tells apart the files that stand at the store's path one after another (inode, time of change); null where there is none. */
  readonly stamp: () => string | null;
  /** Milliseconds. */
  readonly now: () => number;
}

/** The store that requests read: the newest that was published, without a pause between two. */
export interface StorePool {
  use<Result>(work: (store: MirrorStore) => Promise<Result>): Promise<Result>;
  /** Closes the store once the requests in flight have ended. */
  close(): Promise<void>;
}

interface Held {
  readonly store: Promise<MirrorStore>;
  readonly stamp: string | null;
  users: number;
  retired: boolean;
}

/** A published store is seen by the first request after so many milliseconds. */
const lookEveryMs = 500;

/**
 * Opens the store, and again whenever a writer has put another file in its place. A request keeps the store it began
 * with; the old one is closed after the last of them.
 */
export function createStorePool({ open, stamp, now }: StorePoolEffects): StorePool {
  let current: Held | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  function hold(file: string | null): Held {
    return { store: open(), stamp: file, users: 0, retired: false };
  }

  async function closeIfFree(held: Held): Promise<void> {
    if (!held.retired || held.users > 0) return;
    const store = await held.store.catch(() => null);
    store?.close();
  }

  function newest(): Held {
    if (current !== null && now() - lookedAt < lookEveryMs) return current;
    lookedAt = now();
    const file = stamp();
    // Between two files there may be none for a moment on some file systems: what is open goes on.
    if (current !== null && (file === null || file === current.stamp)) return current;
    const old = current;
    current = hold(file);
    if (old !== null) {
      old.retired = true;
      void closeIfFree(old);
    }
    return current;
  }

  return {
    async use(work) {
      const held = newest();
      held.users += 1;
      try {
        return await work(await held.store);
      } catch (error) {
        // A file that could not be opened is tried again by the next request.
        if (current === held && await held.store.then(() => false, () => true)) current = null;
        throw error;
      } finally {
        held.users -= 1;
        await closeIfFree(held);
      }
    },
    async close() {
      const held = current;
      current = null;
      if (held === null) return;
      held.retired = true;
      await closeIfFree(held);
    },
  };
}
