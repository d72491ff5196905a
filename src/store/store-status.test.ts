import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openWriter } from './open-store.js';
import { readHolder, readStoreStatus } from './store-status.js';

const folder = mkdtempSync(path.join(tmpdir(), 'hubscope-status-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function gapsOf(name: string, days: readonly string[], scope = 'list'): Promise<[string, string, number][]> {
  const store = path.join(folder, `${name}.duckdb`);
  const writer = await openWriter(store, 'a test');
  try {
    await writer.connection.run(`insert into registry values (1, 'r', 'R')`);
    for (const [index, day] of days.entries()) {
      await writer.connection.run(
        `insert into snapshot values (${index + 1}, 1, 'model', 'list', 'List', '${day}', now()::timestamp, '${scope}', true, null, null, null, null, 1, 0, 'hash', 'file', 'rule')`,
      );
    }
    await writer.publish();
    return (await readStoreStatus(writer.connection, store)).gaps.map((gap) => [gap.from.slice(0, 10), gap.until.slice(0, 10), gap.usualDays]);
  } finally {
    writer.close();
  }
}

describe('gaps between the snapshots of a list', () => {
  it('are stretches much longer than the rhythm around them', async () => {
    expect(await gapsOf('daily', ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-09', '2024-01-10', '2024-01-11'])).toEqual([['2024-01-03', '2024-01-09', 1]]);
    expect(await gapsOf('even', ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'])).toEqual([]);
    expect(await gapsOf('two', ['2024-01-01', '2025-01-01'])).toEqual([]);
  });
  it('do not arise where a list goes over to a slower rhythm for good', async () => {
    const weekly = ['2024-01-01', '2024-01-08', '2024-01-15', '2024-01-22', '2024-01-29'];
    const monthly = ['2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01', '2024-07-01', '2024-08-01', '2024-09-01', '2024-10-01'];
    expect((await gapsOf('slower', [...weekly, ...monthly])).filter(([from]) => from > '2024-03-01')).toEqual([]);
  });
});

describe('answers about single packages', () => {
  it('have no rhythm, so nothing is missing between them', async () => {
    expect(await gapsOf('looks', ['2024-01-01', '2024-01-02', '2024-01-03', '2024-03-09', '2024-03-10', '2024-03-11'], 'packages')).toEqual([]);
  });
});

describe('the holder of a store', () => {
  it('is nobody where the process that left its note has ended', () => {
    const store = path.join(folder, 'killed.duckdb');
    expect(readHolder(store)).toBeNull();
    writeFileSync(`${store}.writer.json`, JSON.stringify({ pid: 2 ** 22 + 1, host: 'elsewhere', command: 'sync', since: 'then' }));
    expect(readHolder(store)).toMatchObject({ host: 'elsewhere' });
    writeFileSync(`${store}.writer.json`, 'half a no');
    expect(readHolder(store)).toBeNull();
  });
});
