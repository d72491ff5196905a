import type { Claim, ClaimId } from '../core/claim.js';
import { derivedFindingsClaim } from './derived-findings.js';
import { maintenanceClaim } from './maintenance.js';
import { registryGrowthClaim } from './registry-growth.js';

/** All claims, in the order of the review. One file and one line here make a claim known to the whole program. */
export const claims: readonly Claim[] = [
  derivedFindingsClaim,
  maintenanceClaim,
  registryGrowthClaim,
import { libraryAdoptionClaim } from './library-adoption.js';
import { libraryPreservationClaim } from './library-preservation.js';
import { ownerConcentrationClaim } from './owner-concentration.js';

/** All claims, in the order of the review. One file and one line here make a claim known to the whole program. */
export const claims: readonly Claim[] = [
  ownerConcentrationClaim, libraryAdoptionClaim, libraryPreservationClaim,
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
