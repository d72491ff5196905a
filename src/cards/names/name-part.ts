import type { Meaning } from './name-lexicon.js';

/** What a part of a name can say. */
export const nameKinds = {
  owner: 'Who publishes it: what stands before the first slash.',
  architecture: 'Family of the network, as an id of the table of families.',
  size: 'A word for the size (base, large) or a number of parameters (7B, 8x7B), of layers (resnet50), a variant (b0).',
  task: 'What it is for: the registry\'s id of the task where there is one.',
  language: 'Natural language, ISO 639-1 where it has such a code.',
  dataset: 'Data it was trained, tuned or evaluated on; the environment of an agent.',
  version: 'Version, without v.',
  format: 'Format or framework of the weights.',
  quantisation: 'Precision of the weights, or the method of reducing it.',
  training: 'How it was made: fine-tuned, merged, for instructions, by which algorithm.',
  casing: 'Whether the vocabulary keeps capitals.',
  unknown: 'Nobody knows this word, or it does not mean here what it means elsewhere.',
} as const satisfies Record<string, string>;

export type NameKind = keyof typeof nameKinds;

/** A piece of a name with what it says. Between two parts of a name stand separators only: ASCII characters that are neither letter nor digit. */
export interface NamePart {
  readonly kind: NameKind;
  /** As it stands in the name. */
  readonly text: string;
  /** Place in the name in UTF-16 units, `to` not included. */
  readonly from: number;
  readonly to: number;
  /** In normal form, so that names can be compared: ids, `7B`, `8x7B`, ISO codes; in lower case for unknown parts. */
  readonly value: string;
  /** Number of parameters where the part states one; of a mixture of experts the product, which is more than there are. */
  readonly parameters: number | null;
  /** Name of the rule that decided. */
  readonly rule: string;
  /** From 0 to 1: how sure the rule is. Below 0.8 a comparison does not speak of contradiction. */
  readonly confidence: number;
}

/** A part while the rules are still at work on it. */
export interface Draft {
  kind: NameKind;
  from: number;
  to: number;
  value: string;
  parameters: number | null;
  rule: string;
  confidence: number;
  /** Meanings between which the context must still decide; empty where nothing is open. */
  meanings: readonly Meaning[];
  /** Whether it stands alone between separators. */
  whole: boolean;
  /** Lower-case text without separators. */
  key: string;
}
