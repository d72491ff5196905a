import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MaintenanceRow } from '../core/rows/maintenance.js';
import { readModels, splitModels, type MaintainedRow } from './maintained-groups.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

type History = readonly (readonly [title: string, date: string])[];

/** Records looks at the commits of some packages, called by name, as the merge would. */
async function look(snapshot: number, histories: Readonly<Record<string, History>>): Promise<void> {
  for (const [name, commits] of Object.entries(histories)) {
    const key = `(select package_key from history_name where value = '${name}')`;
    await store.connection.run(`insert into look values (${key}, ${snapshot}, 'commits', null, 'seen')`);
    for (const [place, [title, date]] of commits.entries()) {
      const value = JSON.stringify({ id: `${name}-${place}`, title, date: `${date}T00:00:00.000Z` });
      await store.connection.run(`insert into item values (${key}, ${snapshot}, 'commits', '${name}-${place}', ${place}, '${value}')`);
    }
  }
}

/** So many commits of a title, one a month, after the first commit. */
function history(n: number, title: string): History {
  return [['initial commit', '2022-01-01'], ...Array.from({ length: n }, (_, i) => [title, `2022-${String(2 + (i % 10)).padStart(2, '0')}-03`] as const)];
}

/** Six models: those with more commits have more downloads, are as large, and have more tags. */
async function addHub(): Promise<number> {
  const key = await addSnapshot(store.connection, {
    on: '2023-01-01', covers: ['downloads', 'storage_bytes', 'created_at', 'licences', 'tags', 'datasets'],
    records: Array.from({ length: 6 }, (_, i) => ({
      name: `o/m${i}`, downloads: 10 * (i + 1), storage_bytes: 1000 * (1 + (i % 3)), created_at: '2022-01-01T00:00:00Z',
      licences: i > 3 ? ['mit'] : [], tags: ['x'], datasets: i > 4 ? ['d'] : [],
    })),
  });
  await look(key, {
    'o/m0': [['initial commit', '2022-01-01']], 'o/m1': history(1, 'Upload pytorch_model.bin'), 'o/m2': history(2, 'fix bug'), 'o/m3': [...history(3, 'Update README.md'), ['End of training', '2022-05-05']],
    'o/m4': history(5, 'Update README.md'), 'o/m5': history(7, 'Add safetensors version'),
  });
  return key;
}

function maintained(variant = 'above both medians') {
  return measureVariant<MaintenanceRow>({ connection: store.connection, metric: 'maintenance', variant });
}

