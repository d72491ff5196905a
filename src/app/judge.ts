import type { DuckDBConnection } from '@duckdb/node-api';
import { claims, requireClaims } from '../claims/index.js';
import { decideFamily, type WeighedClaim } from '../claims/decide.js';
import type { AskedMeasurements, Claim, MetricAsk, Verdict } from '../core/claim.js';
import { isAspect, type Aspect } from '../core/aspect.js';
import { UsageError } from '../core/errors.js';
import { isField, type Field } from '../core/field.js';
import type { Measurement, SnapshotReference } from '../core/measurement.js';
import type { Metric } from '../core/metric.js';
import { findMetric } from '../metrics/index.js';
import { isLookedAt } from '../store/items-shown.js';
import { listSnapshots, type StoredSnapshot } from '../store/records.js';
import { chooseSnapshots } from './choose-snapshots.js';
import { canMeasure, emptyLayout, fieldsOf, layOut, prepareContext, referenceOf, type Layout } from './metric-context.js';
import { silentProgress, type Progress } from './progress.js';

export interface JudgeRequest {
  readonly connection: DuckDBConnection;
  /** Only these claims, by id; all of them else. The family is the same: those that are judged here. */
  readonly claims?: readonly string[];
  /** By default the registry that lists models, Hugging Face first. */
  readonly registry?: string;
  /** ISO 8601: nothing that was taken later is looked at. */
  readonly asOf?: string;
  /**
   * Key of the snapshot to judge; claims about another kind of package are judged on what was known of that kind then. By default
   * each claim is judged on the newest snapshot that states what it needs, whole lists before parts of them.
   */
  readonly snapshot?: number;
  readonly progress?: Progress;
}

/** One measurement to be made: several claims may ask for the same. */
interface Task {
  readonly metric: Metric<unknown>;
  readonly ask: MetricAsk;
  readonly snapshots: readonly StoredSnapshot[];
}

interface Plan {
  readonly claim: Claim;
  readonly snapshot: StoredSnapshot | null;
  readonly tasks: readonly Task[];
}

type Outcome = readonly Measurement<unknown>[] | { readonly error: string };

/**
 * Judges claims on the snapshots of a store. What goes wrong with one claim becomes its verdict `error` and touches no other.
 * Errors: UsageError for a claim, registry or snapshot that there is not.
 */
export async function judge(request: JudgeRequest): Promise<Verdict[]> {
  const wanted = request.claims === undefined ? claims : requireClaims(request.claims);
  const all = await listSnapshots(request.connection);
  const candidates = await withoutUnseen(request.connection, candidatesOf(wanted, all, request));
  const found = new Map<Claim, WeighedClaim>();
  // A list may state a field and have nothing in it that a claim can speak of: then the next one is asked.
  for (let turn = 0; ; turn += 1) {
    const plans = candidates.flatMap((one) => (isOpen(found.get(one.claim)) && (turn === 0 || turn < one.snapshots.length) ? [planOf(one, turn)] : []));
    if (plans.length === 0) break;
    const outcomes = await measureAll(request.connection, plans, request.progress ?? silentProgress);
    for (const plan of plans) {
      const weighed = weigh(plan, outcomes);
      if (turn === 0 || !isOpen(weighed)) found.set(plan.claim, weighed);
    }
  }
  return decideFamily(wanted.flatMap((claim) => found.get(claim) ?? []));
}

/** Whether another snapshot may still decide a claim. */
function isOpen(weighed: WeighedClaim | undefined): boolean {
  return weighed === undefined || (!('error' in weighed.evidence) && !weighed.evidence.measurable);
}

/** The snapshots on which a claim may be judged, the best first, among those of their kind that were known then. */
interface Candidates {
  readonly claim: Claim;
  readonly snapshots: readonly StoredSnapshot[];
  readonly ofKind: readonly StoredSnapshot[];
}

