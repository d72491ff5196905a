import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectRows } from '../store/rows.js';
import { addSnapshot, measureVariant, openInventedStore, parentsOf } from './invented-snapshots.test-data.js';
import { groupSql, likenessSql, ownerOf, ownerSql } from './owner-of-name.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeAll(async () => {
  store = await openInventedStore();
});
afterAll(() => store.close());

async function told(expression: string, name: string): Promise<unknown> {
  const [row] = await selectRows<{ told: unknown }>(store.connection, `select ${expression} as told from (select $name as name)`, { name });
  return row?.told;
}

describe('the owner of a name', () => {
  it('is told alike in SQL and here', async () => {
    const owners = { 'a/b': 'a', 'bert': '', '@scope/c': '', 'a/b/c': 'a', '/d': '', '': '' };
    for (const [name, owner] of Object.entries(owners)) {
      expect(ownerOf(name), name).toBe(owner);
      expect(await told(ownerSql('name'), name), name).toBe(owner);
    }
  });

  it('is not what makes libraries alike: a scope is, and others stand alone', async () => {
    expect([await told(likenessSql('name', 'library'), 'left-pad'), await told(likenessSql('name', 'library'), '@babel/core')]).toEqual(['left-pad', '@babel']);
    expect([await told(likenessSql('name', 'model'), 'bert'), await told(likenessSql('name', 'dataset'), 'a/b')]).toEqual(['', 'a']);
  });

  it('has a group by MD5, whatever the engine', async () => {
    // MD5 of `google` begins with c822c1b, of nothing with d41d8cd.
    expect(await told(groupSql('name', 100), 'google')).toBe(0xc822c1b % 100);
    expect(await told(groupSql('name', 32), '')).toBe(0xd41d8cd % 32);
  });

  it('does not follow the order of import', async () => {
    const records = Array.from({ length: 200 }, (_, i) => ({ name: `o${i % 30}/p${i}`, downloads: (i * 7919) % 1000, ...(i % 3 === 0 ? { base_models: parentsOf(`o${i % 7}/p${i % 7}`) } : {}) }));
    async function statisticsOf(all: typeof records): Promise<unknown> {
      const own = await openInventedStore();
      try {
        await addSnapshot(own.connection, { on: '2024-07-01', covers: ['downloads', 'base_models'], records: all });
        return (await measureVariant({ connection: own.connection, metric: 'registry-profile', variant: 'as stated' })).statistics;
      } finally {
        own.close();
      }
    }
    expect(await statisticsOf([...records].reverse())).toEqual(await statisticsOf(records));
  });
});
