import type { Field } from '../core/field.js';
import type { DocumentationRow } from '../core/measurement.js';

type Group = DocumentationRow['group'];

function popularitiesOf(rows: readonly DocumentationRow[]): readonly string[] {
  return [...new Set(rows.map((row) => row.popularity))];
}

function membersOf(rows: readonly DocumentationRow[], popularity: string, group: Group): readonly DocumentationRow[] {
  return rows.filter((row) => row.popularity === popularity && row.group === group);
}

/** `by downloads 3 of 1000 top and 4 of 1000 bottom`, for each popularity. */
function countPerGroup(rows: readonly DocumentationRow[], meets: (row: DocumentationRow) => boolean): string {
  return popularitiesOf(rows).map((popularity) => {
    const [top, bottom] = (['top', 'bottom'] as const).map((group) => {
      const members = membersOf(rows, popularity, group);
      return `${members.filter(meets).length} of ${members.length} ${group}`;
    });
    return `by ${popularity} ${top} and ${bottom}`;
  }).join('; ');
}

function hasUnread(row: DocumentationRow): boolean {
  return row.unread.length > 0;
}

/** What stands in place of a program: a card of a person's, or none. */
export const handmade = { person: 'a person', nobody: 'no card' } as const;

/** Whether a program wrote the card of a model, as far as the snapshot tells. */
export function isGenerated(row: DocumentationRow): boolean {
  return row.generator !== null && row.generator !== handmade.person && row.generator !== handmade.nobody;
}

function keyOf(row: DocumentationRow): string {
  return `${row.popularity} ${row.group} ${row.name}`;
}

/** What became of cards with sections that could not be judged. */
export function unreadNotes(rows: readonly DocumentationRow[], covered: ReadonlySet<Field>): string[] {
  if (rows.every((row) => row.present === null)) return [];
  if (!covered.has('card_unread')) return ['The snapshot does not tell which sections could not be judged: an absent section may be one that nobody could read.'];
  if (!rows.some(hasUnread)) return ['No card of the groups has a section that could not be judged.'];
  return [`Left out of the card score and of the quality, and kept in the metadata score, are cards with sections that could not be judged: ${countPerGroup(rows, hasUnread)}.`];
}

/** By which rules the cards of the groups were read. */
export function ruleNotes(rules: ReadonlyMap<string, number>): string[] {
  const versions = [...rules].sort(([a], [b]) => (a < b ? -1 : 1));
  if (versions.length === 0) return [];
  if (versions.length === 1) return [`Cards were read by the rules ${versions[0]?.[0] ?? ''}.`];
  return [`Cards were read by several versions of the rules, which may tell them apart where nothing else does: ${versions.map(([rule, n]) => `${rule} (${n} cards)`).join(', ')}.`];
}

/** How many models of each group are left out because a program wrote their card. */
export function generatedNotes(rows: readonly DocumentationRow[]): string[] {
  const generators = new Set(rows.flatMap((row) => (isGenerated(row) && row.generator !== null ? [row.generator] : [])));
  const names = generators.size === 0 ? '' : ` (${[...generators].sort().join(', ')})`;
  return [`Left out because a program wrote their card${names}: ${countPerGroup(rows, isGenerated)}.`];
}

/** How many members of the first groups are also in the second ones. */
export function keptNotes(before: readonly DocumentationRow[], after: readonly DocumentationRow[]): string[] {
  const kept = new Set(after.map(keyOf));
  return [`Of the groups with all cards these hold: ${countPerGroup(before, (row) => kept.has(keyOf(row)))}; a program wrote the card of: ${countPerGroup(before, isGenerated)}.`];
}
