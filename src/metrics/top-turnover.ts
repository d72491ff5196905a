import { readFileSync } from 'node:fs';
import type { Measurement, SnapshotReference, Statistic, TurnoverRow } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import { monthsBetween } from '../core/months.js';
import { notMeasurable } from './not-measurable.js';

const sql = readFileSync(new URL('./top-turnover.sql', import.meta.url), 'utf8');

/** The paper's K. */
const defaultSize = 1000;
/** The share that goes beside the fixed K: 1,000 was a ninth of the hub in 2021 and 0.13 % of it in 2024. */
const defaultShare = 0.01;

interface Member {
  readonly package_key: number;
  readonly identity_key: number;
  readonly name: string;
  readonly value: number;
}

interface Top {
  readonly snapshot: SnapshotReference;
  readonly members: readonly Member[];
  readonly population: number;
  readonly cut: number | null;
  readonly tiedOutside: number;
}

interface Variant {
  readonly variant: string;
  readonly reading: string;
  readonly by: 'name' | 'identity';
  readonly size: 'fixed' | 'share';
}

const variants: readonly Variant[] = [
  { variant: 'paper', reading: 'Top K by popularity, packages compared by name: a renamed package leaves and comes anew.', by: 'name', size: 'fixed' },
  { variant: 'renames resolved', reading: 'Top K by popularity, a renamed package stays itself.', by: 'identity', size: 'fixed' },
  { variant: 'fixed share', reading: 'The top share of each snapshot\'s own population instead of a fixed K, a renamed package stays itself.', by: 'identity', size: 'share' },
];

