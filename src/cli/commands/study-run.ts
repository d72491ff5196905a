import { existsSync } from 'node:fs';
import { UsageError } from '../../core/errors.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatMany } from '../format.js';
import { textOption } from '../option-values.js';
import { visible } from '../terminal-text.js';

/** `hubscope study run`: a whole study, with its report. */
export const studyRunCommand: CommandDeclaration = {
  name: 'study run',
  summary: 'run a study and write its report',
  description:
    'Computes the metrics a study names on the snapshots it names, and writes figures, tables and results to a folder. What the store does not have is named in the report, and the command ends with code 3.',
  examples: [
    { line: 'hubscope study run studies/esem-2024.yaml --out out/esem-2024', does: 'figures, tables and results of one study' },
    { line: 'hubscope study run my-study.yaml --out out/mine --store data.duckdb', does: 'a study of your own, on another store' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('<file>', 'study in YAML')
      .requiredOption('--out <folder>', 'folder for the report; made if need be');
  },
  async run(context, [word], options) {
    const studyFile = context.resolve(String(word));
    if (!existsSync(studyFile)) throw new UsageError(`study: no such file (${studyFile}); expected a study in YAML`);
    const out = context.resolve(textOption(options, 'out') ?? '');
    const { io, progress, storePath } = context;
    io.signal.throwIfAborted();
    // The plots bring half a second of loading, which no other command should pay.
    const { runStudy } = await import('../../app/run-study.js');
    const { files, incomplete } = await runStudy({ storePath, studyFile, out, generatedAt: io.now(), progress, signal: io.signal });
    return {
      json: { files, incomplete, out },
      text: [`Wrote ${formatMany(files.length, 'file')} to ${visible(out)}`, ...incomplete.map((one) => `Not in it: ${visible(one)}`)].join('\n'),
      incomplete: incomplete.length === 0 ? null : incomplete.join('; '),
    };
  },
};
