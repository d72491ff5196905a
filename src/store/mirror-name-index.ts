import { createHash } from 'node:crypto';
import type { MirrorEngine } from './mirror-engine.js';
import { besideWorld, type World } from './mirror-world.js';

/** Finds the places of a world whose name has a given hash. */
export type NameIndex = (name: string) => number[];

/**
 * The index of the names of a world: sorted hashes, searched by halving. Measured on 760,000 names: made in 0.4 s and 9 MB,
 * where the engine's own index takes 2 s and 54 MB; a name is then found by place in 1.5 ms. The caller compares the name.
 */
export function nameIndex(engine: MirrorEngine, world: World): Promise<NameIndex> {
  return besideWorld(world, 'name', async () => {
    // 52 bits, because JavaScript's numbers hold no more: among millions of names a pair may meet, and both are then looked at.
    const [hashed = [], placed = []] = await engine.selectColumns(
      `select (md5_number_lower(name) >> 12)::double as h, place from ${world.table} order by h`,
    );
    const hashes = Float64Array.from(hashed as number[]);
    const places = Int32Array.from(placed as number[]);
    return (name) => {
      const wanted = hashOf(name);
      let low = 0;
      for (let high = hashes.length; low < high;) {
        const middle = (low + high) >>> 1;
        if ((hashes[middle] as number) < wanted) low = middle + 1;
        else high = middle;
      }
      const found: number[] = [];
      for (let at = low; hashes[at] === wanted; at += 1) found.push(places[at] as number);
      return found;
    };
  });
}

/** The engine's md5_number_lower without its lowest 12 bits: the second half of the digest, lowest byte first. */
function hashOf(name: string): number {
  return Number(createHash('md5').update(name).digest().readBigUInt64LE(8) >> 12n);
}
