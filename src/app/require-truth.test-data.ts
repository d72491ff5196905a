import { expect } from 'vitest';
import type { Truth } from '../practice/truth.js';
import type { StoreReader } from '../store/open-store.js';
import { storedCards, storedItems, storedLooks, storedRecords, trueItems, trueRecords, withoutTokens } from './hub-truth.test-data.js';
import { allAspects } from './sync-hub.test-data.js';
import type { SyncOutcome } from './sync-registry.js';

/** Holds everything that the store says of the hub against the truth; gives the looks that are there. */
export async function requireTruth(
  place: { openStore(): Promise<StoreReader> },
  truth: Truth,
  outcome: Pick<SyncOutcome, 'incompleteWhy'> & { readonly snapshot: Pick<SyncOutcome['snapshot'], 'series'> },
): Promise<Map<string, string>> {
  const store = await place.openStore();
  try {
    const stored = await storedRecords(store.connection, 'model', outcome.snapshot.series);
    const records = trueRecords(truth, 'model');
    if (outcome.incompleteWhy === null) expect(stored).toEqual(records);
    else for (const [id, record] of stored) expect(record).toEqual(records.get(id));
    const looks = await storedLooks(store.connection, 'model');
    for (const aspect of allAspects) {
      if (aspect === 'cards') continue;
      const items = await storedItems(store.connection, 'model', aspect);
      for (const [look, outcomeOfLook] of looks) {
        const [id = '', what] = look.split(' ');
        if (what !== aspect || outcomeOfLook !== 'seen') continue;
        requireItems(aspect, items.get(id) ?? new Map<string, unknown>(), trueItems(truth, 'model', id, aspect));
      }
    }
    for (const [id, { hasCard, card }] of await storedCards(store.connection, 'model')) {
      if (hasCard === null) continue;
      // A README without any text is a file, but no card.
      const text = truth.card('model', id)?.trim() === '' ? null : truth.card('model', id);
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
