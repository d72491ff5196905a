import type { Field, Standing } from './field.js';
import type { Kind } from './registry.js';

/** Whether absence from a snapshot means something. */
export type SnapshotScope = 'list' | 'packages';

/** What a snapshot says of itself before it is written into the store. */
export interface SnapshotDescription {
  readonly registry: string;
  readonly registryTitle: string;
  readonly kind: Kind;
  /** Snapshots of one series are the same list at several times, so absence from a later one means something. */
  readonly series: string;
  readonly title: string;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
  /** `list`: absence from it means something, within its series; `packages`: it says nothing of packages that are not in it. */
  readonly scope: SnapshotScope;
  /** null when the snapshot is all the registry had of this kind, else why it is not. */
  readonly incompleteWhy: string | null;
  /** Seed of the simulation, or null for real data. */
  readonly simulated: string | null;
  /** The field by which its packages can be ranked, or null. */
  readonly popularity: 'downloads' | 'rank' | null;
  /** What the rank counts, in words; null where there is no rank. */
  readonly rankBy: string | null;
  /** Hash of the source's bytes: the same content at the same instant is the same snapshot. */
  readonly contentSha256: string;
  /** File names or endpoint, without credentials. */
  readonly origin: string;
  /** Name and version of what turned the source into records. */
  readonly rule: string;
  /** What this snapshot can say about each field. Total: the merge refuses a partial one at compile time. */
  readonly standings: Readonly<Record<Field, Standing>>;
}

/** What happened to a snapshot that was offered to the store. */
export interface SnapshotOutcome {
  readonly snapshotKey: number;
  readonly outcome: 'recorded' | 'already there';
  readonly registry: string;
  readonly kind: Kind;
  readonly series: string;
  readonly takenAt: string;
  readonly records: number;
  readonly setAside: number;
  /** Packages that the store had not seen before. */
  readonly newPackages: number;
  /** Rows written into the histories of fields: the values that changed. */
  readonly changedValues: number;
  /** Looks at aspects of packages, and rows of items that they changed; absent where the snapshot brought no looks. */
  readonly looks?: number;
  readonly changedItems?: number;
  /** Confirmed absences, and those of packages that the store does not know or the snapshot itself shows; absent where it brought none. */
  readonly absences?: number;
  readonly unmatchedAbsences?: number;
  /** Cards that are there and could not be read, so that only their text is known, and the first of them; absent where there are none. */
  readonly cardsNotRead?: { readonly count: number; readonly sample: { readonly name: string; readonly problem: string } };
}

/** Above this share of elements set aside a snapshot is marked incomplete: it is no longer the list it claims to be. */
export const largestShareSetAside = 0.001;
