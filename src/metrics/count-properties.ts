import { readFileSync } from 'node:fs';
import type { Field } from '../core/field.js';
import type { CompletenessPopulation } from '../core/measurement.js';
import type { MetricContext } from '../core/metric.js';
import { allAttributes, testsOfAttributes } from './documentation-attributes.js';
import { sectionSql } from './documentation-sections.js';
import { groupSql, likenessSql } from './owner-of-name.js';

const sql = readFileSync(new URL('./documentation-completeness.sql', import.meta.url), 'utf8');

/** Owners are dealt into this many groups, by a hash of the owner. */
const ownerGroups = 100;

/** Values of a card that stand in the record too (tags, configuration) are not the card's own. */
const sourcesBesideCard = `['tag', 'config', 'record']`;

/** A count over the packages of a population: those that meet the test, of those of which the test can be made. */
export interface PropertyCount {
  readonly numerator: number;
  readonly denominator: number;
}

/** One thing to count: SQL conditions over the fields of a package. `of` is the condition for the denominator. */
interface Test {
  readonly name: string;
  readonly met: string;
  readonly of: string;
}

/** Counts of one population by the name of the test: `<source>:<attribute>`, `section:<section>`. */
export interface PopulationCounts {
  readonly packages: number;
  /** Packages whose card is known, or is known not to be there. */
  readonly known: number;
  /** Packages with a card that could not be read to its end or in its language, so that nobody knows what else it states. */
  readonly halfRead: number;
  readonly counts: ReadonlyMap<string, PropertyCount>;
  /** The same counts in each group of owners, for intervals that know that packages of one owner are alike. */
  readonly groups: readonly ReadonlyMap<string, PropertyCount>[];
}

/** Counts what each population of the snapshot states. A test that the snapshot does not allow is not among the counts. */
export async function countProperties(context: MetricContext, sections: readonly string[], size: number): Promise<ReadonlyMap<CompletenessPopulation, PopulationCounts>> {
  const { covered } = context;
  const tests = listTests(covered, sections);
  const snapshot = context.snapshots[0];
  const popularity = snapshot === undefined ? undefined : context.popularity.get(snapshot.key);
  const ranked = popularity !== undefined && covered.has(popularity) ? popularity : undefined;
  const withSections = covered.has('has_card') && covered.has('card_sections');
  const text = sql
    .replaceAll('{{popularity}}', ranked ?? 'null::bigint')
    .replaceAll('{{owner_group}}', groupSql(likenessSql('name', snapshot?.kind ?? 'model'), ownerGroups))
    .replaceAll('{{direction}}', ranked === 'rank' ? 'asc' : 'desc')
    .replaceAll('{{reaches}}', ranked === 'rank' ? '<=' : '>=')
    .replaceAll('{{extreme}}', ranked === 'rank' ? 'max' : 'min')
    .replaceAll('{{known}}', withSections ? sectionSql.known : covered.has('has_card') ? 'coalesce(not has_card, false)' : 'false')
    .replaceAll('{{has_card}}', covered.has('has_card') ? 'has_card' : 'null::boolean')
    .replaceAll('{{wholly_read}}', withSections && covered.has('card_unread') ? `len(list_filter(${sectionSql.unread}, lambda one: one <> 'evaluation')) = 0` : 'true')
    .replaceAll('{{flags}}', tests.map(({ met, of }, index) => `(${of}) as of_${index}, (${met}) as met_${index}`).join(',\n    '))
    .replaceAll('{{counts}}', tests.map((_, index) => `count(*) filter (of_${index} and met_${index}) as met_${index}, count(*) filter (of_${index}) as of_${index}`).join(',\n  '));
  const rows = await context.select<CountRow>(text, { size });
  const found = (Object.keys(belongs) as CompletenessPopulation[]).map((population) => [population, rows.filter(belongs[population])] as const);
  function countsOf(members: readonly CountRow[]): ReadonlyMap<string, PropertyCount> {
    return new Map(tests.map(({ name }, index) => [name, { numerator: sumOf(members, `met_${index}`), denominator: sumOf(members, `of_${index}`) }]));
  }
  return new Map(found.filter(([, members]) => members.length > 0).map(([population, members]) => [population, {
    packages: sumOf(members, 'packages'), known: sumOf(members, 'known'), halfRead: sumOf(members, 'half_read'), counts: countsOf(members),
    groups: [...new Set(members.map((row) => row.owner_group))].map((group) => countsOf(members.filter((row) => row.owner_group === group))),
  }]));
}

type CountRow = { readonly owner_group: number; readonly in_top: boolean; readonly with_card: boolean | null } & Readonly<Record<string, number | boolean | null>>;

/** Which rows of the counts make up a population. */
const belongs: Readonly<Record<CompletenessPopulation, (row: CountRow) => boolean>> = {
  'all': () => true,
  'top': (row) => row.in_top,
  'with a card': (row) => row.with_card === true,
  'without a card': (row) => row.with_card === false,
};

function sumOf(rows: readonly CountRow[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0);
}

function listTests(covered: ReadonlySet<Field>, sections: readonly string[]): Test[] {
  const known = covered.has('card_sections') ? sectionSql.known : 'has_card is not null';
  const attributes = testsOfAttributes(covered, allAttributes).flatMap(({ attribute, record, card }): Test[] => {
    const tests: Test[] = record === null ? [] : [{ name: `record:${attribute}`, met: record, of: 'true' }];
    if (card === null || !covered.has('has_card')) return record === null ? [] : [...tests, { name: `anywhere:${attribute}`, met: record, of: 'true' }];
    // What else a card states that was not read to its end, or not in its language, nobody knows: counted in, it would state too little.
    const judged = `${known} and wholly_read${attribute === 'evaluation' && covered.has('card_unread') ? ` and not list_contains(${sectionSql.unread}, 'evaluation')` : ''}`;
    tests.push({ name: `card:${attribute}`, met: card, of: judged });
    // A package whose card is unknown may state in it what its record does not: counted in, it could only ever count as stating it.
    tests.push({ name: `anywhere:${attribute}`, met: record === null ? card : `${record} or ${card}`, of: judged });
    if (!covered.has('card_values')) return tests;
    const declared = `coalesce(len(list_filter(card_values, lambda one: one.attribute = '${attribute}' and one.standing = 'declared' and not list_contains(${sourcesBesideCard}, one.source))) > 0, false)`;
    return [...tests, { name: `card, declared:${attribute}`, met: declared, of: judged }, { name: `card, inferred only:${attribute}`, met: `${card} and not ${declared}`, of: judged }];
  });
  if (!covered.has('card_sections') || !covered.has('has_card')) return attributes;
  const unread = covered.has('card_unread') ? `not list_contains(${sectionSql.unread}, 'SECTION')` : 'true';
  return [
    ...attributes,
    ...sections.map((section): Test => ({
      // `evaluation` is an attribute and a section.
      name: `section:${section}`,
      met: `coalesce(list_contains(${sectionSql.present}, '${section}'), false)`,
      of: `${known} and ${unread.replace('SECTION', section)}`,
    })),
    // Cards that were read for the sections of another kind of package tell nothing of these.
    { name: 'foreign', met: `coalesce(len(list_filter(card_sections, lambda one: not list_contains([${sections.map((one) => `'${one}'`).join(', ')}], one))) > 0, false)`, of: known },
  ];
}
