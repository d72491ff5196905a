import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { UsageError } from '../core/errors.js';
import type { Measurement } from '../core/measurement.js';
import type { Metric } from '../core/metric.js';
import { recordOf } from '../core/verdict-record.js';
import { paperSentences } from '../figures/paper-values.js';
import { findMetric } from '../metrics/index.js';
import { figureNames, type FigureName, type Study, type StudyMeasurements, type StudyResults } from '../report/study-results.js';
import { listReportFiles, writeReport } from '../report/write-report.js';
import { parseInstant } from '../store/instants.js';
import type { EngineOptions } from '../store/open-store.js';
import { listSnapshots, type StoredSnapshot } from '../store/records.js';
import type { Progress } from './progress.js';
import { judgeEverySnapshot, type JudgedHistory } from './judge-every.js';
import { judge } from './judge.js';
import { measure } from './measure.js';
import { makePracticeStore } from './practice-store.js';
import { readReview } from './read-review.js';
import { toolVersion } from './tool.js';
import { readStudy, type StudyClaimsFile, type StudyFigureFile, type StudyFile } from './study-file.js';
import { withReader } from './with-store.js';

export interface StudyRequest {
  /** The store to read; a study of simulated data makes its own below `out` and does not touch it. */
  readonly storePath: string;
  readonly studyFile: string;
  /** Folder for the report; made where it is missing. */
  readonly out: string;
  readonly generatedAt: Date;
  readonly progress: Progress;
  readonly engine?: EngineOptions;
  readonly signal?: AbortSignal;
}

export interface StudyOutcome {
  /** Paths of the files written. */
  readonly files: readonly string[];
  /** What the study asks for and the store does not have; the report says so too. */
  readonly incomplete: readonly string[];
}

/**
 * Runs a study: measures its figures on the snapshots it names and writes the report. Errors: UsageError for a file
 * that is no study, for a store that is not there.
 */
export async function runStudy(request: StudyRequest): Promise<StudyOutcome> {
  const study = readStudy(request.studyFile);
  const storePath = study.practice === undefined
    ? request.storePath
    : await makePracticeStore({ ...study.practice, folder: request.out, progress: request.progress, ...(request.engine === undefined ? {} : { engine: request.engine }), ...(request.signal === undefined ? {} : { signal: request.signal }) });
  const { results, incomplete } = await withReader(storePath, request.signal, (connection) => findResults(connection, study, request), request.engine);
  const files = await writeFiles(request.out, writeReport(describe(study, request), results));
  return { files, incomplete };
}

async function findResults(connection: DuckDBConnection, study: StudyFile, request: StudyRequest): Promise<{ results: StudyResults; incomplete: string[] }> {
  const all = await listSnapshots(connection);
  const used = new Set<number>();
  const incomplete: string[] = [];
  const measurements = await measureFigures(connection, study, request, { all, used, incomplete });
  const judged = study.claims === undefined ? null : await judgeClaims(connection, study.claims, request.progress);
  for (const verdict of judged?.history ?? []) for (const one of [verdict.snapshot, ...verdict.snapshots]) if (one !== null) used.add(one.key);
  incomplete.push(...(judged?.latest ?? []).filter((one) => one.verdict === 'error').map((one) => `${one.claim} could not be computed: ${one.why ?? ''}`));
  const results: StudyResults = {
    generatedAt: request.generatedAt.toISOString(),
    hubscopeVersion: toolVersion,
    snapshots: all.filter((one) => used.has(one.key)),
    measurements,
    ...(judged === null ? {} : { verdicts: judged.latest, verdictHistory: judged.history.flatMap((one) => recordOf(one) ?? []), review: readReview() }),
  };
  return { results, incomplete };
}

/** The claims as of the study's date; of a history each whole list before is judged by itself. */
async function judgeClaims(connection: DuckDBConnection, { registry, as_of: asOf, only, history }: StudyClaimsFile, progress: Progress): Promise<JudgedHistory> {
  const request = { connection, registry, progress, ...(asOf === undefined ? {} : { asOf: parseInstant(asOf) }), ...(only === undefined ? {} : { claims: only }) };
  if (history) return judgeEverySnapshot(request);
  const latest = await judge(request);
  return { latest, history: latest };
}

interface Found {
  readonly all: readonly StoredSnapshot[];
  /** Keys of the snapshots that were measured. */
  readonly used: Set<number>;
  readonly incomplete: string[];
}

