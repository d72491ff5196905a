import type { Measurement, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { TopSurvivalRow } from '../core/rows/top-survival.js';
import { openLast, survivalBracket, turnbull, type Turnbull } from '../stats/interval-censored.js';
import { proportion } from '../stats/proportion.js';
import { survivalCurve } from '../stats/survival.js';
import { survivalStability, type BracketLimits } from './survival-stability.js';
import { defaultTop, notesOnLists, noTops, readTops, type Top } from './top-members.js';
import { countReturns, durationOf, listSpells, midPointOf, type Spell, type TopKeys } from './top-spells.js';

/** Months at which the survival and the returns are told. */
const horizons = [6, 12, 24, 36] as const;
/** Masses that a bounded number of iterations has not brought down to zero make no bracket. */
const leftByIterations = 1e-5;
/** Since 2 the survival within a mass interval is told as a bracket. */
const version = 2;

interface Variant {
  readonly variant: string;
  readonly reading: string;
  readonly by?: 'name';
  readonly bridge?: number;
  /** Stays that began while we watched, or those that were in the first of all tops. */
  readonly stays: 'begun' | 'first top';
  readonly estimate: 'turnbull' | 'mid-points';
  /** Whether it is dear enough to be drawn anew: the other readings are there to be compared with the first. */
  readonly stability?: boolean;
}

const variants: readonly Variant[] = [
  { variant: 'interval-censored', stays: 'begun', estimate: 'turnbull', stability: true, reading: 'Stays that began after the first snapshot; each begins and ends somewhere between two snapshots, and the curve is Turnbull\'s estimate of such times.' },
  { variant: 'mid-points', stays: 'begun', estimate: 'mid-points', reading: 'The same stays, each taken to begin and to end in the middle between two snapshots: Kaplan–Meier\'s curve, which is simpler and believes in dates that nobody saw.' },
  { variant: 'by name', stays: 'begun', estimate: 'turnbull', by: 'name', reading: 'As the main reading, packages compared by name: a renamed package leaves and comes anew.' },
  { variant: 'absences bridged', stays: 'begun', estimate: 'turnbull', bridge: 1, reading: 'As the main reading, but one snapshot outside the top does not end a stay.' },
  { variant: 'first top', stays: 'first top', estimate: 'turnbull', stability: true, reading: 'Only the packages of the first top, counted from the first snapshot: how long they had been there is not known, and who had left before is not among them.' },
];

/** How long packages stay among the most popular, known between snapshots only. */
export const topSurvival: Metric<TopSurvivalRow> = {
  slug: 'top-survival',
  title: 'Time in the top',
  question: 'How long does a package stay among the most popular once it has come there?',
  figure: 'top-survival',
  version,
  needs: [],
  uses: [],
  over: 'several snapshots',
  variants: variants.map((one) => one.variant),
  readings: Object.fromEntries(variants.map((one) => [one.variant, one.reading])),
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<TopSurvivalRow>[]> {
  const blocked = noTops(topSurvival, context);
  if (blocked !== null) return blocked;
  const k = context.parameters.k ?? defaultTop;
  const tops = await readTops(context, k);
  return variants.map((variant): Measurement<TopSurvivalRow> => {
    const keys = tops.map(({ at, members }): TopKeys => ({ at, keys: new Set<string | number>(members.map((one) => (variant.by === 'name' ? one.name : one.identity))) }));
    const all = listSpells(keys, variant.bridge);
    const spells = all.filter((one) => one.began === (variant.stays === 'begun'));
    const frame = { metric: topSurvival.slug, variant: variant.variant, rule: `${topSurvival.slug}/${variant.variant}@${version}`, snapshots: context.snapshots };
    if (spells.length === 0) return { ...frame, measurable: false, why: variant.stays === 'begun' ? 'no package came into the top after the first snapshot' : 'the first top is empty', missing: [] };
    const registry = context.snapshots[0]?.registry ?? '';
    const { rows, statistics } = variant.estimate === 'turnbull' ? intervalCensored(registry, spells, keys, variant.stability) : midPoints(registry, spells, keys);
    return {
      ...frame, measurable: true, reading: variant.reading, parameters: { k, bridge: variant.bridge ?? 0 }, rows,
      statistics: [...statistics, ...describeStays(spells, all), ...returnsAfter(all, keys)],
      notes: notesOf(context, tops, all),
    };
  });
}

function intervalCensored(registry: string, spells: readonly Spell[], tops: readonly TopKeys[], stability = false): { rows: TopSurvivalRow[]; statistics: Statistic[] } {
  const stays = spells.map((spell) => ({ key: spell.key, duration: durationOf(spell, tops) }));
  const outcome = turnbull(stays.map((one) => one.duration), { tolerance: 1e-7 });
  const n = spells.length;
  if (!outcome.computable) return { rows: [], statistics: [{ name: 'median', value: null, n, why: outcome.detail }] };
  const estimate = openLast(outcome.value, stays.map((one) => one.duration));
  const ends = estimate.masses.flatMap((one) => (one.by === null ? [] : [one.by]));
  const limits = stability ? survivalStability(stays, [...ends, ...horizons]) : [];
  // Nobody can be seen to stay for less than the shortest time between snapshots: the estimate puts no exits there, which is no finding.
  const finest = Math.min(...tops.slice(1).map((top, i) => top.at - tops[i]!.at).filter((gap) => gap > 0));
  const rows = estimate.masses.map((one, i): TopSurvivalRow => ({
    registry, afterMonths: one.after, byMonths: one.by, mass: one.mass, survival: one.by === null ? null : one.survival,
    low: one.by === null ? null : limits[i]?.least.low ?? null, high: one.by === null ? null : limits[i]?.most.high ?? null, atRisk: null, exits: null,
  }));
  const { after, by } = estimate.median;
  const statistics: Statistic[] = [
    { name: 'median:from', value: after, n },
    by === null ? { name: 'median:to', value: null, n, why: 'more than half of the stays last longer than the snapshots can tell' } : { name: 'median:to', value: by, n },
    ...horizons.flatMap((months, i) => survivalAfter(estimate, months, finest, n, limits[ends.length + i] ?? null)),
    estimate.converged ? { name: 'gap', value: estimate.gap, n: estimate.iterations } : { name: 'gap', value: estimate.gap, n: estimate.iterations, why: 'the iterations did not suffice' },
  ];
  return { rows, statistics };
}

/** The survival at one time; where the estimate has a bracket only, its two ends (`:from`, `:to`) beside a value that is not told. */
function survivalAfter(estimate: Turnbull, months: number, finest: number, n: number, limits: BracketLimits | null): Statistic[] {
  const name = `survival:${months}`;
  if (months < finest) return [{ name, value: null, n, why: `snapshots lie at least ${finest.toFixed(1)} months apart; what happens within ${months} months is not seen` }];
  const { low, high } = survivalBracket(estimate, months);
  if (high - low <= leftByIterations) return [{ name, value: low, n, ...told({ low: limits?.least.low, high: limits?.most.high }) }];
  return [
    { name, value: null, n, why: `any share from ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)} % fits equally well: the estimate does not tell when within a step stays end` },
    { name: `${name}:from`, value: low, n, ...told(limits?.least) },
    { name: `${name}:to`, value: high, n, ...told(limits?.most) },
  ];
}

/** Limits of an end that no draw moves, such as 0 or 1, are no interval. */
function told(limits: { readonly low?: number | undefined; readonly high?: number | undefined } = {}): Pick<Statistic, 'low' | 'high' | 'level'> {
  const { low, high } = limits;
  return low === undefined || high === undefined || low === high ? {} : { low, high, level: 0.95 };
}

function midPoints(registry: string, spells: readonly Spell[], tops: readonly TopKeys[]): { rows: TopSurvivalRow[]; statistics: Statistic[] } {
  const stays = spells.map((spell) => midPointOf(spell, tops));
  const outcome = survivalCurve({ times: stays.map((one) => one.time), events: stays.map((one) => one.event) });
  const n = spells.length;
  if (!outcome.computable) return { rows: [], statistics: [{ name: 'median', value: null, n, why: outcome.detail }] };
  const { steps, median, level } = outcome.value;
  let before = 1;
  const rows = steps.map((step): TopSurvivalRow => {
    const mass = before - step.survival;
    before = step.survival;
    return { registry, afterMonths: step.time, byMonths: step.time, mass, survival: step.survival, low: step.low, high: step.high, atRisk: step.atRisk, exits: step.events };
  });
  const longest = Math.max(...stays.map((one) => one.time));
  return {
    rows,
    statistics: [
      medianOf(median, level, n),
      ...horizons.map((months): Statistic => {
        if (months > longest) return { name: `survival:${months}`, value: null, n, why: `no stay was watched for ${months} months` };
        const step = steps.findLast((one) => one.time <= months);
        if (step === undefined) return { name: `survival:${months}`, value: 1, n };
        return { name: `survival:${months}`, value: step.survival, n, ...(step.low === null || step.high === null ? {} : { low: step.low, high: step.high, level }) };
      }),
    ],
  };
}

/** With all times on few mid-points both limits of the median fall on one of them: a width of zero would claim that it is known exactly. */
function medianOf({ median, low, high }: { readonly median: number | null; readonly low: number | null; readonly high: number | null }, level: number, n: number): Statistic {
  if (median === null) return { name: 'median', value: null, n, why: 'more than half of the stays are not over' };
  if (low === null || high === null) return { name: 'median', value: median, n };
  if (low === high) return { name: 'median', value: median, n, why: 'no interval: both limits fall on one mid-point between two snapshots, within which nothing is known' };
  return { name: 'median', value: median, n, low, high, level };
}

function describeStays(spells: readonly Spell[], all: readonly Spell[]): Statistic[] {
  return [
    { name: 'stays', value: spells.length, n: new Set(spells.map((one) => one.key)).size },
    { name: 'stays:ended', value: spells.filter((one) => one.ended).length, n: spells.length },
    { name: 'stays:rightCensored', value: spells.filter((one) => !one.ended).length, n: spells.length },
    { name: 'stays:leftTruncated', value: all.filter((one) => !one.began).length, n: all.length },
    { name: 'stays:again', value: spells.filter((one) => one.again).length, n: spells.length },
  ];
}

function returnsAfter(all: readonly Spell[], tops: readonly TopKeys[]): Statistic[] {
  return horizons.map((months): Statistic => {
    const { returned, exits } = countReturns(all, tops, months);
    const share = proportion(returned, exits);
    if (!share.computable) return { name: `return:${months}`, value: null, n: 0, why: `no exit could be watched for ${months} months afterwards` };
    return { name: `return:${months}`, value: share.value.share, ...share.value.interval, n: exits };
  });
}

function notesOf(context: MetricContext, tops: readonly Top[], all: readonly Spell[]): string[] {
  const gaps = tops.slice(1).map((top, i) => top.at - tops[i]!.at);
  const widths = `${Math.min(...gaps).toFixed(1)} to ${Math.max(...gaps).toFixed(1)} months`;
  const again = all.filter((one) => one.again).length;
  return [
    `Between snapshots lie ${widths}; who came and left within is not seen. Such short stays are missing from the curve: it lies too high and its medians are too long, the more so the further apart snapshots lie.`,
    `A package that left and came back is watched anew: ${again} of ${all.length} stays are such. The share that returns is told for itself.`,
    ...notesOnLists(context),
  ];
}
