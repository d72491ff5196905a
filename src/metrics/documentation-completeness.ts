import type { CompletenessPopulation, CompletenessRow, CompletenessSource, Measurement } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import { proportion } from '../stats/proportion.js';
import { valueOrNull } from '../stats/outcome.js';
import { completenessStatistics } from './completeness-statistics.js';
import { completenessMeans } from './completeness-means.js';
import { countProperties, type PopulationCounts } from './count-properties.js';
import { allAttributes, attributeFields, testsOfAttributes } from './documentation-attributes.js';
import { sectionsOfKind } from './documentation-sections.js';
import { notMeasurable } from './not-measurable.js';

/** Size of the top. */
const defaultSize = 1000;
const variant = 'as stated';
const reading = 'Share of the packages that state each attribute and each section, in the record, in the card, or in either, with 95 % Wilson intervals.';

/** Claim D1 of the study: properties of models are under-documented. */
export const documentationCompleteness: Metric<CompletenessRow> = {
  slug: 'documentation-completeness',
  title: 'Completeness of documentation',
  question: 'How many packages state each of the properties that documentation is expected to have?',
  figure: 'documentation-completeness',
  version: 3,
  needs: [],
  uses: ['downloads', 'rank', 'has_card', 'card_sections', 'card_unread', 'card_attributes', 'card_values', 'card_rules', ...attributeFields],
  over: 'one snapshot',
  variants: [variant],
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<CompletenessRow>[]> {
  const blocked = notMeasurable(documentationCompleteness, context, [variant]);
  if (blocked !== null) return blocked;
  const rule = `${documentationCompleteness.slug}/${variant}@${documentationCompleteness.version ?? 1}`;
  return measureKnown(await withoutEmptyValues(context), rule);
}

/** Where no card has any value, the cards were read without them: that is not the same as cards that state nothing. */
async function withoutEmptyValues(context: MetricContext): Promise<MetricContext> {
  if (!context.covered.has('card_values')) return context;
  const [found] = await context.select<{ n: number }>('select count(*) as n from record where len(card_values) > 0');
  return (found?.n ?? 0) > 0 ? context : { ...context, covered: new Set([...context.covered].filter((field) => field !== 'card_values')) };
}

async function measureKnown(context: MetricContext, rule: string): Promise<Measurement<CompletenessRow>[]> {
  const size = context.parameters.k ?? defaultSize;
  const sections = sectionsOfKind(context.snapshots[0]?.kind ?? 'model');
  const found = await countProperties(context, sections, size);
  const rows = populations.flatMap((population) => {
    const counts = found.get(population);
    return counts === undefined ? [] : rowsOf(context, population, counts, sections);
  });
  // An owner in the name is no documentation.
  if (!rows.some((row) => row.share !== null && row.property !== 'author')) {
    const why = found.size === 0 ? 'the snapshot lists no package' : 'the snapshot states neither cards nor any attribute beside the name';
    return [{ measurable: false, metric: documentationCompleteness.slug, variant, rule, snapshots: context.snapshots, why, missing: found.size === 0 ? [] : ['card', 'tags', 'licences', 'datasets'] }];
  }
  return [{
    measurable: true,
    metric: documentationCompleteness.slug,
    variant,
    reading,
    rule,
    snapshots: context.snapshots,
    parameters: { k: size },
    rows,
    statistics: [...completenessStatistics(rows), ...completenessMeans(found)],
    notes: [...notesOf(context, found, rows), ...(await ruleNotes(context))],
  }];
}

const populations: readonly CompletenessPopulation[] = ['all', 'top', 'with a card', 'without a card'];

function rowsOf(context: MetricContext, population: CompletenessPopulation, found: PopulationCounts, sections: readonly string[]): CompletenessRow[] {
  const foreign = found.counts.get('foreign');
  const read = sections.some((section) => (found.counts.get(`section:${section}`)?.numerator ?? 0) > 0);
  const otherKind = !read && (foreign?.numerator ?? 0) > 0;
  function row(kind: CompletenessRow['kind'], property: string, source: CompletenessSource, missing: string): CompletenessRow {
    const count = kind === 'section' && otherKind ? undefined : found.counts.get(`${kind === 'section' ? 'section' : source}:${property}`);
    const share = count === undefined ? null : valueOrNull(proportion(count.numerator, count.denominator));
    const why = count === undefined ? missing : share === null ? 'of none of these packages is the card known' : null;
    return {
      population, property, kind, source,
      numerator: count?.numerator ?? null, denominator: count?.denominator ?? null,
      share: share?.share ?? null, low: share?.interval.low ?? null, high: share?.interval.high ?? null, why,
    };
  }
  const withoutCard = population === 'without a card';
  const attributes = testsOfAttributes(context.covered, allAttributes).flatMap(({ attribute, record, card }) => {
    const unknownCard = context.covered.has('card_attributes') ? 'the cards were read for other attributes only' : 'cards were not collected';
    const sources: CompletenessSource[] = ['anywhere', ...(record === null ? [] : ['record' as const]), ...(card === null || withoutCard ? [] : ['card' as const])];
    if (card !== null && !withoutCard && context.covered.has('card_values')) sources.push('card, declared', 'card, inferred only');
    return sources.map((source) => row('attribute', attribute, source, `the records do not state it, and ${unknownCard}`));
  });
  if (withoutCard) return attributes;
  const unreadWhy = otherKind ? 'the cards were read for the sections of another kind of package' : 'cards were not collected';
  return [...attributes, ...sections.map((section) => row('section', section, 'anywhere', unreadWhy))];
}

function notesOf(context: MetricContext, found: ReadonlyMap<CompletenessPopulation, PopulationCounts>, rows: readonly CompletenessRow[]): string[] {
  const { covered } = context;
  const all = found.get('all');
  const notes = [`Packages: ${populations.flatMap((one) => { const counts = found.get(one); return counts === undefined ? [] : [`${one} ${counts.packages}`]; }).join(', ')}.`];
  if (!covered.has('card_sections')) notes.push('What only cards tell is not measurable: cards were not collected; shares are of what records state.');
  else if (all !== undefined) {
    notes.push(`Of ${all.packages} packages the card is known, or known not to be there, of ${all.known}: what cards can tell is counted among those, and a package without a card states nothing in it.`);
    if (all.known < all.packages) notes.push('The packages whose card is known were chosen by somebody: their share is not that of all.');
  }
  if (covered.has('card_sections') && !covered.has('card_values')) notes.push('What is declared and what is only inferred cannot be told apart: the snapshot has no values of cards.');
  if (covered.has('card_sections') && !covered.has('card_unread')) notes.push('The snapshot does not tell which sections could not be judged: an absent section may be one that nobody could read.');
  const unread = rows.filter((row) => row.kind === 'section' && row.population === 'all' && row.denominator !== null && row.denominator < (all?.known ?? 0));
  if (unread.length > 0) notes.push(`Sections that could not be judged are neither there nor absent: ${unread.map((row) => `${row.property} of ${(all?.known ?? 0) - (row.denominator ?? 0)} cards`).join(', ')}.`);
  if ((all?.halfRead ?? 0) > 0) notes.push(`${all?.halfRead ?? 0} cards were cut, or are in a language without vocabulary: they are in no share of what a card can state.`);
  notes.push('Means of shares are over the attributes that can be told, each of equal weight, without the author: an owner in the name is no documentation. Their 95 % stability interval leaves out one of up to 100 groups of owners at a time (jackknife); groups are made by a hash of the owner.');
  const nobody = [...new Set(rows.filter((row) => row.population === 'all' && row.source === 'anywhere' && row.numerator === 0).map((row) => row.property))];
  if (nobody.length > 0) notes.push(`Stated by no package at all: ${nobody.join(', ')}; the registry may not have had a place for it then.`);
  notes.push(found.has('top') ? 'Ties at the cut of the top are in order of name.' : 'The top is not measurable: the snapshot states no popularity.');
  notes.push('An attribute that the records state was mostly written into the card by its author; record and card are two places, not two witnesses.');
  return notes;
}

async function ruleNotes(context: MetricContext): Promise<string[]> {
  if (!context.covered.has('card_rules')) return [];
  const versions = await context.select<{ rule: string; n: number }>('select card_rules as rule, count(*) as n from record where card_rules is not null group by card_rules order by rule');
  if (versions.length === 0) return [];
  if (versions.length === 1) return [`Cards were read by the rules ${versions[0]?.rule ?? ''}.`];
  return [`Cards were read by several versions of the rules: ${versions.map(({ rule, n }) => `${rule} (${n} cards)`).join(', ')}.`];
}
