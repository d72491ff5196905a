import { indexSnapshot } from './index-snapshot.js';
import type { SnapshotIndex } from './index-snapshot.js';
import type { PackageKind, World } from './world.js';

/**
 * Keeps what the server looks things up by: of the monthly snapshots all that were asked for, of the instants between
 * them the last of each kind, since a living hub does not go back.
 */
export function createIndexes(world: World): (instant: string) => (kind: PackageKind) => SnapshotIndex {
  const monthly = new Map<string, SnapshotIndex>();
  const passing = new Map<PackageKind, SnapshotIndex>();
  return (instant) => (kind) => {
    if (world.instants.includes(instant)) {
      const key = `${kind} ${instant}`;
      const index = monthly.get(key) ?? indexSnapshot(world.stateAt(instant, kind));
      monthly.set(key, index);
      return index;
    }
    const known = passing.get(kind);
    const index = known?.instant === instant ? known : indexSnapshot(world.stateAt(instant, kind));
    passing.set(kind, index);
    return index;
  };
}
