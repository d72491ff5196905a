import type { Field } from '../field.js';

/** The four characteristics that the study lists for package registries. */
export type Characteristic = 'user reach' | 'dependency degree' | 'popularity concentration' | 'technical lag';

/** One measure of one characteristic of a registry. */
export interface RegistryProfileRow {
  readonly registry: string;
  readonly kind: string;
  readonly characteristic: Characteristic;
  readonly measure: string;
  /** What the value is: a share in [0, 1], a number per package, months of 30.4375 days, or an index in [0, 1]. */
  readonly unit: 'share' | 'per package' | 'months' | 'index';
  /** null where it cannot be measured; `why` says for what reason. */
  readonly value: number | null;
  /** Stability interval: delete-a-group jackknife over owners, packages or bases. */
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number | null;
  /** What a share was made of; null of other units. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Observations: owners, packages or pairs. */
  readonly n: number | null;
  readonly of: string;
  readonly why: string | null;
  readonly missing: readonly Field[];
}
