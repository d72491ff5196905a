import { readFileSync } from 'node:fs';
import { cardAttributes } from '../cards/metadata/card-attributes.js';
import { cardSections } from '../cards/sections/section-vocabulary.js';
import { isCardField, type Field } from '../core/field.js';
import type { DocumentationRow, Measurement } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import { possibleAttributes } from './documentation-attributes.js';
import { effectStatistics, paperGroupStatistics } from './documentation-statistics.js';
import { notMeasurable } from './not-measurable.js';

const sql = readFileSync(new URL('./documentation-quality.sql', import.meta.url), 'utf8');

/** The study's population: models with more than 50 monthly downloads, about 15,000 of them. */
const leastDownloads = 50;
const mostModels = 15_000;
/** The study's groups. */
const defaultSize = 1000;

interface Popularity {
  readonly name: string;
  readonly field: Field;
  readonly expression: string;
  readonly join: string;
}

const popularities: readonly Popularity[] = [
  { name: 'downloads', field: 'downloads', expression: 'downloads', join: '' },
  { name: 'likes', field: 'likes', expression: 'likes', join: '' },
  {
    // Stands in for the repositories that use a model, which no listing states.
    name: 'descendants',
    field: 'base_models',
    expression: 'coalesce(n_descendants, 0)',
    join: 'left join (select snapshot_key, base_key as package_key, count(distinct child_key) as n_descendants from edge where base_key <> child_key group by all) as reused using (snapshot_key, package_key)',
  },
];

const variants = ['paper', 'effect sizes'] as const;

/** Metric 4 of the study: whether the most popular models are better documented than the least popular. */
export const documentationQuality: Metric<DocumentationRow> = {
  slug: 'documentation-quality',
  title: 'Documentation quality',
  question: 'Are the most popular models better documented than the least popular of the popular ones?',
  figure: 'figure-8',
  needs: ['downloads'],
  uses: ['likes', 'base_models'],
  details: {
    fields: ['card_sections', 'card_attributes', 'has_card', 'architectures', 'model_type', 'datasets', 'libraries', 'licences', 'papers', 'library', 'tags', 'task'],
    where: `downloads > ${leastDownloads}`,
  },
  over: 'one snapshot',
  variants,
  measure,
};

interface ModelRow {
  readonly group: 'top' | 'bottom';
  readonly name: string;
  readonly value: number;
  readonly n_popular: number;
  /** Models of the population with this value. */
  readonly n_tied: number;
  /** null: nobody asked for the card. */
  readonly sections: number | null;
  readonly attributes: number;
}

async function measure(context: MetricContext): Promise<Measurement<DocumentationRow>[]> {
  const blocked = notMeasurable(documentationQuality, context, variants);
  if (blocked !== null) return blocked;
  // An owner in the name is no documentation: without any other attribute there is nothing to score.
  if (possibleAttributes(context.covered).length <= 1) return nothingToScore(context);
  const size = context.parameters.k ?? defaultSize;
  let scored = await scoreGroups(context, context.covered, size);
  if (scored.rows.some((row) => row.sections === null) && (context.covered.has('card_sections') || context.covered.has('card_attributes'))) {
    // Cards of only some models: what only a card can tell is unknown for the others, and unknown is not absent.
    const covered = new Set([...context.covered].filter((field) => !isCardField(field)));
    if (possibleAttributes(covered).length <= 1) return nothingToScore(context);
    scored = await scoreGroups(context, covered, size);
  }
  const { rows, attributes } = scored;
  if (rows.length === 0) {
    return variants.map((variant) => ({ measurable: false, metric: documentationQuality.slug, variant, rule: ruleOf(variant), snapshots: context.snapshots, why: scored.notes.join(' '), missing: [] }));
  }
  const withCards = rows.every((row) => row.sections !== null);
  const notes = [...scored.notes, ...scoreNotes(withCards, context, attributes)];
  const reading = withCards
    ? 'Mean of the card score (sections of five, read by structure) and the metadata score; the bottom group is the least popular of the population.'
    : 'Metadata score only, because cards were not collected; the bottom group is the least popular of the population.';
  return variants.map((variant) => ({
    measurable: true,
    metric: documentationQuality.slug,
    variant,
    reading: variant === 'paper' ? `${reading} Welch's t, one-sided at 99 %, Holm over the popularities, Cohen's d.` : `${reading} Cliff's delta and Hedges' g with intervals, Mann–Whitney.`,
    rule: ruleOf(variant),
    snapshots: context.snapshots,
    parameters: { k: size, leastDownloads, mostModels },
    rows,
    statistics: variant === 'paper' ? paperGroupStatistics(rows) : effectStatistics(rows),
    notes,
  }));
}

