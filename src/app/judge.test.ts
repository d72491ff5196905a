import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claims } from '../claims/index.js';
import { claimIds } from '../core/claim.js';
import { UsageError } from '../core/errors.js';
import type { Field } from '../core/field.js';
import { addSnapshot, openInventedStore, parentsOf, type InventedRecord } from '../metrics/invented-snapshots.test-data.js';
import { judgeEverySnapshot } from './judge-every.js';
import { judge } from './judge.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

const covers: readonly Field[] = ['downloads', 'likes', 'libraries', 'base_models', 'tags', 'created_at'];

/** Models of as many owners; steep: a few have nearly all downloads and likes. The first ten are the bases of the others. */
function models(count: number, shape: 'steep' | 'flat' = 'steep'): InventedRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const popularity = shape === 'flat' ? 3 : Math.floor(1e9 / (index + 1) ** 3);
    return {
      name: `owner${index}/model${index}`, downloads: popularity, likes: popularity, libraries: ['pytorch', 'transformers'], tags: ['pytorch'],
      created_at: `2023-0${1 + (index % 9)}-01T00:00:00Z`, ...(index < 10 ? {} : { base_models: parentsOf(`owner${index % 10}/model${index % 10}`) }),
    };
  });
}

async function wordOf(id: string, request: Omit<Parameters<typeof judge>[0], 'connection'> = {}): Promise<string> {
  const [verdict] = await judge({ connection: store.connection, claims: [id], ...request });
  return verdict?.verdict ?? 'none';
}

