import type { Field, FieldMap } from './field.js';
import type { HarvestPlan } from './harvest-plan.js';

/** What a registry publishes. */
export type Kind = 'model' | 'dataset' | 'library';

/**
 * How a registry's raw answers become staged records: by SQL over the raw JSON. The staging reads the elements of the
 * answers with `structure`, lays them out as `columns`, and runs `normaliseSql` over them.
 */
export interface AnswerReader {
  /** Name and version of the rule, for provenance. */
  readonly rule: string;
  /** The shapes of answers it reads, by name. */
  readonly shapes: Readonly<Record<string, AnswerShape>>;
  readonly normaliseSql: URL;
  /** By property of a listing the fields it fills: a property that no element carries was not stated. */
  readonly propertyFields: Readonly<Record<string, readonly Field[]>>;
  /**
   * SQL from answers about single packages to the items of their aspects. Reads `detail_answer(staged_row, aspect, path,
   * status, headers, body)`, headers and body as JSON, and gives (staged_row, aspect, name, place, value).
   */
  readonly itemsSql: URL | null;
  /**
   * Tables of facts that follow from tags and library: the SQL reads `fact_source` (their different combinations, with
   * peft_base) and gives `fact_row` (its rowid there) and the fields named.
   */
  readonly derived: readonly { readonly table: string; readonly sql: URL; readonly fields: readonly Field[] }[];
  /** The vocabulary that the derived tables join as `tag_word`. */
  listTagWords(): readonly { readonly tag: string; readonly meaning: string; readonly value: string }[];
}

/** One generation or projection of answers. */
export interface AnswerShape {
  /** Structure of one element, as DuckDB's from_json takes it. */
  readonly structure: string;
  /** SQL that lays out the element `e` in the columns the normalisation reads. */
  readonly columns: string;
  /** Fields that this shape leaves out although the registry states them, and why. */
  readonly lacks: readonly Field[];
  readonly why: string;
}

/** One registry: what it is and what it states. Its SQL stands beside its declaration. */
export interface Registry {
  readonly slug: string;
  readonly title: string;
  readonly kinds: readonly Kind[];
  /** One sentence for people: what this registry is and where its facts come from. */
  readonly about: string;
  /** Whether this adapter has ever been run against the live service. Shown on the registry's page. */
  readonly provenLive: boolean;
  readonly fields: FieldMap;
  /** What the registry's downloads count, in words; null where it states none. */
  readonly downloadsMean: string | null;
  /** How the registry is harvested over HTTP; null where its snapshots come from files only. */
  readonly harvest: HarvestPlan | null;
  /** How its raw answers are read; null where it has no adapter for them. */
  readonly answers: AnswerReader | null;
  /** SQL that tells names which packages bore though no listing states them; null where there are none. */
  readonly aliasesSql: URL | null;
}
