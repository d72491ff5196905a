import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verdictThat } from '../claims/invented-evidence.test-data.js';
import { addSnapshot, openInventedStore } from '../metrics/invented-snapshots.test-data.js';
import { selectRows } from './rows.js';
import { listVerdicts, recordVerdicts } from './verdicts.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
let january: number;
let february: number;
beforeEach(async () => {
  store = await openInventedStore();
  february = await addSnapshot(store.connection, { on: '2024-02-01', covers: ['downloads'], records: [{ name: 'a/b', downloads: 1 }] });
  january = await addSnapshot(store.connection, { on: '2024-01-01', covers: ['downloads'], records: [{ name: 'a/b', downloads: 1 }] });
});
afterEach(() => store.close());

function first(): ReturnType<typeof verdictThat>[] {
  return [verdictThat('holds', '2024-02-01', 'T1', { key: february }), verdictThat('not measurable', '2024-02-01', 'T2', { key: february })];
}

describe('verdicts in the store', () => {
  it('come back as they were reached, in order of claim and time', async () => {
    const later = [verdictThat('fails', '2024-01-01', 'T1', { key: january })];
    expect(await recordVerdicts(store.connection, first(), '2026-01-01T00:00:00.000Z')).toBe(2);
    expect(await recordVerdicts(store.connection, later, '2026-01-02T00:00:00.000Z')).toBe(1);
    const listed = await listVerdicts(store.connection);
    expect(listed).toEqual([
      { ...later[0], judgedAt: '2026-01-02T00:00:00.000Z' }, { ...first()[0], judgedAt: '2026-01-01T00:00:00.000Z' }, { ...first()[1], judgedAt: '2026-01-01T00:00:00.000Z' },
    ]);
  });

  it('are written once: the same again is no new verdict, another is, and the newest holds', async () => {
    await recordVerdicts(store.connection, first(), '2026-01-01T00:00:00.000Z');
    expect(await recordVerdicts(store.connection, first(), '2026-01-05T00:00:00.000Z')).toBe(0);
    expect(await recordVerdicts(store.connection, [verdictThat('undecided', '2024-02-01', 'T1', { key: february })], '2026-01-06T00:00:00.000Z')).toBe(1);
    expect(await selectRows(store.connection, 'select claim, verdict from verdict order by judged_at, claim')).toEqual([
      { claim: 'T1', verdict: 'holds' }, { claim: 'T2', verdict: 'not measurable' }, { claim: 'T1', verdict: 'undecided' },
    ]);
    expect((await listVerdicts(store.connection)).map((one) => `${one.claim} ${one.verdict}`)).toEqual(['T1 undecided', 'T2 not measurable']);
  });

  it('can be asked in SQL, and what was not estimated is null', async () => {
    await recordVerdicts(store.connection, first(), '2026-01-01T00:00:00.000Z');
    expect(await selectRows(store.connection, 'select claim, taken_at, verdict, estimate, low, high from claim_verdict order by claim')).toEqual([
      { claim: 'T1', taken_at: '2024-02-01T00:00:00.000Z', verdict: 'holds', estimate: 0.9, low: 0.8, high: 1 },
      { claim: 'T2', taken_at: '2024-02-01T00:00:00.000Z', verdict: 'not measurable', estimate: null, low: null, high: null },
    ]);
    expect(await selectRows(store.connection, `select confidence, n, threshold, claimed, p_holm from verdict where claim = 'T1'`)).toEqual([
      { confidence: 0.95, n: 100, threshold: 0.5, claimed: 'above', p_holm: 0.012 },
    ]);
  });

  it('without a snapshot are verdicts on nothing, and are not kept', async () => {
    expect(await recordVerdicts(store.connection, first().map((one) => ({ ...one, snapshot: null })), '2026-01-01T00:00:00.000Z')).toBe(0);
  });
});
