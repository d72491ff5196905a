/** How the documentation of a simulated model looks; the order is that of the effort that went into it. */
export type CardLevel = 'absent' | 'empty' | 'metadata' | 'template' | 'skeleton' | 'short' | 'full';

/** The five sections of the documentation score. */
export type CardSection = 'model description' | 'limitations' | 'how to use' | 'training' | 'evaluation';

export type Relation = 'finetune' | 'adapter' | 'quantized' | 'merge';

/** A parent as the card names it. */
export interface DeclaredParent {
  readonly base: string;
  readonly relation: Relation;
  /** `_id` of the package that is meant; null where it never existed. A renamed or removed one keeps its `_id`. */
  readonly truth: string | null;
}

/** The part of a model that a commit can change. */
export interface Content {
  readonly libraryName: string | null;
  readonly pipelineTag: string | null;
  readonly tags: readonly string[];
  readonly licence: string | null;
  readonly languages: readonly string[];
  readonly datasets: readonly string[];
  /** arXiv identifiers. */
  readonly papers: readonly string[];
  readonly parents: readonly DeclaredParent[];
  /** File formats among safetensors, pytorch, tf, jax, onnx, gguf …, as in the tags. */
  readonly formats: readonly string[];
  readonly modelType: string | null;
  readonly architecture: string | null;
  /** Number of parameters; null for repositories without weights. */
  readonly parameters: number | null;
  /** File names, sorted as a repository lists them. */
  readonly files: readonly string[];
  readonly cardLevel: CardLevel;
  readonly cardSections: readonly CardSection[];
}

/** The truth about one model at one snapshot: all that the simulated registry knows about it. */
export interface SimulatedModel extends Content {
  /** 24 hexadecimal digits, stable over renames. */
  readonly _id: string;
  /** Name at that time: owner/name, or one segment for the oldest. */
  readonly id: string;
  readonly author: string | null;
  /** Commit, 40 hexadecimal digits. */
  readonly sha: string;
  /** ISO 8601 UTC with milliseconds. */
  readonly createdAt: string;
  readonly lastModified: string;
  readonly gated: false | 'auto' | 'manual';
  readonly disabled: boolean;
  /** Over 30 days. */
  readonly downloads: number;
  readonly downloadsAllTime: number;
  readonly likes: number;
  /** Likes gained since the snapshot before; for the first snapshot those of an average month. */
  readonly likes30d: number;
  readonly trendingScore: number;
}

/** Something that happened between two snapshots; `month` is the index of the first snapshot that shows it. */
export type WorldEvent =
  | { readonly kind: 'created' | 'removed' | 'returned'; readonly month: number; readonly at: string; readonly _id: string; readonly id: string }
  | { readonly kind: 'renamed'; readonly month: number; readonly at: string; readonly _id: string; readonly id: string; readonly from: string };

/** A simulated registry over time, and the truth about it. */
export interface World {
  readonly seed: number;
  /** Instants of the monthly snapshots, oldest first, ISO 8601 UTC. */
  readonly instants: readonly string[];
  /** In order of time. What is in the first snapshot already has no event. */
  readonly events: readonly WorldEvent[];
  /** All models alive at a snapshot (index into `instants`), in order of creation. Throws UsageError out of range. */
  snapshotAt(month: number): readonly SimulatedModel[];
  /** The model as of each of its commits visible at a snapshot, oldest first; popularity is that of the snapshot. */
  revisionsAt(month: number, _id: string): readonly SimulatedModel[];
  /** Former names valid before this snapshot that no other model has taken since: name to `_id`. */
  formerNamesAt(month: number): ReadonlyMap<string, string>;
}
