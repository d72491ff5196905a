import { fieldNames, type Field, type Standing } from '../../src/core/field.js';
import type { Registry } from '../../src/core/registry.js';
import { registries } from '../../src/registries/index.js';
import { code, codes, page, prose, sentence, table, type Page } from './markdown.js';

/** The page of all registries: what each states about each field, and what it does not. */
export function renderRegistries(): Page {
  return page('registries.md', 'Registries', [
    'What each registry says about the fields of a record ([meaning of the fields](data-dictionary.md#fields-of-a-record)). *Stated*: it says so itself. ' +
      '*Derived*: we compute it from what it states. *Not stated*: the registry has no such fact. *Not collected*: it has, or may have, and we do not ask. ' +
      'A single source may have less than its registry: [sources](sources.md).',
    '## Coverage',
    table(
      ['Field', ...registries.map((one) => `[${prose(one.title)}](#${anchorOf(one)})`)],
      fieldNames.map((field) => [code(field), ...registries.map((one) => one.fields[field].standing)]),
    ),
    ...registries.flatMap(describeRegistry),
  ]);
}

function anchorOf(registry: Registry): string {
  return registry.title.toLowerCase().replaceAll(' ', '-');
}

function describeRegistry(registry: Registry): string[] {
  return [
    `## ${prose(registry.title)}`,
    sentence(registry.about),
    [
      `- **Name in commands:** ${code(registry.slug)}`,
      `- **Kinds of packages:** ${registry.kinds.join(', ')}`,
      `- **Downloads:** ${registry.downloadsMean === null ? 'none are stated.' : sentence(registry.downloadsMean)}`,
      `- **Harvest:** ${describeHarvest(registry)}`,
      ...describeAnswers(registry),
      `- **Former names:** ${registry.aliasesSql === null ? 'no rule.' : `names that no listing states any more are told by [a rule](../src/registries/${registry.slug}/aliases.sql).`}`,
      `- **More, and its traps:** [src/registries/${registry.slug}](../src/registries/${registry.slug}/README.md)`,
    ].join('\n'),
    ...present(registry),
    ...lacking(registry),
  ];
}

function describeHarvest(registry: Registry): string {
  const proven = registry.provenLive ? 'It has been run against the live service.' : 'It has **never been run against the live service**.';
  if (registry.harvest === null) return `none: its snapshots come from files only. ${proven}`;
  return `over HTTP by ${code(`hubscope sync ${registry.slug}`)}. ${proven}`;
}

function describeAnswers(registry: Registry): string[] {
  if (registry.answers === null) return [];
  const shapes = Object.entries(registry.answers.shapes).map(
    ([name, shape]) => `  - ${code(name)}: ${shape.lacks.length === 0 ? 'all of the above' : `without ${codes(shape.lacks, '')} (${prose(shape.why)})`}`,
  );
  return [`- **Rule that reads its answers:** ${code(registry.answers.rule)}, for answers of the shapes`, ...shapes];
}

function present(registry: Registry): string[] {
  const rows = fieldNames.flatMap((field) => {
    const standing = registry.fields[field];
    return 'where' in standing ? [[code(field), standing.standing, prose(standing.where)]] : [];
  });
  return [table(['Field', 'Standing', 'Where'], rows)];
}

/** Fields that are not there, together where the reason is one. */
function lacking(registry: Registry): string[] {
  const byReason = new Map<string, { standing: Standing['standing']; why: string; names: Field[] }>();
  for (const field of fieldNames) {
    const standing = registry.fields[field];
    if ('where' in standing) continue;
    const key = `${standing.standing} ${standing.why}`;
    const group = byReason.get(key) ?? { standing: standing.standing, why: standing.why, names: [] };
    group.names.push(field);
    byReason.set(key, group);
  }
  if (byReason.size === 0) return [];
  return [table(['Fields', 'Standing', 'Why'], [...byReason.values()].map((one) => [codes(one.names, ''), one.standing, prose(one.why)]))];
}
