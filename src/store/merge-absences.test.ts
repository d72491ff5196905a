import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mergeLookedAt, type WorldAbsence } from './looks.test-data.js';
import { selectRows } from './rows.js';
import { mergeWorld, openEmptyStore, type WorldSnapshot } from './worlds.test-data.js';

let store: Awaited<ReturnType<typeof openEmptyStore>>;
beforeEach(async () => {
  store = await openEmptyStore();
});
afterEach(() => store.close());

function list(day: number, ...records: [id: string | null, name: string][]): WorldSnapshot {
  return { series: 'sync', day, covers: [], records: records.map(([id, name]) => ({ id, name })) };
}

async function absent(day: number, absences: readonly WorldAbsence[], ...records: [string, string][]) {
  const outcome = await mergeLookedAt(store.connection, list(day, ...records), [], { absences });
  const rows = await selectRows<{ package_key: number }>(store.connection, `select * from absence where snapshot_key = ${outcome.snapshotKey} order by package_key`);
  return { written: outcome.absences, unmatched: outcome.unmatchedAbsences, keys: rows.map((one) => one.package_key), rows };
}

describe('absences', () => {
  it('are of the package with the identifier, else of the one that bore the name then', async () => {
    await mergeWorld(store.connection, list(1, ['p1', 'a'], ['p2', 'b'], ['p4', 'd']));
    await mergeWorld(store.connection, list(2, ['p1', 'a2'], ['p2', 'b'], ['p3', 'a'], ['p4', 'd']));
    const { rows, ...told } = await absent(3, [{ id: 'p1', name: 'whatever' }, { name: 'a' }, { name: 'b' }], ['p4', 'd']);
    expect(told).toEqual({ written: 3, unmatched: 0, keys: [1, 2, 4] }); // p4 is number 3, p3 is number 4
    expect(rows[0]).toEqual({ package_key: 1, snapshot_key: 3, verdict: 'removed', status: 404, evidence: 'GET 404' });
  });

  it('told of an earlier day are of the package that bore the name on that day', async () => {
    await mergeWorld(store.connection, list(1, ['p1', 'a'], ['p4', 'd']));
    await mergeWorld(store.connection, list(5, ['p1', 'a2'], ['p3', 'a'], ['p4', 'd']));
    expect(await absent(3, [{ name: 'a' }], ['p4', 'd'])).toMatchObject({ keys: [1] });
    expect(await absent(6, [{ name: 'a' }], ['p4', 'd'])).toMatchObject({ keys: [3] });
  });

  it('of unknown packages, of other identifiers and of packages that are there are counted, not kept', async () => {
    await mergeWorld(store.connection, list(1, ['p1', 'a'], ['p2', 'b']));
    expect(await absent(2, [{ name: 'nobody' }, { id: 'p9', name: 'a' }, { id: 'p2' }, {}], ['p2', 'b'])).toMatchObject({ written: 0, unmatched: 4, keys: [] });
  });

  it('are one per package, however often they are told', async () => {
    await mergeWorld(store.connection, list(1, ['p1', 'a'], ['p2', 'b']));
    expect(await absent(2, [{ id: 'p1' }, { name: 'a' }], ['p2', 'b'])).toMatchObject({ written: 1, unmatched: 1 });
  });

  it('can come alone, without any record', async () => {
    await mergeWorld(store.connection, list(1, ['p1', 'a']));
    expect(await absent(2, [{ id: 'p1' }])).toMatchObject({ written: 1, unmatched: 0 });
  });

  it('are no matter where the snapshot is the first', async () => {
    expect(await absent(1, [{ name: 'gone' }], ['p1', 'a'])).toMatchObject({ written: 0, unmatched: 1 });
  });
});
