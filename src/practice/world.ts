/** What a registry publishes; the hub keeps their names apart: `a/b` may be one of each. */
export type PackageKind = 'model' | 'dataset';
export const packageKinds: readonly PackageKind[] = ['model', 'dataset'];

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
  /** Of some datasets: what the list says about them beside the tags. */
  readonly description?: string | undefined;
  /** Content written down by hand instead of from the traits: what awkward packages hold. */
  readonly fixed?: FixedContent | undefined;
}

/** Files, card and card data that are stated as they are, however little they fit together. */
export interface FixedContent {
  /** Text of small files by path; a file that is no weights and is not here holds a line with its name. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the hub understood of the front matter; null where it understood nothing. */
  readonly cardData: Readonly<Record<string, unknown>> | null;
  /** The hub shows an object with the reason where it could not read the block. */
  readonly modelIndex?: unknown;
}

/** The truth about one model (or dataset, which has no parents and no weights) at one snapshot: all that the simulated registry knows about it. */
export interface SimulatedModel extends Content {
  readonly kind: PackageKind;
  /** 24 hexadecimal digits, stable over renames. */
  readonly _id: string;
  /** Name at that time: owner/name, or one segment for the oldest. */
  readonly id: string;
  readonly author: string | null;
  /** Commit, 40 hexadecimal digits. */
  readonly sha: string;
  /** Name that the commit's author knew the package by: what files say does not change with a later rename. */
  readonly writtenAs: string;
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

/** A change of the registry at an instant: an event of a package's life, or a commit to it. */
export interface Change {
  readonly kind: WorldEvent['kind'] | 'committed';
  readonly of: PackageKind;
  readonly at: string;
  readonly _id: string;
  /** Name after the change. */
  readonly id: string;
  /** Name before, of a rename. */
  readonly from?: string | undefined;
  /** Head of `main` after the change. */
  readonly sha: string;
  /** Head before, of a commit. */
  readonly oldSha?: string | undefined;
}

/** The packages of a kind as of one instant. */
export interface WorldState {
  readonly kind: PackageKind;
  /** The instant, ISO 8601 UTC. */
  readonly instant: string;
  /** All that are alive, in order of creation. */
  readonly packages: readonly SimulatedModel[];
  /** Former names that no other package has taken since: name to `_id`. */
  readonly formerNames: ReadonlyMap<string, string>;
  /** A package as of each of its visible commits after the initial one, oldest first; none where it is not alive. */
  revisionsOf(_id: string): readonly SimulatedModel[];
}

/** A simulated registry over time, and the truth about it. Where a kind is asked for, models are meant without it. */
export interface World {
  readonly seed: number;
  /** Instants of the monthly snapshots, oldest first, ISO 8601 UTC. */
  readonly instants: readonly string[];
  /** Of the models, in order of time. What is in the first snapshot already has no event. */
  readonly events: readonly WorldEvent[];
  /** As `events`, of any kind. */
  eventsOf(kind: PackageKind): readonly WorldEvent[];
  /** Everything that happens between the first and the last snapshot, of both kinds, in order of time. */
  readonly changes: readonly Change[];
  /** All packages alive at a snapshot (index into `instants`), in order of creation. Throws UsageError out of range. */
  snapshotAt(month: number, kind?: PackageKind): readonly SimulatedModel[];
  /** The package as of each of its commits visible at a snapshot, oldest first; popularity is that of the snapshot. */
  revisionsAt(month: number, _id: string, kind?: PackageKind): readonly SimulatedModel[];
  /** Former names valid before this snapshot that no other package has taken since: name to `_id`. */
  formerNamesAt(month: number, kind?: PackageKind): ReadonlyMap<string, string>;
  /**
   * All packages alive at any instant from the first snapshot on: the last snapshot's popularity with the changes since
   * applied. One created since has the popularity of the snapshot to come, and the initial commit until its first upload.
   */
  at(instant: string, kind?: PackageKind): readonly SimulatedModel[];
  /** The same with what belongs to it. */
  stateAt(instant: string, kind?: PackageKind): WorldState;
}
