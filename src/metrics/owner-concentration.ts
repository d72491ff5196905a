import { readFileSync } from 'node:fs';
import type { Measurement } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { OwnerConcentrationRow } from '../core/rows/owner-concentration.js';
import { concentrationStability } from '../stats/tied-bootstrap.js';
import type { TiedGroup } from '../stats/tied-groups.js';
import { notMeasurable } from './not-measurable.js';
import { ownerSql } from './owner-of-name.js';
import { concentrationRows, concentrationStatistics, ownerAsks } from './owner-statistics.js';

const sql = readFileSync(new URL('./owner-concentration.sql', import.meta.url), 'utf8');

const ownerInName = ownerSql('name');
const ownerStated = "coalesce(author, '')";
const defaultTop = 1000;
/** Any other would do as well: it is fixed so that the same data give the same intervals. */
const seed = 1;

const readings = {
  'all owners': 'Downloads added up by owner, the part of a name before the slash; names without an owner are one owner, the registry itself.',
  'likes': 'Likes instead of downloads.',
  'packages with an owner': 'Packages whose name has no owner are left out.',
  'owners of the top': 'Only the most downloaded packages, and the owners of these.',
} as const;
type Variant = keyof typeof readings;
const variants = Object.keys(readings) as Variant[];

/** Claim T1 of the study: to how few owners the downloads of a registry go. */
export const ownerConcentration: Metric<OwnerConcentrationRow> = {
  slug: 'owner-concentration',
  title: 'Concentration on owners',
  question: 'Which share of all downloads goes to the packages of the few most downloaded owners?',
  figure: 'owner-concentration',
  needs: ['downloads'],
  uses: ['likes', 'author'],
  over: 'one snapshot',
  variants,
  readings,
  measure,
};

interface Counted {
  readonly measure: 'downloads' | 'likes' | 'popular' | 'largest' | 'ownerless' | 'packages';
  readonly owner: string | null;
  readonly amount: number | null;
  readonly owners: number;
}

async function measure(context: MetricContext): Promise<Measurement<OwnerConcentrationRow>[]> {
  const blocked = notMeasurable(ownerConcentration, context, variants);
  if (blocked !== null) return blocked;
  const top = context.parameters.k ?? defaultTop;
  const named = await count(context, ownerInName, top);
  const stated = mostHaveOwner(named) ? null : context.covered.has('author') ? await count(context, ownerStated, top) : undefined;
  const counted = stated ?? named;
  if (stated === undefined || !mostHaveOwner(counted)) {
    const why = 'most names tell no owner (the part before a slash), and the snapshot states none';
    return variants.map((variant) => absent(context, variant, why, ['author']));
  }
  const notes = notesOf(context, counted, stated !== null);
  const ownerless = counted.find((one) => one.measure === 'ownerless')?.amount ?? null;
  return [
    measureGroups(context, 'all owners', groupsOf(counted, 'downloads'), notes),
    context.covered.has('likes')
      ? measureGroups(context, 'likes', groupsOf(counted, 'likes'), notes)
      : absent(context, 'likes', 'the snapshot does not state likes', ['likes']),
    ownerless === null
      ? absent(context, 'packages with an owner', 'no package without an owner states downloads: this is the reading of all owners', [])
      : measureGroups(context, 'packages with an owner', withoutOne(groupsOf(counted, 'downloads'), ownerless), notes),
    measureGroups(context, 'owners of the top', groupsOf(counted, 'popular'), notes, { k: top }),
  ];
}

function count(context: MetricContext, owner: string, top: number): Promise<Counted[]> {
  return context.select<Counted>(sql.replaceAll('{{owner}}', owner).replaceAll('{{likes}}', context.covered.has('likes') ? 'likes' : 'null::bigint'), { top });
}

function mostHaveOwner(counted: readonly Counted[]): boolean {
  const all = counted.find((one) => one.measure === 'packages')?.amount ?? 0;
  const without = counted.find((one) => one.measure === 'ownerless')?.owners ?? 0;
  return without <= all / 2;
}

function groupsOf(counted: readonly Counted[], measure: Counted['measure']): TiedGroup[] {
  return counted.flatMap((one) => (one.measure === measure && one.amount !== null ? [{ amount: one.amount, items: one.owners }] : []));
}

function withoutOne(groups: readonly TiedGroup[], amount: number): TiedGroup[] {
  return groups.flatMap((one) => (one.amount !== amount ? [one] : one.items === 1 ? [] : [{ amount, items: one.items - 1 }]));
}

function measureGroups(
  context: MetricContext, variant: Variant, groups: readonly TiedGroup[], notes: readonly string[], parameters: Readonly<Record<string, number>> = {},
): Measurement<OwnerConcentrationRow> {
  const stable = concentrationStability(groups, ownerAsks, { seed });
  if (!stable.computable) return absent(context, variant, stable.detail, []);
  return {
    measurable: true,
    metric: ownerConcentration.slug,
    variant,
    reading: readings[variant],
    rule: ruleOf(variant),
    snapshots: context.snapshots,
    parameters,
    rows: concentrationRows(groups),
    statistics: concentrationStatistics(stable.value),
    notes,
  };
}

function notesOf(context: MetricContext, counted: readonly Counted[], byAuthor: boolean): string[] {
  const packages = counted.find((one) => one.measure === 'packages');
  const ownerless = counted.find((one) => one.measure === 'ownerless');
  const total = groupsOf(counted, 'downloads').reduce((sum, one) => sum + one.amount * one.items, 0);
  const largest = counted.filter((one) => one.measure === 'largest');
  return [
    ...(byAuthor ? ['Names of this registry tell no owner: the author that the snapshot states is taken.'] : []),
    `Of ${packages?.amount ?? 0} packages ${packages?.owners ?? 0} state downloads; the others are left out, unknown is not zero.`,
    ...(ownerless === undefined ? [] : [`${ownerless.owners} packages have a name without owner and count as the registry's own, one owner.`]),
    `Most downloaded owners: ${largest.map((one) => `${one.owner === '' ? '(no owner)' : one.owner ?? ''} ${((100 * (one.amount ?? 0)) / Math.max(1, total)).toFixed(1)} %`).join(', ')}.`,
    'Intervals are stability intervals (2,000 Poisson bootstrap samples of owners, seeded): how far a number would move with other owners of the same kind; a snapshot is no sample. With so long a tail they are rather too narrow: no sample has an owner larger than the largest.',
    ...context.snapshots.filter((one) => !one.complete).map((one) => `Biased list, owners with few downloads are missing. ${one.title}: ${one.incompleteWhy ?? 'incomplete'}.`),
  ];
}

function ruleOf(variant: Variant): string {
  return `${ownerConcentration.slug}/${variant}@1`;
}

function absent(context: MetricContext, variant: Variant, why: string, missing: readonly ('author' | 'likes')[]): Measurement<OwnerConcentrationRow> {
  return { measurable: false, metric: ownerConcentration.slug, variant, rule: ruleOf(variant), snapshots: context.snapshots, why, missing };
}
