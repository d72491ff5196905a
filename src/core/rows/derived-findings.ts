/** What is found from the names of the files (and tags) of a model. */
export type Finding = 'unsafe weights' | 'code' | 'keras' | 'training leftovers' | 'any';

/** Pairs of a base and a model derived from it, by what one has and the other has not. */
export interface DerivedFindingsRow {
  readonly finding: Finding;
  /** finetune, adapter, quantized, merge, distilled, unknown; or `all`. */
  readonly relation: string;
  readonly pairs: number;
  /** Base models of the pairs. */
  readonly bases: number;
  /** Pairs in which the derived model has a finding that its base lacks. */
  readonly added: number;
  /** Pairs in which the base has a finding that its derived model lacks. */
  readonly removed: number;
  /** Pairs in which both have the finding (of `any`: have the same ones, at least one); and in which neither has. */
  readonly same: number;
  readonly neither: number;
  /** (added − removed) / pairs; null without pairs. */
  readonly difference: number | null;
  /** 95 % interval, clustered by base; null with fewer than two bases. */
  readonly low: number | null;
  readonly high: number | null;
}
