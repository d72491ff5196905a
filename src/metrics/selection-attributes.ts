import { readFileSync } from 'node:fs';
import type { Field } from '../core/field.js';
import type { Measurement } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { SelectionAttributesRow } from '../core/rows/selection-attributes.js';
import { fitCounts, type CountedModel } from './attribute-counts.js';
import { designOf, type AttributeDesign } from './attribute-design.js';
import { explainVariance, productsByOwners, type AttributeCell, type AttributeOutcome, type AttributeVariance } from './attribute-variance.js';
import { notMeasurable } from './not-measurable.js';
import { blocks, familySql, ownerGroup, ownerGroups, possibleColumns, type DesignColumn } from './selection-columns.js';

const sql = readFileSync(new URL('./selection-attributes.sql', import.meta.url), 'utf8');

/** The study's population of popular models. */
const cut = 50;
/** Most frequent families that have a column of their own; the others share one. */
const mostFamilies = 12;
/** Models that the count model is fitted to at most: its cost grows with them, and this many tell rates to a few per cent. */
const mostCounted = 2500;
/** Fewer models cannot tell shares of variance from chance, and fewer blocks are not what the claim names. */
const leastModels = 200;
const leastBlocks = 3;

interface Variant {
  readonly variant: string;
  readonly reading: string;
  readonly outcome: AttributeOutcome;
  readonly leastStratum: number;
  readonly withAge: boolean;
}

const shares = 'mean over all orders of the blocks of what each adds to adjusted R² beyond age; intervals leave out a group of owners at a time';
const variants: readonly Variant[] = [
  { variant: 'downloads', reading: `Variance of log10(1 + downloads): ${shares}. Beside it a negative binomial model of the downloads of models with more than ${cut}.`, outcome: 'downloads', leastStratum: 0, withAge: true },
  { variant: 'likes', reading: `Variance of log10(1 + likes): ${shares}.`, outcome: 'likes', leastStratum: 0, withAge: true },
  { variant: 'ranks', reading: `Variance of the place in order of downloads: ${shares}.`, outcome: 'place', leastStratum: 0, withAge: true },
  { variant: 'downloaded models', reading: `Variance of log10(1 + downloads) of models with a download: ${shares}.`, outcome: 'downloads', leastStratum: 1, withAge: true },
  { variant: 'popular models', reading: `Variance of log10(1 + downloads) of models with more than ${cut} downloads: ${shares}.`, outcome: 'downloads', leastStratum: 2, withAge: true },
  { variant: 'without age', reading: `Variance of log10(1 + downloads), age not held constant: ${shares.replace(' beyond age', '')}.`, outcome: 'downloads', leastStratum: 0, withAge: false },
];

