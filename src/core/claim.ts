import type { Aspect } from './aspect.js';
import type { Field } from './field.js';
import type { Measurement, SnapshotReference } from './measurement.js';
import type { MetricParameters } from './metric.js';
import type { Kind } from './registry.js';

/** The claims of the review, by the identifiers of its consolidated table. */
export const claimIds = ['T1', 'T2', 'T3', 'T4', 'S1', 'S2', 'L1', 'D1', 'D2', 'D3', 'D4', 'U1'] as const;

export type ClaimId = (typeof claimIds)[number];

/**
 * What a claim comes to on some data. `holds`: all its effects lie beyond their thresholds, intervals and all. `fails`: one of
 * them lies short of its threshold, interval and all. `undecided`: neither, or another reasonable choice says otherwise.
 * `not measurable`: the data do not state what it takes. `error`: it could not be computed, which no data should bring about.
 */
export const verdictWords = ['holds', 'fails', 'undecided', 'not measurable', 'error'] as const;

export type VerdictWord = (typeof verdictWords)[number];

/** One effect of a claim as it was estimated, beside what the claim says of it. */
export interface EffectTest {
  /** What is estimated, in words: `share of downloads held by the top 1 % of owners`. */
  readonly effect: string;
  /** The statistic and its unit: `share`, `difference of shares`, `Cliff's delta`, `difference of R²`. */
  readonly scale: string;
  readonly estimate: number;
  /** Interval of the estimate, and its level in (0, 1). */
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** Observations that it rests on, and what they are: `owners`, `models`, `pairs of base and child`. */
  readonly n: number;
  readonly unit: string;
  /** The claim says that the effect lies above, or below, this value: the smallest effect that would matter. */
  readonly threshold: number;
  readonly claimed: 'above' | 'below';
  /** p value of no effect, and in words what was tested; null where no test fits: then the interval alone decides. */
  readonly p: number | null;
  readonly test: string | null;
  /** Rule of the measurement it comes from: `<metric>/<variant>@<version>`. */
  readonly rule: string;
}

/** The effects of a claim under one set of choices. All of them have to hold for the claim to hold. */
export interface Reading {
  /** What is chosen, in words; of a sensitivity reading what is chosen otherwise: `top 500 instead of 1,000`. */
  readonly choice: string;
  readonly tests: readonly EffectTest[];
}

/** A reading that these data do not allow: shown in the panel, and no ground for or against. */
export interface AbsentReading {
  readonly choice: string;
  readonly why: string;
}

/** What measurements say about a claim, before it is decided. */
export type ClaimEvidence =
  | {
    readonly measurable: true;
    readonly main: Reading;
    /** The same claim under other reasonable choices, one choice changed at a time. */
    readonly sensitivity: readonly (Reading | AbsentReading)[];
    /** What was found, in a sentence with its figures that a person can read; it does not say the verdict. */
    readonly finding: string;
    readonly notes: readonly string[];
  }
  | {
    readonly measurable: false;
    readonly why: string;
    /** Fields and aspects that the data would have to state. */
    readonly missing: readonly (Field | Aspect)[];
  };

/** A metric that a claim asks for, on the snapshot that is judged (or, for a metric over several, all of its kind up to it). */
export interface MetricAsk {
  /** Slug of the metric. */
  readonly metric: string;
  readonly parameters?: MetricParameters;
}

/** The measurements of one ask, all variants. */
export interface AskedMeasurements {
  readonly ask: MetricAsk;
  readonly measurements: readonly Measurement<unknown>[];
}

/**
 * One claim of the literature and how it is decided. Who says it and on what basis is in the literature file, under the same id.
 */
export interface Claim {
  readonly id: ClaimId;
  readonly slug: string;
  /** Goes up when the same measurements give another verdict. */
  readonly version: number;
  /** The claim, in our words. */
  readonly sentence: string;
  /** How what is measured stands for what is claimed; null where the claim itself is measured. */
  readonly standIn: string | null;
  readonly kind: Kind;
  /** What is measured. The first is the one whose needs choose the snapshot. */
  readonly asks: readonly MetricAsk[];
  /** The effects and from where on they count, in words. */
  readonly threshold: string;
  /** What would count against the claim. */
  readonly against: string;
  /** Without these it is not measurable. */
  readonly needs: readonly (Field | Aspect)[];
  /** Threats to validity, beyond what the measurements note. */
  readonly threats: readonly string[];
  /** Weighs the measurements of its asks, in their order. Pure: it sees nothing else. */
  weigh(asked: readonly AskedMeasurements[]): ClaimEvidence;
}

/** A reading with what it alone would say. */
export interface JudgedReading extends Reading {
  readonly verdict: 'holds' | 'fails' | 'undecided';
  /** Whether an estimate of it lies on the other side of the threshold than the main reading's: then the verdict flips. */
  readonly flips: boolean;
}

/** What a claim came to on one snapshot. */
export interface Verdict {
  readonly claim: ClaimId;
  /** `<slug>@<version>`. */
  readonly rule: string;
  readonly verdict: VerdictWord;
  /** What was found and what follows, in a sentence or two for a person. */
  readonly sentence: string;
  /** Why it is undecided, not measurable or an error; null else. */
  readonly why: string | null;
  readonly missing: readonly string[];
  /** The effect that decides: the weakest where it holds, the one that fails where it fails. */
  readonly effect: EffectTest | null;
  readonly main: JudgedReading | null;
  readonly sensitivity: readonly (JudgedReading | AbsentReading)[];
  /** p of the main reading (the largest of its tests) adjusted by Holm over the family, and the size of the family. */
  readonly pHolm: number | null;
  readonly family: number;
  /** The snapshot that is judged; null where the store has none. */
  readonly snapshot: SnapshotReference | null;
  /** All snapshots that the measurements rest on, oldest first. */
  readonly snapshots: readonly SnapshotReference[];
  readonly notes: readonly string[];
}
