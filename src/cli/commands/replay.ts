import { existsSync } from 'node:fs';
import { UsageError } from '../../core/errors.js';
import { mergeArchive } from '../../app/merge-archive.js';
import { withWriter } from '../../app/with-store.js';
import { harvestMemory } from '../../store/open-store.js';
import type { CommandDeclaration } from '../declaration.js';
import { archiveText } from '../harvest-text.js';

/** `hubscope replay`: makes a snapshot of an archive again, without network. */
export const replayCommand: CommandDeclaration = {
  name: 'replay',
  summary: 'make a snapshot of archived answers',
  description: 'Makes the snapshot of an archive written by hubscope sync, as the sync did: the same records, without network and without token.',
  examples: [
    { line: 'hubscope replay .hubscope/archive/huggingface-model-20260301T000000Z', does: 'into the usual store' },
    { line: 'hubscope replay archive-of-a-colleague --store check.duckdb', does: 'into a new store, to compare' },
  ],
  usesStore: true,
  define(command) {
    command.argument('<archive>', 'folder with manifest.json and the raw answers');
  },
  async run(context, [word]) {
    const folder = context.resolve(String(word));
    if (!existsSync(folder)) throw new UsageError(`replay: no such folder (${folder}); expected an archive made by \`hubscope sync\``);
    const { io, progress } = context;
    const outcome = await withWriter(context.storePath, 'replay', io.signal, async (writer) => {
      const merged = await mergeArchive(writer.connection, folder, { now: io.now, progress, signal: io.signal });
      if (merged.snapshot.outcome === 'recorded') await writer.publish(true);
      return merged;
    }, { memory: harvestMemory });
    return { json: { ...outcome, archive: folder, store: context.storePath }, text: archiveText(outcome), incomplete: outcome.incompleteWhy };
  },
};
