import type { Claim, ClaimId } from '../core/claim.js';
import { selectionAttributesClaim } from './selection-attributes.js';
import { selectionDominanceClaim } from './selection-dominance.js';

/** All claims, in the order of the review. One file and one line here make a claim known to the whole program. */
export const claims: readonly Claim[] = [
  selectionAttributesClaim, selectionDominanceClaim,
];

/** The claim with an id, in any case of letters; undefined where there is none. */
export function findClaim(id: string): Claim | undefined {
  const wanted = id.toUpperCase() as ClaimId;
  return claims.find((one) => one.id === wanted);
}
