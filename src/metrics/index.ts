import { UsageError } from '../core/errors.js';
import type { Metric } from '../core/metric.js';
import { datasetDocumentation } from './dataset-documentation.js';
import { derivedFindings } from './derived-findings.js';
import { directDescendants } from './direct-descendants.js';
import { documentationCompleteness } from './documentation-completeness.js';
import { documentationQuality } from './documentation-quality.js';
import { libraryAdoption } from './library-adoption.js';
import { libraryPreservation } from './library-preservation.js';
import { maintenance } from './maintenance.js';
import { packageSurvival } from './package-survival.js';
import { registryGrowth } from './registry-growth.js';
import { ownerConcentration } from './owner-concentration.js';
import { selectionAttributes } from './selection-attributes.js';
import { selectionDominance } from './selection-dominance.js';
import { nameConsistency } from './name-consistency.js';
import { registryComparison } from './registry-comparison.js';
import { registryProfile } from './registry-profile.js';
import { topExits } from './top-exits.js';
import { topSurvival } from './top-survival.js';
import { topTurnover } from './top-turnover.js';

/** All metrics. One group of files and one line here make a metric known to the whole program. */
export const metrics = [
  libraryPreservation, topTurnover, directDescendants, documentationQuality, documentationCompleteness, datasetDocumentation,
  registryGrowth,
  packageSurvival,
  derivedFindings,
  maintenance,
  ownerConcentration, libraryAdoption,
  selectionAttributes, selectionDominance,
  nameConsistency,
  topSurvival, topExits, registryComparison, registryProfile,
] as const satisfies readonly Metric<unknown>[];

export type MetricSlug = (typeof metrics)[number]['slug'];

/** The metric with a slug. Errors: UsageError that lists the known ones. */
export function findMetric(slug: string): (typeof metrics)[number] {
  const found = metrics.find((one) => one.slug === slug);
  if (found === undefined) throw new UsageError(`metric: unknown (${slug}); expected one of: ${metrics.map((one) => one.slug).join(', ')}`);
  return found;
}
