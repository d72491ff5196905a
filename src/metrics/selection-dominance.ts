import { readFileSync } from 'node:fs';
import type { Field } from '../core/field.js';
import type { Measurement, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { SelectionDominanceRow } from '../core/rows/selection-dominance.js';
import { studentTSurvival } from '../stats/distributions.js';
import { dominanceAnalysis, type DominanceAnalysis, type PredictorGroup } from '../stats/dominance-analysis.js';
import { groupJackknife } from '../stats/group-jackknife.js';
import { columnLists, modelColumns, outcomes, productsOfClasses, type ModelClass, type ModelColumn, type SelectionGroup } from './dominance-columns.js';
import { notMeasurable } from './not-measurable.js';
import { ownerGroup, ownerGroups } from './selection-columns.js';

const sql = readFileSync(new URL('./selection-dominance.sql', import.meta.url), 'utf8');

/** With fewer models that were selected at all, shares of the variance of selection are those of a handful. */
const leastSelected = 30;
/** Up to this share of models may have a card that nobody knows: those are left out, else the cards are. */
const mostUnknown = 0.05;

const groups: readonly SelectionGroup[] = ['popularity', 'maintenance', 'quality'];

interface Variant {
  readonly variant: string;
  readonly reading: string;
  readonly popularity?: 'downloads' | 'likes';
  readonly outcome?: keyof typeof outcomes;
  readonly only?: 'selected' | 'not generated';
  readonly age?: true;
}

const method = 'each group\'s mean share of variance over all orders of the groups; intervals leave out a group of owners at a time';
const variants: readonly Variant[] = [
  { variant: 'descendants', reading: `Variance of ln(1 + direct descendants) of listed models: ${method}.` },
  { variant: 'downloads only', reading: 'The same with downloads alone as popularity.', popularity: 'downloads' },
  { variant: 'likes only', reading: 'The same with likes alone as popularity.', popularity: 'likes' },
  { variant: 'models with a descendant', reading: 'The same among the models that have a descendant: how much they are selected, not whether.', only: 'selected' },
  { variant: 'without copies', reading: 'The same, quantized copies and adapters not counted as descendants.', outcome: 'changed' },
  { variant: 'age held constant', reading: 'The same beyond the age of models: an older model had more time to be selected.', age: true },
  { variant: 'without generated cards', reading: 'The same without the models whose card a program wrote.', only: 'not generated' },
];

/** Claim S2 of the review: whether popularity matters more for selection than maintenance and quality. */
export const selectionDominance: Metric<SelectionDominanceRow> = {
  slug: 'selection-dominance',
  title: 'Popularity against maintenance and quality',
  question: 'Does popularity explain more of how often a model is built upon than maintenance and quality do?',
  figure: 'selection-dominance',
  version: 2,
  needs: ['modified_at', 'base_models', 'downloads'],
  uses: [],
  details: {
    fields: ['likes', 'created_at', 'licences', 'datasets', 'papers', 'languages', 'tags', 'has_card', 'card_sections', 'card_attributes', 'card_generator', 'removed'],
    where: 'downloads >= 0',
  },
  over: 'one snapshot',
  variants: variants.map((one) => one.variant),
  readings: Object.fromEntries(variants.map((one) => [one.variant, one.reading])),
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<SelectionDominanceRow>[]> {
  const blocked = notMeasurable(selectionDominance, context, selectionDominance.variants);
  if (blocked !== null) return blocked;
  const { covered } = context;
  const withCards = await cardsAreKnown(context);
  const columns = modelColumns(covered, context.snapshots[0]?.takenAt ?? '', withCards);
  const lists = columnLists(columns);
  const conditions = [...(covered.has('removed') ? ['not coalesce(removed, false)'] : []), ...(withCards ? ['has_card is not null'] : [])];
  const classes = await context.select<ModelClass>(sql
    .replaceAll('{{columns}}', lists.columns)
    .replaceAll('{{sums}}', lists.sums)
    .replaceAll('{{products}}', lists.products)
    .replaceAll('{{owner_group}}', ownerGroup('record_name.name'))
    .replaceAll('{{generated}}', withCards && covered.has('card_generator') ? 'card_generator is not null' : 'null::boolean')
    .replaceAll('{{listed}}', conditions.length === 0 ? 'true' : conditions.join(' and ')));
  return variants.map((variant) => describe(context, variant, columns, classes));
}

/** Whether all but a few models have a card that was read, or are known to have none. */
async function cardsAreKnown(context: MetricContext): Promise<boolean> {
  if (!context.covered.has('has_card')) return false;
  const [counted] = await context.select<{ n: number; known: number }>('select count(*) as n, count(has_card) as known from record_detail');
  return counted !== undefined && counted.known >= (1 - mostUnknown) * counted.n;
}

function whyNot(variant: Variant, covered: ReadonlySet<Field>, classes: readonly ModelClass[]): { why: string; missing: Field[] } | null {
  if (variant.popularity === 'likes' && !covered.has('likes')) return { why: 'the snapshot does not state likes', missing: ['likes'] };
  if (variant.age === true && !covered.has('created_at')) return { why: 'the snapshot does not state created_at', missing: ['created_at'] };
  if (variant.only === 'not generated' && classes.every((one) => one.generated === null)) {
    return { why: 'the snapshot does not tell which cards a program wrote', missing: covered.has('card_generator') ? [] : ['card_generator'] };
  }
  return null;
}

function describe(context: MetricContext, variant: Variant, columns: readonly ModelColumn[], all: readonly ModelClass[]): Measurement<SelectionDominanceRow> {
  const shared = { metric: selectionDominance.slug, variant: variant.variant, rule: `${selectionDominance.slug}/${variant.variant}@${selectionDominance.version ?? 1}`, snapshots: context.snapshots };
  const absent = whyNot(variant, context.covered, all);
  if (absent !== null) return { measurable: false, ...shared, ...absent };
  const classes = all.filter((one) => (variant.only === 'selected' ? one.selected : variant.only === 'not generated' ? one.generated === false : true));
  const selected = classes.reduce((total, one) => total + (one.selected ? one.n : 0), 0);
  if (selected < leastSelected) {
    return {
      measurable: false, ...shared, missing: selected === 0 ? ['base_models'] : [],
      why: `the snapshot states base_models, but too few of its models have a descendant that it lists: ${selected}, and at least ${leastSelected} are needed`,
    };
  }
  const chosen = groups.map((name) => ({ name, columns: columns.flatMap((one, place) => (isPredictor(one, name, variant) ? [place] : [])) }));
  const outcome = columns.findIndex((one) => one.name === outcomes[variant.outcome ?? 'all']);
  const always = variant.age === true ? columns.flatMap((one, place) => (one.of === 'age' ? [place] : [])) : [];
  const weighed = weigh(productsOfClasses(classes, columns), outcome, chosen, always, columns, selected);
  return 'why' in weighed
    ? { measurable: false, ...shared, why: weighed.why, missing: [] }
    : {
      measurable: true, ...shared, reading: variant.reading, parameters: { ownerGroups, leastSelected },
      rows: weighed.rows, statistics: weighed.statistics, notes: [...weighed.notes, ...notesOf(context, columns)],
    };
}

function isPredictor(column: ModelColumn, group: SelectionGroup, { popularity }: Variant): boolean {
  return column.of === group && (group !== 'popularity' || popularity === undefined || column.name === popularity);
}

function valuesOf({ together, groups: found }: DominanceAnalysis): number[] {
  const [popularity, ...others] = found.map((one) => one.general);
  return [popularity! - Math.max(...others), together, ...found.flatMap((one) => [one.general, one.first, one.last])];
}

function weigh(
  parts: ReturnType<typeof productsOfClasses>, outcome: number, chosen: readonly PredictorGroup[], always: readonly number[], columns: readonly ModelColumn[], selected: number,
): { rows: SelectionDominanceRow[]; statistics: Statistic[]; notes: string[] } | { why: string } {
  let whole: DominanceAnalysis | null = null;
  const left = groupJackknife(parts, (products) => {
    const found = dominanceAnalysis(products, outcome, chosen, { always });
    if (!found.computable) return null;
    whole ??= found.value;
    return valuesOf(found.value);
  });
  if (!left.computable) return { why: `the snapshot states downloads, modified_at and base_models, but dominance cannot be told from them: ${left.detail}` };
  const { estimates, rows: n, groups: owners } = left.value;
  const [difference, together, ...rest] = estimates;
  const { complete, dropped } = whole as unknown as DominanceAnalysis;
  const statistics: Statistic[] = [
    { name: 'dominanceDifference', value: difference!.estimate, ...difference!.interval, n },
    difference!.standardError > 0
      ? { name: 'p:dominanceDifference', value: Math.min(1, 2 * studentTSurvival(Math.abs(difference!.estimate) / difference!.standardError, owners - 1)), n }
      : { name: 'p:dominanceDifference', value: null, n, why: 'no group of owners makes a difference' },
    { name: 'rSquared', value: together!.estimate, ...together!.interval, n },
    ...chosen.map(({ name }, g): Statistic => ({ name: `generalDominance:${name}`, value: rest[3 * g]!.estimate, ...rest[3 * g]!.interval, n })),
  ];
  return {
    rows: groups.map((group, g) => ({
      group, general: rest[3 * g]!.estimate, low: rest[3 * g]!.interval.low, high: rest[3 * g]!.interval.high, alone: rest[3 * g + 1]!.estimate, last: rest[3 * g + 2]!.estimate,
      predictors: chosen[g]!.columns.map((place) => columns[place]!.name), models: n, selected,
    })),
    statistics,
    notes: [
      `${n} models of owners in ${owners} groups; ${selected} have a descendant.`,
      complete.length === 0 ? 'No group dominates another completely.' : `Complete dominance, in every subset of the other groups: ${complete.map(([over, under]) => `${over} over ${under}`).join(', ')}.`,
      ...(dropped.length === 0 ? [] : [`Left out, because they do not vary or others imply them: ${dropped.join(', ')}.`]),
    ],
  };
}

function notesOf(context: MetricContext, columns: readonly ModelColumn[]): string[] {
  return [
    'Being built upon brings downloads: popularity is in part a consequence of selection, which this cannot tell apart.',
    'Commits are in no field of a record; maintenance is the recency of the last change, and where creation is stated how long a model was kept up.',
    ...(columns.some((one) => one.name === 'sections of the card') ? [] : ['Quality without the cards: they were not collected for all models.']),
    ...context.snapshots.filter((one) => !one.complete).map((one) => `Biased list, parents outside it are not seen. ${one.title}: ${one.incompleteWhy ?? 'incomplete'}.`),
  ];
}
