import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { claimIds } from '../core/claim.js';
import { UsageError } from '../core/errors.js';
import { metrics } from '../metrics/index.js';
import { figureNames, type FigureName } from '../report/study-results.js';

const Figure = z.strictObject({
  /** Slug of the metric. */
  metric: z.string(),
  /**
   * Groups of snapshots, each measured on its own (one panel per group): series@date names one snapshot, a series
   * alone all of its snapshots.
   */
  snapshots: z.array(z.array(z.string()).min(1)).min(1),
  /** Which variants to show; by default all. */
  variants: z.array(z.string()).min(1).optional(),
  k: z.int().positive().optional(),
  share: z.number().gt(0).lt(1).optional(),
  why_different: z.string().nullable().default(null),
  threats: z.array(z.string()).default([]),
});

const Claims = z.strictObject({
  /** Registry on whose snapshots the claims are judged. */
  registry: z.string(),
  /** Date or date-time: nothing that was taken later is looked at. */
  as_of: z.string().optional(),
  /** Only these; all of them by default. */
  only: z.array(z.enum(claimIds)).min(1).optional(),
  /** Whether they are judged on every whole list before as well. */
  history: z.boolean().default(true),
});

const StudyFileSchema = z.strictObject({
  title: z.string(),
  description: z.string(),
  /** Commands that make the results again, one per line. */
  commands: z.array(z.string()).default([]),
  /** A study of simulated data makes them first, in a store of its own. */
  practice: z.strictObject({ seed: z.int(), models: z.int().positive(), cards_above_downloads: z.int().nonnegative() }).optional(),
  /** The claims of the review, judged; left out where the study is about figures only. */
  claims: Claims.optional(),
  figures: z.strictObject(Object.fromEntries(figureNames.map((name) => [name, Figure.optional()])) as Record<FigureName, z.ZodOptional<typeof Figure>>),
});

/** A study as its file states it: which snapshots, which metrics, which parameters, and what to say beside them. */
export type StudyFile = z.infer<typeof StudyFileSchema>;
export type StudyFigureFile = z.infer<typeof Figure>;
export type StudyClaimsFile = z.infer<typeof Claims>;

/** Reads a study. Errors: UsageError that names the file, the key and what was expected. */
export function readStudy(file: string): StudyFile {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`study: cannot be read (${file}); expected a YAML file, got: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
  const result = StudyFileSchema.safeParse(content);
  if (result.success) {
    requireKnown(file, result.data);
    return result.data;
  }
  const issue = result.error.issues[0];
  throw new UsageError(`study: not a study (${file}, ${issue?.path.join('.') || 'top level'}); ${issue?.message ?? 'unknown problem'}`);
}

/** A misspelt variant would otherwise leave its panel out in silence, and another figure's metric could not be drawn. */
function requireKnown(file: string, study: StudyFile): void {
  function refuse(key: string, got: string, expected: readonly string[]): never {
    throw new UsageError(`study: not a study (${file}, figures${key}); expected one of: ${expected.join(', ')}, got ${got}`);
  }
  if (study.claims === undefined && figureNames.every((name) => study.figures[name] === undefined)) refuse('', 'none', figureNames);
  for (const name of figureNames) {
    const figure = study.figures[name];
    if (figure === undefined) continue;
    const fitting = metrics.filter((one) => one.figure === name);
    const metric = fitting.find((one) => one.slug === figure.metric);
    if (metric === undefined) refuse(`.${name}.metric`, figure.metric, fitting.map((one) => one.slug));
    const unknown = figure.variants?.find((variant) => !metric.variants.includes(variant));
    if (unknown !== undefined) refuse(`.${name}.variants`, unknown, metric.variants);
  }
}