function candidatesOf(wanted: readonly Claim[], all: readonly StoredSnapshot[], request: JudgeRequest): Candidates[] {
  const named = request.snapshot === undefined ? undefined : all.find((one) => one.key === request.snapshot);
  if (request.snapshot !== undefined && named === undefined) {
    throw new UsageError(`snapshot: unknown (${request.snapshot}); expected one of: ${all.map((one) => one.key).join(', ') || 'none, the store is empty'}`);
  }
  const registry = named?.registry ?? chooseRegistry(all, request.registry);
  const until = named?.takenAt ?? request.asOf;
  const known = all.filter((one) => one.scope === 'list' && one.registry === registry && (until === undefined || one.takenAt <= until));
  const world = named === undefined ? worldOf(known) : named.simulated;
  return wanted.map((claim) => {
    const ofWorld = known.filter((one) => one.simulated === world);
    const kind = ofWorld.some((one) => one.kind === claim.kind) || claim.kind !== 'model' ? claim.kind : 'library';
    const ofKind = ofWorld.filter((one) => one.kind === kind);
    return { claim, snapshots: named?.kind === kind ? [named] : listCandidates(claim, ofKind), ofKind };
  });
}

/** A claim about an aspect that nobody ever looked at need not be tried on one snapshot after the other. */
function withoutUnseen(connection: DuckDBConnection, candidates: readonly Candidates[]): Promise<Candidates[]> {
  return Promise.all(candidates.map(async (one) => {
    // `files` names a field as well as an aspect; a claim means the field.
    const aspects = one.claim.needs.filter((need): need is Exclude<Aspect, Field> => isAspect(need) && !isField(need));
    return (await isLookedAt(connection, aspects)) ? one : { ...one, snapshots: one.snapshots.slice(0, 1) };
  }));
}

function planOf({ claim, snapshots, ofKind }: Candidates, turn: number): Plan {
  const snapshot = snapshots[turn] ?? null;
  return { claim, snapshot, tasks: snapshot === null ? [] : claim.asks.map((ask) => taskOf(ask, snapshot, ofKind)) };
}

/** Claims are judged in one world: the real one where the store has a list of it, else the simulation of the newest. */
function worldOf(known: readonly StoredSnapshot[]): string | null {
  if (known.some((one) => one.simulated === null)) return null;
  return [...known].sort((a, b) => a.takenAt.localeCompare(b.takenAt)).at(-1)?.simulated ?? null;
}

function chooseRegistry(all: readonly StoredSnapshot[], wanted: string | undefined): string | undefined {
  const known = [...new Set(all.map((one) => one.registry))];
  if (wanted !== undefined && !known.includes(wanted)) {
    throw new UsageError(`registry: no snapshot of it (${wanted}); expected one of: ${known.join(', ') || 'none, the store is empty'}`);
  }
  return wanted ?? (known.includes('huggingface') ? 'huggingface' : known[0]);
}

/** Whole lists, and parts of the registry, that are tried at most; one that decides is mostly the first. */
const mostTried = 3;

/**
 * The snapshots that state what a claim needs: whole lists, the newest first, then the newest of each list that is a part of the registry.
 * Where none states it, the newest, so that the answer can say what it lacks.
 */
function listCandidates(claim: Claim, ofKind: readonly StoredSnapshot[]): readonly StoredSnapshot[] {
  const needed = claim.needs.filter((need): need is Field => isField(need));
  const newest = [...ofKind].sort((a, b) => b.takenAt.localeCompare(a.takenAt) || b.key - a.key);
  const able = newest.filter((one) => needed.every((field) => one.covered.includes(field)));
  const parts = able.filter((one, index) => !one.complete && able.findIndex((other) => other.series === one.series) === index);
  const chosen = [...able.filter((one) => one.complete).slice(0, mostTried), ...parts.slice(0, mostTried)];
  return chosen.length > 0 ? chosen : [newest.find((one) => one.complete) ?? newest[0]].filter((one) => one !== undefined);
}

