import type { Field, FieldMap } from './field.js';

/** What a registry publishes. */
export type Kind = 'model' | 'dataset' | 'library';

/** One request of a harvest, relative to the registry's endpoint. Nothing in it is secret. */
export interface HarvestRequest {
  /** Path and query, beginning with `/`, already percent-encoded. */
  readonly path: string;
  readonly accept: 'json' | 'text';
}

/** What a registry answered, as it is archived: provenance outside, the original inside. */
export interface Answer {
  /** When the answer arrived, ISO 8601 UTC, by the harvester's clock. */
  readonly at: string;
  /** Path and query that was asked, beginning with `/`. */
  readonly path: string;
  readonly status: number;
  /** Only the response headers that say something about the answer; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON where the answer is JSON, else the text. `null` for an empty body. */
  readonly body: unknown;
}

/** A registry as the harvester sees it: pure descriptions of what to ask; the harvester asks. */
export interface HarvestPlan {
  /** The public address, used where neither an option nor the environment names another. */
  readonly endpoint: string;
  /** Environment variables that other tools of this registry read for the endpoint and the token. */
  readonly endpointVariable: string;
  readonly tokenVariable: string;
  /** The request for the first page of the whole listing of a kind. */
  firstPage(kind: Kind, pageSize: number): HarvestRequest;
  /** The request for the page after this answer, or null if it was the last. `endpoint` is the address that was asked. */
  nextPage(answer: Answer, endpoint: string): HarvestRequest | null;
  /** The request for one package's card, or null where the registry has none. */
  card(kind: Kind, name: string): HarvestRequest | null;
}

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
