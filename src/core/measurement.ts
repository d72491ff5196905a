import type { Aspect } from './aspect.js';
import type { Field } from './field.js';
import type { DerivedFindingsRow } from './rows/derived-findings.js';
import type { MaintenanceRow } from './rows/maintenance.js';
import type { GrowthRow } from './rows/registry-growth.js';
import type { LibraryAdoptionRow } from './rows/library-adoption.js';
import type { OwnerConcentrationRow } from './rows/owner-concentration.js';
import type { SelectionAttributesRow } from './rows/selection-attributes.js';
import type { SelectionDominanceRow } from './rows/selection-dominance.js';
import type { NameConsistencyRow } from './rows/name-consistency.js';
import type { RegistryComparisonRow } from './rows/registry-comparison.js';
import type { RegistryProfileRow } from './rows/registry-profile.js';
import type { TopExitsRow } from './rows/top-exits.js';
import type { TopSurvivalRow } from './rows/top-survival.js';

/** Which snapshot a number was taken from; goes with every published number. */
export interface SnapshotReference {
  readonly key: number;
  readonly registry: string;
  readonly kind: string;
  /** Which list of the registry it is: snapshots of one series are the same list at several times. */
  readonly series: string;
  readonly title: string;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
  readonly complete: boolean;
  /** Why the snapshot is not the whole registry; null when it is. */
  readonly incompleteWhy: string | null;
  /** The seed of the simulation, or null for real data. */
  readonly simulated: string | null;
  readonly records: number;
}

/** One number with what is needed to judge it. `value` null means: could not be computed, `why` says for what reason. */
export interface Statistic {
  readonly name: string;
  readonly value: number | null;
  readonly low?: number;
  readonly high?: number;
  /** Confidence (or stability) level of low … high, in (0, 1). */
  readonly level?: number;
  /** How many observations it rests on. */
  readonly n?: number;
  readonly why?: string;
}

/** A metric that could be computed. Each row is one line of the figure's table. */
export interface Measured<Row> {
  readonly measurable: true;
  readonly metric: string;
  /** `paper` is the paper's own way, step by step; other variants say what they correct. */
  readonly variant: string;
  /** What the variant does, in one sentence. */
  readonly reading: string;
  /** Name and version of the rule, for provenance: `<metric>/<variant>@<version>`. */
  readonly rule: string;
  readonly snapshots: readonly SnapshotReference[];
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly rows: readonly Row[];
  readonly statistics: readonly Statistic[];
  /** What a reader must know to read the numbers right: ties, biased lists, unequal intervals, parents not found. */
  readonly notes: readonly string[];
}

/** A metric that this data cannot decide. Never shown as zero. */
export interface NotMeasurable {
  readonly measurable: false;
  readonly metric: string;
  readonly variant: string;
  readonly rule: string;
  readonly snapshots: readonly SnapshotReference[];
  readonly why: string;
  readonly missing: readonly (Field | Aspect)[];
}

export type Measurement<Row> = Measured<Row> | NotMeasurable;

/** One bar of Figure 5. */
export interface PreservationRow {
  readonly library: string;
  /** Pairs of base and child in which the child supports the library. */
  readonly numerator: number;
  /** Pairs of base and child whose base uses the library and at least one other. */
  readonly denominator: number;
  /** numerator / denominator; null when the denominator is 0. */
  readonly share: number | null;
  /** 95 % Wilson interval of the share, as if all pairs were independent: too narrow, since descendants of one base are alike. */
  readonly low: number | null;
  readonly high: number | null;
  /** 95 % interval with whole bases as the independent units; null for fewer than two of them. */
  readonly clusteredLow: number | null;
  readonly clusteredHigh: number | null;
  /** Base models in the denominator. */
  readonly bases: number;
  /** Listed models that use the library; the ten most used make the figure. */
  readonly users: number;
}

/** One stacked bar of Figure 6: the top of one snapshot against those before. */
export interface TurnoverRow {
  readonly registry: string;
  /** Instant of the snapshot, ISO 8601 UTC. */
  readonly takenAt: string;
  readonly snapshotKey: number;
  /** Size of the top of this snapshot: K, or the share of the population, or fewer where the list is shorter. */
  readonly size: number;
  readonly remained: number;
  readonly newcomers: number;
  readonly returning: number;
  /** In the top of the snapshot before, no longer in this one. */
  readonly left: number;
  /** Distinct packages that were ever in the top, up to and including this snapshot. */
  readonly union: number;
  /** Months of 30.4375 days since the snapshot before; null for the first. */
  readonly months: number | null;
  /** remained / size of the top before; null for the first. */
  readonly shareRemained: number | null;
  /** Share of the top that leaves in a month, if leaving were steady: 1 − shareRemained^(1/months). */
  readonly monthlyTurnover: number | null;
  /** Intersection over union of this top and the one before. */
  readonly jaccard: number | null;
  /** Popularity (or rank) of the last package in the top. */
  readonly cut: number | null;
  /** Packages with exactly the cut's popularity that had to stay outside: with ties the top is not unique. */
  readonly tiedOutside: number;
  /** Packages of the snapshot that state the popularity. */
  readonly population: number;
}

