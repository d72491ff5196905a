import { basename } from 'node:path';
import { listSources } from '../../src/app/find-sources.js';
import { columnOf, standingsOf, type SourceMapping, type TableMapping } from '../../src/app/source-mapping.js';
import { fieldNames, type Field, type Standing } from '../../src/core/field.js';
import type { Registry } from '../../src/core/registry.js';
import { findRegistry } from '../../src/registries/index.js';
import { code, codes, page, prose, sentence, table, type Page } from './markdown.js';

/** The page of all sources that a mapping describes, in order of registry and slug. */
export function renderSources(): Page {
  const sources = listSources().sort((one, other) => compare(one.mapping.registry, other.mapping.registry) || compare(one.slug, other.slug));
  return page('sources.md', 'Sources', [
    'Files that `hubscope import` can read, each described by a mapping in `mappings/`. The files are not part of this project: whoever published them holds the rights. ' +
      'A mapping says where the instant comes from, whether the list is whole, and for every field why it is absent. No source was changed before reading.',
    table(
      ['Source', 'Registry', 'Kind', 'Instant', 'Whole', 'Ranked by'],
      sources.map(({ slug, mapping }) => [
        `[${slug}](#${slug})`,
        findRegistry(mapping.registry).title,
        mapping.kind,
        'fixed' in mapping.taken_at ? mapping.taken_at.fixed.slice(0, 10) : 'several, from a column',
        mapping.incomplete === false ? 'yes' : 'no',
        mapping.popularity ?? 'nothing',
      ]),
    ),
    ...sources.flatMap(({ mapping, file }) => describeSource(mapping, basename(file))),
  ]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function describeSource(mapping: SourceMapping, file: string): string[] {
  const registry = findRegistry(mapping.registry);
  const standings = standingsOf(mapping, registry, derivedFields(mapping, registry));
  return [
    `## ${mapping.slug}`,
    `${sentence(mapping.title)} [Mapping](../mappings/${file}).`,
    [
      `- **Series:** ${code(mapping.series)} of ${registry.title}, kind ${mapping.kind}`,
      `- **Files:** ${codes(mapping.files, 'none')}, ${describeFormat(mapping)}`,
      `- **Instant:** ${describeInstant(mapping)}`,
      `- **Whole registry:** ${mapping.incomplete === false ? 'yes.' : `no: ${sentence(mapping.incomplete)}`}`,
      `- **Ranked by:** ${mapping.popularity === null ? 'nothing; no popularity is stated.' : `${code(mapping.popularity)}${mapping.rank_by === null ? '' : ` (${prose(mapping.rank_by)})`}`}`,
      ...describeExtras(mapping),
    ].join('\n'),
    table(['Field', 'Standing', 'From'], fieldNames.flatMap((field) => presentRow(field, standings[field], mapping))),
    describeAbsent(standings),
  ];
}

/** What the registry's SQL computes from the tags of a table, where it has tags. */
function derivedFields(mapping: SourceMapping, registry: Registry): Field[] {
  if (mapping.format === 'answers' || !('tags' in mapping.fields)) return [];
  return (registry.answers?.derived ?? []).flatMap((one) => one.fields).filter((field) => !(field in mapping.fields));
}

function describeFormat(mapping: SourceMapping): string {
  return mapping.format === 'answers' ? `raw answers (container ${code(mapping.container)}, shape ${code(mapping.shape)})` : mapping.format;
}

function describeInstant(mapping: SourceMapping): string {
  const { taken_at } = mapping;
  if ('fixed' in taken_at) return `${taken_at.fixed}. ${sentence(taken_at.why)}`;
  return `column ${code(taken_at.column)}, read as ${taken_at.as}; one snapshot per value. ${sentence(taken_at.why)}`;
}

function describeExtras(mapping: SourceMapping): string[] {
  const cards = mapping.cards === undefined ? [] : [`- **Cards:** in ${code(mapping.cards.file)}, found by ${code(mapping.cards.name)}${slashText(mapping.cards.slash)}${mapping.cards.lacks === undefined ? '' : `; it lacks ${mapping.cards.lacks}`}`];
  if (mapping.format === 'answers') return cards;
  const { unpivot, lookup, identifier } = mapping;
  return [
    ...cards,
    ...(identifier === undefined ? [] : [`- **Identifier of the registry:** column ${code(columnOf(identifier).column)}`]),
    ...(unpivot === undefined ? [] : [`- **Turned:** each column that matches ${code(unpivot.columns)} becomes rows of ${code(unpivot.name)} and ${code(unpivot.value)}`]),
    ...(lookup === undefined ? [] : [`- **Looked up:** ${code(lookup.as)} is ${code(lookup.value)} of ${code(lookup.file)}, where its ${code(lookup.from)} is ${code(lookup.key)}`]),
  ];
}

function presentRow(field: Field, standing: Standing, mapping: SourceMapping): string[][] {
  if (!('where' in standing)) return [];
  return [[code(field), standing.standing, `${prose(standing.where)}${mapping.format === 'answers' ? '' : conversionOf(field, mapping)}`]];
}

function conversionOf(field: Field, mapping: TableMapping): string {
  const column = mapping.fields[field];
  const as = column === undefined ? 'text' : columnOf(column).as;
  return as === 'text' ? '' : `, read as ${as}`;
}

function describeAbsent(standings: Readonly<Record<Field, Standing>>): string {
  const byReason = new Map<string, Field[]>();
  for (const field of fieldNames) {
    const standing = standings[field];
    if ('where' in standing) continue;
    const reason = `${standing.standing}; ${standing.why}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), field]);
  }
  if (byReason.size === 0) return 'Every field of a record is there.';
  return ['Absent:', '', ...[...byReason].map(([reason, names]) => `- ${codes(names, '')}: ${prose(reason)}`)].join('\n');
}

function slashText(slash: string | undefined): string {
  return slash === undefined ? '' : `, in which ${code(slash)} stands for ${code('/')}`;
}
