import type { SnapshotOutcome } from '../core/snapshot.js';
import type { EngineOptions } from '../store/open-store.js';
import { importSource } from './import-source.js';
import type { Progress } from './progress.js';
import type { SourceMapping } from './source-mapping.js';
import { withWriter } from './with-store.js';

/** One source and where it lies. */
export interface ImportItem {
  readonly mapping: SourceMapping;
  readonly from: string;
}

/** What became of one source. */
export interface ImportResult {
  readonly source: string;
  readonly from: string;
  readonly snapshots: readonly SnapshotOutcome[];
  /** Why it failed; null where it did not. */
  readonly error: string | null;
}

/**
 * Imports sources one after the other; what a source brought is published before the next begins. With one source an
 * error is thrown; with several it is told in the result, and the others go on.
 */
export function importSources(
  items: readonly ImportItem[],
  options: {
    readonly storePath: string;
    readonly now: () => Date;
    readonly signal?: AbortSignal | undefined;
    readonly progress: Progress;
    readonly engine?: EngineOptions;
  },
): Promise<ImportResult[]> {
  const { signal, progress } = options;
  return withWriter(options.storePath, 'import', signal, async (writer) => {
    const results: ImportResult[] = [];
    for (const [index, { mapping, from }] of items.entries()) {
      signal?.throwIfAborted();
      progress.step(items.length > 1 ? `importing ${mapping.slug} (${results.length + 1} of ${items.length})` : `importing ${mapping.slug}`);
      try {
        const snapshots = await importSource(writer.connection, { mapping, from, now: options.now, progress, signal });
        if (snapshots.some((one) => one.outcome === 'recorded')) {
          progress.step(`writing ${mapping.slug} to the store`);
          await writer.publish(index === items.length - 1);
        }
        results.push({ source: mapping.slug, from, snapshots, error: null });
      } catch (error) {
        signal?.throwIfAborted();
        if (items.length === 1) throw error;
        const message = error instanceof Error ? error.message : String(error);
        results.push({ source: mapping.slug, from, snapshots: [], error: message.replace(/\s*\n\s*/g, ' ') });
      }
    }
    return results;
  }, options.engine);
}
