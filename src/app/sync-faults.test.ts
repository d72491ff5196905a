import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPracticeHub, type SimulatedHub } from '../practice/practice-hub.js';
import { requireTruth } from './require-truth.test-data.js';
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

describe('a sync from a hub that goes wrong all the time', () => {
  it.each(Array.from({ length: 40 }, (_, at) => at + 1))('ends complete and equal to the truth, seed %i', async (seed) => {
    hub = await startPracticeHub({ seed, models: 100, datasets: 10, faults: { seed, rate: 0.1, slowMs: 20 } });
    const outcome = await place.sync(hub.url, { aspects: allAspects, head, token });
    expect({ missing: outcome.missing, incompleteWhy: outcome.incompleteWhy, brokenOff: outcome.brokenOff }).toEqual({ missing: null, incompleteWhy: null, brokenOff: 0 });
    const looks = await requireTruth(place, hub.truth, outcome);
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
    const looks = await requireTruth(place, hub.truth, outcome);
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
