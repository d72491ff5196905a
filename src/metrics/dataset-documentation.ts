import { readFileSync } from 'node:fs';
import type { DatasetDocumentationRow, Measurement } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import { imputedCuts, otherCuts } from './dataset-cuts.js';
import { datasetRows, datasetStatistics, extremesOf, type DocumentedDataset } from './dataset-statistics.js';
import { datasetSections } from '../cards/sections/section-names.js';
import { sectionSql } from './documentation-sections.js';
import { notMeasurable } from './not-measurable.js';

const sql = readFileSync(new URL('./dataset-documentation.sql', import.meta.url), 'utf8');

/** Fewer datasets make no ten groups. */
const fewest = 20;

const how = 'Sections of the five of the dataset card that are filled, against downloads: in tenths by downloads, by rank correlation, and the most against the least downloaded.';
const readings = {
  'with a card': `${how} Datasets that have a card.`,
  'every dataset': `${how} Datasets without a card too: they fill no section.`,
} as const;
type Variant = keyof typeof readings;
const variants = Object.keys(readings) as Variant[];

/** Claim D4 of the study: the documentation of datasets goes with their popularity. */
export const datasetDocumentation: Metric<DatasetDocumentationRow> = {
  slug: 'dataset-documentation',
  title: 'Documentation of datasets',
  question: 'Do datasets with more downloads fill more sections of their cards?',
  figure: 'dataset-documentation',
  version: 2,
  needs: ['downloads', 'has_card', 'card_sections'],
  uses: [],
  details: { fields: ['card_unread', 'card_rules'], where: 'downloads is not null' },
  kind: 'dataset',
  over: 'one snapshot',
  variants,
  readings,
  measure,
};

interface Dataset {
  readonly name: string;
  readonly downloads: number;
  readonly with_card: boolean;
  readonly present: readonly string[];
  readonly unread: readonly string[];
}

async function measure(context: MetricContext): Promise<Measurement<DatasetDocumentationRow>[]> {
  const blocked = notMeasurable(datasetDocumentation, context, variants);
  if (blocked !== null) return blocked;
  const kind = context.snapshots[0]?.kind ?? 'dataset';
  if (kind !== 'dataset') return variants.map((variant) => absent(context, variant, `the snapshot is of kind ${kind}; expected dataset`));
  const listed = await context.select<Dataset & { readonly card_known: boolean }>(sql
    .replaceAll('{{known}}', sectionSql.known)
    .replaceAll('{{present}}', sectionSql.present)
    .replaceAll('{{unread}}', context.covered.has('card_unread') ? sectionSql.unread : '[]::varchar[]'));
  const found = listed.filter((one) => one.card_known);
  const withoutText = listed.filter((one) => !one.card_known);
  const sections: readonly string[] = datasetSections;
  const named = found.flatMap((one) => one.present);
  if (named.length > 0 && !named.some((one) => sections.includes(one))) {
    return variants.map((variant) => absent(context, variant, 'the cards were read for the sections of another kind of package'));
  }
  const notes = await describeDatasets(context, found);
  const withCard = found.filter((one) => one.with_card);
  return [
    measureThese(context, 'with a card', withCard, [], notes),
    withCard.length === found.length
      ? absent(context, 'every dataset', 'of no dataset is it known that it has no card')
      : measureThese(context, 'every dataset', found, withoutText, notes),
  ];
}