describe('maintenance', () => {
  it('classifies commits, the first and automatic ones apart', async () => {
    await addHub();
    const { rows, statistics } = await maintained();
    expect(Object.fromEntries(rows.filter((row) => row.part === 'commits').map((row) => [row.name, row.numerator]))).toEqual({
      perfective: 8, corrective: 2, adaptive: 7, unclassified: 1, automatic: 1, initial: 6,
    });
    expect(rows[0]).toMatchObject({ name: 'perfective', denominator: 25, share: 8 / 25 });
    // 8 of 17, in four models: one model has only adaptive ones, so the interval is wide.
    expect(statistics[0]).toMatchObject({ name: 'perfectiveShare', n: 17, level: 0.95 });
    expect(statistics[0]?.value).toBeCloseTo(8 / 17, 12);
    expect(statistics[0]?.low).toBeLessThan(0.3);
  });

  it('compares the well-maintained with the others', async () => {
    await addHub();
    const { rows, notes, statistics } = await maintained();
    // Commits 0 1 2 3 5 7, median 2.5; months the same: m3, m4 and m5 are well-maintained.
    expect(rows.find((row) => row.name === 'downloads')).toMatchObject({ wellMaintained: 3, others: 3, delta: 1, high: 1 });
    // Wilson for three of three: from 3/(3 + z²) on, twice that less one.
    expect(rows.find((row) => row.name === 'downloads')?.low).toBeCloseTo((2 * 3) / (3 + 3.841459) - 1, 5);
    expect(rows.find((row) => row.name === 'size')).toMatchObject({ delta: 0 });
    expect(rows.find((row) => row.name === 'documentation')?.delta).toBeCloseTo(6 / 9, 12);
    expect(notes.join(' ')).toContain('3 of them are well-maintained, 3 are not');
    // All six are of one owner: nothing tells how much owners differ.
    expect(statistics.find((one) => one.name === 'clusteredDelta:downloads')).toMatchObject({ value: null, n: 6, why: 'an interval over clusters needs 5 clusters in each group, got 1 and 1' });
  });

  it('takes owners for independent', async () => {
    const key = await addSnapshot(store.connection, {
      on: '2023-01-01', covers: ['downloads'], records: Array.from({ length: 12 }, (_, i) => ({ name: `o${i}/m`, downloads: 10 * (i + 1) })),
    });
    await look(key, Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`o${i}/m`, history(i, 'fix bug')])));
    const { statistics } = await maintained();
    // Six above six: Wilson for six of six.
    expect(statistics.find((one) => one.name === 'clusteredDelta:downloads')).toMatchObject({ value: 1, n: 12, high: 1 });
    expect(statistics.find((one) => one.name === 'clusteredDelta:downloads')?.low).toBeCloseTo(12 / (6 + 3.841459) - 1, 5);
    expect(statistics.find((one) => one.name === 'p:clusteredDelta:downloads')?.value).toBeGreaterThan(0);
  });

  it('groups otherwise where asked', async () => {
    await addHub();
    expect((await maintained('top quarter of commits')).rows.find((row) => row.name === 'downloads')).toMatchObject({ wellMaintained: 2, others: 4 });
    expect((await maintained('commits per month of life')).rows.find((row) => row.name === 'downloads')).toMatchObject({ wellMaintained: 3, others: 3 });
  });

  it('looks only at the models whose commits were seen', async () => {
    const key = await addHub();
    await store.connection.run(`update look set outcome = 'gated' where package_key = (select package_key from history_name where value = 'o/m0') and snapshot_key = ${key}`);
    expect((await maintained()).parameters).toEqual({ looked: 5 });
  });

  it('says why it is not measurable', async () => {
    const key = await addSnapshot(store.connection, { on: '2023-01-01', covers: ['downloads'], records: [{ name: 'o/a', downloads: 1 }, { name: 'o/b', downloads: 2 }] });
    const absent = await measureNothing({ connection: store.connection, metric: 'maintenance' });
    expect(absent.map((one) => one.missing)).toEqual([['commits'], ['commits'], ['commits']]);
    expect(absent[0]?.why).toBe('nobody looked at the commits of its packages');
    await look(key, { 'o/a': history(3, 'fix'), 'o/b': history(3, 'fix') });
    const alike = await measureNothing({ connection: store.connection, metric: 'maintenance' });
    expect(alike.map((one) => one.why)).toEqual([
      'the 2 models whose commits were seen do not fall into two groups of two or more', 'the 2 models whose commits were seen do not fall into two groups of two or more', 'the snapshot does not state when models were created',
    ]);
  });
});

describe('groups', () => {
  it('take a model of some days as a month old', () => {
    const rows = [0.1, 1, 10, 10].map((age, index): MaintainedRow => ({
      package_key: index, name: `o${index}/m`, downloads: 1, storage: 1, parameters: null, age, card_known: null, present: null, unread: null, attributes: 0,
      commits: JSON.stringify([{ title: 'fix', month: '2022-01', n: [2, 4, 5, 90][index] }]),
    }));
    const groups = splitModels(readModels(rows), 'commits per month of life');
    // Rates 2, 4, 0.5 and 9.
    expect(groups?.well.map((one) => one.row.package_key)).toEqual([1, 3]);
  });
});
