import { openMirrorEngine, type MirrorEngine } from './mirror-engine.js';
import { readMirrorTimelines, type MirrorKind, type MirrorTimeline } from './mirror-timeline.js';
import { createWorldCache, type WorldCache } from './mirror-world-cache.js';

/** A store as a mirror reads it: the engine, what there is to show, and the worlds that are laid out. */
export interface MirrorStore {
  readonly engine: MirrorEngine;
  readonly timelines: ReadonlyMap<MirrorKind, MirrorTimeline>;
  readonly worlds: WorldCache;
  close(): void;
}

/** Worlds kept laid out. */
const worldsKept = 3;

/** Opens a store for a mirror. Errors: as `openMirrorEngine`. */
export async function openMirrorStore(storePath: string): Promise<MirrorStore> {
  const engine = await openMirrorEngine(storePath);
  try {
    const timelines = await readMirrorTimelines(engine);
    return { engine, timelines, worlds: createWorldCache(engine, worldsKept), close: () => engine.close() };
  } catch (error) {
    engine.close();
    throw error;
  }
}