/** Claim S1 of the review: whether architecture, performance, reproducibility and portability affect selection. */
export const selectionAttributes: Metric<SelectionAttributesRow> = {
  slug: 'selection-attributes',
  title: 'Selection by attributes',
  question: 'How much of the downloads of models do architecture, reported performance, reproducibility and portability explain?',
  figure: 'selection-attributes',
  version: 2,
  needs: ['downloads'],
  // The condition of the details speaks of it.
  uses: ['name'],
  details: {
    fields: ['name', 'likes', 'created_at', 'tags', 'task', 'model_type', 'parameters', 'co2_grams', 'card_attributes', 'removed'],
    // Of a large registry a sample by a hash of the name: between 50,000 and 100,000 models, the same ones each time, whatever the order of import. Hexadecimal
    // digits compare as numbers do, and comparing costs a third of reading them as numbers.
    where: `(select count(*) from record) < 100000 or md5(name) < printf('%08x', (4294967296 // greatest(2, (select count(*) from record) // 50000))::bigint)`,
  },
  over: 'one snapshot',
  variants: variants.map((one) => one.variant),
  readings: Object.fromEntries(variants.map((one) => [one.variant, one.reading])),
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<SelectionAttributesRow>[]> {
  const blocked = notMeasurable(selectionAttributes, context, selectionAttributes.variants);
  if (blocked !== null) return blocked;
  const { covered, snapshots: [snapshot] } = context;
  const family = familySql(covered);
  const possible = possibleColumns(covered, snapshot?.takenAt ?? '');
  const told = blocks.filter((block) => (block === 'architecture' ? family !== null : possible.some((one) => one.block === block)));
  if (family === null || told.length < leastBlocks) {
    const absent = blocks.filter((block) => !told.includes(block));
    return variants.map((one) => lacking(context, one, `the snapshot states nothing of ${absent.join(', ')}; architecture and two other blocks have to be told`, ['tags']));
  }
  const cells = await context.select<AttributeCell>(fill(context, family.sql, possible, 0, cellsOf));
  const popular = await context.select<CountedModel>(fill(
    context, family.sql, possible, cut + 1, `select downloads, family, code from design order by md5(name), package_key limit ${mostCounted}`,
  ));
  const design = designOf(cells, possible, mostFamilies);
  const notes = notesOf(context, family.from, told, cells);
  return variants.map((variant) => describe(context, variant, design, cells, popular, notes));
}

function codeOf(columns: readonly DesignColumn[]): string {
  return `(${columns.map((one, place) => `coalesce(${one.test}, false)::bigint * ${2 ** place}`).join(' + ')})::bigint`;
}

/** The hub's list of a radar keeps models that are gone. */
function listed(covered: ReadonlySet<Field>): string {
  return covered.has('removed') ? 'not coalesce(removed, false)' : 'true';
}

/** One row per group of owners, family, attributes and popularity class. */
const cellsOf = `select
  owner_group, family, code, case when downloads > ${cut} then 2 when downloads > 0 then 1 else 0 end as stratum, count(*) as n,
  sum(downloads_log) as downloads_sum, sum(downloads_log * downloads_log) as downloads_squares,
  sum(likes_log) as likes_sum, sum(likes_log * likes_log) as likes_squares,
  sum(place) as place_sum, sum(place * place) as place_squares
from design
group by owner_group, family, code, stratum`;

function fill({ covered }: MetricContext, family: string, columns: readonly DesignColumn[], leastDownloads: number, select: string): string {
  return sql
    .replaceAll('{{family}}', family)
    .replaceAll('{{columns}}', codeOf(columns))
    .replaceAll('{{owner_group}}', ownerGroup('name'))
    .replaceAll('{{likes}}', covered.has('likes') ? 'coalesce(likes, 0)' : 'null::bigint')
    .replaceAll('{{listed}}', listed(covered))
    .replaceAll('{{least_downloads}}', String(leastDownloads))
    .replaceAll('{{select}}', select);
}

function describe(
  context: MetricContext, variant: Variant, design: AttributeDesign, cells: readonly AttributeCell[], popular: readonly CountedModel[], notes: readonly string[],
): Measurement<SelectionAttributesRow> {
  if (variant.outcome === 'likes' && !context.covered.has('likes')) return lacking(context, variant, 'the snapshot does not state likes', ['likes']);
  if (!variant.withAge && !context.covered.has('created_at')) return lacking(context, variant, 'age is in no reading: the snapshot does not state created_at', ['created_at']);
  const chosen = cells.filter((one) => one.stratum >= variant.leastStratum);
  const models = chosen.reduce((total, one) => total + one.n, 0);
  if (models < leastModels) return lacking(context, variant, `the snapshot states downloads, but of too few models for this reading: ${models}, and shares of variance need at least ${leastModels}`, []);
  const parts = productsByOwners(chosen, design, variant.outcome);
  // The columns of age are the last, so that without them the others keep their places.
  const variance = explainVariance(parts, variant.withAge ? design.columns : design.columns.filter((one) => one.block !== 'age'));
  if (!variance.computable) return lacking(context, variant, `the snapshot states downloads, but shares of variance cannot be told from them: ${variance.detail}`, []);
  const counted = variant.variant === 'downloads' ? fitCounts(popular, design) : { rows: [], statistics: [] };
  return {
    measurable: true, metric: selectionAttributes.slug, variant: variant.variant, reading: variant.reading, rule: ruleOf(variant), snapshots: context.snapshots,
    parameters: { cut, ownerGroups, families: design.columns.filter((one) => one.block === 'architecture').length },
    rows: [...variance.value.rows, ...counted.rows],
    statistics: [...variance.value.statistics, ...counted.statistics],
    notes: [...notes, ...notesOfVariance(variance.value)],
  };
}

function notesOfVariance({ dropped, models, owners }: AttributeVariance): string[] {
  return [
    `${models} models of owners in ${owners} groups.`,
    ...(dropped.length === 0 ? [] : [`Left out, because no model has them or others imply them: ${dropped.join(', ')}.`]),
  ];
}

function notesOf(context: MetricContext, familyFrom: string, told: readonly string[], cells: readonly AttributeCell[]): string[] {
  const records = context.snapshots[0]?.records ?? 0;
  const models = cells.reduce((total, one) => total + one.n, 0);
  const absent = blocks.filter((block) => !told.includes(block));
  return [
    `Family of the network: ${familyFrom}; the ${mostFamilies} most frequent have a column each.`,
    ...(models < records / 2 ? [`A sample of ${models} of ${records} models, by a hash of the name.`] : []),
    ...(absent.length === 0 ? [] : [`Not measurable: ${absent.join(', ')}.`]),
    ...(context.covered.has('created_at') ? [] : ['Age is not held constant: the snapshot does not state created_at.']),
    `Rate ratios are of the models with more than ${cut} downloads, at most ${mostCounted} by a hash of the name; the count model does not know that counts begin there.`,
    'A few models with most of the downloads decide the rate ratios: another sample can give quite other ones, more so than their intervals say. The shares of variance of logarithms do not hang on them.',
    'Shares of explained variance are no effects: attributes and downloads may have a common cause.',
    ...context.snapshots.filter((one) => !one.complete).map((one) => `Biased list. ${one.title}: ${one.incompleteWhy ?? 'incomplete'}.`),
  ];
}

function ruleOf(variant: Variant): string {
  return `${selectionAttributes.slug}/${variant.variant}@${selectionAttributes.version ?? 1}`;
}

function lacking(context: MetricContext, variant: Variant, why: string, missing: readonly Field[]): Measurement<SelectionAttributesRow> {
  return { measurable: false, metric: selectionAttributes.slug, variant: variant.variant, rule: ruleOf(variant), snapshots: context.snapshots, why, missing };
}
