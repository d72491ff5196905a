import type { Claim, ClaimId } from '../core/claim.js';
import { UsageError } from '../core/errors.js';
import { datasetDocumentationClaim } from './dataset-documentation.js';
import { derivedFindingsClaim } from './derived-findings.js';
import { documentationCompletenessClaim } from './documentation-completeness.js';
import { documentationQualityClaim } from './documentation-quality.js';
import { libraryAdoptionClaim } from './library-adoption.js';
import { libraryPreservationClaim } from './library-preservation.js';
import { maintenanceClaim } from './maintenance.js';
import { nameConsistencyClaim } from './name-consistency.js';
import { ownerConcentrationClaim } from './owner-concentration.js';
import { registryGrowthClaim } from './registry-growth.js';
import { selectionAttributesClaim } from './selection-attributes.js';
import { selectionDominanceClaim } from './selection-dominance.js';

/** All claims, in the order of the review. One file and one line here make a claim known to the whole program. */
export const claims: readonly Claim[] = [
  ownerConcentrationClaim,
  libraryAdoptionClaim,
  libraryPreservationClaim,
  derivedFindingsClaim,
  selectionAttributesClaim,
  selectionDominanceClaim,
  maintenanceClaim,
  documentationCompletenessClaim,
  documentationQualityClaim,
  nameConsistencyClaim,
  datasetDocumentationClaim,
  registryGrowthClaim,
];

/** The claims with these ids, each once. Errors: UsageError that lists the known ones. */
export function requireClaims(ids: readonly string[]): readonly Claim[] {
  return [...new Set(ids.map((id) => {
    const found = findClaim(id);
    if (found === undefined) throw new UsageError(`claim: unknown (${id}); expected one of: ${claims.map((one) => one.id).join(', ')}`);
    return found;
  }))];
}

/** The claim with an id, in any case of letters; undefined where there is none. */
export function findClaim(id: string): Claim | undefined {
  const wanted = id.toUpperCase() as ClaimId;
  return claims.find((one) => one.id === wanted);
}
