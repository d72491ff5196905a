import { describe, expect, it } from 'vitest';
import { listSnapshots } from '../../store/records.js';
import { selectOne } from '../../store/rows.js';
import { openEmptyStore } from '../../store/worlds.test-data.js';
import { drawHub } from './draw-hub.js';
import { mergeKnownHub } from './merge-known-hub.js';
import { everywhere } from './truths.js';

const size = { models: 200, datasets: 40 };

describe('a hub with a known truth in a store', () => {
  it('has all its models, datasets and commits, and says that it is simulated', async () => {
    const store = await openEmptyStore();
    const { connection } = store;
    const hub = drawHub(4, everywhere('present'), size);
    const keys = await mergeKnownHub(connection, hub);
    const snapshots = await listSnapshots(connection);
    expect(snapshots.map(({ key, kind, simulated, records, complete }) => ({ key, kind, simulated, records, complete }))).toEqual([
      { key: keys.datasets, kind: 'dataset', simulated: '4', records: 40, complete: true },
      { key: keys.models, kind: 'model', simulated: '4', records: 200, complete: true },
    ]);
    const { items } = await selectOne<{ items: number }>(connection, `select count(*)::integer as items from item where aspect = 'commits'`);
    expect(items).toBe(hub.models.reduce((sum, one) => sum + (one.commits?.length ?? 0), 0));
    const { parents } = await selectOne<{ parents: number }>(connection, 'select sum(len(value))::integer as parents from history_base_models');
    expect(parents).toBe(hub.models.reduce((sum, one) => sum + (one.base_models?.length ?? 0), 0));
    store.close();
  });

  it('lacks what is withheld', async () => {
    const store = await openEmptyStore();
    const { connection } = store;
    const keys = await mergeKnownHub(connection, drawHub(4, everywhere('present'), size), { fields: ['downloads'], commits: true, datasets: true });
    expect(keys.datasets).toBeNull();
    const [snapshot] = await listSnapshots(connection);
    expect(snapshot?.covered).not.toContain('downloads');
    expect(snapshot?.covered).toContain('likes');
    const { looks } = await selectOne<{ looks: number }>(connection, 'select count(*)::integer as looks from look');
    expect(looks).toBe(0);
    store.close();
  });
});
