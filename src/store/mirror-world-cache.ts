import type { MirrorEngine } from './mirror-engine.js';
import type { MirrorTimeline } from './mirror-timeline.js';
import { layOutWorld, type World } from './mirror-world.js';

/** Worlds that are laid out, the least recently used dropped first. */
export interface WorldCache {
  /** Gives the world of a position to `work`; it stays until the work is done. Several who ask at once share one build. */
  use<Result>(timeline: MirrorTimeline, position: number, work: (world: World) => Promise<Result>): Promise<Result>;
}

interface Entry {
  readonly world: Promise<World>;
  users: number;
}

/** A cache of at most so many worlds: one of 760,000 models takes about 300 MB, with its tags and orders about 450. */
export function createWorldCache(engine: MirrorEngine, atMost: number): WorldCache {
  const entries = new Map<string, Entry>();
  let built = 0;
  // One after another: each takes all cores anyway, and the memory of two at once would be needed.
  let building: Promise<unknown> = Promise.resolve();

  function build(timeline: MirrorTimeline, position: number): Promise<World> {
    built += 1;
    const name = `w${built}`;
    const world = building.then(() => layOutWorld(engine, timeline, position, name));
    building = world.catch(() => undefined);
    return world;
  }

  async function dropOld(): Promise<void> {
    for (const [key, entry] of [...entries]) {
      if (entries.size <= atMost) return;
      if (entry.users > 0) continue;
      entries.delete(key);
      const world = await entry.world.catch(() => null);
      if (world === null) continue;
      for (const made of await Promise.allSettled(world.beside.values())) {
        if (made.status === 'fulfilled' && typeof made.value === 'string') await engine.run(`drop table if exists ${made.value}`);
      }
      await engine.run(`drop table if exists ${world.table}`);
    }
  }

  return {
    async use(timeline, position, work) {
      const key = `${timeline.kind} ${position}`;
      const entry = entries.get(key) ?? { world: build(timeline, position), users: 0 };
      entries.delete(key);
      entries.set(key, entry);
      entry.users += 1;
      try {
        return await work(await entry.world);
      } catch (error) {
        // A world that could not be laid out may be tried again.
        if (await entry.world.then(() => false, () => true)) entries.delete(key);
        throw error;
      } finally {
        entry.users -= 1;
        await dropOld();
      }
    },
  };
}
