import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMirror } from '../api/serve-mirror.js';
import { fieldNames } from '../core/field.js';
import { startPracticeHub } from '../practice/practice-hub.js';
import { historyTable, quoted } from '../store/history-tables.js';
import { openMirrorStore } from '../store/mirror-store.js';
import { selectOne, selectRows } from '../store/rows.js';
import { listen } from './listen.js';
import { allAspects, createSyncFolder } from './sync-hub.test-data.js';

const pages = fileURLToPath(new URL('../../../shared/data/hf-2024-07-11-pages', import.meta.url));

let one: ReturnType<typeof createSyncFolder>;
let other: ReturnType<typeof createSyncFolder>;
beforeEach(() => {
  one = createSyncFolder();
  other = createSyncFolder();
});
afterEach(() => {
  one.remove();
  other.remove();
});

/** Serves a store as `hubscope serve` does, for the time of some work. */
async function whileServed<Result>(storePath: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const mirror = createMirror({ open: () => openMirrorStore(storePath), now: () => Date.now(), stamp: () => String(statSync(storePath).mtimeMs) });
  const server = await listen((request) => mirror.app.fetch(request), { who: 'test', host: '127.0.0.1', port: 0 });
  try {
    return await work(server.url);
  } finally {
    await server.close();
    await mirror.close();
  }
}

/** Rows that one store has and the other has not, per table, with packages called by their identifiers; empty where they agree. */
async function differences(series: string): Promise<Record<string, number>> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB' });
  const connection = await instance.connect();
  await connection.run(`attach ${quoted(one.storePath)} as one (read_only)`);
  await connection.run(`attach ${quoted(other.storePath)} as other (read_only)`);
  function rowsOf(store: string, table: string): string {
    // The mirror tells no hash of the hub's own storage: clients would go there for the file.
    const value = table === 'item' ? `aspect, name, place, regexp_replace(value, ',"xetHash":"[0-9a-f]+"', '') as value` : table === 'look' ? 'aspect, revision, outcome' : table === 'listing' ? 'listed' : 'value';
    return `select registry_id, ${value} from ${store}.${table} join ${store}.package using (package_key)`;
  }
  const found: Record<string, number> = {};
  for (const table of [...fieldNames.map(historyTable), 'listing', 'look', 'item']) {
    const { n } = await selectOne<{ n: number }>(
      connection,
      `select (select count(*) from (${rowsOf('one', table)} except all ${rowsOf('other', table)})) + (select count(*) from (${rowsOf('other', table)} except all ${rowsOf('one', table)})) as n`,
    );
    if (n > 0) found[table] = n;
  }
  for (const query of [
    `select taken_at, n_records, simulated, complete from snapshot where series = ${quoted(series)}`,
    `select field, standing in ('stated', 'derived') as told from snapshot_field join snapshot using (snapshot_key) where series = ${quoted(series)} order by field`,
  ]) {
    await connection.run('use one');
    const [left, right] = [await selectRows(connection, query), await connection.run('use other').then(() => selectRows(connection, query))];
    expect(right).toEqual(left);
  }
  connection.closeSync();
  instance.closeSync();
  return found;
}

describe('a sync from a mirror of a sync', () => {
  it('comes to the same records, items and looks: a simulated hub with awkward packages', async () => {
    const hub = await startPracticeHub({ seed: 3, models: 200, datasets: 20, awkward: true });
    const request = { aspects: allAspects, head: { top: 30, bottom: 0, above: 0, changed: false }, pageSize: 50, token: 'hf_OnlyForThisTest0123456789abcdef' };
    try {
      await one.sync(hub.url, request);
    } finally {
      await hub.close();
    }
    const outcome = await whileServed(one.storePath, (url) => other.sync(url, request));
    expect(outcome.simulated).toBe('3');
    expect(await differences('huggingface-sync-model')).toEqual({});
  }, 120_000);

  it('comes to the same 759,926 records: the real pages of July 2024', async (context) => {
    if (!existsSync(path.join(pages, 'pages-001.jsonl.gz'))) context.skip(`the real pages are missing (${path.basename(pages)})`);
    const hub = await startPracticeHub({ from: pages });
    try {
      await one.sync(hub.url, { pageSize: 1000 });
    } finally {
      await hub.close();
    }
    const outcome = await whileServed(one.storePath, (url) => other.sync(url, { pageSize: 1000 }));
    expect(outcome.snapshot.records).toBe(759_926);
    expect(await differences('huggingface-sync-model')).toEqual({});
  }, 600_000);
});