/** Metric 2 of the study: who stays, comes and returns in the top of a registry. */
export const topTurnover: Metric<TurnoverRow> = {
  slug: 'top-turnover',
  title: 'Turnover of the top',
  question: 'How many of the most popular packages of one snapshot were among them in the one before?',
  figure: 'figure-6',
  needs: [],
  uses: [],
  over: 'several snapshots',
  variants: variants.map((one) => one.variant),
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<TurnoverRow>[]> {
  const blocked = notMeasurable(topTurnover, context, topTurnover.variants);
  if (blocked !== null) return blocked;
  const unranked = context.snapshots.filter((one) => !context.popularity.has(one.key));
  if (unranked.length > 0) {
    const why = `${unranked.map((one) => `${one.title} (${one.takenAt.slice(0, 10)})`).join(', ')} state no popularity`;
    return variants.map((one) => ({ measurable: false, metric: topTurnover.slug, variant: one.variant, rule: ruleOf(one), snapshots: context.snapshots, why, missing: ['downloads', 'rank'] }));
  }
  const k = context.parameters.k ?? defaultSize;
  const share = context.parameters.share ?? defaultShare;
  const fixed: Top[] = [];
  const shared: Top[] = [];
  for (const snapshot of context.snapshots) {
    const population = await countPopulation(context, snapshot);
    fixed.push(await readTop(context, snapshot, population, k));
    shared.push(await readTop(context, snapshot, population, sizeOfShare(share, population)));
  }
  return variants.map((variant): Measurement<TurnoverRow> => {
    const tops = variant.size === 'fixed' ? fixed : shared;
    const incomplete = context.snapshots.filter((one) => !one.complete);
    if (variant.size === 'share' && incomplete.length > 0) {
      const why = `the population of ${incomplete.map((one) => `${one.title} (${one.takenAt.slice(0, 10)})`).join(', ')} is unknown: the list is not the whole registry`;
      return { measurable: false, metric: topTurnover.slug, variant: variant.variant, rule: ruleOf(variant), snapshots: context.snapshots, why: shorten(why), missing: [] };
    }
    const rows = compareTops(tops, variant.by);
    return {
      measurable: true,
      metric: topTurnover.slug,
      variant: variant.variant,
      reading: variant.reading,
      rule: ruleOf(variant),
      snapshots: context.snapshots,
      parameters: variant.size === 'fixed' ? { k } : { share },
      rows,
      statistics: summarise(rows),
      notes: notesOf(tops, incomplete, variant, context.snapshots.map((one) => popularityOf(context, one))),
    };
  });
}

/** At least one; the tolerance keeps 7 % of 100 at 7, which in binary fractions is a little more. */
function sizeOfShare(share: number, population: number): number {
  return Math.max(1, Math.ceil(share * population - 1e-6));
}

function ruleOf(variant: Variant): string {
  return `${topTurnover.slug}/${variant.variant}@1`;
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function popularityOf(context: MetricContext, snapshot: SnapshotReference): 'downloads' | 'rank' {
  return context.popularity.get(snapshot.key) ?? 'downloads';
}

async function countPopulation(context: MetricContext, snapshot: SnapshotReference): Promise<number> {
  const [row] = await context.select<{ n: number }>(
    `select count(${popularityOf(context, snapshot)}) as n from record where snapshot_key = $snapshot_key`,
    { snapshot_key: snapshot.key },
  );
  return row?.n ?? 0;
}

async function readTop(context: MetricContext, snapshot: SnapshotReference, population: number, size: number): Promise<Top> {
  const popularity = popularityOf(context, snapshot);
  const direction = popularity === 'rank' ? 'asc' : 'desc';
  const members = await context.select<Member>(
    sql
      .replaceAll('{{popularity}}', popularity)
      .replaceAll('{{direction}}', direction)
      .replaceAll('{{reaches}}', popularity === 'rank' ? '<=' : '>=')
      .replaceAll('{{extreme}}', popularity === 'rank' ? 'max' : 'min'),
    { snapshot_key: snapshot.key, size },
  );
  const cut = members.at(-1)?.value ?? null;
  if (cut === null) return { snapshot, members, population, cut, tiedOutside: 0 };
  const [tied] = await context.select<{ n: number }>(
    `select count(*) as n from record where snapshot_key = $snapshot_key and ${popularity} = $cut`,
    { snapshot_key: snapshot.key, cut },
  );
  const inside = members.filter((one) => one.value === cut).length;
  return { snapshot, members, population, cut, tiedOutside: (tied?.n ?? inside) - inside };
}

/** Who remained, came and returned, snapshot by snapshot. "Earlier" is every top before, as in the paper's artefact. */
function compareTops(tops: readonly Top[], by: 'name' | 'identity'): TurnoverRow[] {
  const ever = new Set<string | number>();
  let previous: { readonly top: Top; readonly keys: ReadonlySet<string | number> } | null = null;
  const rows: TurnoverRow[] = [];
  for (const top of tops) {
    const keys = new Set<string | number>(top.members.map((one) => (by === 'name' ? one.name : one.identity_key)));
    const before: ReadonlySet<string | number> = previous?.keys ?? new Set();
    const remained = [...keys].filter((key) => before.has(key)).length;
    const returning = [...keys].filter((key) => !before.has(key) && ever.has(key)).length;
    for (const key of keys) ever.add(key);
    const months: number | null = previous === null ? null : monthsBetween(previous.top.snapshot.takenAt, top.snapshot.takenAt);
    const shareRemained: number | null = before.size === 0 ? null : remained / before.size;
    rows.push({
      registry: top.snapshot.registry,
      takenAt: top.snapshot.takenAt,
      snapshotKey: top.snapshot.key,
      size: keys.size,
      remained,
      newcomers: keys.size - remained - returning,
      returning,
      left: before.size - remained,
      union: ever.size,
      months,
      shareRemained,
      monthlyTurnover: shareRemained === null || months === null || months === 0 ? null : 1 - shareRemained ** (1 / months),
      jaccard: before.size === 0 ? null : remained / (before.size + keys.size - remained),
      cut: top.cut,
      tiedOutside: top.tiedOutside,
      population: top.population,
    });
    previous = { top, keys };
  }
  return rows;
}

function summarise(rows: readonly TurnoverRow[]): Statistic[] {
  // Two lists of one instant differ without any turnover.
  const steps = rows.filter((row) => row.shareRemained !== null && (row.months ?? 0) > 0);
  const months = steps.reduce((sum, row) => sum + (row.months ?? 0), 0);
  const logStay = steps.reduce((sum, row) => sum + Math.log(row.shareRemained ?? 1), 0);
  const monthly: Statistic =
    months === 0
      ? { name: 'monthlyTurnover', value: null, why: 'there is only one snapshot, or no time between them' }
      : { name: 'monthlyTurnover', value: 1 - Math.exp(logStay / months), n: steps.length };
  return [{ name: 'union', value: rows.at(-1)?.union ?? null, n: rows.length }, monthly];
}

function notesOf(tops: readonly Top[], incomplete: readonly SnapshotReference[], variant: Variant, popularities: readonly string[]): string[] {
  const notes: string[] = [];
  const first = tops[0];
  if (variant.size === 'fixed' && first !== undefined && incomplete.length === 0) {
    const shares = tops.map((top) => `${((100 * top.members.length) / Math.max(1, top.population)).toFixed(2)} % on ${top.snapshot.takenAt.slice(0, 10)}`);
    notes.push(`A fixed K is a different share of each population: ${shortenList(shares)}.`);
  }
  const tied = tops.filter((top) => top.tiedOutside > 0);
  if (tied.length > 0) notes.push(`Ties at the cut: ${shortenList(tied.map((top) => `${top.tiedOutside} left outside on ${top.snapshot.takenAt.slice(0, 10)}`))}; ties are taken in order of name.`);
  const kinds = new Set(popularities);
  if (kinds.size > 1) notes.push(`Popularity is not the same in all snapshots: ${[...kinds].join(' in some, ')} in others.`);
  for (const reason of new Set(incomplete.map((one) => `${one.title}: ${one.incompleteWhy ?? 'incomplete'}`))) notes.push(`Biased list. ${reason}.`);
  notes.push('Intervals between snapshots are unequal; compare the monthly rates, not the bars.');
  return notes;
}

function shortenList(items: readonly string[]): string {
  return items.length <= 6 ? items.join(', ') : `${items.slice(0, 5).join(', ')} and ${items.length - 5} more`;
}
