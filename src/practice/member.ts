import type { Life } from './plan-population.js';
import type { Content } from './world.js';

/** Who a package is: its life and its names. */
export interface Identity {
  readonly life: Life;
  readonly _id: string;
  /** Names with the month of the first snapshot that shows them, oldest first. */
  readonly names: readonly { readonly month: number; readonly id: string }[];
}

/** A commit that a snapshot can show. */
export interface Version {
  /** Index of the first snapshot that shows it. */
  readonly month: number;
  readonly sha: string;
  readonly lastModified: string;
  readonly content: Content;
}

/** A package through its whole life, but for its popularity. */
export interface Member extends Identity {
  /** Row in the table of popularity. */
  readonly position: number;
  readonly createdAtText: string;
  readonly gated: false | 'auto' | 'manual';
  readonly disabled: boolean;
  readonly versions: readonly Version[];
}

/** The name of a package as of a snapshot. */
export function nameAt(identity: Pick<Identity, 'names'>, month: number): string {
  const [first, second] = identity.names;
  return second !== undefined && second.month <= month ? second.id : (first as { id: string }).id;
}

/** Whether a package is there at a snapshot. */
export function isPresent(identity: Pick<Identity, 'life'>, month: number): boolean {
  return (identity.life.presence & (1 << month)) !== 0;
}
