import type { Aspect } from './aspect.js';
import type { Field } from './field.js';
import type { Kind } from './registry.js';
import type { FigureName, Measurement, SnapshotReference } from './measurement.js';

/** Parameters that a study or a command may set; each metric has its defaults. */
export interface MetricParameters {
  /** Size of the top. */
  readonly k?: number;
  /** Size of the top as a share of the population, in (0, 1). */
  readonly share?: number;
}

/**
 * What a metric works with. `select` runs SQL over the canonical relations of the chosen snapshots:
 * `record(snapshot_key, package_key, identity_key, <the fields the metric needs>)`, one row per listed package, its name in
 * `record_name(snapshot_key, package_key, name)`,
 * `record_detail` beside it where the metric asks for it,
 * `edge(snapshot_key, child_key, base, base_key, resolved_by, relation)`, one row per declared parent, and where it asks for aspects
 * `looked(snapshot_key, package_key, aspect, outcome)`, one row per package of `record` and aspect that somebody looked at, and
 * `item_shown(snapshot_key, package_key, aspect, name, place, value)`, what the looks up to the snapshot showed and is still there.
 */
export interface MetricContext {
  /** Oldest first. */
  readonly snapshots: readonly SnapshotReference[];
  /** The fields that every one of the snapshots states or lets us derive. */
  readonly covered: ReadonlySet<Field>;
  /** By what the packages of each snapshot can be ranked, by snapshot key. */
  readonly popularity: ReadonlyMap<number, 'downloads' | 'rank'>;
  readonly parameters: MetricParameters;
  /** Of how many packages each aspect that the metric asks for was seen; 0 where nobody looked. */
  readonly lookedAt: ReadonlyMap<Aspect, number>;
  select<Row>(sql: string, parameters?: Record<string, string | number>): Promise<Row[]>;
}

/** One question with its rule. Its SQL stands beside its declaration. */
export interface Metric<Row> {
  readonly slug: string;
  readonly title: string;
  /** The question it answers, in one sentence. */
  readonly question: string;
  /** The figure that draws it, one of the paper's or one of its own; null where it has none. */
  readonly figure: FigureName | null;
  /** Goes up when the same data give other numbers; 1 where it is left out. */
  readonly version?: number;
  /** Without these it is not measurable. */
  readonly needs: readonly Field[];
  /** These make it better where a snapshot has them. */
  readonly uses: readonly Field[];
  /**
   * Fields that only some packages are asked for: they are laid out in `record_detail(snapshot_key, package_key, …)`
   * for the packages of `record` that meet the condition (SQL over `record`), which costs less than for all.
   */
  readonly details?: { readonly fields: readonly Field[]; readonly where: string };
  /** Aspects of single packages that it reads, laid out in `looked` and `item_shown`. */
  readonly aspects?: readonly Aspect[];
  /** Whether it compares several snapshots or looks at one. */
  /** The kind of package it is about, where it is about one only. */
  readonly kind?: Kind;
  readonly over: 'one snapshot' | 'several snapshots';
  readonly variants: readonly string[];
  /** What each variant does, where that can be said before anything is measured. */
  readonly readings?: Readonly<Record<string, string>>;
  measure(context: MetricContext): Promise<Measurement<Row>[]>;
}
