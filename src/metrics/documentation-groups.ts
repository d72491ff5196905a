import { readFileSync } from 'node:fs';
import { isCardField, type Field } from '../core/field.js';
import type { DocumentationRow } from '../core/measurement.js';
import type { MetricContext } from '../core/metric.js';
import { formatCount } from '../core/number-words.js';
import { possibleAttributes } from './documentation-attributes.js';
import { handmade } from './documentation-notes.js';
import { sectionsOfKind, sectionSql } from './documentation-sections.js';

const sql = readFileSync(new URL('./documentation-quality.sql', import.meta.url), 'utf8');

/** The study's population: models with more than 50 monthly downloads, about 15,000 of them. */
export const population = { leastDownloads: 50, mostModels: 15_000 } as const;

/** Up to this share of a group may have a card that nobody knows: those models are left out, else the cards are. */
const mostUnknown = 0.05;

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

interface ModelRow {
  readonly group: 'top' | 'bottom';
  readonly name: string;
  readonly value: number;
  readonly n_popular: number;
  /** Models of the population with this value. */
  readonly n_tied: number;
  /** False where nobody asked for the card. */
  readonly card_known: boolean | null;
  readonly present: readonly string[] | null;
  readonly unread: readonly string[] | null;
  readonly generator: string | null;
  readonly rules: string | null;
  readonly attributes: number;
}

/** The groups of one snapshot by each popularity that it states. */
export interface DocumentationGroups {
  readonly rows: readonly DocumentationRow[];
  readonly attributes: readonly string[];
  /** Whether there is a card score: the cards of all models of the rows are known. */
  readonly withCards: boolean;
  /** How the groups were cut, and what could not be. */
  readonly notes: readonly string[];
  /** Versions of the rules by which the cards of the groups were read, with the number of cards. */
  readonly rules: ReadonlyMap<string, number>;
  /** Popularities whose top and bottom differ only by the order of names, each with the reason: they have no rows. */
  readonly untold: ReadonlyMap<string, string>;
}

export interface GroupOptions {
  readonly size: number;
  /** Form the groups among the models whose card no program wrote. */
  readonly withoutGenerated?: boolean;
}

/**
 * Forms the groups and scores their models. Where the card of a model is unknown, so is what only a card can tell of it: a few such
 * models are left out; where they are more, the metadata of the records alone is scored, for all. Null where there is nothing to score.
 */
export async function readDocumentationGroups(context: MetricContext, options: GroupOptions): Promise<DocumentationGroups | null> {
  // An owner in the name is no documentation: without any other attribute there is nothing to score.
  if (possibleAttributes(context.covered).length <= 1) return null;
  const whole = await scoreGroups(context, context.covered, options);
  const usesCards = context.covered.has('card_sections') || context.covered.has('card_attributes');
  if (!usesCards || whole.withCards || whole.rows.length === 0) return whole;
  const covered = new Set([...context.covered].filter((field) => !isCardField(field)));
  return possibleAttributes(covered).length <= 1 ? null : scoreGroups(context, covered, options);
}

async function scoreGroups(context: MetricContext, covered: ReadonlySet<Field>, options: GroupOptions): Promise<DocumentationGroups> {
  const { size } = options;
  const attributes = possibleAttributes(covered);
  const rows: DocumentationRow[] = [];
  const notes: string[] = [];
  const rules = new Map<string, string>();
  const untold = new Map<string, string>();
  let withCards = covered.has('card_sections');
  for (const popularity of popularities) {
    if (!covered.has(popularity.field)) {
      notes.push(`Popularity by ${popularity.name} is not measurable: the snapshot does not state ${popularity.field}.`);
      continue;
    }
    const found = await readGroups(context, covered, popularity, attributes.map((one) => one.test), options);
    if (found.length === 0) {
      const which = options.withoutGenerated === true ? ', a card that no program wrote,' : '';
      notes.push(`Popularity by ${popularity.name} is not measurable: fewer than ${2 * size} models have more than ${population.leastDownloads} downloads${which} and state it.`);
      continue;
    }
    const why = whyUntold(found, popularity.name);
    if (why !== null) {
      notes.push(`Popularity by ${popularity.name} is not measurable: ${why}.`);
      untold.set(popularity.name, why);
      continue;
    }
    const unknown = withCards ? found.filter((row) => row.card_known !== true) : [];
    const [top = 0, bottom = 0] = (['top', 'bottom'] as const).map((group) => unknown.filter((row) => row.group === group).length);
    withCards &&= Math.max(top, bottom) <= mostUnknown * size;
    const known = withCards ? found.filter((row) => row.card_known === true) : found;
    rows.push(...known.map((row) => rowOf(row, popularity.name, attributes.length, sectionsOfKind('model').length, withCards)));
    for (const row of known) if (row.rules !== null) rules.set(row.name, row.rules);
    const tied = `${tiedOutside(found, 'top')} of the top's last value and ${tiedOutside(found, 'bottom')} of the bottom's`;
    notes.push(`By ${popularity.name}: ${size} top and ${size} bottom of ${found[0]?.n_popular ?? 0} models; ties in order of name leave ${tied} outside.`);
    if (withCards && unknown.length > 0) notes.push(`By ${popularity.name}: ${top} of the top and ${bottom} of the bottom are left out, because nobody knows what their cards say.`);
  }
  return { rows, attributes: attributes.map((one) => one.attribute), withCards: withCards && rows.length > 0, notes, rules: countEach([...rules.values()]), untold };
}

