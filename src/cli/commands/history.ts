import { describeField } from '../../app/describe-package.js';
import { withReader } from '../../app/with-store.js';
import { parseInstant } from '../../store/instants.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatCount, formatInstant, formatValue } from '../format.js';
import { requireField, textOption } from '../option-values.js';
import { renderTable } from '../table.js';
import { visible } from '../terminal-text.js';

/** `hubscope history`: one field of one package over time. */
export const historyCommand: CommandDeclaration = {
  name: 'history',
  summary: 'one field of a package over time',
  description:
    'Lists the values that a field had, each with the snapshots that showed it. "The package has none" is a value like others. Snapshots that list the package and do not tell the field are gaps, named with the reason; ' +
    'between two snapshots a value may have changed and changed back unseen.',
  examples: [
    { line: 'hubscope history google-bert/bert-base-uncased downloads', does: 'its downloads, snapshot by snapshot' },
    { line: 'hubscope history 621ffdc036468d709f17434d name', does: 'the names it had, found by identifier' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('<package>', 'name, former name or identifier')
      .argument('<field>', 'field of a record, such as downloads, tags, licences')
      .option('--as-of <instant>', 'leave out snapshots after this date or date-time (UTC)')
      .option('--registry <slug>', 'registry it is of, where several have the name')
      .option('--kind <kind>', 'kind it is of: model, dataset or library');
  },
  run(context, [word, fieldWord], options) {
    const field = requireField(String(fieldWord));
    const asOf = textOption(options, 'asOf');
    const question = {
      name: String(word), registry: textOption(options, 'registry'), kind: textOption(options, 'kind'),
      asOf: asOf === undefined ? null : parseInstant(asOf),
    };
    return withReader(context.storePath, context.io.signal, async (connection) => {
      const { package: found, history, presence } = await describeField(connection, question, field);
      const rows = history.periods.map((one) => [
        one.value === null ? 'the package has none' : formatValue(one.value), formatInstant(one.from.takenAt), formatInstant(one.lastConfirmed.takenAt),
        one.until === null ? '' : formatInstant(one.until.takenAt), formatCount(one.snapshots),
      ]);
      const columns = [
        { title: field, flexible: true }, { title: 'first seen' }, { title: 'last seen' }, { title: 'other value at' }, { title: 'snapshots', align: 'right' },
      ] as const;
      const gaps = history.gaps.map((one) => [formatInstant(one.takenAt), one.series, `${one.standing}: ${one.why ?? 'no reason given'}`]);
      const missing = presence.flatMap((run) => (run.missingAt === null ? [] : [`Not listed in ${visible(run.series)} from ${formatInstant(run.missingAt.takenAt)} on (last seen ${formatInstant(run.lastSeen.takenAt)})`]));
      const body = rows.length === 0 ? `No snapshot tells ${field} of ${visible(found.name)}.` : renderTable(columns, rows, context.width, context.bold);
      return {
        json: { package: found, field, periods: history.periods, gaps: history.gaps, presence },
        text: [
          `${visible(found.name)} (${found.registry} ${found.kind})`, '', body,
          ...(gaps.length === 0 ? [] : ['', renderTable([{ title: 'not told at' }, { title: 'series', flexible: true }, { title: 'why', flexible: true }], gaps, context.width, context.bold)]),
          ...(missing.length === 0 ? [] : ['', ...missing]),
        ].join('\n'),
      };
    });
  },
};
