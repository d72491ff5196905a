/** What the attributes of models have to do with their downloads: one block of attributes, or one attribute. */
export interface SelectionAttributesRow {
  readonly kind: 'block' | 'attribute';
  /** architecture, performance, reproducibility, portability, age; `all four` of the first four together. */
  readonly block: string;
  /** The attribute; null of a block. */
  readonly attribute: string | null;
  /**
   * `share of variance`: of the logarithm of downloads, beyond age, mean over all orders of the blocks. `share of deviance`: of the
   * count model, what it loses without the block. `rate ratio`: downloads of models with the attribute over those without, all else equal.
   */
  readonly measure: 'share of variance' | 'share of deviance' | 'rate ratio';
  /** null where it cannot be told. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Models that it rests on. */
  readonly models: number;
  /** Models of them that have the attribute; null of a block. */
  readonly having: number | null;
  /** Why there is no value; null where there is one. */
  readonly why: string | null;
}