/** Of each group, which come most popular first, those most at the ends: the first of the top and the last of the bottom. */
export function halvesOf(rows: readonly DocumentationRow[], size: number): DocumentationRow[] {
  return popularities.flatMap(({ name }) => {
    const members = rows.filter((row) => row.popularity === name);
    return [...members.filter((row) => row.group === 'top').slice(0, size), ...members.filter((row) => row.group === 'bottom').slice(-size)];
  });
}

function countEach(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Why the groups cannot be told apart: where the least popular of the top is no more popular than the most popular of the bottom, only names tell them apart. */
function whyUntold(found: readonly ModelRow[], popularity: string): string | null {
  const [last, first] = [found.filter((row) => row.group === 'top').at(-1), found.find((row) => row.group === 'bottom')];
  if (last === undefined || first === undefined || last.value > first.value) return null;
  return `the last of the top and the first of the bottom have equally many ${popularity} (${formatCount(last.value)}, as ${formatCount(last.n_tied)} of ${formatCount(last.n_popular)} models have), so only the order of names would tell the groups apart`;
}

/** Models as popular as the one at the inner edge of a group, that are not in it. */
function tiedOutside(found: readonly ModelRow[], group: 'top' | 'bottom'): number {
  const members = found.filter((row) => row.group === group);
  // Both groups come most popular first: the edge is the last of the top and the first of the bottom.
  const edge = group === 'top' ? members.at(-1) : members[0];
  return edge === undefined ? 0 : edge.n_tied - members.filter((row) => row.value === edge.value).length;
}

function readGroups(context: MetricContext, covered: ReadonlySet<Field>, popularity: Popularity, tests: readonly string[], options: GroupOptions): Promise<ModelRow[]> {
  const withSections = covered.has('card_sections') && covered.has('has_card');
  function whereCovered(field: Field, expression: string, type: string): string {
    return withSections && covered.has(field) ? expression : `null::${type}`;
  }
  const text = sql
    .replaceAll('{{popularity}}', popularity.expression)
    .replaceAll('{{join}}', popularity.join)
    .replaceAll('{{likes}}', covered.has('likes') ? ', record.likes' : '')
    .replaceAll('{{known}}', withSections ? sectionSql.known : 'null::boolean')
    .replaceAll('{{present}}', withSections ? sectionSql.present : 'null::varchar[]')
    .replaceAll('{{unread}}', whereCovered('card_unread', sectionSql.unread, 'varchar[]'))
    .replaceAll('{{generator}}', whereCovered('card_generator', `case when has_card then coalesce(card_generator, '${handmade.person}') when not has_card then '${handmade.nobody}' end`, 'varchar'))
    .replaceAll('{{rules}}', whereCovered('card_rules', 'case when has_card then card_rules end', 'varchar'))
    .replaceAll('{{keep}}', options.withoutGenerated === true ? `(generator is null or generator in ('${handmade.person}', '${handmade.nobody}'))` : 'true')
    .replaceAll('{{attributes}}', tests.map((test) => `${test}::integer`).join(' + '));
  return context.select<ModelRow>(text, { least_downloads: population.leastDownloads, most_models: population.mostModels, size: options.size });
}

function rowOf(row: ModelRow, popularity: string, possible: number, sectionsPossible: number, withCards: boolean): DocumentationRow {
  const metadata = row.attributes / possible;
  const unread = withCards ? (row.unread ?? []) : [];
  const present = withCards ? row.present : null;
  const sections = present === null || unread.length > 0 ? null : present.length;
  return {
    popularity,
    group: row.group,
    name: row.name,
    value: row.value,
    sections,
    present,
    unread,
    generator: withCards ? row.generator : null,
    attributes: row.attributes,
    attributesPossible: possible,
    quality: !withCards ? metadata : sections === null ? null : (sections / sectionsPossible + metadata) / 2,
  };
}
