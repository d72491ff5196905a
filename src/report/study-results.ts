import type { Claim, Verdict } from '../core/claim.js';
import type { FigureName, FigureRows, Measurement, SnapshotReference } from '../core/measurement.js';
import type { Review } from '../core/review.js';
import type { VerdictRecord } from '../core/verdict-record.js';
import { reportedFigures } from './reported/index.js';

export type { FigureName };

/** The figures in the order of the report. */
export const figureNames = Object.keys(reportedFigures) as readonly FigureName[];

/** What the study says about a figure before anything is measured. All plain text. */
export interface StudyFigure {
  /** The paper's result, in a sentence. `paperSentences` has them for the paper's four figures. */
  readonly paper: string;
  /** Why our number differs from the paper's; null when the study says nothing. */
  readonly whyDifferent: string | null;
  /** What threatens the reading of this figure, beyond what the measurements themselves note. */
  readonly threats: readonly string[];
}

/** A study as its author wrote it. All plain text. */
export interface Study {
  readonly title: string;
  /** What this is, in two sentences. */
  readonly description: string;
  /** The commands that make these results again, one per line. */
  readonly commands: readonly string[];
  readonly figures: Readonly<Partial<Record<FigureName, StudyFigure>>>;
}

/** A snapshot that the study used, with what did not become a record. */
export interface StudySnapshot extends SnapshotReference {
  /** Elements that could not be read and were set aside; null when not counted. */
  readonly setAside: number | null;
}

/** The measurements of each figure, in several variants; an empty list is a figure that the study does not have. */
export type StudyMeasurements = { readonly [Name in FigureName]: readonly Measurement<FigureRows[Name]>[] };

/** What the report says of a claim beyond its verdict. */
export type ClaimDeclaration = Omit<Claim, 'weigh'>;

/** What one run of a study found. */
export interface StudyResults {
  /** When the report was made, ISO 8601 UTC; passed in, the report has no clock. */
  readonly generatedAt: string;
  readonly hubscopeVersion: string;
  readonly snapshots: readonly StudySnapshot[];
  readonly measurements: StudyMeasurements;
  /** Verdicts about the claims, decided together; left out where the study judges none. */
  readonly verdicts?: readonly Verdict[];
  /** What was kept about the same claims on these and other snapshots, in any order; the present verdicts may be in it or not. */
  readonly verdictHistory?: readonly VerdictRecord[];
  /** The claims that are judged; left out for those of the program. */
  readonly claims?: readonly ClaimDeclaration[];
  /** The review that the claims come from: its flow, its tables, and who makes each claim. */
  readonly review?: Review;
}
