import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createListedNow, missingFromListing } from './current-listing.js';
import { createDueLooks, listDueLooks, type DueRule } from './due-looks.js';
import { mergeLookedAt } from './looks.test-data.js';
import { openReader, openWriter, type StoreReader, type StoreWriter } from './open-store.js';
import { selectRows } from './rows.js';
import { mergeWorld, stageWorld, type WorldSnapshot } from './worlds.test-data.js';

const folder = mkdtempSync(path.join(tmpdir(), 'hubscope-due-'));
let writer: StoreWriter;
let reader: StoreReader | undefined;
beforeEach(async () => {
  writer = await openWriter(path.join(folder, 'store.duckdb'), 'a test', { threads: 1 });
});
afterEach(() => {
  reader?.close();
  reader = undefined;
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

type Staged = readonly [id: string | null, name: string, revision: string | null, downloads: number | null];

/** Closes the writer and opens the store for reading, with these records staged on it. */
async function plan(...records: Staged[]): Promise<StoreReader> {
  await writer.publish(true);
  reader = await openReader(path.join(folder, 'store.duckdb'));
  await stageWorld(reader.connection, { series: 'new', day: 9, covers: ['downloads'], records: [] });
  await reader.connection.run('alter table staged add column revision varchar');
  for (const [id, name, revision, downloads] of records) {
    await reader.connection.run('insert into staged by name select $id as registry_id, $name as name, $revision as revision, $downloads::bigint as downloads', { id, name, revision, downloads });
  }
  return reader;
}

async function due(open: StoreReader, rule: DueRule, limit = 100): Promise<unknown[]> {
  const counts = await createDueLooks(open.connection, { registry: 'huggingface', kind: 'model', rules: [rule], rankBy: 'downloads' });
  const rows = await listDueLooks(open.connection, rule.aspect, limit);
  if (limit === 100) expect(counts).toEqual(new Map([[rule.aspect, rows.length]]));
  return rows.map((one) => [one.name, one.revision, one.knownRevision, one.looked, one.knownItems]);
}

function list(day: number, ...records: [id: string | null, name: string][]): WorldSnapshot {
  return { series: 'sync', day, covers: [], records: records.map(([id, name]) => ({ id, name })) };
}

describe('looks that are due', () => {
  it('are those at other revisions and at what nobody looked at, the most downloaded first', async () => {
    await mergeLookedAt(writer.connection, list(1, ['p1', 'a'], ['p2', 'b'], ['p3', 'c']), [
      { of: 'p1', revision: 'r1', items: [['x', '1'], ['y', '1']] }, { of: 'p2', revision: 'r1' },
    ]);
    await mergeLookedAt(writer.connection, list(2, ['p1', 'a']), [{ of: 'p1', revision: 'r2', items: [['x', '2']] }]);
    const open = await plan(['p1', 'a', 'r1', 1], ['p2', 'b', 'r1', 9], ['p3', 'c', 'r1', null], ['p4', 'd', 'r1', 5]);
    const expected = [['d', 'r1', null, false, 0], ['a', 'r1', 'r2', true, 1], ['c', 'r1', null, false, 0]];
    expect(await due(open, { aspect: 'files' })).toEqual(expected);
    expect(await due(open, { aspect: 'files' }, 2)).toEqual(expected.slice(0, 2));
    expect(await due(open, { aspect: 'cards' })).toHaveLength(4);
    // An aspect that changes with the revision does not grow old.
    expect(await due(open, { aspect: 'files', lookedBefore: '2030-01-01T00:00:00Z' })).toEqual(expected);
  });

  it('are the old ones too where the aspect changes with time', async () => {
    await mergeLookedAt(writer.connection, list(1, ['p1', 'a'], ['p2', 'b']), [{ of: 'p1', aspect: 'refs', revision: 'r1' }, { of: 'p2', aspect: 'refs', revision: 'r1' }]);
    await mergeLookedAt(writer.connection, list(3, ['p2', 'b']), [{ of: 'p2', aspect: 'refs', revision: 'r1' }]);
    const open = await plan(['p1', 'a', 'r1', 1], ['p2', 'b', 'r1', 2]);
    expect(await due(open, { aspect: 'refs', lookedBefore: '2024-01-03T00:00:00Z' })).toEqual([['a', 'r1', 'r1', true, 0]]);
    expect(await due(open, { aspect: 'refs', lookedBefore: '2024-01-03T02:00:01+02:00' })).toHaveLength(2);
    expect(await due(open, { aspect: 'refs' })).toEqual([]);
  });

  it('are none at a revision nobody stated, once somebody looked', async () => {
    await mergeLookedAt(writer.connection, list(1, ['p1', 'a']), [{ of: 'p1', revision: null, outcome: 'gated' }]);
    const open = await plan(['p1', 'a', null, 1], ['p2', 'b', null, 1]);
    expect(await due(open, { aspect: 'files' })).toEqual([['b', null, null, false, 0]]);
  });

  it('find packages by name where a side has no identifier, and never one with another identifier', async () => {
    await mergeLookedAt(writer.connection, list(1, ['p1', 'a'], ['p2', 'b']), [{ of: 'p1', revision: 'r1' }, { of: 'p2', revision: 'r1' }]);
    const open = await plan([null, 'a', 'r1', 2], ['p9', 'b', 'r1', 1]);
    expect(await due(open, { aspect: 'files' })).toEqual([['b', 'r1', null, false, 0]]);
  });

  it('are all in a store that knows nothing of the registry', async () => {
    const open = await plan(['p1', 'a', 'r1', 1]);
    expect(await due(open, { aspect: 'files' })).toHaveLength(1);
  });
});

const sync = { registry: 'huggingface', kind: 'model', series: 'sync' };

describe('what a new listing misses', () => {
  it('are the packages that the newest list shows, under the name they had, and no others', async () => {
    await mergeWorld(writer.connection, list(1, ['p1', 'a'], ['p2', 'b'], ['p3', 'c'], ['p5', 'e'], [null, 'n1'], [null, 'n2']));
    await mergeWorld(writer.connection, list(2, ['p1', 'a'], ['p2', 'b2'], ['p3', 'c'], [null, 'n1'], [null, 'n2']));
    await mergeWorld(writer.connection, { ...list(3, ['p1', 'a']), scope: 'packages' });
    await mergeWorld(writer.connection, { ...list(3, ['p7', 'g']), series: 'another' });
    // p1 is renamed, n1 got an identifier, the identifier of p3 is not told; p5 was gone before.
    const open = await plan(['p1', 'a9', null, 1], ['p4', 'n1', null, 1], [null, 'c', null, 1]);
    expect(await missingFromListing(open.connection, sync)).toEqual([{ registryId: 'p2', name: 'b2' }, { registryId: null, name: 'n2' }]);
  });

  it('is nothing where there was no list', async () => {
    await mergeWorld(writer.connection, { ...list(3, ['p1', 'a']), scope: 'packages' });
    const open = await plan();
    expect(await missingFromListing(open.connection, sync)).toEqual([]);
    expect(await createListedNow(open.connection, sync)).toBeNull();
    expect(await selectRows(open.connection, 'select * from listed_now')).toEqual([]);
  });

  it('is everything where the new listing is empty', async () => {
    await mergeWorld(writer.connection, list(1, ['p1', 'a'], ['p2', 'b']));
    const open = await plan();
    expect(await missingFromListing(open.connection, sync)).toHaveLength(2);
    expect(await createListedNow(open.connection, sync)).toEqual({ registryKey: 1, kind: 'model', position: 1 });
  });
});