function nothingToScore(context: MetricContext): Measurement<DocumentationRow>[] {
  return variants.map((variant) => ({
    measurable: false, metric: documentationQuality.slug, variant, rule: ruleOf(variant), snapshots: context.snapshots,
    why: 'the snapshot states neither cards nor the attributes of the metadata score', missing: ['card', 'tags', 'licences', 'datasets'],
  }));
}

/** Both groups of every popularity, scored by what the fields `covered` can state. */
async function scoreGroups(
  context: MetricContext,
  covered: ReadonlySet<Field>,
  size: number,
): Promise<{ rows: DocumentationRow[]; notes: string[]; attributes: readonly string[] }> {
  const attributes = possibleAttributes(covered);
  const rows: DocumentationRow[] = [];
  const notes: string[] = [];
  for (const popularity of popularities) {
    if (!covered.has(popularity.field)) {
      notes.push(`Popularity by ${popularity.name} is not measurable: the snapshot does not state ${popularity.field}.`);
      continue;
    }
    const found = await readGroups(context, covered, popularity, attributes.map((one) => one.test), size);
    if (found.length === 0) {
      notes.push(`Popularity by ${popularity.name} is not measurable: fewer than ${2 * size} models have more than ${leastDownloads} downloads and state it.`);
      continue;
    }
    rows.push(...found.map((row) => rowOf(row, popularity.name, attributes.length)));
    const tied = `${tiedOutside(found, 'top')} of the top's last value and ${tiedOutside(found, 'bottom')} of the bottom's`;
    notes.push(`By ${popularity.name}: ${size} top and ${size} bottom of ${found[0]?.n_popular ?? 0} models; ties in order of name leave ${tied} outside.`);
  }
  return { rows, notes, attributes: attributes.map((one) => one.attribute) };
}

/** Models as popular as the one at the inner edge of a group, that are not in it. */
function tiedOutside(found: readonly ModelRow[], group: 'top' | 'bottom'): number {
  const members = found.filter((row) => row.group === group);
  // Both groups come most popular first: the edge is the last of the top and the first of the bottom.
  const edge = group === 'top' ? members.at(-1) : members[0];
  return edge === undefined ? 0 : edge.n_tied - members.filter((row) => row.value === edge.value).length;
}

function ruleOf(variant: string): string {
  return `${documentationQuality.slug}/${variant}@1`;
}

function readGroups(context: MetricContext, covered: ReadonlySet<Field>, popularity: Popularity, tests: readonly string[], size: number): Promise<ModelRow[]> {
  const sections = covered.has('card_sections')
    ? 'case when has_card then coalesce(len(card_sections), 0) when not has_card then 0 end'
    : 'null::integer';
  const text = sql
    .replaceAll('{{popularity}}', popularity.expression)
    .replaceAll('{{join}}', popularity.join)
    .replaceAll('{{likes}}', covered.has('likes') ? ', record.likes' : '')
    .replaceAll('{{sections}}', sections)
    .replaceAll('{{attributes}}', tests.map((test) => `${test}::integer`).join(' + '));
  return context.select<ModelRow>(text, { least_downloads: leastDownloads, most_models: mostModels, size });
}

function rowOf(row: ModelRow, popularity: string, possible: number): DocumentationRow {
  const metadata = row.attributes / possible;
  return {
    popularity,
    group: row.group,
    name: row.name,
    value: row.value,
    sections: row.sections,
    attributes: row.attributes,
    attributesPossible: possible,
    quality: row.sections === null ? metadata : (row.sections / cardSections.length + metadata) / 2,
  };
}

function scoreNotes(withCards: boolean, context: MetricContext, possible: readonly string[]): string[] {
  const impossible = cardAttributes.filter((attribute) => !possible.includes(attribute));
  const notes = [
    'Downstream repositories, the study\'s third popularity, are in no listing; direct descendants stand beside downloads and likes.',
    'The study cut its bottom group in two ways, the most popular of the lower part and the least popular of all; here it is the least popular of all.',
  ];
  if (impossible.length > 0) notes.push(`Metadata score of ${possible.length} attributes; this snapshot cannot state: ${impossible.join(', ')}.`);
  if (!withCards) {
    notes.push(context.covered.has('card_sections') ? 'Card score not measurable: cards of some models of the groups were not collected.' : 'Card score not measurable: the snapshot has no cards.');
  }
  return notes;
}