/** One dot of Figure 7: a base model and its direct descendants. */
export interface DescendantsRow {
  readonly base: string;
  readonly descendants: number;
  /** The base model's own downloads; null when the parent is not in the snapshot or states none. */
  readonly downloads: number | null;
  /** Sum of the downloads of its direct descendants (the paper's x); null when none states any. */
  readonly childrenDownloads: number | null;
}

/** One model of Figure 8. */
export interface DocumentationRow {
  /** downloads, likes or descendants. */
  readonly popularity: string;
  readonly group: 'top' | 'bottom';
  readonly name: string;
  readonly value: number;
  /**
   * Sections of five that the card has, none where there is no card; null where cards were not collected, or where one of the five could
   * not be judged.
   */
  readonly sections: number | null;
  /** Which of the five are there; null where cards were not collected. */
  readonly present: readonly string[] | null;
  /** Which of the five could not be judged: neither there nor absent. */
  readonly unread: readonly string[];
  /** The program that wrote the card, `a person`, or `no card`; null where the snapshot does not tell. */
  readonly generator: string | null;
  readonly attributes: number;
  /** Attributes that this snapshot can state at all. */
  readonly attributesPossible: number;
  /** Mean of the two scores, each in [0, 1]; only the attributes where cards were not collected; null where only the card score is unknown. */
  readonly quality: number | null;
}

/** Packages of which a share is told: all of the snapshot, the most popular, those that have a card, those that have none. */
export type CompletenessPopulation = 'all' | 'top' | 'with a card' | 'without a card';

/**
 * Where a property is looked for: anywhere (record or card), in the record alone, in the card alone, and of the card: stated in a
 * field or under a label made for it, or only concluded from words, code or addresses.
 */
export type CompletenessSource = 'anywhere' | 'record' | 'card' | 'card, declared' | 'card, inferred only';

/** How many packages of a population state one property. */
export interface CompletenessRow {
  readonly population: CompletenessPopulation;
  /** An attribute of the metadata, or a section of the card. */
  readonly property: string;
  readonly kind: 'attribute' | 'section';
  readonly source: CompletenessSource;
  /** Packages that state it; null where this cannot be told. */
  readonly numerator: number | null;
  /** Packages of which it is known whether they do. */
  readonly denominator: number | null;
  readonly share: number | null;
  /** 95 % Wilson interval. */
  readonly low: number | null;
  readonly high: number | null;
  /** Why the share cannot be told; null where it can. */
  readonly why: string | null;
}

/** How far the cards of a tenth of the datasets, in order of downloads, fill one section, or all of them. */
export interface DatasetDocumentationRow {
  /** 1 is the most downloaded tenth, 10 the least. */
  readonly decile: number;
  readonly datasets: number;
  readonly leastDownloads: number;
  readonly mostDownloads: number;
  /** null: all sections together; the share is then the mean score. */
  readonly section: string | null;
  /** Sections filled; of those that could be judged. */
  readonly numerator: number;
  readonly denominator: number;
  readonly share: number | null;
  /** 95 % Wilson interval; of the mean score the stability interval over the datasets. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The figures, the paper's by their number there, each with the rows that it draws. */
export interface FigureRows {
  readonly 'figure-5': PreservationRow;
  readonly 'figure-6': TurnoverRow;
  readonly 'figure-7': DescendantsRow;
  readonly 'figure-8': DocumentationRow;
  readonly 'documentation-completeness': CompletenessRow;
  readonly 'dataset-documentation': DatasetDocumentationRow;
  readonly 'registry-growth': GrowthRow;
  readonly 'derived-findings': DerivedFindingsRow;
  readonly 'maintenance': MaintenanceRow;
  readonly 'owner-concentration': OwnerConcentrationRow;
  readonly 'library-adoption': LibraryAdoptionRow;
  readonly 'selection-attributes': SelectionAttributesRow;
  readonly 'selection-dominance': SelectionDominanceRow;
  readonly 'name-consistency': NameConsistencyRow;
  readonly 'top-survival': TopSurvivalRow;
  readonly 'top-exits': TopExitsRow;
  readonly 'registry-comparison': RegistryComparisonRow;
  readonly 'registry-profile': RegistryProfileRow;
}

export type FigureName = keyof FigureRows;
