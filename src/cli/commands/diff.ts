import { withReader } from '../../app/with-store.js';
import { findSnapshotByName, listSnapshots } from '../../store/list-snapshots.js';
import { compareSnapshots, type SnapshotDifference } from '../../store/snapshot-difference.js';
import type { CommandContext } from '../command-context.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatCount, formatInstant, formatValue } from '../format.js';
import { listOf, numberOption, requireField, wholeNumber } from '../option-values.js';
import { renderTable } from '../table.js';
import { cutTo, visible } from '../terminal-text.js';

/** `hubscope diff`: what changed between two snapshots. */
export const diffCommand: CommandDeclaration = {
  name: 'diff',
  summary: 'what changed between two snapshots',
  description:
    'Compares two snapshots of one registry and kind, the earlier with the later: packages that came, went or were renamed, and how many values of each field changed, with examples (of numbers the largest changes). ' +
    'Fields that one of the two does not tell are named, not counted as changed. A snapshot is named by its number, or as <series>@<date> (the newest not after it) or <series>@latest.',
  examples: [
    { line: 'hubscope diff 3 4', does: 'everything, by number (hubscope snapshots)' },
    { line: 'hubscope diff huggingface-sync-model@2026-03-01 huggingface-sync-model@latest', does: 'by list and date' },
    { line: 'hubscope diff 3 4 --field licences,base_models --limit 50', does: 'only some fields, with more examples' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('<snapshot>', 'number, <series>@<date> or <series>@latest')
      .argument('<other>', 'the snapshot to compare it with')
      .option('--field <name>', 'only this field; several with commas or by repeating it', listOf)
      .option('--limit <n>', 'examples of each difference', wholeNumber(0, 10_000), 10);
  },
  run(context, [first, second], options) {
    const only = Array.isArray(options['field']) ? options['field'].map((word) => requireField(String(word))) : undefined;
    return withReader(context.storePath, context.io.signal, async (connection) => {
      const snapshots = await listSnapshots(connection);
      const difference = await compareSnapshots(
        connection, findSnapshotByName(snapshots, String(first)), findSnapshotByName(snapshots, String(second)),
        { only, examples: numberOption(options, 'limit') ?? 10, onField: (_field, done, of) => context.progress.step('comparing fields', done, of) },
      );
      return { json: difference, text: textOf(difference, context) };
    });
  },
};

function textOf(difference: SnapshotDifference, context: CommandContext): string {
  const { before, after, added, gone, renamed, changed, notComparable } = difference;
  const lines = [
    `From ${before.snapshotKey} (${visible(before.series)}, ${formatInstant(before.takenAt)}) to ${after.snapshotKey} (${visible(after.series)}, ${formatInstant(after.takenAt)})`,
  ];
  if (!difference.sameSeries) lines.push('The two are different lists: a package that one of them lacks may only be outside its scope.');
  for (const one of [before, after]) if (!one.complete) lines.push(`Snapshot ${one.snapshotKey} is not whole: ${visible(one.incompleteWhy ?? 'unknown why')}`);
  lines.push('', `In both ${formatCount(difference.inBoth)}, new ${formatCount(added.count)}, gone ${formatCount(gone.count)}, renamed ${formatCount(renamed.count)}`);
  function block(title: string, count: number, examples: readonly string[]): void {
    if (count === 0 || examples.length === 0) return;
    lines.push('', context.bold(count > examples.length ? `${title} (${formatCount(examples.length)} of ${formatCount(count)})` : title));
    for (const example of examples) lines.push(`  ${context.width === undefined ? example : cutTo(example, context.width - 2)}`);
  }
  block('New', added.count, added.examples.map(visible));
  block('Gone', gone.count, gone.examples.map(visible));
  block('Renamed', renamed.count, renamed.examples.map((one) => `${visible(one.from)} → ${visible(one.to)}`));
  for (const one of changed) {
    block(`${one.field}: ${formatCount(one.changed)} changed`, one.changed, one.examples.map((each) => `${visible(each.name)}: ${change(each.before, each.after)}`));
  }
  if (changed.length === 0) lines.push('', 'No value that both tell has changed.');
  if (notComparable.length > 0) {
    lines.push('', renderTable([{ title: 'not comparable', flexible: true }, { title: 'told in' }, { title: 'why', flexible: true }], untold(difference), context.width, context.bold));
  }
  return lines.join('\n');
}

/** Lists as what was added and taken away; other values as before and after. */
function change(before: unknown, after: unknown): string {
  function short(value: unknown): string {
    return cutTo(visible(formatValue(value)), 80);
  }
  if (!Array.isArray(before) || !Array.isArray(after)) return `${short(before)} → ${short(after)}`;
  const was = before.map(formatValue);
  const is = after.map(formatValue);
  const parts = [...is.filter((one) => !was.includes(one)).map((one) => `+${one}`), ...was.filter((one) => !is.includes(one)).map((one) => `−${one}`)];
  return parts.length === 0 ? 'other order' : cutTo(visible(parts.join(' ')), 160);
}

/** Fields with one reason in one line: most of them share it. */
function untold({ before, after, notComparable }: SnapshotDifference): string[][] {
  const byReason = new Map<string, Set<string>>();
  for (const field of new Set(notComparable.map((one) => one.field))) {
    const own = notComparable.filter((one) => one.field === field);
    const missing = own.map((one) => one.snapshotKey);
    const where = [before, after].filter((one) => !missing.includes(one.snapshotKey)).map((one) => String(one.snapshotKey));
    const why = [...new Set(own.map((one) => `${one.standing}: ${one.why ?? 'no reason given'}`))].join('; ');
    const key = JSON.stringify([where[0] ?? 'neither', why]);
    byReason.set(key, (byReason.get(key) ?? new Set()).add(field));
  }
  return [...byReason].map(([key, fields]) => [[...fields].join(', '), ...(JSON.parse(key) as string[])]);
}