function measureThese(context: MetricContext, variant: Variant, found: readonly Dataset[], withoutText: readonly Dataset[], notes: readonly string[]): Measurement<DatasetDocumentationRow> {
  const datasets = found.map(({ name, downloads, present, unread }): DocumentedDataset => ({
    name, downloads, filled: datasetSections.map((section) => (unread.includes(section) ? null : present.includes(section))),
  }));
  if (datasets.length < fewest) return absent(context, variant, `the snapshot states downloads and cards, but both of ${datasets.length} datasets only; at least ${fewest} are needed`);
  const size = Math.min(context.parameters.k ?? Math.floor(datasets.length / 10), Math.floor(datasets.length / 2));
  const rows = datasetRows(datasets, datasetSections);
  const { most, least } = extremesOf(datasets, size);
  return {
    measurable: true,
    metric: datasetDocumentation.slug,
    variant,
    reading: readings[variant],
    rule: ruleOf(variant),
    snapshots: context.snapshots,
    parameters: { k: size },
    rows,
    statistics: [...datasetStatistics(datasets, datasetSections, size), ...otherCuts(datasets), ...imputedCuts(datasets, datasets.filter((_, index) => found[index]?.with_card === true), withoutText)],
    notes: [
      ...notes,
      `Tenths of ${datasets.length} datasets. Those with equal downloads are in one tenth, that of their middle place: so the tenths hold ${sizesOf(rows)}.`,
      most.length === 0
        ? `The ${size} most and the ${size} least downloaded cannot be told apart: their last ones have equal downloads.`
        : `The most downloaded are ${most.length} datasets and the least ${least.length}: ${size} each, and those with as many downloads as the last of them.`,
      'Beside each Cliff\'s delta stands the one whose interval and p take owners, not datasets, for independent: datasets of one owner are documented alike. A dataset whose name has no owner is an owner of its own.',
      'The interval of a mean score says how far it would move with other datasets of the same kind; a snapshot is no sample.',
    ],
  };
}

function sizesOf(rows: readonly DatasetDocumentationRow[]): string {
  return Array.from({ length: 10 }, (_, index) => rows.find((row) => row.decile === index + 1)?.datasets ?? 0).join(', ');
}

async function describeDatasets(context: MetricContext, found: readonly Dataset[]): Promise<string[]> {
  const [all] = await context.select<{ n: number; ranked: number; unread: number }>(
    'select count(*) as n, count(downloads) as ranked, count(*) filter (downloads is not null and has_card and card_sections is null) as unread from record',
  );
  const withCard = found.filter((one) => one.with_card);
  const notes = [
    `Of ${all?.n ?? 0} datasets ${all?.ranked ?? 0} state downloads; of these the card is known of ${withCard.length}, ${found.length - withCard.length} have none, and of ${(all?.ranked ?? 0) - found.length} nobody knows.`,
  ];
  if ((all?.unread ?? 0) > 0) {
    notes.push(`${all?.unread ?? 0} datasets have a card that is not at hand. They are in neither reading: where cards were not chosen at random, no share is that of all datasets, and among all of them those without a card weigh too much.`);
  }
  if (!context.covered.has('card_unread')) notes.push('The snapshot does not tell which sections could not be judged: an absent section may be one that nobody could read.');
  const unread = found.filter((one) => one.unread.length > 0).length;
  if (unread > 0) notes.push(`${unread} cards have sections that could not be judged: they are left out of the score, and of those sections.`);
  if (!context.covered.has('card_rules')) return notes;
  const versions = await context.select<{ rule: string; n: number }>('select card_rules as rule, count(*) as n from record_detail where card_rules is not null group by card_rules order by rule');
  if (versions.length === 1) notes.push(`Cards were read by the rules ${versions[0]?.rule ?? ''}.`);
  if (versions.length > 1) notes.push(`Cards were read by several versions of the rules: ${versions.map(({ rule, n }) => `${rule} (${n} cards)`).join(', ')}.`);
  return notes;
}

function ruleOf(variant: Variant): string {
  return `${datasetDocumentation.slug}/${variant}@${datasetDocumentation.version ?? 1}`;
}

function absent(context: MetricContext, variant: Variant, why: string): Measurement<DatasetDocumentationRow> {
  return { measurable: false, metric: datasetDocumentation.slug, variant, rule: ruleOf(variant), snapshots: context.snapshots, why, missing: [] };
}