/** A metric over several snapshots sees those of the same world up to the judged one. */
function taskOf(ask: MetricAsk, snapshot: StoredSnapshot, ofKind: readonly StoredSnapshot[]): Task {
  const metric: Metric<unknown> = findMetric(ask.metric);
  if (metric.over === 'one snapshot') return { metric, ask, snapshots: [snapshot] };
  const upTo = ofKind.filter((one) => one.takenAt <= snapshot.takenAt && one.simulated === snapshot.simulated);
  return { metric, ask, snapshots: chooseSnapshots(upTo, metric, { registry: snapshot.registry, kind: snapshot.kind }) };
}

function placeOf({ snapshots }: Task): string {
  return snapshots.map((one) => one.key).join();
}

function keyOf({ metric, ask, snapshots }: Task): string {
  return JSON.stringify([metric.slug, ask.parameters ?? {}, snapshots.map((one) => one.key)]);
}

/** Makes each measurement once, those on the same snapshots together, because they share what is laid out for them. */
async function measureAll(connection: DuckDBConnection, plans: readonly Plan[], progress: Progress): Promise<ReadonlyMap<string, Outcome>> {
  const tasks = new Map(plans.flatMap((plan) => plan.tasks.map((task) => [keyOf(task), task] as const)));
  const outcomes = new Map<string, Outcome>();
  const places = new Set([...tasks.values()].map(placeOf));
  for (const place of places) {
    const group = [...tasks.values()].filter((task) => placeOf(task) === place);
    const layout = emptyLayout();
    // Where this fails each measurement lays out for itself what it reads, and says what went wrong.
    await layOutFor(connection, layout, group).catch(() => undefined);
    for (const task of group) {
      progress.step(`measuring ${task.metric.slug}`, outcomes.size, tasks.size);
      outcomes.set(keyOf(task), await measureOne(connection, task, layout));
    }
  }
  return outcomes;
}

/** Lays out at once what all of them read, and the names where several do, because most ask for those. */
async function layOutFor(connection: DuckDBConnection, layout: Layout, group: readonly Task[]): Promise<void> {
  const able = group.filter(({ metric, snapshots }) => canMeasure(metric, snapshots));
  const keys = able[0]?.snapshots.map((one) => one.key) ?? [];
  const fields = able.flatMap(({ metric, snapshots }) => fieldsOf(metric, snapshots));
  if (able.length > 1) await layOut(connection, layout, keys, [...new Set<Field>(['name', ...fields])]);
}

async function measureOne(connection: DuckDBConnection, task: Task, layout: Layout): Promise<Outcome> {
  try {
    return await task.metric.measure(await prepareContext(connection, task.metric, task.snapshots, task.ask.parameters ?? {}, layout));
  } catch (error) {
    return { error: `${task.metric.slug}: ${messageOf(error)}` };
  }
}

function weigh({ claim, snapshot, tasks }: Plan, outcomes: ReadonlyMap<string, Outcome>): WeighedClaim {
  const shared = { claim, snapshot: snapshot === null ? null : referenceOf(snapshot), snapshots: snapshotsOf(tasks) };
  if (snapshot === null) return { ...shared, evidence: { measurable: false, why: `there is no snapshot of ${claim.kind}s`, missing: [] } };
  const asked: AskedMeasurements[] = [];
  for (const task of tasks) {
    const outcome = outcomes.get(keyOf(task)) ?? { error: `${task.metric.slug}: was not measured` };
    if ('error' in outcome) return { ...shared, evidence: outcome };
    asked.push({ ask: task.ask, measurements: outcome });
  }
  try {
    return { ...shared, evidence: claim.weigh(asked) };
  } catch (error) {
    return { ...shared, evidence: { error: messageOf(error) } };
  }
}

function snapshotsOf(tasks: readonly Task[]): SnapshotReference[] {
  const byKey = new Map(tasks.flatMap((task) => task.snapshots.map((one) => [one.key, referenceOf(one)] as const)));
  return [...byKey.values()].sort((a, b) => a.takenAt.localeCompare(b.takenAt) || a.key - b.key);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
}
