import { readFileSync } from 'node:fs';
import type { NotMeasurable, SnapshotReference } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import { monthsBetween } from '../core/months.js';
import { notMeasurable } from './not-measurable.js';

const sql = readFileSync(new URL('./top-survival.sql', import.meta.url), 'utf8');

/** The study's K. */
export const defaultTop = 1000;

/** A package in the top of a snapshot. */
export interface TopMember {
  readonly identity: number;
  readonly name: string;
  /** Downloads, or null where the list states ranks only. */
  readonly downloads: number | null;
  /** 1 is first. */
  readonly rank: number;
}

/** The top of one snapshot, most popular first. */
export interface Top {
  readonly snapshot: SnapshotReference;
  /** Months of 30.4375 days since the first of the snapshots. */
  readonly at: number;
  readonly members: readonly TopMember[];
}

/** SQL over `record` that orders the packages of each snapshot, least first; null where a package states no popularity. */
export function placeSql(context: MetricContext): string {
  const ranked = context.snapshots.filter((one) => context.popularity.get(one.key) === 'rank').map((one) => one.key);
  if (ranked.length === 0) return '-downloads';
  if (ranked.length === context.snapshots.length) return 'rank';
  return `case when snapshot_key in (${ranked.join(', ')}) then rank else -downloads end`;
}

/** The tops of all snapshots of a metric, oldest first, from one query. */
export async function readTops(context: MetricContext, size: number): Promise<Top[]> {
  const rows = await context.select<{ snapshot_key: number; identity_key: number; name: string; place: number; rank: number }>(
    sql.replaceAll('{{place}}', placeSql(context)).replaceAll('{{size}}', String(size)),
  );
  const bySnapshot = new Map<number, TopMember[]>();
  for (const row of rows) {
    const members = bySnapshot.get(row.snapshot_key) ?? [];
    const downloads = context.popularity.get(row.snapshot_key) === 'rank' ? null : -Number(row.place);
    members.push({ identity: row.identity_key, name: row.name, downloads, rank: Number(row.rank) });
    bySnapshot.set(row.snapshot_key, members);
  }
  const first = context.snapshots[0]?.takenAt ?? '';
  return context.snapshots.map((snapshot) => ({ snapshot, at: monthsBetween(first, snapshot.takenAt), members: bySnapshot.get(snapshot.key) ?? [] }));
}

/** Why tops cannot be compared over these snapshots, for each variant of a metric; null where they can. */
export function noTops(metric: Metric<unknown>, context: MetricContext): NotMeasurable[] | null {
  const blocked = notMeasurable(metric, context, metric.variants);
  if (blocked !== null) return blocked;
  const unranked = context.snapshots.filter((one) => !context.popularity.has(one.key));
  if (unranked.length === 0 && context.snapshots.length >= 2) return null;
  const why = unranked.length > 0
    ? `${unranked.slice(0, 5).map((one) => `${one.title} (${one.takenAt.slice(0, 10)})`).join(', ')} state no popularity`
    : 'there is only one snapshot: what is in the top later cannot be told';
  return metric.variants.map((variant) => ({
    measurable: false, metric: metric.slug, variant, rule: `${metric.slug}/${variant}@${metric.version ?? 1}`, snapshots: context.snapshots, why,
    missing: unranked.length > 0 ? ['downloads', 'rank'] : [],
  }));
}

/** What a reader of any comparison of tops must know of the lists: which are not whole, and that popularity changed its meaning. */
export function notesOnLists(context: MetricContext): string[] {
  const kinds = new Set(context.snapshots.map((one) => context.popularity.get(one.key)));
  const biased = [...new Set(context.snapshots.filter((one) => !one.complete).map((one) => `${one.title}: ${one.incompleteWhy ?? 'incomplete'}`))];
  return [
    ...(kinds.size > 1 ? ['Popularity is the rank in some snapshots, downloads in others.'] : []),
    ...biased.map((reason) => `Biased list. ${reason}.`),
  ];
}
