import { listSnapshots } from '../../store/list-snapshots.js';
import { withReader } from '../../app/with-store.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatCount, formatInstant } from '../format.js';
import { textOption } from '../option-values.js';
import { renderTable } from '../table.js';

/** `hubscope snapshots`: what was taken when, and how whole it is. */
export const snapshotsCommand: CommandDeclaration = {
  name: 'snapshots',
  summary: 'list the snapshots of the store',
  description: 'Lists the snapshots by registry, kind and time: how many records, how many elements of the source were set aside, whether it is whole and if not why, and whether it is simulated.',
  examples: [
    { line: 'hubscope snapshots', does: 'all of them' },
    { line: 'hubscope snapshots --registry huggingface --kind model --json', does: 'those of the models of one registry, for a program' },
  ],
  usesStore: true,
  define(command) {
    command
      .option('--registry <slug>', 'only this registry')
      .option('--kind <kind>', 'only this kind: model, dataset or library')
      .option('--series <name>', 'only this list');
  },
  run: (context, _words, options) =>
    withReader(context.storePath, context.io.signal, async (connection) => {
      const snapshots = await listSnapshots(connection, {
        registry: textOption(options, 'registry'), kind: textOption(options, 'kind'), series: textOption(options, 'series'),
      });
      const columns = [
        { title: '#', align: 'right' }, { title: 'date' }, { title: 'registry' }, { title: 'kind' }, { title: 'series', flexible: true },
        { title: 'records', align: 'right' }, { title: 'aside', align: 'right' }, { title: 'data' }, { title: 'whole', flexible: true },
      ] as const;
      const rows = snapshots.map((one) => [
        String(one.snapshotKey), formatInstant(one.takenAt), one.registry, one.kind, one.series, formatCount(one.records), formatCount(one.setAside),
        one.simulated === null ? 'real' : `simulated, seed ${one.simulated}`, one.complete ? 'yes' : `no: ${one.incompleteWhy ?? 'unknown'}`,
      ]);
      const text = snapshots.length === 0 ? 'No snapshots.' : renderTable(columns, rows, context.width, context.bold);
      return { json: { snapshots }, text };
    }),
};
