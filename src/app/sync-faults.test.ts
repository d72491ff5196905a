import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPracticeHub, type SimulatedHub } from '../practice/practice-hub.js';
import { storedCards, storedItems, storedLooks, storedRecords, trueItems, trueRecords, withoutTokens } from './hub-truth.test-data.js';
import { allAspects, createSyncFolder } from './sync-hub.test-data.js';
import type { SyncOutcome } from './sync-registry.js';

let place: ReturnType<typeof createSyncFolder>;
let hub: SimulatedHub | undefined;
beforeEach(() => {
  place = createSyncFolder();
});
afterEach(async () => {
  await hub?.close();
  hub = undefined;
  place.remove();
});

const token = 'hf_OnlyForThisTest0123456789abcdef';
const head = { top: 6, bottom: 0, above: 0, changed: false };

/** Holds everything that the store says of the hub against the truth; gives the looks that are there. */
async function requireTruth(of: SimulatedHub, outcome: SyncOutcome): Promise<Map<string, string>> {
  const store = await place.openStore();
  try {
    const records = await storedRecords(store.connection, 'model', outcome.snapshot.series);
    const truth = trueRecords(of.truth, 'model');
    if (outcome.incompleteWhy === null) expect(records).toEqual(truth);
    else for (const [id, record] of records) expect(record).toEqual(truth.get(id));
    const looks = await storedLooks(store.connection, 'model');
    for (const aspect of allAspects) {
      if (aspect === 'cards') continue;
      const items = await storedItems(store.connection, 'model', aspect);
      for (const [look, outcomeOfLook] of looks) {
        const [id = '', what] = look.split(' ');
        if (what !== aspect || outcomeOfLook !== 'seen') continue;
        requireItems(aspect, items.get(id) ?? new Map<string, unknown>(), trueItems(of.truth, 'model', id, aspect));
      }
    }
    for (const [id, { hasCard, card }] of await storedCards(store.connection, 'model')) {
      if (hasCard === null) continue;
      // A README without any text is a file, but no card.
      const text = of.truth.card('model', id)?.trim() === '' ? null : of.truth.card('model', id);
      expect([id, hasCard, card]).toEqual([id, text !== null, text === null ? null : withoutTokens(text)]);
    }
    return looks;
  } finally {
    store.close();
  }
}

function requireItems(aspect: string, stored: Map<string, unknown>, truth: Map<string, unknown>): void {
  // Of the texts only those are kept that say how a package is configured; discussions also keep what the list says of them.
  if (aspect === 'config') for (const [path, text] of stored) expect([path, text]).toEqual([path, withoutTokens(String(truth.get(path)))]);
  else if (aspect === 'discussions') {
    expect([...stored.keys()].sort()).toEqual([...truth.keys()].sort());
    for (const [num, discussion] of stored) expect(discussion).toMatchObject(truth.get(num) as object);
  } else expect(new Map([...stored].sort())).toEqual(new Map([...truth].sort()));
}

describe('a sync from a hub that goes wrong all the time', () => {
  it.each(Array.from({ length: 40 }, (_, at) => at + 1))('ends complete and equal to the truth, seed %i', async (seed) => {
    hub = await startPracticeHub({ seed, models: 100, datasets: 10, faults: { seed, rate: 0.1, slowMs: 20 } });
    const outcome = await place.sync(hub.url, { aspects: allAspects, head, token });
    expect({ missing: outcome.missing, incompleteWhy: outcome.incompleteWhy, brokenOff: outcome.brokenOff }).toEqual({ missing: null, incompleteWhy: null, brokenOff: 0 });
    const looks = await requireTruth(hub, outcome);
    expect(looks.size).toBe(head.top * allAspects.length);
  });

  it.each(Array.from({ length: 10 }, (_, at) => at + 41))('or says what is missing, where it goes wrong for good, seed %i', async (seed) => {
    hub = await startPracticeHub({ seed, models: 100, datasets: 10, faults: { seed, rate: 0.1, slowMs: 20, persistent: true } });
    let outcome: SyncOutcome;
    try {
      outcome = await place.sync(hub.url, { aspects: allAspects, head, token });
    } catch (error) {
      // Not even the first page was to be had: then there is no snapshot, and the error says so.
      expect((error as Error).message).toMatch(/no usable answer \(\/api\/models\?sort=createdAt/);
      return;
    }
    const looks = await requireTruth(hub, outcome);
    if (outcome.incompleteWhy !== null) {
      expect(outcome.missing).toMatch(/no usable answer \(\/api\/models\?/);
      expect(looks.size).toBe(0);
      return;
    }
    expect(looks.size + outcome.failures.length).toBe(head.top * allAspects.length);
    expect(outcome.failures.length > 0).toBe(/looks failed/.test(outcome.missing ?? ''));
  });

  it('really met every kind of fault', async () => {
    const served = new Set<string>();
    for (let seed = 1; seed <= 6; seed += 1) {
      hub = await startPracticeHub({ seed, models: 300, datasets: 10, faults: { seed, rate: 0.5, slowMs: 5 } });
      const outcome = await place.sync(hub.url, { fresh: true, pageSize: 200, heavyProperties: ['config'], token });
      expect(outcome.incompleteWhy).toBe(null);
      for (const [kind, times] of Object.entries(hub.faultsServed())) if (times > 0) served.add(kind);
      await hub.close();
      hub = undefined;
      place.remove();
      place = createSyncFolder();
    }
    expect(served.size).toBeGreaterThan(12);
  });
});
