import type { Block } from '../markdown/markdown-blocks.js';
import { readBody } from './body-values.js';
import type { CardValue, Disagreement, RecordFacts } from './card-value.js';
import { findDisagreements } from './disagreements.js';
import { readFrontMatter } from './front-matter-values.js';
import { readRecord } from './record-values.js';
import { createValueList, sortedValues } from './value-list.js';

/** What metadata is read from: the parsed front matter, the blocks of the body, and what the registry's record says, where it is known. */
export interface MetadataSources {
  readonly frontMatter: Readonly<Record<string, unknown>>;
  readonly blocks: readonly Block[];
  readonly record?: RecordFacts;
}

/** The values of a card, each with its source, and where sources say different things. */
export interface Metadata {
  readonly values: readonly CardValue[];
  readonly disagreements: readonly Disagreement[];
}

/**
 * Reads what a card and its record state besides sections: every attribute of `metadataAttributes`, in normal form, with source and
 * lines. Pure, deterministic, bounded in work, never throws.
 */
export function readMetadata({ frontMatter, blocks, record }: MetadataSources): Metadata {
  const list = createValueList();
  readFrontMatter(list, frontMatter);
  readBody(list, blocks);
  if (record !== undefined) readRecord(list, record);
  const values = sortedValues(list);
  return { values, disagreements: findDisagreements(values) };
}
