import type { Measurement, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { TopSurvivalRow } from '../core/rows/top-survival.js';
import { survivalAt, turnbull, type CensoredTime, type MassInterval } from '../stats/interval-censored.js';
import { proportion } from '../stats/proportion.js';
import { survivalCurve } from '../stats/survival.js';
import { survivalStability } from './survival-stability.js';
import { defaultTop, notesOnLists, noTops, readTops, type Top } from './top-members.js';
import { countReturns, durationOf, listSpells, midPointOf, type Spell, type TopKeys } from './top-spells.js';

/** Months at which the survival and the returns are told. */
const horizons = [6, 12, 24, 36] as const;

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
    const frame = { metric: topSurvival.slug, variant: variant.variant, rule: `${topSurvival.slug}/${variant.variant}@1`, snapshots: context.snapshots };
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
  const { median, ...rest } = outcome.value;
  const masses = openLast(rest.masses, stays.map((one) => one.duration));
  const estimate = { ...rest, masses, median: masses.at(-1)?.by === null && median.after === masses.at(-1)?.after ? { after: median.after, by: null } : median };
  const ends = estimate.masses.flatMap((one) => (one.by === null ? [] : [one.by]));
  const limits = stability ? survivalStability(stays, [...ends, ...horizons]) : [];
  // Nobody can be seen to stay for less than the shortest time between snapshots: the estimate puts no exits there, which is no finding.
  const finest = Math.min(...tops.slice(1).map((top, i) => top.at - tops[i]!.at).filter((gap) => gap > 0));
  const rows = estimate.masses.map((one, i): TopSurvivalRow => ({
    registry, afterMonths: one.after, byMonths: one.by, mass: one.mass, survival: one.by === null ? null : one.survival,
    low: one.by === null ? null : limits[i]?.low ?? null, high: one.by === null ? null : limits[i]?.high ?? null, atRisk: null, exits: null,
  }));
  const { after, by } = estimate.median;
  const statistics: Statistic[] = [
    { name: 'median:from', value: after, n },
    by === null ? { name: 'median:to', value: null, n, why: 'more than half of the stays last longer than the snapshots can tell' } : { name: 'median:to', value: by, n },
    ...horizons.map((months, i): Statistic => {
      if (months < finest) return { name: `survival:${months}`, value: null, n, why: `snapshots lie at least ${finest.toFixed(1)} months apart; what happens within ${months} months is not seen` };
      const value = survivalAt(estimate, months);
      if (value === null) return { name: `survival:${months}`, value, n, why: `the snapshots do not tell how many stay longer than ${months} months` };
      const interval = limits[ends.length + i] ?? null;
      return { name: `survival:${months}`, value, n, ...(interval === null ? {} : { ...interval, level: 0.95 }) };
    }),
    estimate.converged ? { name: 'gap', value: estimate.gap, n: estimate.iterations } : { name: 'gap', value: estimate.gap, n: estimate.iterations, why: 'the iterations did not suffice' },
  ];
  return { rows, statistics };
}

/**
 * The masses with the last one open where stays that go on may have ended in it: the estimate puts there all that is left, but later would be as
 * likely.
 */
function openLast(masses: readonly MassInterval[], durations: readonly CensoredTime[]): MassInterval[] {
  const last = masses.at(-1);
  const goesOn = last !== undefined && durations.some((one) => one.by === null && one.after <= last.after);
  return masses.map((one) => (one === last && goesOn && one.after !== one.by ? { ...one, by: null, survival: 0 } : one));
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
      median.median === null
        ? { name: 'median', value: null, n, why: 'more than half of the stays are not over' }
        : { name: 'median', value: median.median, n, ...(median.low === null || median.high === null ? {} : { low: median.low, high: median.high, level }) },
      ...horizons.map((months): Statistic => {
        if (months > longest) return { name: `survival:${months}`, value: null, n, why: `no stay was watched for ${months} months` };
        const step = steps.findLast((one) => one.time <= months);
        if (step === undefined) return { name: `survival:${months}`, value: 1, n };
        return { name: `survival:${months}`, value: step.survival, n, ...(step.low === null || step.high === null ? {} : { low: step.low, high: step.high, level }) };
      }),
    ],
  };
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
    `Between snapshots lie ${widths}; who came and left within is not seen, so that shorter stays are not in the curve.`,
    `A package that left and came back is watched anew: ${again} of ${all.length} stays are such. The share that returns is told for itself.`,
    ...notesOnLists(context),
  ];
}
