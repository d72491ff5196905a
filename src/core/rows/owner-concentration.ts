/** A point of the Lorenz curve of owners, counted from the largest on: what the `owners` largest hold together. */
export interface OwnerConcentrationRow {
  readonly owners: number;
  /** Owners of the population. */
  readonly population: number;
  /** owners / population. */
  readonly ownerShare: number;
  /** Downloads (or likes) of these owners, and of all. */
  readonly held: number;
  readonly total: number;
  /** held / total. */
  readonly heldShare: number;
}