describe('judging', () => {
  it('gives each claim of the review one verdict, in its order, and none is an error', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: models(300) });
    const verdicts = await judge({ connection: store.connection });
    expect(verdicts.map((one) => one.claim)).toEqual([...claimIds]);
    expect(verdicts.filter((one) => one.verdict === 'error')).toEqual([]);
    expect(verdicts[0]).toMatchObject({ verdict: 'holds', snapshot: { takenAt: '2024-01-01T00:00:00.000Z' }, effect: { unit: 'owners', n: 300 } });
    for (const one of verdicts.filter(({ verdict }) => verdict === 'not measurable')) {
      expect(one.why, one.claim).not.toBeNull();
      expect(one.effect, one.claim).toBeNull();
    }
    expect(verdicts.find((one) => one.claim === 'T4')).toMatchObject({ verdict: 'not measurable', missing: ['files'] });
    expect(verdicts.find((one) => one.claim === 'L1')).toMatchObject({ verdict: 'not measurable', missing: ['commits'] });
    expect(verdicts.find((one) => one.claim === 'D4')).toMatchObject({ verdict: 'not measurable', snapshot: null, why: 'there is no snapshot of datasets' });
  });

  it('comes to the same on a second run, whatever was laid out before', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: models(120) });
    const first = await judge({ connection: store.connection });
    await judge({ connection: store.connection, claims: ['D3'] });
    expect(await judge({ connection: store.connection })).toEqual(first);
  });

  it('finds the same alone as beside the others, but for the size of the family', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: models(120) });
    for (const one of await judge({ connection: store.connection })) {
      const [alone] = await judge({ connection: store.connection, claims: [one.claim] });
      expect(alone?.effect, one.claim).toEqual(one.effect);
    }
  });

  it('takes the newest whole list that states what a claim needs, before a part of a later one', async () => {
    const whole = await addSnapshot(store.connection, { on: '2024-01-01', covers, records: models(120) });
    await addSnapshot(store.connection, { on: '2024-02-01', covers: ['likes'], records: models(120) });
    await addSnapshot(store.connection, { on: '2024-03-01', covers, records: models(40), series: 'top', incompleteWhy: 'the top only' });
    const [verdict] = await judge({ connection: store.connection, claims: ['T1'] });
    expect(verdict?.snapshot?.key).toBe(whole);
  });

  it('asks the next list where one states a field and has nothing in it', async () => {
    const part = await addSnapshot(store.connection, {
      on: '2024-01-01', covers: [...covers, 'files'], series: 'details', incompleteWhy: 'some only', records: models(200).map((one, index) => ({ ...one, files: index < 10 ? ['a.safetensors'] : ['pytorch_model.bin'] })),
    });
    await addSnapshot(store.connection, { on: '2024-02-01', covers: [...covers, 'files'], records: models(20).map(({ base_models: _, ...one }) => ({ ...one, base_models: [], files: ['a.bin'] })) });
    const [verdict] = await judge({ connection: store.connection, claims: ['T4'] });
    expect(verdict?.snapshot?.key).toBe(part);
    expect(verdict?.verdict).not.toBe('not measurable');
  });

  it('looks at nothing later than it is told, nor at another world', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: models(120, 'flat') });
    await addSnapshot(store.connection, { on: '2024-02-01', covers, records: models(300) });
    const simulated = await addSnapshot(store.connection, { on: '2024-03-01', covers, records: models(120, 'flat'), simulated: '7', series: 'simulated' });
    expect(await wordOf('T1', { asOf: '2024-01-15T00:00:00.000Z' })).toBe('fails');
    expect(await wordOf('T1', { asOf: '2024-02-15T00:00:00.000Z' })).toBe('holds');
    const [verdict] = await judge({ connection: store.connection, claims: ['S2'], snapshot: simulated });
    expect(verdict?.snapshots.every((one) => one.simulated === '7')).toBe(true);
  });

  it('judges in one world: the real one, and a simulation where there is nothing else, or where it is named', async () => {
    const simulated = await addSnapshot(store.connection, { on: '2025-01-01', covers, records: models(120, 'flat'), simulated: '7', series: 'simulated' });
    expect((await judge({ connection: store.connection, claims: ['T1'] })).map((one) => [one.verdict, one.snapshot?.simulated])).toEqual([['fails', '7']]);
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: models(300) });
    expect(new Set((await judge({ connection: store.connection })).flatMap((one) => one.snapshots.map(({ simulated: seed }) => seed)))).toEqual(new Set([null]));
    expect(await wordOf('T1', { snapshot: simulated })).toBe('fails');
  });

  it('takes no answers about single packages for a list', async () => {
    const whole = await addSnapshot(store.connection, { on: '2024-01-01', covers, records: models(300) });
    const events = await addSnapshot(store.connection, { on: '2024-02-01', covers, records: models(5, 'flat'), series: 'events', incompleteWhy: 'single packages' });
    await store.connection.run(`update snapshot set scope = 'packages' where snapshot_key = ${events}`);
    const [verdict] = await judge({ connection: store.connection, claims: ['T1'] });
    expect(verdict?.snapshot?.key).toBe(whole);
  });

  it('refuses a claim, a registry and a snapshot that there is not, and says what there is', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: models(3) });
    await expect(judge({ connection: store.connection, claims: ['T9'] })).rejects.toThrow(/^claim: unknown \(T9\); expected one of: T1, T2, /);
    await expect(judge({ connection: store.connection, registry: 'npm' })).rejects.toThrow('registry: no snapshot of it (npm); expected one of: huggingface');
    await expect(judge({ connection: store.connection, snapshot: 99 })).rejects.toThrow(UsageError);
  });

  it('has nothing to say of an empty store, and says so for each claim', async () => {
    const verdicts = await judge({ connection: store.connection });
    expect(verdicts).toHaveLength(claims.length);
    expect(new Set(verdicts.map((one) => one.verdict))).toEqual(new Set(['not measurable']));
    expect(verdicts[0]?.why).toBe('there is no snapshot of models');
  });
});

describe('judging through time', () => {
  it('judges each whole list by what was known when it was taken, and tells the latest apart', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: models(120, 'flat') });
    await addSnapshot(store.connection, { on: '2024-02-01', covers, records: models(300) });
    await addSnapshot(store.connection, { on: '2024-03-01', covers, records: models(40, 'flat'), series: 'top', incompleteWhy: 'the top only' });
    const { latest, history } = await judgeEverySnapshot({ connection: store.connection, claims: ['T1'] });
    expect(latest.map((one) => one.verdict)).toEqual(['holds']);
    expect(history.map((one) => [one.snapshot?.takenAt.slice(0, 10), one.verdict])).toEqual([['2024-01-01', 'fails'], ['2024-02-01', 'holds']]);
  });
});
