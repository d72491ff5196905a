import { describePackage, type FieldAnswer, type PackageDescription } from '../../app/describe-package.js';
import { withReader } from '../../app/with-store.js';
import { parseInstant } from '../../store/instants.js';
import type { CommandContext } from '../command-context.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatCount, formatInstant, formatValue } from '../format.js';
import { textOption } from '../option-values.js';
import { renderPairs, renderTable } from '../table.js';
import { cutTo, visible } from '../terminal-text.js';

/** Longer values are cut in the table for people; `--json` has them whole. */
const longestValue = 400;

/** `hubscope model`: everything known of one package as of an instant. */
export const modelCommand: CommandDeclaration = {
  name: 'model',
  summary: 'everything known of a package, now or as of any instant',
  description:
    'Shows every field of a package with since when the value is known and which snapshot confirmed it last. Where there is no value it says which: the package has none, ' +
    'or nobody could tell (not stated by the registry, not collected, and why). The package is found by its name, a former name or the identifier of its registry.',
  examples: [
    { line: 'hubscope model google-bert/bert-base-uncased', does: 'as the newest snapshots show it' },
    { line: 'hubscope model bert-base-uncased --as-of 2022-03-01', does: 'by its former name, as of the end of that day' },
    { line: 'hubscope model express --registry npm --json', does: 'of one registry, for a program' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('<package>', 'name, former name or identifier')
      .option('--as-of <instant>', 'date or date-time (UTC) to look at; a date means its end')
      .option('--registry <slug>', 'registry it is of, where several have the name')
      .option('--kind <kind>', 'kind it is of: model, dataset or library');
  },
  run(context, [word], options) {
    const asOf = textOption(options, 'asOf');
    const question = {
      name: String(word), registry: textOption(options, 'registry'), kind: textOption(options, 'kind'),
      asOf: asOf === undefined ? null : parseInstant(asOf),
    };
    return withReader(context.storePath, context.io.signal, async (connection) => {
      const description = await describePackage(connection, question);
      return { json: description, text: textOf(description, context) };
    });
  },
};

function textOf(description: PackageDescription, context: CommandContext): string {
  const { package: found, presence, parents, names } = description;
  const head = renderPairs([
    ['package', found.name], ['registry', `${found.registry}, ${found.kind}`], ['identifier', found.registryId ?? 'no source states one'],
    ...(description.asOf === null ? [] : [['as of', formatInstant(description.asOf)] as const]),
    ...names.map((one) => ['name', `${one.name} (${one.from === null ? one.how : `from ${formatInstant(one.from)}${one.until === null ? '' : ` until ${formatInstant(one.until)}`}`})`] as const),
    ...parents.map((one) => ['parent', `${one.name} (${one.relation})${one.inStore ? '' : ', not in the store'}`] as const),
    ['descendants', description.descendants === null ? 'unknown: no snapshot tells parents' : `${formatCount(description.descendants)} direct`],
    ...description.others.map((one) => ['also', `${one.name} (${one.registryId ?? 'no identifier'}) bears or bore this name`] as const),
  ], context.width);
  const runs = presence.map((run) => [
    run.series, formatInstant(run.from.takenAt), formatInstant(run.lastSeen.takenAt), formatCount(run.snapshots),
    run.missingAt === null ? '' : formatInstant(run.missingAt.takenAt),
  ]);
  const columns = [{ title: 'field' }, { title: 'value', flexible: true }, { title: 'since' }, { title: 'confirmed' }];
  const known = description.fields.filter((one) => one.known);
  const rows = known.map((one) => [one.field, cutTo(visible(shown(one)), longestValue), formatInstant(one.since.takenAt), formatInstant(one.confirmed.takenAt)]);
  const unknown = description.fields.flatMap((one) => (one.known ? [] : [[one.field, `${one.standing}: ${one.why}`]]));
  const presenceColumns = [{ title: 'listed in', flexible: true }, { title: 'from' }, { title: 'last seen' }, { title: 'snapshots', align: 'right' }, { title: 'missing since' }] as const;
  return [
    head, '', renderTable(presenceColumns, runs, context.width, context.bold), '', renderTable(columns, rows, context.width, context.bold),
    ...(unknown.length === 0 ? [] : ['', renderTable([{ title: 'not known' }, { title: 'why', flexible: true }], unknown, context.width, context.bold)]),
  ].join('\n');
}

function shown(answer: Extract<FieldAnswer, { known: true }>): string {
  return answer.value === null ? 'the package has none' : formatValue(answer.value);
}
