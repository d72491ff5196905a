import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SnapshotOutcome } from '../core/snapshot.js';
import { openReader, openWriter } from '../store/open-store.js';
import { selectRows } from '../store/rows.js';
import { importSource } from './import-source.js';
import type { AnswersMapping, TableMapping } from './source-mapping.js';

/** A mapping of a CSV file of names and downloads at one instant, but for what a test changes. */
export function tableMapping(changed: Partial<TableMapping> = {}): TableMapping {
  return {
    slug: 'test-table', title: 'A table', registry: 'huggingface', kind: 'model', series: 'test-table', files: ['table.csv'], format: 'csv',
    taken_at: { fixed: '2024-01-01T00:00:00Z', why: 'the test says so' },
    incomplete: false, popularity: null, rank_by: null, absent: {}, otherwise: 'the test leaves it out',
    fields: { name: 'name', downloads: { column: 'downloads', as: 'integer' } },
    ...changed,
  };
}

/** The same with a column of dates. */
export function datedMapping(): TableMapping {
  return tableMapping({ taken_at: { column: 'date', as: 'instant', why: 'the test says so' } });
}

/** A mapping of raw answers at one instant. */
export function answersMapping(container: AnswersMapping['container'], shape: 'listing' | 'detail' = 'listing'): AnswersMapping {
  return {
    slug: 'test-answers', title: 'Answers', registry: 'huggingface', kind: 'model', series: 'test-answers', files: ['answers.jsonl'], format: 'answers',
    container, shape, taken_at: { fixed: '2024-01-01T00:00:00Z', why: 'the test says so' },
    incomplete: false, popularity: null, rank_by: null, absent: {}, otherwise: 'the test leaves it out',
  };
}

/** One list answer of the hub, as short as it can be. */
export function listed(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { _id: `id of ${id}`.slice(0, 60), id, likes: 0, private: false, downloads: 1, tags: [], createdAt: '2023-05-01T00:00:00.000Z', ...more };
}

/** A folder of its own for one test. */
export function makeFolder(): { path: string; write(name: string, content: string | Buffer): string; gzip(name: string, content: string): string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'hubscope-import-'));
  function write(name: string, content: string | Buffer): string {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  }
  return {
    path: folder,
    write,
    gzip: (name, content) => write(name, gzipSync(content)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Imports a source into a store on disk, as the command does: publishes only what went well to the end. */
export async function importInto(storePath: string, mapping: TableMapping | AnswersMapping, from: string): Promise<SnapshotOutcome[]> {
  const writer = await openWriter(storePath, 'import', { threads: 1 });
  try {
    const outcomes = await importSource(writer.connection, { mapping, from, now: () => new Date('2026-01-01T00:00:00Z'), progress: { step() {} } });
    await writer.publish();
    return outcomes;
  } finally {
    writer.close();
  }
}

/** Rows of a query over a store on disk. */
export async function readStore<Row>(storePath: string, sql: string): Promise<Row[]> {
  const reader = await openReader(storePath, { threads: 1 });
  try {
    return await selectRows<Row>(reader.connection, sql);
  } finally {
    reader.close();
  }
}
