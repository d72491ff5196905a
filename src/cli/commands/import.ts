import { UsageError } from '../../core/errors.js';
import { largestShareSetAside } from '../../core/snapshot.js';
import { findSource, listSources, locateSources } from '../../app/find-sources.js';
import { importSources, type ImportItem, type ImportResult } from '../../app/import-sources.js';
import type { CommandContext, CommandResult } from '../command-context.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatInstant, formatKinds, formatMany } from '../format.js';
import { snapshotLine } from '../harvest-text.js';
import { textOption } from '../option-values.js';
import { renderTable } from '../table.js';
import { visible } from '../terminal-text.js';

/** `hubscope import`: snapshots from files. */
export const importCommand: CommandDeclaration = {
  name: 'import',
  summary: 'make snapshots of files: dumps, published lists, tables',
  description:
    'Reads files that a mapping describes (CSV, JSON lines, Parquet, API answers) into the store, as one snapshot or, where the file has dates, several. ' +
    'Importing the same again changes nothing; older sources may come after newer ones. A mapping is one of those the program knows (--list) or a YAML file of your own. ' +
    'With --all every known source whose files lie in the folder or its sub-folders is imported; one that fails does not stop the others (code 3).',
  examples: [
    { line: 'hubscope import --list', does: 'the sources the program knows, with their files and dates' },
    { line: 'hubscope import hf-2021-06-esem-ancient data/hf-2021-06-esem-ancient', does: 'one source from a folder with its files' },
    { line: 'hubscope import my-registry.yaml my-list.csv', does: 'a mapping of your own, and one file' },
    { line: 'hubscope import --all data', does: 'everything known that is found under the folder' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('[source]', 'slug of a known source, or a mapping file (.yaml)')
      .argument('[path]', 'folder with the files, or the one file')
      .option('--list', 'list the known sources, and import nothing')
      .option('--all <folder>', 'import every known source found under this folder');
  },
  async run(context, [source, from], options) {
    const all = textOption(options, 'all');
    if (options['list'] === true) {
      if (source !== undefined || all !== undefined) throw new UsageError('import: --list imports nothing; expected it alone');
      return listed(context);
    }
    if (all !== undefined) {
      if (source !== undefined) throw new UsageError('import: --all takes no source; expected one or the other, got both');
      return importAll(context, context.resolve(all));
    }
    if (typeof source !== 'string' || typeof from !== 'string') {
      throw new UsageError('import: source or path is missing; expected `hubscope import <source> <path>`, `--all <folder>` or `--list`');
    }
    const found = findSource(/\.ya?ml$/i.test(source) ? context.resolve(source) : source);
    return imported(await importItems(context, [{ mapping: found.mapping, from: context.resolve(from) }]), []);
  },
};

function importItems(context: CommandContext, items: readonly ImportItem[]): Promise<ImportResult[]> {
  const { io, progress, storePath } = context;
  return importSources(items, { storePath, now: io.now, signal: io.signal, progress });
}

async function importAll(context: CommandContext, folder: string): Promise<CommandResult> {
  const located = locateSources(folder);
  const items = located.flatMap((one) => (one.folder === null ? [] : [{ mapping: one.mapping, from: one.folder }]));
  const skipped = located.flatMap((one) => (one.folder === null ? [{ source: one.slug, why: one.why }] : []));
  if (items.length === 0) throw new UsageError(`import: no known source (${folder}); expected the files of one of: ${located.map((one) => one.slug).join(', ')}`);
  return imported(await importItems(context, items), skipped);
}

function imported(results: readonly ImportResult[], skipped: readonly { source: string; why: string }[]): CommandResult {
  const failed = results.filter((one) => one.error !== null);
  const lossy = results.flatMap((one) => one.snapshots.filter((snapshot) => snapshot.setAside > largestShareSetAside * (snapshot.setAside + snapshot.records)));
  const lines = results.flatMap((one) => [
    ...one.snapshots.map(snapshotLine),
    ...(one.error === null ? [] : [`Failed: ${visible(one.error)}`]),
  ]);
  const notRead = results.flatMap((one) => one.snapshots.filter((snapshot) => snapshot.cardsNotRead !== undefined));
  const incomplete = [
    ...(failed.length > 0 ? [`${failed.length} of ${results.length} sources failed: ${failed.map((one) => one.source).join(', ')}`] : []),
    ...lossy.map((snapshot) => `${snapshot.setAside} of ${snapshot.setAside + snapshot.records} elements of snapshot ${snapshot.snapshotKey} were set aside`),
    ...notRead.map((snapshot) => `${formatMany(snapshot.cardsNotRead?.count ?? 0, 'card')} of snapshot ${snapshot.snapshotKey} could not be read`),
  ].join('; ');
  return {
    json: { sources: results, skipped },
    text: [...lines, ...skipped.map((one) => `Not imported: ${one.source} (${visible(one.why)})`)].join('\n'),
    incomplete: incomplete === '' ? null : incomplete,
  };
}

function listed(context: CommandContext): CommandResult {
  const sources = listSources().map(({ slug, mapping }) => ({
    source: slug, title: mapping.title, registry: mapping.registry, kind: mapping.kind, series: mapping.series, files: mapping.files, format: mapping.format,
    takenAt: 'fixed' in mapping.taken_at ? mapping.taken_at.fixed : null,
    datedBy: 'column' in mapping.taken_at ? mapping.taken_at.column : null,
    incompleteWhy: mapping.incomplete === false ? null : mapping.incomplete,
  }));
  const rows = sources.map((one) => [
    one.source, `${one.registry} ${formatKinds(one.kind)}`, one.takenAt === null ? `column ${one.datedBy ?? ''}` : formatInstant(one.takenAt),
    one.files.join(', '), one.incompleteWhy === null ? one.title : `${one.title} (part)`,
  ]);
  const columns = [{ title: 'source' }, { title: 'registry' }, { title: 'date' }, { title: 'files', flexible: true }, { title: 'what', flexible: true }];
  return { json: { sources }, text: renderTable(columns, rows, context.width, context.bold) };
}