async function measureFigures(connection: DuckDBConnection, study: StudyFile, request: StudyRequest, { all, used, incomplete }: Found): Promise<StudyMeasurements> {
  const measured = new Map<FigureName, readonly Measurement<unknown>[]>();
  const wanted = figureNames.filter((name) => study.figures[name] !== undefined);
  for (const [index, name] of wanted.entries()) {
    const figure = study.figures[name];
    if (figure === undefined) continue;
    request.progress.step(`measuring ${figure.metric}`, index, wanted.length);
    const measurements: Measurement<unknown>[] = [];
    for (const group of figure.snapshots) {
      const { found, missing } = select(all, group);
      incomplete.push(...missing.map((one) => `${name}: no snapshot ${one} in the store`));
      found.forEach((one) => used.add(one.key));
      measurements.push(...(found.length === 0 ? absent(figure, group) : noteMissing(await measureGroup(connection, figure, found), missing)));
    }
    measured.set(name, measurements);
  }
  return Object.fromEntries(figureNames.map((name) => [name, measured.get(name) ?? []])) as unknown as StudyMeasurements;
}

async function measureGroup(connection: DuckDBConnection, figure: StudyFigureFile, found: readonly StoredSnapshot[]): Promise<Measurement<unknown>[]> {
  const measurements = await measure({
    connection,
    metric: figure.metric,
    snapshots: found.map((one) => one.key),
    ...(figure.k === undefined ? {} : { k: figure.k }),
    ...(figure.share === undefined ? {} : { share: figure.share }),
  });
  return measurements.filter((one) => figure.variants === undefined || figure.variants.includes(one.variant));
}

/** Says in each measurement what it was asked for and could not look at. */
function noteMissing(measurements: readonly Measurement<unknown>[], missing: readonly string[]): Measurement<unknown>[] {
  if (missing.length === 0) return [...measurements];
  const note = `The study also asks for snapshots that the store does not have: ${missing.join(', ')}.`;
  return measurements.map((one) => (one.measurable ? { ...one, notes: [note, ...one.notes] } : { ...one, why: `${one.why}; ${note}` }));
}

/** The snapshots that selectors name: `series@date` one, `series` all of it. */
function select(all: readonly StoredSnapshot[], selectors: readonly string[]): { found: StoredSnapshot[]; missing: string[] } {
  const found: StoredSnapshot[] = [];
  const missing: string[] = [];
  for (const selector of selectors) {
    const [series, date] = selector.split('@');
    const matching = all.filter((one) => one.series === series && (date === undefined || one.takenAt.startsWith(date)));
    if (matching.length === 0) missing.push(selector);
    found.push(...matching);
  }
  return { found, missing };
}

function absent(figure: StudyFigureFile, group: readonly string[]): Measurement<unknown>[] {
  const metric: Metric<unknown> = findMetric(figure.metric);
  return (figure.variants ?? metric.variants.slice(0, 1)).map((variant) => ({
    measurable: false,
    metric: metric.slug,
    variant,
    rule: `${metric.slug}/${variant}@${metric.version ?? 1}`,
    snapshots: [],
    why: `the store has none of these snapshots: ${group.join(', ')}`,
    missing: [],
  }));
}

function describe(study: StudyFile, request: StudyRequest): Study {
  const file = path.basename(request.studyFile);
  return {
    title: study.title,
    description: study.description,
    commands: study.commands.length > 0 ? study.commands : [`hubscope study run studies/${file} --out ${path.basename(request.out)}`],
    figures: Object.fromEntries(
      figureNames.flatMap((name) => {
        const figure = study.figures[name];
        return figure === undefined ? [] : [[name, { paper: paperSentences[name], whyDifferent: figure.why_different, threats: figure.threats }]];
      }),
    ),
  };
}

/** Writes all files beside their places first, so that a report is never half old and half new. */
async function writeFiles(out: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw new UsageError(`study: cannot write there (${out}); expected a folder, got: ${error instanceof Error ? error.message : String(error)}`);
  });
  const written: string[] = [];
  const parts: string[] = [];
  try {
    for (const [name, content] of files) {
      const target = path.join(out, name);
      await mkdir(path.dirname(target), { recursive: true });
      parts.push(`${target}.part`);
      await writeFile(`${target}.part`, content);
      written.push(target);
    }
    for (const target of written) await rename(`${target}.part`, target);
    // A figure that an earlier run left here and this one does not have is not part of this report.
    for (const name of listReportFiles()) {
      if (!files.has(name)) await rm(path.join(out, name), { force: true });
    }
  } finally {
    for (const part of parts) await rm(part, { force: true });
  }
  return written;
}
