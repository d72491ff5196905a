import { UsageError } from '../core/errors.js';
import { computedIfFinite, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';
import { requireWhole } from './sample.js';

/**
 * A time known only to lie in (after, by]; `by` null: not yet at the end of the watch (right-censored). after = by says
 * that the time is known exactly.
 */
export interface CensoredTime {
  readonly after: number;
  readonly by: number | null;
  /** How many subjects are like this, default 1. */
  readonly weight?: number;
}

/** Where the estimate puts probability: within (after, by] (or exactly there where both are the same), but nobody can say where within. */
export interface MassInterval {
  readonly after: number;
  /** null: later than the watch lasted. */
  readonly by: number | null;
  readonly mass: number;
  /** Survival when the interval is over: P(time > by). */
  readonly survival: number;
}

export interface Turnbull {
  readonly n: number;
  readonly masses: readonly MassInterval[];
  /** The interval within which the survival passes one half; `by` null: it ends after the watch; null: masses have no such point. */
  readonly median: { readonly after: number; readonly by: number | null };
  readonly iterations: number;
  /** Whether the conditions of the maximum hold to the tolerance (see `gap`). */
  readonly converged: boolean;
  /**
   * By how much the derivative of the log likelihood per subject exceeds 1 at most: 0 at the maximum (Gentleman & Geyer 1994), and the
   * log likelihood per subject is within this of its maximum.
   */
  readonly gap: number;
  readonly logLikelihood: number;
}

export interface TurnbullOptions {
  /** Default 10,000; where they do not suffice, `converged` is false and `gap` says how far off it is. */
  readonly iterations?: number;
  /** Of the gap, default 1e-9. */
  readonly tolerance?: number;
}

/** Where intervals begin and end on one line. A half-open (a, b] begins just after a; an exact time b is its own beginning just before b. */
interface Support {
  readonly lefts: Float64Array;
  readonly rights: Float64Array;
}

/** The innermost intervals: between a beginning and the next end with no beginning or end between (Turnbull 1976; Peto 1973). */
function innermost(times: readonly CensoredTime[]): Support {
  // Order at one value: an exact time begins (0), intervals end (1), intervals begin (2).
  const points = new Map<string, { readonly at: number; readonly kind: 0 | 1 | 2 }>();
  function add(at: number, kind: 0 | 1 | 2): void {
    points.set(`${at} ${kind}`, { at, kind });
  }
  for (const { after, by } of times) {
    add(after, after === by ? 0 : 2);
    add(by ?? Infinity, 1);
  }
  const ordered = [...points.values()].sort((a, b) => (a.at === b.at ? a.kind - b.kind : a.at < b.at ? -1 : 1));
  const lefts: number[] = [];
  const rights: number[] = [];
  for (let i = 1; i < ordered.length; i += 1) {
    const [before, here] = [ordered[i - 1]!, ordered[i]!];
    if (before.kind === 1 || here.kind !== 1) continue;
    lefts.push(before.at);
    rights.push(here.at);
  }
  return { lefts: Float64Array.from(lefts), rights: Float64Array.from(rights) };
}

interface Problem extends Support {
  /** First and last innermost interval within each observed one. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weights: Float64Array;
  readonly n: number;
}

function pose(times: readonly CensoredTime[]): Problem {
  const grouped = new Map<string, CensoredTime & { weight: number }>();
  for (const one of times) {
    const key = `${one.after} ${one.by ?? 'later'}`;
    const known = grouped.get(key);
    if (known === undefined) grouped.set(key, { ...one, weight: one.weight ?? 1 });
    else known.weight += one.weight ?? 1;
  }
  const distinct = [...grouped.values()].filter((one) => one.weight > 0);
  const support = innermost(distinct);
  const from = new Int32Array(distinct.length);
  const to = new Int32Array(distinct.length);
  for (const [i, { after, by }] of distinct.entries()) {
    const exact = after === by;
    // The first innermost interval that begins at or after this one's beginning, the last that ends by its end.
    from[i] = firstAtLeast(support.lefts, after);
    if (!exact) while (support.lefts[from[i]] === after && support.rights[from[i]] === after) from[i] += 1;
    to[i] = firstAtLeast(support.rights, by === null ? Infinity : by);
    while (to[i] + 1 < support.rights.length && support.rights[to[i] + 1]! <= (by ?? Infinity)) to[i] += 1;
    if (to[i] >= support.rights.length || support.rights[to[i]]! > (by ?? Infinity)) to[i] -= 1;
    if (exact) to[i] = from[i]!;
  }
  const weights = Float64Array.from(distinct, (one) => one.weight);
  return { ...support, from, to, weights, n: weights.reduce((a, b) => a + b, 0) };
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Derivatives of the log likelihood per subject by each mass, and the log likelihood; O(observed + innermost) by sums from the left. */
function differentiate(problem: Problem, masses: Float64Array): { readonly slopes: Float64Array; readonly logLikelihood: number } {
  const m = masses.length;
  const sums = new Float64Array(m + 1);
  for (let j = 0; j < m; j += 1) sums[j + 1] = sums[j]! + masses[j]!;
  const steps = new Float64Array(m + 1);
  let logLikelihood = 0;
  for (let i = 0; i < problem.weights.length; i += 1) {
    const [a, b] = [problem.from[i]!, problem.to[i]!];
    let held = sums[b + 1]! - sums[a]!;
    // A difference of sums loses the small masses: add them up where few are left.
    if (held < 1e-3) {
      held = 0;
      for (let j = a; j <= b; j += 1) held += masses[j]!;
    }
    held = Math.max(held, Number.MIN_VALUE);
    const share = problem.weights[i]! / problem.n;
    logLikelihood += share * Math.log(held);
    steps[a]! += share / held;
    steps[b + 1]! -= share / held;
  }
  const slopes = new Float64Array(m);
  let slope = 0;
  for (let j = 0; j < m; j += 1) {
    slope += steps[j]!;
    slopes[j] = slope;
  }
  return { slopes, logLikelihood };
}

/** One self-consistent step: each mass times its derivative (Turnbull 1976: the EM algorithm). */
function stepOf(problem: Problem, masses: Float64Array): Float64Array {
  const { slopes } = differentiate(problem, masses);
  const next = masses.map((mass, j) => Math.max(0, mass * slopes[j]!));
  const total = next.reduce((a, b) => a + b, 0);
  return next.map((mass) => mass / total);
}

/** Two steps and a leap along their direction (Varadhan & Roland 2008, SQUAREM), taken back where a mass would be negative. */
function leap(problem: Problem, start: Float64Array): Float64Array {
  const first = stepOf(problem, start);
  const second = stepOf(problem, first);
  let [r, v] = [0, 0];
  for (let j = 0; j < start.length; j += 1) {
    r += (first[j]! - start[j]!) ** 2;
    v += (second[j]! - 2 * first[j]! + start[j]!) ** 2;
  }
  if (v === 0) return second;
  const length = Math.max(1, Math.sqrt(r / v));
  const far = start.map((mass, j) => mass + 2 * length * (first[j]! - mass) + length ** 2 * (second[j]! - 2 * first[j]! + mass));
  // A mass that is exactly 0 would stay so: those that would fall below keep a little.
  const kept = far.map((mass, j) => (mass > 0 ? mass : Math.min(second[j]!, 1e-3 * start[j]!)));
  const total = kept.reduce((a, b) => a + b, 0);
  const leaped = stepOf(problem, kept.map((mass) => mass / total));
  return differentiate(problem, leaped).logLikelihood >= differentiate(problem, second).logLikelihood ? leaped : second;
}

/**
 * The nonparametric maximum likelihood estimate of a distribution of times of which each is known only to lie in an interval (Peto
 * 1973, Turnbull 1976), by self-consistent steps with leaps. It is one estimate wherever the survival is defined; within a mass
 * interval it is not, so the median is an interval too. Exact and right-censored times alone give Kaplan–Meier's curve.
 * Times are zero or more; `by` before `after` raises `UsageError`. Not computable: no time, a value that is not finite, a weight below 0.
 */
export function turnbull(times: readonly CensoredTime[], options: TurnbullOptions = {}): Outcome<Turnbull> {
  const { iterations = 10_000, tolerance = 1e-9 } = options;
  requireWhole(iterations, 1, 'iterations of turnbull');
  if (times.length === 0) return notComputable('empty', 'there are no times');
  for (const [i, { after, by, weight }] of times.entries()) {
    if (!Number.isFinite(after) || (by !== null && !Number.isFinite(by)) || !Number.isFinite(weight ?? 1)) return notComputable('not finite', `time ${i} is (${after}, ${by}]`);
    if (after < 0 || (weight ?? 1) < 0) return notComputable('negative value', `time ${i} is (${after}, ${by}], weight ${weight ?? 1}`);
    if (by !== null && by < after) throw new UsageError(`stats: interval of a time (${i}); expected an end at or after ${after}, got ${by}`);
  }
  const problem = pose(times);
  if (!(problem.n > 0)) return notComputable('empty', 'all weights are zero');
  let masses = new Float64Array(problem.lefts.length).fill(1 / problem.lefts.length);
  let done = 0;
  let gap = gapOf(problem, masses);
  while (done < iterations && gap > tolerance) {
    masses = Float64Array.from(leap(problem, masses));
    done += 1;
    if (done % 5 === 0 || done === iterations) gap = gapOf(problem, masses);
  }
  // Masses on their way to 0 are not told as places where something may have happened.
  const floor = 1e-7;
  let survival = 1;
  const told = [...masses.keys()].filter((j) => masses[j]! > floor);
  const total = told.reduce((sum, j) => sum + masses[j]!, 0);
  const intervals = told.map((j): MassInterval => {
    const mass = masses[j]! / total;
    survival = Math.max(0, survival - mass);
    const by = problem.rights[j]!;
    return { after: problem.lefts[j]!, by: by === Infinity ? null : by, mass, survival: by === Infinity ? 0 : survival };
  });
  const middle = intervals.find((one) => one.survival <= 0.5 + 1e-12) ?? intervals.at(-1)!;
  return computedIfFinite({
    n: problem.n,
    masses: intervals,
    median: { after: middle.after, by: middle.by },
    iterations: done,
    converged: gap <= tolerance,
    gap,
    logLikelihood: differentiate(problem, masses).logLikelihood * problem.n,
  }, 'interval-censored estimate');
}

function gapOf(problem: Problem, masses: Float64Array): number {
  return Math.max(0, differentiate(problem, masses).slopes.reduce((most, slope) => Math.max(most, slope), 0) - 1);
}

/** Between which two shares a survival lies; the same where the estimate has one number. */
export interface SurvivalBracket {
  readonly low: number;
  readonly high: number;
}

/**
 * Survival P(T > time) by an interval-censored estimate, in [0, 1]. Within a mass interval all curves from the survival before it (high) to the one
 * after it (low) fit equally well, and nothing is put between; within one that has no end low is 0.
 */
export function survivalBracket(estimate: Pick<Turnbull, 'masses'>, time: number): SurvivalBracket {
  let before = 1;
  for (const { after, by, survival } of estimate.masses) {
    if (time <= after && !(after === by && time === after)) break;
    if (by === null) return { low: 0, high: before };
    if (time < by) return { low: survival, high: before };
    before = survival;
  }
  return { low: before, high: before };
}

/**
 * An estimate whose last mass has no end where some of the times go on from before it: the estimate puts there all that is left, of which a watch
 * that ended cannot tell how much comes later.
 */
export function openLast(estimate: Turnbull, times: readonly CensoredTime[]): Turnbull {
  const last = estimate.masses.at(-1);
  const opens = last !== undefined && last.after !== last.by && times.some((one) => one.by === null && one.after <= last.after);
  if (!opens) return estimate;
  const masses = estimate.masses.map((one) => (one === last ? { ...one, by: null, survival: 0 } : one));
  return { ...estimate, masses, median: estimate.median.after === last.after ? { after: last.after, by: null } : estimate.median };
}
