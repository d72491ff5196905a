import type { Claim, ClaimId } from '../core/claim.js';
import { datasetDocumentationClaim } from './dataset-documentation.js';
import { documentationCompletenessClaim } from './documentation-completeness.js';
import { documentationQualityClaim } from './documentation-quality.js';
import { nameConsistencyClaim } from './name-consistency.js';

/** All claims, in the order of the review. One file and one line here make a claim known to the whole program. */
export const claims: readonly Claim[] = [
  documentationCompletenessClaim,
  documentationQualityClaim,
  nameConsistencyClaim,
  datasetDocumentationClaim,
];

/** The claim with an id, in any case of letters; undefined where there is none. */
export function findClaim(id: string): Claim | undefined {
  const wanted = id.toUpperCase() as ClaimId;
  return claims.find((one) => one.id === wanted);
}
