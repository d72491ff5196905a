import { initialRecord } from './initial-commit.js';
import type { SnapshotIndex } from './index-snapshot.js';
import type { SimulatedModel } from './world.js';

/** A package as a git repository at one instant: what its files, history and discussions are told from. */
export interface Repository {
  /** The package as it is on `main`. */
  readonly head: SimulatedModel;
  /** The package as of each commit after the initial one, oldest first; empty between creation and first upload. */
  readonly revisions: readonly SimulatedModel[];
  /** As of the initial commit. */
  readonly initial: SimulatedModel;
  /** Nothing later than this is visible; ISO 8601 UTC. */
  readonly now: string;
}

/** Opens the repository of a package that is alive in this state. */
export function openRepository(index: SnapshotIndex, head: SimulatedModel): Repository {
  const revisions = index.revisionsOf(head._id);
  const [first] = revisions;
  return { head, revisions, initial: first === undefined ? head : initialRecord(first, first.lastModified), now: index.instant };
}

/** The package as of each commit that leads to `main`, newest first; the initial commit is the last. */
export function mainHistory(repository: Repository): SimulatedModel[] {
  return [...[...repository.revisions].reverse(), repository.initial];
}
