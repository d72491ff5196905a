import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Measured } from '../core/measurement.js';
import type { TopSurvivalRow } from '../core/rows/top-survival.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

/** A list whose first letters are its top, most downloaded first. */
function list(names: string): InventedRecord[] {
  return [...names].map((name, place) => ({ name, downloads: 100 - place }));
}

async function addLists(lists: Readonly<Record<string, string>>): Promise<void> {
  for (const [on, names] of Object.entries(lists)) await addSnapshot(store.connection, { on, covers: ['downloads'], records: list(names) });
}

function survival(variant: string, k = 2): Promise<Measured<TopSurvivalRow>> {
  return measureVariant<TopSurvivalRow>({ connection: store.connection, metric: 'top-survival', variant, k });
}

function value(measurement: Measured<TopSurvivalRow>, name: string): number | null | undefined {
  return measurement.statistics.find((one) => one.name === name)?.value;
}

/** Months of 30.4375 days from 1 January 2024. */
const [march, may, july] = [60 / 30.4375, 121 / 30.4375, 182 / 30.4375];
const lists = { '2024-01-01': 'abcd', '2024-03-01': 'acbd', '2024-05-01': 'abcd', '2024-07-01': 'dabc' };

describe('top-survival', () => {
  it('watches stays that began after the first snapshot, between snapshots', async () => {
    await addLists(lists);
    // Tops: ab, ac, ab, da. c: (0, may]; b again: (0, july − march]; d: after 0, not over.
    const found = await survival('interval-censored');
    expect(value(found, 'stays')).toBe(3);
    expect(value(found, 'stays:ended')).toBe(2);
    expect(value(found, 'stays:rightCensored')).toBe(1);
    expect(value(found, 'stays:leftTruncated')).toBe(2);
    expect(value(found, 'stays:again')).toBe(1);
    expect(found.rows[0]).toMatchObject({ registry: 'huggingface', afterMonths: 0, atRisk: null, exits: null });
    // All three agree with an exit by the earlier of the two ends; but d goes on, and later would be as likely.
    expect(found.rows.map((row) => [row.byMonths, row.mass, row.survival])).toEqual([[null, 1, null]]);
    expect(value(found, 'survival:6')).toBeNull();
    expect(value(found, 'median:to')).toBeNull();
    expect(found.parameters).toEqual({ k: 2, bridge: 0 });
  });

  it('tells a bracket within a step, as nobody saw when within it stays end, and one number between steps', async () => {
    // c and d stay in from March to September and are out in January, so that both last between six months and a year.
    await addLists({ '2024-01-01': 'ab', '2024-03-01': 'cd', '2024-09-01': 'cd', '2025-03-01': '', '2027-03-01': '' });
    const found = await survival('interval-censored');
    const [first] = found.rows;
    expect([first?.afterMonths.toFixed(2), first?.byMonths?.toFixed(2)]).toEqual(['6.05', '13.96']);
    expect(found.statistics.find((one) => one.name === 'survival:12')).toMatchObject({
      value: null, n: 2, why: 'any share from 0.0 to 100.0 % fits equally well: the estimate does not tell when within a step stays end',
    });
    expect(found.statistics.find((one) => one.name === 'survival:12:from')).toEqual({ name: 'survival:12:from', value: 0, n: 2 });
    expect(found.statistics.find((one) => one.name === 'survival:12:to')).toEqual({ name: 'survival:12:to', value: 1, n: 2 });
    expect(value(found, 'survival:6')).toBe(1);
    expect(value(found, 'survival:24')).toBe(0);
    expect(value(found, 'survival:24:from')).toBeUndefined();
    expect(found.rule).toBe('top-survival/interval-censored@2');
    expect(found.notes[0]).toContain('its medians are too long');
    // Both stays have the one mid-point: no interval without a width.
    const simple = await survival('mid-points');
    const median = simple.statistics.find((one) => one.name === 'median');
    expect(median?.value).toBeCloseTo(10, 1);
    expect(median).not.toHaveProperty('low');
  });

  it('puts ends in the middle for the simple curve', async () => {
    await addLists(lists);
    const { rows } = await survival('mid-points');
    // c from march/2 to (march + may)/2; b from (march + may)/2 to (may + july)/2.
    const times = [(march + may) / 2 - march / 2, (may + july) / 2 - (march + may) / 2];
    expect(rows.map((row) => [row.afterMonths.toFixed(6), row.exits])).toEqual(times.sort((a, b) => a - b).map((time) => [time.toFixed(6), 1]));
    // d is watched for less than either: nobody but the two is at risk.
    expect(rows.map((row) => row.survival)).toEqual([0.5, 0]);
  });

  it('follows the first top by itself, bridges absences in a reading, and tells returns', async () => {
    await addLists(lists);
    const first = await survival('first top');
    expect(value(first, 'stays')).toBe(2);
    expect(value(first, 'stays:ended')).toBe(1);
    const bridged = await survival('absences bridged');
    // b's absence of one snapshot is bridged: only c and d began.
    expect(value(bridged, 'stays')).toBe(2);
    const all = await survival('interval-censored');
    expect(all.statistics.find((one) => one.name === 'return:6')).toMatchObject({ value: null, why: 'no exit could be watched for 6 months afterwards' });
  });

  it('takes a renamed package for itself, except by name', async () => {
    function records(name: string): InventedRecord[] {
      return [{ id: '621ffdc036468d709f174338', name, downloads: 9 }, { id: '621ffdc036468d709f174339', name: 'other', downloads: 8 }];
    }
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: records('old').slice(1) });
    await addSnapshot(store.connection, { on: '2024-03-01', covers: ['downloads'], records: records('old') });
    await addSnapshot(store.connection, { on: '2024-05-01', covers: ['downloads'], records: records('new') });
    expect(value(await survival('interval-censored'), 'stays')).toBe(1);
    expect(value(await survival('by name'), 'stays')).toBe(2);
  });

  it('breaks ties at the cut by name, and leaves out who states no popularity', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [{ name: 'b', downloads: 1 }, { name: 'a', downloads: 1 }, { name: 'z', downloads: null }] });
    await addSnapshot(store.connection, { on: '2024-03-01', covers: ['downloads'], records: [{ name: 'b', downloads: 1 }, { name: 'a', downloads: 1 }, { name: 'z', downloads: null }] });
    expect(value(await survival('first top', 1), 'stays')).toBe(1);
    await expect(survival('interval-censored', 1)).rejects.toThrow('no package came into the top after the first snapshot');
  });

  it('reads ranks where a registry states them', async () => {
    for (const [on, names] of Object.entries({ '2024-01-01': 'xyz', '2024-02-01': 'zxy', '2024-03-01': 'xyz' })) {
      await addSnapshot(store.connection, { on, registry: 'npm', kind: 'library', covers: ['rank'], incompleteWhy: 'only the best', records: [...names].map((name, place) => ({ name, rank: place + 1 })) });
    }
    const found = await survival('interval-censored');
    expect(found.rows[0]?.registry).toBe('npm');
    expect(value(found, 'stays')).toBe(2);
    expect(found.notes).toContain('Biased list. List npm-all: only the best.');
  });

  it('is not measurable on one snapshot, on an empty one, or without a popularity', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [] });
    const one = await measureNothing({ connection: store.connection, metric: 'top-survival', snapshots: [1] });
    expect(one.map(({ why }) => why)).toEqual(Array(5).fill('there is only one snapshot: what is in the top later cannot be told'));
    await addSnapshot(store.connection, { on: '2024-02-01', covers: ['downloads'], records: [] });
    const empty = await measureNothing({ connection: store.connection, metric: 'top-survival', snapshots: [1, 2] });
    expect(empty.at(-1)?.why).toBe('the first top is empty');
    await addSnapshot(store.connection, { on: '2024-03-01', series: 'names', covers: [], records: [{ name: 'a' }] });
    const names = await measureNothing({ connection: store.connection, metric: 'top-survival', snapshots: [1, 3] });
    expect(names[0]).toMatchObject({ why: 'List names (2024-03-01) state no popularity', missing: ['downloads', 'rank'] });
  });
});
