import type { RecordFacts } from '../metadata/card-value.js';
import { compareArchitecture } from './compare-architecture.js';
import { compareBase } from './compare-base.js';
import { compareDataset } from './compare-dataset.js';
import { compareFormat, compareQuantisation } from './compare-files.js';
import { compareLanguage } from './compare-language.js';
import { compareSize } from './compare-size.js';
import { compareTask } from './compare-task.js';
import type { NameComparison } from './name-comparison.js';
import type { NamePart } from './name-part.js';

/**
 * Compares what a name says with what the record says of the same model, aspect by aspect, in the order of `nameAspects`. A field
 * that the record lacks gives `not known`, an empty one `record silent`. A contradiction is only told where both sides are
 * sure and the table of families, the tasks or the tolerance for counts leave no other reading.
 *
 * @param parts as `splitName` gives them
 */
export function compareName(parts: readonly NamePart[], facts: RecordFacts): NameComparison[] {
  return [
    compareArchitecture(parts, facts), compareSize(parts, facts), compareTask(parts, facts), compareLanguage(parts, facts),
    compareDataset(parts, facts), compareFormat(parts, facts), compareQuantisation(parts, facts), compareBase(parts, facts),
  ];
}
